"""Costs of one vehicle, each by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from plantshare.study import Study, study_from_tables
from plantshare.study.ramps import capital_by_year_before, ramp_by_age
from plantshare.study.unit_costs import (
    can_serve,
    duty_cost,
    energy_cost,
    feebate,
    freight_cost,
    labour_cost,
    pipeline_cost,
)
from plantshare.tables import tables_from_frames


@pytest.fixture
def study() -> Study:
    """Return one car built in China for GB: wage and energy in yuan, 0.11 pounds each."""
    settings = {
        "name": "costs", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2028,
        "discount_rate": 0.1,
    }  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {
        "companies": [{"company": "maker"}],
        "plants": [
            {"plant": "Oxford", "company": "maker", "country": "GB"},
            {"plant": "Wuhu", "company": "maker", "country": "CN"},
        ],
        "factors": [
            {"country": "CN", "wage": 50, "electricity_price": 600, "gas_price": 300, "exchange_rate": 0.11},
        ],
        "factors_by_year": [{"country": "CN", "year": 2027, "wage": 60}],
        "vehicles": [
            {"vehicle": "car", "company": "maker", "powertrain": "BEV"},
            {"vehicle": "van", "company": "maker"},
        ],
        "options": [
            {
                "option": "import", "vehicle": "car", "plant": "Wuhu", "hours": 20, "electricity": 1.2,
                "gas": 0.4, "customs_value": 18_000, "ex_works": 15_000, "ramp": "slow",
                "capex_profile": "spread",
            },
            {"option": "local", "vehicle": "car", "plant": "Oxford", "hours": 20, "customs_value": 9_000},
        ],
        "markets": [{"market": "GB", "countries": "GB"}, {"market": "US", "countries": "US"}],
        "demand": [{"vehicle": "car", "market": "GB"}, {"vehicle": "van", "market": "US"}],
        "lanes": [
            {"plant": "Wuhu", "market": "GB", "freight": 1_000, "handling": 300, "transit_days": 73},
            {"plant": "Wuhu", "market": "US", "freight": 1_500, "transit_days": 36.5},
            {"plant": "Oxford", "market": "US", "freight": 900, "transit_days": 36.5},
        ],
        "lanes_by_year": [{"plant": "Wuhu", "market": "GB", "year": 2028, "freight": 1_200}],
        "tariffs": [{"origin": "CN", "market": "GB", "duty": 0.1}],
        "feebates": [
            {"market": "GB", "powertrain": "BEV", "amount": 2_010},
            {"market": "GB", "powertrain": "ICE", "amount": -990},
        ],
        "ramps": [
            {"ramp": "slow", "age": 0, "share": 0.4},
            {"ramp": "slow", "age": 1, "share": 0.85},
        ],
        "capex_profiles": [
            {"profile": "spread", "years_before": 0, "share": 0.3},
            {"profile": "spread", "years_before": 2, "share": 0.7},
        ],
    }  # fmt: skip
    return study_from_tables(tables_from_frames(settings, tables))


def test_labour_is_hours_by_wage_by_exchange_rate(study):
    """20 h * 50 * 0.11 = 110, and at 60 in 2027 132; a country without factor prices costs nothing."""
    found = labour_cost(study).sel(scenario="base")

    assert found.sel(option="import").values == pytest.approx([110, 132, 110])
    assert found.sel(option="local").values == pytest.approx([0, 0, 0])


def test_energy_is_electricity_and_gas(study):
    """(1.2 * 600 + 0.4 * 300) * 0.11 = 92.4."""
    assert energy_cost(study).sel(option="import", year=2026).item() == pytest.approx(92.4)


def test_pipeline_capital_stands_on_ex_works_or_else_on_the_customs_value(study):
    """15,000 * 0.1 * 73 / 365 = 300; without ex-works price 9,000 * 0.1 * 36.5 / 365 = 90."""
    found = pipeline_cost(study)

    assert found.sel(option="import", market="GB").item() == pytest.approx(300)
    assert found.sel(option="local", market="US").item() == pytest.approx(90)


def test_freight_has_handling_in_it_and_is_missing_without_a_lane(study):
    """1,000 + 300, and 1,200 + 300 in 2028; no lane leads from Oxford to GB."""
    found = freight_cost(study).sel(market="GB")

    assert found.sel(option="import").values == pytest.approx([1_300, 1_300, 1_500])
    assert np.isnan(found.sel(option="local")).all()


def test_duty_is_the_rate_on_the_customs_value(study):
    """10% of 18,000 = 1,800 into GB, nothing into the US."""
    found = duty_cost(study).sel(option="import", year=2026, scenario="base")

    assert found.values == pytest.approx([1_800, 0])


def test_feebate_follows_the_market_of_registration(study):
    """Battery car +2,010 and petrol van -990 in GB; the US has no such rule."""
    found = feebate(study).sel(year=2026)

    assert found.sel(vehicle="car").values == pytest.approx([2_010, 0])
    assert found.sel(vehicle="van").values == pytest.approx([-990, 0])


def test_option_serves_where_there_is_a_lane_and_a_demand(study):
    """The car is wanted in GB only, and only Wuhu has a lane there."""
    assert can_serve(study).values.tolist() == [[True, False], [False, False]]


def test_ramp_stays_at_its_last_share(study):
    """Ages 0, 1, 2: 0.4, 0.85, 0.85; without a ramp 1 at once."""
    found = ramp_by_age(study)

    assert found.sel(option="import").values == pytest.approx([0.4, 0.85, 0.85])
    assert found.sel(option="local").values == pytest.approx([1, 1, 1])


def test_capital_without_profile_falls_in_the_first_year(study):
    """Years before start 0, 1, 2: 0.3, 0, 0.7 by profile; 1, 0, 0 without one."""
    found = capital_by_year_before(study)

    assert found.sel(option="import").values == pytest.approx([0.3, 0, 0.7])
    assert found.sel(option="local").values == pytest.approx([1, 0, 0])
