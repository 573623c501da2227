"""Which rows a driver moves, and which of them share one value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.dictionary import TableEntry, load_dictionary
from plantshare.errors import LabelError
from plantshare.evidence.records import same_parts
from plantshare.study import Study
from plantshare.tables.table import row_keys
from plantshare.uncertainty.drivers import Driver, Range

__all__ = ["Cells", "cells_of", "matches"]

ALL = "all"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Cells:
    """Cells of an array that a driver fills, and the values they share.

    Parameters
    ----------
    coords
        Labels of each dim of the array, only those that the driver moves.
    places
        Index of each cell along each dim.
    rows
        Key of the row that each cell stands for; of several rows in one cell the first.
    label
        Which of ``labels`` each cell takes its value from.
    labels
        Name of each value that is drawn.
    groups
        Group of each label that shares the common part.
    """

    coords: Mapping[str, np.ndarray]
    places: tuple[np.ndarray, ...]
    rows: tuple[str, ...]
    label: np.ndarray
    labels: tuple[str, ...]
    groups: tuple[str, ...]

    def array(self, values: np.ndarray, further: Mapping[str, np.ndarray]) -> xr.DataArray:
        """Return values by cell as an array; what no cell fills is missing.

        Parameters
        ----------
        values
            Dims (cell, further dims).
        further
            Labels of the further dims, by name.
        """
        sizes = [len(labels) for labels in self.coords.values()]
        filled = np.full((*sizes, *values.shape[1:]), np.nan)
        filled[self.places] = values if self.places else values[0]
        coords = {**self.coords, **further}
        return xr.DataArray(filled, coords=coords, dims=tuple(coords))


def cells_of(study: Study, driver: Driver) -> Cells:
    """Return the cells that a driver moves.

    A driver of every row whose values belong to words of one key column, such as vehicles, fills an array
    over that column alone, which is small; any other fills one over the whole key.

    Parameters
    ----------
    study
        Study whose tables the driver points at.
    driver
        Driver.

    Raises
    ------
    LabelError
        If no row is moved, or a word of ``by`` is no column.
    """
    place = driver.place
    entry = load_dictionary().tables[place.table]
    every = study.frame(place.table)
    moved = np.array([matches(key, place.rows) for key in row_keys(every, entry.key)], dtype=bool)
    if not moved.any():
        raise LabelError(
            f"driver '{driver.name}' moves no row of {place.table}: '{'; '.join(place.rows)}' is none of them"
        )
    frame = every[moved]
    words, parts = labels_of_rows(study, entry, frame, place.by)
    group = driver.together.shared_by
    groups = labels_of_rows(study, entry, frame, (group,))[0] if group else [""] * len(frame)
    # A range may be stated as values, or by claims: each row then has a factor of its own.
    by_row = isinstance(driver, Range) and (not driver.is_factor or math.isnan(driver.low))
    keys = entry.key if by_row or not moved.all() else parts
    return gathered(entry, frame, keys, words, groups)


def gathered(
    entry: TableEntry, frame: pd.DataFrame, keys: tuple[str, ...], words: list[str], groups: list[str]
) -> Cells:
    """Return the cells of some rows over some columns of the key."""
    first = ~frame.duplicated(list(keys)).to_numpy() if keys else np.arange(len(frame)) == 0
    kept = frame[first]
    labels = tuple(dict.fromkeys(words))
    group_of = dict(zip(reversed(words), reversed(groups), strict=True))
    coords: dict[str, np.ndarray] = {}
    places = []
    for key in keys:
        dim = entry.columns[key].dim
        known = pd.Index(kept[key]).unique()
        coords[str(dim)] = known.to_numpy(dtype=object)
        places.append(known.get_indexer(pd.Index(kept[key])))
    number = {word: place for place, word in enumerate(labels)}
    return Cells(
        coords=coords,
        places=tuple(places),
        rows=tuple(row_keys(kept, entry.key)),
        label=np.array([number[word] for word, is_first in zip(words, first, strict=True) if is_first]),
        labels=labels,
        groups=tuple(group_of[word] for word in labels),
    )


def matches(key: str, rows: Sequence[str]) -> bool:
    """Return whether a driver of some rows moves the row of a key; without rows it moves every one."""
    parts = key.split("/")
    return not rows or any(row in ("*", key) or same_parts(row.split("/"), parts) for row in rows)


def labels_of_rows(
    study: Study, entry: TableEntry, frame: pd.DataFrame, by: Sequence[str]
) -> tuple[list[str], tuple[str, ...]]:
    """Return the label of each row, words joined by '/', and the columns of the key that they hang on."""
    if tuple(by) == (ALL,):
        return [""] * len(frame), ()
    found = [words_of(study, entry, frame, word) for word in by]
    joined = ["/".join(parts) for parts in zip(*(words for words, _ in found), strict=True)]
    hung = {key for _, keys in found for key in keys}
    return joined, tuple(key for key in entry.key if key in hung)


def words_of(
    study: Study, entry: TableEntry, frame: pd.DataFrame, word: str
) -> tuple[list[str], tuple[str, ...]]:
    """Return a word for each row and the columns of the key that it hangs on.

    The word is a column of the table, or of a table that a column of its key leads to: the plant of a shop
    is that of its group.

    Raises
    ------
    LabelError
        If there is no such column.
    """
    for key in entry.key:
        found = followed(study, entry, frame, key, word, seen=frozenset())
        if found is not None:
            return found, (key,)
    if word in entry.columns:
        return [str(cell) for cell in frame[word]], entry.key
    raise LabelError(f"'{word}' is no column of {entry.name} or of a table that it names")


def followed(
    study: Study, entry: TableEntry, frame: pd.DataFrame, column: str, word: str, *, seen: frozenset[str]
) -> list[str] | None:
    """Return a word for each row by following the links of one column, or none if they lead nowhere."""
    if word == column:
        return [str(cell) for cell in frame[column]]
    own = entry.columns[column]
    target = entry if own.kind == "label" else load_dictionary().tables.get(own.to or "")
    if target is None or target.name in seen:
        return None
    rows = study.frame(target.name).set_index(target.key[0]).reindex(frame[column]).reset_index()
    if word in target.columns:
        return [str(cell) for cell in rows[word]]
    for link in target.columns.values():
        if link.kind == "link" and link.name not in target.key:
            found = followed(study, target, rows, link.name, word, seen=seen | {target.name})
            if found is not None:
                return found
    return None
