"""The chain behind one figure."""

from __future__ import annotations

import pytest

from plantshare.errors import LabelError
from plantshare.evidence import Cell, chain


def test_chain_runs_from_the_figure_to_the_source(output, told):
    """Value, claim with grade and basis, source with publisher, date and address, then the others."""
    (found,) = chain(output, told, "statistics.gb_2025.units")
    lines = found.words.splitlines()

    assert found.grade == "A"
    assert lines[0] == "statistics.gb_2025.units = 764,715 vehicles/yr"
    assert lines[1].startswith("  used: 764,715 vehicles/yr, grade A")
    assert "basis: built in the United Kingdom" in lines[1]
    assert lines[2].strip() == ("source: Vehicle output 2025, SMMT, 2026-01-29, https://example.org/output")
    assert [step.words.split(":")[0] for step in found.steps if step.kind == "other"] == [
        "supports", "supports", "disputes", "disputes",
    ]  # fmt: skip


def test_default_and_missing_source_say_so(make, make_cells):
    """A blank cell is a default of grade E; a stated cell without claim has no source."""
    plant = {"table": "plants", "row": "Graz", "unit": "m"}
    cells = make_cells(
        [
            {**plant, "column": "site_value", "value": 0.0, "blank": True},
            {**plant, "column": "closure_cost", "value": 90.0},
        ]
    )
    ledger = make([], [])
    (default,), (unsourced,) = (
        chain(cells, ledger, f"plants.graz.{column}") for column in ("site_value", "closure_cost")
    )

    assert default.steps[-1].words == "default of the dictionary (grade E)"
    assert default.grade == "default"
    assert unsourced.steps[-1].words.startswith("no source")


def test_assumption_has_no_source_but_an_author(make, make_cells):
    """A claim without source is the authors' own."""
    cells = make_cells([{"table": "lanes", "row": "Graz/EU", "column": "freight", "value": 5.0}])
    ledger = make(
        [{"claim": "guess", "source": "", "grade": "E", "value": 5.0, "method": "judged"}],
        [{"table": "lanes", "row": "*", "column": "freight", "claim": "guess", "role": "used"}],
    )
    (found,) = chain(cells, ledger, "lanes.Graz/EU.freight")

    assert "method: judged" in found.steps[1].words
    assert found.steps[2].words == "assumed by the authors of the study"


def test_path_without_year_means_every_year(make, make_cells):
    """The row's value and that of 2030; with the year, that alone."""
    demand = {"table": "demand", "row": "A/EU", "column": "units", "value": 5.0}
    cells = make_cells([demand, {**demand, "year": 2030}])
    ledger = make([], [])

    years = [each.cell.year for each in chain(cells, ledger, "demand.A/EU.units")]
    assert years == [None, 2030]
    assert [each.cell.year for each in chain(cells, ledger, "demand.A/EU.units.2030")] == [2030]


def test_row_may_hold_dots(make, make_cells):
    """The table ends at the first dot, the column starts after the last."""
    cells = make_cells([{"table": "plants", "row": "St. Graz", "column": "employees", "value": 5.0}])

    assert chain(cells, make([], []), "plants.st. graz.employees")[0].value == 5


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("statistic.gb_2025.units", "Did you mean 'statistics'"),
        ("statistics.gb_2026.units", "Did you mean 'gb_2025'"),
        ("statistics.gb_2025.unit", "Did you mean 'units'"),
        ("statistics.gb_2025", "write table.row.column"),
    ],
)
def test_unknown_names_get_the_nearest(output, told, path, words):
    """Each part of the path is looked up, and the first that is unknown is named."""
    with pytest.raises(LabelError, match=words):
        chain(output, told, path)


def test_address_without_figure_is_refused(output, told):
    """An address that holds no number has no chain."""
    with pytest.raises(LabelError, match="holds no figure"):
        chain(output, told, "any", [Cell("plants", "Graz", "company")])
