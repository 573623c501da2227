"""Duty by option and market: rows of tariffs, preference, rules of origin."""

from __future__ import annotations

from typing import Any

import pytest

from plantshare.study import Change, Study, study_from_tables
from plantshare.study.duty import duty_rate, is_local, is_preferred, originates
from plantshare.tables import tables_from_frames


def border_study(option: dict[str, Any] | None = None, powertrain: str = "BEV", **frames: Any) -> Study:
    """Return one vehicle built in GB and in CN for GB, the EU and the US; 10% into the EU, 0% by preference.

    The EU takes at most 45% of non-originating materials from GB; the option in GB has 40%.
    """
    settings = {
        "name": "border", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2028,
    }  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {
        "companies": [{"company": "maker"}],
        "plants": [
            {"plant": "Oxford", "company": "maker", "country": "GB"},
            {"plant": "Wuhu", "company": "maker", "country": "CN"},
        ],
        "vehicles": [{"vehicle": "car", "company": "maker", "powertrain": powertrain}],
        "options": [
            {"option": "Oxford", "vehicle": "car", "plant": "Oxford", "non_originating_share": 0.40}
            | (option or {}),
            {"option": "Wuhu", "vehicle": "car", "plant": "Wuhu"},
        ],
        "markets": [
            {"market": "GB", "countries": "GB"},
            {"market": "EU", "countries": "DE;ES"},
            {"market": "US", "countries": "US"},
        ],
        "tariffs": [
            {"origin": "GB", "market": "EU", "duty": 0.10, "preference": 0.0},
            {"origin": "CN", "market": "EU", "duty": 0.10},
            {"origin": "CN", "market": "EU", "powertrain": "BEV", "duty": 0.10, "countervailing": 0.17},
            {"origin": "GB", "market": "GB", "duty": 0.10},
        ],
        "origin_rules": [{"origin": "GB", "market": "EU", "max_non_originating": 0.45}],
        **frames,
    }
    return study_from_tables(tables_from_frames(settings, tables))


def rate(study: Study, option: str, market: str, year: int = 2026) -> float:
    """Return one duty."""
    return duty_rate(study).sel(option=option, market=market, year=year, scenario="base").item()


def test_originating_vehicle_pays_the_preference():
    """40% of non-originating materials is within 45%: 0 instead of 10%."""
    assert rate(border_study(), "Oxford", "EU") == 0


def test_too_many_foreign_parts_pay_the_ordinary_duty():
    """O1: 9.4 / 19.0 = 49.474% is above 45%; with 0.85 localised, 8.55 / 19.0 = 45% is not."""
    assert rate(border_study({"non_originating_share": 9.4 / 19.0}), "Oxford", "EU") == 0.10
    assert rate(border_study({"non_originating_share": (9.4 - 0.85) / 19.0}), "Oxford", "EU") == 0


def test_row_of_the_powertrain_stands_before_the_row_all():
    """A battery vehicle from China pays 10% + 17%, a petrol one the 10% of the row 'all'."""
    assert rate(border_study(), "Wuhu", "EU") == pytest.approx(0.27)
    assert rate(border_study(powertrain="ICE"), "Wuhu", "EU") == pytest.approx(0.10)


def test_row_of_the_powertrain_replaces_the_preference_of_the_row_all():
    """The row for battery vehicles states no preference, so that originating does not help."""
    tariffs = [
        {"origin": "GB", "market": "EU", "duty": 0.10, "preference": 0.0},
        {"origin": "GB", "market": "EU", "powertrain": "BEV", "duty": 0.12},
    ]

    assert rate(border_study(tariffs=tariffs), "Oxford", "EU") == 0.12


@pytest.mark.parametrize(
    ("powertrain", "originates_too", "duty"),
    [("BEV", False, 0.10), ("PHEV", False, 0.10), ("FCEV", False, 0.10), ("BEV", True, 0), ("HEV", False, 0)],
)
def test_battery_must_originate_where_the_rule_asks(powertrain, originates_too, duty):
    """The rule binds vehicles with a plug or a fuel cell, and no others."""
    rules = [{"origin": "GB", "market": "EU", "max_non_originating": 0.45, "battery_required": True}]
    study = border_study({"battery_originates": originates_too}, powertrain, origin_rules=rules)

    assert rate(study, "Oxford", "EU") == duty


