"""CSV files to sheets of words."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from plantshare.errors import Problem
from plantshare.tables import limits
from plantshare.tables.sheet import Sheet, sheet_from_rows
from plantshare.tables.text_file import read_text
from plantshare.tables.words import plain_ends

__all__ = ["read_csv"]


def read_csv(file: Path) -> tuple[Sheet | None, list[Problem]]:
    """Return the words of a CSV file and its faults; no sheet where the file cannot be read."""
    text = read_text(file, limits.FILE_BYTES)
    if isinstance(text, Problem):
        return None, [text]
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(plain_ends(text), newline=""), strict=True)
    line = 1
    try:
        for row in reader:
            rows.append(row)
            lines.append(line)
            line = reader.line_num + 1
    except csv.Error as fault:
        return None, [broken(file.name, line, str(fault))]
    if rows and any(mark in word for word in rows[0] for mark in ";\t"):
        return None, [wrong_delimiter(file.name, rows[0])]
    return sheet_from_rows(file.name, rows, lines, in_workbook=False)


def broken(name: str, line: int, reason: str) -> Problem:
    """Return the fault of a row that is not CSV."""
    if "field larger" in reason:
        return Problem(
            code="cell-too-long",
            file=name,
            row=line,
            found="a cell that does not end, or is far too long",
            wanted=f"at most {limits.CELL_CHARACTERS} characters",
            fix="Look for a double quotation mark that is opened and never closed.",
        )
    is_cut = "end of data" in reason
    return Problem(
        code="csv-broken",
        file=name,
        row=line,
        found="a quoted cell that never ends" if is_cut else f"a row that is not CSV ({reason})",
        wanted="cells parted by commas",
        fix="Put a cell with a comma, a quotation mark or a line end into double quotation marks, "
        "and write a quotation mark inside it twice.",
    )


def wrong_delimiter(name: str, header: list[str]) -> Problem:
    """Return the fault of a file whose columns are parted by semicolons or tabs."""
    mark = "semicolons" if any(";" in word for word in header) else "tabs"
    return Problem(
        code="delimiter",
        file=name,
        row=1,
        found=f"columns parted by {mark}",
        wanted="columns parted by commas",
        fix="Save the file again as CSV with commas, and with a point in numbers.",
    )
