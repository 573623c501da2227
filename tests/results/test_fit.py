"""Fit of vehicles to plants: the gates by hand, and check F1 of the domain reference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from plantshare.errors import LabelError
from plantshare.results.fit import annuity_factor, fit
from plantshare.study import Study, study_from_tables
from plantshare.tables import tables_from_frames

GATES = [
    "length", "width", "height", "wheelbase", "mass",
    "body material", "powertrain", "permit", "free window", "minimum spare",
]  # fmt: skip
SIZES = {"length": 4.5, "width": 1.8, "height": 1.6, "wheelbase": 2.7, "mass": 1_600}
LIMITS = {
    "max_length": 5.0, "max_width": 2.0, "max_height": 1.9, "max_wheelbase": 3.0, "max_mass": 2_500,
    "permitted_units": 200_000, "minimum_spare": 50_000,
}  # fmt: skip
F1 = {
    "near": {"capex": 180, "hours": 24, "freight": 30, "fixed_cost": 15},
    "best": {"capex": 130, "hours": 20, "freight": 45, "fixed_cost": 0},
    "far": {"capex": 320, "hours": 30, "freight": 120, "fixed_cost": 90},
}
"""Capital and loss in millions, hours, logistics in currency per vehicle, by plant."""


def guest_study(
    vehicle: dict[str, Any] | None = None, plant: dict[str, Any] | None = None, **frames: Any
) -> Study:
    """Return a guest vehicle with one option of 70,000 a year at each plant of F1, lived 7 years.

    Each plant has one line of 150,000, of which 60,000 is taken.
    """
    settings = {
        "name": "fit", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2035,
    }  # fmt: skip
    tables: dict[str, list[dict[str, Any]]] = {
        "companies": [{"company": "host"}, {"company": "guest"}],
        "plants": [
            {"plant": name, "company": "host", "country": "GB", **LIMITS, **(plant or {})} for name in F1
        ],
        "factors": [{"country": "GB", "wage": 40}],
        "shift_patterns": [{"pattern": "two", "shifts": 2, "hours": 8, "days": 240}],
        "groups": [{"group": name, "plant": name, "start_pattern": "two"} for name in F1],
        "group_patterns": [{"group": name, "pattern": "two"} for name in F1],
        "shops": [{"shop": name, "group": name} for name in F1],
        "shop_patterns": [{"shop": name, "pattern": "two", "capacity": 150_000} for name in F1],
        "vehicles": [
            {"vehicle": "own", "company": "host"},
            {"vehicle": "new", "company": "guest", "powertrain": "PHEV", **SIZES, **(vehicle or {})},
        ],
        "options": [
            {
                "option": f"new at {name}", "vehicle": "new", "plant": name, "peak_rate": 70_000,
                "life_years": 7, "lead_years": 1,
                **{key: value for key, value in figures.items() if key != "freight"},
            }
            for name, figures in F1.items()
        ]
        + [{"option": f"own at {name}", "vehicle": "own", "plant": name} for name in F1],
        "routes": [{"option": f"{car} at {name}", "shop": name} for name in F1 for car in ("new", "own")],
        "incumbents": [{"option": f"own at {name}", "built": 60_000} for name in F1],
        "markets": [{"market": "GB", "countries": "GB"}],
        "demand": [{"vehicle": "new", "market": "GB", "units": 80_000}],
        "lanes": [
            {"plant": name, "market": "GB", "freight": figures["freight"]} for name, figures in F1.items()
        ],
        **frames,
    }  # fmt: skip
    return study_from_tables(tables_from_frames(settings, tables))


@pytest.mark.parametrize(("plant", "cost"), [("near", 1_732), ("best", 1_226), ("far", 3_545)])
def test_money_per_vehicle(plant, cost):
    """F1, best: 130m * 0.205405 / 70,000 = 381.5, 20 h * 40 = 800, logistics 45, no loss: 1,226."""
    found = fit(guest_study())[f"new at {plant}"]

    assert found.cost == pytest.approx(cost, abs=1)


def test_cost_lines_are_kept_apart():
    """Near: 180m * 0.205405 / 70,000 = 528.19, 24 * 40 = 960, 30, and 15m / 70,000 = 214.29."""
    found = fit(guest_study())["new at near"]

    assert annuity_factor(0.1, 7) == pytest.approx(0.1 / (1 - 1.1**-7))
    assert (found.capital, found.labour, found.logistics, found.fixed) == pytest.approx(
        (528.19, 960, 30, 214.29), abs=0.01
    )


def test_every_gate_passes_where_all_is_known():
    """Spare 150,000 - 60,000 = 90,000 is at least 50,000; 60,000 + 70,000 is inside the permit."""
    found = fit(guest_study())["new at best"]

    assert [gate.name for gate in found.gates] == GATES
    assert {gate.outcome for gate in found.gates} == {"pass"}
    assert found.outcome == "pass"


@pytest.mark.parametrize(
    ("gate", "vehicle", "plant"),
    [
        ("length", {"length": 5.1}, {}),
        ("width", {"width": 2.1}, {}),
        ("height", {"height": 2.0}, {}),
        ("wheelbase", {"wheelbase": 3.1}, {}),
        ("mass", {"mass": 2_501}, {}),
        ("body material", {"body_material": "aluminium"}, {}),
        ("powertrain", {"powertrain": "FCEV"}, {}),
        ("permit", {}, {"permitted_units": 129_999}),
        ("minimum spare", {}, {"minimum_spare": 90_001}),
    ],
)
def test_one_breach_fails_one_gate(gate, vehicle, plant):
    """Each gate fails alone when its own limit is passed by the least amount; the cost still stands."""
    found = fit(guest_study(vehicle, plant))["new at best"]

    assert [each.name for each in found.gates if each.outcome == "fail"] == [gate]
    assert found.outcome == "fail"
    assert found.cost == pytest.approx(1_226, abs=1)


@pytest.mark.parametrize(
    ("gate", "vehicle", "plant"),
    [
        ("height", {"height": np.nan}, {}),
        ("wheelbase", {}, {"max_wheelbase": np.nan}),
        ("permit", {}, {"permitted_units": np.nan}),
    ],
)
def test_unknown_figure_is_never_a_pass(gate, vehicle, plant):
    """A size or a limit that the study does not state leaves the gate, and the fit, unknown."""
    found = fit(guest_study(vehicle, plant))["new at best"]

    assert [each.name for each in found.gates if each.outcome == "unknown"] == [gate]
    assert found.outcome == "unknown"


def test_stated_absence_of_a_limit_passes():
    """A permit stated as infinite is known not to bind."""
    found = fit(guest_study(plant={"permitted_units": np.inf}))["new at best"]

    assert found.outcome == "pass"


def test_full_plant_has_no_free_window():
    """150,000 of 150,000 is taken until 2030: no window for a launch that must come by 2029."""
    study = guest_study(
        incumbents=[{"option": "own at best", "built": 150_000, "until": 2030}],
        options=[{"option": f"{car} at best", "vehicle": car, "plant": "best", "latest_launch": year}
                 for car, year in (("new", 2029), ("own", np.nan))],
        routes=[{"option": f"{car} at best", "shop": "best"} for car in ("new", "own")],
    )  # fmt: skip
    gates = {gate.name: gate for gate in fit(study, volume=70_000)["new at best"].gates}

    assert gates["free window"].outcome == "fail"
    assert gates["free window"].found == "full from 2026 to 2029"
    assert gates["minimum spare"].outcome == "fail"


def test_volume_falls_back_to_what_is_free():
    """Without a peak rate the 90,000 to spare carry 130m: 130m * 0.205405 / 90,000 = 296.70."""
    option = {"option": "new at best", "vehicle": "new", "plant": "best", "capex": 130, "life_years": 7}
    study = guest_study(
        options=[option, {"option": "own at best", "vehicle": "own", "plant": "best"}],
        routes=[{"option": f"{car} at best", "shop": "best"} for car in ("new", "own")],
        incumbents=[{"option": "own at best", "built": 60_000}],
    )
    found = fit(study)["new at best"]

    assert found.volume == pytest.approx(90_000)
    assert found.capital == pytest.approx(296.70, abs=0.01)


def test_logistics_is_weighted_by_demand():
    """Freight 45 to 60,000 and 245 to 20,000 vehicles: (45 * 60 + 245 * 20) / 80 = 95."""
    study = guest_study(
        markets=[{"market": "GB", "countries": "GB"}, {"market": "US", "countries": "US"}],
        demand=[
            {"vehicle": "new", "market": "GB", "units": 60_000},
            {"vehicle": "new", "market": "US", "units": 20_000},
        ],
        lanes=[
            {"plant": "best", "market": "GB", "freight": 45},
            {"plant": "best", "market": "US", "freight": 245},
        ],
    )

    assert fit(study)["new at best"].logistics == pytest.approx(95)
    assert fit(study, market="us")["new at best"].logistics == pytest.approx(245)
    assert np.isnan(fit(study)["new at far"].cost)


def test_frame_has_a_row_for_each_option_and_a_column_for_each_gate():
    """Three guest options and three options of today make six rows."""
    frame = fit(guest_study()).to_frame()

    assert len(frame) == 6
    assert list(frame.columns)[-len(GATES) :] == GATES


@pytest.mark.parametrize("wrong", [{"volume": 0}, {"years": 0}, {"market": "XX"}])
def test_wrong_calls_are_refused(wrong):
    """No vehicles, no years and an unknown market have no cost per vehicle."""
    with pytest.raises(LabelError):
        fit(guest_study(), **wrong)
