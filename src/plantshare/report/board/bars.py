"""The bars of a plan board: what is built where, from when until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from plantshare.report.board.lines import line_of_options
from plantshare.report.names import names_of, vehicle_of
from plantshare.results import Result
from plantshare.results.plan import decided_years, expected_built
from plantshare.study import Study
from plantshare.study.parties import brand_company, is_built_for_another, is_guest

__all__ = ["Bar", "Kind", "bars_of"]

LEAST_BUILT = 0.5
"""Vehicles a year below this, expected over the futures, are the solver's rounding and no output."""

Kind = Literal["host", "guest", "transfer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One option built on one line.

    Parameters
    ----------
    line, option, vehicle
        Labels.
    name, brand
        Vehicle and brand as a reader sees them.
    kind
        guest: built for a company that is neither owner nor partner of the plant. transfer: launched
        here by its own company, which ends it on another of its lines. host: everything else.
    is_partner
        Whether the brand is a partner of the plant's owner, such as a parent of a joint venture.
    mode
        import, SKD, CKD or full.
    first, last
        Years from the launch, or the first year of output, to the last year of output.
    volumes
        Vehicles built by year, expected over the futures; years without output are left out.
    launch
        Year of start of production, missing where the option is built today.
    ending
        Why it ends before the last planned year: early end, run-out, end of life or output stops; empty
        where it does not.
    moved_from
        Line that a transfer leaves.
    """

    line: str
    option: str
    vehicle: str
    name: str
    brand: str
    kind: Kind
    is_partner: bool
    mode: str
    first: int
    last: int
    volumes: Mapping[int, float]
    launch: int | None
    ending: str
    moved_from: str = ""

    @property
    def peak(self) -> float:
        """Return the largest output of a year, vehicles/yr."""
        return max(self.volumes.values(), default=0.0)

    @property
    def total(self) -> float:
        """Return the output of all years, vehicles."""
        return sum(self.volumes.values())


def bars_of(result: Result) -> tuple[Bar, ...]:
    """Return a bar for each option that is built or launched, in the order of the options.

    An option that is launched and builds nothing has a bar of one year, the year of its launch.
    """
    study = result.study
    built = expected_built(result)
    years = [int(year) for year in study.years]
    launched, ended = (decided_years(result, name, "option") for name in ("launched", "ended"))
    lines, names, brands = line_of_options(study), vehicle_of(study), brands_of(study)
    guest, foreign = (array.to_series() for array in (is_guest(study), is_built_for_another(study)))
    bars = []
    for row in study.frame("options").itertuples():
        option = str(row.option)
        output = dict(zip(years, built.sel(option=option).values.tolist(), strict=True))
        volumes = {year: units for year, units in output.items() if units >= LEAST_BUILT}
        launch = int(launched[option]) if option in launched.index else None
        taken = [*volumes, *([] if launch is None else [launch])]
        if not taken:
            continue
        bars.append(
            Bar(
                line=lines[option],
                option=option,
                vehicle=str(row.vehicle),
                name=names[option],
                brand=brands[str(row.vehicle)],
                kind="guest" if guest[option] else "host",
                is_partner=bool(foreign[option] and not guest[option]),
                mode=str(row.mode),
                first=min(taken),
                last=max(taken),
                volumes=volumes,
                launch=launch,
                ending=ending_of(study, option, max(taken), launch, option in ended.index),
            )
        )
    return with_transfers(study, bars)


def brands_of(study: Study) -> dict[str, str]:
    """Return the brand of every vehicle, or the name of its company where none is stated."""
    vehicles, companies = study.frame("vehicles"), names_of(study, "companies")
    return {
        str(row.vehicle): str(row.brand) or companies[str(row.company)]
        for row in vehicles.itertuples()
    }  # fmt: skip


def ending_of(study: Study, option: str, last: int, launch: int | None, is_ended: bool) -> str:
    """Return in words why an option ends before the last planned year, or nothing."""
    if last >= int(study.years[-1]):
        return ""
    if is_ended:
        return "early end"
    if launch is None:
        until = float(study["incumbents.until"].sel(option=option))
        return "run-out" if last >= until else "output stops"
    life = float(study["options.life_years"].sel(option=option))
    return "end of life" if last >= launch + life - 1 else "output stops"


def with_transfers(study: Study, bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """Return the bars, those marked that take a vehicle over from another line of its company.

    The other line has built the vehicle before and builds it for the last time before this one does.
    """
    companies = brand_company(study).to_series()
    owners = study["plants.company"].sel(plant=study["options.plant"]).drop_vars("plant").to_series()
    own = {bar.option for bar in bars if companies[bar.option] == owners[bar.option]}

    def source(bar: Bar) -> str:
        if bar.launch is None or bar.option not in own:
            return ""
        before = [
            each for each in bars
            if each.vehicle == bar.vehicle and each.line != bar.line and each.option in own
            and each.first < bar.first and each.last < bar.last
        ]  # fmt: skip
        places = np.array([each.last for each in before])
        return before[int(places.argmax())].line if before else ""

    found = [(bar, source(bar)) for bar in bars]
    return tuple(replace(bar, kind="transfer", moved_from=line) if line else bar for bar, line in found)
