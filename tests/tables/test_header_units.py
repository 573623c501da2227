"""Units in headers, converted by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from plantshare.dictionary import Column, load_dictionary
from plantshare.tables import read_tables
from plantshare.tables.header_units import FAMILIES, UnitFault, accepted_units, unit_factor
from tests.tables.small_study import FILES, write_files

COLUMNS = {
    "vehicles/yr": "shop_patterns.capacity",
    "vehicles/h": "shops.gross_rate",
    "currency/vehicle": "options.parts_cost",
    "currency/head": "groups.hire_cost",
    "currency/h": "factors.wage",
    "currency/MWh": "factors.electricity_price",
    "m": "options.capex",
    "m/yr": "options.fixed_cost",
    "h/vehicle": "options.hours",
    "MWh/vehicle": "options.electricity",
    "heads": "plants.employees",
    "m_length": "plants.max_length",
    "kg": "vehicles.mass",
    "days": "lanes.transit_days",
    "share": "tariffs.duty",
    "share/yr": "companies.discount_rate",
    "yr": "options.lead_years",
}

BY_HAND = [
    ("vehicles/yr", "k/yr", 1000),
    ("vehicles/yr", "thousand/yr", 1000),
    ("vehicles/yr", "k vehicles per year", 1000),
    ("vehicles/yr", "m vehicles/yr", 1_000_000),
    ("vehicles/yr", "cars/yr", 1),
    ("vehicles/yr", "Vehicles p.a.", 1),
    ("vehicles/h", "JPH", 1),
    ("vehicles/h", "cars/min", 60),
    ("currency/vehicle", "GBP/vehicle", 1),
    ("currency/vehicle", "£ per car", 1),
    ("currency/vehicle", "k GBP/vehicle", 1000),
    ("currency/vehicle", "GBP k / car", 1000),
    ("currency/vehicle", "currency/vehicle", 1),
    ("currency/head", "GBP/person", 1),
    ("currency/h", "GBP/hour", 1),
    ("currency/MWh", "GBP/kWh", 1000),
    # 25 p a kWh are 0.25 pounds a kWh, 250 pounds a MWh.
    ("currency/MWh", "p/kWh", 10),
    ("m", "m", 1),
    ("m", "GBP m", 1),
    ("m", "£m", 1),
    ("m", "million GBP", 1),
    ("m", "GBP", Fraction(1, 1_000_000)),
    ("m", "k GBP", Fraction(1, 1000)),
    ("m", "GBP bn", 1000),
    ("m/yr", "GBP bn/yr", 1000),
    ("m/yr", "GBP m per year", 1),
    ("h/vehicle", "minutes/car", Fraction(1, 60)),
    ("MWh/vehicle", "kWh/vehicle", Fraction(1, 1000)),
    ("MWh/vehicle", "GWh/car", 1000),
    ("MWh/vehicle", "KWH/vehicle", Fraction(1, 1000)),
    ("heads", "k heads", 1000),
    ("m_length", "mm", Fraction(1, 1000)),
    ("m_length", "m", 1),
    ("m_length", "metres", 1),
    ("kg", "t", 1000),
    ("kg", "tonnes", 1000),
    ("days", "weeks", 7),
    ("days", "months", Fraction(365, 12)),
    ("share", "%", Fraction(1, 100)),
    ("share", "percent", Fraction(1, 100)),
    ("share/yr", "%", Fraction(1, 100)),
    ("share/yr", "%/yr", Fraction(1, 100)),
    ("yr", "years", 1),
]


def column_with(unit: str) -> Column:
    """Return a column of the dictionary with this unit."""
    column = load_dictionary().column(COLUMNS[unit])
    assert column.unit == unit
    return column


@pytest.mark.parametrize(("unit", "word", "factor"), BY_HAND)
def test_unit_in_a_header_has_its_factor(unit, word, factor):
    """One of the stated unit is so many of the dictionary's."""
    assert unit_factor(column_with(unit), word, "GBP") == factor


def test_every_family_is_converted_here_by_hand():
    """A unit family without a case above is not tested."""
    assert set(FAMILIES) <= {unit for unit, _, _ in BY_HAND}


@pytest.mark.parametrize(
    ("unit", "word", "currency", "code"),
    [
        ("m", "EUR m", "GBP", "money-currency"),
        ("m", "€m", "GBP", "money-currency"),
        ("currency/vehicle", "$/vehicle", "GBP", "money-currency"),
        ("currency/MWh", "p/kWh", "EUR", "money-currency"),
        ("vehicles/yr", "vehicles/month", "GBP", "unit-unknown"),
        ("vehicles/yr", "GBP", "GBP", "unit-unknown"),
        ("yr", "months", "GBP", "unit-unknown"),
        ("m_length", "km", "GBP", "unit-unknown"),
        ("share", "p/kWh", "EUR", "unit-unknown"),
        ("currency/h", "", "GBP", "unit-unknown"),
    ],
)
def test_unit_that_cannot_be_used_is_a_fault(unit, word, currency, code):
    """Money of another currency has its own code; anything else lists what is accepted."""
    fault = unit_factor(column_with(unit), word, currency)

    assert isinstance(fault, UnitFault)
    assert fault.code == code


def test_money_is_taken_as_stated_where_the_study_names_no_currency():
    """The missing currency is the one fault, not each header."""
    assert unit_factor(column_with("m"), "EUR bn", None) == 1000


@pytest.mark.parametrize("currency", ["GBP", "EUR"])
def test_each_unit_that_is_offered_is_accepted(currency):
    """What a message lists can be written, for every column of the dictionary."""
    for entry in load_dictionary().tables.values():
        for column in entry.columns.values():
            for word in accepted_units(column, currency):
                assert not isinstance(unit_factor(column, word, currency), UnitFault), (column.key, word)


def test_values_are_converted_exactly(tmp_path):
    """4370 mm are 4.37 m and 0.1 bn are 100 m, to the last digit; bounds hold after conversion."""
    changes = {
        "vehicles.csv": "vehicle,company,length [mm],mass [t]\nleaf,nissan,4370,1.6\nevoque,jlr,43700,\n",
        "companies.csv": "company,capex_budget [GBP bn]\nnissan,0.1\njlr,\n",
    }
    tables = read_tables(write_files(tmp_path / "s", changes))

    assert tables["vehicles"].length.iloc[0] == 4.37
    assert tables["vehicles"].mass.iloc[0] == 1600
    assert tables["companies"].capex_budget.tolist() == [100, float("inf")]
    [problem] = tables.problems
    assert (problem.code, problem.row, problem.column) == ("number-high", 3, "length")
    assert (problem.found, problem.wanted) == ("'43700'", "at most 20 m")


def test_thousands_in_the_header_give_the_same_study(tmp_path):
    """120 k/yr and 120,000 vehicles/yr are one capacity."""
    plain = read_tables(write_files(tmp_path / "a", {}))
    changes = {"shop_patterns.csv": "shop,pattern,capacity [k/yr]\ns2,one,120\n"}
    scaled = read_tables(write_files(tmp_path / "b", changes))

    assert FILES["shop_patterns.csv"].endswith(",120000\n")
    assert scaled["shop_patterns"].equals(plain["shop_patterns"])
