"""Units that the header of a column may state, and how they turn into the dictionary's unit.

A header such as ``capacity [k/yr]`` names a unit. Each unit of the dictionary has a family of words
that are accepted for it, each with the factor from the stated unit to the dictionary's.
``currency`` in a word stands for the code of the study's money, such as GBP.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from plantshare.dictionary import Column

__all__ = ["FAMILIES", "UnitFault", "accepted_units", "plain_unit", "shown_unit", "unit_factor"]

ONE = Fraction(1)
THOUSAND = Fraction(1_000)
MILLION = Fraction(1_000_000)
PENCE = "p/kWh"

FAMILIES: Mapping[str, Mapping[str, Fraction]] = {
    "vehicles/yr": {
        "vehicles/yr": ONE,
        "k vehicles/yr": THOUSAND,
        "k/yr": THOUSAND,
        "thousand/yr": THOUSAND,
        "thousand vehicles/yr": THOUSAND,
        "m vehicles/yr": MILLION,
        "m/yr": MILLION,
        "million/yr": MILLION,
        "million vehicles/yr": MILLION,
    },
    "vehicles/h": {"vehicles/h": ONE, "jobs/h": ONE, "vehicles/min": Fraction(60)},
    "currency/vehicle": {"currency/vehicle": ONE, "k currency/vehicle": THOUSAND},
    "currency/head": {"currency/head": ONE, "k currency/head": THOUSAND},
    "currency/h": {"currency/h": ONE},
    "currency/MWh": {
        "currency/MWh": ONE,
        "currency/kWh": THOUSAND,
        "currency/GWh": 1 / THOUSAND,
        PENCE: Fraction(10),
    },
    "m": {
        "m currency": ONE,
        "m": ONE,
        "million": ONE,
        "million currency": ONE,
        "currency": 1 / MILLION,
        "k currency": 1 / THOUSAND,
        "thousand currency": 1 / THOUSAND,
        "bn currency": THOUSAND,
        "bn": THOUSAND,
        "billion currency": THOUSAND,
    },
    "h/vehicle": {"h/vehicle": ONE, "min/vehicle": Fraction(1, 60)},
    "MWh/vehicle": {"MWh/vehicle": ONE, "kWh/vehicle": 1 / THOUSAND, "GWh/vehicle": THOUSAND},
    "heads": {"heads": ONE, "k heads": THOUSAND},
    "m_length": {"m": ONE, "cm": Fraction(1, 100), "mm": 1 / THOUSAND, "m_length": ONE},
    "kg": {"kg": ONE, "t": THOUSAND},
    "days": {"days": ONE, "weeks": Fraction(7), "months": Fraction(365, 12)},
    "share": {"share": ONE, "%": Fraction(1, 100)},
    "yr": {"yr": ONE},
}
"""Accepted words and factors for each unit of the dictionary; other units accept only themselves."""

SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "CNY"}
CODE = re.compile(r"(?<![A-Za-z])(?!JPH|[KMG]WH)[A-Z]{3}(?![A-Za-z])")
SAME = (
    (r"\s+per\s+", "/"),
    (r"\s*/\s*", "/"),
    (r"\s*p\.?a\.?$", "/yr"),
    (r"/(year|y|a)$", "/yr"),
    (r"^(years?|y)$", "yr"),
    (r"\b(cars?|units?|veh|vehicle(?=/))\b", "vehicles"),
    (r"/vehicles\b", "/vehicle"),
    (r"\b(hours?|hrs?)\b", "h"),
    (r"^jph$", "jobs/h"),
    (r"\b(minutes?|mins)\b", "min"),
    (r"\b(persons?|people)\b", "heads"),
    (r"/heads\b", "/head"),
    (r"\bmn\b", "m"),
    (r"\bmillions\b", "million"),
    (r"\bthousands\b", "thousand"),
    (r"\b(percent|per cent|pct)\b", "%"),
    (r"\b(metres?|meters?)\b", "m"),
    (r"\b(tonnes?)\b", "t"),
    (r"^(day)$", "days"),
)
"""Other spellings of the same unit, in the order in which they are replaced."""


@dataclass(frozen=True, slots=True)
class UnitFault:
    """Why a unit in a header cannot be used.

    Parameters
    ----------
    code
        ``unit-unknown`` or ``money-currency``.
    wanted
        What should stand there.
    """

    code: str
    wanted: str


def unit_factor(column: Column, word: str, currency: str | None) -> Fraction | UnitFault:
    """Return the factor from the unit in a header to the unit of the dictionary.

    Parameters
    ----------
    column
        Column of the dictionary; its unit is what the values are turned into.
    word
        Unit as the header states it.
    currency
        Code of the study's money, or none where it is not known; any money is then taken as it.

    Examples
    --------
    >>> from plantshare.dictionary import load_dictionary
    >>> dictionary = load_dictionary()
    >>> int(unit_factor(dictionary.column("shop_patterns.capacity"), "k/yr", "GBP"))
    1000
    >>> unit_factor(dictionary.column("options.capex"), "EUR m", "GBP").code
    'money-currency'
    """
    family = family_of(column)
    stated, money = plain_unit(word)
    has_money = any("currency" in unit for unit in family)
    if has_money and money is not None and currency not in (None, money):
        return UnitFault(code="money-currency", wanted=f"money in {currency}, the study's currency")
    for unit, factor in family.items():
        if plain_unit(unit)[0] == stated:
            if unit == PENCE and currency != "GBP":
                return UnitFault(
                    code="money-currency", wanted=f"money in {currency or 'currency'}, not pence"
                )
            return factor
    wanted = ", ".join(accepted_units(column, currency)) or "no unit, as the column has none"
    return UnitFault(code="unit-unknown", wanted=wanted)


def family_of(column: Column) -> Mapping[str, Fraction]:
    """Return the accepted words of a column's unit with their factors."""
    unit = column.unit or ""
    if unit.endswith("/yr") and unit not in FAMILIES and unit[:-3] in FAMILIES:
        base = FAMILIES[unit[:-3]]
        yearly = {f"{word}/yr": factor for word, factor in base.items()}
        # A rate is a yearly share to everyone: "5 %" needs no "a year".
        return {**yearly, **base} if unit == "share/yr" else yearly
    return FAMILIES.get(unit, {unit: ONE} if unit else {})


