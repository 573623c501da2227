"""Which tables, columns and words a study is written with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.dictionary import Column, TableEntry
from plantshare.errors import Problem, StudyError
from plantshare.naming import quoted
from plantshare.tables.cells import refusal
from plantshare.tables.listing import listed
from plantshare.tables.table import Table, Tables
from plantshare.tables.words import cell_word

__all__ = ["column_words", "refuse_unsafe", "written_columns", "written_settings"]


def written_columns(table: Table, entry: TableEntry) -> tuple[str, ...]:
    """Return the columns worth writing: the key, and those that hold anything but their default."""
    return tuple(
        name
        for name in entry.columns
        if name in entry.key or entry.columns[name].required or not table.blank[name].all()
    )


def column_words(table: Table, column: Column) -> list[str]:
    """Return the words of one column; a cell that was empty stays empty."""
    cells = table.frame[column.name].tolist()
    blank = table.blank[column.name].tolist()
    return ["" if gone else cell_word(column, cell) for cell, gone in zip(cells, blank, strict=True)]


def written_settings(tables: Tables, settings: Mapping[str, Column]) -> dict[str, Any]:
    """Return the settings that are stated or differ from their default, in dictionary order."""
    # Any: settings hold numbers, flags or words.
    return {
        name: tables.settings[name]
        for name, column in settings.items()
        if name in tables.settings
        and (name in tables.given_settings or tables.settings[name] != column.default)
    }


def refuse_unsafe(tables: Tables, entries: Mapping[str, TableEntry]) -> None:
    """Raise if a word would run as a formula, or could not be read back.

    Raises
    ------
    StudyError
        With one problem for each such cell or setting.
    """
    problems: list[Problem] = []
    for name, entry in entries.items():
        table = tables.tables[name]
        for column in entry.columns.values():
            if column.is_number or column.kind == "flag" or not len(table):
                continue
            problems += unsafe(table.file, column.name, column_words(table, column), table.rows)
    words = {name: value for name, value in tables.settings.items() if isinstance(value, str)}
    for name, word in words.items():
        problems += unsafe("settings", name, [word], [None])
    if problems:
        raise StudyError(problems)


def unsafe(file: str, column: str, words: Sequence[str], rows: Sequence[int | None]) -> list[Problem]:
    """Return the problems of the words of one column."""
    found = [(row, word, refusal(word)) for row, word in zip(rows, words, strict=True)]
    return listed(
        [(row, word, wording) for row, word, wording in found if wording is not None],
        lambda fault: Problem(
            code=fault[2].code,
            file=file,
            row=fault[0],
            column=column,
            found=quoted(fault[1]),
            wanted=fault[2].wanted,
            fix=fault[2].fix,
        ),
    )
