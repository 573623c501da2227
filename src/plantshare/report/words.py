"""Numbers, money and vehicles as people read them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from plantshare.units import MINUS, currency_sign

__all__ = [
    "MINUS",
    "MISSING",
    "currency_sign",
    "listed",
    "millions",
    "money",
    "number",
    "percent",
    "plural",
    "thousands",
    "vehicles",
]

MISSING = "\u2013"


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
    return f"{rounded:,.{max(digits, 0)}f}".replace("-", MINUS)


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


def money(amount: float, currency: str, *, signed: bool = False) -> str:
    """Return an amount in millions as a reader says it; from a billion on with its own word.

    Parameters
    ----------
    amount
        Millions of currency.
    signed
        Whether a gain carries a plus sign.

    Examples
    --------
    >>> money(6.62, "GBP"), money(34442.0, "GBP"), money(-25.3, "GBP"), money(0.4, "EUR", signed=True)
    ('£6.6 million', '£34.4 billion', '−£25.3 million', '+€0.4 million')
    """
    size, word = (abs(amount) / 1000, "billion") if abs(amount) >= 999.95 else (abs(amount), "million")
    shown = number(size, 1)
    is_zero = shown == number(0.0, 1)
    sign = "" if is_zero else MINUS if amount < 0 else "+" if signed else ""
    return f"{sign}{currency_sign(currency)}{shown} {word}"


def vehicles(units: float) -> str:
    """Return a number of vehicles as a reader says it: thousands in digits, millions in words.

    Examples
    --------
    >>> vehicles(861_000.4), vehicles(1_300_000), vehicles(-1_234_567), vehicles(850)
    ('861,000', '1.3 million', '−1.23 million', '850')
    """
    if abs(units) >= 999_500:
        return f"{number(units / 1e6, 2).rstrip('0').rstrip('.')} million"
    return number(units, -2 if abs(units) >= 10_000 else 0)


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listed(["Oxford"]), listed(["Oxford", "Halewood", "Nitra"])
    ('Oxford', 'Oxford, Halewood and Nitra')
    """
    return " and ".join(part for part in (", ".join(words[:-1]), words[-1]) if part) if words else ""
