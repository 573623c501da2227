"""Lists and dictionaries from which the rows of a study are written in Pyomo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr
from raw_linopy import Ready

__all__ = ["Key", "Lists", "lists_of"]

Key = tuple[Any, ...]  # Any: labels are words and years

ORDER = (
    *("plant", "group", "route", "pair", "shop", "pattern", "platform", "vehicle", "option", "target"),
    *("quota", "expansion", "market", "launch_year", "year", "scenario"),
)
"""Dims in the order in which they index here."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lists:
    """What the rows are written from.

    Parameters
    ----------
    columns
        For each variable its limits by index.
    binary
        Variables that are zero or one.
    sides
        For each rule the right side of each of its rows by index.
    values
        Coefficients by index.
    members
        Members of the sums: options of a vehicle, routes of a shop and the like.
    weights
        Objective coefficients by variable and index.
    wishes
        Rules of the planner: row, sign, options and years.
    """

    columns: Mapping[str, Mapping[Key, tuple[float | None, float | None]]]
    binary: frozenset[str]
    sides: Mapping[str, Mapping[Key, float]]
    values: Mapping[str, Mapping[Key, Any]]
    members: Mapping[str, Mapping[Any, list[Any]]]
    weights: Mapping[str, Mapping[Key, float]]
    wishes: tuple[tuple[str, str, np.ndarray, np.ndarray], ...]


def lists_of(ready: Ready) -> Lists:
    """Return arrays as lists and dictionaries."""
    return Lists(
        columns={
            name: {
                key: (finite(low), finite(high))
                for (key, low), high in zip(
                    cells(lower, mask).items(), cells(upper, mask).values(), strict=True
                )
            }
            for name, (mask, lower, upper) in ready.columns.items()
        },
        binary=ready.binary,
        sides={name: cells(side, ready.masks[name]) for name, side in ready.sides.items()},
        values={name: cells(array) for name, array in ready.arrays.items()},
        members=members_of(ready),
        weights={
            name: {key: value for key, value in cells(weight, ready.columns[name][0]).items() if value}
            for name, weight in ready.weights.items()
        },
        wishes=ready.wishes,
    )


def members_of(ready: Ready) -> dict[str, dict[Any, list[Any]]]:
    """Return the members of every sum."""
    routes: dict[Any, list[Any]] = defaultdict(list)
    triples = zip(ready["route_shop"].values, ready["route_option"].values, ready["use"].values, strict=True)
    for shop, option, use in triples:
        routes[shop].append((option, float(use)))
    waits = [ready[f"wait_{name}"].values for name in ("option", "shop", "platform")]
    pairs = [ready[f"pair_{name}"].values for name in ("option", "group")]
    return {
        "routes": routes,
        "options": sharing(ready["vehicle"]),
        "groups": sharing(ready["plant"]),
        "expansions": sharing(ready["expanded_shop"]),
        "waits": dict(enumerate(map(list, zip(*waits, strict=True)))),
        "pairs": dict(enumerate(map(list, zip(*pairs, strict=True)))),
        "labels": {
            "option": ready.columns["launched"][0].option.values.tolist(),
            "year": ready.columns["launched"][0].year.values.tolist(),
            "market": ready.columns["shipped"][0].market.values.tolist(),
            "pattern": ready["level"].pattern.values.tolist(),
        },
        "platforms": toolable(ready),
    }


def toolable(ready: Ready) -> dict[Any, list[Any]]:
    """Return the platforms that each shop can be tooled for."""
    lists: dict[Any, list[Any]] = defaultdict(list)
    if "tooled" in ready.columns:
        for shop, platform, _ in cells(ready.columns["tooled"][1], ready.columns["tooled"][0]):
            if platform not in lists[shop]:
                lists[shop].append(platform)
    return lists


def cells(array: xr.DataArray, mask: xr.DataArray | None = None) -> dict[Key, Any]:
    """Return the values of an array by index, those where a mask is true."""
    if mask is not None:
        array = array.broadcast_like(mask)
    dims = [dim for dim in ORDER if dim in array.dims]
    array = array.transpose(*dims)
    if not dims:
        return {(): array.item()}
    labels = [array.indexes[dim] if dim in array.indexes else pd.RangeIndex(array.sizes[dim]) for dim in dims]
    index = pd.MultiIndex.from_product(labels)
    values = array.values.ravel()
    if mask is None:
        return dict(zip(index.tolist(), values.tolist(), strict=True))
    wanted = mask.transpose(*dims).values.ravel()
    return dict(zip(index[wanted].tolist(), values[wanted].tolist(), strict=True))


def sharing(array: xr.DataArray) -> dict[Any, list[Any]]:
    """Return the labels that share each value."""
    lists: dict[Any, list[Any]] = defaultdict(list)
    for label, value in zip(array[array.dims[0]].values.tolist(), array.values.tolist(), strict=True):
        lists[value].append(label)
    return lists


def finite(value: float) -> float | None:
    """Return a limit, none where there is none."""
    return value if np.isfinite(value) else None
