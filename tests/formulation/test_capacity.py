"""Capacity: shops in series, overtime, expansions, crowding, slots and availability."""

from __future__ import annotations

import pytest

from tests.formulation.plants import BASE, best, guest, profit, study_with

ONE_SHIFT = [{"group": "L", "pattern": "one", "fixed_cost": 10}]


def demand(units: float) -> list[dict[str, object]]:
    """Return demand for A in every year."""
    return [{"vehicle": "A", "market": "home", "units": units, "net_revenue": 2_000}]


def shop(**columns: object) -> list[dict[str, object]]:
    """Return the line with some columns set."""
    return [BASE["shops"][0] | columns]


def test_shops_in_series_take_the_smallest():
    """Paint has 40 thousand: A sells 40 of 50, 80 - 10 a year."""
    tables = {
        "shops": [*BASE["shops"], {"shop": "paint", "group": "L", "kind": "paint"}],
        "shop_patterns": [
            *BASE["shop_patterns"],
            {"shop": "paint", "pattern": "one", "capacity": 40_000},
        ],
        "routes": [*BASE["routes"], {"option": "A Leipzig", "shop": "paint"}],
    }

    assert profit(group_patterns=ONE_SHIFT, **tables) == pytest.approx(3 * 70)


def test_use_weighs_the_load():
    """A takes 1.5 reference cars of 60 thousand: 40 are built, 80 - 10 a year."""
    routes = [{"option": "A Leipzig", "shop": "line", "use": 1.5}]

    assert profit(group_patterns=ONE_SHIFT, routes=routes) == pytest.approx(3 * 70)


def test_capacity_is_computed_from_rate_uptime_and_hours():
    """20 an hour * 0.5 * 1 shift * 8 h * 250 days = 20 thousand: 40 - 10 a year."""
    patterns = [row | {"hours": 8, "days": 250} for row in BASE["shift_patterns"]]
    tables = {"shift_patterns": patterns, "shop_patterns": [], "shops": shop(gross_rate=20, uptime=0.5)}

    assert profit(group_patterns=ONE_SHIFT, **tables) == pytest.approx(3 * 30)


def test_overtime_is_bought_only_above_capacity():
    """66 wanted on 60: 6 on overtime at 300 each, within 10%: 132 - 10 - 1.8."""
    shops = shop(overtime_limit=0.1, overtime_cost=300)
    result = best(study_with(group_patterns=ONE_SHIFT, shops=shops, demand=demand(66_000)))

    assert result.proof.objective == pytest.approx(3 * (132 - 10 - 1.8))
    assert result.values["overtime"].max() == pytest.approx(6_000)


def test_overtime_has_a_limit():
    """80 wanted on 60 with 10% overtime: 66 are built."""
    shops = shop(overtime_limit=0.1, overtime_cost=300)

    assert profit(group_patterns=ONE_SHIFT, shops=shops, demand=demand(80_000)) == pytest.approx(
        3 * (132 - 10 - 1.8)
    )


def test_expansion_is_used_after_its_lead():
    """10 thousand more from 2027 for 15: 2 years * 20 - 15."""
    expansions = [{"expansion": "hall", "shop": "line", "capacity": 10_000, "cost": 15, "lead_years": 1}]
    tables = {"group_patterns": ONE_SHIFT, "demand": demand(80_000)}

    assert profit(**tables) == pytest.approx(3 * (120 - 10))
    assert profit(expansions=expansions, **tables) == pytest.approx(3 * (120 - 10) + 40 - 15)


def test_expansion_that_comes_too_late_is_not_bought():
    """Lead 3 of 3 years: no year is left to use it."""
    expansions = [{"expansion": "hall", "shop": "line", "capacity": 9_000, "cost": 0, "lead_years": 3}]
    tables = {"group_patterns": ONE_SHIFT, "demand": demand(80_000)}

    assert profit(expansions=expansions, **tables) == pytest.approx(3 * (120 - 10))


def test_a_second_vehicle_costs_capacity():
    """A wants 60 at 2,000, B 10 at 3,000; with B the line loses 5 of 60 thousand.

    B replaces A: 45 A and 10 B give 120, as much as 60 A; at 3,100 for B it pays by 1 a year.
    """
    tables = guest()
    tables["demand"] = [
        *demand(60_000),
        {"vehicle": "B", "market": "home", "units": 10_000, "net_revenue": 3_100},
    ]
    shops = shop(complexity_loss=5_000, slots=2)

    assert profit(group_patterns=ONE_SHIFT, shops=shops, **tables) == pytest.approx(3 * (90 + 31 - 10))


def test_slots_limit_active_options():
    """One slot is taken by A, so B is never launched."""
    assert profit(shops=shop(slots=1), **guest()) == pytest.approx(270)
    assert profit(shops=shop(slots=2), **guest()) == pytest.approx(270 + 90)


def test_availability_takes_a_share_of_a_year():
    """Half of 2027 is lost: 30 of 60 thousand: 60 - 10 in that year."""
    lost = [{"shop": "line", "year": 2027, "availability": 0.5}]

    assert profit(group_patterns=ONE_SHIFT, shops_by_year=lost) == pytest.approx(90 + 50 + 90)
