"""Checks of study.toml: years, money, discounting and how labour and sharing are planned."""

from __future__ import annotations

from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding
from plantshare.study.checks.wording import quantity, years_in_words

__all__ = ["SETTINGS"]

LONGEST_HORIZON = 40
FARTHEST_PRICE_YEAR = 10
FIRST_CALENDAR_YEAR = 1900
HIGHEST_RATE = 0.3


def years_reversed(facts: Facts) -> Iterator[Finding]:
    """The horizon ends before it starts.

    There is no year to plan. Correct ``first_year`` and ``last_year`` in ``study.toml``.
    """
    if facts.last_year < facts.first_year:
        yield facts.setting_finding(
            "last_year",
            found=f"{facts.last_year:.0f}, before the first year {facts.first_year:.0f}",
            wanted="a last year that is not before the first",
            fix="Correct first_year or last_year.",
        )


def horizon_long(facts: Facts) -> Iterator[Finding]:
    """The horizon is longer than 40 years.

    Plants are planned over 10 to 15 years; each further year makes the program larger, and a mistyped
    year is more likely than a plan for half a century. Shorten the horizon, or accept the size.
    """
    length = facts.last_year - facts.first_year + 1
    if length > LONGEST_HORIZON:
        yield facts.setting_finding(
            "last_year",
            found=f"{quantity(length)} planned years, {years_in_words(facts.first_year, facts.last_year)}",
            wanted=f"at most {LONGEST_HORIZON} years",
            fix="Correct first_year or last_year, or plan fewer years.",
        )


def price_year_far(facts: Facts) -> Iterator[Finding]:
    """The price year lies far from the first planned year.

    Money is stated in prices of one year and rates are real. A gap of more than ten years is more often
    a mistyped year than a choice, and old prices understate every cost. Restate the amounts, or correct
    the year. Studies that count their years from 1 are left alone.
    """
    price_year = facts.setting_number("price_year")
    if facts.first_year < FIRST_CALENDAR_YEAR:
        return
    if abs(price_year - facts.first_year) > FARTHEST_PRICE_YEAR:
        yield facts.setting_finding(
            "price_year",
            found=f"{price_year:.0f}, with a first planned year of {facts.first_year:.0f}",
            wanted=f"a price year within {FARTHEST_PRICE_YEAR} years of the first planned year",
            fix="Correct price_year, or restate every amount in prices of a nearer year.",
        )


def basis_pattern_unknown(facts: Facts) -> Iterator[Finding]:
    """The pattern that utilisation is measured against does not exist or never builds.

    Utilisation always carries its denominator: the capacity on this pattern. Name a row of
    ``shift_patterns`` with role run, or leave the setting empty.
    """
    pattern = facts.setting_word("basis_pattern")
    if pattern and facts.role(pattern) != "run":
        role = facts.role(pattern)
        yield facts.setting_finding(
            "basis_pattern",
            found=f"{quoted(pattern)}, {'whose role is ' + role if role else 'which is not a pattern'}",
            wanted="a pattern of shift_patterns.csv with role run",
            fix="Name a pattern that builds, or leave basis_pattern empty.",
        )


def discount_rate_odd(facts: Facts) -> Iterator[Finding]:
    """A discount rate is zero or above 30%.

    Zero makes money in the last year worth as much as today; above 30% a percentage was probably read
    as a share. State a real rate as a share, such as 0.09.
    """
    rate = facts.setting_number("discount_rate")
    wanted = "a real rate above 0 and at most 0.3 a year"
    fix = "State the real rate as a share, such as 0.09 for 9%."
    if rate == 0 or rate > HIGHEST_RATE:
        found = f"{quantity(rate)} a year"
        yield facts.setting_finding("discount_rate", found=found, wanted=wanted, fix=fix)
    for line in facts.lines("companies"):
        own = line.number("discount_rate")
        if own == 0 or own > HIGHEST_RATE:
            yield line.finding("discount_rate", found=f"{quantity(own)} a year", wanted=wanted, fix=fix)


def sharing_without_deals(facts: Facts) -> Iterator[Finding]:
    """Sharing is limited to deals, but no deal opens an option.

    The plan then equals the one with sharing off. List the deals with their options, or set ``sharing``
    to on or off.
    """
    opened = any(line.words("options") for line in facts.lines("deals"))
    if facts.setting_word("sharing") == "deals" and not opened:
        yield facts.setting_finding(
            "sharing",
            found="'deals', while no deal opens an option",
            wanted="deals with options, or sharing on or off",
            fix="Add deals with their options to deals.csv, or set sharing to on or off.",
        )


def heads_without_crew(facts: Facts) -> Iterator[Finding]:
    """Labour is planned in heads, but a pattern that builds needs nobody.

    The group could run that pattern without hiring anyone, so the cost of a shift would be lost. State
    the ``crew`` of each run pattern in ``group_patterns``, or set ``labour`` to levels.
    """
    if facts.setting_word("labour") != "heads":
        return
    for line in facts.lines("group_patterns"):
        if facts.role(line.word("pattern")) == "run" and line.number("crew") == 0:
            yield line.finding(
                "crew",
                found=f"0 heads for {quoted(line.word('pattern'))}, a pattern that builds",
                wanted="a crew above zero, as labour is planned in heads",
                fix="State the people that the pattern needs, or set labour to levels in study.toml.",
            )


def start_heads_low(facts: Facts) -> Iterator[Finding]:
    """A group starts with fewer people than its start pattern needs.

    The plan would hire the rest in the first year and charge for it, though they are there today. State
    ``start_heads`` as they stand before the first year.
    """
    if facts.setting_word("labour") != "heads":
        return
    for line in facts.lines("groups"):
        pair = facts.line("group_patterns", line.word("group"), line.word("start_pattern"))
        if pair is not None and line.number("start_heads") < pair.number("crew"):
            yield line.finding(
                "start_heads",
                found=f"{quantity(line.number('start_heads'))} heads",
                wanted=f"the {quantity(pair.number('crew'))} heads of its start pattern, or more",
                fix="State the people in the group today, or correct the crew or the start pattern.",
            )


SETTINGS = (
    Check("years-reversed", "error", years_reversed),
    Check("horizon-long", "warning", horizon_long),
    Check("price-year-far", "warning", price_year_far),
    Check("basis-pattern-unknown", "error", basis_pattern_unknown),
    Check("discount-rate-odd", "warning", discount_rate_odd),
    Check("sharing-without-deals", "warning", sharing_without_deals),
    Check("heads-without-crew", "error", heads_without_crew),
    Check("start-heads-low", "warning", start_heads_low),
)