def test_rule_of_the_powertrain_stands_before_the_rule_all():
    """At most 35% for battery vehicles: 40% is too much for them, and not for others."""
    rules = [
        {"origin": "GB", "market": "EU", "max_non_originating": 0.45},
        {"origin": "GB", "market": "EU", "powertrain": "BEV", "max_non_originating": 0.35},
    ]

    assert rate(border_study(origin_rules=rules), "Oxford", "EU") == 0.10
    assert rate(border_study(powertrain="HEV", origin_rules=rules), "Oxford", "EU") == 0


def test_rule_may_tighten_from_a_year():
    """From 2027 the battery must originate: 0 in 2026, 10% in 2027."""
    study = border_study(
        origin_rules_by_year=[
            {"origin": "GB", "market": "EU", "powertrain": "all", "year": year, "battery_required": True}
            for year in (2027, 2028)
        ]
    )

    assert [rate(study, "Oxford", "EU", year) for year in (2026, 2027, 2028)] == [0, 0.10, 0.10]


def test_preference_without_a_rule_holds_for_every_vehicle():
    """No row of origin_rules asks for anything."""
    study = border_study({"non_originating_share": 1.0}, origin_rules=[])

    assert originates(study).all()
    assert is_preferred(study).sel(option="Oxford", year=2026).values.tolist() == [False, True, False]
    assert rate(study, "Oxford", "EU") == 0


def test_no_duty_at_home_and_none_without_a_row():
    """GB to GB is 0 although a row says 10%; CN to US has no row, which a check warns of."""
    study = border_study()

    assert rate(study, "Oxford", "GB") == 0
    assert rate(study, "Wuhu", "US") == 0
    assert is_local(study).sel(option="Oxford").values.tolist() == [True, False, False]


def test_duty_differs_by_year_and_by_scenario():
    """25% on all tariffs in 2027 in the second future; duty from China becomes 25% + 17%."""
    study = border_study(
        scenarios=[{"scenario": "calm"}, {"scenario": "war"}],
        scenario_changes=[
            {"scenario": "war", "table": "tariffs", "row": "CN/EU/BEV", "column": "duty",
             "year": 2027, "value": 0.25}
        ],
    ).with_scenarios(["calm", "war"])  # fmt: skip
    found = duty_rate(study).sel(option="Wuhu", market="EU")

    assert found.sel(scenario="calm").values == pytest.approx([0.27] * 3)
    assert found.sel(scenario="war").values == pytest.approx([0.27, 0.42, 0.27])


def test_change_of_a_tariff_changes_the_duty():
    """Duty from GB set to 20%, for a vehicle that does not originate."""
    change = Change(table="tariffs", row="GB/EU/all", column="duty", value=0.2)
    study = border_study({"non_originating_share": 1.0}).with_changes([change])

    assert rate(study, "Oxford", "EU") == 0.2


def test_a_tariff_change_stands_in_place_of_the_duty() -> None:
    """30% on what comes from CN into the US in 2027, where no row stands; the EU is another market."""
    change = {
        "support": "border", "payer": "state", "kind": "tariff", "country": "CN", "market": "US",
        "rate": 0.3, "first_year": 2027, "last_year": 2027,
    }  # fmt: skip
    own = duty_rate(border_study()).squeeze("scenario")
    found = duty_rate(border_study(support=[change])).squeeze("scenario")

    assert found.sel(option="Wuhu", market="US").values.tolist() == pytest.approx([0.0, 0.3, 0.0])
    assert found.sel(option="Wuhu", market="EU").equals(own.sel(option="Wuhu", market="EU"))
    assert found.sel(option="Oxford").equals(own.sel(option="Oxford"))


def test_a_tariff_change_does_not_reach_home_nor_those_who_originate() -> None:
    """Oxford pays nothing in GB, and its preference of 0% into the EU; of two changes the later counts."""
    first = {"support": "first", "payer": "state", "kind": "tariff", "options": "Oxford;Wuhu", "rate": 0.3}
    rate = duty_rate(border_study(support=[first, {**first, "support": "second", "rate": 0.2}]))

    assert float(rate.sel(option="Oxford", market="GB").max()) == 0.0
    assert float(rate.sel(option="Oxford", market="EU").max()) == 0.0
    assert float(rate.sel(option="Wuhu", market="GB").min()) == pytest.approx(0.2)
