"""Records of the dictionary: a column, a table, and the whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from plantshare.errors import LabelError

__all__ = ["Column", "Dictionary", "Kind", "TableEntry", "Value"]

Kind = Literal["label", "link", "links", "text", "choice", "list", "flag", "number", "whole", "year", "date"]
Value = str | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of one table, or one setting of a study.

    Parameters
    ----------
    table, name
        Where the column lives; ``key`` joins them with a dot.
    kind
        What a cell holds. ``label`` names the row and makes a label of ``dim``; ``link`` and
        ``links`` refer to rows of table ``to``; ``list`` holds words parted by semicolons.
    dim
        Dimension whose labels the column holds, for key columns.
    unit
        Unit of the values as stored.
    low, high
        Bounds of a number, inclusive.
    default
        Value of an empty cell; a column without default is required.
    absent
        Value for a combination of keys that has no row.
    by_year, uncertain
        Whether the value may differ by year, and by scenario.
    read_by
        Rooms besides the formulation that read the column; "information" means none.
    """

    table: str
    name: str
    kind: Kind
    text: str
    dim: str | None = None
    to: str | None = None
    choices: tuple[str, ...] = ()
    unit: str | None = None
    low: float | None = None
    high: float | None = None
    required: bool = False
    default: Value | None = None
    absent: Value | None = None
    by_year: bool = False
    uncertain: bool = False
    symbol: str | None = None
    aliases: tuple[str, ...] = ()
    read_by: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the dotted key, such as ``plants.country``."""
        return f"{self.table}.{self.name}"

    @property
    def is_number(self) -> bool:
        """Return whether cells hold numbers."""
        return self.kind in ("number", "whole", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableEntry:
    """One table: its key columns, its other columns and its words.

    Parameters
    ----------
    key
        Names of the columns that identify a row.
    columns
        Every column by name, in the order of the files.
    aliases
        Names of the table in other schemas, accepted on import.
    """

    name: str
    title: str
    text: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]
    aliases: tuple[str, ...] = ()

    @property
    def dims(self) -> tuple[str, ...]:
        """Return the dimensions of the key, in order."""
        return tuple(dim for name in self.key if (dim := self.columns[name].dim) is not None)

    @property
    def by_year(self) -> tuple[Column, ...]:
        """Return the columns that may differ by year."""
        return tuple(column for column in self.columns.values() if column.by_year)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """All tables and all settings.

    Parameters
    ----------
    tables
        Table entries by name.
    settings
        Settings of ``study.toml`` by name.
    """

    tables: Mapping[str, TableEntry]
    settings: Mapping[str, Column]

    def column(self, key: str) -> Column:
        """Return the column of a dotted key.

        Raises
        ------
        LabelError
            If no table has the column.
        """
        table, _, name = key.partition(".")
        if table not in self.tables or name not in self.tables[table].columns:
            raise LabelError(f"the dictionary has no column '{key}'")
        return self.tables[table].columns[name]
