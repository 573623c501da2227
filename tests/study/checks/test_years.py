"""Years of deals, undertakings, rules and support are worded alike."""

from __future__ import annotations

import pytest

from plantshare.study.checks import check_study
from tests.study.small import put, tables_with

ROWS = (
    ("deals", "contract", "deal"),
    ("minimum_prices", "electric", "undertaking"),
    ("rules", "promise", "rule"),
    ("support", "relief", "support"),
)


@pytest.mark.parametrize(("table", "row", "what"), ROWS)
def test_reversed_years_read_alike(table: str, row: str, what: str) -> None:
    """From 2030 to 2028: which year lies before which, and whose years to correct."""
    problems = check_study(tables_with(put(table, row, first_year=2030, last_year=2028)))
    (found,) = [problem for problem in problems if problem.code.endswith("years-reversed")]

    assert (found.column, found.found) == ("last_year", "2028, before its first year 2030")
    assert found.fix == f"Correct first_year or last_year of the {what}."


@pytest.mark.parametrize(("table", "row", "what"), ROWS[:3])
def test_years_outside_the_plan_read_alike(table: str, row: str, what: str) -> None:
    """From 2040 to 2045: the first of them is the year to look at."""
    problems = check_study(tables_with(put(table, row, first_year=2040, last_year=2045)))
    (found,) = [problem for problem in problems if problem.code.endswith("-outside")]

    assert (found.column, found.found) == ("first_year", "2040, outside the planned years")
    assert found.fix == f"Correct the years of the {what}, or remove it."
