"""Ways to spoil a plan or its limits, each with the rule that it breaks."""

from __future__ import annotations

from dataclasses import replace

from tests.results.checker.corruption import Case, Corruption, add, cell, put, settings, without

__all__ = ["PEOPLE", "PLAN"]

HIGH_2028 = {"year": 2028, "scenario": "high"}
NEAR_2028 = {"market": "near", **HIGH_2028}


def shift_launch(case: Case) -> Case:
    """Return the case with its launch a year early, and everything that follows from the launch."""
    case = case.put("launched", 0, option="city home", year=2027)
    case = case.put("launched", 1, option="city home", year=2026)
    return case.put("active", 1, option="city home", year=2026)


def half_pattern(case: Case) -> Case:
    """Return the case with a year split between two patterns."""
    case = case.put("pattern_share", 0.5, group="line", pattern="one", year=2028)
    return case.put("pattern_share", 0.5, group="line", pattern="two", year=2028)


def one_shift(case: Case) -> Case:
    """Return the case with the second shift of a year dropped."""
    case = case.put("pattern_share", 1, group="line", pattern="one", year=2028)
    return case.put("pattern_share", 0, group="line", pattern="two", year=2028)


def reopen(case: Case) -> Case:
    """Return the case with the old line on one shift again."""
    case = case.put("pattern_share", 1, group="old line", pattern="one", year=2029)
    case = case.put("pattern_share", 0, group="old line", pattern="shut", year=2029)
    return case.put("closed", 0, group="old line", year=2029)


def move_vehicles(case: Case) -> Case:
    """Return the case with 1,000 vehicles moved from one market to another."""
    case = case.add("shipped", -1000, option="own home", **NEAR_2028)
    return case.add("shipped", 1000, option="own home", **{**NEAR_2028, "market": "far"})


def above_rate(case: Case) -> Case:
    """Return the case with more built and sold than the peak rate allows."""
    case = case.add("shipped", 600, option="city home", **NEAR_2028)
    case = case.add("built", 600, option="city home", **HIGH_2028)
    return case.add("lost", -600, vehicle="city", **NEAR_2028)


def miss_target(case: Case) -> Case:
    """Return the case with 40,000 fewer vehicles built and sold in the year of the target."""
    when = {"year": 2029, "scenario": "high"}
    case = case.add("shipped", -40_000, option="own home", market="near", **when)
    return case.add("built", -40_000, option="own home", **when)


def two_sources(case: Case) -> Case:
    """Return the case with the city car taken from the import too."""
    case = case.put("assigned", 1, option="city import", market="near", year=2028)
    case = case.add("shipped", 500, option="city import", **NEAR_2028)
    case = case.add("built", 500, option="city import", **HIGH_2028)
    return case.add("lost", -500, vehicle="city", **NEAR_2028)


def close_late(case: Case) -> Case:
    """Return the case with the closing of the old plant paid a year later."""
    case = case.put("plant_closes", 0, plant="old", year=2027)
    return case.put("plant_closes", 1, plant="old", year=2028)


def no_lane(case: Case) -> Case:
    """Return the case with the lane to the far market gone."""
    return case.with_tables(
        lambda tables: tables.with_frame("lanes", tables["lanes"][tables["lanes"].market != "far"])
    )


def stranger(case: Case) -> Case:
    """Return the case with an option that the study does not have."""
    options = [f"{name}!" for name in case.values["launched"].option.values]
    return replace(
        case, values={**case.values, "launched": case.values["launched"].assign_coords(option=options)}
    )


