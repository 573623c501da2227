"""Checks of duties, origin rules and quotas."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line
from plantshare.study.checks.wording import quantity

__all__ = ["TRADE"]

EDGE = 0.02
"""Distance of a share from a threshold that is too close to call."""
HIGHEST_DUTY = 1.5


def crossings(facts: Facts) -> Iterator[tuple[Line, str, str]]:
    """Yield each option with each market abroad that wants its vehicle: option, origin, market."""
    for option in facts.lines("options"):
        plant, origin = option.word("plant"), facts.country_of_plant(option.word("plant"))
        for market in facts.wanted.get(option.word("vehicle"), {}):
            is_known = bool(origin) and facts.line("markets", market) is not None
            is_open = facts.line("lanes", plant, market) is not None
            if is_known and is_open and not facts.is_local(plant, market):
                yield option, origin, market


def rule_for(facts: Facts, table: str, option: Line, origin: str, market: str) -> Line | None:
    """Return the row of a trade table that holds for an option: that of its powertrain before 'all'."""
    vehicle = facts.line("vehicles", option.word("vehicle"))
    powertrain = "all" if vehicle is None else vehicle.word("powertrain")
    own = facts.line(table, origin, market, powertrain)
    return own if own is not None else facts.line(table, origin, market, "all")


def duty_missing(facts: Facts) -> Iterator[Finding]:
    """No duty is stated from a country into a market abroad.

    A missing row would count as free trade, and make an import look cheaper than it is. Add the
    row, with duty 0 where trade is free. Options without customs value pay no duty and are left
    alone.
    """
    told: set[tuple[str, str]] = set()
    for option, origin, market in crossings(facts):
        pair = (origin, market)
        if pair in told or option.number("customs_value") == 0:
            continue
        if rule_for(facts, "tariffs", option, origin, market) is None:
            told.add(pair)
            yield facts.table_finding(
                "tariffs",
                found=f"no duty from {quoted(origin)} into {quoted(market)}, "
                f"where option {quoted(option.word('option'))} may sell",
                wanted="a row for each origin and market abroad",
                fix=f"Add a row for {origin} and {market} to tariffs.csv, with duty 0 if there is none.",
            )


def customs_value_missing(facts: Facts) -> Iterator[Finding]:
    """An option may cross a border where duty is charged, but has no customs value.

    The duty on it would be zero. State ``customs_value``, the price at the border for one vehicle.
    """
    told: set[str] = set()
    for option, origin, market in crossings(facts):
        row = rule_for(facts, "tariffs", option, origin, market)
        if row is None or option.name in told or option.number("customs_value") > 0:
            continue
        duty = facts.top(row, "duty") + facts.top(row, "countervailing")
        if duty > 0:
            told.add(option.name)
            yield option.finding(
                "customs_value",
                found=f"0, while {quoted(market)} charges {quantity(100 * duty)}% on vehicles from {origin}",
                wanted="a customs value above zero",
                fix="State the value of one vehicle at the border, in study currency.",
            )


def pipeline_value_missing(facts: Facts) -> Iterator[Finding]:
    """Vehicles are long in transit, but the option has no value to tie up.

    Capital in the pipeline is the price at the factory gate over the days in transit; with neither
    ``ex_works`` nor ``customs_value`` it is zero. State one of them.
    """
    for option in facts.lines("options"):
        if option.number("ex_works") > 0 or option.number("customs_value") > 0:
            continue
        for market in facts.wanted.get(option.word("vehicle"), {}):
            lane = facts.line("lanes", option.word("plant"), market)
            if lane is not None and lane.number("transit_days") > 0:
                yield option.finding(
                    "ex_works",
                    found=f"0, with {quantity(lane.number('transit_days'))} days in transit to "
                    f"{quoted(market)}",
                    wanted="a price at the factory gate above zero",
                    fix="State ex_works or customs_value for one vehicle.",
                )
                break


def tariff_at_home(facts: Facts) -> Iterator[Finding]:
    """A duty is stated inside a market.

    Vehicles built in one of its countries pay none, so the row has no effect. Remove it, or correct
    the countries of the market.
    """
    for line in facts.lines("tariffs"):
        if line.word("origin") in facts.countries_of_market.get(line.word("market"), ()):
            yield line.finding(
                "origin",
                found=f"{quoted(line.word('origin'))}, a country of {quoted(line.word('market'))}",
                wanted="an origin outside the market",
                fix="Remove the row, or correct the countries of the market.",
            )


def origin_without_plant(facts: Facts) -> Iterator[Finding]:
    """A duty, origin rule, quota or minimum price names a country without plant.

    It has no effect, and may be a misspelt code. Correct the country, or remove the row.
    """
    built = {line.word("country") for line in facts.lines("plants")}
    told: set[tuple[str, str]] = set()
    for table in ("tariffs", "origin_rules", "quotas", "minimum_prices"):
        for line in facts.lines(table):
            origin = line.word("origin")
            if origin and origin not in built and (table, origin) not in told:
                told.add((table, origin))
                yield line.finding(
                    "origin",
                    found=f"{quoted(origin)}, where no plant stands",
                    wanted="the country of a plant",
                    fix="Correct the country, or remove the row.",
                )


def duty_high(facts: Facts) -> Iterator[Finding]:
    """A duty is above 150%, of a tariff or outside a quota.

    A percentage was probably read as a share. State 0.10 for 10%.
    """
    columns = {"tariffs": ("duty", "countervailing", "preference"), "quotas": ("extra_duty",)}
    duties = [
        (line, column)
        for table, stated in columns.items()
        for line in facts.lines(table)
        for column in stated
    ]
    for line, column in duties:
        duty = facts.top(line, column)
        if duty > HIGHEST_DUTY:
            yield line.finding(
                column,
                found=f"{quantity(duty)}, which is {quantity(100 * duty)}%",
                wanted="a share of the customs value, at most 1.5",
                fix="State the duty as a share, such as 0.1 for 10%.",
            )


def preference_above_duty(facts: Facts) -> Iterator[Finding]:
    """The preferential duty is not below the ordinary one.

    A preference that saves nothing is not worth its proof of origin. Correct the two duties.
    """
    for line in facts.lines("tariffs"):
        duty, preference = facts.by_year(line, "duty"), facts.by_year(line, "preference")
        countervailing = facts.by_year(line, "countervailing")
        for year in facts.years:
            if preference[year] > duty[year] + countervailing[year]:
                yield line.finding(
                    "preference",
                    found=f"{quantity(preference[year])} in {year}",
                    wanted=f"at most the ordinary duty of {quantity(duty[year] + countervailing[year])}",
                    fix="Correct preference or duty, each a share of the customs value.",
                )
                break


def powertrain_rows(facts: Facts, table: str, line: Line) -> bool:
    """Return whether a trade table has a row for the origin, market and powertrain of another row."""
    key = (line.word("origin"), line.word("market"))
    rows = [row for row in facts.lines(table) if (row.word("origin"), row.word("market")) == key]
    powertrains = {row.word("powertrain") for row in rows}
    own = line.word("powertrain")
    return bool(powertrains) if own == "all" else bool(powertrains & {own, "all"})


def preference_without_rule(facts: Facts) -> Iterator[Finding]:
    """A preferential duty has no origin rule.

    Nothing says when a vehicle earns it. Add the rule to ``origin_rules``, with the largest share
    of non-originating materials, 1 if every vehicle earns it.
    """
    for line in facts.lines("tariffs"):
        has_preference = not math.isnan(facts.top(line, "preference"))
        if has_preference and not powertrain_rows(facts, "origin_rules", line):
            yield line.finding(
                "preference",
                found="a preference without any origin rule",
                wanted="a row of origin_rules for the same origin and market",
                fix="Add the rule to origin_rules.csv, or empty the preference.",
            )


def rule_without_preference(facts: Facts) -> Iterator[Finding]:
    """An origin rule has no preferential duty to give.

    A vehicle that originates pays the ordinary duty all the same. State ``preference`` in
    ``tariffs``, or remove the rule.
    """
    for line in facts.lines("origin_rules"):
        key = (line.word("origin"), line.word("market"))
        rows = [r for r in facts.lines("tariffs") if (r.word("origin"), r.word("market")) == key]
        if all(math.isnan(facts.top(row, "preference")) for row in rows):
            yield line.finding(
                "market",
                found=f"a rule from {quoted(key[0])} into {quoted(key[1])} without preferential duty",
                wanted="a preference in tariffs for the same origin and market",
                fix="State preference in tariffs.csv, or remove the rule.",
            )


def origin_near_edge(facts: Facts) -> Iterator[Finding]:
    """The non-originating share of an option lies within two points of the threshold.

    One supplier more or less decides whether the vehicle pays the duty, so the plan hangs on a
    share that nobody knows to two points. Look for a better figure, and try both sides.
    """
    told: set[str] = set()
    for option, origin, market in crossings(facts):
        row = rule_for(facts, "origin_rules", option, origin, market)
        share = option.number("non_originating_share")
        if row is None or share == 0 or option.name in told:
            continue
        limits = set(facts.by_year(row, "max_non_originating").values())
        close = [limit for limit in limits if abs(limit - share) <= EDGE and limit < 1]
        if close:
            told.add(option.name)
            yield option.finding(
                "non_originating_share",
                found=f"{quantity(share)}, with a threshold of {quantity(close[0])} into {quoted(market)}",
                wanted=f"a share at least {EDGE} away from the threshold, or a sure one",
                fix="Look for a better figure, and solve with a share on each side.",
            )


def quota_free(facts: Facts) -> Iterator[Finding]:
    """A quota charges nothing for the vehicles outside it.

    It limits nothing. State ``extra_duty`` as a share of the customs value.
    """
    for line in facts.lines("quotas"):
        if facts.top(line, "extra_duty") == 0:
            yield line.finding(
                "extra_duty",
                found="0 outside the quota",
                wanted="an extra duty above zero",
                fix="State extra_duty as a share of the customs value, or remove the quota.",
            )


TRADE = (
    Check("duty-missing", "error", duty_missing),
    Check("customs-value-missing", "warning", customs_value_missing),
    Check("pipeline-value-missing", "warning", pipeline_value_missing),
    Check("tariff-at-home", "warning", tariff_at_home),
    Check("origin-without-plant", "warning", origin_without_plant),
    Check("duty-high", "warning", duty_high),
    Check("preference-above-duty", "warning", preference_above_duty),
    Check("preference-without-rule", "error", preference_without_rule),
    Check("rule-without-preference", "warning", rule_without_preference),
    Check("origin-near-edge", "warning", origin_near_edge),
    Check("quota-free", "warning", quota_free),
)
