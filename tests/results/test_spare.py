"""Spare capacity: by hand, and the check values of the domain reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import xarray as xr

from plantshare.errors import LabelError
from plantshare.results.spare import (
    basis_capacity,
    first_year_above,
    outage_availability,
    overtime_capacity,
    own_load,
    spare_capacity,
)
from plantshare.study import Study, study_from_tables
from plantshare.tables import tables_from_frames

PATTERNS = [
    {"pattern": "one", "shifts": 1, "hours": 7.8, "days": 235, "level": 1},
    {"pattern": "two", "shifts": 2, "hours": 7.8, "days": 235, "level": 2},
    {"pattern": "three", "shifts": 3, "hours": 7.4, "days": 235, "level": 3},
    {"pattern": "idle", "role": "mothball"},
]


def plant_study(**frames: list[dict[str, Any]]) -> Study:
    """Return one plant with one shop of 40 an hour at 88%, and one option that is built there today."""
    settings = {
        "name": "one plant", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2029,
    }  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {
        "companies": [{"company": "host"}],
        "plants": [{"plant": "Graz", "company": "host", "country": "AT"}],
        "shift_patterns": PATTERNS,
        "groups": [{"group": "line 1", "plant": "Graz", "start_pattern": "two"}],
        "group_patterns": [{"group": "line 1", "pattern": row["pattern"]} for row in PATTERNS],
        "shops": [
            {"shop": "hall", "group": "line 1", "gross_rate": 40, "uptime": 0.88, "overtime_limit": 0.12}
        ],
        "vehicles": [{"vehicle": "A", "company": "host"}],
        "options": [{"option": "A at Graz", "vehicle": "A", "plant": "Graz"}],
        "routes": [{"option": "A at Graz", "shop": "hall"}],
        "incumbents": [{"option": "A at Graz", "built": 75_000, "until": 2027}],
        **frames,
    }
    return study_from_tables(tables_from_frames(settings, tables))


@pytest.mark.parametrize(
    ("pattern", "capacity"), [("one", 64_521.6), ("two", 129_043.2), ("three", 183_638.4)]
)
def test_capacity_is_rate_by_uptime_by_hours(pattern, capacity):
    """C1: 40 * 0.88 = 35.2 an hour; 35.2 * 1 * 7.8 * 235, twice that, and 35.2 * 3 * 7.4 * 235."""
    found, names = basis_capacity(plant_study(), pattern)

    assert found.item() == pytest.approx(capacity)
    assert names.item() == pattern


def test_overtime_lifts_the_basis():
    """C1: 129,043.2 * 1.12 = 144,528.384."""
    assert overtime_capacity(plant_study()).item() == pytest.approx(144_528.384)


def test_utilisation_stands_on_two_shifts():
    """C1: 75,000 / 129,043.2 = 58.12%; spare 54,043.2; nothing is built after 2027."""
    found = spare_capacity(plant_study())

    assert found.basis.item() == "two"
    assert found.utilisation.values[0] == pytest.approx([0.5812, 0.5812, 0, 0], abs=5e-5)
    assert found.spare.values[0] == pytest.approx([54_043.2, 54_043.2, 129_043.2, 129_043.2])
    assert found.first_year_free.item() == 2026


@pytest.mark.parametrize(("capacity", "share"), [(600_000, 0.4551), (500_000, 0.5462)])
def test_utilisation_depends_on_the_stated_capacity(capacity, share):
    """C2: 273,087 / 600,000 = 45.51% and / 500,000 = 54.62%."""
    study = plant_study(
        shop_patterns=[{"shop": "hall", "pattern": "two", "capacity": capacity}],
        incumbents=[{"option": "A at Graz", "built": 273_087}],
    )

    assert spare_capacity(study).utilisation.values[0] == pytest.approx([share] * 4, abs=5e-5)


def test_outage_takes_its_weeks_from_the_year():
    """5.5 weeks of 47 are 11.70%; spare is 129,043.2 * (1 - 5.5/47) - 75,000 in the year of the stop."""
    assert outage_availability(5.5) == pytest.approx(1 - 0.1170, abs=5e-5)
    assert outage_availability(60) == 0

    stopped = plant_study(
        shops_by_year=[{"shop": "hall", "year": 2026, "availability": outage_availability(5.5)}]
    )
    found = spare_capacity(stopped)
    assert found.spare.values[0, :2] == pytest.approx([129_043.2 * (1 - 5.5 / 47) - 75_000, 54_043.2])
    assert found.utilisation.values[0, 0] == pytest.approx(75_000 / 129_043.2)


def test_negative_outage_is_refused():
    """A stop of less than no time is a wrong call."""
    with pytest.raises(ValueError, match="got -1"):
        outage_availability(-1)


def test_setting_names_the_basis_and_an_argument_stands_before_it():
    """One shift by setting: 75,000 / 64,521.6 = 116.24%, kept above one; two shifts by argument."""
    study = plant_study().with_settings(basis_pattern="one")

    assert spare_capacity(study).utilisation.values[0, 0] == pytest.approx(75_000 / 64_521.6)
    assert spare_capacity(study, basis="two").basis.item() == "two"


def test_overtime_pattern_is_no_basis():
    """A two-shift pattern with overtime could build more, but utilisation stands on straight time."""
    long = {"pattern": "long", "shifts": 2, "hours": 9, "days": 250, "straight_time": False}
    rows = [*PATTERNS, long]
    study = plant_study(
        shift_patterns=rows,
        group_patterns=[{"group": "line 1", "pattern": row["pattern"]} for row in rows],
    )

    assert basis_capacity(study)[1].item() == "two"


def test_group_that_only_has_three_shifts_is_measured_on_three():
    """Without a usual pattern the smallest run pattern is the basis, and the name says so."""
    study = plant_study(group_patterns=[{"group": "line 1", "pattern": "three"}])

    assert basis_capacity(study)[1].item() == "three"
    assert basis_capacity(study, "two")[1].item() == "three"


def test_shop_without_capacity_has_no_utilisation():
    """No run pattern: capacity 0, utilisation missing, and the basis is empty."""
    study = plant_study(group_patterns=[{"group": "line 1", "pattern": "idle"}])
    found = spare_capacity(study)

    assert found.basis.item() == ""
    assert np.isnan(found.utilisation.values).all()
    assert np.isnan(found.first_year_free.item())


def test_unknown_basis_offers_the_nearest():
    """A slip of the pen gets the pattern that was meant."""
    with pytest.raises(LabelError, match="Did you mean 'three'"):
        basis_capacity(plant_study(), "tree")


def two_shops(use: float, load: float = 75_000) -> Study:
    """Return body and paint in series; another option takes ``use`` of a place in paint only."""
    shop = {"group": "line 1", "uptime": 0.88}
    return plant_study(
        shops=[
            {**shop, "shop": "body", "kind": "body", "gross_rate": 40},
            {**shop, "shop": "paint", "kind": "paint", "gross_rate": 30},
        ],
        options=[
            {"option": "A at Graz", "vehicle": "A", "plant": "Graz"},
            {"option": "kit", "vehicle": "A", "plant": "Graz", "mode": "SKD"},
            {"option": "abroad", "vehicle": "A", "plant": "Graz"},
        ],
        routes=[
            {"option": "A at Graz", "shop": "body"},
            {"option": "A at Graz", "shop": "paint"},
            {"option": "kit", "shop": "paint", "use": use},
        ],
        incumbents=[{"option": "A at Graz", "built": load}],
    )


def test_sellable_is_the_least_over_the_route():
    """Body 129,043.2, paint 96,782.4, load 75,000: spare 54,043.2 and 21,782.4; the kit takes half."""
    found = spare_capacity(two_shops(use=0.5)).sellable.isel(year=0)

    assert found.sel(option="A at Graz").item() == pytest.approx(21_782.4)
    assert found.sel(option="kit").item() == pytest.approx(43_564.8)
    assert np.isnan(found.sel(option="abroad").item())


def test_overloaded_shop_sells_nothing_but_shows_its_lack():
    """Paint 96,782.4 carries 100,000: spare -3,217.6, sellable 0, and no year is free."""
    found = spare_capacity(two_shops(use=1, load=100_000))

    assert found.spare.sel(shop="paint").values == pytest.approx([-3_217.6] * 4)
    assert found.sellable.sel(option="kit").values == pytest.approx([0] * 4)
    assert np.isnan(first_year_above(found.sellable).sel(option="kit").item())


def test_plant_is_as_wide_as_its_narrowest_kind_of_shop():
    """Body 129,043.2 and paint 96,782.4 in series: the plant builds 96,782.4 and has 21,782.4 to spare."""
    row = spare_capacity(two_shops(use=1)).plants_frame().iloc[0]

    assert (row.plant, row.year, row.basis) == ("Graz", 2026, "two")
    assert (row.capacity, row.load, row.spare) == pytest.approx((96_782.4, 75_000, 21_782.4))
    assert row.utilisation == pytest.approx(75_000 / 96_782.4)


def test_load_of_a_plan_replaces_what_is_built_today():
    """A plan that takes 100,000 and then nothing leaves 29,043.2 and 129,043.2."""
    study = plant_study()
    load = xr.DataArray(
        [[100_000.0, 0, 0, 0]], coords={"shop": ["hall"], "year": study.years}, dims=("shop", "year")
    )

    assert spare_capacity(study, load).spare.values[0, :2] == pytest.approx([29_043.2, 129_043.2])


@pytest.mark.parametrize("fault", ["dims", "years"])
def test_load_of_another_study_is_refused(fault):
    """Arrays meet on identical labels or not at all."""
    load = xr.DataArray([[1.0]], coords={"shop": ["hall"], "year": [2026]}, dims=("shop", "year"))
    wrong = load.squeeze("year", drop=True) if fault == "dims" else load

    with pytest.raises(LabelError, match="load"):
        spare_capacity(plant_study(), wrong)


def test_frames_name_plant_basis_and_first_free_year():
    """Full until 2027 on one shift (75,000 > 64,521.6), so that 2028 is the first year free."""
    found = spare_capacity(plant_study(), basis="one")
    frame, options = found.to_frame(), found.options_frame()

    assert list(frame.year) == [2026, 2027, 2028, 2029]
    assert set(frame.plant) == {"Graz"}
    assert set(frame.basis) == {"one"}
    assert set(frame.first_year_free) == {2028}
    assert list(options.sellable) == pytest.approx([0, 0, 64_521.6, 64_521.6])
    assert set(options.first_year_free) == {2028}


def test_own_load_counts_the_work_of_each_vehicle():
    """75,000 vehicles that need 1.2 places each load the shop with 90,000."""
    study = plant_study(routes=[{"option": "A at Graz", "shop": "hall", "use": 1.2}])

    assert own_load(study).values[0, 0] == pytest.approx(90_000)


def test_an_expansion_adds_to_capacity_from_the_year_it_is_usable():
    """129,043 on two shifts and 20,000 more from the second year on: 75,000 are 58.1%, then 50.3%."""
    study = plant_study()
    alone = spare_capacity(study)
    found = spare_capacity(
        study, alone.load, added=alone.load.copy(data=[[0.0, 20_000.0, 20_000.0, 20_000.0]])
    )

    assert found.capacity.values[0, :2] == pytest.approx([129_043.2, 149_043.2])
    assert found.spare.values[0, 1] - alone.spare.values[0, 1] == pytest.approx(20_000)
    assert found.utilisation.values[0, :2] == pytest.approx([75_000 / 129_043.2, 75_000 / 149_043.2])
