"""Figures of a study as a reader sees them: the amount, and its unit in words."""

from __future__ import annotations

import math
from collections.abc import Mapping

from plantshare.report.words import MINUS, number

__all__ = ["amount_words"]

NO_SIGN = "{}"
SIGN = "{sign}{}"
PERCENT = "{}%"

UNITS: Mapping[str, tuple[str, str]] = {
    "vehicles/yr": (NO_SIGN, "vehicles a year"),
    "vehicles/h": (NO_SIGN, "vehicles an hour"),
    "vehicles": (NO_SIGN, "vehicles"),
    "currency/vehicle": (SIGN, "a vehicle"),
    "currency/head": (SIGN, "a head"),
    "currency/h": (NO_SIGN, "an hour, in money of the country"),
    "currency/MWh": (NO_SIGN, "a MWh, in money of the country"),
    "currency/local": (SIGN, "for one unit of local money"),
    "m": (SIGN, "million"),
    "m/yr": (SIGN, "million a year"),
    "share": (PERCENT, ""),
    "share/yr": (PERCENT, "a year"),
    "yr": (NO_SIGN, "years"),
    "h/vehicle": (NO_SIGN, "hours a vehicle"),
    "h/shift": (NO_SIGN, "hours a shift"),
    "MWh/vehicle": (NO_SIGN, "MWh a vehicle"),
    "days": (NO_SIGN, "days"),
    "days/yr": (NO_SIGN, "days a year"),
    "shifts/day": (NO_SIGN, "shifts a day"),
    "heads": (NO_SIGN, "people"),
    "m_length": (NO_SIGN, "m"),
}
"""How an amount is written in each unit of the dictionary, and what stands after it.

A unit that is not listed, such as kg or platforms, reads as it is.
"""


def amount_words(low: float, high: float, unit: str, sign: str) -> tuple[str, str]:
    """Return an amount, or the range from the lowest to the highest, and the unit that follows it.

    Parameters
    ----------
    low, high
        The ends; the same where there is one amount.
    unit
        Unit of the dictionary, such as "currency/vehicle".
    sign
        Sign of the study's currency.

    Examples
    --------
    >>> amount_words(28810, 29146, "currency/vehicle", "£"), amount_words(0.095, 0.095, "share/yr", "£")
    (('£28,810 to £29,146', 'a vehicle'), ('9.5%', 'a year'))
    >>> amount_words(float("inf"), float("inf"), "m", "£")
    ('no limit', '')
    """
    shape, words = UNITS.get(unit, (NO_SIGN, unit))
    if math.isinf(low) and math.isinf(high):
        return "no limit", ""
    scale = 100 if shape == PERCENT else 1
    digits = digits_of(max(abs(low), abs(high)) * scale)
    ends = list(dict.fromkeys(number(end * scale, digits) for end in (low, high)))
    shown = [written(end, shape, sign) for end in (shorter(end) if digits else end for end in ends)]
    return " to ".join(shown), words


def written(text: str, shape: str, sign: str) -> str:
    """Return a number in the shape of its unit; a minus sign stands before the sign of the currency."""
    minus = MINUS if text.startswith(MINUS) else ""
    return minus + shape.format(text.removeprefix(MINUS), sign=sign)


def shorter(text: str) -> str:
    """Return a number without zeros at the end of its decimals."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def digits_of(size: float) -> int:
    """Return how many digits after the point an amount deserves: about four that count."""
    if size >= 1000 or size == 0 or math.isinf(size):
        return 0
    return min(6, max(0, 3 - math.floor(math.log10(size))))
