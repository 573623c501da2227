"""Rows that point at a cell by table, row and column: whether the cell is there."""

from __future__ import annotations

from collections.abc import Iterator

from plantshare.dictionary import Column, load_dictionary
from plantshare.evidence.records import same_parts
from plantshare.naming import did_you_mean, quoted
from plantshare.study.checks.facts import Facts, Finding, Line

__all__ = ["column_of", "unknown_columns", "unknown_rows", "unknown_tables"]

SETTINGS = "study"


def column_of(line: Line) -> Column | None:
    """Return the column of the dictionary that a row points at, none where it names none or all."""
    dictionary = load_dictionary()
    if line.word("table") == SETTINGS:
        return dictionary.settings.get(line.word("column"))
    entry = dictionary.tables.get(line.word("table"))
    return None if entry is None else entry.columns.get(line.word("column"))


def unknown_tables(facts: Facts, name: str) -> Iterator[Finding]:
    """Yield the rows of a table that point at a table which is not in the dictionary, nor '*'."""
    known = load_dictionary().tables
    for line in facts.lines(name):
        table = line.word("table")
        if table not in ("", "*", SETTINGS) and table not in known:
            hint = did_you_mean(table.removesuffix("_by_year"), known)
            yield line.finding(
                "table",
                found=quoted(table),
                wanted="a table of the study",
                fix=f"{hint}Name the table without ending; a year has its own column.",
            )


def unknown_columns(facts: Facts, name: str) -> Iterator[Finding]:
    """Yield the rows of a table that point at a column which their table does not have."""
    dictionary = load_dictionary()
    for line in facts.lines(name):
        table, column = line.word("table"), line.word("column")
        columns = dictionary.settings if table == SETTINGS else None
        if table in dictionary.tables:
            columns = dictionary.tables[table].columns
        if columns is not None and column not in ("", "*") and column not in columns:
            yield line.finding(
                "column",
                found=quoted(column),
                wanted=f"a column of {table}",
                fix=f"{did_you_mean(column, columns)}Correct the name of the column.",
            )


def unknown_rows(facts: Facts, name: str) -> Iterator[Finding]:
    """Yield the rows of a table that point at a row which their table does not have.

    A part of the key may be '*', as in ``Graz/*``; one row that fits is enough.
    """
    for line in facts.lines(name):
        table, row = line.word("table"), line.word("row")
        if row in ("", "*") or table not in load_dictionary().tables:
            continue
        known = facts.all_keys[table]
        parts = row.split("/")
        if row not in known and not any(same_parts(parts, key.split("/")) for key in known):
            key = "/".join(load_dictionary().tables[table].key)
            yield line.finding(
                "row",
                found=quoted(row),
                wanted=f"a row of {table}, written {key}",
                fix=f"{did_you_mean(row, known)}Correct the row, or add it to {table}.",
            )
