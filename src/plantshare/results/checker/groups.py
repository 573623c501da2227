"""Shift groups: patterns, closing, and the people or levels that follow."""

from __future__ import annotations

from plantshare.results.checker.audit import CHOICE, PEOPLE, SHARE, Findings
from plantshare.results.checker.decided import Plan
from plantshare.results.checker.figures import Figures

__all__ = ["check_groups"]


def check_groups(figures: Figures, plan: Plan, findings: Findings) -> None:
    """Check the patterns of every group, what changes them, and closing of groups and plants."""
    for group, pattern, year in {labels for labels, _ in plan.rows("pattern_share")}:
        findings.holds(
            "patterns of a group",
            figures.has("group_patterns", group, pattern),
            f"pattern {pattern}",
            "the patterns listed for the group",
            group=group,
            year=year,
        )
    for group in figures.names("groups"):
        check_patterns(figures, plan, findings, group)
        check_closed_group(figures, plan, findings, group)
        if figures.setting("labour") == "levels":
            check_levels(figures, plan, findings, group)
        else:
            check_heads(figures, plan, findings, group)
    for plant in figures.names("plants"):
        check_plant_closure(figures, plan, findings, plant)


def patterns_of(figures: Figures, group: str) -> list[str]:
    """Return the patterns that a group can run on."""
    return [pattern for owner, pattern in figures.keys("group_patterns") if owner == group]


def share_of_role(figures: Figures, plan: Plan, group: str, year: int, *roles: str) -> float:
    """Return the share of the year that a group spends on patterns of some roles."""
    return sum(
        plan.get("pattern_share", group, pattern, year)
        for pattern in patterns_of(figures, group)
        if figures.word("shift_patterns.role", pattern) in roles
    )


def check_patterns(figures: Figures, plan: Plan, findings: Findings, group: str) -> None:
    """Check that patterns fill each year, and that one fills it where years may not be split."""
    patterns = patterns_of(figures, group)
    for year in figures.years:
        shares = {pattern: plan.get("pattern_share", group, pattern, year) for pattern in patterns}
        if patterns:
            findings.equal("year of a group", sum(shares.values()), 1.0, SHARE, group=group, year=year)
        if figures.setting("shifts") == "whole":
            for pattern, share in shares.items():
                findings.whole("whole shifts", share, group=group, pattern=pattern, year=year)


def check_closed_group(figures: Figures, plan: Plan, findings: Findings, group: str) -> None:
    """Check that a closed group stays closed and that nothing on its route is active or built."""
    users = [option for option, shops in figures.shops_of.items() if passes(figures, shops, group)]
    before = 0.0
    for year in figures.years:
        where: dict[str, object] = {"group": group, "year": year}
        closed = plan.get("closed", group, year)
        findings.whole("whole decisions", closed, decision="closed", **where)
        share = share_of_role(figures, plan, group, year, "closed")
        findings.equal("closing", closed, share, CHOICE, **where)
        findings.at_least("closed for good", closed, before, CHOICE, **where)
        before = closed
        for option in users:
            active = plan.get("active", option, year)
            findings.at_most("closed group", active, 1 - closed, CHOICE, option=option, **where)


def passes(figures: Figures, shops: dict[str, float], group: str) -> bool:
    """Return whether one of the shops of a route belongs to the group."""
    return any(figures.word("shops.group", shop) == group for shop in shops)


def check_levels(figures: Figures, plan: Plan, findings: Findings, group: str) -> None:
    """Check that levels added and dropped explain the change of shift level."""
    before = figures.number("shift_patterns.level", figures.word("groups.start_pattern", group))
    for year in figures.years:
        now = sum(
            figures.number("shift_patterns.level", pattern) * plan.get("pattern_share", group, pattern, year)
            for pattern in patterns_of(figures, group)
        )
        moved = plan.get("levels_added", group, year) - plan.get("levels_dropped", group, year)
        findings.equal("shift change", moved, now - before, SHARE, group=group, year=year)
        before = now


def check_heads(figures: Figures, plan: Plan, findings: Findings, group: str) -> None:
    """Check that people follow from last year, attrition, hiring and redundancy, and man the patterns."""
    before = figures.number("groups.start_heads", group)
    stay = 1 - figures.number("groups.attrition", group)
    for year in figures.years:
        where: dict[str, object] = {"group": group, "year": year}
        heads = plan.get("heads", group, year)
        hired, gone = plan.get("hired", group, year), plan.get("made_redundant", group, year)
        findings.equal("people", heads, stay * before + hired - gone, PEOPLE, **where)
        crew = sum(
            figures.number("group_patterns.crew", group, pattern)
            * plan.get("pattern_share", group, pattern, year)
            for pattern in patterns_of(figures, group)
        )
        findings.at_least("crew", heads, crew, PEOPLE, **where)
        before = heads


def check_plant_closure(figures: Figures, plan: Plan, findings: Findings, plant: str) -> None:
    """Check that a plant closes once, in the year in which the last of its groups is closed."""
    groups = [group for group in figures.names("groups") if figures.word("groups.plant", group) == plant]
    shut = False
    for year in figures.years:
        all_closed = bool(groups) and all(plan.is_chosen("closed", group, year) for group in groups)
        wanted = float(all_closed and not shut)
        closes = plan.get("plant_closes", plant, year)
        findings.equal("closing of a plant", closes, wanted, CHOICE, plant=plant, year=year)
        shut = shut or all_closed
