"""What differs between two results: inputs, then plan, then money."""

from __future__ import annotations

import pytest

from plantshare.results import Result
from plantshare.results.compare import compare
from plantshare.solve import solve
from plantshare.study import Change, Study, study_from_tables
from tests.run.studies import ANNUITY, BO_APART, BO_SHARED, rows, small_tables


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the small study."""
    return study_from_tables(small_tables())


@pytest.fixture(scope="module")
def off(study: Study) -> Result:
    """Return the small study solved with sharing off."""
    return solve(study.with_settings(sharing="off"))


@pytest.fixture(scope="module")
def on(study: Study) -> Result:
    """Return the small study solved with sharing on."""
    return solve(study.with_settings(sharing="on"))


def test_a_result_does_not_differ_from_itself(on: Result) -> None:
    """Every frame is empty."""
    assert compare(on, on).is_same


def test_frames_come_inputs_first_then_plan_then_money(off: Result, on: Result) -> None:
    """The order of the frames is the order in which a reader asks."""
    assert list(compare(off, on).to_frames()) == [
        "settings", "cells", "decisions", "shifts", "plant_volumes", "vehicle_volumes",
        "company_money", "kind_money",
    ]  # fmt: skip


def test_sharing_changes_one_setting_and_one_launch(off: Result, on: Result) -> None:
    """Only the setting differs among the inputs; B is launched in Leipzig in 2026."""
    found = compare(off, on)

    assert found.settings.to_numpy().tolist() == [["sharing", "off", "on"]]
    assert found.cells.empty
    assert found.decisions.to_numpy().tolist() == [["launch", "B Leipzig", None, 2026]]


def test_volumes_move_from_one_plant_to_the_other(off: Result, on: Result) -> None:
    """20,000 a year, 40,000 over two years, leave Wuhu for Leipzig."""
    found = compare(off, on)

    by_plant = {(row.plant, row.year): row.change for row in found.plant_volumes.itertuples()}
    assert by_plant == {
        ("Leipzig", 2026): 20_000,
        ("Leipzig", 2027): 20_000,
        ("Wuhu", 2026): -20_000,
        ("Wuhu", 2027): -20_000,
    }
    by_vehicle = {(row.vehicle, row.plant): row.change for row in found.vehicle_volumes.itertuples()}
    assert by_vehicle == {("B", "Leipzig"): 40_000, ("B", "Wuhu"): -40_000}


def test_money_differs_largest_first(off: Result, on: Result) -> None:
    """Bo saves freight of 10 a year, 17.36 in all, and pays 8 / 1.1 for the launch."""
    found = compare(off, on)

    assert found.company_money["company"].tolist() == ["Bo"]
    assert found.company_money["change"].tolist() == pytest.approx([BO_SHARED - BO_APART])
    assert found.kind_money["kind"].tolist() == ["freight", "launch capital"]
    assert found.kind_money["change"].tolist() == pytest.approx([10 * ANNUITY, -8 / 1.1])


def test_cells_differ_largest_relative_difference_first(study: Study, on: Result) -> None:
    """Freight halves, demand rises by a tenth and by a fifth in one year."""
    changes = [
        Change(table="demand", row="A/home", column="units", value=1.1, how="scale"),
        Change(table="lanes", row="Wuhu/home", column="freight", value=250.0),
        Change(table="demand", row="B/home", column="units", value=24_000, year=2027),
    ]

    cells = compare(on, solve(study.with_changes(changes))).cells

    rows_found = [tuple(row) for row in cells[["table", "row", "column", "a", "b"]].to_numpy()]
    assert rows_found == [
        ("demand", "B/home", "", "not there", "a row"),
        ("lanes", "Wuhu/home", "freight", 500.0, 250.0),
        ("demand", "A/home", "units", 30_000.0, pytest.approx(33_000.0)),
    ]
    assert cells["year"].dropna().tolist() == [2027]
    assert cells["change"].tolist()[1:] == pytest.approx([-250, 3_000])


def test_rows_and_words_that_differ_are_cells_too(on: Result) -> None:
    """A vehicle gets a segment, and one scenario goes with its changes."""
    vehicles = [{**row, "segment": "C-SUV"} if row["vehicle"] == "A" else row for row in rows()["vehicles"]]
    changed = {
        "vehicles": vehicles,
        "scenarios": rows()["scenarios"][:1],
        "scenario_changes": rows()["scenario_changes"][:1],
    }

    cells = compare(on, solve(study_from_tables(small_tables(changed)))).cells

    found = {(row.table, row.row, row.column, row.a, row.b) for row in cells.itertuples()}
    assert ("vehicles", "A", "segment", "", "C-SUV") in found
    assert ("scenarios", "bust", "", "a row", "not there") in found


def test_scenarios_and_their_weights_are_inputs(study: Study) -> None:
    """Boom alone against both, then half and half against three to one."""
    boom = solve(study.with_scenarios(["boom"]))
    both = solve(study.with_scenarios(["boom", "bust"]))
    scenarios = [{"scenario": "boom", "probability": 0.75}, {"scenario": "bust", "probability": 0.25}]
    leaning = solve(
        study_from_tables(small_tables({"scenarios": scenarios})).with_scenarios(["boom", "bust"])
    )

    assert compare(boom, both).settings.to_numpy().tolist() == [["scenarios", "boom", "boom, bust"]]
    weights = compare(both, leaning).settings
    assert weights.to_numpy().tolist() == [["probabilities of scenarios", "0.5, 0.5", "0.75, 0.25"]]
