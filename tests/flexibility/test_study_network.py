"""Capacity, present links and possible links of a study."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.errors import LabelError
from plantshare.flexibility.study_network import network_of, plant_capacity
from plantshare.results.spare import spare_capacity
from tests.flexibility.studies import line_study

TWO = ({"P": 100, "Q": 200}, {"A": 90, "B": 110}, {"A": ["P"], "B": ["Q"]})


def test_present_and_possible_links() -> None:
    """Each vehicle at its plant; the two crossed links could exist, and nothing says otherwise."""
    network = network_of(line_study(*TWO), 2027)

    assert network.plants == ("P", "Q")
    assert network.capacity == (100, 200)
    assert network.present == network.main == ((0, 0), (1, 1))
    assert network.possible == ((0, 1), (1, 0))
    assert network.unknown == {(0, 1), (1, 0)}
    assert network.mean_demand == {"A": 90, "B": 110}
    assert network.basis == ("two", "two")


def test_series_shops_take_the_narrowest_and_weigh_the_work() -> None:
    """Paint takes 300 cars a year; A takes 1.5 of it and B 1, built half and half: 300 / 1.25 = 240.

    Two assembly lines of 130 and 140 add to 270, so paint is the narrowest.
    """
    shops = [
        {"shop": "paint", "group": "P", "kind": "paint"},
        {"shop": "left", "group": "P", "kind": "assembly"},
        {"shop": "right", "group": "P", "kind": "assembly"},
    ]
    capacities = {"paint": 300, "left": 130, "right": 140}
    study = line_study(
        {"P": 0},
        {"A": 90, "B": 110},
        {"A": ["P"], "B": ["P"]},
        {
            "shops": shops,
            "shop_patterns": [
                {"shop": shop, "pattern": "two", "capacity": units} for shop, units in capacities.items()
            ],
            "routes": [
                {"option": "A@P", "shop": "paint", "use": 1.5},
                {"option": "A@P", "shop": "left"},
                {"option": "B@P", "shop": "paint"},
                {"option": "B@P", "shop": "right"},
            ],
            "incumbents": [{"option": "A@P", "built": 50}, {"option": "B@P", "built": 50}],
        },
    )

    assert plant_capacity(study, spare_capacity(study), 2027) == {"P": pytest.approx(240)}


def test_a_failed_gate_bars_a_link_unless_every_link_is_asked_for() -> None:
    """P takes vehicles of 4.5 m, B is 5 m long: only Q could build the other vehicle."""
    plants = [
        {"plant": "P", "company": "Ada", "country": "DE", "max_length": 4.5},
        {"plant": "Q", "company": "Ada", "country": "DE"},
    ]
    vehicles = [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Ada", "length": 5}]
    study = line_study(*TWO, {"plants": plants, "vehicles": vehicles})

    assert network_of(study, 2027).possible == ((1, 0),)
    assert network_of(study, 2027).barred == 1
    assert network_of(study, 2027, all_links=True).possible == ((0, 1), (1, 0))


def test_sharing_off_keeps_vehicles_in_their_own_plants() -> None:
    """Q belongs to Bo, B too: no link could exist; as a partner of Q Ada may build A there."""

    def study(partners: str, sharing: str):
        plants = [
            {"plant": "P", "company": "Ada", "country": "DE"},
            {"plant": "Q", "company": "Bo", "country": "DE", "partners": partners},
        ]
        vehicles = [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Bo"}]
        companies = [{"company": "Ada"}, {"company": "Bo"}]
        changed = {"companies": companies, "plants": plants, "vehicles": vehicles}
        return line_study(*TWO, changed, sharing=sharing)

    assert network_of(study("", "off"), 2027).possible == ()
    assert network_of(study("Ada", "off"), 2027).possible == ((1, 0),)
    assert network_of(study("", "on"), 2027).possible == ((0, 1), (1, 0))


def test_a_deal_opens_the_links_that_it_names() -> None:
    """Only deals are shared, and one names the option of A at Q."""
    options = [
        {"option": "A@P", "vehicle": "A", "plant": "P"},
        {"option": "B@Q", "vehicle": "B", "plant": "Q"},
        {"option": "A@Q", "vehicle": "A", "plant": "Q"},
    ]
    changed = {
        "companies": [{"company": "Ada"}, {"company": "Bo"}],
        "plants": [
            {"plant": "P", "company": "Ada", "country": "DE"},
            {"plant": "Q", "company": "Bo", "country": "DE"},
        ],
        "vehicles": [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Bo"}],
        "options": options,
        "deals": [{"deal": "one", "host": "Bo", "guest": "Ada", "options": "A@Q"}],
    }
    network = network_of(line_study(*TWO, changed, sharing="deals"), 2027)

    assert network.possible == ((1, 0),)
    assert network.options[1, 0] == ("A@Q",)


def test_markets_that_other_plants_reach_are_lots_of_their_own() -> None:
    """P reaches home only, Q home and away: A's 90 at home may come from both, its 40 away from Q alone."""
    changed = {
        "markets": [{"market": "home", "countries": "DE"}, {"market": "away", "countries": "FR"}],
        "lanes": [
            {"plant": "P", "market": "home"},
            {"plant": "Q", "market": "home"},
            {"plant": "Q", "market": "away"},
        ],
        "demand": [
            {"vehicle": "A", "market": "home", "units": 90},
            {"vehicle": "A", "market": "away", "units": 40},
            {"vehicle": "B", "market": "home", "units": 110},
        ],
    }
    network = network_of(line_study(*TWO, changed), 2027)

    assert network.lots == 3
    assert len(network.served[0, 0]) == 1
    assert len(network.served[1, 0]) == 2
    by_lot = network.by_lot(network.rows["units"].to_numpy()[None, :])
    assert sorted(by_lot[0]) == [40, 90, 110]
    reached = network.design(((1, 0),)).links
    assert by_lot[0][[lot for _, lot in reached]].sum() == 130


