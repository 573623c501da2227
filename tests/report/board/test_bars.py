"""Bars: first and last years, why they end, guests, partners and vehicles that move."""

from __future__ import annotations

import pytest

from plantshare.report.board.bars import bars_of
from tests.formulation.plants import BASE, best, guest, study_with

LEAST = [{"vehicle": "B", "market": "home", "year": year, "units": 0} for year in (2027, 2028)]


def bars(**tables):
    """Return the bars of the best plan of the study of one plant, by option."""
    return {bar.option: bar for bar in bars_of(best(study_with(**tables)))}


def test_what_is_built_today_has_no_launch():
    """A: 50,000 a year in 2026 to 2028."""
    bar = bars()["A Leipzig"]

    assert (bar.first, bar.last, bar.launch, bar.ending, bar.kind) == (2026, 2028, None, "", "host")
    assert bar.volumes == pytest.approx({2026: 50_000, 2027: 50_000, 2028: 50_000})
    assert (bar.peak, bar.total) == pytest.approx((50_000, 150_000))


def test_a_guest_starts_with_its_launch():
    """B waits a year; Bo is neither owner nor partner of Leipzig."""
    bar = bars(**guest(lead_years=1))["B Leipzig"]

    assert (bar.first, bar.last, bar.launch, bar.kind, bar.is_partner) == (2027, 2028, 2027, "guest", False)


def test_a_partner_is_no_guest():
    """Leipzig is used by Bo as its own."""
    plants = [BASE["plants"][0] | {"partners": "Bo"}, BASE["plants"][1]]
    bar = bars(plants=plants, **guest())["B Leipzig"]

    assert (bar.kind, bar.is_partner) == ("host", True)


def test_a_run_out_is_named():
    """A runs out after 2026."""
    bar = bars(incumbents=[{"option": "A Leipzig", "until": 2026}])["A Leipzig"]

    assert (bar.first, bar.last, bar.ending) == (2026, 2026, "run-out")


def test_an_end_of_life_is_named():
    """B lives two years: 2026 and 2027."""
    bar = bars(**guest(life_years=2, latest_launch=2026))["B Leipzig"]

    assert (bar.last, bar.ending) == (2027, "end of life")


def test_an_early_end_is_named():
    """B sells in 2026 alone and costs 4 a year while it is active."""
    tables = guest(capex=1, fixed_cost=4, may_end_early=True)

    assert bars(demand_by_year=LEAST, **tables)["B Leipzig"].ending == "early end"


def test_output_that_stops_is_named():
    """B sells in 2026 alone; it stays active, at no cost."""
    bar = bars(demand_by_year=LEAST, **guest())["B Leipzig"]

    assert (bar.first, bar.last, bar.ending) == (2026, 2026, "output stops")


def test_a_launch_before_the_first_sale_begins_the_bar():
    """B must be launched in 2026 and sells from 2027: the bar begins with the launch."""
    no_sale = [{"vehicle": "B", "market": "home", "year": 2026, "units": 0}]
    bar = bars(demand_by_year=no_sale, **guest(latest_launch=2026))["B Leipzig"]

    assert (bar.first, bar.launch, sorted(bar.volumes)) == (2026, 2026, [2027, 2028])


def test_a_vehicle_that_moves_is_named_with_the_line_it_leaves():
    """A runs out at Leipzig in 2026 and starts at Halle in 2027: a guest there unless it is Ada's too."""
    plants = [*BASE["plants"], {"plant": "Halle", "company": "Ada", "country": "DE"}]
    moved = {
        "plants": plants,
        "groups": [*BASE["groups"], {"group": "H", "plant": "Halle", "start_pattern": "one"}],
        "group_patterns": [
            *BASE["group_patterns"],
            {"group": "H", "pattern": "idle"},
            {"group": "H", "pattern": "one"},
        ],
        "shops": [*BASE["shops"], {"shop": "hall", "group": "H"}],
        "shop_patterns": [*BASE["shop_patterns"], {"shop": "hall", "pattern": "one", "capacity": 60_000}],
        "options": [
            *BASE["options"],
            {"option": "A Halle", "vehicle": "A", "plant": "Halle", "lead_years": 1},
        ],
        "routes": [*BASE["routes"], {"option": "A Halle", "shop": "hall"}],
        "incumbents": [{"option": "A Leipzig", "until": 2026}],
        "lanes": [*BASE["lanes"], {"plant": "Halle", "market": "home"}],
    }
    found = bars(**moved)

    assert (found["A Halle"].kind, found["A Halle"].moved_from) == ("transfer", "L")
    assert (found["A Leipzig"].kind, found["A Leipzig"].moved_from) == ("host", "")
    other_owner = [{**plants[0]}, plants[1], {**plants[2], "company": "Bo"}]
    assert bars(**{**moved, "plants": other_owner})["A Halle"].kind == "guest"
