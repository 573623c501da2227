"""How volumes and money are scaled between study files and the program.

Files hold vehicles a year, currency per vehicle and millions of currency. The program holds thousand
vehicles and millions, so that its coefficients lie near one: thousand vehicles times thousands
of currency per vehicle are millions (domain reference, section 1).
"""

from __future__ import annotations

__all__ = ["HEADS", "MILLION", "MINUS", "THOUSAND", "currency_sign"]

MINUS = "\u2212"
"""A real minus sign, as readers see it before a number."""

SIGNS = {"GBP": "£", "EUR": "€", "USD": "$", "JPY": "¥", "INR": "₹", "KRW": "₩"}
"""Sign of a currency by its code, where it has one of its own."""

THOUSAND = 1e-3
"""Thousand vehicles per vehicle, and thousands of currency per unit of currency."""

MILLION = 1e-6
"""Millions of currency per unit of currency."""

HEADS = 1e-3
"""Thousand heads per head: a rate in currency per head becomes thousands per thousand heads."""


def currency_sign(code: str) -> str:
    """Return the sign of a currency, or its code where it has none of its own.

    Parameters
    ----------
    code
        Code of the currency, three letters.

    Examples
    --------
    >>> currency_sign("GBP"), currency_sign("CHF")
    ('£', 'CHF ')
    """
    return SIGNS.get(code, f"{code} ")
