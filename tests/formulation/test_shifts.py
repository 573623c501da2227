"""Shifts: shares of a year, level changes, people, mothballing, closing and symmetry."""

from __future__ import annotations

import pytest

from tests.formulation.plants import BASE, best, profit, study_with

CAN_CLOSE = [*BASE["group_patterns"], {"group": "L", "pattern": "closed"}]


def demand(units: float) -> list[dict[str, object]]:
    """Return demand for A in every year."""
    return [{"vehicle": "A", "market": "home", "units": units, "net_revenue": 2_000}]


def test_a_year_may_be_shared_between_patterns():
    """80 thousand lie halfway between 60 and 100: half a year on each costs 14, so 160 - 14."""
    assert profit({"shifts": "fractional"}, demand=demand(80_000)) == pytest.approx(3 * (160 - 14))


def test_whole_patterns_round_up():
    """80 thousand on whole patterns need two shifts: 160 - 18."""
    assert profit(demand=demand(80_000)) == pytest.approx(3 * (160 - 18))


def test_change_of_level_is_paid_once():
    """From one to two shifts: 200 - 18 a year, less 7 for the level added."""
    groups = [BASE["groups"][0] | {"cost_level_up": 7, "cost_level_down": 3}]

    assert profit(groups=groups, demand=demand(100_000)) == pytest.approx(3 * 182 - 7)


def test_dropping_a_level_is_paid():
    """Demand ends: idling saves 8 a year against one shift, for 3 once."""
    groups = [BASE["groups"][0] | {"cost_level_up": 7, "cost_level_down": 3}]
    result = best(study_with(groups=groups, demand=demand(0)))

    assert result.proof.objective == pytest.approx(-3 * 2 - 3)
    assert result.values["levels_dropped"].sum() == pytest.approx(1)


def test_people_are_hired_and_leave():
    """One shift needs 1,000 people, two need 2,000; 10% leave each year; hiring costs 5,000 each.

    Two shifts each year: hire 2,000 - 900 = 1,100, then 200 and 200: 1,500 * 5,000 = 7.5 million.
    """
    groups = [
        BASE["groups"][0]
        | {"start_heads": 1_000, "attrition": 0.1, "hire_cost": 5_000, "redundancy_cost": 50_000}
    ]
    crews = {"one": 1_000, "two": 2_000, "idle": 0}
    patterns = [row | {"crew": crews[row["pattern"]]} for row in BASE["group_patterns"]]
    result = best(
        study_with({"labour": "heads"}, groups=groups, group_patterns=patterns, demand=demand(100_000))
    )

    assert result.proof.objective == pytest.approx(3 * 182 - 7.5)
    assert result.values["hired"].squeeze("group").values == pytest.approx([1_100, 200, 200])


def test_redundancy_is_paid_where_people_do_not_leave():
    """No demand and nobody leaves: idling saves 8 a year, and people cost nothing to keep."""
    groups = [BASE["groups"][0] | {"start_heads": 1_000, "attrition": 0.0, "redundancy_cost": 50_000}]
    result = best(study_with({"labour": "heads"}, groups=groups, demand=demand(0)))

    assert result.proof.objective == pytest.approx(-6)
    assert result.values["made_redundant"].sum() == pytest.approx(0)


def test_closing_pays_the_closure_and_receives_the_site():
    """No demand: closing at once costs 5 and brings 4, against 2 a year idle."""
    plants = [BASE["plants"][0] | {"closure_cost": 5, "site_value": 4}, BASE["plants"][1]]
    result = best(study_with(plants=plants, group_patterns=CAN_CLOSE, demand=demand(0), incumbents=[]))

    assert result.proof.objective == pytest.approx(-1)
    assert result.values["plant_closes"].sel(plant="Leipzig").values == pytest.approx([1, 0, 0])


def test_closed_stays_closed():
    """Demand in 2026 and 2028 alone: closing for 2027 would forgo 2028, so the plant waits."""
    by_year = [{"vehicle": "A", "market": "home", "year": 2027, "units": 0}]
    result = best(study_with(group_patterns=CAN_CLOSE, demand_by_year=by_year))

    assert result.proof.objective == pytest.approx(90 - 2 + 90)
    assert result.values["closed"].sum() == 0


def test_an_active_option_keeps_its_group_open():
    """A is built until 2028 by contract of the run-out year, so the group cannot close before."""
    result = best(study_with(group_patterns=CAN_CLOSE, demand=demand(0)))

    assert result.values["closed"].sum() == 0
    assert result.proof.objective == pytest.approx(-6)


def test_symmetry_changes_no_optimum():
    """Two interchangeable groups: ordering them leaves the profit as it is."""
    tables = {
        "groups": [
            {"group": name, "plant": "Leipzig", "start_pattern": "one", "symmetry": "twin"}
            for name in ("L", "M")
        ],
        "group_patterns": [row | {"group": name} for name in ("L", "M") for row in BASE["group_patterns"]],
        "shops": [{"shop": "line", "group": "L"}, {"shop": "other", "group": "M"}],
        "shop_patterns": [
            row | {"shop": shop} for shop in ("line", "other") for row in BASE["shop_patterns"]
        ],
        "options": [
            {"option": f"A {shop}", "vehicle": "A", "plant": "Leipzig"} for shop in ("line", "other")
        ],
        "incumbents": [{"option": "A line"}, {"option": "A other"}],
        "routes": [{"option": f"A {shop}", "shop": shop} for shop in ("line", "other")],
    }
    plain = tables | {"groups": [row | {"symmetry": ""} for row in tables["groups"]]}

    assert profit(**tables) == pytest.approx(profit(**plain))
    # 50 thousand: one group on one shift at 10 and one idle at 2.
    assert profit(**plain) == pytest.approx(3 * (100 - 10 - 2))
