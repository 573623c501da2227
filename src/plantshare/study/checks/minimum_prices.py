"""Checks of minimum prices: whom an undertaking holds for, when, and what its floor lets in."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line
from plantshare.study.checks.trade import crossings, rule_for
from plantshare.study.checks.wording import names, quantity, years_in_words
from plantshare.study.checks.years import ends_before_start, misses_horizon

__all__ = ["MINIMUM_PRICES", "undertaking_for"]


def years_of(facts: Facts, line: Line) -> list[int]:
    """Return the planned years in which an undertaking holds."""
    first, last = line.number("first_year"), line.number("last_year")
    return [year for year in facts.years if not year < first and not year > last]


def holds_for(facts: Facts, line: Line, option: Line, origin: str, market: str) -> bool:
    """Return whether an undertaking holds for an option of a country in a market, in some year."""
    vehicle = facts.line("vehicles", option.word("vehicle"))
    if vehicle is None or (line.word("origin"), line.word("market")) != (origin, market):
        return False
    is_powered = line.word("powertrain") in ("all", vehicle.word("powertrain"))
    return is_powered and line.word("company") in ("", vehicle.word("company"))


def undertaking_for(facts: Facts, option: Line, origin: str, market: str, year: int) -> Line | None:
    """Return the undertaking that holds for an option of a country in a market and a year, or none."""
    for line in facts.lines("minimum_prices"):
        if holds_for(facts, line, option, origin, market) and year in years_of(facts, line):
            return line
    return None


def imports_of(facts: Facts, line: Line) -> list[Line]:
    """Return the options that an undertaking holds for, of those that could sell in its market."""
    return [
        option
        for option, origin, market in crossings(facts)
        if holds_for(facts, line, option, origin, market)
    ]


def least_floor(facts: Facts, line: Line) -> float:
    """Return the lowest floor of an undertaking over the years in which it holds, NaN where there is none."""
    floors = facts.by_year(line, "floor")
    return min((floors[year] for year in years_of(facts, line)), default=math.nan)


def years_reversed(facts: Facts) -> Iterator[Finding]:
    """An undertaking ends before it starts.

    It would hold in no year, so that imports would go on as if there were none. Correct its first and
    its last year.
    """
    for line in facts.lines("minimum_prices"):
        first, last = line.number("first_year"), line.number("last_year")
        yield from ends_before_start(line, first, last, "undertaking")


def outside(facts: Facts) -> Iterator[Finding]:
    """An undertaking lies outside the planned years.

    It has no effect on the plan, though it looks like a limit. Correct its years, or remove it.
    """
    for line in facts.lines("minimum_prices"):
        first, last = line.number("first_year"), line.number("last_year")
        if facts.years and not last < first and not years_of(facts, line):
            yield misses_horizon(facts, line, first, last, "undertaking")


def overlap(facts: Facts) -> Iterator[Finding]:
    """Two undertakings hold for the same imports in one year.

    Nothing says which floor, cap and duty applies. Part them by years, by powertrain or by company;
    a row for all powertrains meets every other row of its origin and market.
    """
    for one, two in combinations(facts.lines("minimum_prices"), 2):
        is_same = all(one.word(column) == two.word(column) for column in ("origin", "market"))
        meets = all(
            one.word(column) == two.word(column) or anything in (one.word(column), two.word(column))
            for column, anything in (("powertrain", "all"), ("company", ""))
        )
        shared = sorted(set(years_of(facts, one)) & set(years_of(facts, two)))
        if is_same and meets and shared:
            yield two.finding(
                "first_year",
                found=f"{quoted(two.name)}, which meets {quoted(one.name)} in "
                f"{years_in_words(shared[0], shared[-1])}",
                wanted="one undertaking for a vehicle of one origin in one market and year",
                fix="Part the two by first_year and last_year, by powertrain or by company.",
            )


def without_import(facts: Facts) -> Iterator[Finding]:
    """An undertaking holds for no import.

    No option from its origin has the powertrain and the company that it names, or its origin lies in its
    own market, so it has no effect. Correct the row, or remove it.
    """
    by_country: dict[str, list[Line]] = defaultdict(list)
    for option in facts.lines("options"):
        if facts.line("vehicles", option.word("vehicle")) is not None:
            by_country[facts.country_of_plant(option.word("plant"))].append(option)
    for line in facts.lines("minimum_prices"):
        origin, market = line.word("origin"), line.word("market")
        options = by_country.get(origin, [])
        is_home = origin in facts.countries_of_market.get(market, ())
        fits = any(holds_for(facts, line, option, origin, market) for option in options)
        if options and (is_home or not fits):
            yield line.finding(
                "origin",
                found=f"{quoted(origin)}, a country of {quoted(market)} itself"
                if is_home
                else f"{quoted(origin)}, where no option builds for the powertrain and company named",
                wanted="a country from which an option of that powertrain and company is imported",
                fix="Correct origin, market, powertrain or company, or remove the undertaking.",
            )


def price_missing(facts: Facts) -> Iterator[Finding]:
    """An import under a minimum price declares no price.

    Its customs value is zero, which lies below every floor, so that it is shut out or pays the full
    duty. State ``customs_value``, the declared price of one vehicle at the border.
    """
    told: set[str] = set()
    for line in facts.lines("minimum_prices"):
        for option in imports_of(facts, line) if least_floor(facts, line) > 0 else ():
            if option.number("customs_value") == 0 and option.name not in told:
                told.add(option.name)
                yield option.finding(
                    "customs_value",
                    found=f"0, while {quoted(line.word('market'))} asks for {quoted(line.name)}",
                    wanted="the declared price of one vehicle at the border, above zero",
                    fix="State customs_value for one vehicle, in study currency.",
                )


def out_of_reach(facts: Facts) -> Iterator[Finding]:
    """No vehicle under an undertaking reaches its floor in any year.

    Every one is shut out, or pays the ordinary duty as if there were no undertaking. That may be
    meant; else correct the floor, money for one vehicle, or the customs value of an option: an importer
    who lifts its declared price to the floor states the lifted price there.
    """
    for line in facts.lines("minimum_prices"):
        floor = least_floor(facts, line)
        priced = [option for option in imports_of(facts, line) if option.number("customs_value") > 0]
        highest = max((option.number("customs_value") for option in priced), default=math.nan)
        if floor > highest:
            yield line.finding(
                "floor",
                found=f"{quantity(floor)}, above the {quantity(highest)} that the dearest of "
                f"{names(option.name for option in priced)} declares",
                wanted="a floor that at least one import reaches in some year",
                fix="Correct floor or options.customs_value, or keep the floor if it is to shut out all.",
            )


def idle(facts: Facts) -> Iterator[Finding]:
    """An undertaking changes nothing.

    It has neither a floor above zero nor a cap nor a duty of its own, or it lets importers pay the ordinary
    duty and offers them none that is lower. State what it asks and what it gives, or remove it.
    """
    for line in facts.lines("minimum_prices"):
        states_duty = not math.isnan(facts.top(line, "duty"))
        is_offer = line.word("otherwise") == "ordinary_duty"
        limits = facts.top(line, "floor") > 0 or facts.range_of(line, "cap")[0] < math.inf
        if not states_duty and (is_offer or not limits):
            yield line.finding(
                "duty",
                found="no duty of its own, " + ("and a free choice" if is_offer else "no floor and no cap"),
                wanted="a duty under the undertaking" + ("" if is_offer else ", a floor or a cap"),
                fix="State duty as a share of the customs value, or remove the undertaking.",
            )


def duty_above_one(facts: Facts) -> Iterator[Finding]:
    """The duty under an undertaking is above 100%.

    It is a share of the customs value; a percentage was probably entered. State 0.1 for 10%.
    """
    for line in facts.lines("minimum_prices"):
        duty = facts.top(line, "duty")
        if duty > 1:
            yield line.finding(
                "duty",
                found=f"{quantity(duty)}, which is {quantity(100 * duty)}%",
                wanted="a share of the customs value, at most 1",
                fix="State the duty as a share, such as 0.1 for 10%.",
            )


def duty_above_ordinary(facts: Facts) -> Iterator[Finding]:
    """The duty under an undertaking is above the ordinary one.

    An importer who keeps to a floor pays less for it, not more: the row would be a second tariff. Correct
    ``duty``, which stands in place of ordinary and countervailing duty together. A duty above 100% is told
    apart.
    """
    for line in facts.lines("minimum_prices"):
        duty = facts.by_year(line, "duty")
        if facts.top(line, "duty") > 1:
            continue
        for option in imports_of(facts, line):
            row = rule_for(facts, "tariffs", option, line.word("origin"), line.word("market"))
            if row is None:
                continue
            ordinary, extra = facts.by_year(row, "duty"), facts.by_year(row, "countervailing")
            above = [year for year in years_of(facts, line) if duty[year] > ordinary[year] + extra[year]]
            if above:
                total = ordinary[above[0]] + extra[above[0]]
                yield line.finding(
                    "duty",
                    found=f"{quantity(duty[above[0]])} in {above[0]}",
                    wanted=f"at most the ordinary and countervailing duty of {quantity(total)}",
                    fix="Correct duty, a share of the customs value, or the row of tariffs.csv.",
                )
                break


MINIMUM_PRICES = (
    Check("minimum-price-years-reversed", "error", years_reversed),
    Check("minimum-price-outside", "warning", outside),
    Check("minimum-price-overlap", "error", overlap),
    Check("minimum-price-without-import", "warning", without_import),
    Check("declared-price-missing", "warning", price_missing),
    Check("minimum-price-out-of-reach", "warning", out_of_reach),
    Check("minimum-price-idle", "warning", idle),
    Check("minimum-price-duty-above-one", "warning", duty_above_one),
    Check("minimum-price-duty-high", "warning", duty_above_ordinary),
)
