"""Capacity from rate, uptime and hours, by hand (check C1 of the domain reference)."""

from __future__ import annotations

from typing import Any

import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

from plantshare.study import study_from_tables
from plantshare.study.capacity import computed_capacity, plant_capacity_frame
from plantshare.tables import tables_from_frames
from tests.study.small import small_frames, tables_with

PATTERNS = [
    {"pattern": "closed", "role": "closed"},
    {"pattern": "idle", "role": "mothball"},
    {"pattern": "one", "shifts": 1, "hours": 7.8, "days": 235, "level": 1},
    {"pattern": "two", "shifts": 2, "hours": 7.8, "days": 235, "level": 2},
    {"pattern": "three", "shifts": 3, "hours": 7.4, "days": 235, "level": 3},
    {"pattern": "absent", "shifts": 4, "hours": 6, "days": 300, "level": 4},
]


def capacity(gross_rate: float = 40, uptime: float = 0.88, **frames: Any) -> xr.DataArray:
    """Return the capacity of one shop whose group has every pattern but 'absent'."""
    shop = {"shop": "paint", "group": "line", "gross_rate": gross_rate, "uptime": uptime}
    pairs = [{"group": "line", "pattern": row["pattern"]} for row in PATTERNS[:-1]]
    tables = {
        "plants": [{"plant": "Graz", "country": "AT"}],
        "groups": [{"group": "line", "plant": "Graz", "start_pattern": "one"}],
        "group_patterns": pairs,
        "shift_patterns": PATTERNS,
        "shops": [shop],
        **frames,
    }
    years = {"first_year": 2026, "last_year": 2027}
    return computed_capacity(study_from_tables(tables_from_frames(years, tables)))


@pytest.mark.parametrize(
    ("pattern", "vehicles"),
    [("one", 64_521.6), ("two", 129_043.2), ("three", 183_638.4), ("closed", 0), ("idle", 0)],
)
def test_capacity_is_rate_times_uptime_times_hours(pattern: str, vehicles: float):
    """Net rate 40 * 0.88 = 35.2 an hour; times 1833, 3666 and 5217 hours a year."""
    array = capacity()

    assert array.dims == ("shop", "pattern")
    assert array.sel(shop="paint", pattern=pattern).item() == pytest.approx(vehicles)


def test_overtime_and_utilisation_of_check_c1():
    """Two shifts and 12% overtime are 144,528 vehicles; a load of 75,000 is 58.12% of two shifts."""
    two = capacity().sel(shop="paint", pattern="two").item()

    assert two * 1.12 == pytest.approx(144_528, abs=1)
    assert 75_000 / two == pytest.approx(0.5812, abs=1e-4)


def test_a_pattern_that_the_group_lacks_has_no_capacity():
    """The pattern has 7,200 hours, but the group cannot run on it: zero, not missing."""
    assert capacity().sel(shop="paint", pattern="absent").item() == 0


def test_a_stated_capacity_replaces_the_computed_one():
    """60,000 stated on one shift; two shifts stay computed at 129,043."""
    array = capacity(shop_patterns=[{"shop": "paint", "pattern": "one", "capacity": 60_000}])

    assert array.sel(shop="paint", pattern="one").item() == 60_000
    assert array.sel(shop="paint", pattern="two").item() == pytest.approx(129_043.2)


def test_a_stated_capacity_of_a_closed_pattern_stays_zero():
    """A closed group builds nothing, whatever is stated."""
    array = capacity(shop_patterns=[{"shop": "paint", "pattern": "closed", "capacity": 60_000}])

    assert array.sel(shop="paint", pattern="closed").item() == 0


@given(st.floats(0.1, 400), st.floats(0.01, 1), st.floats(1, 5))
def test_capacity_grows_in_proportion_to_the_rate(rate: float, uptime: float, factor: float):
    """Capacity is linear in the gross rate: factor times the rate is factor times the capacity."""
    once = capacity(rate, uptime).sel(shop="paint", pattern="two").item()
    more = capacity(rate * factor, uptime).sel(shop="paint", pattern="two").item()

    assert more == pytest.approx(once * factor, rel=1e-9)


def test_a_plant_is_limited_by_its_smallest_kind_of_shop():
    """Body and assembly of Ashford are alike; halving the body rate to 20 halves the plant to 64,522."""
    frames = small_frames()
    frames["shops"][0]["gross_rate"] = 20
    tables = tables_from_frames({"first_year": 2026, "last_year": 2033}, frames)

    assert plant_capacity_frame(tables_with()).loc["ashford", "two"] == pytest.approx(129_043.2)
    assert plant_capacity_frame(tables).loc["ashford", "two"] == pytest.approx(64_521.6)
    assert plant_capacity_frame(tables_with()).loc["wuhu", "two"] == pytest.approx(200_000)
