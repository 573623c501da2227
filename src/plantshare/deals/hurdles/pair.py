"""The two plans that a hurdle with the plan fixed lies between: the deal kept, and none of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.deals.hurdles.one_input import Flows
from plantshare.deals.hurdles.planned import Planned
from plantshare.deals.on_plan import Programme, plan_money, streams_between
from plantshare.deals.stream import Stream
from plantshare.results import Result
from plantshare.study import Study
from plantshare.study.parties import coalition

__all__ = ["Pair", "pair_of"]

SMALL = 1e-9
"""Millions below which a difference is rounding."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pair:
    """The best plan that keeps a deal beside the best plan without it.

    Parameters
    ----------
    about
        The programme of the deal.
    kept, without
        The two plans, dims (column).
    result
        The plan with the deal, with its money and proof.
    by_kind
        What each company gains or loses by the deal, by kind of money: columns company, kind, amount
        (m of present value). Fees are in it, so that only the sum over companies is the surplus.
    surplus
        What all companies together gain by the deal, m of present value.
    streams, weights
        The programme by period in each future, and the probability of each.
    flows
        What is built and shipped.
    capital, fixed
        Launch capital and fixed cost of each option of the deal, m of present value, dims (option).
    """

    about: Programme
    kept: np.ndarray
    without: np.ndarray
    result: Result
    by_kind: pd.DataFrame
    surplus: float
    streams: tuple[Stream, ...]
    weights: tuple[float, ...]
    flows: Flows
    capital: xr.DataArray
    fixed: xr.DataArray

    @property
    def difference(self) -> np.ndarray:
        """Return what the plan with the deal has more of than the other, dims (column)."""
        more: np.ndarray = self.kept - self.without
        return more

    def moving(self) -> float:
        """Return the part of the surplus that is proportional to the volume, m of present value."""
        return (
            self.expected([stream.integrated_gain() for stream in self.doubled()]) - self.surplus_of_streams
        )

    @property
    def surplus_of_streams(self) -> float:
        """Return the surplus as the streams state it, m; the same but for rounding."""
        return self.expected([stream.integrated_gain() for stream in self.streams])

    def doubled(self) -> list[Stream]:
        """Return the streams with twice the volume."""
        return [stream.with_volume(2.0) for stream in self.streams]

    def expected(self, amounts: list[float]) -> float:
        """Return the mean of one amount for each future."""
        return float(np.dot(self.weights, amounts))

    def elsewhere(self) -> Mapping[str, float]:
        """Return what the deal changes for each company beyond the programme, m of present value."""
        names = {name for stream in self.streams for name in stream.elsewhere}
        return {
            name: self.expected(
                [stream.present(stream.elsewhere.get(name, np.zeros(1))) for stream in self.streams]
            )
            for name in sorted(names)
            if name != self.about.government
        }


def pair_of(planned: Planned, about: Programme) -> Pair:
    """Return the best plan that keeps a deal beside the best plan without it, at today's prices.

    Parameters
    ----------
    planned
        The study with the deal.
    about
        The programme of the deal.

    Raises
    ------
    InfeasibleError
        If the deal cannot be kept at all.
    """
    study = planned.study
    without, low = planned.value("without")
    kept, high = planned.value("kept")
    values = {"kept": planned.labelled(kept), "without": planned.labelled(without)}
    lines = planned.built.lines
    money = {side: plan_money(study, lines, each, about) for side, each in values.items()}
    options = list(about.options)
    weight = study.discount * study.probability
    own = np.isin(study["options.vehicle"].values, list(about.vehicles))
    own &= ~np.isin(study.labels["option"], options)
    beside = xr.DataArray(own, coords={"option": study.labels["option"]}, dims="option")
    shipped = {
        side: (each["shipped"].where(beside, 0.0) * weight).sum("scenario") for side, each in values.items()
    }
    flows = Flows(
        built=(values["kept"]["built"].sel(option=options) * weight).sum("scenario"),
        replaced=shipped["without"].transpose("option", "market", "year"),
        left=shipped["kept"].transpose("option", "market", "year"),
    )
    lumps = {
        kind: sum(
            (
                (line.amount(values["kept"][line.variable]).sel(option=options) * study.discount).sum("year")
                for line in lines
                if line.kind == kind
            ),
            xr.DataArray(np.zeros(len(options)), coords={"option": options}, dims="option"),
        )
        for kind in ("launch capital", "option fixed cost")
    }
    return Pair(
        about=about,
        kept=kept,
        without=without,
        result=planned.result("kept"),
        by_kind=difference_by_kind(planned.result("kept"), planned.result("without")),
        surplus=high - low,
        streams=with_use(
            streams_between(study, about, money["kept"], money["without"]),
            study,
            values["kept"]["built"],
            about,
        ),
        weights=tuple(study.weights),
        flows=flows,
        capital=lumps["launch capital"],
        fixed=lumps["option fixed cost"],
    )


def difference_by_kind(kept: Result, without: Result) -> pd.DataFrame:
    """Return what each company of the plan gains by a deal, by kind of money, m of present value.

    Parameters
    ----------
    kept, without
        The plan with the deal and the one without it.
    """
    members = coalition(kept.study)
    both = [each.statement() for each in (kept, without)]
    series = [each.set_index(["company", "kind"]).squeeze("columns") for each in map(flat, both)]
    gained = series[0].sub(series[1], fill_value=0.0).rename("amount").reset_index()
    gained = gained[gained["company"].isin(members) & (gained["amount"].abs() > SMALL)]
    return gained.sort_values("amount", key=abs, ascending=False).reset_index(drop=True)


def flat(statement: pd.DataFrame) -> pd.DataFrame:
    """Return a statement as columns company, kind and amount."""
    return statement.reset_index()[["company", "kind", "amount"]]


def with_use(
    streams: tuple[Stream, ...], study: Study, built: xr.DataArray, about: Programme
) -> tuple[Stream, ...]:
    """Return streams with the hours and MWh that a vehicle built under the deal takes on average.

    Parameters
    ----------
    streams
        One for each future.
    study
        The study.
    built
        What is built, k, dims (option, year, scenario).
    about
        The programme.
    """
    own = built.sel(option=list(about.options))
    volume = own.sum("option")
    uses = {
        name: ((own * study[f"options.{name}"]).sum("option") / volume.where(volume > 0)).fillna(0.0)
        for name in ("hours", "electricity")
    }
    return tuple(
        replace(
            stream,
            hours=uses["hours"].isel(scenario=number).values,
            electricity=uses["electricity"].isel(scenario=number).values,
        )
        for number, stream in enumerate(streams)
    )
