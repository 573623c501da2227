"""Labelled arrays from tables."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.dictionary import Column, TableEntry, load_dictionary
from plantshare.study.labels import DIMENSIONS
from plantshare.tables import Tables

__all__ = ["array_of", "rows_of"]


def array_of(tables: Tables, key: str, labels: Mapping[str, np.ndarray]) -> xr.DataArray:
    """Return one column as an array over the dimensions of its key, and year where it differs by year.

    A combination of keys without row holds the column's ``absent`` value, else its default, else
    a missing value.

    Raises
    ------
    LabelError
        If the dictionary has no such column.
    """
    column = load_dictionary().column(key)
    entry = load_dictionary().tables[column.table]
    dims = (*entry.dims, "year") if column.by_year else entry.dims
    shape = tuple(len(labels[dim]) for dim in dims)
    values: np.ndarray = np.full(shape, empty_value(column), dtype=array_type(column))
    frame = tables[entry.name]
    if len(frame):
        cells = frame[column.name].to_numpy()
        values[positions(frame, entry, labels)] = cells[:, None] if column.by_year else cells
    overrides = tables[f"{entry.name}_by_year"] if column.by_year else None
    if overrides is not None and len(overrides):
        inside = overrides.year.isin(labels["year"]) & overrides[column.name].notna()
        rows = overrides[inside]
        years = rows.year.to_numpy(dtype=int) - int(labels["year"][0])
        where = (*positions(rows, entry, labels), years)
        values[where] = rows[column.name].to_numpy()
    array = xr.DataArray(values, coords={dim: labels[dim] for dim in dims}, dims=dims, name=key)
    return array.transpose(*[dim for dim in DIMENSIONS if dim in dims])


def rows_of(tables: Tables, name: str, labels: Mapping[str, np.ndarray]) -> xr.DataArray:
    """Return whether the table has a row, over the dimensions of its key."""
    entry = load_dictionary().tables[name]
    values = np.zeros(tuple(len(labels[dim]) for dim in entry.dims), dtype=bool)
    if len(tables[name]):
        values[positions(tables[name], entry, labels)] = True
    coords = {dim: labels[dim] for dim in entry.dims}
    array = xr.DataArray(values, coords=coords, dims=entry.dims, name=name)
    return array.transpose(*[dim for dim in DIMENSIONS if dim in entry.dims])


def positions(
    frame: pd.DataFrame, entry: TableEntry, labels: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, ...]:
    """Return the index of each row along each dimension of the key."""
    dims = {name: entry.columns[name].dim for name in entry.key}
    return tuple(
        pd.Index(labels[dim]).get_indexer(pd.Index(frame[name]))
        for name, dim in dims.items()
        if dim is not None
    )


def empty_value(column: Column) -> object:
    """Return what an array holds where no row says otherwise."""
    if column.absent is not None:
        return column.absent
    if column.default is not None:
        return column.default
    return np.nan if column.is_number else ("" if column.kind != "flag" else False)


def array_type(column: Column) -> type:
    """Return the type of the array of a column."""
    if column.is_number:
        return float
    return bool if column.kind == "flag" else object
