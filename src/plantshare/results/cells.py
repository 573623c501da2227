"""Labelled arrays as rows of cells, with their labels kept beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.errors import RunError

__all__ = ["Axes", "dual_cells", "duals_from_cells", "value_cells", "values_from_cells"]

Axis = tuple[str, tuple[Any, ...]]
"""A dimension and its labels. Any: labels are words or whole numbers."""


@dataclass(slots=True)
class Axes:
    """Every different axis of some arrays, once, and the axes of each array by their place.

    Parameters
    ----------
    axes
        Dimension and labels of each axis.
    arrays
        Places of the axes of each array, by the name of the array.
    """

    axes: list[Axis] = field(default_factory=list)
    arrays: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, array: xr.DataArray) -> None:
        """Add the axes of one array."""
        places = []
        for dim in array.dims:
            axis = (str(dim), tuple(array[dim].to_index().tolist()))
            if axis not in self.axes:
                self.axes.append(axis)
            places.append(self.axes.index(axis))
        self.arrays[name] = places

    def of(self, name: str) -> list[Axis]:
        """Return the axes of one array."""
        return [self.axes[place] for place in self.arrays[name]]

    def to_json(self) -> dict[str, Any]:
        """Return the axes as JSON writes them."""
        return {
            "axes": [{"dim": dim, "labels": list(labels)} for dim, labels in self.axes],
            "arrays": self.arrays,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> Axes:
        """Return the axes that JSON holds."""
        axes = [(each["dim"], tuple(each["labels"])) for each in content["axes"]]
        return cls(axes, dict(content["arrays"]))


def value_cells(array: xr.DataArray) -> pd.DataFrame:
    """Return the cells of an array that are not zero: a column for each dim, and ``value``.

    Examples
    --------
    >>> array = xr.DataArray([[0.0, 2.0], [0.0, 0.0]], coords={"plant": ["A", "B"], "year": [2026, 2027]})
    >>> value_cells(array)
      plant  year  value
    0     A  2027    2.0
    """
    values = np.asarray(array.values, dtype=float)
    places = np.nonzero(values)
    columns = {
        str(dim): array[dim].to_index().to_series().iloc[place].reset_index(drop=True)
        for dim, place in zip(array.dims, places, strict=True)
    }
    return pd.DataFrame({**columns, "value": values[places]})


def values_from_cells(cells: pd.DataFrame, axes: Sequence[Axis], name: str) -> xr.DataArray:
    """Return the array of some cells; every other cell is zero.

    Raises
    ------
    RunError
        If a cell has a label that is not on its axis.
    """
    array = empty_array(axes, name, 0.0)
    places = tuple(
        pd.Index(labels).get_indexer(pd.Index(cells[dim].to_numpy(), name=dim)) for dim, labels in axes
    )
    if any((place < 0).any() for place in places):
        raise RunError(f"values of '{name}' have labels that their axes lack; the run is damaged")
    array.values[places] = cells["value"].to_numpy(dtype=float)
    return array


def dual_cells(duals: Mapping[str, xr.DataArray]) -> pd.DataFrame:
    """Return every dual that exists, of all rules.

    Returns
    -------
    pandas.DataFrame
        Columns rule, labels (joined by '/', for the reader), cell (place in the flattened array) and
        value (millions per unit of the rule's right side).
    """
    frames = [pd.DataFrame({"rule": [], "labels": [], "cell": [], "value": []})]
    for rule, array in duals.items():
        values = np.asarray(array.values, dtype=float).ravel()
        cells = np.flatnonzero(~np.isnan(values))
        frames.append(
            pd.DataFrame(
                {"rule": rule, "labels": joined(array, cells), "cell": cells, "value": values[cells]}
            )
        )
    types = {"rule": str, "labels": str, "cell": "int64", "value": float}
    return pd.concat([frame.astype(types) for frame in frames], ignore_index=True)


def duals_from_cells(cells: pd.DataFrame, axes: Axes) -> dict[str, xr.DataArray]:
    """Return the duals of every rule; a cell that is not listed does not exist and is missing."""
    rows = dict(iter(cells.groupby("rule")))
    duals = {}
    for rule in axes.arrays:
        array = empty_array(axes.of(rule), rule, np.nan)
        if rule in rows:
            array.values.flat[rows[rule]["cell"].to_numpy()] = rows[rule]["value"].to_numpy()
        duals[rule] = array
    return duals


def empty_array(axes: Sequence[Axis], name: str, value: float) -> xr.DataArray:
    """Return an array that holds one value everywhere."""
    return xr.DataArray(
        np.full([len(labels) for _, labels in axes], value),
        coords={dim: label_array(labels) for dim, labels in axes},
        dims=[dim for dim, _ in axes],
        name=name,
    )


def label_array(labels: Sequence[Any]) -> np.ndarray:
    """Return labels as a study holds them: whole numbers as such, words as objects."""
    whole = all(isinstance(label, int) for label in labels) and len(labels) > 0
    return np.array(labels, dtype=np.int64 if whole else object)


def joined(array: xr.DataArray, cells: np.ndarray) -> Iterator[str] | list[str]:
    """Return the labels of some cells of the flattened array, joined by '/'."""
    labels = [array[dim].to_index() for dim in array.dims]
    places = np.unravel_index(cells, array.shape) if labels else ()
    words = [
        index.astype(str).to_numpy(dtype=object)[place] for index, place in zip(labels, places, strict=True)
    ]
    return ["/".join(row) for row in zip(*words, strict=True)] if words else [""] * len(cells)
