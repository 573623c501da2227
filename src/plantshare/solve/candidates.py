"""Programmes that could add output to a target: deals, and vehicles that could be launched at a plant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.study import Study
from plantshare.study.parties import brand_company, can_launch, deal_options, is_guest, plant_company
from plantshare.study.targets import counts_toward

__all__ = ["Candidate", "deal_candidates", "launch_candidates", "with_candidates"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A programme that could add output: a deal of the study, or a vehicle that could be built at a plant.

    Parameters
    ----------
    deal
        The deal by which it is opened and promised; for a vehicle that no deal opens, "vehicle at plant".
    name
        Name as the reader should see it.
    options
        Options of which at least one is launched.
    vehicles, plants
        What they build, and where.
    host, guest
        Owner of the plant and of the vehicle; the same where a company builds its own.
    is_stated
        Whether the study lists the deal.
    forms
        Deals that price the same programme in another form.
    """

    deal: str
    name: str
    options: tuple[str, ...]
    vehicles: tuple[str, ...]
    plants: tuple[str, ...]
    host: str
    guest: str
    is_stated: bool
    forms: tuple[str, ...] = ()


def deal_candidates(study: Study, target: str) -> tuple[Candidate, ...]:
    """Return the deals of a study with options that count toward a target."""
    counts = counts_toward(study).sel(target=target)
    names = deal_names(study)
    rows = study.frame("deals")
    forms: dict[str, list[str]] = {}
    for row in rows.itertuples():
        if row.alternative_to:
            forms.setdefault(row.alternative_to, []).append(names[row.deal])
    return tuple(
        candidate_of(
            study,
            row.options,
            deal=row.deal,
            name=names[row.deal],
            is_stated=True,
            forms=tuple(forms.get(row.deal, ())),
        )
        for row in rows.itertuples()
        if any(float(counts.sel(option=option)) > 0 for option in row.options)
    )


def launch_candidates(study: Study, target: str, *, guests: bool) -> tuple[Candidate, ...]:
    """Return vehicles that could be launched at a plant so as to count toward a target, outside deals.

    Parameters
    ----------
    study
        The study.
    target
        Name of the target.
    guests
        Whether companies may build at the plant of another without a deal.
    """
    counts = counts_toward(study).sel(target=target) > 0
    years = study["targets.year"].sel(target=target)
    window = can_launch(study)
    in_time = window.where(window.year <= years, False).any("year")
    chosen = counts & in_time & ~np.isin(counts.option, list(deal_options(study)))
    if not guests:
        chosen = chosen & ~is_guest(study)
    options = study.frame("options").set_index("option").loc[list(study.labels["option"])]
    wanted = options[chosen.values]
    vehicles, plants = word_of(study, "vehicles"), word_of(study, "plants")
    return tuple(
        candidate_of(
            study,
            tuple(group.index),
            deal=f"{vehicle} at {plant}",
            name=f"{vehicles[vehicle]} at {plants[plant]}",
            is_stated=False,
        )
        for (vehicle, plant), group in wanted.groupby(["vehicle", "plant"], sort=False)
    )


def candidate_of(
    study: Study,
    options: Sequence[str],
    *,
    deal: str,
    name: str,
    is_stated: bool,
    forms: tuple[str, ...] = (),
) -> Candidate:
    """Return a candidate with its vehicles, plants and companies."""
    rows = study.frame("options").set_index("option").loc[list(options)]
    first = options[0]
    return Candidate(
        deal=deal,
        name=name,
        options=tuple(options),
        vehicles=tuple(dict.fromkeys(rows.vehicle)),
        plants=tuple(dict.fromkeys(rows.plant)),
        host=str(plant_company(study).sel(option=first).item()),
        guest=str(brand_company(study).sel(option=first).item()),
        is_stated=is_stated,
        forms=forms,
    )


def word_of(study: Study, table: str) -> dict[str, str]:
    """Return the name of each row of a table, or its label where it has none."""
    frame = study.frame(table)
    labels = frame.iloc[:, 0]
    return {str(label): str(name) or str(label) for label, name in zip(labels, frame["name"], strict=True)}


def deal_names(study: Study) -> dict[str, str]:
    """Return the name of each deal."""
    return word_of(study, "deals") if len(study.frame("deals")) else {}


def with_candidates(
    study: Study, candidates: Sequence[Candidate], promised: Mapping[str, xr.DataArray]
) -> Study:
    """Return the study with candidates that no deal opens added as deals, which promise a volume.

    A company that builds its own vehicle in its own plant is host and guest of such a deal, so that no
    fee moves.
    """
    added = [each for each in candidates if not each.is_stated]
    if not added:
        return study
    deals = [
        {
            "deal": each.deal,
            "name": each.name,
            "host": each.host,
            "guest": each.guest,
            "options": each.options,
        }
        for each in added
    ]
    terms = [{"deal": each.deal} for each in added]
    by_year = [
        {"deal": each.deal, "year": int(year), "minimum": float(volume)}
        for each in added
        if each.deal in promised
        for year, volume in zip(study.years, promised[each.deal].values, strict=True)
    ]
    names = {each.deal for each in added}
    for table, rows in (("deals", deals), ("deal_terms", terms), ("deal_terms_by_year", by_year)):
        before = study.frame(table)
        before = before[~before["deal"].isin(names)]
        frames = [before, *([frame_like(study, table, rows)] if rows else [])]
        study = study.with_frame(table, pd.concat(frames, ignore_index=True))
    return study


def frame_like(study: Study, table: str, rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a frame with every column of a table, defaults filled in."""
    empty = study.with_frame(table, pd.DataFrame(rows))
    return empty.frame(table)
