"""Records of what the files of a study hold: typed columns that remember where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from plantshare.dictionary import Column, Dictionary, TableEntry, load_dictionary
from plantshare.errors import Problem

__all__ = ["Table", "Tables", "by_year_entry", "fill", "row_keys", "table_from_frame", "tables_from_frames"]

BY_YEAR = "_by_year"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Table:
    """One table of a study with every column of the dictionary, defaults filled in.

    Parameters
    ----------
    name
        Name in the dictionary, or that name with ``_by_year``.
    file
        File or sheet that the rows came from.
    frame
        Typed columns: numbers as float, flags as bool, lists and links as tuples of words, the rest
        as words. Row i of the frame stands on line ``rows[i]`` of the file.
    blank
        Same shape as ``frame``: true where the cell was empty, so that a default stands there.
    given
        Columns that the file has.
    """

    name: str
    file: str
    frame: pd.DataFrame
    blank: pd.DataFrame
    rows: tuple[int, ...]
    given: frozenset[str]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.frame)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Tables:
    """Everything that the files of a study hold, before it is checked.

    Parameters
    ----------
    settings
        Every setting, defaults filled in.
    tables
        Every table of the dictionary and its by-year table, empty where there is no file.
    given_settings
        Settings that ``study.toml`` states.
    problems
        Faults found while reading.
    origin
        Folder or workbook that was read, or a word for one made in memory.
    """

    settings: Mapping[str, Any]
    tables: Mapping[str, Table]
    given_settings: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    origin: str = "memory"

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Return the frame of one table."""
        return self.tables[name].frame

    def with_frame(self, name: str, frame: pd.DataFrame) -> Tables:
        """Return the same tables with one frame replaced.

        A column that the file lacks and that still holds nothing but defaults stays unstated.
        """
        entry, old = table_entry(name), self.tables[name]
        unstated = [
            column.name
            for column in entry.columns.values()
            if column.name in frame
            and column.name not in old.given
            and frame[column.name].equals(default_column(column, frame.index))
        ]
        table = table_from_frame(entry, frame.drop(columns=unstated), file=old.file)
        return replace(self, tables={**self.tables, name: table})

    def with_settings(self, **settings: Any) -> Tables:
        """Return the same tables with some settings replaced."""
        return replace(
            self,
            settings={**self.settings, **settings},
            given_settings=self.given_settings | set(settings),
        )


def by_year_entry(entry: TableEntry) -> TableEntry:
    """Return the entry of the table that overrides columns of ``entry`` by year.

    Its key is the key of ``entry`` and the year; every other cell may be empty, which leaves the
    value of the row as it is.
    """
    name = entry.name + BY_YEAR
    columns = {key: replace(entry.columns[key], table=name) for key in entry.key}
    columns["year"] = Column(
        table=name, name="year", kind="year", required=True, dim="year", text="Year of the row."
    )
    for column in entry.by_year:
        empty: float = np.nan
        columns[column.name] = replace(column, table=name, default=empty, required=False)
    return TableEntry(
        name=name,
        title=f"{entry.title} by year",
        text=f"Values of {entry.name} that differ by year; an empty cell leaves the row's value.",
        key=(*entry.key, "year"),
        columns=columns,
        aliases=tuple(f"{alias}{BY_YEAR}" for alias in entry.aliases),
    )


def all_entries(dictionary: Dictionary) -> dict[str, TableEntry]:
    """Return the entries of all tables, by-year tables among them."""
    entries = dict(dictionary.tables)
    for entry in dictionary.tables.values():
        if entry.by_year:
            entries[entry.name + BY_YEAR] = by_year_entry(entry)
    return entries


def table_entry(name: str) -> TableEntry:
    """Return the entry of a table or by-year table."""
    return all_entries(load_dictionary())[name]


def fill(column: Column, values: pd.Series) -> pd.Series:
    """Return a column with its type and with the default in every missing cell.

    A flag in a by-year table keeps its missing cells, as it has no default there.
    """
    missing = values.isna().to_numpy()
    default = default_of(column)
    if column.is_number or isinstance(default, float):
        numbers = values.to_numpy(dtype=float, na_value=np.nan, copy=True)
        numbers[missing] = default
        return pd.Series(numbers, index=values.index)
    if column.kind == "flag":
        flags = [default if gone else bool(cell) for cell, gone in zip(values, missing, strict=True)]
        return pd.Series(flags, index=values.index, dtype=bool)
    cells = values.to_numpy(dtype=object, copy=True)
    for row in np.flatnonzero(missing):
        cells[row] = default
    return pd.Series(cells, index=values.index, dtype=object)


