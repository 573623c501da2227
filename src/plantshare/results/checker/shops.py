"""Shops: capacity in series, overtime, expansions, crowding, slots and platforms."""

from __future__ import annotations

from plantshare.results.checker.audit import COUNT, SHARE, VEHICLES, Findings
from plantshare.results.checker.decided import Plan
from plantshare.results.checker.figures import Figures
from plantshare.results.checker.groups import patterns_of, share_of_role

__all__ = ["check_expansions", "check_platforms", "check_shops"]


def check_shops(figures: Figures, plan: Plan, findings: Findings, scenarios: dict[str, Figures]) -> None:
    """Check the load of every shop in every year and scenario, and how many options it holds."""
    used = set(figures.users_of)
    for shop, year, scenario in {labels for labels, _ in plan.rows("overtime")}:
        findings.holds(
            "overtime limit",
            shop in used,
            "overtime",
            "none in a shop that no option passes",
            shop=shop,
            year=year,
            scenario=scenario,
        )
    for shop in used:
        for year in figures.years:
            check_places(figures, plan, findings, shop, year)
            straight = straight_time(figures, plan, shop, year)
            room = straight + expanded(figures, plan, shop, year)
            crowding = plan.get("crowding", shop, year)
            room -= figures.number("shops.complexity_loss", shop) * crowding
            for scenario, future in scenarios.items():
                available = future.number("shops.availability", shop, year=year) * room
                overtime = plan.get("overtime", shop, year, scenario)
                load = sum(
                    figures.shops_of[option][shop] * plan.get("built", option, year, scenario)
                    for option in figures.users_of[shop]
                )
                where: dict[str, object] = {"shop": shop, "year": year, "scenario": scenario}
                findings.at_most("capacity", load, available + overtime, VEHICLES, **where)
                most = figures.number("shops.overtime_limit", shop) * straight
                findings.at_most("overtime limit", overtime, most, VEHICLES, **where)


def straight_time(figures: Figures, plan: Plan, shop: str, year: int) -> float:
    """Return the capacity that the chosen patterns give a shop, vehicles/yr."""
    group = figures.word("shops.group", shop)
    return sum(
        capacity_on(figures, shop, pattern) * plan.get("pattern_share", group, pattern, year)
        for pattern in patterns_of(figures, group)
    )


def capacity_on(figures: Figures, shop: str, pattern: str) -> float:
    """Return the capacity of a shop for a full year on a pattern, stated or from rate, uptime and hours."""
    if figures.word("shift_patterns.role", pattern) != "run":
        return 0.0
    if figures.has("shop_patterns", shop, pattern):
        return figures.number("shop_patterns.capacity", shop, pattern)
    hours = figures.number("shift_patterns.shifts", pattern) * figures.number("shift_patterns.hours", pattern)
    hours *= figures.number("shift_patterns.days", pattern)
    return figures.number("shops.gross_rate", shop) * figures.number("shops.uptime", shop) * hours


def expanded(figures: Figures, plan: Plan, shop: str, year: int) -> float:
    """Return the capacity that expansions in use give a shop, vehicles/yr."""
    gained = 0.0
    for (expansion, decided), share in plan.rows("expanded"):
        in_use = decided + figures.number("expansions.lead_years", expansion) <= year
        if in_use and figures.word("expansions.shop", expansion) == shop:
            gained += figures.number("expansions.capacity", expansion) * share
    return gained


def check_places(figures: Figures, plan: Plan, findings: Findings, shop: str, year: int) -> None:
    """Check how many options are active in a shop, and the crowding that follows."""
    count = sum(plan.get("active", option, year) for option in figures.users_of[shop])
    slots = figures.number("shops.slots", shop)
    findings.at_most("slots", count, slots, COUNT, shop=shop, year=year)
    if figures.number("shops.complexity_loss", shop) > 0:
        group = figures.word("shops.group", shop)
        idle = share_of_role(figures, plan, group, year, "closed", "mothball")
        least = max(0.0, count - 1 - slots * idle)
        findings.at_least("crowding", plan.get("crowding", shop, year), least, COUNT, shop=shop, year=year)


def check_expansions(figures: Figures, plan: Plan, findings: Findings) -> None:
    """Check that each expansion is bought at most once, in time to be used."""
    bought: dict[str, float] = {}
    for (expansion, year), share in plan.rows("expanded"):
        where: dict[str, object] = {"expansion": expansion, "year": year}
        findings.whole("whole decisions", share, decision="expanded", **where)
        latest = figures.years[-1] - figures.number("expansions.lead_years", expansion)
        findings.at_most("expansion in time", float(year), latest, COUNT, **where)
        bought[expansion] = bought.get(expansion, 0.0) + share
    for expansion, count in bought.items():
        findings.at_most("expansion once", count, 1, COUNT, expansion=expansion)


def check_platforms(figures: Figures, plan: Plan, findings: Findings) -> None:
    """Check what shops are tooled for, and that they hold no more platforms than they can."""
    tooled: dict[str, float] = {}
    for shop, platform in figures.keys("shop_platforms"):
        installed = figures.flag("shop_platforms.installed", shop, platform)
        bought = sum(plan.get("tooled", shop, platform, year) for year in figures.years)
        most = 0.0 if installed else 1.0
        findings.at_most("tooling once", bought, most, SHARE, shop=shop, platform=platform)
        if bought > 0:
            tooled[shop] = tooled.get(shop, 0.0) + bought
    for (shop, platform, year), share in plan.rows("tooled"):
        where: dict[str, object] = {"shop": shop, "platform": platform, "year": year}
        findings.whole("whole decisions", share, decision="tooled", **where)
        listed = figures.has("shop_platforms", shop, platform)
        findings.holds("tooling once", listed, "tooling", "platforms listed for the shop", **where)
    for shop, added in tooled.items():
        there = sum(
            figures.flag("shop_platforms.installed", owner, platform)
            for owner, platform in figures.keys("shop_platforms")
            if owner == shop
        )
        limit = figures.number("shops.platform_limit", shop)
        findings.at_most("platforms of a shop", there + added, limit, COUNT, shop=shop)
