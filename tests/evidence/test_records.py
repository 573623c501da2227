"""Links and claims speak for themselves."""

from __future__ import annotations

import pytest

from plantshare.evidence import Cell, Claim, Link


@pytest.mark.parametrize(
    ("row", "column", "year", "covered"),
    [
        ("Graz", "employees", None, True),
        ("*", "employees", None, True),
        ("Graz", "*", None, True),
        ("Linz", "employees", None, False),
        ("Graz", "mass", None, False),
        ("Graz", "employees", 2030, False),
        ("*/*", "employees", None, False),
    ],
)
def test_link_covers_the_cells_it_names(row, column, year, covered):
    """A wildcard stands for one part of the key, or alone for the whole."""
    link = Link(table="plants", row=row, column=column, claim="c", year=year)

    assert link.covers("plants", "Graz", "employees", None) is covered


def test_link_without_year_covers_every_year():
    """A link for 2030 covers 2030 alone."""
    every = Link(table="demand", row="A/EU", column="units", claim="c")
    one = Link(table="demand", row="A/*", column="units", claim="c", year=2030)

    assert [every.covers("demand", "A/EU", "units", year) for year in (2030, 2031)] == [True, True]
    assert [one.covers("demand", "A/EU", "units", year) for year in (2030, 2031)] == [True, False]


def test_range_falls_back_to_the_value():
    """5 alone is the range 5 to 5; a high end of 8 makes it 5 to 8; nothing has no range."""
    assert Claim(claim="c", grade="B", value=5).range == (5, 5)
    assert Claim(claim="c", grade="B", value=5, high=8).range == (5, 8)
    assert Claim(claim="c", grade="B").range is None


def test_path_of_a_cell_names_its_year():
    """Dotted, with the year at the end where there is one."""
    assert Cell("demand", "A/EU", "units", 2030).path == "demand.A/EU.units.2030"
