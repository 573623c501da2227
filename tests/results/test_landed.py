"""Landed cost: check L1 of the domain reference (case R5), and parts of it by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from plantshare.results.landed import COMPONENTS, landed_costs, production_volumes
from plantshare.study import Study, study_from_tables
from plantshare.tables import tables_from_frames

PRESENT_VOLUME = 182_819.1
RAMP = (20, 50, 60, 60, 60)
ORIGINATING = 0.45


def l1_study(options: dict[str, dict[str, Any]] | None = None, **frames: Any) -> Study:
    """Return case R5: years 1-5 after one year of lead, 10%, 60,000 a year at peak.

    Wage 40 an hour; duty 10% from China, and from Spain where the vehicle does not originate.
    """
    settings = {
        "name": "L1", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2031,
    }  # fmt: skip
    launch = {
        "peak_rate": 60_000, "life_years": 5, "lead_years": 1, "ramp": "R5", "capex_profile": "early",
    }  # fmt: skip
    given: dict[str, dict[str, Any]] = {
        "China": {"plant": "Wuhu", "parts_cost": 15_000, "ex_works": 15_000, "customs_value": 18_000},
        "UK full": {
            "plant": "Halewood", "parts_cost": 15_700, "hours": 22, "electricity": 1.0, "gas": 0.5,
            "other_conversion": 320, "fixed_cost": 12, "capex": 120,
        },
        "SKD as vehicle": {
            "plant": "Halewood", "parts_cost": 15_600, "hours": 15, "parts_duty": 1_560,
            "fixed_cost": 4, "capex": 25, "peak_rate": 30_000,
        },
        "SKD as parts": {
            "plant": "Halewood", "parts_cost": 15_600, "hours": 15, "parts_duty": 624,
            "fixed_cost": 4, "capex": 25, "peak_rate": 30_000,
        },
        "Spain": {
            "plant": "Barcelona", "parts_cost": 15_500, "other_conversion": 1_015 + 200 + 500,
            "ex_works": 5_000, "customs_value": 17_300, "non_originating_share": ORIGINATING,
        },
    }  # fmt: skip
    rows = [
        {"option": name, "vehicle": "car", **launch, **row, **(options or {}).get(name, {})}
        for name, row in given.items()
    ]
    tables: dict[str, list[dict[str, Any]]] = {
        "companies": [{"company": "guest"}],
        "plants": [
            {"plant": "Wuhu", "company": "guest", "country": "CN"},
            {"plant": "Halewood", "company": "guest", "country": "GB"},
            {"plant": "Barcelona", "company": "guest", "country": "ES"},
        ],
        "factors": [{"country": "GB", "wage": 40, "electricity_price": 180, "gas_price": 40}],
        "vehicles": [{"vehicle": "car", "company": "guest", "powertrain": "PHEV"}],
        "options": rows,
        "ramps": [{"ramp": "R5", "age": age, "share": volume / 60} for age, volume in enumerate(RAMP[:3])],
        "capex_profiles": [{"profile": "early", "years_before": 1, "share": 1}],
        "markets": [{"market": "GB", "countries": "GB"}, {"market": "US", "countries": "US"}],
        "demand": [{"vehicle": "car", "market": "GB", "units": 60_000}],
        "lanes": [
            {"plant": "Wuhu", "market": "GB", "freight": 1_000, "handling": 300, "transit_days": 73},
            {"plant": "Halewood", "market": "GB", "freight": 200},
            {"plant": "Halewood", "market": "US", "freight": 900},
            {"plant": "Barcelona", "market": "GB", "freight": 500, "transit_days": 36.5},
        ],
        "tariffs": [
            {"origin": "CN", "market": "GB", "duty": 0.1},
            {"origin": "ES", "market": "GB", "duty": 0.1, "preference": 0},
        ],
        "origin_rules": [{"origin": "ES", "market": "GB", "max_non_originating": 0.45}],
        **frames,
    }
    return study_from_tables(tables_from_frames(settings, tables))


@pytest.mark.parametrize(
    ("option", "cost"),
    [
        ("China", 18_400.0),
        ("UK full", 18_205.2),
        ("SKD as vehicle", 18_399.4),
        ("SKD as parts", 17_463.4),
        ("Spain", 17_765.0),
    ],
)
def test_landed_cost_of_the_reference_case(option, cost):
    """L1. UK full: 15,700 + (22 * 40 + 180 + 20 + 320) + 200 + (12m * 3.790787 + 120m) / 182,819.1."""
    found = landed_costs(l1_study()).total.sel(option=option, market="GB")

    assert found.item() == pytest.approx(cost, abs=0.1)


def test_vehicle_that_does_not_originate_pays_duty():
    """L1, Spain: 46% is more than 45%, so that 10% of 17,300 is added to 17,765: 19,495."""
    costs = landed_costs(l1_study({"Spain": {"non_originating_share": 0.46}}))
    spain = costs.components.sel(option="Spain", market="GB")

    assert spain.sel(component="duty").item() == pytest.approx(1_730)
    assert spain.sum().item() == pytest.approx(19_495)
    assert not costs.preferred.sel(option="Spain", market="GB").item()


def test_components_are_kept_apart():
    """UK full: F 12m * 3.790787 / 182,819.1 = 248.82 and K 120m / 182,819.1 = 656.38 a vehicle."""
    found = landed_costs(l1_study()).components.sel(option="UK full", market="GB")
    by_name = dict(zip(COMPONENTS, found.values, strict=True))

    assert by_name == pytest.approx(
        {
            "parts": 15_700, "parts duty": 0, "labour": 880, "energy": 200, "other conversion": 320,
            "freight": 200, "handling": 0, "duty": 0, "pipeline capital": 0,
            "fixed": 248.82, "capital": 656.38,
        },
        abs=0.01,
    )  # fmt: skip


def test_import_splits_into_freight_handling_duty_and_pipeline():
    """China: 1,000 + 300, 10% of 18,000, and 15,000 * 10% * 73 / 365 = 300 tied up on the way."""
    found = landed_costs(l1_study()).components.sel(option="China", market="GB")

    wanted = {"freight": 1_000, "handling": 300, "duty": 1_800, "pipeline capital": 300}
    assert {name: found.sel(component=name).item() for name in wanted} == pytest.approx(wanted)


def test_volume_follows_the_ramp_until_the_end_of_life():
    """Lead of one year, then 20, 50, 60, 60, 60 thousand; the ramp stays at its last row."""
    study = l1_study()

    volumes = production_volumes(study).sel(option="UK full")
    assert volumes.values == pytest.approx([0, *[1_000 * volume for volume in RAMP]])
    assert landed_costs(study).volume.sel(option="UK full").item() == pytest.approx(
        sum(1_000 * volume / 1.1**year for year, volume in enumerate(RAMP, start=1))
    )
    assert landed_costs(study).volume.sel(option="UK full").item() == pytest.approx(PRESENT_VOLUME, abs=0.1)


def test_capital_without_profile_is_spent_in_the_first_year_of_production():
    """120m one year later is worth 120m / 1.1 at t = 0: 656.38 / 1.1 = 596.71 a vehicle."""
    found = landed_costs(l1_study({"UK full": {"capex_profile": np.nan}})).components

    assert found.sel(option="UK full", market="GB", component="capital").item() == pytest.approx(
        596.71, abs=0.01
    )


def test_costs_that_differ_by_year_are_weighted_by_present_volume():
    """Parts at 15,000 in the first year of production only: saves 700 * 20,000 / 1.1 / 182,819.1 = 69.62."""
    study = l1_study(options_by_year=[{"option": "UK full", "year": 2027, "parts_cost": 15_000}])
    parts = landed_costs(study).components.sel(option="UK full", market="GB", component="parts")

    assert parts.item() == pytest.approx(15_700 - 69.62, abs=0.01)


def test_market_out_of_reach_has_no_cost():
    """There is no lane from Wuhu to the US, and no demand there at all: rows are left out."""
    costs = landed_costs(l1_study())

    assert np.isnan(costs.total.sel(market="US")).all()
    assert set(costs.to_frame().market) == {"GB"}
    assert len(costs.to_frame()) == 5


def test_option_that_cannot_start_has_no_cost():
    """A window that closes before the lead time is over leaves no volume."""
    study = l1_study({"UK full": {"latest_launch": 2026}})

    assert production_volumes(study).sel(option="UK full").sum().item() == 0
    assert "UK full" not in set(landed_costs(study).to_frame().option)


def test_what_is_built_today_has_neither_ramp_nor_capital():
    """Built from 2026 to 2028 at 60,000: 15,700 + 1,400 + 200 + 12m / 60,000 = 17,500."""
    study = l1_study(incumbents=[{"option": "UK full", "built": 60_000, "until": 2028}])
    costs = landed_costs(study)

    assert production_volumes(study).sel(option="UK full").values == pytest.approx(
        [60_000, 60_000, 60_000, 0, 0, 0]
    )
    assert costs.total.sel(option="UK full", market="GB").item() == pytest.approx(17_500)
    assert costs.start.sel(option="UK full").item() == 2026


def test_option_without_peak_rate_follows_demand():
    """No peak rate: the demand of 60,000 is the rate, so that the reference cost stands."""
    costs = landed_costs(l1_study({"UK full": {"peak_rate": np.nan}}))

    assert costs.total.sel(option="UK full", market="GB").item() == pytest.approx(18_205.2, abs=0.1)
