"""The best margin that an option could make, used to find options that can only lose money."""

from __future__ import annotations

import math

from plantshare.study.checks.facts import Facts, Line
from plantshare.study.checks.minimum_prices import undertaking_for
from plantshare.study.checks.trade import rule_for

__all__ = ["best_margin", "built_cost"]


def built_cost(facts: Facts, option: Line, year: int) -> float:
    """Return the variable cost of one vehicle at the plant, in study currency.

    parts + parts duty + other conversion + (hours * wage + electricity * price + gas * price) * exchange rate
    """
    cost = facts.by_year(option, "parts_cost")[year] + facts.by_year(option, "parts_duty")[year]
    cost += option.number("other_conversion")
    factors = facts.line("factors", facts.country_of_plant(option.word("plant")))
    if factors is None:
        return cost
    pairs = (("hours", "wage"), ("electricity", "electricity_price"), ("gas", "gas_price"))
    local = sum(option.number(use) * facts.by_year(factors, price)[year] for use, price in pairs)
    return cost + local * facts.by_year(factors, "exchange_rate")[year]


def least_duty(facts: Facts, option: Line, market: str, year: int) -> float:
    """Return the least duty that one vehicle could pay, in study currency: a preference or an undertaking."""
    plant = option.word("plant")
    if facts.is_local(plant, market):
        return 0.0
    origin = facts.country_of_plant(plant)
    row = rule_for(facts, "tariffs", option, origin, market)
    if row is None:
        return 0.0
    duty = facts.by_year(row, "duty")[year] + facts.by_year(row, "countervailing")[year]
    lower = [facts.by_year(row, "preference")[year], *changed_duties(facts, option, market)]
    undertaking = undertaking_for(facts, option, origin, market, year)
    if undertaking is not None:
        lower.append(facts.by_year(undertaking, "duty")[year])
    return option.number("customs_value") * min([duty, *(each for each in lower if not math.isnan(each))])


def changed_duties(facts: Facts, option: Line, market: str) -> list[float]:
    """Return the duties that tariff changes set for an option in a market in some year."""
    return [
        row.number("rate")
        for row in facts.lines("support")
        if row.word("kind") == "tariff" and row.word("market") in ("", market) and touches(facts, row, option)
    ]


def touches(facts: Facts, row: Line, option: Line) -> bool:
    """Return whether an instrument of support names an option, or its country where it names none."""
    named = row.words("options")
    country = facts.country_of_plant(option.word("plant"))
    return option.word("option") in named if named else row.word("country") == country


def feebate(facts: Facts, option: Line, market: str, year: int) -> float:
    """Return what one registration of the vehicle is worth in a market, in study currency."""
    vehicle = facts.line("vehicles", option.word("vehicle"))
    row = None if vehicle is None else facts.line("feebates", market, vehicle.word("powertrain"))
    return 0.0 if row is None else facts.by_year(row, "amount")[year]


def unit_support(facts: Facts, option: Line) -> float:
    """Return the most that support could give for one vehicle, in study currency."""
    total = 0.0
    for row in facts.lines("support"):
        holds = touches(facts, row, option)
        if holds and row.word("kind") == "unit":
            total += row.number("rate")
        if holds and row.word("kind") == "relief":
            total += row.number("rate") * option.number("electricity")
    return total


def best_margin(facts: Facts, option: Line) -> tuple[float, str, int] | None:
    """Return the best margin of one vehicle over markets and years, with market and year.

    Every doubt is decided for the option: least duty, full support, and the cost of a lost sale
    counted as gained. None where it sells nowhere.
    """
    best: tuple[float, str, int] | None = None
    for market, demand in facts.wanted.get(option.word("vehicle"), {}).items():
        lane = facts.line("lanes", option.word("plant"), market)
        if lane is None or not facts.line("markets", market):
            continue
        revenue, selling = facts.by_year(demand, "net_revenue"), facts.by_year(demand, "selling_cost")
        freight = facts.by_year(lane, "freight")
        for year in facts.years:
            margin = revenue[year] - selling[year] + demand.number("lost_cost")
            margin -= built_cost(facts, option, year) + freight[year] + lane.number("handling")
            margin -= least_duty(facts, option, market, year)
            margin += feebate(facts, option, market, year)
            if not math.isnan(margin) and (best is None or margin > best[0]):
                best = (margin, market, year)
    if best is None:
        return None
    return best[0] + unit_support(facts, option), best[1], best[2]
