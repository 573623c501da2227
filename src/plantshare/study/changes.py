"""Named differences from a study: set, scale or add to one cell or to every row of a column."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError
from plantshare.tables.table import Tables, row_keys

__all__ = ["Change", "apply_changes", "changes_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference: which cell, in which year, and how it changes.

    Parameters
    ----------
    table, row, column
        The cell; ``row`` joins the key with '/', and '*' means every row.
    year
        Year of the change; none means every year.
    how
        Replace the value (set), multiply it (scale) or add to it (add).
    value
        New value, factor or addition, in the unit of the column.
    """

    table: str
    row: str
    column: str
    value: float
    year: int | None = None
    how: Literal["set", "scale", "add"] = "set"


def changes_of(tables: Tables, scenario: str) -> tuple[Change, ...]:
    """Return the changes that the study lists for one scenario.

    Raises
    ------
    LabelError
        If the study has no such scenario.
    """
    names = list(tables["scenarios"].scenario)
    if scenario not in names:
        raise LabelError(f"no scenario '{scenario}'; the study has {', '.join(names) or 'none'}")
    rows = tables["scenario_changes"]
    return tuple(
        Change(
            table=row.table,
            row=row.row,
            column=row.column,
            year=None if np.isnan(row.year) else int(row.year),
            how=row.how,
            value=row.value,
        )
        for row in rows[rows.scenario == scenario].itertuples()
    )


def apply_changes(tables: Tables, changes: Iterable[Change]) -> Tables:
    """Return the tables with every change made, in order.

    Raises
    ------
    LabelError
        If a change names a table, column or row that is not there, or a year for a column that
        does not differ by year.
    """
    for change in changes:
        tables = apply_change(tables, change)
    return tables


def apply_change(tables: Tables, change: Change) -> Tables:
    """Return the tables with one change made."""
    column = load_dictionary().column(f"{change.table}.{change.column}")
    entry = load_dictionary().tables[change.table]
    if not column.is_number and column.kind != "flag":
        raise LabelError(f"{column.key} holds words; only numbers and flags can be changed")
    if change.year is not None and not column.by_year:
        raise LabelError(f"{column.key} does not differ by year, but the change names one")
    frame = tables[change.table]
    keys = row_keys(frame, entry.key)
    hit = np.array([change.row in ("*", key) for key in keys], dtype=bool)
    if not hit.any():
        raise LabelError(f"{change.table} has no row '{change.row}'")
    by_year = f"{change.table}_by_year"
    if change.year is not None:
        return change_one_year(tables, change, by_year, entry.key, frame[hit])
    before = frame[change.column]
    changed = frame.assign(**{change.column: np.where(hit, changed_value(before, change), before)})
    tables = tables.with_frame(change.table, changed)
    return change_years(tables, change, by_year, entry.key) if column.by_year else tables


def changed_value(values: pd.Series, change: Change) -> pd.Series:
    """Return the values after one change."""
    if change.how == "scale":
        return values * change.value
    if change.how == "add":
        return values + change.value
    return pd.Series(change.value, index=values.index)


def change_years(tables: Tables, change: Change, name: str, key: tuple[str, ...]) -> Tables:
    """Return the tables with a change of every year made to the by-year rows too."""
    frame = tables[name]
    if frame.empty:
        return tables
    hit = np.array([change.row in ("*", word) for word in row_keys(frame, key)], dtype=bool)
    hit &= frame[change.column].notna().to_numpy()
    if not hit.any():
        return tables
    changed = frame.copy()
    changed.loc[hit, change.column] = changed_value(frame.loc[hit, change.column], change)
    return tables.with_frame(name, changed)


def change_one_year(
    tables: Tables, change: Change, name: str, key: tuple[str, ...], rows: pd.DataFrame
) -> Tables:
    """Return the tables with a change of one year written to the by-year table."""
    frame = tables[name]
    index = {
        (word, year): position
        for position, (word, year) in enumerate(zip(row_keys(frame, key), frame.year, strict=True))
    }
    changed, added = frame.copy(), []
    for word, (_, row) in zip(row_keys(rows, key), rows.iterrows(), strict=True):
        position = index.get((word, change.year))
        current = np.nan if position is None else frame[change.column].iloc[position]
        base = row[change.column] if np.isnan(current) else current
        value = float(changed_value(pd.Series([float(base)]), change).iloc[0])
        if position is None:
            added.append({**{k: row[k] for k in key}, "year": change.year, change.column: value})
        else:
            changed.loc[changed.index[position], change.column] = value
    if added:
        changed = pd.concat([changed, pd.DataFrame(added)], ignore_index=True)
    return tables.with_frame(name, changed)
