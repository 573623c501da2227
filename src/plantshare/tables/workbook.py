"""Workbooks to sheets of words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook

from plantshare.dictionary import TableEntry
from plantshare.errors import Problem
from plantshare.naming import did_you_mean, quoted
from plantshare.tables.archive import SheetPart, broken, column_number, inspect_archive, local
from plantshare.tables.folder import Source, TableNames
from plantshare.tables.listing import listed
from plantshare.tables.settings import SETTINGS_SHEET, no_settings, read_settings_sheet
from plantshare.tables.sheet import Sheet, cell_name, sheet_from_rows
from plantshare.tables.words import number_word, plain_ends

__all__ = ["README_SHEET", "read_workbook"]

README_SHEET = "README"


def read_workbook(file: Path, entries: Mapping[str, TableEntry]) -> Source:
    """Return the words of every sheet of a workbook, and what is wrong with it."""
    source = Source(settings_file=SETTINGS_SHEET, as_words=True, suffix="")
    parts, fault = inspect_archive(file)
    if fault is not None:
        return replace(source, problems=[fault], unread=set(entries))
    try:
        rows = rows_of(file)
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        return replace(source, problems=[broken(file.name, str(error))], unread=set(entries))
    names = TableNames(entries)
    used: dict[str, str] = {}
    for part in parts:
        if part.name.casefold() == README_SHEET.casefold():
            continue
        is_settings = part.name.casefold() == SETTINGS_SHEET and SETTINGS_SHEET not in used
        name, notes = (SETTINGS_SHEET, []) if is_settings else names.find(part.name, part.name, used)
        source.problems += notes
        if name is None:
            source.problems += [] if notes else [unknown_sheet(part.name, names.known)]
            continue
        used[name] = part.name
        read_part(source, name, part, rows.get(part.name, []))
    if SETTINGS_SHEET not in used:
        source.problems.append(no_settings(SETTINGS_SHEET))
    return source


def read_part(source: Source, name: str, part: SheetPart, rows: Sequence[Sequence[str]]) -> None:
    """Add the words and the faults of one sheet to the source."""
    sheet, faults = sheet_from_rows(part.name, rows, range(1, len(rows) + 1), in_workbook=True)
    source.problems += [*faults, *dead_cells(part, sheet)]
    if name == SETTINGS_SHEET:
        if sheet is not None:
            source.settings, faults = read_settings_sheet(sheet)
            source.problems += faults
    elif sheet is None:
        source.unread.add(name)
    else:
        source.sheets[name] = sheet


def rows_of(file: Path) -> dict[str, list[list[str]]]:
    """Return the rows of every sheet as words, from the first cell of the sheet on.

    Raises
    ------
    CalamineError
        If the reader cannot make sense of the workbook.
    """
    try:
        with CalamineWorkbook.from_path(file) as book:
            return {
                name: [
                    list(map(word_of, row))
                    for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                ]
                for name in book.sheet_names
            }
    except BaseException as fault:
        # The reader is compiled: where it meets what its authors held to be impossible it raises
        # a PanicException, which derives from BaseException and cannot be imported by name.
        if type(fault).__name__ != "PanicException":
            raise
        raise CalamineError("the reader gave up on a damaged part") from fault


def word_of(cell: object) -> str:
    """Return a cell of a workbook as the word that a CSV file would hold.

    Examples
    --------
    >>> word_of(12.0), word_of(True), word_of(date(2026, 3, 1)), word_of("Graz")
    ('12', 'true', '2026-03-01', 'Graz')
    """
    if isinstance(cell, str):
        return plain_ends(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        return number_word(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, date | datetime | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else ""


def dead_cells(part: SheetPart, sheet: Sheet | None) -> list[Problem]:
    """Return a fault for each cell that holds an error, or a formula that was never calculated."""
    if sheet is None or not (b"<f" in part.content or b":f" in part.content or b'"e"' in part.content):
        return []
    try:
        found = list(formulas_and_errors(part.content))
    except (ElementTree.ParseError, ValueError):
        return [broken(part.name, "the XML of the sheet is damaged")]
    return [
        problem
        for code in ("cell-error", "formula-not-calculated")
        for problem in listed(
            [cell for cell in found if cell.code == code], lambda cell: dead_cell(sheet, cell)
        )
    ]


@dataclass(frozen=True, slots=True)
class DeadCell:
    """A cell whose value cannot be read: line, column from 0, code of the fault, what it shows."""

    line: int
    column: int
    code: str
    text: str


def formulas_and_errors(content: bytes) -> Iterator[DeadCell]:
    """Yield each cell of a sheet whose value cannot be read.

    Raises
    ------
    xml.etree.ElementTree.ParseError
        If the content is not XML, though the reader of cells may have taken it.
    """
    line = 0
    for row in ElementTree.fromstring(content).iter():
        if local(row.tag) != "row":
            continue
        line = int(row.get("r", line + 1))
        for column, cell in enumerate(row):
            code, text = state_of(cell)
            if code:
                yield DeadCell(line, column_of(cell, column), code, text)


def state_of(cell: ElementTree.Element) -> tuple[str, str]:
    """Return the code and the text of a cell without usable value; an empty code where it has one."""
    parts = {local(part.tag): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return "cell-error", parts.get("v", "")
    # A formula may well give an empty text; only a number that is missing was never calculated.
    if "f" in parts and not parts.get("v") and cell.get("t", "n") == "n":
        return "formula-not-calculated", f"={parts['f']}"
    return "", ""


def column_of(cell: ElementTree.Element, counted: int) -> int:
    """Return the column of a cell from 0, by its name where it has one."""
    letters = "".join(mark for mark in cell.get("r", "") if mark.isalpha())
    return column_number(letters.encode()) - 1 if letters else counted


def dead_cell(sheet: Sheet, cell: DeadCell) -> Problem:
    """Return the fault of one cell without usable value."""
    is_error = cell.code == "cell-error"
    what = f"the error {cell.text}" if is_error else "a formula without result"
    return Problem(
        code=cell.code,
        file=sheet.file,
        row=cell.line,
        column=sheet.header[cell.column] if cell.column < len(sheet.header) else None,
        found=f"{what} in cell {cell_name(cell.line, cell.column)}",
        wanted="a value",
        fix="Correct the formula, or put the value itself into the cell."
        if is_error
        else "Open the workbook in your spreadsheet program and save it, so that the formula is calculated.",
    )


def unknown_sheet(name: str, known: Sequence[str]) -> Problem:
    """Return the warning about a sheet that holds no table of the dictionary."""
    return Problem(
        code="sheet-unknown",
        file=name,
        found=f"no table called {quoted(name)}",
        wanted="a table of the dictionary",
        fix=f"{did_you_mean(name, known)}The sheet is not read; rename it or take it out.",
        severity="warning",
    )
