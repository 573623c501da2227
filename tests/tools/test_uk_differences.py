"""Differences between two builds become rows of scenario_changes that lead from one to the other."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

from uk.differences import table_rows
from uk.ledger import Figure, Tables


def options(cost: float, later: float, words: str = "full") -> Tables:
    """Return an option with a cost of the first year and the cost of two later years."""
    return {
        "options": [{"option": "a", "mode": words, "parts_cost": Figure(cost), "capex": 30.0}],
        "options_by_year": [
            {"option": "a", "year": 2027, "parts_cost": Figure(later)},
            {"option": "a", "year": 2028, "parts_cost": Figure(90.0)},
        ],
    }


def test_a_changed_first_year_restates_the_later_years():
    """A change without year reaches all years, so 2027 and the unchanged 2028 are set again."""
    rows = list(table_rows("s", "options", options(100, 95), options(110, 99)))

    found = [(row["column"], row["year"], row["value"].value) for row in rows]
    assert found == [("parts_cost", None, 110), ("parts_cost", 2027, 99), ("parts_cost", 2028, 90)]


def test_a_changed_later_year_is_set_alone():
    """95 becomes 99 in 2027; nothing else differs."""
    rows = list(table_rows("s", "options", options(100, 95), options(100, 99)))

    assert [(row["row"], row["year"], row["how"]) for row in rows] == [("a", 2027, "set")]


def test_equal_tables_have_no_differences():
    """Nothing differs, so nothing is listed."""
    assert list(table_rows("s", "options", options(100, 95), options(100, 95))) == []


def test_changed_words_are_refused():
    """A scenario sets numbers only, so another mode cannot be one."""
    with pytest.raises(ValueError, match="becomes 'CKD', but only numbers can be set"):
        list(table_rows("s", "options", options(100, 95), options(100, 95, "CKD")))


def test_other_rows_are_refused():
    """A scenario cannot add a row, so a table with another one is an error."""
    other = options(100, 95)
    other["options"][0]["option"] = "b"

    with pytest.raises(ValueError, match="options has other rows"):
        list(table_rows("s", "options", options(100, 95), other))