PLAN = [
    Corruption("1,000 vehicles moved between markets", "demand", move_vehicles),
    Corruption(
        "1,000 shipped that were not built",
        "output",
        add("shipped", 1000, option="own home", **NEAR_2028),
    ),
    Corruption(
        "1,000 built that were not shipped",
        "output",
        add("built", 1000, option="own home", **HIGH_2028),
    ),
    Corruption(
        "lost sales forgotten",
        "demand",
        put("lost", 0, vehicle="city", **NEAR_2028),
    ),
    Corruption(
        "demand that must be served lost", "demand to serve", add("lost", 500, vehicle="own", **NEAR_2028)
    ),
    Corruption("a flow without lane", "lane", no_lane),
    Corruption("more than the peak rate", "peak rate", above_rate),
    Corruption("a launch before its lead time", "launch window", shift_launch),
    Corruption("a second launch", "launch once", put("launched", 1, option="city home", year=2029)),
    Corruption(
        "a launch of what runs today",
        "launch of an option built today",
        put("launched", 1, option="own home", year=2027),
    ),
    Corruption("half a launch", "whole decisions", put("launched", 0.5, option="city home", year=2027)),
    Corruption("a year of activity missing", "activity", put("active", 0, option="city home", year=2028)),
    Corruption("activity without launch", "activity", put("active", 1, option="city later", year=2028)),
    Corruption("activity after the run-out", "activity", put("active", 1, option="own old", year=2027)),
    Corruption(
        "a flow of what is not active",
        "flow of an active option",
        put("active", 0, option="city home", year=2028),
    ),
    Corruption("sharing switched off", "sharing", settings(sharing="off")),
    Corruption("a launch without its deal", "signed deal", put("signed", 0, deal="first")),
    Corruption("a deal over before the launch", "signed deal", cell("deals", "first", "last_year", 2026.0)),
    Corruption("a deal signed for nothing", "idle deal", put("signed", 1, deal="other")),
    Corruption("two deals that exclude each other", "exclusive deals", put("signed", 1)),
    Corruption("a shortfall forgotten", "deal shortfall", put("shortfall", 0, deal="first", year=2028)),
    Corruption("more than a deal reserves", "deal maximum", cell("deal_terms", "first", "maximum", 40_000.0)),
    Corruption(
        "two plants for one vehicle", "plants of a vehicle", put("active", 1, option="city later", year=2028)
    ),
    Corruption("a year split between patterns", "whole shifts", half_pattern),
    Corruption(
        "a year that is not full",
        "year of a group",
        put("pattern_share", 0, group="line", pattern="two", year=2028),
    ),
    Corruption(
        "a pattern that the group does not have",
        "patterns of a group",
        put("pattern_share", 1, group="line", pattern="shut", year=2028),
    ),
    Corruption("a closed line reopened", "closed for good", reopen),
    Corruption("closing without the pattern", "closing", put("closed", 0, group="old line", year=2029)),
    Corruption("output of a closed line", "closed group", put("active", 1, option="own old", year=2028)),
    Corruption("a plant closed later than its lines", "closing of a plant", close_late),
    Corruption("a level added for nothing", "shift change", add("levels_added", 1, group="line", year=2029)),
    Corruption("a change of shift not counted", "shift change", put("levels_added", 0)),
    Corruption("tooling forgotten", "body tooling", put("tooled", 0)),
    Corruption("tooling bought twice", "tooling once", put("tooled", 1, shop="body", platform="Q")),
    Corruption(
        "a platform too many", "platforms of a shop", put("tooled", 1, shop="body", platform="R", year=2028)
    ),
    Corruption(
        "an expansion bought twice",
        "expansion once",
        put("expanded", 1, expansion="more paint", year=[2026, 2028]),
    ),
    Corruption(
        "an expansion bought too late",
        "expansion in time",
        put("expanded", 1, expansion="more body", year=2029),
    ),
    Corruption("an expansion forgotten", "capacity", put("expanded", 0)),
    Corruption(
        "an expansion above the budget",
        "capital budget",
        put("expanded", 1, expansion="more body", year=[2026, 2027]),
    ),
    Corruption("a vehicle too many in a shop", "slots", put("active", 1, option="city later", year=2028)),
    Corruption("crowding forgotten", "crowding", put("crowding", 0)),
    Corruption("a second shift dropped", "capacity", one_shift),
    Corruption("less uptime", "capacity", cell("shops", "paint", "uptime", 0.9)),
    Corruption(
        "overtime above its limit", "overtime limit", put("overtime", 20_000, shop="paint", **HIGH_2028)
    ),
    Corruption(
        "overtime in a shop that works none", "overtime limit", put("overtime", 100, shop="body", **HIGH_2028)
    ),
    Corruption("a quota overdrawn", "tariff quota", put("over_quota", 0)),
    Corruption(
        "more outside a quota than came",
        "outside a quota",
        put("over_quota", 900, option="city import", year=2028),
    ),
    Corruption("a gap made smaller", "target gap", put("gap", 0, target="dream")),
    Corruption("a required target missed", "confidence of a target", miss_target),
    Corruption("a missed target not marked", "missed target", miss_target),
    Corruption("a forbidden launch", "planner's rule", put("launched", 1, option="city later", year=2028)),
    Corruption("more than a rule allows", "planner's rule", cell("rules", "permit", "units", 100_000.0)),
    Corruption("two sources for one market", "single source", two_sources),
    Corruption("a flow from what is not assigned", "assigned source", put("assigned", 0)),
    Corruption("local demand overlooked", "built locally", put("local", 0)),
    Corruption(
        "a capital budget overdrawn", "capital budget", cell("companies", "guest", "capex_budget", 29.0)
    ),
    Corruption(
        "less than nothing", "no value below zero", put("lost", -5, vehicle="own", market="far", **HIGH_2028)
    ),
    Corruption(
        "a number missing", "no value below zero", put("built", float("nan"), option="own home", **HIGH_2028)
    ),
    Corruption(
        "a value nobody knows",
        "known values",
        lambda case: replace(case, values={**case.values, "bonus": case.values["built"]}),
    ),
    Corruption("an option nobody knows", "known labels", stranger),
    Corruption("output left out", "output", without("built")),
    Corruption(
        "probabilities that do not add up",
        "probabilities",
        lambda case: replace(case, probability={"high": 0.6, "low": 0.5}),
    ),
]

PEOPLE = [
    Corruption("people from nowhere", "people", add("heads", 100, group="line", year=2028)),
    Corruption("too few people", "crew", put("heads", 900, group="line", year=2028)),
]
