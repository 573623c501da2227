"""Checks of markets and demand: who can reach whom, and what a sale brings."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding
from plantshare.study.checks.wording import names, quantity

__all__ = ["MARKETS"]

CODE_COLUMNS = (
    ("plants", "country"),
    ("factors", "country"),
    ("tariffs", "origin"),
    ("origin_rules", "origin"),
    ("quotas", "origin"),
    ("minimum_prices", "origin"),
    ("targets", "country"),
    ("support", "country"),
    ("statistics", "country"),
)


def country_code(facts: Facts) -> Iterator[Finding]:
    """A country is not a code of two capital letters.

    Plants, wages, duties and targets meet on these codes, so 'gb', 'GBR' and 'GB' would be three
    countries. Use the ISO 3166 code.
    """
    cells = [
        (line, column, line.word(column)) for table, column in CODE_COLUMNS for line in facts.lines(table)
    ]
    cells += [
        (line, "countries", word) for line in facts.lines("markets") for word in line.words("countries")
    ]
    told: set[tuple[str, str]] = set()
    for line, column, code in cells:
        is_code = len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()
        if code and not is_code and (line.table.name, code) not in told:
            told.add((line.table.name, code))
            yield line.finding(
                column,
                found=quoted(code),
                wanted="a country code of two capital letters",
                fix="State the ISO 3166 code, such as GB, DE or CN, in every table.",
            )


def market_without_country(facts: Facts) -> Iterator[Finding]:
    """A market lists no country.

    No plant is then local to it, and every vehicle pays duty as an import. List its countries.
    """
    for line in facts.lines("markets"):
        if not line.words("countries"):
            yield line.finding(
                "countries",
                found="no country",
                wanted="the countries of the market, parted by semicolons",
                fix="List the two-letter codes of the countries in the market.",
            )


def country_in_two_markets(facts: Facts) -> Iterator[Finding]:
    """A country belongs to two markets.

    A plant there would be local to both, free of duty in each. Leave it in one.
    """
    home: dict[str, str] = {}
    for line in facts.lines("markets"):
        for country in line.words("countries"):
            first = home.setdefault(country, line.word("market"))
            if first != line.word("market"):
                yield line.finding(
                    "countries",
                    found=f"{quoted(country)}, which belongs to {quoted(first)} too",
                    wanted="each country in one market",
                    fix="Remove the country from one of the two markets.",
                )


def lane_missing(facts: Facts) -> Iterator[Finding]:
    """No lane leads from a plant to a market that wants its vehicle.

    Nothing can be shipped that way, so the plant is shut out of the market in silence. Add the lane
    with its freight, also for a market at home, or leave it out on purpose.
    """
    told: set[tuple[str, str]] = set()
    for option in facts.lines("options"):
        for market, demand in facts.wanted.get(option.word("vehicle"), {}).items():
            pair = (option.word("plant"), market)
            if pair in told or facts.line("lanes", *pair) or not facts.line("plants", pair[0]):
                continue
            told.add(pair)
            yield demand.finding(
                "market",
                found=f"no lane from plant {quoted(pair[0])} to {quoted(market)}, "
                f"which wants {quoted(option.word('vehicle'))}",
                wanted="a lane from each plant to each market that wants its vehicles",
                fix="Add the lane to lanes.csv, with freight 0 if there is none, or leave it out on purpose.",
            )


def demand_unreachable(facts: Facts) -> Iterator[Finding]:
    """No plant that may build a vehicle has a lane to a market that wants it.

    All of that demand would be lost in every plan. Add a lane, or an option at a plant that has one.
    """
    for vehicle, rows in facts.wanted.items():
        plants = {option.word("plant") for option in facts.options_of_vehicle.get(vehicle, [])}
        for market, demand in rows.items():
            is_known = bool(plants) and all(facts.line("plants", plant) for plant in plants)
            if is_known and not any(facts.line("lanes", plant, market) for plant in plants):
                yield demand.finding(
                    "market",
                    found=f"{quoted(market)}, which none of {names(sorted(plants))} can reach",
                    wanted=f"a lane from at least one plant that may build {quoted(vehicle)}",
                    fix="Add a lane to lanes.csv from one of the plants.",
                )


def lane_free(facts: Facts) -> Iterator[Finding]:
    """Bringing a vehicle into another country costs nothing.

    Freight and handling are zero, so distance would not count. State the freight for one vehicle.
    """
    for line in facts.lines("lanes"):
        is_free = facts.top(line, "freight") == 0 and line.number("handling") == 0
        country = facts.country_of_plant(line.word("plant"))
        if is_free and country and not facts.is_local(line.word("plant"), line.word("market")):
            yield line.finding(
                "freight",
                found=f"0 from {quoted(country)} to {quoted(line.word('market'))}",
                wanted="a cost above zero between countries",
                fix="State the freight for one vehicle, in study currency.",
            )


def must_serve_too_high(facts: Facts) -> Iterator[Finding]:
    """Demand that may not be lost exceeds all that could be built for it.

    Every option of the vehicle at its most, on the largest pattern with all overtime and
    expansions, falls short, so no plan exists. Lower the demand, add an option, or allow it to be
    lost.
    """
    for vehicle, rows in facts.wanted.items():
        firm = [line for line in rows.values() if line.flag("must_serve")]
        options = facts.options_of_vehicle.get(vehicle, [])
        most = sum(facts.most_output(option) for option in options)
        for year in facts.years if firm and options else ():
            units = sum(facts.by_year(line, "units")[year] for line in firm)
            if units > most * 1.000001:
                yield firm[0].finding(
                    "must_serve",
                    found=f"{quantity(units)} {quoted(vehicle)} in {year} that may not be lost",
                    wanted=f"at most the {quantity(most)} that all of its options can build in a year",
                    fix="Lower the demand, add capacity or an option, or set must_serve to false.",
                )
                break


def revenue_missing(facts: Facts) -> Iterator[Finding]:
    """A sale brings nothing.

    Net revenue is zero, so the plan would rather lose the sale than build the vehicle. State
    ``net_revenue``; demand that must be served at least cost carries ``must_serve`` instead.
    """
    for rows in facts.wanted.values():
        for line in rows.values():
            is_lossless = not line.flag("must_serve") and line.number("lost_cost") == 0
            if is_lossless and facts.top(line, "net_revenue") == 0:
                yield line.finding(
                    "net_revenue",
                    found="0 for each vehicle sold",
                    wanted="a net revenue above zero, or demand that must be served",
                    fix="State net_revenue for one vehicle, or set must_serve to true.",
                )


def selling_cost_high(facts: Facts) -> Iterator[Finding]:
    """Selling a vehicle costs more than it brings.

    The plan would never sell it there. Correct ``selling_cost`` or ``net_revenue``, each for one vehicle.
    """
    for line in facts.lines("demand"):
        cost, revenue = facts.top(line, "selling_cost"), facts.top(line, "net_revenue")
        if cost >= revenue > 0:
            yield line.finding(
                "selling_cost",
                found=f"{quantity(cost)} for each vehicle",
                wanted=f"less than the net revenue of {quantity(revenue)}",
                fix="Correct selling_cost or net_revenue.",
            )


def uplift_without_local(facts: Facts) -> Iterator[Finding]:
    """Demand rises when the vehicle is built in the market, but no option builds it there.

    The uplift has no effect. Add a local option, correct the countries of the market, or set the
    uplift to zero.
    """
    for vehicle, rows in facts.wanted.items():
        options = facts.options_of_vehicle.get(vehicle, [])
        for market, line in rows.items():
            is_local = any(
                option.word("mode") != "import" and facts.is_local(option.word("plant"), market)
                for option in options
            )
            is_known = bool(options) and facts.line("markets", market) is not None
            if line.number("local_uplift") > 0 and is_known and not is_local:
                yield line.finding(
                    "local_uplift",
                    found=f"{quantity(line.number('local_uplift'))}, with no option in {quoted(market)}",
                    wanted="an option that builds the vehicle in the market",
                    fix="Add a local option, or set local_uplift to 0.",
                )


def lost_cost_idle(facts: Facts) -> Iterator[Finding]:
    """Losing a sale costs money, but the sale may not be lost.

    The cost is never paid. Set ``must_serve`` to false, or ``lost_cost`` to zero.
    """
    for line in facts.lines("demand"):
        if line.flag("must_serve") and line.number("lost_cost") > 0:
            yield line.finding(
                "lost_cost",
                found=f"{quantity(line.number('lost_cost'))}, while the demand may not be lost",
                wanted="0 where must_serve is true",
                fix="Set must_serve to false, or lost_cost to 0.",
            )


def feebate_sign(facts: Facts) -> Iterator[Finding]:
    """A registration rule charges electric vehicles, or credits those that burn fuel.

    Credits are above zero and charges below. Turned round, the plan would be paid for the wrong
    powertrain. Swap the signs.
    """
    for line in facts.lines("feebates"):
        low, high = facts.range_of(line, "amount")
        powertrain = line.word("powertrain")
        wrong = low if powertrain in ("BEV", "FCEV") and low < 0 else math.nan
        wrong = high if powertrain in ("ICE", "MHEV") and high > 0 else wrong
        if not math.isnan(wrong):
            yield line.finding(
                "amount",
                found=f"{quantity(wrong)} for {powertrain}",
                wanted="a credit above zero for BEV and FCEV, a charge below zero for ICE and MHEV",
                fix="Swap the signs, or keep them if the rule really works that way.",
            )


MARKETS = (
    Check("country-code", "warning", country_code),
    Check("market-without-country", "warning", market_without_country),
    Check("country-in-two-markets", "warning", country_in_two_markets),
    Check("lane-missing", "warning", lane_missing),
    Check("demand-unreachable", "error", demand_unreachable),
    Check("lane-free", "warning", lane_free),
    Check("must-serve-too-high", "error", must_serve_too_high),
    Check("revenue-missing", "warning", revenue_missing),
    Check("selling-cost-high", "warning", selling_cost_high),
    Check("uplift-without-local", "warning", uplift_without_local),
    Check("lost-cost-idle", "warning", lost_cost_idle),
    Check("feebate-sign", "warning", feebate_sign),
)
