"""Checks of scale: values that look like another unit, and columns that span too much."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding
from plantshare.study.checks.wording import quantity

__all__ = ["SCALE"]

WIDEST_RATIO = 1e6
SPANNED = (
    ("options", "capex"),
    ("options", "parts_cost"),
    ("options", "fixed_cost"),
    ("demand", "units"),
    ("demand", "net_revenue"),
    ("lanes", "freight"),
    ("group_patterns", "fixed_cost"),
    ("expansions", "cost"),
)
MILLIONS = (
    ("options", "capex"),
    ("options", "fixed_cost"),
    ("expansions", "cost"),
    ("group_patterns", "fixed_cost"),
    ("plants", "closure_cost"),
    ("plants", "site_value"),
)


def outside(
    facts: Facts, table: str, column: str, *, low: float, high: float, unit: str, slip: str
) -> Iterator[Finding]:
    """Yield the rows whose values above zero lie outside what is usual, with the likely slip."""
    for line in facts.lines(table):
        for value in facts.range_of(line, column):
            if 0 < value < low or high < value < math.inf:
                yield line.finding(
                    column,
                    found=f"{quantity(value)} {unit}",
                    wanted=f"between {quantity(low)} and {quantity(high)} {unit}",
                    fix=f"Check the unit: {slip}.",
                )
                break


def hours_scale(facts: Facts) -> Iterator[Finding]:
    """A vehicle takes more than 200 hours of labour.

    Plants need 10 to 40 hours a vehicle; minutes were probably entered. State hours.
    """
    slip = "the column holds hours, not minutes"
    yield from outside(facts, "options", "hours", low=0, high=200, unit="h a vehicle", slip=slip)


def wage_scale(facts: Facts) -> Iterator[Finding]:
    """A wage, in study currency, lies outside 0.5 to 200 an hour.

    A yearly wage, or a rate in another currency without exchange rate, was probably entered. State
    the cost of one hour in money of the country, and the exchange rate. Studies in a currency of
    small units may ignore this.
    """
    for line in facts.lines("factors"):
        wages, rates = facts.by_year(line, "wage"), facts.by_year(line, "exchange_rate")
        odd = [w * rates[y] for y, w in wages.items() if w * rates[y] > 200 or 0 < w * rates[y] < 0.5]
        if odd:
            yield line.finding(
                "wage",
                found=f"{quantity(odd[0])} an hour in study currency",
                wanted="between 0.5 and 200 an hour",
                fix="Check the unit: the column holds the cost of one hour, and exchange_rate converts it.",
            )


def energy_price_scale(facts: Facts) -> Iterator[Finding]:
    """An energy price lies outside 5 to 5,000 a MWh.

    A price for a kWh, or in pence, was probably entered. State the price of a MWh: 25 p/kWh are 250 a MWh.
    """
    slip = "the column holds money for a MWh, and 0.25 a kWh are 250 a MWh"
    for column in ("electricity_price", "gas_price"):
        yield from outside(facts, "factors", column, low=5, high=5000, unit="a MWh", slip=slip)


def demand_scale(facts: Facts) -> Iterator[Finding]:
    """Demand lies below 1 or above 20 million vehicles a year.

    Thousands or millions of vehicles were probably entered. State vehicles a year, or the unit in the header.
    """
    slip = "the column holds vehicles a year, and a header may say units [k/yr]"
    yield from outside(facts, "demand", "units", low=1, high=2e7, unit="vehicles a year", slip=slip)


def capacity_scale(facts: Facts) -> Iterator[Finding]:
    """A shop can build fewer than 10 or more than 2 million vehicles a year.

    The largest plants build about a million. The rate, the calendar or a stated capacity is in
    another unit. State vehicles an hour, hours a shift, days a year, or vehicles a year.
    """
    for line in facts.lines("shops"):
        most = max(facts.running(line.word("shop")).values(), default=0.0)
        if 0 < most < 10 or most > 2e6:
            yield line.finding(
                None,
                found=f"a capacity of {quantity(most)} vehicles a year",
                wanted="between 10 and 2,000,000 vehicles a year",
                fix="Check the units of gross_rate, of the pattern, and of capacity in shop_patterns.csv.",
            )


def revenue_scale(facts: Facts) -> Iterator[Finding]:
    """The net revenue of a vehicle lies outside 500 to 500,000.

    Thousands of currency were probably entered. State currency per vehicle, or the unit in the header.
    """
    slip = "the column holds currency per vehicle, not thousands"
    columns = (
        ("demand", "net_revenue"),
        ("options", "customs_value"),
        ("options", "ex_works"),
        ("minimum_prices", "floor"),
    )
    for table, column in columns:
        yield from outside(facts, table, column, low=500, high=5e5, unit="a vehicle", slip=slip)


def capex_scale(facts: Facts) -> Iterator[Finding]:
    """Capital lies above 20,000 millions.

    No launch costs that much; currency rather than millions was probably entered. State millions,
    or the unit in the header.
    """
    slip = "the column holds millions of currency"
    for table, column in MILLIONS:
        yield from outside(facts, table, column, low=0, high=2e4, unit="m", slip=slip)


def freight_scale(facts: Facts) -> Iterator[Finding]:
    """Freight lies outside 5 to 20,000 a vehicle.

    Sea freight is about a thousand. Thousands of currency, or the freight of a whole ship, were
    probably entered. State currency per vehicle.
    """
    slip = "the column holds currency per vehicle"
    yield from outside(facts, "lanes", "freight", low=5, high=2e4, unit="a vehicle", slip=slip)


def coefficient_range(facts: Facts) -> Iterator[Finding]:
    """A column spans more than a factor of a million.

    So wide a range is more often two units in one column than a fact, and it costs the solver its
    accuracy. Bring the values to one unit, or drop the rows that hardly count.
    """
    for table, column in SPANNED:
        sized = [(value, line) for line in facts.lines(table) for value in facts.range_of(line, column)]
        sized = [(value, line) for value, line in sized if 0 < value < math.inf]
        if not sized:
            continue
        low, line = min(sized, key=lambda pair: pair[0])
        high = max(value for value, _ in sized)
        if high / low > WIDEST_RATIO:
            yield line.finding(
                column,
                found=f"values from {quantity(low)} to {quantity(high)} in one column",
                wanted="a largest value of at most a million times the smallest",
                fix="Bring the values to one unit, or remove the rows that hardly count.",
            )


SCALE = (
    Check("hours-scale", "warning", hours_scale),
    Check("wage-scale", "warning", wage_scale),
    Check("energy-price-scale", "warning", energy_price_scale),
    Check("demand-scale", "warning", demand_scale),
    Check("capacity-scale", "warning", capacity_scale),
    Check("revenue-scale", "warning", revenue_scale),
    Check("capex-scale", "warning", capex_scale),
    Check("freight-scale", "warning", freight_scale),
    Check("coefficient-range", "warning", coefficient_range),
)
