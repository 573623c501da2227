"""Strips: how full a line runs in its fullest kind of shop, and its shifts in words."""

from __future__ import annotations

import pytest

from plantshare.report.board.strips import Shifts, loads_of, pattern_words, patterns_of
from tests.formulation.plants import BASE, best, study_with


def test_load_over_the_capacity_of_the_shifts_run():
    """50,000 on one shift of 60,000: 83%, the fourth class of utilisation."""
    load = loads_of(best(study_with()))["L"][2027]

    assert (load.load, load.capacity, load.utilisation) == pytest.approx((50_000, 60_000, 50 / 60))
    assert (load.shops, load.place) == ("line", 3)


def test_the_fullest_kind_of_shop_counts_and_shops_of_a_kind_add_up():
    """Two paint shops of 30,000 are 83% full; assembly of 55,000 is fuller: 91%. Batteries do not count."""
    shops = [
        ("p", "paint", 30_000),
        ("q", "paint", 30_000),
        ("a", "assembly", 55_000),
        ("b", "battery", 50_000),
    ]
    study = study_with(
        shops=[{"shop": shop, "group": "L", "kind": kind} for shop, kind, _ in shops],
        shop_patterns=[{"shop": shop, "pattern": "one", "capacity": units} for shop, _, units in shops],
        routes=[
            {"option": "A Leipzig", "shop": shop, "use": use}
            for shop, use in (("p", 0.5), ("q", 0.5), ("a", 1), ("b", 1))
        ],
    )
    load = loads_of(best(study))["L"][2026]

    assert (load.shops, load.load, load.capacity) == ("assembly", pytest.approx(50_000), 55_000)
    assert load.utilisation == pytest.approx(50 / 55)


def test_a_mothballed_line_has_no_utilisation():
    """A runs out after 2026; the line is idle from 2027: no capacity, no class."""
    result = best(study_with(incumbents=[{"option": "A Leipzig", "until": 2026}]))
    load = loads_of(result)["L"][2027]

    assert (load.load, load.capacity, load.utilisation, load.place) == (0, 0, None, None)
    assert patterns_of(result)["L"] == {
        2026: Shifts("one shift", "one shift"),
        2027: Shifts("mothballed", "mothballed"),
        2028: Shifts("mothballed", "mothballed"),
    }


def test_a_year_in_parts_is_the_mean_of_its_shifts():
    """84,000 of one shift of 60,000 and two of 100,000: 60 + 40 h = 84, h = 0.6, or 1.6 shifts."""
    demand = [{"vehicle": "A", "market": "home", "units": 84_000, "net_revenue": 2_000}]
    result = best(study_with({"shifts": "fractional"}, demand=demand))

    assert patterns_of(result)["L"][2026] == Shifts("1.6 shifts", "60% two shifts and 40% one shift")


def test_patterns_with_the_same_shifts_keep_their_labels():
    """Two shifts with and without Saturdays are told apart by their labels; half a shift is a number."""
    patterns = [
        *BASE["shift_patterns"],
        {"pattern": "two_saturdays", "level": 2, "shifts": 2},
        {"pattern": "short", "level": 1, "shifts": 1.5},
    ]
    words = pattern_words(study_with(shift_patterns=patterns))

    assert words == {
        "closed": "closed", "idle": "mothballed", "one": "one shift", "two": "two",
        "two_saturdays": "two saturdays", "short": "1.5 shifts",
    }  # fmt: skip
