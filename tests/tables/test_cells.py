"""Words of cells to values, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from plantshare.dictionary import load_dictionary
from plantshare.tables import read_tables
from plantshare.tables.cells import read_cells
from plantshare.tables.table import by_year_entry
from tests.tables.small_study import FILES, write_files


def values_of(key: str, *words: str) -> list[object]:
    """Return the values of words in a column, all of them without fault."""
    values, faults = read_cells(load_dictionary().column(key), words)
    assert faults == []
    return values.tolist()


def wording_of(key: str, word: str) -> tuple[str, str]:
    """Return code and advice of the one fault of a word."""
    [fault] = read_cells(load_dictionary().column(key), [word])[1]
    return fault.wording.code, fault.wording.fix


def test_numbers_are_read_as_written():
    """Signs, points and exponents; empty cells are missing values."""
    read = values_of("claims.value", "12", "-0.5", "+3", "1e3", ".5", "5.", "")

    assert read[:-1] == [12, -0.5, 3, 1000, 0.5, 5]
    assert math.isnan(read[-1])


def test_negative_zero_is_zero():
    """-0 would be written back as another word than 0."""
    assert math.copysign(1, values_of("claims.value", "-0")[0]) == 1


@pytest.mark.parametrize(
    ("key", "word", "advice"),
    [
        ("incumbents.built", "12.5k", "Write 12500, or"),
        ("options.parts_cost", "12k", "Write 12000;"),
        ("options.capex", "120m", "in millions"),
        ("demand.local_uplift", "12%", "Write 0.12, or"),
        ("claims.value", "1,234,567", "Write 1234567:"),
        ("claims.value", "1 234", "Write 1234:"),
        ("claims.value", "12,5", "a point before decimals"),
        ("claims.value", "1.234,5", "a point before decimals"),
        ("claims.value", "£12", "number alone"),
        ("claims.value", "0x10", "number alone"),
    ],
)
def test_bad_number_comes_with_the_number_that_was_meant(key, word, advice):
    """12.5k are 12,500; 12% are 0.12; marks between thousands go."""
    code, fix = wording_of(key, word)

    assert code == "number-unreadable"
    assert advice in fix


def test_only_columns_without_limit_take_inf():
    """A budget may be endless, by year too; a wage may not."""
    dictionary = load_dictionary()
    by_year = by_year_entry(dictionary.tables["deal_terms"]).columns["maximum"]

    assert values_of("companies.capex_budget", "INF", "inf", "7") == [math.inf, math.inf, 7]
    assert read_cells(by_year, ["INF", "7"])[0].tolist() == [math.inf, 7]
    assert wording_of("factors.wage", "INF")[0] == "number-huge"
    assert wording_of("companies.capex_budget", "-inf")[0] == "number-huge"


def test_flags_have_six_words():
    """True, yes, 1 and false, no, 0, in any case."""
    read = values_of("demand.must_serve", "TRUE", "yes", "1", "False", "NO", "0")

    assert read == [True, True, True, False, False, False]


def test_dates_may_be_short():
    """A year, a month or a day that exists, 29 February in a leap year among them."""
    assert values_of("claims.as_of", "2025", "2025-12", "2024-02-29") == ["2025", "2025-12", "2024-02-29"]
    assert wording_of("claims.as_of", "2025-02-29")[0] == "date-unreadable"
    assert wording_of("claims.as_of", "0000")[0] == "date-unreadable"


def test_lists_are_split_at_semicolons():
    """Spaces around words go; one semicolon alone is a list without words."""
    assert values_of("markets.countries", "DE; FR ;", ";") == [("DE", "FR"), ()]


def test_notes_with_a_dash_are_text():
    """Only a dash that calls something is a formula."""
    assert values_of("claims.text", "- see page 4", "-5 to +5") == ["- see page 4", "-5 to +5"]
    assert wording_of("claims.text", "-cmd|x")[0] == "formula"


def test_one_bad_cell_leaves_the_others(tmp_path):
    """The second wage is not read; the first and the third are, and the row stays."""
    changes = {"factors.csv": "country,wage\nGB,30\nDE,x\nFR,40\n"}
    table = read_tables(write_files(tmp_path / "s", changes)).tables["factors"]

    assert table.frame.country.tolist() == ["GB", "DE", "FR"]
    assert table.frame.wage.tolist() == [30, 0, 40]
    assert table.blank.wage.tolist() == [False, True, False]


def test_lines_are_counted_as_an_editor_does(tmp_path):
    """A blank line and a cell of two lines come before the row that starts on line 6."""
    text = 'country,wage\nGB,30\n\n"D\nE",31\nFR,x\n'
    tables = read_tables(write_files(tmp_path / "s", {"factors.csv": text}))

    assert tables.tables["factors"].rows == (2, 4, 6)
    assert [problem.row for problem in tables.problems] == [6]


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_ends_of_all_systems_are_read(ends, tmp_path):
    """Windows, old Mac and Unix, with a byte order mark before the header."""
    changes = {
        name: b"\xef\xbb\xbf" + text.replace("\n", ends).encode()
        for name, text in FILES.items()
        if name.endswith(".csv")
    }
    expected = read_tables(write_files(tmp_path / "a", {}))
    tables = read_tables(write_files(tmp_path / "b", changes))

    assert tables.problems == ()
    assert tables["evidence"].equals(expected["evidence"])
    assert tables["plants"].equals(expected["plants"])


def test_spare_commas_and_empty_lines_do_no_harm(tmp_path):
    """Spreadsheets leave empty rows and columns behind."""
    changes = {"factors.csv": "country,wage,,\nGB,30,,\n,,,\n"}
    tables = read_tables(write_files(tmp_path / "s", changes))

    assert tables.problems == ()
    assert len(tables["factors"]) == 1


def test_by_year_flags_are_numbers_with_gaps(tmp_path):
    """False in 2027, untouched in 2028."""
    tables = read_tables(write_files(tmp_path / "s", {}))

    np.testing.assert_array_equal(tables["origin_rules_by_year"].battery_required, [0.0, np.nan])


def test_valid_study_has_no_problem(study_folder):
    """Every table that has a file was read, with the columns that the file has."""
    tables = read_tables(study_folder)

    assert tables.problems == ()
    assert tables.given_settings == {
        "name", "currency", "price_year", "first_year", "last_year", "gap", "illustrative",
    }  # fmt: skip
    assert tables.tables["markets"].given == {"market", "countries"}
    assert tables["plants"].powertrains.tolist() == [("BEV", "ICE"), ("ICE", "MHEV", "HEV", "PHEV", "BEV")]
    assert tables["evidence"].note.tolist() == ['two\nlines, "quoted"']
