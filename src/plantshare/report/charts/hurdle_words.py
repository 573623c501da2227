"""How hurdles of a deal are worded, on the command line, in charts and in tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plantshare.deals.hurdles import Attribution, Crossing, Hurdles, Input, Part, Requirement
from plantshare.report.home import with_article
from plantshare.report.names import country_name, names_of
from plantshare.report.row_names import option_names
from plantshare.report.words import MINUS, currency_sign, listed, money, number, percent
from plantshare.study import Study

__all__ = [
    "FIGURES",
    "attribution_sentence",
    "change_words",
    "deal_name",
    "fixed_words",
    "free_words",
    "input_name",
    "level_words",
    "part_name",
    "part_unit",
    "range_words",
    "requirement_cells",
    "shortfall_name",
    "spoken_level",
    "summary",
    "unit_words",
]

FIGURES = (
    "factors",
    "options",
    "group_patterns",
    "shop_platforms",
    "lanes",
    "tariffs",
    "demand",
    "support",
    "deals",
    "deal_terms",
)
"""Tables that the hurdles of a deal rest on."""

NAMES = {
    "electricity_price": "Price of electricity in {country}",
    "gas_price": "Price of gas in {country}",
    "wage": "Labour cost an hour in {country}",
    "exchange_rate": "Rate of exchange of {country}",
    "parts_cost": "Cost of parts from suppliers",
    "parts_duty": "Duty on parts brought in",
    "hours": "Hours of work on a vehicle",
    "other_conversion": "Other conversion cost",
    "fixed_cost": "Fixed cost of a vehicle's line",
    "capex": "Launch capital of a vehicle",
    "line_fixed_cost": "Fixed cost of the host's lines",
    "body_tooling": "Body tools of a platform",
    "freight": "Freight of imports to {country}",
    "tariff": "Tariff on imports to {country}",
    "support_grant": "Grant, share of launch capital",
    "support_relief": "Relief on electricity",
    "support_unit": "Support for each vehicle built",
    "volume": "Volume sold of the deal's vehicles",
}
PARTS = {
    "energy": "Energy",
    "labour": "Labour",
    "suppliers": "Suppliers (parts and their duty)",
    "conversion": "Other conversion cost",
    "fixed cost": "Fixed cost",
    "capital": "Launch capital",
    "tariff": "Tariff on imports",
    "origin": "Origin (every rule met)",
    "volume": "Volume",
}
PRECISE = 100.0
"""Amounts of money from which on no decimal is shown."""


def deal_name(found: Hurdles) -> str:
    """Return the name of the deal."""
    return names_of(found.study, "deals")[found.deal]


def input_name(study: Study, each: Input) -> str:
    """Return what an input is called, the first letter large."""
    return NAMES[each.key].format(country=with_article(country_name(study, each.place)))


def part_name(key: str) -> str:
    """Return what a part of an attribution is called."""
    return PARTS[key]


def part_unit(part: Part, sign: str) -> str:
    """Return the unit of the levels of a part as a reader says it.

    Parameters
    ----------
    part
        The part.
    sign
        Sign of the currency.
    """
    words = {
        "currency/vehicle": f"{sign} a vehicle",
        "m": f"{sign} million",
        "share": "",
        "vehicles/yr": "vehicles a year",
    }
    return words.get(part.unit, "")


def unit_words(study: Study, each: Input) -> str:
    """Return the unit of an input as a reader says it; empty for shares, which are shown in per cent."""
    sign = currency_sign(str(study.settings["currency"])).strip()
    if each.key in ("electricity_price", "gas_price", "wage"):
        rates = study["factors.exchange_rate"].sel(country=each.place)
        sign = sign if bool((rates == 1).all()) else f"money of {each.place}"
    words = {
        "currency/MWh": f"{sign} a MWh",
        "currency/h": f"{sign} an hour",
        "currency/vehicle": f"{sign} a vehicle",
        "currency/local": f"{sign} for one unit of its money",
        "h/vehicle": "hours a vehicle",
        "m": f"{sign} million",
        "m/yr": f"{sign} million a year",
        "vehicles/yr": "vehicles a year",
        "share": "",
    }
    return words[each.unit]


def level_words(value: float | None, unit: str) -> str:
    """Return a level of an input or of a part, without its unit in words.

    Parameters
    ----------
    value
        The level.
    unit
        Unit as in the dictionary.

    Examples
    --------
    >>> level_words(0.1512, "share"), level_words(38.34, "currency/h"), level_words(14169.6, "m")
    ('15.1%', '38.34', '14,170')
    """
    if unit == "share":
        return percent(value, 1)
    if value is None:
        return number(None)
    digits = 0 if abs(value) >= PRECISE else 3 if unit == "currency/local" else 2
    return number(value, -1 if unit == "vehicles/yr" and abs(value) >= 1e4 else digits)


def change_words(each: Input, amount: float | None) -> str:
    """Return a move in per cent of the value today, or in points where it is a share."""
    if amount is None:
        return number(None)
    sign = "+" if amount > 0 else MINUS if amount < 0 else ""
    if each.how == "scale":
        return f"{sign}{percent(abs(amount), 1)}"
    if each.unit == "share":
        return f"{sign}{number(abs(100 * amount), 1)} points"
    return f"{sign}{number(abs(amount), 0 if abs(amount) >= PRECISE else 2)}"


def end_words(each: Input, end: float) -> str:
    """Return how far was looked, in the values of the input."""
    reach = sorted((each.now, each.value(end) or 0.0))
    low, high = (level_words(value, each.unit) for value in reach)
    return f"not within {low} to {high}"


def fixed_words(row: Requirement) -> str:
    """Return the level that the input needs with the plan fixed, or how far was looked in vain."""
    if row.fixed is None:
        return number(None)
    if row.is_within:
        return level_words(row.input.value(row.fixed), row.input.unit)
    return end_words(row.input, row.input.high if row.fixed >= 0 else row.input.low)


def free_words(row: Requirement, crossing: Crossing | None) -> str:
    """Return the level that the input needs with the plan free; a dash where it was not searched.

    Parameters
    ----------
    row
        The hurdle.
    crossing
        Where the search ended.
    """
    if crossing is None:
        return number(None)
    if crossing.amount is None:
        return end_words(row.input, crossing.end)
    return level_words(row.input.value(crossing.amount), row.input.unit)


def range_words(row: Requirement) -> str:
    """Return what is stated as low and high, whether the hurdle lies between, and if not by evidence."""
    known = row.stated
    if known.low is None or known.high is None:
        return "no range stated"
    low, high = (level_words(value, row.input.unit) for value in (known.low, known.high))
    found = known.holds(needed(row))
    verdict = "" if found is None else ", inside" if found else ", outside"
    return f"{low} to {high}{verdict}{' (uncertainty.csv)' if known.is_drawn else ''}"


def needed(row: Requirement) -> float | None:
    """Return the level that an input needs: with the plan free where that was searched, else fixed."""
    for crossing in (row.kept, row.signed):
        if crossing is not None and crossing.amount is not None:
            return row.input.value(crossing.amount)
    return row.input.value(row.fixed)


def requirement_cells(study: Study, row: Requirement) -> dict[str, Any]:
    """Return one row of the table "what would have to be true"; Any: cells are numbers and words."""
    per_tenth = row.worth * (0.1 if row.input.how == "scale" else 0.01 if row.input.unit == "share" else 1.0)
    step = "10%" if row.input.how == "scale" else "1 point" if row.input.unit == "share" else "1"
    return {
        "name": input_name(study, row.input),
        "unit": unit_words(study, row.input) or "%",
        "today": level_words(row.input.now, row.input.unit),
        "grade": row.stated.grade or "none",
        "fixed": fixed_words(row),
        "fixed_change": change_words(row.input, row.fixed) if row.is_within else "",
        "signed": free_words(row, row.signed),
        "kept": free_words(row, row.kept),
        "worth": abs(per_tenth),
        "worth_words": f"{number(abs(per_tenth), 1)} for {step}",
        "range": range_words(row),
    }


def summary(found: Hurdles) -> str:
    """Return what would have to be true, in plain sentences."""
    currency = str(found.study.settings["currency"])
    name = deal_name(found)
    together = money(abs(found.surplus), currency)
    if abs(found.surplus) <= found.gap:
        return f"'{name}' neither gains nor costs the companies anything against the best plan without it."
    verb = "costs" if found.surplus < 0 else "earns"
    first = (
        f"Keeping '{name}' {verb} the companies {together} of present value against the best plan without it"
    )
    within = [row for row in found.rows if row.is_within]
    if not within:
        return f"{first}. No single input closes that within the range that was looked at."
    parts = [phrase(found.study, row) for row in within[:3]]
    head = (
        "It would break even, with the plan as it is, if"
        if found.surplus < 0
        else "It would no longer pay if"
    )
    return f"{first}. {head} {alternatives(parts)}.{never(found)}"


def spoken_level(study: Study, each: Input, value: float | None) -> str:
    """Return a level with its unit inside a sentence, such as "£14,170 a vehicle".

    Parameters
    ----------
    study
        The study.
    each
        The input.
    value
        The level.
    """
    sign = currency_sign(str(study.settings["currency"])).strip()
    shown, unit = level_words(value, each.unit), unit_words(study, each)
    if unit.startswith(sign):
        return f"{sign}{shown}{unit.removeprefix(sign)}"
    return f"{shown} {unit}".strip()


def phrase(study: Study, row: Requirement) -> str:
    """Return the level an input needs, as a clause."""
    name = input_name(study, row.input)
    today = level_words(row.input.now, row.input.unit)
    then = spoken_level(study, row.input, row.input.value(row.fixed))
    return f"{name[:1].lower()}{name[1:]} were {then} in place of {today}"


def alternatives(parts: Sequence[str]) -> str:
    """Return clauses of which one is enough."""
    return ", or ".join(parts)


def never(found: Hurdles) -> str:
    """Return which prices of the country decide nothing however far they move, as a sentence."""
    out = [row for row in found.rows if not row.is_within and row.input.key in ("electricity_price", "wage")]
    if not out:
        return ""
    words = listed(
        [f"{name[:1].lower()}{name[1:]}" for name in (input_name(found.study, row.input) for row in out)]
    )
    head = f"{words[:1].upper()}{words[1:]} alone"
    if found.surplus < 0:
        return f" {head} {'does' if len(out) == 1 else 'do'} not suffice at any level."
    return f" {head} could rise to three times today without that."


def shortfall_name(each: Attribution) -> str:
    """Return what the last row of an attribution is called: below zero there is a gain."""
    return "Shortfall" if each.shortfall >= 0 else "Shortfall (below zero: a gain)"


def attribution_sentence(found: Hurdles, each: Attribution) -> str:
    """Return whose levels were taken, in a sentence."""
    names, options = option_names(found.study), dict.fromkeys(each.options.values())
    return f"Levels of {country_name(found.study, each.country)}: {listed([names[one] for one in options])}."
