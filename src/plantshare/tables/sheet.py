"""Words of one file or sheet, before they have a meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plantshare.errors import Problem
from plantshare.tables import limits
from plantshare.tables.listing import listed

__all__ = ["Sheet", "cell_name", "sheet_from_rows"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file or sheet as words, by column.

    Parameters
    ----------
    file
        Name of the file, or of the sheet.
    header
        Words of the first line.
    columns
        Cells of each column, one word a row; an empty word is an empty cell.
    lines
        Line of the file on which each row starts; the header is line 1.
    in_workbook
        Whether the words came from a workbook, whose cells have names such as D5.
    """

    file: str
    header: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    in_workbook: bool

    def place(self, row: int, column: int) -> str:
        """Return where a cell stands, in the words that a workbook user needs, or nothing."""
        return f" in cell {cell_name(self.lines[row], column)}" if self.in_workbook else ""


def cell_name(line: int, column: int) -> str:
    """Return the name of a workbook cell; columns count from 0.

    Examples
    --------
    >>> cell_name(5, 3), cell_name(2, 27)
    ('D5', 'AB2')
    """
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return f"{letters}{line}"


def sheet_from_rows(
    file: str, rows: Iterable[Sequence[str]], lines: Sequence[int], *, in_workbook: bool
) -> tuple[Sheet | None, list[Problem]]:
    """Return the rows turned into columns; lines without any word are left out.

    A row with too few or too many cells is reported, then filled up or cut.
    """
    cleaned = [list(map(str.strip, row)) for row in rows]
    if not cleaned or not any(cleaned[0]):
        return None, [no_header(file, is_empty=not any(map(any, cleaned)))]
    header = tuple(cleaned[0])
    kept = [(line, row) for line, row in zip(lines[1:], cleaned[1:], strict=True) if any(row)]
    refused = too_large(file, len(kept), len(header))
    if refused is not None:
        return None, [refused]
    uneven = [(line, row) for line, row in kept if len(row) < len(header) or any(row[len(header) :])]
    fitted = [fit(row, len(header)) for _, row in kept]
    sheet = Sheet(
        file=file,
        header=header,
        columns=tuple(zip(*fitted, strict=True)) if fitted else tuple(() for _ in header),
        lines=tuple(line for line, _ in kept),
        in_workbook=in_workbook,
    )
    return sheet, listed(uneven, lambda fault: ragged(file, *fault, len(header)))


def fit(row: list[str], width: int) -> list[str]:
    """Return the row with exactly ``width`` cells."""
    return row if len(row) == width else [*row[:width], *[""] * (width - len(row))]


def ragged(file: str, line: int, row: Sequence[str], width: int) -> Problem:
    """Return what is wrong with the number of cells of a row."""
    if len(row) < width:
        code, fix = "cells-missing", "Add a comma for each empty cell at the end; is the file cut?"
    else:
        code, fix = "cells-extra", "Put a cell that holds a comma into double quotation marks."
    return Problem(
        code=code,
        file=file,
        row=line,
        found=f"{len(row)} cells",
        wanted=f"{width} cells, one for each column of the header",
        fix=fix,
    )


def no_header(file: str, *, is_empty: bool) -> Problem:
    """Return the fault of a file that has no header."""
    return Problem(
        code="file-empty" if is_empty else "header-missing",
        file=file,
        row=None if is_empty else 1,
        found="nothing" if is_empty else "an empty first line",
        wanted="a first line with the names of the columns",
        fix="Write the names of the columns on the first line, or remove the file.",
    )


def too_large(file: str, rows: int, columns: int) -> Problem | None:
    """Return the fault of a table with more rows or columns than any study needs."""
    if columns > limits.COLUMNS:
        code, found, wanted = "columns-too-many", f"{columns} columns", f"at most {limits.COLUMNS}"
    elif rows > limits.ROWS or rows * columns > limits.CELLS:
        code, found = "rows-too-many", f"{rows} rows of {columns} columns"
        wanted = f"at most {limits.ROWS} rows and {limits.CELLS} cells"
    else:
        return None
    return Problem(
        code=code, file=file, found=found, wanted=wanted, fix="Keep only the rows and columns in use."
    )
