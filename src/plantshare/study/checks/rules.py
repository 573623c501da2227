"""Checks of the planner's rules: what they hold for, and whether they contradict each other."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line
from plantshare.study.checks.wording import quantity, years_in_words
from plantshare.study.checks.years import ends_before_start, misses_horizon

__all__ = ["RULES"]

SELECTORS = ("plant", "vehicle", "option")


def selection(rule: Line) -> tuple[str, ...]:
    """Return what a rule holds for; an empty word means any."""
    return tuple(rule.word(column) for column in SELECTORS)


def span(facts: Facts, rule: Line) -> tuple[float, float]:
    """Return the first and last year of a rule; an empty year is that of the horizon."""
    first, last = rule.number("first_year"), rule.number("last_year")
    return (
        facts.first_year if math.isnan(first) else first,
        facts.last_year if math.isnan(last) else last,
    )


def options_held(facts: Facts, rule: Line) -> list[Line]:
    """Return the options that a rule holds for."""
    return [
        option
        for option in facts.lines("options")
        if all(rule.word(column) in ("", option.word(column)) for column in SELECTORS)
    ]


def pairs_of(facts: Facts, kind: str, other: str) -> Iterator[tuple[Line, Line]]:
    """Yield each rule of one kind with each of another kind that holds for the same in a shared year."""
    for one in facts.lines("rules"):
        for two in facts.lines("rules") if one.word("kind") == kind else ():
            if two.word("kind") == other and selection(one) == selection(two):
                (first, last), (start, end) = span(facts, one), span(facts, two)
                if max(first, start) <= min(last, end):
                    yield one, two


def rule_without_subject(facts: Facts) -> Iterator[Finding]:
    """A rule does not say what it holds for.

    A launch needs an option, a vehicle or a plant, and a plant that stays open needs to be named.
    Fill in the cell. Output rules without any name hold for the output of all plants, and a
    forbidden launch for every launch.
    """
    for line in facts.lines("rules"):
        kind = line.word("kind")
        if kind == "keep_open" and not line.word("plant"):
            column, wanted = "plant", "the plant that stays open"
        elif kind == "launch" and not any(selection(line)):
            column, wanted = "option", "an option, a vehicle or a plant"
        else:
            continue
        fix = "Name what the rule holds for."
        yield line.finding(column, found=f"nothing, for a rule of kind {kind}", wanted=wanted, fix=fix)


def rule_years_reversed(facts: Facts) -> Iterator[Finding]:
    """A rule ends before it starts.

    It would hold in no year, so the plan would not obey it. Correct its first and its last year.
    """
    for line in facts.lines("rules"):
        first, last = line.number("first_year"), line.number("last_year")
        yield from ends_before_start(line, first, last, "rule")


def rule_outside(facts: Facts) -> Iterator[Finding]:
    """A rule lies outside the planned years.

    It has no effect on the plan, though it looks like a limit. Correct its years, or remove it.
    """
    for line in facts.lines("rules"):
        first, last = span(facts, line)
        if facts.years and first <= last and (last < facts.first_year or first > facts.last_year):
            yield misses_horizon(facts, line, first, last, "rule")


def rule_empty_selection(facts: Facts) -> Iterator[Finding]:
    """A rule holds for no option.

    The option, the vehicle and the plant that it names do not belong together, so a minimum could
    never be met and any other rule has no effect. Correct one of them.
    """
    for line in facts.lines("rules"):
        known = all(
            not line.word(column) or facts.line(f"{column}s", line.word(column)) for column in SELECTORS
        )
        is_checked = line.word("kind") != "keep_open" and bool(facts.lines("options"))
        if known and is_checked and any(selection(line)) and not options_held(facts, line):
            column = next(column for column in reversed(SELECTORS) if line.word(column))
            yield line.finding(
                column,
                found=f"{' at '.join(quoted(word) for word in reversed(selection(line)) if word)}, "
                "which no option is",
                wanted="a selection that holds for at least one option",
                fix="Correct the plant, the vehicle or the option of the rule.",
            )


def rule_limits_cross(facts: Facts) -> Iterator[Finding]:
    """A minimum output lies above a maximum output for the same selection.

    No plan obeys both in a year that they share, so there would be no answer. Correct one of the
    two volumes, or separate their years.
    """
    for low, high in pairs_of(facts, "minimum_output", "maximum_output"):
        if low.number("units") > high.number("units"):
            yield low.finding(
                "units",
                found=f"at least {quantity(low.number('units'))} vehicles a year",
                wanted=f"at most the {quantity(high.number('units'))} of rule {quoted(high.name)}",
                fix="Correct the units or the years of one of the two rules.",
            )


def rule_launch_forbidden(facts: Facts) -> Iterator[Finding]:
    """One rule asks for a launch that another forbids.

    No plan obeys both in a year that they share, so there would be no answer. Remove one, or
    separate their years.
    """
    for ask, forbid in pairs_of(facts, "launch", "forbid_launch"):
        yield ask.finding(
            "kind",
            found=f"a launch that rule {quoted(forbid.name)} forbids in the same years",
            wanted="rules that can both be obeyed",
            fix="Remove one of the two rules, or separate their years.",
        )


def rule_launch_incumbent(facts: Facts) -> Iterator[Finding]:
    """A rule asks for the launch of an option that is built today.

    It is tooled and running, and needs no launch. Remove the rule, or the option from ``incumbents``.
    """
    for line in facts.lines("rules"):
        if line.word("kind") == "launch" and line.word("option") in facts.incumbents:
            yield line.finding(
                "option",
                found=f"{quoted(line.word('option'))}, which is built today",
                wanted="an option that is not built today",
                fix="Remove the rule, or the option from incumbents.csv.",
            )


def rule_launch_impossible(facts: Facts) -> Iterator[Finding]:
    """A rule asks for a launch in years in which the option cannot be launched.

    The years of the rule do not meet the launch window and lead time of any option it holds for, so
    no plan obeys it. Move the rule, the window or the lead time.
    """
    for line in facts.lines("rules"):
        options = [o for o in options_held(facts, line) if o.name not in facts.incumbents]
        if line.word("kind") != "launch" or not options or not facts.years:
            continue
        first, last = span(facts, line)
        starts = [launch_window(facts, option) for option in options]
        if first <= last and not any(max(first, a) <= min(last, b) for a, b in starts):
            earliest, latest = starts[0]
            yield line.finding(
                "last_year",
                found=f"a launch in {years_in_words(first, last)}",
                wanted=f"years that meet the window {years_in_words(earliest, latest)} of "
                f"{quoted(options[0].name)}",
                fix="Move the rule, the launch window or the lead time.",
            )


def launch_window(facts: Facts, option: Line) -> tuple[float, float]:
    """Return the first and last year in which an option may be launched."""
    earliest, latest = option.number("earliest_launch"), option.number("latest_launch")
    ready = facts.first_year + option.number("lead_years")
    return (
        ready if math.isnan(earliest) else max(ready, earliest),
        facts.last_year if math.isnan(latest) else min(latest, facts.last_year),
    )


def rule_minimum_too_high(facts: Facts) -> Iterator[Finding]:
    """A minimum output exceeds all that could be built.

    The options that the rule holds for, each at its most, fall short, so no plan obeys it. Lower
    the minimum, or add capacity.
    """
    for line in facts.lines("rules"):
        options = options_held(facts, line)
        most = sum(facts.most_output(option) for option in options)
        if line.word("kind") == "minimum_output" and options and line.number("units") > most * 1.000001:
            yield line.finding(
                "units",
                found=f"at least {quantity(line.number('units'))} vehicles a year",
                wanted=f"at most the {quantity(most)} that its options can build",
                fix="Lower the units of the rule, or add capacity.",
            )


def rule_units_idle(facts: Facts) -> Iterator[Finding]:
    """A rule states a volume that it does not read, or asks for a minimum of nothing.

    Only the two output rules read ``units``, and a minimum of zero always holds. State the volume
    where it counts.
    """
    for line in facts.lines("rules"):
        kind, units = line.word("kind"), line.number("units")
        if kind == "minimum_output" and units == 0:
            found, wanted = "0, for a minimum output", "a volume above zero"
        elif kind in ("launch", "forbid_launch", "keep_open") and units > 0:
            found, wanted = f"{quantity(units)}, for a rule of kind {kind}", "no volume for this kind of rule"
        else:
            continue
        fix = "Correct the kind of the rule, or its units."
        yield line.finding("units", found=found, wanted=wanted, fix=fix)


RULES = (
    Check("rule-without-subject", "error", rule_without_subject),
    Check("rule-years-reversed", "error", rule_years_reversed),
    Check("rule-outside", "warning", rule_outside),
    Check("rule-empty-selection", "error", rule_empty_selection),
    Check("rule-limits-cross", "error", rule_limits_cross),
    Check("rule-launch-forbidden", "error", rule_launch_forbidden),
    Check("rule-launch-incumbent", "error", rule_launch_incumbent),
    Check("rule-launch-impossible", "error", rule_launch_impossible),
    Check("rule-minimum-too-high", "error", rule_minimum_too_high),
    Check("rule-units-idle", "warning", rule_units_idle),
)
