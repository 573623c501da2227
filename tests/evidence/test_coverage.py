"""How much of a study has evidence."""

from __future__ import annotations

import pandas as pd
import pytest

from plantshare.errors import LabelError
from plantshare.evidence import coverage, share_by_grade


@pytest.fixture
def cells(make_cells):
    """Return four figures of plants and one of lanes."""
    plant = {"table": "plants", "value": 1.0}
    return make_cells(
        [
            {**plant, "row": "Graz", "column": "employees"},
            {**plant, "row": "Linz", "column": "employees"},
            {**plant, "row": "Graz", "column": "site_value", "blank": True},
            {**plant, "row": "Linz", "column": "site_value"},
            {"table": "lanes", "row": "Graz/EU", "column": "freight", "value": 500.0},
        ]
    )


@pytest.fixture
def ledger(make):
    """Return an A for the employees of Graz and an E for all freight."""
    return make(
        [{"claim": "count", "grade": "A"}, {"claim": "guess", "grade": "E"}],
        [
            {"table": "plants", "row": "Graz", "column": "employees", "claim": "count", "role": "used"},
            {"table": "lanes", "row": "*", "column": "freight", "claim": "guess", "role": "used"},
        ],
    )


def test_coverage_counts_every_figure_once(cells, ledger):
    """Plants: one A, one default, two without source, of four; lanes: one E of one; five in all."""
    found = coverage(cells, ledger).set_index(["table", "grade"])

    assert found.figures["plants"].to_dict() == {
        "A": 1, "B": 0, "C": 0, "D": 0, "E": 0, "default": 1, "none": 2,
    }  # fmt: skip
    assert found.share["plants", "none"] == 0.5
    assert found.share["lanes", "E"] == 1
    assert found.figures["all tables"].sum() == len(cells)
    assert found.share["all tables", "A"] == pytest.approx(0.2)


def test_coverage_of_nothing(cells, ledger):
    """No figures: the total rows are there, with counts of zero and no share."""
    found = coverage(cells.iloc[:0], ledger)

    assert set(found.table) == {"all tables"}
    assert found.figures.sum() == 0
    assert found.share.isna().all()


def test_share_by_grade_follows_the_weights(cells, ledger):
    """Alike: 1 A, 1 E, 1 default, 2 none of 5. By weight 6, 1, 1, 1, 1: A 60%."""
    alike = share_by_grade(cells, ledger)
    weighted = share_by_grade(cells, ledger, pd.Series([6.0, 1, 1, 1, 1], index=cells.index))

    assert alike.to_dict() == pytest.approx(
        {"A": 0.2, "B": 0, "C": 0, "D": 0, "E": 0.2, "default": 0.2, "none": 0.4}
    )
    assert weighted["A"] == pytest.approx(0.6)
    assert weighted.sum() == pytest.approx(1)


@pytest.mark.parametrize("weights", [pd.Series([1.0]), pd.Series([1.0, 1, 1, 1, -1])])
def test_weights_must_fit_the_cells(cells, ledger, weights):
    """One weight for each figure, none below zero."""
    with pytest.raises(LabelError, match="weights"):
        share_by_grade(cells, ledger, weights)