def accepted_units(column: Column, currency: str | None) -> tuple[str, ...]:
    """Return the units that the header of a column may state, the dictionary's own first.

    Examples
    --------
    >>> from plantshare.dictionary import load_dictionary
    >>> accepted_units(load_dictionary().column("options.parts_cost"), "GBP")
    ('GBP/vehicle', 'k GBP/vehicle')
    """
    money = currency or "currency"
    words = [word.replace("currency", money) for word in family_of(column)]
    return tuple(word for word in words if word != PENCE or money == "GBP")


def shown_unit(column: Column, currency: str = "currency") -> str | None:
    """Return the unit of a column as people read it, with the study's money, or none.

    Examples
    --------
    >>> from plantshare.dictionary import load_dictionary
    >>> options = load_dictionary().tables["options"].columns
    >>> shown_unit(options["capex"], "GBP"), shown_unit(options["parts_cost"], "GBP")
    ('m GBP', 'GBP/vehicle')
    """
    if column.unit is None:
        return None
    if column.unit == "m" or column.unit.startswith("m/"):
        return f"m {currency}{column.unit[1:]}"
    return column.unit.removesuffix("_length").replace("currency", currency)


def plain_unit(word: str) -> tuple[str, str | None]:
    """Return a unit in its plainest spelling, and the currency it names, if any.

    Examples
    --------
    >>> plain_unit("GBP m"), plain_unit("£ per car"), plain_unit("MWh / vehicle")
    (('m currency', 'GBP'), ('currency/vehicle', 'GBP'), ('mwh/vehicle', None))
    """
    for symbol, code in SYMBOLS.items():
        word = word.replace(symbol, f" {code} ")
    found = CODE.search(word)
    money = None if found is None else found.group()
    plain = " ".join(CODE.sub(" currency ", word, count=1).split()).casefold()
    for pattern, same in SAME:
        plain = re.sub(pattern, same, plain)
    # The scale may stand on either side of the money: "GBP m" is "m GBP".
    plain = re.sub(r"^currency (k|m|bn|million|thousand|billion)\b", r"\1 currency", plain)
    plain = re.sub(r"^(k|m|bn)currency\b", r"\1 currency", plain)
    return plain, money
