"""Checks of options: where they are built, how much they can build, and when they may launch."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line
from plantshare.study.checks.wording import count, names, quantity, years_in_words

__all__ = ["OPTIONS"]


def launched(facts: Facts) -> Iterator[Line]:
    """Yield the options that are not built today, so that they need a launch."""
    for line in facts.lines("options"):
        if line.word("option") not in facts.incumbents:
            yield line


def lead_time(option: Line) -> str:
    """Return the lead time of an option in words."""
    return f"{count(int(option.number('lead_years')), 'year')} of lead time"


def option_without_route(facts: Facts) -> Iterator[Finding]:
    """An option that builds at a plant passes no shop.

    Without route it takes no capacity, and could build any number at a full plant. Add the shops it passes to
    ``routes``. An import may do without: its ``peak_rate`` alone then limits it.
    """
    for line in facts.lines("options"):
        if line.word("mode") != "import" and line.word("option") not in facts.routes:
            yield line.finding(
                "option",
                found=f"{quoted(line.word('option'))}, which passes no shop",
                wanted="at least one row of routes for an option that is built at a plant",
                fix="Add the shops that the option passes to routes.csv.",
            )


def import_unlimited(facts: Facts) -> Iterator[Finding]:
    """An import has neither a route nor a peak rate.

    It could then supply any volume, and beat every local option on volume alone. State the most
    vehicles a year that the plant abroad can spare, or give it a route.
    """
    for line in facts.lines("options"):
        is_free = math.isinf(facts.most_output(line))
        if line.word("mode") == "import" and line.word("option") not in facts.routes and is_free:
            yield line.finding(
                "peak_rate",
                found="no limit, and no shop on its route",
                wanted="a peak rate in vehicles a year, or a route",
                fix="State peak_rate, or add the shops it passes to routes.csv.",
            )


def option_other_plant(facts: Facts) -> Iterator[Finding]:
    """An option passes a shop of another plant.

    Its cost and duty come from one plant and its capacity from another. Correct the plant of the
    option, or the shop on its route; a vehicle that two plants share in series is two options of
    one plant each.
    """
    for row in facts.lines("routes"):
        option = facts.line("options", row.word("option"))
        plant = facts.plant_of_shop(row.word("shop"))
        if option is None or facts.line("plants", option.word("plant")) is None:
            continue
        if plant and plant != option.word("plant"):
            yield row.finding(
                "shop",
                found=f"{quoted(row.word('shop'))} of plant {quoted(plant)}",
                wanted=f"a shop of {quoted(option.word('plant'))}, the plant of the option",
                fix="Correct the shop, or the plant of the option.",
            )


def route_without_use(facts: Facts) -> Iterator[Finding]:
    """An option takes no work in a shop on its route.

    The row has no effect: the option passes the shop for nothing. State the work of one vehicle, 1
    for that of the reference car, or remove the row.
    """
    for row in facts.lines("routes"):
        if row.number("use") == 0:
            yield row.finding(
                "use",
                found="0",
                wanted="a use above zero; the reference car is 1",
                fix="State the work that one vehicle takes in the shop, or remove the row.",
            )


def peak_rate_zero(facts: Facts) -> Iterator[Finding]:
    """An option can build nothing even when it is ramped up.

    Its peak rate is zero, so it would be launched in vain. State the most vehicles a year, or leave
    the cell empty for no limit.
    """
    for line in facts.lines("options"):
        if line.number("peak_rate") == 0:
            yield line.finding(
                "peak_rate",
                found="0 vehicles a year",
                wanted="a rate above zero, or an empty cell for no limit",
                fix="State the most vehicles a year of the option, or empty the cell.",
            )


def peak_rate_above_capacity(facts: Facts) -> Iterator[Finding]:
    """The peak rate of an option exceeds what a shop on its route can ever do.

    The shop limits it even on its largest pattern, with all overtime and all expansions, so the
    rate is never reached. Correct the rate, or the capacity of the shop.
    """
    for line in facts.lines("options"):
        peak = line.number("peak_rate")
        for row in facts.routes.get(line.word("option"), []):
            most = facts.most_capacity(row.word("shop"))
            if 0 < most < peak * row.number("use") < math.inf:
                yield line.finding(
                    "peak_rate",
                    found=f"{quantity(peak)} vehicles a year",
                    wanted=f"at most the {quantity(most / row.number('use'))} that "
                    f"{quoted(row.word('shop'))} can do",
                    fix="Lower peak_rate, or correct rate, patterns and expansions of the shop.",
                )
                break


def window_reversed(facts: Facts) -> Iterator[Finding]:
    """The launch window of an option ends before it starts.

    The option can never be launched. Correct ``earliest_launch`` and ``latest_launch``.
    """
    for line in facts.lines("options"):
        earliest, latest = line.number("earliest_launch"), line.number("latest_launch")
        if latest < earliest:
            yield line.finding(
                "latest_launch",
                found=f"{latest:.0f}, before the earliest launch {earliest:.0f}",
                wanted="a latest launch that is not before the earliest",
                fix="Correct earliest_launch or latest_launch.",
            )


def window_before_lead(facts: Facts) -> Iterator[Finding]:
    """The launch window of an option closes before it can be ready.

    Nothing is launched before the first planned year plus ``lead_years``, so the option can never
    be launched. Move the window, shorten the lead time, or list the option in ``incumbents`` if it
    is built today.
    """
    for line in launched(facts):
        ready, latest = facts.first_year + line.number("lead_years"), line.number("latest_launch")
        if latest < ready:
            yield line.finding(
                "latest_launch",
                found=f"{latest:.0f}, with {lead_time(line)}",
                wanted=f"{ready:.0f} or later: the first year {facts.first_year:.0f} plus the lead time",
                fix="Move the launch window, or shorten lead_years.",
            )


def launch_before_lead(facts: Facts) -> Iterator[Finding]:
    """The launch window of an option opens before it can be ready.

    The plan launches it no earlier than the first planned year plus ``lead_years``; the first part
    of the window is of no use. Correct the window or the lead time.
    """
    for line in launched(facts):
        ready, earliest = facts.first_year + line.number("lead_years"), line.number("earliest_launch")
        if earliest < ready and not line.number("latest_launch") < ready:
            yield line.finding(
                "earliest_launch",
                found=f"{earliest:.0f}, with {lead_time(line)}",
                wanted=f"{ready:.0f} or later: the first year {facts.first_year:.0f} plus the lead time",
                fix="Correct earliest_launch, or shorten lead_years.",
            )


def window_outside(facts: Facts) -> Iterator[Finding]:
    """An option can be launched only after the horizon.

    It plays no part in the plan. Bring its window or lead time forward, lengthen the horizon, or remove it.
    """
    for line in launched(facts):
        ready = facts.first_year + line.number("lead_years")
        earliest = line.number("earliest_launch")
        start = ready if math.isnan(earliest) else max(ready, earliest)
        if facts.years and start > facts.last_year:
            yield line.finding(
                "lead_years" if ready > facts.last_year else "earliest_launch",
                found=f"a first launch in {start:.0f}",
                wanted=f"a launch within {years_in_words(facts.first_year, facts.last_year)}",
                fix="Bring the launch forward, lengthen the horizon, or remove the option.",
            )


def launch_free(facts: Facts) -> Iterator[Finding]:
    """A new option costs no capital.

    A launch at a plant needs tools, so the plan would launch it for nothing. State ``capex`` in
    millions; an import from a plant that builds the vehicle already may be free.
    """
    for line in launched(facts):
        if line.word("mode") != "import" and line.number("capex") == 0:
            yield line.finding(
                "capex",
                found="0 m for a launch",
                wanted="capital above zero for an option that is not built today",
                fix="State capex in millions, or list the option in incumbents.csv.",
            )


def incumbent_capex(facts: Facts) -> Iterator[Finding]:
    """An option that is built today carries launch capital.

    It needs no launch, so the capital is never spent. Set it to zero, or remove the option from
    ``incumbents`` if it is a new launch.
    """
    for line in facts.lines("options"):
        if line.word("option") in facts.incumbents and line.number("capex") > 0:
            yield line.finding(
                "capex",
                found=f"{quantity(line.number('capex'))} m for an option that is built today",
                wanted="0 m, as it needs no launch",
                fix="Set capex to 0, or remove the option from incumbents.csv.",
            )


def incumbent_ended(facts: Facts) -> Iterator[Finding]:
    """An option that is built today ends before the first planned year.

    It plays no part in the plan. Correct ``until``, or remove the row.
    """
    for line in facts.lines("incumbents"):
        if line.number("until") < facts.first_year:
            yield line.finding(
                "until",
                found=f"{line.number('until'):.0f}, before the first year {facts.first_year:.0f}",
                wanted="a last year within or after the horizon",
                fix="Correct until, or remove the option from incumbents.csv.",
            )


def incumbent_idle(facts: Facts) -> Iterator[Finding]:
    """An option counts as built today, but built nothing in the year before the first.

    Its start would be compared with nothing. State what it built, or remove it from ``incumbents``.
    """
    for line in facts.lines("incumbents"):
        if line.number("built") == 0:
            yield line.finding(
                "built",
                found="0 vehicles in the year before the first",
                wanted="the vehicles that it built",
                fix="State built, or remove the option from incumbents.csv.",
            )


def import_at_home(facts: Facts) -> Iterator[Finding]:
    """An import is built in the country of every market that wants the vehicle.

    An import comes from abroad; this option is local to all of its markets. Set its mode to full,
    or correct its plant.
    """
    for line in facts.lines("options"):
        markets = facts.wanted.get(line.word("vehicle"), {})
        is_home = all(facts.is_local(line.word("plant"), market) for market in markets)
        if line.word("mode") == "import" and markets and is_home:
            yield line.finding(
                "mode",
                found=f"import from {quoted(line.word('plant'))}, local to {names(markets)}",
                wanted="a plant abroad for an import",
                fix="Set mode to full, or correct the plant.",
            )


OPTIONS = (
    Check("option-without-route", "error", option_without_route),
    Check("import-unlimited", "warning", import_unlimited),
    Check("option-other-plant", "error", option_other_plant),
    Check("route-without-use", "warning", route_without_use),
    Check("peak-rate-zero", "error", peak_rate_zero),
    Check("peak-rate-above-capacity", "warning", peak_rate_above_capacity),
    Check("window-reversed", "error", window_reversed),
    Check("window-before-lead", "error", window_before_lead),
    Check("launch-before-lead", "warning", launch_before_lead),
    Check("window-outside", "warning", window_outside),
    Check("launch-free", "warning", launch_free),
    Check("incumbent-capex", "warning", incumbent_capex),
    Check("incumbent-ended", "warning", incumbent_ended),
    Check("incumbent-idle", "warning", incumbent_idle),
    Check("import-at-home", "warning", import_at_home),
)
