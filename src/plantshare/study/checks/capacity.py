"""Checks of shops: what they can build, on which pattern, and with which platforms."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.capacity import plant_capacity_frame
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line, grouped
from plantshare.study.checks.wording import count, names, quantity

__all__ = ["CAPACITY"]

TOLERANCE = 0.15
"""A published capacity may differ from the computed one by so much before it is questioned."""


def used_shops(facts: Facts) -> dict[str, list[Line]]:
    """Return the route rows with work in each shop."""
    return grouped((row for row in facts.lines("routes") if row.number("use") > 0), "shop")


def shop_unused(facts: Facts) -> Iterator[Finding]:
    """A shop is on no route.

    It limits nothing, though it is listed as part of the plant. Add it to the routes of the options that
    pass it, or remove it.
    """
    used = used_shops(facts)
    for line in facts.lines("shops"):
        if facts.lines("routes") and line.word("shop") not in used:
            yield line.finding(
                "shop",
                found=f"{quoted(line.word('shop'))}, which no option passes",
                wanted="at least one route through each shop",
                fix="Add the shop to the routes of the options that pass it, or remove it.",
            )


def shop_without_capacity(facts: Facts) -> Iterator[Finding]:
    """A shop on a route has no capacity on any pattern that builds.

    Nothing can pass it, so every option on it is dead. State ``gross_rate`` and the hours of the patterns,
    or its capacity in ``shop_patterns``.
    """
    used = used_shops(facts)
    for line in facts.lines("shops"):
        running = facts.running(line.word("shop"))
        if running and line.word("shop") in used and max(running.values()) <= 0:
            yield line.finding(
                "gross_rate",
                found=f"no capacity on {names(running)}",
                wanted="capacity above zero on at least one pattern",
                fix="State gross_rate and uptime, or a capacity in shop_patterns.csv.",
            )


def gross_rate_without_hours(facts: Facts) -> Iterator[Finding]:
    """A shop has an hourly rate, but a pattern that builds has no hours.

    The capacity on that pattern would be zero while its fixed cost is paid. State ``shifts``, ``hours`` and
    ``days`` of the pattern, or the capacity of the shop on it in ``shop_patterns``.
    """
    found: set[str] = set()
    for shop in facts.lines("shops"):
        for pattern in facts.running(shop.word("shop")) if shop.number("gross_rate") > 0 else ():
            line = facts.line("shift_patterns", pattern)
            stated = facts.line("shop_patterns", shop.word("shop"), pattern)
            if line is None or stated is not None or pattern in found:
                continue
            empty = [name for name in ("shifts", "hours", "days") if line.number(name) == 0]
            if empty:
                found.add(pattern)
                yield line.finding(
                    empty[0],
                    found=f"0 on {quoted(pattern)}, a pattern that builds",
                    wanted="shifts, hours and days above zero",
                    fix="State the calendar of the pattern, or capacities in shop_patterns.csv.",
                )


def uptime_zero(facts: Facts) -> Iterator[Finding]:
    """A shop with an hourly rate never runs.

    Its uptime is zero, so its computed capacity is zero. State the share of paid time in which it runs,
    usually 0.80 to 0.95.
    """
    for line in facts.lines("shops"):
        if line.number("gross_rate") > 0 and line.number("uptime") == 0:
            yield line.finding(
                "uptime",
                found=f"0, with a gross rate of {quantity(line.number('gross_rate'))} vehicles an hour",
                wanted="a share above 0 and at most 1",
                fix="State the share of paid time in which the shop runs, such as 0.88.",
            )


def never_available(facts: Facts) -> Iterator[Finding]:
    """A shop has no availability in any planned year.

    Its capacity is multiplied by this share, so it builds nothing throughout. State the share that is
    there after outages and holidays, or set ``slots`` or the pattern if the shop is out of use.
    """
    for line in facts.lines("shops"):
        if facts.top(line, "availability") == 0:
            yield line.finding(
                "availability",
                found="0 in every planned year",
                wanted="a share above zero in at least one year",
                fix="State the share of the capacity that is there, or close the group instead.",
            )


def complexity_too_high(facts: Facts) -> Iterator[Finding]:
    """The capacity that extra vehicles cost a shop exceeds its capacity.

    Each active option after the first takes ``complexity_loss`` vehicles a year away. If all that may be
    active at once take more than the smallest run pattern holds, the program could have no solution. Lower
    ``complexity_loss``, or state ``slots``, the most options that are active at once.
    """
    used = used_shops(facts)
    for line in facts.lines("shops"):
        running = [value for value in facts.running(line.word("shop")).values() if value > 0]
        active = min(line.number("slots"), len(used.get(line.word("shop"), [])))
        loss = line.number("complexity_loss") * active
        if running and loss > min(running):
            yield line.finding(
                "complexity_loss",
                found=f"{quantity(line.number('complexity_loss'))} vehicles a year for each of {active:.0f} "
                f"options, {quantity(loss)} in all",
                wanted=f"at most the {quantity(min(running))} vehicles a year of the smallest run pattern",
                fix="Lower complexity_loss, or state slots, the most options active at once.",
            )


def slots_below_incumbents(facts: Facts) -> Iterator[Finding]:
    """More options are built in a shop today than it has slots for.

    The first year could then not be planned. Raise ``slots``, or correct the routes or the incumbents.
    """
    used = used_shops(facts)
    for line in facts.lines("shops"):
        rows = used.get(line.word("shop"), [])
        built = [row.word("option") for row in rows if row.word("option") in facts.incumbents]
        if len(built) > line.number("slots"):
            yield line.finding(
                "slots",
                found=f"{line.number('slots'):.0f}, with {count(len(built), 'option')} built there today",
                wanted=f"at least {len(built)}",
                fix="Raise slots, or correct the routes or the incumbents.",
            )


def overtime_free(facts: Facts) -> Iterator[Finding]:
    """A shop may work overtime that costs nothing.

    The plan would use up all overtime before it adds a shift. State the premium for one vehicle.
    """
    for line in facts.lines("shops"):
        if line.number("overtime_limit") > 0 and line.number("overtime_cost") == 0:
            yield line.finding(
                "overtime_cost",
                found=f"0, with overtime of up to {quantity(100 * line.number('overtime_limit'))}%",
                wanted="a premium above zero",
                fix="State overtime_cost, the premium for one vehicle, or set overtime_limit to 0.",
            )


def platform_limit_low(facts: Facts) -> Iterator[Finding]:
    """A shop holds more platforms today than its limit allows.

    The first year could then not be planned. Raise ``platform_limit``, or correct what is installed.
    """
    held = grouped((row for row in facts.lines("shop_platforms") if row.flag("installed")), "shop")
    for line in facts.lines("shops"):
        rows = held.get(line.word("shop"), [])
        if len(rows) > line.number("platform_limit"):
            yield line.finding(
                "platform_limit",
                found=f"{line.number('platform_limit'):.0f}, with {len(rows)} platforms installed",
                wanted=f"at least {len(rows)}",
                fix="Raise platform_limit, or correct installed in shop_platforms.csv.",
            )


def tooling_free(facts: Facts) -> Iterator[Finding]:
    """Tooling a shop for a new platform costs nothing.

    A launch there would look cheaper than it is. State ``tooling_cost`` in millions, or mark the platform as
    installed.
    """
    for line in facts.lines("shop_platforms"):
        if not line.flag("installed") and line.number("tooling_cost") == 0:
            yield line.finding(
                "tooling_cost",
                found=f"0 for {quoted(line.word('platform'))}, which is not installed",
                wanted="a cost above zero",
                fix="State the tooling cost in millions, or mark the platform as installed.",
            )


def platform_routes(facts: Facts) -> Iterator[tuple[Line, Line, str]]:
    """Yield each route through a shop that lists platforms: the row, its option, the platform."""
    listed = grouped(facts.lines("shop_platforms"), "shop")
    for row in facts.lines("routes"):
        option = facts.line("options", row.word("option"))
        vehicle = None if option is None else facts.line("vehicles", option.word("vehicle"))
        if option is not None and vehicle is not None and row.word("shop") in listed:
            yield row, option, vehicle.word("platform")


def platform_missing(facts: Facts) -> Iterator[Finding]:
    """A vehicle without platform passes a shop that lists its platforms.

    The shop is tooled by platform, so this vehicle would get in without any tooling. State the platform of
    the vehicle.
    """
    told: set[str] = set()
    for row, option, platform in platform_routes(facts):
        vehicle = facts.line("vehicles", option.word("vehicle"))
        if not platform and vehicle is not None and vehicle.name not in told:
            told.add(vehicle.name)
            yield vehicle.finding(
                "platform",
                found=f"no platform, while {quoted(row.word('shop'))} on its route lists platforms",
                wanted="the platform of the vehicle",
                fix="State the platform, and what tooling for it costs in shop_platforms.csv.",
            )


def platform_not_taken(facts: Facts) -> Iterator[Finding]:
    """An option passes a shop that cannot take the platform of its vehicle.

    A shop that lists platforms takes no other, so the option can never be launched. Add the platform to the
    shop with its tooling cost, or remove the option.
    """
    for row, option, platform in platform_routes(facts):
        if platform and facts.line("shop_platforms", row.word("shop"), platform) is None:
            yield row.finding(
                "shop",
                found=f"{quoted(row.word('shop'))}, which does not list {quoted(platform)}, "
                f"the platform of {quoted(option.word('vehicle'))}",
                wanted="a shop that holds the platform or can be tooled for it",
                fix="Add the platform to the shop in shop_platforms.csv with its tooling cost.",
            )


def incumbent_without_tooling(facts: Facts) -> Iterator[Finding]:
    """A vehicle is built today on a platform that its shop does not hold.

    Either the shop holds the platform, or the option is not built there. Mark the platform as installed, or
    remove the incumbent.
    """
    for row, option, platform in platform_routes(facts):
        line = facts.line("shop_platforms", row.word("shop"), platform)
        is_built = option.word("option") in facts.incumbents
        if is_built and line is not None and not line.flag("installed"):
            yield line.finding(
                "installed",
                found=f"false, while {quoted(option.word('option'))} is built on {quoted(platform)} today",
                wanted="true for the platform of an incumbent",
                fix="Set installed to true, or remove the option from incumbents.csv.",
            )


def expansion_empty(facts: Facts) -> Iterator[Finding]:
    """An expansion adds no capacity, or costs nothing.

    The plan would ignore the one and always buy the other. State both the capacity and the cost.
    """
    for line in facts.lines("expansions"):
        for column, unit in (("capacity", "vehicles a year"), ("cost", "m")):
            if line.number(column) == 0:
                yield line.finding(
                    column,
                    found=f"0 {unit}",
                    wanted="an amount above zero",
                    fix=f"State the {column} of the expansion, or remove it.",
                )


def expansion_too_late(facts: Facts) -> Iterator[Finding]:
    """An expansion is ready only after the horizon.

    It can never be used. Shorten ``lead_years``, lengthen the horizon, or remove the expansion.
    """
    for line in facts.lines("expansions"):
        ready = facts.first_year + line.number("lead_years")
        if facts.years and ready > facts.last_year:
            yield line.finding(
                "lead_years",
                found=f"{line.number('lead_years'):.0f} years, ready in {ready:.0f} at the earliest",
                wanted=f"capacity by the last year {facts.last_year:.0f}",
                fix="Shorten lead_years, lengthen the horizon, or remove the expansion.",
            )


def built_above_capacity(facts: Facts) -> Iterator[Finding]:
    """A shop builds more today than it can on any of its patterns.

    Output of the year before the first, added up over the incumbents on its routes, exceeds the largest
    pattern with all overtime. Capacity is too low, or the output counts vehicles that pass another shop.
    """
    used = used_shops(facts)
    for line in facts.lines("shops"):
        load = 0.0
        for row in used.get(line.word("shop"), []):
            today = facts.line("incumbents", row.word("option"))
            load += 0.0 if today is None else row.number("use") * today.number("built")
        running = facts.running(line.word("shop"))
        most = max(running.values(), default=math.inf) * (1 + line.number("overtime_limit"))
        if most > 0 and load > most * 1.0001:
            yield line.finding(
                "gross_rate",
                found=f"{quantity(load)} vehicles built in the year before the first",
                wanted=f"at most the {quantity(most)} vehicles a year of its largest pattern with overtime",
                fix="Correct rate, uptime and patterns of the shop, or built in incumbents.csv.",
            )


def capacity_statement_differs(facts: Facts) -> Iterator[Finding]:
    """A published capacity differs from the computed one by more than 15%.

    The computed capacity of a plant is the smallest of its kinds of shop: press, body, paint and assembly
    stand in series, shops of one kind in parallel add up, a shop of kind line is a whole plant of its own,
    and a battery shop is left out. It is compared on the pattern that the statement names, or on the nearest
    pattern where it names none. Two honest figures often differ because their bases do: read both, then
    correct the rate, the uptime or the calendar, or keep the difference and say why.
    """
    frame = plant_capacity_frame(facts.tables)
    for line in facts.lines("capacity_statements"):
        if line.word("plant") not in frame.index:
            continue
        stated, pattern = line.number("units"), line.word("pattern")
        cells = {str(name): float(value) for name, value in frame.loc[line.word("plant")].items()}
        cells = {name: value for name, value in cells.items() if value > 0 and pattern in ("", name)}
        if not cells:
            continue
        nearest = min(cells, key=lambda name: abs(cells[name] - stated))
        if abs(stated - cells[nearest]) > TOLERANCE * cells[nearest]:
            yield line.finding(
                "units",
                found=f"{quantity(stated)} vehicles a year ({line.word('basis') or 'no basis stated'})",
                wanted=f"within {quantity(100 * TOLERANCE)}% of the {quantity(cells[nearest])} computed from "
                f"rate, uptime and hours on {quoted(nearest)}",
                fix="Compare the two bases, then correct the shops or note the reason in the evidence.",
            )


CAPACITY = (
    Check("shop-unused", "warning", shop_unused),
    Check("shop-without-capacity", "error", shop_without_capacity),
    Check("gross-rate-without-hours", "error", gross_rate_without_hours),
    Check("uptime-zero", "error", uptime_zero),
    Check("never-available", "warning", never_available),
    Check("complexity-too-high", "error", complexity_too_high),
    Check("slots-below-incumbents", "error", slots_below_incumbents),
    Check("overtime-free", "warning", overtime_free),
    Check("platform-limit-low", "error", platform_limit_low),
    Check("tooling-free", "warning", tooling_free),
    Check("platform-missing", "warning", platform_missing),
    Check("platform-not-taken", "error", platform_not_taken),
    Check("incumbent-without-tooling", "error", incumbent_without_tooling),
    Check("expansion-empty", "warning", expansion_empty),
    Check("expansion-too-late", "warning", expansion_too_late),
    Check("built-above-capacity", "warning", built_above_capacity),
    Check("capacity-statement-differs", "warning", capacity_statement_differs),
)
