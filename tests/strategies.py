"""Small random studies: every table that the plan reads, in the ways in which it may be filled.

A study is feasible by construction as long as no rule asks for output or launches and no required
target is out of reach: all incumbents run, nothing is launched and demand is lost, or comes from an
import that needs no shop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from hypothesis import strategies as st

from plantshare.study import Study, study_from_tables
from plantshare.tables import tables_from_frames

__all__ = ["Parts", "studies"]

Draw = Callable[[st.SearchStrategy[Any]], Any]
Rows = list[dict[str, Any]]

FIRST_YEAR = 2026
COUNTRIES = ("AA", "BB", "CC")
POWERTRAINS = ("ICE", "BEV", "PHEV")
NEVER = float("inf")


@dataclass(frozen=True)
class Parts:
    """Settings and rows of a study, by table: what a planner would write."""

    settings: Mapping[str, Any]
    frames: Mapping[str, Rows] = field(default_factory=dict)

    def with_settings(self, **settings: Any) -> Parts:
        """Return the same parts with some settings replaced."""
        return replace(self, settings={**self.settings, **settings})

    def with_rows(self, table: str, rows: Rows) -> Parts:
        """Return the same parts with the rows of one table replaced."""
        return replace(self, frames={**self.frames, table: rows})

    def without(self, table: str) -> Parts:
        """Return the same parts without the rows of one table, and without scenario changes to it."""
        changes = [row for row in self.frames["scenario_changes"] if row["table"] != table]
        return self.with_rows(table, []).with_rows("scenario_changes", changes)

    def with_column(self, table: str, column: str, change: Callable[[Any], Any], default: Any) -> Parts:
        """Return the same parts with every cell of one column changed."""
        rows = [{**row, column: change(row.get(column, default))} for row in self.frames.get(table, [])]
        return self.with_rows(table, rows)

    def study(self) -> Study:
        """Return the study, with all its scenarios planned together."""
        study = study_from_tables(tables_from_frames(self.settings, self.frames))
        names = [row["scenario"] for row in self.frames.get("scenarios", [])]
        return study.with_scenarios(names) if names else study


def one_of(chance: Random, *values: Any) -> Any:
    """Return one of the values; the first is the simplest."""
    return chance.choice(values)


def thousands(chance: Random, least: int, most: int) -> float:
    """Return a whole number of thousands."""
    return 1000.0 * chance.randint(least, most)


def often(chance: Random, tenths: int) -> bool:
    """Return true in about so many of ten draws."""
    return chance.randint(0, 9) >= 10 - tenths


@st.composite
def studies(draw: Draw, sharing: str | None = None, scenarios: int | None = None) -> Parts:
    """Return the parts of a small study.

    Parameters
    ----------
    sharing
        Setting of the study; any unless given.
    scenarios
        Scenarios planned together; none, one or two unless given.
    """
    # Hypothesis shrinks choices that it makes itself; a seeded source spreads them more evenly.
    chance = draw(st.randoms(use_true_random=draw(st.booleans())))
    years = list(range(FIRST_YEAR, FIRST_YEAR + chance.randint(2, 4)))
    settings = {
        "name": "random",
        "currency": "GBP",
        "price_year": 2026,
        "first_year": years[0],
        "last_year": years[-1],
        "discount_rate": one_of(chance, 0.1, 0.05, 0.0),
        "sharing": sharing or one_of(chance, "on", "off", "deals"),
        "shifts": one_of(chance, "fractional", "whole"),
        "labour": one_of(chance, "levels", "heads"),
        "gap": 0.0,
    }
    frames: dict[str, Rows] = {"companies": draw_companies(chance)}
    draw_plants(chance, frames)
    draw_groups(chance, frames, years)
    draw_vehicles(chance, frames)
    draw_options(chance, frames, years)
    draw_places(chance, frames, years)
    draw_trade(chance, frames, years)
    draw_selling(chance, frames, years)
    draw_policy(chance, frames, years)
    draw_deals(chance, frames, years)
    draw_scenarios(chance, frames, years, scenarios)
    draw_undertakings(chance, frames, years)
    return Parts(settings, frames)


def draw_companies(chance: Random) -> Rows:
    """Return two makers, one of them perhaps on a budget, and a government."""
    budget = {"capex_budget": one_of(chance, NEVER, 0.0, 60.0)}
    return [
        {"company": "host", **budget},
        {"company": "guest", "capex_budget": one_of(chance, NEVER, 50.0)},
        {"company": "state", "role": "government"},
    ]


def draw_plants(chance: Random, frames: dict[str, Rows]) -> None:
    """Add one to three plants at home or abroad, the first of the host, and one without shops."""
    plants = []
    for index in range(chance.randint(1, 3)):
        owner = "host" if index == 0 else one_of(chance, "host", "guest")
        plant = {
            "plant": f"p{index}",
            "company": owner,
            "country": "AA" if index == 0 else one_of(chance, "AA", "BB"),
        }
        if often(chance, 2):
            plant["partners"] = "guest" if owner == "host" else "host"
        plant["closure_cost"] = float(chance.randint(0, 20))
        plant["site_value"] = one_of(chance, 0.0, 10.0, 60.0)
        plants.append(plant)
    plants.append({"plant": "abroad", "company": one_of(chance, "guest", "host"), "country": "CC"})
    frames["plants"] = plants


def draw_groups(chance: Random, frames: dict[str, Rows], years: list[int]) -> None:
    """Add one to three groups with patterns, and one or two shops in series in each."""
    frames["shift_patterns"] = [
        {"pattern": "one", "level": 1, "shifts": 1, "hours": 8, "days": 240},
        {"pattern": "two", "level": 2, "shifts": 2, "hours": 8, "days": 240},
        {"pattern": "idle", "role": "mothball", "level": 0},
        {"pattern": "shut", "role": "closed", "level": 0},
    ]
    plants = [row["plant"] for row in frames["plants"] if row["plant"] != "abroad"]
    for table in ("groups", "group_patterns", "group_patterns_by_year", "shops", "shops_by_year"):
        frames[table] = []
    frames["shop_patterns"], frames["expansions"] = [], []
    for index in range(max(len(plants), chance.randint(1, 3))):
        group = f"g{index}"
        frames["groups"].append(
            {
                "group": group,
                "plant": plants[index] if index < len(plants) else one_of(chance, *plants),
                "start_pattern": one_of(chance, "one", "two"),
                "cost_level_up": float(chance.randint(0, 10)),
                "cost_level_down": float(chance.randint(0, 20)),
                "start_heads": thousands(chance, 0, 2),
                "hire_cost": thousands(chance, 0, 10),
                "redundancy_cost": thousands(chance, 0, 40),
                "attrition": one_of(chance, 0.05, 0.0, 0.2),
            }
        )
        for pattern, fixed, crew in (("one", 12, 800), ("two", 20, 1500), ("idle", 6, 100), ("shut", 1, 0)):
            if pattern == "one" or often(chance, 6):
                cost = float(fixed + chance.randint(-1, 20))
                row = {"group": group, "pattern": pattern}
                frames["group_patterns"].append({**row, "fixed_cost": cost, "crew": crew})
                if often(chance, 2):
                    by_year = {**row, "year": years[-1], "fixed_cost": cost / 2}
                    frames["group_patterns_by_year"].append(by_year)
        for place in range(chance.randint(1, 2)):
            draw_shop(chance, frames, years, group, f"{group}s{place}")


def draw_shop(chance: Random, frames: dict[str, Rows], years: list[int], group: str, shop: str) -> None:
    """Add a shop with stated or computed capacity, overtime, slots, crowding and an expansion."""
    frames["shops"].append(
        {
            "shop": shop,
            "group": group,
            "gross_rate": float(chance.randint(15, 40)),
            "uptime": one_of(chance, 1.0, 0.9),
            "overtime_limit": one_of(chance, 0.0, 0.1, 0.2),
            "overtime_cost": float(chance.randint(0, 2000)),
            "slots": one_of(chance, 100, 1, 2, 3),
            "complexity_loss": one_of(chance, 0.0, 1000.0, 3000.0),
            "platform_limit": one_of(chance, 100, 1, 2),
            "availability": one_of(chance, 1.0, 0.9),
        }
    )
    if often(chance, 4):
        for pattern, least in (("one", 20), ("two", 35)):
            capacity = thousands(chance, least, least + 20)
            frames["shop_patterns"].append({"shop": shop, "pattern": pattern, "capacity": capacity})
    if often(chance, 3):
        frames["shops_by_year"].append({"shop": shop, "year": one_of(chance, *years), "availability": 0.7})
    if often(chance, 4):
        lead = chance.randint(0, 2)
        frames["expansions"].append(
            {
                "expansion": f"more {shop}",
                "shop": shop,
                "capacity": thousands(chance, 5, 30),
                "cost": float(chance.randint(0, 60)),
                "lead_years": lead,
            }
        )


def draw_vehicles(chance: Random, frames: dict[str, Rows]) -> None:
    """Add one to four vehicles, some of them on a platform."""
    platforms = [f"f{index}" for index in range(one_of(chance, 1, 2, 0))]
    frames["platforms"] = [{"platform": platform} for platform in platforms]
    frames["vehicles"] = [
        {
            "vehicle": f"v{index}",
            "company": one_of(chance, "host", "guest"),
            "platform": one_of(chance, *platforms, ""),
            "powertrain": one_of(chance, *POWERTRAINS),
            "vehicle_class": one_of(chance, "car", "cv"),
            "site_limit": one_of(chance, 1000, 1, 2),
            "single_source": often(chance, 3),
        }
        for index in range(chance.randint(1, 4))
    ]
    frames["shop_platforms"] = [
        {
            "shop": shop["shop"],
            "platform": platform,
            "installed": often(chance, 4),
            "tooling_cost": float(chance.randint(0, 40)),
        }
        for shop in frames["shops"]
        if platforms and often(chance, 6)
        for platform in platforms
        if often(chance, 7)
    ]


def draw_options(chance: Random, frames: dict[str, Rows], years: list[int]) -> None:
    """Add an import and one or two options on a route for each vehicle, some of them built today."""
    frames["ramps"] = [
        {"ramp": "slow", "age": 0, "share": 0.4},
        {"ramp": "slow", "age": 2, "share": 1.0},
        {"ramp": "late", "age": 1, "share": 0.8},
    ]
    frames["capex_profiles"] = [
        {"profile": "spread", "years_before": 1, "share": 0.6},
        {"profile": "spread", "years_before": 0, "share": 0.4},
    ]
    for table in ("options", "options_by_year", "routes", "incumbents"):
        frames[table] = []
    for vehicle in (row["vehicle"] for row in frames["vehicles"]):
        draw_option(chance, frames, years, vehicle, None)
        for _ in range(chance.randint(0, 2)):
            draw_option(chance, frames, years, vehicle, one_of(chance, *frames["groups"]))


def draw_option(
    chance: Random, frames: dict[str, Rows], years: list[int], vehicle: str, group: dict[str, Any] | None
) -> None:
    """Add one option: an import without shops, or one that passes the shops of a group."""
    option = f"o{len(frames['options'])}"
    lead = chance.randint(0, 2)
    row = {
        "option": option,
        "vehicle": vehicle,
        "plant": "abroad" if group is None else group["plant"],
        "mode": "import" if group is None else one_of(chance, "full", "CKD"),
        "capex": float(chance.randint(0, 80)),
        "capex_profile": "spread" if lead > 0 and often(chance, 5) else "",
        "lead_years": lead,
        "life_years": one_of(chance, 100, 1, 2),
        "may_end_early": often(chance, 4),
        "peak_rate": one_of(chance, NEVER, 12_000.0, 40_000.0) if group is not None else NEVER,
        "ramp": one_of(chance, "", "slow", "late"),
        "hours": float(chance.randint(0, 30)),
        "electricity": one_of(chance, 0.0, 1.0),
        "gas": one_of(chance, 0.0, 0.5),
        "parts_cost": thousands(chance, 5, 16),
        "parts_duty": one_of(chance, 0.0, 250.0),
        "other_conversion": float(chance.randint(0, 900)),
        "fixed_cost": float(chance.randint(0, 15)),
        "customs_value": thousands(chance, 0, 16),
        "ex_works": one_of(chance, 0.0, 12_000.0),
        "non_originating_share": one_of(chance, 0.0, 0.4, 0.6),
        "battery_originates": often(chance, 5),
        "count_weight": one_of(chance, 1.0, 0.5),
    }
    if often(chance, 3):
        row["unit_fee"] = thousands(chance, 0, 3)
    if often(chance, 2):
        row["earliest_launch"] = one_of(chance, *years)
    if often(chance, 2):
        row["latest_launch"] = one_of(chance, *years)
    frames["options"].append(row)
    if often(chance, 2):
        year = {"option": option, "year": years[-1], "parts_cost": row["parts_cost"] + 1000}
        frames["options_by_year"].append(year)
    if often(chance, 4 if group is not None else 7):
        frames["incumbents"].append({"option": option, "until": one_of(chance, NEVER, *years)})
    if group is not None:
        for shop in [row["shop"] for row in frames["shops"] if row["group"] == group["group"]]:
            use = {"option": option, "shop": shop, "use": one_of(chance, 1.0, 1.2, 0.5, 0.0)}
            frames["routes"].append(use)


def draw_places(chance: Random, frames: dict[str, Rows], years: list[int]) -> None:
    """Give shops and vehicles places for what runs in them today, so that the first year is possible."""
    today = {row["option"] for row in frames["incumbents"]}
    for shop in frames["shops"]:
        own = {row["option"] for row in frames["routes"] if row["shop"] == shop["shop"] and row["use"] > 0}
        shop["slots"] = max(shop["slots"], len(own & today))
        held = [row for row in frames["shop_platforms"] if row["shop"] == shop["shop"] and row["installed"]]
        shop["platform_limit"] = max(shop["platform_limit"], len(held))
    for vehicle in frames["vehicles"]:
        built = [
            row
            for row in frames["options"]
            if row["vehicle"] == vehicle["vehicle"] and row["mode"] != "import" and row["option"] in today
        ]
        vehicle["site_limit"] = max(vehicle["site_limit"], len(built))


def draw_trade(chance: Random, frames: dict[str, Rows], years: list[int]) -> None:
    """Add markets, lanes, tariffs, rules of origin, factor prices and quotas."""
    markets = [f"m{index}" for index in range(chance.randint(1, 3))]
    frames["markets"] = [
        {"market": market, "countries": one_of(chance, "AA", "BB", "AA;BB", "DD")} for market in markets
    ]
    frames["lanes"] = [
        {
            "plant": plant["plant"],
            "market": market,
            "freight": float(chance.randint(0, 1500)),
            "handling": one_of(chance, 0.0, 120.0),
            "transit_days": float(one_of(chance, 0, 40)),
        }
        for plant in frames["plants"]
        for market in markets
        if often(chance, 8)
    ]
    frames["lanes_by_year"] = [
        {"plant": lane["plant"], "market": lane["market"], "year": years[0], "freight": 900.0}
        for lane in frames["lanes"]
        if often(chance, 1)
    ]
    rows = [
        (origin, market, powertrain)
        for origin in COUNTRIES
        for market in markets
        for powertrain in ("all", one_of(chance, *POWERTRAINS))
    ]
    for table in ("tariffs", "tariffs_by_year", "origin_rules", "origin_rules_by_year"):
        frames[table] = []
    for origin, market, powertrain in rows:
        key = {"origin": origin, "market": market, "powertrain": powertrain}
        if often(chance, 5):
            tariff = {"duty": one_of(chance, 0.0, 0.1), "countervailing": one_of(chance, 0.0, 0.2)}
            if often(chance, 5):
                tariff["preference"] = one_of(chance, 0.0, 0.03)
            frames["tariffs"].append({**key, **tariff})
            if often(chance, 2):
                frames["tariffs_by_year"].append({**key, "year": years[-1], "duty": 0.22})
        if often(chance, 3):
            rule = {"max_non_originating": one_of(chance, 1.0, 0.45), "battery_required": often(chance, 5)}
            frames["origin_rules"].append({**key, **rule})
            if often(chance, 2):
                frames["origin_rules_by_year"].append({**key, "year": years[-1], "battery_required": 1.0})
    frames["factors"] = [
        {
            "country": country,
            "wage": float(chance.randint(5, 45)),
            "electricity_price": float(chance.randint(40, 200)),
            "gas_price": 40.0,
            "exchange_rate": one_of(chance, 1.0, 0.85),
        }
        for country in COUNTRIES
        if often(chance, 8)
    ]
    frames["factors_by_year"] = [
        {"country": row["country"], "year": years[-1], "wage": row["wage"] * 1.1} for row in frames["factors"]
    ]
    frames["quotas"] = [
        {
            "quota": "q",
            "origin": one_of(chance, *COUNTRIES),
            "market": markets[0],
            "units": thousands(chance, 0, 20),
            "covered_share": one_of(chance, 1.0, 0.5),
            "extra_duty": one_of(chance, 0.0, 0.25),
        }
        for _ in range(chance.randint(0, 1))
    ]


def draw_undertakings(chance: Random, frames: dict[str, Rows], years: list[int]) -> None:
    """Add perhaps one or two minimum prices, with a cap, a duty and values by year and by scenario.

    Where some demand must be served nothing is refused, so that a plan exists.
    """
    must_serve = any(row["must_serve"] for row in frames["demand"])
    origins = chance.sample(COUNTRIES, one_of(chance, 0, 0, 1, 2))
    frames["minimum_prices"] = [
        {
            "undertaking": f"u{number}",
            "origin": origin,
            "market": frames["markets"][0]["market"],
            "powertrain": one_of(chance, "all", *POWERTRAINS),
            "company": one_of(chance, "", "guest"),
            "first_year": one_of(chance, None, years[1]),
            "floor": thousands(chance, 0, 16),
            "cap": one_of(chance, NEVER, thousands(chance, 0, 20)),
            "duty": one_of(chance, None, 0.0, 0.05, 0.3),
            "otherwise": "ordinary_duty" if must_serve else one_of(chance, "refused", "ordinary_duty"),
        }
        for number, origin in enumerate(origins)
    ]
    frames["minimum_prices_by_year"] = [
        {"undertaking": row["undertaking"], "year": years[-1], "floor": 8000.0, "cap": 3000.0}
        for row in frames["minimum_prices"]
        if often(chance, 3)
    ]
    for scenario in [row["scenario"] for row in frames["scenarios"]][1:]:
        for column in ("floor", "cap"):
            if frames["minimum_prices"] and often(chance, 4):
                change = {"scenario": scenario, "table": "minimum_prices", "row": "*", "column": column}
                frames["scenario_changes"].append({**change, "how": "scale", "value": 0.5})


def draw_selling(chance: Random, frames: dict[str, Rows], years: list[int]) -> None:
    """Add demand for most vehicles in most markets, and feebates."""
    frames["demand"], frames["demand_by_year"] = [], []
    for vehicle in (row["vehicle"] for row in frames["vehicles"]):
        for market in (row["market"] for row in frames["markets"]):
            if not often(chance, 8):
                continue
            key = {"vehicle": vehicle, "market": market}
            row = {
                **key,
                "units": thousands(chance, 5, 40),
                "net_revenue": thousands(chance, 16, 32),
                "selling_cost": one_of(chance, 0.0, 700.0),
                "local_uplift": one_of(chance, 0.0, 0.1),
                "lost_cost": one_of(chance, 0.0, 400.0),
            }
            row["must_serve"] = often(chance, 2) and always_served(frames, vehicle, market)
            frames["demand"].append(row)
            if often(chance, 4):
                changed = {"year": years[-1], "units": thousands(chance, 0, 50), "net_revenue": 21_500.0}
                frames["demand_by_year"].append({**key, **changed})
    frames["feebates"] = [
        {"market": row["market"], "powertrain": "BEV", "amount": one_of(chance, 1000.0, -600.0)}
        for row in frames["markets"]
        if often(chance, 4)
    ]


def always_served(frames: dict[str, Rows], vehicle: str, market: str) -> bool:
    """Return whether an import that runs to the end without shops can serve the market."""
    today = {row["option"]: row["until"] for row in frames["incumbents"]}
    lanes = {(row["plant"], row["market"]) for row in frames["lanes"]}
    return any(
        row["vehicle"] == vehicle
        and row["mode"] == "import"
        and today.get(row["option"]) == NEVER
        and ("abroad", market) in lanes
        for row in frames["options"]
    )


def draw_policy(chance: Random, frames: dict[str, Rows], years: list[int]) -> None:
    """Add support, a target and rules."""
    options = [row["option"] for row in frames["options"]]
    frames["support"] = [
        {
            "support": f"s {kind}",
            "payer": "state",
            "kind": kind,
            "rate": rate,
            "options": one_of(chance, "", options[-1], f"{options[0]};{options[-1]}"),
            "country": "AA",
            **({"first_year": years[1]} if often(chance, 3) else {}),
        }
        for kind, rate in (("grant", 0.3), ("relief", 35.0), ("unit", 150.0))
        if often(chance, 3)
    ]
    frames["support"] += draw_credit(chance, options, years) + draw_tariff(chance, frames, options, years)
    frames["targets"] = []
    if often(chance, 5):
        rule = one_of(chance, "measure", "price", "price", "require")
        frames["targets"].append(
            {
                "target": "national",
                "country": one_of(chance, "AA", "BB"),
                "year": one_of(chance, *years),
                "vehicle_class": one_of(chance, "car_and_cv", "car", "cv"),
                "units": thousands(chance, 10, 120),
                "other_output": thousands(chance, 0, 30),
                "rule": rule,
                "shortfall_cost": one_of(chance, 500.0, 6000.0),
                "confidence": one_of(chance, 0.0, 0.0, 0.4),
            }
        )
    frames["rules"] = draw_rules(chance, frames, years)


def draw_credit(chance: Random, options: list[str], years: list[int]) -> Rows:
    """Return a loan, a guarantee or nothing, some of them for the launches of some years."""
    kind = one_of(chance, "", "loan", "guarantee")
    if not kind:
        return []
    credit = {
        "support": f"s {kind}",
        "payer": "state",
        "kind": kind,
        "options": one_of(chance, "", options[-1], f"{options[0]};{options[-1]}"),
        "country": "AA",
        "amount": float(chance.randint(0, 60)),
        "interest_rate": one_of(chance, 0.04, 0.0),
        "market_rate": one_of(chance, 0.09, 0.06),
        "years": chance.randint(1, 7),
        "fee": one_of(chance, 0.0, 0.25) if kind == "guarantee" else 0.0,
    }
    return [credit | ({"last_year": years[1]} if often(chance, 3) else {})]


def draw_tariff(chance: Random, frames: dict[str, Rows], options: list[str], years: list[int]) -> Rows:
    """Return none, one or two tariff changes, which may meet on one option."""
    return [
        {
            "support": f"s tariff {number}",
            "payer": "state",
            "kind": "tariff",
            "rate": one_of(chance, 0.0, 0.05, 0.3),
            "options": one_of(chance, "", "", options[0], f"{options[0]};{options[-1]}"),
            "country": one_of(chance, *COUNTRIES),
            "market": one_of(chance, "", *(row["market"] for row in frames["markets"])),
            **({"first_year": years[1]} if often(chance, 4) else {}),
        }
        for number in range(one_of(chance, 0, 0, 1, 2))
    ]


def draw_rules(chance: Random, frames: dict[str, Rows], years: list[int]) -> Rows:
    """Return at most one rule; output and launches are asked only where nothing can stand in the way."""
    if not often(chance, 5):
        return []
    kind = one_of(chance, "forbid_launch", "maximum_output", "keep_open", "launch", "minimum_output")
    row: dict[str, Any] = {"rule": "asked", "kind": kind}
    if kind == "launch":
        free = [option["option"] for option in frames["options"] if can_always_launch(frames, option)]
        return [{**row, "option": one_of(chance, *free)}] if free else []
    if kind == "minimum_output":
        least = [
            {**row, "vehicle": want["vehicle"], "units": want["units"] / 2}
            for want in frames["demand"]
            if always_served(frames, want["vehicle"], want["market"])
        ]
        # Scenarios halve demand at most; rows by year may leave less.
        return [one_of(chance, *least)] if least and not frames["demand_by_year"] else []
    options = [option["option"] for option in frames["options"]]
    named = (
        {"plant": "p0"} if kind == "keep_open" or often(chance, 5) else {"option": one_of(chance, *options)}
    )
    bound = {"first_year": years[1]} if often(chance, 3) else {}
    if any(want["must_serve"] for want in frames["demand"]):
        named = {"plant": "p0"}
    return [{**row, **named, **bound, "units": thousands(chance, 1, 30)}]


def can_always_launch(frames: dict[str, Rows], option: dict[str, Any]) -> bool:
    """Return whether an import may be launched by the owner of its plant, whose budget has no limit."""
    owner = {row["plant"]: row["company"] for row in frames["plants"]}[option["plant"]]
    brand = {row["vehicle"]: row["company"] for row in frames["vehicles"]}[option["vehicle"]]
    budget = {row["company"]: row.get("capex_budget", NEVER) for row in frames["companies"]}[owner]
    bounded = "earliest_launch" in option or "latest_launch" in option or option["lead_years"] > 1
    runs = option["option"] in {row["option"] for row in frames["incumbents"]}
    return option["mode"] == "import" and owner == brand and budget == NEVER and not (bounded or runs)


FORMS: dict[str, Callable[[Random], dict[str, Any]]] = {
    "kit": lambda chance: {
        "customs_ruling": one_of(chance, "vehicle", "parts"),
        "duty_as_vehicle": 0.1,
        **({"duty_as_parts": 0.03} if often(chance, 5) else {}),
    },
    "licence": lambda chance: {
        "licensee": one_of(chance, "host", "guest"),
        "royalty": one_of(chance, 0.0, 0.03),
        "upfront": float(chance.randint(0, 20)),
        "kit_margin": one_of(chance, 0.0, 300.0),
        "technical_support": float(chance.randint(0, 3)),
    },
    "joint_venture": lambda chance: {
        "transfer_price": thousands(chance, 1, 15),
        "kit_margin": one_of(chance, 0.0, 300.0),
        "rent": float(chance.randint(-2, 5)),
    },
    "acquisition": lambda chance: {
        "price": float(chance.randint(-10, 50)),
        "liabilities": float(chance.randint(0, 10)),
        "terminal_value": one_of(chance, 0.0, 12.5),
    },
    "hall": lambda chance: {
        "price": float(chance.randint(-10, 50)),
        "service_fee": float(chance.randint(0, 4)),
        "service_cost": float(chance.randint(0, 3)),
        "terminal_value": one_of(chance, 0.0, 12.5),
    },
    "lease": lambda chance: {"rent": float(chance.randint(-2, 10))},
}
"""Terms of the forms of deal that are more or other than fees, by form."""


def fee_terms(chance: Random) -> dict[str, Any]:
    """Return terms of a deal by which the plant builds for a fee."""
    terms: dict[str, Any] = {
        "fixed_fee": float(chance.randint(0, 10)),
        "shortfall_rate": one_of(chance, 0.0, 450.0),
        "host_capex_share": one_of(chance, 0.0, 0.25),
    }
    if often(chance, 6):
        terms["unit_fee"] = thousands(chance, 0, 3)
    return terms


def draw_deals(chance: Random, frames: dict[str, Rows], years: list[int]) -> None:
    """Add deals for some of the options that are new at the plant of another company."""
    plants = {row["plant"]: row for row in frames["plants"]}
    brand = {row["vehicle"]: row["company"] for row in frames["vehicles"]}
    today = {row["option"] for row in frames["incumbents"]}
    for table in ("deals", "deal_terms", "deal_terms_by_year", "deal_shares"):
        frames[table] = []
    exclusive = one_of(chance, "", "only one")
    for row in frames["options"]:
        plant, guest = plants[row["plant"]], brand[row["vehicle"]]
        is_guest = guest not in (plant["company"], plant.get("partners"))
        if not is_guest or row["option"] in today or not often(chance, 8):
            continue
        deal = f"d{len(frames['deals'])}"
        form = one_of(chance, "contract", *FORMS) if often(chance, 5) else "contract"
        runs = {"first_year": years[0], "last_year": one_of(chance, *years)} if often(chance, 3) else {}
        frames["deals"].append(
            {
                "deal": deal,
                "host": plant["company"],
                "guest": guest,
                "form": form,
                "options": row["option"],
                "exclusive": exclusive,
                **runs,
            }
        )
        minimum = thousands(chance, 0, 15)
        terms = {"deal": deal, "minimum": minimum, "maximum": one_of(chance, NEVER, minimum + 10_000)}
        if form in ("contract", "kit"):
            terms |= fee_terms(chance)
        if form != "contract":
            terms |= FORMS[form](chance)
        if form == "joint_venture":
            share = one_of(chance, 0.0, 0.3, 0.5)
            frames["deal_shares"] += [
                {"deal": deal, "company": plant["company"], "share": share},
                {"deal": deal, "company": guest, "share": 1.0 - share},
            ]
        frames["deal_terms"].append(terms)
        if form == "contract" and often(chance, 3):
            by_year = {"deal": deal, "year": years[-1], "unit_fee": 1850.0, "minimum": minimum / 2}
            frames["deal_terms_by_year"].append(by_year)


def draw_scenarios(chance: Random, frames: dict[str, Rows], years: list[int], count: int | None) -> None:
    """Add up to two scenarios that differ in demand, prices, duty, outages or other output."""
    count = chance.randint(0, 2) if count is None else count
    names = [f"s{index}" for index in range(count)]
    weights = one_of(chance, (0.5, 0.5), (0.7, 0.3)) if count > 1 else (1.0,)
    frames["scenarios"] = [
        {"scenario": name, "probability": weight} for name, weight in zip(names, weights, strict=False)
    ]
    changes: Rows = []
    columns = [("demand", "units"), ("demand", "net_revenue"), ("shops", "availability")]
    columns += [("tariffs", "duty"), ("factors", "wage"), ("factors", "exchange_rate")]
    columns += [("quotas", "units"), ("targets", "other_output")]
    for name in names[1:]:
        for table, column in columns:
            if frames[table] and often(chance, 4):
                change = {"scenario": name, "table": table, "row": "*", "column": column}
                changes.append({**change, "how": "scale", "value": one_of(chance, 0.5, 0.8, 1.0)})
    frames["scenario_changes"] = changes
