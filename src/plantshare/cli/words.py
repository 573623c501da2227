"""Numbers, money and tables as people read them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

__all__ = ["currency_sign", "millions", "number", "percent", "plural", "section", "table", "thousands"]

MINUS = "\u2212"
MISSING = "\u2013"
SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹", "KRW": "₩"}


def number(value: float | None, digits: int = 0) -> str:
    r"""Return a number with commas and a real minus sign; a dash where it is missing.

    Examples
    --------
    >>> number(1234.5, 1), number(-0.04), number(-2) == "\u22122", number(float("nan")) == "\u2013"
    ('1,234.5', '0', True, True)
    """
    if value is None or not math.isfinite(value):
        return MISSING
    rounded = round(float(value), digits) + 0.0
    return f"{rounded:,.{digits}f}".replace("-", MINUS)


def thousands(value: float | None) -> str:
    """Return vehicles as thousand vehicles with one digit."""
    return MISSING if value is None else number(value / 1000, 1)


def millions(value: float | None, digits: int = 1) -> str:
    """Return an amount in millions."""
    return number(value, digits)


def percent(share: float | None, digits: int = 0) -> str:
    """Return a share in per cent.

    Examples
    --------
    >>> percent(0.58123), percent(0.001, 2)
    ('58%', '0.10%')
    """
    if share is None or not math.isfinite(share):
        return MISSING
    return f"{number(100 * share, digits)}%"


def plural(count: int, word: str) -> str:
    """Return a count with its word.

    Examples
    --------
    >>> plural(1, "fault"), plural(2, "fault")
    ('1 fault', '2 faults')
    """
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def currency_sign(code: str) -> str:
    """Return the sign of a currency, or its code where it has none of its own.

    Examples
    --------
    >>> currency_sign("GBP"), currency_sign("CHF")
    ('£', 'CHF ')
    """
    return SIGNS.get(code, f"{code} ")


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
