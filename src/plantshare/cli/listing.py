"""Tables and titled parts of an answer, in plain text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from plantshare.report.words import MINUS, MISSING

__all__ = ["section", "table"]


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


def section(title: str, body: str) -> str:
    """Return a titled part of an answer."""
    indented = "\n".join(f"  {line}" if line else "" for line in body.splitlines())
    return f"{title}\n{indented}"


def is_numeric(cell: str) -> bool:
    """Return whether a cell of a table is a number, a missing one among them."""
    return cell in ("", MISSING) or cell.lstrip(MINUS + "+£€$¥")[:1].isdigit()
