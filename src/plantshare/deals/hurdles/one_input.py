"""One input of a deal that can move: where it stands in the study, and how far it may go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import xarray as xr

from plantshare.deals.on_plan import Programme
from plantshare.dictionary import load_dictionary
from plantshare.evidence import Cell
from plantshare.study import Change, Study

__all__ = [
    "HIGHEST",
    "Flows",
    "Input",
    "country_of",
    "home_markets",
    "key_of",
    "mean",
    "supplying",
    "unit_of",
]

HIGHEST = 2.0
"""Largest rise that is looked at, as a share of the value today: to three times of it."""

How = Literal["scale", "add", "set"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of a deal that can move in the study.

    A move of ``amount`` multiplies every cell by 1 + amount (scale), adds the amount (add), or sets the
    cells to ``setting`` (set; there the amount is 0 or 1).

    Parameters
    ----------
    key
        Short name, such as "wage".
    place
        Country, or instrument of support, that the input belongs to; may be empty.
    unit
        Unit as in the dictionary.
    now
        Value today, a mean over what the deal builds or replaces.
    cells
        Cells of the study that move, with their weights in ``now``.
    weights
        Weight of each cell.
    how
        How a move changes them.
    low, high
        Least and largest move that is looked at.
    kinds
        Kinds of money line that it acts through; none for an input that moves volumes.
    is_own
        Whether nothing moves that a plan without the deal could use.
    settings
        What each cell is set to, for "set".
    """

    key: str
    place: str
    unit: str
    now: float
    cells: tuple[Cell, ...]
    weights: tuple[float, ...]
    how: How
    low: float
    high: float
    kinds: tuple[str, ...]
    is_own: bool
    settings: tuple[float, ...] = ()

    def changes(self, amount: float) -> tuple[Change, ...]:
        """Return what a move changes in the study.

        Parameters
        ----------
        amount
            The move.
        """
        values = self.settings or [1.0 + amount if self.how == "scale" else amount] * len(self.cells)
        return tuple(
            Change(table=cell.table, row=cell.row, column=cell.column, how=self.how, value=value)
            for cell, value in zip(self.cells, values, strict=True)
        )

    def value(self, amount: float | None) -> float | None:
        """Return the input after a move, in its unit; none without a move."""
        if amount is None:
            return None
        return self.now * (1.0 + amount) if self.how == "scale" else self.now + amount

    def amount(self, value: float) -> float:
        """Return the move that takes the input to a value."""
        return value / self.now - 1.0 if self.how == "scale" else value - self.now


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Flows:
    """What the plans with the deal and without it build and ship, discounted and expected.

    Parameters
    ----------
    built
        What the deal's options build in the plan with the deal, k of present volume, dims (option, year).
    replaced
        What other options ship of the deal's vehicles in the plan without it, k of present volume, dims
        (option, market, year).
    left
        The same in the plan with the deal.
    """

    built: xr.DataArray
    replaced: xr.DataArray
    left: xr.DataArray


def home_markets(study: Study, about: Programme) -> list[str]:
    """Return the markets that hold the country of the deal's plant."""
    countries = study.frame("markets").set_index("market").countries
    return [str(market) for market in study.labels["market"] if about.country in countries[market]]


def supplying(study: Study, flows: Flows) -> list[str]:
    """Return the countries from which the plan without the deal ships its vehicles, the largest first."""
    volume = flows.replaced.sum(["market", "year"]).to_series()
    by_country = volume.groupby(country_of(study).to_series()).sum().sort_values(ascending=False)
    return [str(name) for name in by_country.index[by_country > 0]]


def country_of(study: Study) -> xr.DataArray:
    """Return the country of the plant of each option, dims (option)."""
    return study["plants.country"].sel(plant=study["options.plant"]).drop_vars("plant")


def mean(values: xr.DataArray, weights: xr.DataArray) -> float:
    """Return the mean of values with weights, over futures too; their plain mean without any weight."""
    if "scenario" in values.dims:
        values = values.mean("scenario")
    total = float(weights.sum())
    return float((values * weights).sum()) / total if total > 0 else float(values.mean())


def unit_of(table: str, column: str) -> str:
    """Return the unit of a column."""
    return load_dictionary().column(f"{table}.{column}").unit or ""


def key_of(table: str) -> tuple[str, ...]:
    """Return the columns of the key of a table."""
    return load_dictionary().tables[table].key
