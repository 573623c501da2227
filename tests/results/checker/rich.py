"""One small study in which every rule of the checker has something to look at.

The host builds its own car at home (body and paint in series) and in an old plant that runs out in
2026 and closes. The guest imports its city car over a tariff quota and may build it at home from
2027 under a deal. A second deal that excludes the first opens a later launch, which a rule forbids.
"""

from __future__ import annotations

from tests.strategies import Parts

__all__ = ["RICH"]

RICH = Parts(
    settings={
        "name": "rich",
        "currency": "GBP",
        "price_year": 2026,
        "first_year": 2026,
        "last_year": 2029,
        "sharing": "deals",
        "shifts": "whole",
        "gap": 0.0,
    },
    frames={
        "companies": [
            {"company": "host", "capex_budget": 100.0},
            {"company": "guest", "capex_budget": 100.0},
            {"company": "state", "role": "government"},
        ],
        "plants": [
            {"plant": "home", "company": "host", "country": "AA"},
            {"plant": "old", "company": "host", "country": "AA", "closure_cost": 20, "site_value": 30},
            {"plant": "abroad", "company": "guest", "country": "CC"},
        ],
        "shift_patterns": [
            {"pattern": "one", "level": 1, "shifts": 1, "hours": 8, "days": 250},
            {"pattern": "two", "level": 2, "shifts": 2, "hours": 8, "days": 250},
            {"pattern": "shut", "role": "closed"},
        ],
        "groups": [
            {
                "group": group,
                "plant": plant,
                "start_pattern": "one",
                "cost_level_up": 5,
                "cost_level_down": 4,
                "start_heads": 1000,
                "hire_cost": 5000,
                "redundancy_cost": 30000,
            }
            for group, plant in (("line", "home"), ("old line", "old"))
        ],
        "group_patterns": [
            {"group": "line", "pattern": "one", "fixed_cost": 30, "crew": 1000},
            {"group": "line", "pattern": "two", "fixed_cost": 45, "crew": 1800},
            {"group": "old line", "pattern": "one", "fixed_cost": 40, "crew": 900},
            {"group": "old line", "pattern": "shut", "fixed_cost": 1},
        ],
        "shops": [
            {"shop": "body", "group": "line", "gross_rate": 30, "platform_limit": 2},
            {
                "shop": "paint",
                "group": "line",
                "gross_rate": 27,
                "overtime_limit": 0.1,
                "overtime_cost": 200,
                "slots": 2,
                "complexity_loss": 1000,
            },
            {"shop": "old shop", "group": "old line", "gross_rate": 20},
        ],
        "expansions": [
            {"expansion": "more paint", "shop": "paint", "capacity": 5_000, "cost": 0.5, "lead_years": 1},
            {"expansion": "more body", "shop": "body", "capacity": 1_000, "cost": 90, "lead_years": 1},
        ],
        "platforms": [{"platform": "P"}, {"platform": "Q"}, {"platform": "R"}],
        "shop_platforms": [
            {"shop": "body", "platform": "P", "installed": True},
            {"shop": "body", "platform": "Q", "tooling_cost": 7},
            {"shop": "body", "platform": "R", "tooling_cost": 9},
        ],
        "vehicles": [
            {"vehicle": "own", "company": "host", "platform": "P", "site_limit": 2},
            {
                "vehicle": "city",
                "company": "guest",
                "platform": "Q",
                "powertrain": "BEV",
                "single_source": True,
                "site_limit": 1,
            },
        ],
        "options": [
            {
                "option": "own home",
                "vehicle": "own",
                "plant": "home",
                "hours": 20,
                "electricity": 1,
                "parts_cost": 9000,
                "fixed_cost": 2,
                "peak_rate": 70_000,
            },
            {"option": "own old", "vehicle": "own", "plant": "old", "hours": 25, "parts_cost": 9000},
            {
                "option": "city import",
                "vehicle": "city",
                "plant": "abroad",
                "mode": "import",
                "parts_cost": 11_000,
                "customs_value": 14_000,
                "hours": 10,
            },
            {
                "option": "city home",
                "vehicle": "city",
                "plant": "home",
                "mode": "CKD",
                "capex": 40,
                "capex_profile": "spread",
                "lead_years": 1,
                "peak_rate": 45_000,
                "ramp": "slow",
                "hours": 20,
                "electricity": 1,
                "gas": 0.5,
                "parts_cost": 9500,
                "parts_duty": 200,
                "other_conversion": 100,
                "fixed_cost": 3,
            },
            {
                "option": "city later",
                "vehicle": "city",
                "plant": "home",
                "capex": 60,
                "lead_years": 1,
                "latest_launch": 2028,
                "hours": 20,
                "parts_cost": 9400,
            },
        ],
        "ramps": [{"ramp": "slow", "age": 0, "share": 0.5}, {"ramp": "slow", "age": 1, "share": 1.0}],
        "capex_profiles": [
            {"profile": "spread", "years_before": 1, "share": 0.5},
            {"profile": "spread", "years_before": 0, "share": 0.5},
        ],
        "routes": [
            {"option": "own home", "shop": "body"},
            {"option": "own home", "shop": "paint"},
            {"option": "own old", "shop": "old shop"},
            {"option": "city home", "shop": "body", "use": 0.8},
            {"option": "city home", "shop": "paint"},
            {"option": "city later", "shop": "body"},
            {"option": "city later", "shop": "paint"},
        ],
        "incumbents": [
            {"option": "own home"},
            {"option": "own old", "until": 2026},
            {"option": "city import"},
        ],
        "markets": [{"market": "near", "countries": "AA"}, {"market": "far", "countries": "DD"}],
        "lanes": [
            {"plant": "home", "market": "near", "freight": 150},
            {"plant": "home", "market": "far", "freight": 700, "handling": 50, "transit_days": 30},
            {"plant": "old", "market": "near", "freight": 150},
            {"plant": "abroad", "market": "near", "freight": 900, "transit_days": 45},
        ],
        "tariffs": [
            {"origin": "CC", "market": "near", "duty": 0.1, "countervailing": 0.02},
            {"origin": "AA", "market": "far", "duty": 0.08, "preference": 0.0},
        ],
        "factors": [
            {"country": "AA", "wage": 35, "electricity_price": 150, "gas_price": 40},
            {"country": "CC", "wage": 12, "exchange_rate": 0.9},
        ],
        "quotas": [{"quota": "small", "origin": "CC", "market": "near", "units": 5000, "extra_duty": 0.15}],
        "demand": [
            {
                "vehicle": "own",
                "market": "near",
                "units": 40_000,
                "net_revenue": 16_000,
                "selling_cost": 300,
                "must_serve": True,
            },
            {"vehicle": "own", "market": "far", "units": 30_000, "net_revenue": 15_500, "lost_cost": 100},
            {
                "vehicle": "city",
                "market": "near",
                "units": 42_000,
                "net_revenue": 17_000,
                "local_uplift": 0.1,
                "lost_cost": 50,
            },
        ],
        "feebates": [{"market": "near", "powertrain": "BEV", "amount": 500}],
        "deals": [
            {"deal": "first", "host": "host", "guest": "guest", "options": "city home", "exclusive": "x"},
            {"deal": "other", "host": "host", "guest": "guest", "options": "city later", "exclusive": "x"},
        ],
        "deal_terms": [
            {
                "deal": "first",
                "unit_fee": 1500,
                "fixed_fee": 3,
                "minimum": 30_000,
                "maximum": 46_200,
                "shortfall_rate": 300,
                "host_capex_share": 0.25,
            },
            {"deal": "other", "unit_fee": 1600},
        ],
        "support": [
            {"support": "grant", "payer": "state", "kind": "grant", "rate": 0.2, "options": "city home"},
            {"support": "relief", "payer": "state", "kind": "relief", "rate": 30, "country": "AA"},
            {"support": "bonus", "payer": "state", "kind": "unit", "rate": 80, "options": "city home"},
        ],
        "targets": [
            {
                "target": "output",
                "country": "AA",
                "year": 2029,
                "vehicle_class": "car",
                "units": 90_000,
                "rule": "require",
            },
            {
                "target": "dream",
                "country": "AA",
                "year": 2028,
                "vehicle_class": "car",
                "units": 150_000,
                "other_output": 20_000,
                "rule": "price",
                "shortfall_cost": 100,
            },
        ],
        "rules": [
            {"rule": "not later", "kind": "forbid_launch", "option": "city later"},
            {"rule": "home stays", "kind": "keep_open", "plant": "home"},
            {"rule": "permit", "kind": "maximum_output", "plant": "home", "units": 130_000},
        ],
        "scenarios": [
            {"scenario": "high", "probability": 0.6},
            {"scenario": "low", "probability": 0.4},
        ],
        "scenario_changes": [
            {
                "scenario": "low",
                "table": "demand",
                "row": "city/near",
                "column": "units",
                "how": "scale",
                "value": 0.6,
            },
            {
                "scenario": "low",
                "table": "demand",
                "row": "own/far",
                "column": "units",
                "how": "scale",
                "value": 1.1,
            },
        ],
    },
)
"""The parts of the study."""
