"""Tables and titled parts of an answer, in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import fill

from plantshare.report.words import MINUS, MISSING

__all__ = ["section", "sentences", "table"]

WIDTH = 108
"""Columns of a sentence in a titled part, without its indentation."""


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in plain text: words to the left, numbers to the right.

    Examples
    --------
    >>> print(table(["plant", "vehicles"], [["Graz", "1,000"], ["Leipzig", "90"]]))
    plant    vehicles
    Graz        1,000
    Leipzig        90
    """
    cells = [list(row) for row in rows]
    columns = list(zip(headers, *cells, strict=True))
    right = [all(is_numeric(cell) for cell in column[1:]) and len(cells) > 0 for column in columns]
    widths = [max(len(cell) for cell in column) for column in columns]
    lines = [
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in [list(headers), *cells]
    ]
    return "\n".join(lines)


def sentences(told: Iterable[str]) -> str:
    """Return sentences below each other, each broken where it is long, its further lines set in."""
    return "\n".join(fill(each, WIDTH, subsequent_indent="  ") for each in told if each)


def section(title: str, body: str) -> str:
    """Return a titled part of an answer."""
    indented = "\n".join(f"  {line}" if line else "" for line in body.splitlines())
    return f"{title}\n{indented}"


def is_numeric(cell: str) -> bool:
    """Return whether a cell of a table is a number, a missing one among them; a sentence is none.

    Examples
    --------
    >>> is_numeric("−1,000"), is_numeric("£5 a vehicle"), is_numeric("£5 a vehicle, and no rent")
    (True, True, False)
    """
    return cell in ("", MISSING) or (cell.lstrip(MINUS + "+£€$¥")[:1].isdigit() and ", " not in cell)