def test_demand_below_zero_counts_as_none_before_it_is_added() -> None:
    """Rows of -5 and 20 of one lot are 20, not 15."""
    changed = {
        "markets": [{"market": "home"}, {"market": "away"}],
        "lanes": [{"plant": "P", "market": market} for market in ("home", "away")],
        "demand": [{"vehicle": "A", "market": market, "units": 1} for market in ("home", "away")],
    }
    network = network_of(line_study({"P": 1}, {"A": 1}, {"A": ["P"]}, changed), 2027)

    assert network.by_lot(np.array([[-5.0, 20.0]])).tolist() == [[20.0]]


def test_a_link_that_has_run_out_is_not_present() -> None:
    """A runs out in 2027: in 2028 only B is built, and A is left out unless every vehicle counts."""
    built = [{"option": "A@P", "built": 90, "until": 2027}, {"option": "B@Q", "built": 110}]
    study = line_study(*TWO, {"incumbents": built})
    later = network_of(study, 2028)

    assert network_of(study, 2027).vehicles == ("A", "B")
    assert later.vehicles == ("B",)
    assert any("left out: A." in note for note in later.notes)
    assert network_of(study, 2028, all_vehicles=True).possible == ((0, 0), (0, 1), (1, 0))


def test_the_main_link_is_the_one_that_most_is_built_on() -> None:
    """A is built at P (1000) and at Q (900); B at Q."""
    network = network_of(line_study({"P": 1, "Q": 1}, {"A": 1, "B": 1}, {"A": ["P", "Q"], "B": ["Q"]}), 2027)

    assert network.main == ((0, 0), (1, 1))
    assert network.present == ((0, 0), (1, 0), (1, 1))


def test_plants_can_be_chosen_by_name_and_by_company() -> None:
    """Names are forgiven their case; an unknown one is offered the nearest."""
    study = line_study(*TWO)

    assert network_of(study, 2027, plants=["q"]).plants == ("Q",)
    assert network_of(study, 2027, company="Ada").plants == ("P", "Q")
    with pytest.raises(LabelError, match="no plant 'R'"):
        network_of(study, 2027, plants=["R"])
    with pytest.raises(LabelError, match="no company 'Bo'"):
        network_of(study, 2027, company="Bo")


def test_nothing_to_count_is_told_with_a_way_out() -> None:
    """A plant without capacity, and plants that build nothing that is wanted."""
    with pytest.raises(LabelError, match="none of the plants P has a capacity in 2027; state their shops"):
        network_of(line_study({"P": 0}, {"A": 1}, {"A": ["P"]}), 2027)
    with pytest.raises(LabelError, match="--all-vehicles"):
        network_of(line_study({"P": 1}, {"A": 1}, {"A": []}), 2027)
