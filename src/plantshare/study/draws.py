"""Futures drawn from distributions: what they do to uncertain columns, and each as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.dictionary import Column, load_dictionary
from plantshare.errors import LabelError
from plantshare.study.arrays import array_of, positions
from plantshare.tables import Tables

__all__ = ["Draw", "DrawnTables", "Draws", "drawn_array", "require_labels"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Draw:
    """What every future does to one uncertain column.

    Parameters
    ----------
    key
        Column, such as ``demand.units``.
    how
        Multiply the value of the study (scale), add to it (add) or replace it (set).
    values
        Factor, addition or value, dims some of those of the column and scenario, in the unit of
        the dictionary. A missing value leaves the cell as it is, and so does a label that is not there.
    """

    key: str
    how: Literal["scale", "add", "set"]
    values: xr.DataArray

    def __post_init__(self) -> None:
        """Refuse columns that are not uncertain, and values without a scenario.

        Raises
        ------
        LabelError
            If the column is decided on before the future is known, or has none of the dims.
        """
        column = load_dictionary().column(self.key)
        if not column.uncertain:
            raise LabelError(f"{self.key} is decided on before the future is known; it cannot be drawn")
        if "scenario" not in self.values.dims:
            raise LabelError(f"a draw of {self.key} needs the dim scenario, got {self.values.dims}")
        unknown = set(self.values.dims) - {*dims_of(column), "scenario"}
        if unknown:
            raise LabelError(f"{self.key} has no dim {sorted(map(str, unknown))[0]}")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Draws:
    """Futures that were drawn together.

    Only what differs is stored, so memory grows with the columns that are drawn and not with the study.

    Parameters
    ----------
    columns
        What the futures do, in the order in which it is done.
    weights
        Probability of each future; adds to one.
    origin
        How they were drawn, such as sampler, seed and count, for the reader of a run.
    """

    columns: tuple[Draw, ...]
    weights: tuple[float, ...]
    origin: Mapping[str, str | int | float]

    @property
    def names(self) -> tuple[str, ...]:
        """Return the name of each future."""
        if not self.columns:
            return tuple(f"draw {number + 1}" for number in range(len(self.weights)))
        return tuple(str(name) for name in self.columns[0].values["scenario"].values)

    def chosen(self, places: Sequence[int] | np.ndarray, weights: Sequence[float] | None = None) -> Draws:
        """Return some of the futures, by their places, with probabilities that add to one.

        Parameters
        ----------
        places
            Places of the futures, counted from 0.
        weights
            Their probabilities; their own in proportion unless given.
        """
        own = np.asarray(self.weights)[np.asarray(places)] if weights is None else np.asarray(weights)
        columns = tuple(
            replace(each, values=each.values.isel(scenario=np.asarray(places))) for each in self.columns
        )
        return replace(self, columns=columns, weights=tuple(float(one) for one in own / own.sum()))


@dataclass(frozen=True, slots=True, eq=False)
class DrawnTables(Mapping[str, Tables]):
    """The tables of each drawn future, made when they are asked for.

    Parameters
    ----------
    tables
        Tables of the study.
    labels
        Labels of every dimension.
    draws
        The futures.
    """

    tables: Tables
    labels: Mapping[str, np.ndarray]
    draws: Draws

    def __len__(self) -> int:
        """Return how many futures there are."""
        return len(self.draws.weights)

    def __iter__(self) -> Iterator[str]:
        """Yield the name of each future."""
        return iter(self.draws.names)

    def __getitem__(self, name: str) -> Tables:
        """Return the tables of one future."""
        place = self.draws.names.index(name)
        tables = self.tables
        for key in dict.fromkeys(each.key for each in self.draws.columns):
            one = self.draws.chosen([place])
            array = drawn_array(array_of(self.tables, key, self.labels), key, one)
            tables = with_array(tables, key, array.isel(scenario=0, drop=True), self.labels)
        return tables


def drawn_array(array: xr.DataArray, key: str, draws: Draws) -> xr.DataArray:
    """Return one column in every future, dims those of the column and scenario.

    Parameters
    ----------
    array
        The column as the study has it.
    key
        Its name.
    draws
        The futures.

    Raises
    ------
    LabelError
        If the draws were made for other labels than the study has.
    """
    scenario = np.array(draws.names, dtype=object)
    result = array.expand_dims(scenario=scenario).transpose(..., "scenario")
    for draw in draws.columns:
        if draw.key != key:
            continue
        own = {str(dim): array[dim].values for dim in draw.values.dims if dim != "scenario"}
        require_labels(draw, own)
        drawn = after(result, replace(draw, values=draw.values.reindex(own)))
        result = drawn.transpose(*result.dims)
    return result


def require_labels(draw: Draw, labels: Mapping[str, np.ndarray]) -> None:
    """Refuse a draw that was made for other labels than a study has.

    Parameters
    ----------
    draw
        What the futures do to one column.
    labels
        Labels of each dimension of the study.

    Raises
    ------
    LabelError
        If the draw has a label that the study lacks.
    """
    for dim in draw.values.dims:
        if dim != "scenario" and not np.isin(draw.values[dim].values, labels[str(dim)]).all():
            raise LabelError(
                f"the futures were drawn for other labels of {dim} than the study has; draw them anew"
            )


def after(array: xr.DataArray, draw: Draw) -> xr.DataArray:
    """Return a column after one draw; cells without value in the draw stay."""
    if draw.how == "scale":
        return array * draw.values.fillna(1.0)
    if draw.how == "add":
        return array + draw.values.fillna(0.0)
    return array.where(draw.values.isnull(), draw.values)


def dims_of(column: Column) -> tuple[str, ...]:
    """Return the dims of a column."""
    dims = load_dictionary().tables[column.table].dims
    return (*dims, "year") if column.by_year else dims


def with_array(tables: Tables, key: str, array: xr.DataArray, labels: Mapping[str, np.ndarray]) -> Tables:
    """Return tables whose rows hold the values of an array: in the by-year table where years differ."""
    column = load_dictionary().column(key)
    entry = load_dictionary().tables[column.table]
    frame = tables[entry.name]
    if frame.empty:
        return tables
    ordered = array.transpose(*dims_of(column))
    cells = ordered.values[positions(frame, entry, labels)]
    if not column.by_year:
        return tables.with_frame(entry.name, frame.assign(**{column.name: cells}))
    years = labels["year"]
    by_year = tables[f"{entry.name}_by_year"]
    keys = [*entry.key, "year"]
    every = pd.concat(
        [
            frame[list(entry.key)].assign(year=int(year), **{column.name: cells[:, place]})
            for place, year in enumerate(years)
        ],
        ignore_index=True,
    )
    rest = by_year.drop(columns=column.name)
    joined = every.merge(rest, on=keys, how="outer") if len(rest) else every
    for name in by_year.columns:
        if name not in joined:
            joined[name] = np.nan
    return tables.with_frame(f"{entry.name}_by_year", joined[list(by_year.columns)])
