"""Checks of shift groups and the patterns they can run on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line
from plantshare.study.checks.wording import count, names, quantity

__all__ = ["PATTERNS"]


def plant_without_group(facts: Facts) -> Iterator[Finding]:
    """A plant that should build vehicles has no shift group.

    Without group there is no shop, no capacity and no fixed cost, so an option there could build any
    number for nothing. Add the group and its shops. An import may stand at a plant without groups: its
    ``peak_rate`` alone then limits it.
    """
    for line in facts.lines("plants"):
        plant = line.word("plant")
        built = [o for o in facts.options_of_plant.get(plant, []) if o.word("mode") != "import"]
        if built and plant not in facts.groups_of_plant:
            yield line.finding(
                "plant",
                found=f"{quoted(plant)} with {count(len(built), 'option')} and no shift group",
                wanted="at least one group with shops at a plant that builds",
                fix=f"Add a group for {quoted(plant)} to groups.csv and its shops to shops.csv.",
            )


def plant_idle(facts: Facts) -> Iterator[Finding]:
    """A plant has no option, so nothing can be built there.

    It can only cost money or be closed. Add the options that are built or could be built there, or leave
    the plant out.
    """
    for line in facts.lines("plants"):
        if facts.lines("options") and line.word("plant") not in facts.options_of_plant:
            yield line.finding(
                "plant",
                found=f"{quoted(line.word('plant'))}, which no option uses",
                wanted="at least one option at each plant",
                fix="Add options for the plant to options.csv, or remove the plant.",
            )


def group_without_pattern(facts: Facts) -> Iterator[Finding]:
    """A shift group has no pattern.

    Each year a group spends its time on patterns that add up to the whole year; with none that is
    impossible and no plan exists. List its patterns in ``group_patterns``.
    """
    for line in facts.lines("groups"):
        if line.word("group") not in facts.patterns_of_group:
            yield line.finding(
                "group",
                found=f"{quoted(line.word('group'))} without any row in group_patterns",
                wanted="at least one pattern for each group",
                fix="Add the patterns that the group can run on to group_patterns.csv.",
            )


def group_never_runs(facts: Facts) -> Iterator[Finding]:
    """A shift group has patterns, but none that builds.

    It can only wait or close, and its shops have no capacity. Add at least one pattern with role run.
    """
    for line in facts.lines("groups"):
        pairs = facts.patterns_of_group.get(line.word("group"), [])
        roles = [facts.role(pair.word("pattern")) for pair in pairs]
        if roles and "run" not in roles and "" not in roles:
            yield line.finding(
                "group",
                found=f"{quoted(line.word('group'))}, none of whose patterns builds",
                wanted="at least one pattern with role run",
                fix="Add a run pattern for the group to group_patterns.csv.",
            )


def start_pattern_missing(facts: Facts) -> Iterator[Finding]:
    """A shift group starts on a pattern that it does not have.

    The change of shift level in the first year is counted from the start pattern, and today's capacity
    is read off it. Add the pattern to the group, or correct the start.
    """
    for line in facts.lines("groups"):
        pairs = facts.patterns_of_group.get(line.word("group"), [])
        patterns = [pair.word("pattern") for pair in pairs]
        if (
            patterns
            and facts.role(line.word("start_pattern"))
            and (line.word("start_pattern") not in patterns)
        ):
            yield line.finding(
                "start_pattern",
                found=f"{quoted(line.word('start_pattern'))}, which the group does not have",
                wanted=f"one of its patterns {names(patterns)}",
                fix="Correct the start pattern, or add it for the group to group_patterns.csv.",
            )


def start_pattern_closed(facts: Facts) -> Iterator[Finding]:
    """A shift group starts closed.

    Closing is for good, so the group never builds. Leave it out, or start it on a mothball pattern if it
    may come back.
    """
    for line in facts.lines("groups"):
        if facts.role(line.word("start_pattern")) == "closed":
            yield line.finding(
                "start_pattern",
                found=f"{quoted(line.word('start_pattern'))}, whose role is closed",
                wanted="a pattern that builds or waits",
                fix="Start the group on a run or mothball pattern, or remove it.",
            )


def group_without_shop(facts: Facts) -> Iterator[Finding]:
    """A shift group has no shop.

    It costs money and limits nothing. Add its shops, with a row of kind line where the shops are not
    known, or remove the group.
    """
    for line in facts.lines("groups"):
        if line.word("group") not in facts.shops_of_group:
            yield line.finding(
                "group",
                found=f"{quoted(line.word('group'))} without a shop",
                wanted="at least one shop in each group",
                fix="Add the shops of the group to shops.csv, or remove the group.",
            )


def closed_pattern_level(facts: Facts) -> Iterator[Finding]:
    """A pattern that mothballs or closes holds hours or a shift level.

    A group on it builds nothing, so hours would be lost in silence, and a level above zero would make
    stopping look like a smaller change than it is. Set shifts and level to zero, or the role to run.
    """
    for line in facts.lines("shift_patterns"):
        for column in ("shifts", "level"):
            if line.word("role") in ("mothball", "closed") and line.number(column) > 0:
                yield line.finding(
                    column,
                    found=f"{quantity(line.number(column))} on a pattern whose role is {line.word('role')}",
                    wanted="0 on a pattern that does not build",
                    fix=f"Set {column} to 0, or the role to run.",
                )


def closed_pattern_cost(facts: Facts) -> Iterator[Finding]:
    """A closed group goes on costing money.

    Closing is for good, and its cost is paid once through the plant; a yearly cost would run to the end
    of the horizon. Set it to zero unless the site really must be kept.
    """
    for line in facts.lines("group_patterns"):
        cost = facts.top(line, "fixed_cost")
        if facts.role(line.word("pattern")) == "closed" and cost > 0:
            yield line.finding(
                "fixed_cost",
                found=f"{quantity(cost)} m a year while closed",
                wanted="0 for a closed pattern",
                fix="Set the fixed cost to 0, or use a mothball pattern for a site that is kept.",
            )


def closed_pattern_twice(facts: Facts) -> Iterator[Finding]:
    """A shift group has more than one closed pattern.

    Closing is one decision; two patterns for it would leave open which one holds. Keep one.
    """
    for pairs in facts.patterns_of_group.values():
        closed = [pair for pair in pairs if facts.role(pair.word("pattern")) == "closed"]
        for pair in closed[1:]:
            yield pair.finding(
                "pattern",
                found=f"{quoted(pair.word('pattern'))}, a second closed pattern of the group",
                wanted="at most one pattern with role closed",
                fix="Remove one of the two rows.",
            )


def run_pattern_without_level(facts: Facts) -> Iterator[Finding]:
    """A pattern that builds has no shift level.

    Adding or dropping shifts is paid by level. With level zero, starting and stopping the pattern costs
    nothing. State the level, usually the number of shifts.
    """
    for line in facts.lines("shift_patterns"):
        if line.word("role") == "run" and line.number("level") == 0:
            yield line.finding(
                "level",
                found=f"0 on {quoted(line.word('pattern'))}, a pattern that builds",
                wanted="a level above zero",
                fix="State the shift level, usually the number of shifts a day.",
            )


def run_rows(facts: Facts, pairs: list[Line]) -> list[tuple[float, Line]]:
    """Return the run patterns of a group with their level, lowest first."""
    rows = []
    for pair in pairs:
        pattern = facts.line("shift_patterns", pair.word("pattern"))
        if pattern is not None and pattern.word("role") == "run":
            rows.append((pattern.number("level"), pair))
    return sorted(rows, key=lambda row: row[0])


def level_order(facts: Facts) -> Iterator[Finding]:
    """The capacity of a shop does not rise with the shift level.

    More shifts that build no more are either a slip in level, hours or a stated capacity, or they would
    never be used. Correct them so that capacity rises with the level.
    """
    for shop in facts.lines("shops"):
        pairs = run_rows(facts, facts.patterns_of_group.get(shop.word("group"), []))
        cells = facts.capacities.get(shop.word("shop"), {})
        for (low_level, low), (level, high) in pairwise(pairs):
            below, above = cells.get(low.word("pattern"), 0), cells.get(high.word("pattern"), 0)
            if low_level < level and 0 < above <= below:
                yield shop.finding(
                    None,
                    found=f"{quantity(above)} vehicles a year on {quoted(high.word('pattern'))}, "
                    f"and {quantity(below)} on {quoted(low.word('pattern'))}, which has a lower level",
                    wanted="more capacity on a higher level",
                    fix="Correct level, shifts, hours and days of the patterns, or the stated capacities.",
                )


def fixed_cost_order(facts: Facts) -> Iterator[Finding]:
    """The fixed cost of a shift group falls as its shift level rises.

    The plan would run more shifts just to save fixed cost. Correct the costs, or the levels.
    """
    for pairs in facts.patterns_of_group.values():
        rows = run_rows(facts, pairs)
        for (low_level, low), (level, high) in pairwise(rows):
            if low_level < level and high.number("fixed_cost") < low.number("fixed_cost"):
                yield high.finding(
                    "fixed_cost",
                    found=f"{quantity(high.number('fixed_cost'))} m a year, below the "
                    f"{quantity(low.number('fixed_cost'))} m of {quoted(low.word('pattern'))}",
                    wanted="a fixed cost that does not fall as the level rises",
                    fix="Correct the fixed cost of the two patterns, or their levels.",
                )


def free_shift_change(facts: Facts) -> Iterator[Finding]:
    """Only one direction of a shift change costs money.

    With hiring free, or dropping a shift free, the plan goes up and down more often than a plant can.
    State both costs, or set both to zero if changes are free on purpose.
    """
    for line in facts.lines("groups"):
        up, down = line.number("cost_level_up"), line.number("cost_level_down")
        if facts.setting_word("labour") == "levels" and (up > 0) != (down > 0):
            column = "cost_level_down" if up > 0 else "cost_level_up"
            yield line.finding(
                column,
                found=f"0, while the other direction costs {quantity(max(up, down))} m",
                wanted="a cost for adding and for dropping a shift",
                fix=f"State {column}, in millions for one shift level.",
            )


PATTERNS = (
    Check("plant-without-group", "error", plant_without_group),
    Check("plant-idle", "warning", plant_idle),
    Check("group-without-pattern", "error", group_without_pattern),
    Check("group-never-runs", "error", group_never_runs),
    Check("start-pattern-missing", "error", start_pattern_missing),
    Check("start-pattern-closed", "warning", start_pattern_closed),
    Check("group-without-shop", "warning", group_without_shop),
    Check("closed-pattern-level", "error", closed_pattern_level),
    Check("closed-pattern-cost", "warning", closed_pattern_cost),
    Check("closed-pattern-twice", "error", closed_pattern_twice),
    Check("run-pattern-without-level", "warning", run_pattern_without_level),
    Check("level-order", "warning", level_order),
    Check("fixed-cost-order", "warning", fixed_cost_order),
    Check("free-shift-change", "warning", free_shift_change),
)
