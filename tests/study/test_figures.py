"""The figures of a study as cells, and the paths that lead to them."""

from __future__ import annotations

from typing import Any

import pytest

from plantshare.errors import LabelError
from plantshare.evidence import Cell, coverage
from plantshare.study.figures import figure_cells, ledger_of, resolve_figure, trace_figure
from plantshare.tables import Tables, tables_from_frames


@pytest.fixture
def tables() -> Tables:
    """Return Sunderland with two shops, one stated capacity, one published capacity and one car."""
    settings = {
        "name": "figures", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2028,
    }  # fmt: skip
    frames: dict[str, list[dict[str, Any]]] = {
        "companies": [{"company": "nissan"}],
        "plants": [
            {
                "plant": "sunderland",
                "company": "nissan",
                "country": "GB",
                "employees": 6_000,
                "latitude": 54.9,
            },
            {"plant": "graz", "company": "nissan", "country": "AT"},
        ],
        "factors": [{"country": "GB", "wage": 40}, {"country": "AT", "wage": 50}],
        "shift_patterns": [{"pattern": "two", "shifts": 2, "hours": 8, "days": 240}],
        "groups": [{"group": "lines", "plant": "sunderland", "start_pattern": "two"}],
        "shops": [
            {"shop": "line 1", "group": "lines"},
            {"shop": "line 2", "group": "lines", "gross_rate": 60},
        ],
        "shop_patterns": [{"shop": "line 1", "pattern": "two", "capacity": 300_000}],
        "capacity_statements": [
            {"statement": "firm", "plant": "sunderland", "units": 600_000, "basis": "full", "claim": "said"}
        ],
        "vehicles": [{"vehicle": "Leaf", "company": "nissan"}],
        "options": [{"option": "Leaf here", "vehicle": "Leaf", "plant": "sunderland"}],
        "incumbents": [{"option": "Leaf here", "built": 273_087}],
        "demand": [{"vehicle": "Leaf", "market": "GB", "units": 90_000}],
        "demand_by_year": [{"vehicle": "Leaf", "market": "GB", "year": 2027, "units": 95_000}],
        "sources": [{"source": "press", "title": "Interview"}],
        "claims": [
            {"claim": "said", "source": "press", "grade": "B", "value": 600_000, "unit": "vehicles/yr"},
            {"claim": "counted", "source": "press", "grade": "A", "value": 273_087},
        ],
        "evidence": [{"table": "incumbents", "row": "Leaf here", "column": "built", "claim": "counted"}],
    }
    return tables_from_frames(settings, frames)


def test_cells_are_the_figures_of_a_study(tables):
    """Places, evidence, words, missing values and endless limits are no figures."""
    cells = figure_cells(tables)
    keys = set(cells.table + "." + cells.column)

    assert "plants.employees" in keys
    assert keys.isdisjoint({"plants.latitude", "claims.value", "plants.company", "plants.max_length"})
    assert set(cells.row[(cells.table == "plants") & (cells.column == "employees")]) == {"sunderland"}


def test_cells_know_unit_year_and_whether_they_are_defaults(tables):
    """Demand is 90,000, in 2027 95,000; the selling cost of zero is a default."""
    demand = figure_cells(tables).query("table == 'demand'")
    units = demand[demand.column == "units"]

    assert list(units.value) == [90_000, 95_000]
    assert units.year.isna().tolist() == [True, False]
    assert set(units.unit) == {"vehicles/yr"}
    assert set(units.row) == {"Leaf/GB"}
    assert not units.blank.any()
    assert demand[demand.column == "selling_cost"].blank.all()


def test_coverage_of_a_study_adds_up(tables):
    """Every figure is counted once; the one published capacity is a B by its own claim."""
    cells = figure_cells(tables)
    found = coverage(cells, ledger_of(tables)).set_index(["table", "grade"]).figures

    assert found["all tables"].sum() == len(cells)
    assert found["capacity_statements", "B"] == 1
    assert found["incumbents", "A"] == 1


def test_column_of_the_table_comes_first(tables):
    """Case does not matter, and a year picks one cell."""
    assert resolve_figure(tables, "Plants.SUNDERLAND.employees") == (
        Cell("plants", "sunderland", "employees"),
    )
    assert resolve_figure(tables, "demand.leaf/gb.units.2027") == (Cell("demand", "Leaf/GB", "units", 2027),)
    assert len(resolve_figure(tables, "demand.leaf/gb.units")) == 2


def test_capacity_of_a_plant_is_looked_up_in_related_tables(tables):
    """Stated capacity, the rate of the other line, the published figure and what is built; no defaults."""
    assert resolve_figure(tables, "plants.sunderland.capacity") == (
        Cell("shop_patterns", "line 1/two", "capacity"),
        Cell("shops", "line 2", "gross_rate"),
        Cell("capacity_statements", "firm", "units"),
        Cell("incumbents", "Leaf here", "built"),
    )


def test_other_words_follow_the_links_too(tables):
    """The wage of a plant is that of its country; the demand of a vehicle that of its markets."""
    assert resolve_figure(tables, "plants.graz.wage") == (Cell("factors", "AT", "wage"),)
    assert {cell.table for cell in resolve_figure(tables, "vehicles.leaf.demand")} == {"demand"}
    assert resolve_figure(tables, "vehicles.leaf.built") == (Cell("incumbents", "Leaf here", "built"),)


def test_trace_shows_the_chain_of_each_figure(tables):
    """600,000 was said by the press; the stated 300,000 has no source."""
    words = {each.cell.table: each.words for each in trace_figure(tables, "plants.sunderland.capacity")}

    assert "source: Interview" in words["capacity_statements"]
    assert "grade A" in words["incumbents"]
    assert "no source" in words["shop_patterns"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("plant.sunderland.capacity", "Did you mean 'plants'"),
        ("plants.sunderlnd.capacity", "Did you mean 'sunderland'"),
        ("plants.sunderland.capasity", "Did you mean 'capacity'"),
        ("plants.sunderland", "write table.row.column"),
        ("plants.sunderland.company", "holds no figure"),
        ("plants.graz.capacity", "holds no figure"),
        ("demand.leaf/gb.units.2031", "holds no figure"),
        ("claims.said.value", "no table with figures 'claims'"),
    ],
)
def test_paths_that_lead_nowhere_say_where_they_stop(tables, path, words):
    """Each part is looked up in turn; the nearest name is offered."""
    with pytest.raises(LabelError, match=words):
        resolve_figure(tables, path)