def default_of(column: Column) -> float | bool | str | tuple[str, ...]:
    """Return the value of a missing cell as the frame holds it; a missing number where there is none."""
    default = column.default
    if column.is_number:
        return np.nan if default is None else float(default)
    if column.kind == "flag":
        return default if isinstance(default, bool) else np.nan
    word = default if isinstance(default, str) else ""
    if column.kind in ("links", "list"):
        return tuple(part for part in word.split(";") if part)
    return word


def default_column(column: Column, index: pd.Index) -> pd.Series:
    """Return a column of nothing but defaults, as where a file lacks it."""
    default = default_of(column)
    if isinstance(default, tuple):
        return pd.Series([default] * len(index), index=index, dtype=object)
    return pd.Series(default, index=index, dtype=object if isinstance(default, str) else type(default))


def table_from_frame(
    entry: TableEntry,
    frame: pd.DataFrame,
    *,
    file: str = "memory",
    rows: tuple[int, ...] | None = None,
) -> Table:
    """Return a table from a frame that holds some of its columns, already typed.

    Missing columns, missing cells and empty words take the default of the dictionary. Cells of
    ``links`` and ``list`` columns are tuples of words.
    """
    given = frozenset(frame.columns) & set(entry.columns)
    frame = frame.reset_index(drop=True)
    typed: dict[str, pd.Series] = {}
    blank: dict[str, np.ndarray] = {}
    for name, column in entry.columns.items():
        if name in given:
            cells = without_empty(frame[name])
            typed[name], blank[name] = fill(column, cells), cells.isna().to_numpy()
        else:
            typed[name] = default_column(column, frame.index)
            blank[name] = np.ones(len(frame), dtype=bool)
    return Table(
        name=entry.name,
        file=file,
        frame=pd.DataFrame(typed, index=frame.index),
        blank=pd.DataFrame(blank, index=frame.index),
        rows=rows if rows is not None else tuple(range(2, len(frame) + 2)),
        given=given,
    )


def without_empty(cells: pd.Series) -> pd.Series:
    """Return the cells with empty words as missing ones, as an empty cell of a file would be."""
    if pd.api.types.is_numeric_dtype(cells):
        return cells
    values = cells.to_numpy(dtype=object)
    is_empty = np.fromiter((cell == "" for cell in values), dtype=bool, count=len(values))
    return cells.astype(object).mask(is_empty, np.nan) if is_empty.any() else cells


def tables_from_frames(
    settings: Mapping[str, Any], frames: Mapping[str, pd.DataFrame | list[dict[str, Any]]]
) -> Tables:
    """Return tables made in memory: settings and frames (or lists of records) by table name.

    Lists of words may be given as tuples or as one word with semicolons.

    Raises
    ------
    KeyError
        If a table is not in the dictionary.

    Examples
    --------
    >>> tables = tables_from_frames(
    ...     {"name": "small", "currency": "GBP", "price_year": 2026, "first_year": 1, "last_year": 4},
    ...     {"companies": [{"company": "host"}], "markets": [{"market": "GB", "countries": "GB"}]},
    ... )
    >>> tables["markets"].countries[0], tables.settings["discount_rate"]
    (('GB',), 0.1)
    """
    dictionary = load_dictionary()
    entries = all_entries(dictionary)
    unknown = sorted(set(frames) - set(entries))
    if unknown:
        raise KeyError(f"the dictionary has no table {unknown[0]!r}")
    tables = {}
    for name, entry in entries.items():
        frame = pd.DataFrame(frames.get(name, []))
        for column in entry.columns.values():
            if column.name in frame and column.kind in ("links", "list"):
                frame[column.name] = pd.Series(
                    [split(cell) for cell in frame[column.name]], index=frame.index, dtype=object
                )
        tables[name] = table_from_frame(entry, frame, file=f"{name}.csv")
    defaults = {name: column.default for name, column in dictionary.settings.items() if not column.required}
    return Tables(settings={**defaults, **settings}, tables=tables, given_settings=frozenset(settings))


def row_keys(frame: pd.DataFrame, key: tuple[str, ...]) -> list[str]:
    """Return the key of each row, joined by '/'; a number in it, such as an age, has no decimals.

    Examples
    --------
    >>> row_keys(pd.DataFrame({"ramp": ["slow"], "age": [2.0]}), ("ramp", "age"))
    ['slow/2']
    """
    return [
        "/".join(f"{part:.0f}" if isinstance(part, float) else str(part) for part in row)
        for row in frame[list(key)].itertuples(index=False)
    ]


def split(cell: object) -> object:
    """Return the words of a cell that holds a list, leaving tuples and missing cells as they are."""
    if isinstance(cell, str):
        return tuple(word.strip() for word in cell.split(";") if word.strip())
    return cell
