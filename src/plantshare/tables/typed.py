"""Sheets of words to typed tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from plantshare.dictionary import Column, TableEntry
from plantshare.errors import Problem
from plantshare.naming import quoted
from plantshare.tables.cell_fault import CellFault
from plantshare.tables.cells import read_cells
from plantshare.tables.header import Heading, is_needed, match_header
from plantshare.tables.listing import listed
from plantshare.tables.sheet import Sheet
from plantshare.tables.table import Table, table_from_frame
from plantshare.tables.words import cell_word

__all__ = ["cell_problems", "empty_table", "table_from_sheet"]


def empty_table(entry: TableEntry, file: str) -> Table:
    """Return the table without rows, as where a study has no file for it."""
    return table_from_frame(entry, pd.DataFrame(), file=file)


def table_from_sheet(sheet: Sheet, entry: TableEntry, currency: str | None) -> tuple[Table, list[Problem]]:
    """Return the typed table of a sheet and everything that is wrong with its cells.

    Cells that cannot be read are missing values, so that later checks can go on.

    Parameters
    ----------
    currency
        Code of the study's money, for units in the header.
    """
    headings, problems = match_header(sheet, entry, currency)
    columns: dict[str, pd.Series] = {}
    empty: dict[str, np.ndarray] = {}
    for name, heading in headings.items():
        if heading.factor is None:
            continue
        words = sheet.columns[heading.position]
        columns[name], faults = read_cells(heading.column, words, heading.factor)
        problems += cell_problems(sheet, heading, faults)
        empty[name] = np.array([not word for word in words], dtype=bool)
        if is_needed(entry, heading.column):
            problems += empty_cells(sheet, entry, heading.column, empty[name])
    frame = pd.DataFrame(columns, index=range(len(sheet.lines)))
    table = table_from_frame(entry, frame, file=sheet.file, rows=sheet.lines)
    return table, problems + repeated_keys(table, entry)


def cell_problems(sheet: Sheet, heading: Heading, faults: Sequence[CellFault]) -> list[Problem]:
    """Return the problems of one column, by code in order of first sight."""
    words = sheet.columns[heading.position]
    by_code: dict[str, list[CellFault]] = {}
    for fault in faults:
        by_code.setdefault(fault.wording.code, []).append(fault)
    return [
        problem
        for alike in by_code.values()
        for problem in listed(
            alike,
            lambda fault: Problem(
                code=fault.wording.code,
                file=sheet.file,
                row=sheet.lines[fault.row],
                column=heading.column.name,
                found=quoted(words[fault.row]) + sheet.place(fault.row, heading.position),
                wanted=fault.wording.wanted,
                fix=fault.wording.fix,
            ),
        )
    ]


def empty_cells(sheet: Sheet, entry: TableEntry, column: Column, empty: np.ndarray) -> list[Problem]:
    """Return a fault for each empty cell that must not be empty."""
    is_key = column.name in entry.key
    return listed(
        np.flatnonzero(empty).tolist(),
        lambda row: Problem(
            code="key-empty" if is_key else "required-empty",
            file=sheet.file,
            row=sheet.lines[row],
            column=column.name,
            found="an empty cell",
            wanted=column.text.rstrip("."),
            fix="Fill the cell: it tells this row from others." if is_key else "Fill the cell.",
        ),
    )


def repeated_keys(table: Table, entry: TableEntry) -> list[Problem]:
    """Return a fault for each row whose key stands on an earlier line; broken keys are left out."""
    key = list(entry.key)
    if not len(table) or not set(key) <= set(table.frame.columns):
        return []
    needed = [name for name in key if is_needed(entry, entry.columns[name])]
    whole = ~table.blank[needed].to_numpy().any(axis=1)
    cells = table.frame[key][whole]
    again = cells.duplicated(keep="first").to_numpy()
    if not again.any():
        return []
    first = cells.groupby(key, sort=False, dropna=False).ngroup().to_numpy()
    rows = np.flatnonzero(whole)
    first_row = {group: rows[position] for position, group in reversed(list(enumerate(first)))}
    pairs = [(rows[position], first_row[first[position]]) for position in np.flatnonzero(again)]
    return listed(
        pairs,
        lambda pair: Problem(
            code="key-repeated",
            file=table.file,
            row=table.rows[pair[0]],
            column=", ".join(key),
            found=f"the key {quoted(key_of(table, entry, pair[0]))} again",
            wanted=f"each key once; it first stands on row {table.rows[pair[1]]}",
            fix="Take out one of the two rows, or correct its key.",
        ),
    )


def key_of(table: Table, entry: TableEntry, row: int) -> str:
    """Return the key of a row, joined by '/'."""
    cells = zip(entry.key, table.frame[list(entry.key)].iloc[row], strict=True)
    return "/".join(cell_word(entry.columns[name], cell) for name, cell in cells)
