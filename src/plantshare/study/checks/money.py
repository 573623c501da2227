"""Checks of money: factor prices, costs against revenue, budgets."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding
from plantshare.study.checks.margin import best_margin
from plantshare.study.checks.wording import quantity

__all__ = ["MONEY"]

USES = (
    ("hours", "wage", "labour", "an hour"),
    ("electricity", "electricity_price", "electricity", "a MWh"),
    ("gas", "gas_price", "gas", "a MWh"),
)


def users(facts: Facts) -> dict[tuple[str, str], str]:
    """Return an option that uses each factor in each country: (country, column of use) -> option."""
    found: dict[tuple[str, str], str] = {}
    for option in facts.lines("options"):
        country = facts.country_of_plant(option.word("plant"))
        for use, _, _, _ in USES:
            if country and option.number(use) > 0:
                found.setdefault((country, use), option.word("option"))
    return found


def factors_missing(facts: Facts) -> Iterator[Finding]:
    """Options use labour or energy in a country without factor prices.

    Their labour and energy would be free, and the country would win every comparison. Add its row
    to ``factors``.
    """
    told: set[str] = set()
    for (country, _), option in users(facts).items():
        if country not in told and facts.line("factors", country) is None:
            told.add(country)
            yield facts.table_finding(
                "factors",
                found=f"no row for {quoted(country)}, where option {quoted(option)} uses labour or energy",
                wanted="factor prices for each country with a plant that builds",
                fix=f"Add wage and energy prices of {country} to factors.csv.",
            )


def factor_price_zero(facts: Facts) -> Iterator[Finding]:
    """Labour or energy that options use is free in some year.

    A wage or an energy price of zero makes the country look cheaper than it is. State the price, or
    set the use of the options to zero if their cost is counted elsewhere.
    """
    used = users(facts)
    for line in facts.lines("factors"):
        for use, price, label, unit in USES:
            option = used.get((line.word("country"), use))
            values = facts.by_year(line, price)
            free = [year for year in facts.years if values[year] == 0]
            if option is not None and free:
                yield line.finding(
                    price,
                    found=f"0 {unit} in {free[0]}, while option {quoted(option)} uses {label}",
                    wanted="a price above zero",
                    fix=f"State {price} in money of the country.",
                )


def exchange_rate_zero(facts: Facts) -> Iterator[Finding]:
    """An exchange rate is zero.

    Every local cost of the country would vanish. State how much study currency one unit of the
    local money buys, 1 where the row is in study currency.
    """
    for line in facts.lines("factors"):
        if facts.range_of(line, "exchange_rate")[0] == 0:
            yield line.finding(
                "exchange_rate",
                found="0",
                wanted="study currency for one unit of local money, above zero",
                fix="State the rate, or 1 if the row is in study currency.",
            )


def parts_above_revenue(facts: Facts) -> Iterator[Finding]:
    """Parts alone cost more than the vehicle brings anywhere.

    One of the two is off, often by a currency or a factor of a thousand. Correct ``parts_cost`` of
    the option or ``net_revenue`` of its demand.
    """
    for option in facts.lines("options"):
        rows = facts.wanted.get(option.word("vehicle"), {}).values()
        revenue = max((facts.top(row, "net_revenue") for row in rows), default=math.nan)
        parts = facts.range_of(option, "parts_cost")[0]
        if parts >= revenue > 0:
            yield option.finding(
                "parts_cost",
                found=f"{quantity(parts)} for each vehicle",
                wanted=f"less than its best net revenue of {quantity(revenue)}",
                fix="Correct parts_cost, or net_revenue in demand.csv.",
            )


def margin_negative(facts: Facts) -> Iterator[Finding]:
    """An option loses money on every vehicle, in every market and year.

    Even with the least duty, full support and no capital it never earns, so it is never chosen.
    Either that is the answer, or a cost is off. Read its costs again.
    """
    for option in facts.lines("options"):
        best = best_margin(facts, option)
        if best is None:
            continue
        margin, market, year = best
        rows = facts.wanted[option.word("vehicle")].values()
        has_revenue = any(facts.top(row, "net_revenue") > 0 for row in rows)
        if margin < 0 and has_revenue and not any(row.flag("must_serve") for row in rows):
            yield option.finding(
                "parts_cost",
                found=f"a loss of {quantity(round(-margin, 2))} on each vehicle at best, "
                f"in {quoted(market)} in {year}",
                wanted="a margin above zero in at least one market and year",
                fix="Read parts, labour, energy, freight, duty and revenue of the option again.",
            )


def budget_below_capex(facts: Facts) -> Iterator[Finding]:
    """A company cannot afford any of its launches.

    Its budget is below the capital of its cheapest launch, so it launches nothing. Correct
    ``capex_budget`` in millions, or leave it empty for no limit.
    """
    cheapest: dict[str, float] = {}
    for option in facts.lines("options"):
        vehicle = facts.line("vehicles", option.word("vehicle"))
        if vehicle is not None and option.number("capex") > 0:
            company = vehicle.word("company")
            cheapest[company] = min(cheapest.get(company, math.inf), option.number("capex"))
    for line in facts.lines("companies"):
        least = cheapest.get(line.word("company"), 0.0)
        if line.number("capex_budget") < least:
            yield line.finding(
                "capex_budget",
                found=f"{quantity(line.number('capex_budget'))} m",
                wanted=f"at least the {quantity(least)} m of its cheapest launch",
                fix="Correct the budget, in millions, or empty the cell for no limit.",
            )


def closure_gain(facts: Facts) -> Iterator[Finding]:
    """Closing a plant earns more than it costs.

    The site is worth more than closing it costs, so the plan is drawn to close the plant. Keep it
    if that is the case, or correct ``closure_cost`` and ``site_value``, both in millions.
    """
    for line in facts.lines("plants"):
        value, cost = line.number("site_value"), line.number("closure_cost")
        if value > cost:
            yield line.finding(
                "site_value",
                found=f"{quantity(value)} m, with a closure cost of {quantity(cost)} m",
                wanted="a site value below the cost of closing",
                fix="Correct site_value or closure_cost, both in millions.",
            )


MONEY = (
    Check("factors-missing", "error", factors_missing),
    Check("factor-price-zero", "error", factor_price_zero),
    Check("exchange-rate-zero", "error", exchange_rate_zero),
    Check("parts-above-revenue", "warning", parts_above_revenue),
    Check("margin-negative", "warning", margin_negative),
    Check("budget-below-capex", "warning", budget_below_capex),
    Check("closure-gain", "warning", closure_gain),
)
