"""Flexibility J1: two plants of 100, two cars that sell 130 or 70 with equal chance, independently."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from plantshare.study import Study
from tests.formulation.plants import best, study_with

PLANTS = {"X": "Leipzig", "Y": "Graz"}


def two_plants(links: list[tuple[str, str]]) -> Study:
    """Return two plants and two cars that may be built where the links (car, plant) say."""
    states = {f"{x} {y}": {"X": x, "Y": y} for x, y in product((130_000, 70_000), repeat=2)}
    tables: dict[str, Any] = {
        "plants": [{"plant": plant, "company": "Ada", "country": "DE"} for plant in PLANTS.values()],
        "groups": [{"group": plant, "plant": plant, "start_pattern": "one"} for plant in PLANTS.values()],
        "group_patterns": [{"group": plant, "pattern": "one"} for plant in PLANTS.values()],
        "shops": [{"shop": plant, "group": plant} for plant in PLANTS.values()],
        "shop_patterns": [
            {"shop": plant, "pattern": "one", "capacity": 100_000} for plant in PLANTS.values()
        ],
        "vehicles": [{"vehicle": car, "company": "Ada"} for car in PLANTS],
        "options": [{"option": f"{car} {plant}", "vehicle": car, "plant": plant} for car, plant in links],
        "incumbents": [{"option": f"{car} {plant}"} for car, plant in links],
        "routes": [{"option": f"{car} {plant}", "shop": plant} for car, plant in links],
        "lanes": [{"plant": plant, "market": "home"} for plant in PLANTS.values()],
        "demand": [{"vehicle": car, "market": "home", "net_revenue": 1_000} for car in PLANTS],
        "scenarios": [{"scenario": name} for name in states],
        "scenario_changes": [
            {"scenario": name, "table": "demand", "row": f"{car}/home", "column": "units", "value": units}
            for name, state in states.items()
            for car, units in state.items()
        ],
    }
    return study_with({"last_year": 2026}, **tables).with_scenarios(list(states))


def test_dedicated_plants_lose_what_the_other_could_build():
    """Each plant sells 100 or 70: 85 a plant, 170 together, at 1,000 a car."""
    assert best(two_plants(list(PLANTS.items()))).proof.objective == pytest.approx(170)


def test_full_flexibility_shares_both_plants():
    """Demand of 260, 200, 200 and 140 on 200: (200 + 200 + 200 + 140) / 4 = 185."""
    links = list(product(PLANTS, PLANTS.values()))

    assert best(two_plants(links)).proof.objective == pytest.approx(185)


def test_one_link_helps_one_way():
    """Y also at Leipzig: only X 70, Y 130 gains the 30 that Graz cannot build: 170 + 30 / 4."""
    assert best(two_plants([*PLANTS.items(), ("Y", "Leipzig")])).proof.objective == pytest.approx(177.5)
