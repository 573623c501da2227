"""Folder to workbook to folder loses nothing, on rich random tables."""

from __future__ import annotations

import math
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plantshare.dictionary import Column, TableEntry, load_dictionary
from plantshare.tables import (
    Tables,
    read_tables,
    tables_digest,
    tables_from_frames,
    write_folder,
    write_workbook,
)
from plantshare.tables.links import label_of
from plantshare.tables.numbers import has_no_limit, highest, is_counted, lowest
from plantshare.tables.table import all_entries
from plantshare.tables.words import has_control, runs_on_opening
from tests.tables.small_study import FILES, write_files

EXAMPLES = int(os.environ.get("PLANTSHARE_ROUND_TRIPS", "15"))
ENTRIES = all_entries(load_dictionary())

TEXT = (
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
    .map(lambda word: word.replace("\r", "\n").strip())
    .filter(lambda word: word and not has_control(word) and not runs_on_opening(word))
)
AWKWARD = st.sampled_from(
    [
        *("007", "1e5", "true", "NaN", "2026-01-02", 'say "no"', "a,b", "two\nlines", "_x0041_"),
        *("http://a.b", "- note", "Zürich", "東京", "#REF!", "'quoted"),
    ]
)
WORDS = AWKWARD | TEXT
LABELS = st.sampled_from(["a", "b c", "Zürich", "007", "1.50", "true", "x/y", "INF", "2026-01", "_x0041_"])
DATES = st.sampled_from(["2024", "2024-02", "2024-02-29"])


def number(column: Column) -> st.SearchStrategy[float]:
    """Return a strategy for the numbers that a column may hold."""
    low, high = max(lowest(column), -1e15), min(highest(column), 1e15)
    numbers = (
        st.integers(math.ceil(low), math.floor(high)).map(float)
        if is_counted(column)
        else st.floats(low, high, allow_subnormal=True).map(lambda value: value + 0.0)
    )
    return numbers | st.just(math.inf) if has_no_limit(column) else numbers


def cell(column: Column) -> st.SearchStrategy[object]:
    """Return a strategy for one typed cell that is not empty."""
    choices = st.sampled_from([choice for choice in column.choices if choice] or ["DE", "two words", "7"])
    kinds: dict[str, st.SearchStrategy[object]] = {
        "flag": st.booleans(),
        "choice": choices,
        "list": st.lists(choices, max_size=3).map(tuple),
        "links": st.lists(LABELS, max_size=3).map(tuple),
        "date": DATES,
        "label": LABELS,
        "link": LABELS,
        "text": WORDS,
    }
    return number(column) if column.is_number else kinds[column.kind]


@st.composite
def rows_of(draw: st.DrawFn, entry: TableEntry) -> list[dict[str, object]]:
    """Return rows with distinct keys; any cell that may be empty is empty now and then."""
    rows = {}
    for _ in range(draw(st.integers(0, 4))):
        row = {}
        for name, column in entry.columns.items():
            is_needed = column.required or (name in entry.key and column.default is None)
            if is_needed or draw(st.booleans()):
                row[name] = draw(cell(column))
        key = tuple(row.get(name, entry.columns[name].default) for name in entry.key)
        # Two missing numbers are one key, though they are not equal.
        rows[tuple(str(part) for part in key)] = row
    return list(rows.values())


@st.composite
def rich_tables(draw: st.DrawFn) -> Tables:
    """Return tables with every kind of cell; links may lead nowhere, which is no matter of form."""
    stated = {"name": draw(WORDS), "currency": "GBP", "price_year": 2026, "first_year": 1, "last_year": 9}
    optional = {"gap": st.floats(0, 1), "illustrative": st.booleans(), "title": WORDS}
    stated |= draw(st.fixed_dictionaries({}, optional=optional))
    chosen = draw(st.lists(st.sampled_from(sorted(ENTRIES)), min_size=3, max_size=6, unique=True))
    return tables_from_frames(stated, {name: draw(rows_of(ENTRIES[name])) for name in chosen})


def assert_same(found: Tables, wanted: Tables) -> None:
    """Fail unless values, empty cells and settings are the same."""
    assert dict(found.settings) == dict(wanted.settings)
    assert found.given_settings == wanted.given_settings
    for name, table in wanted.tables.items():
        other = found.tables[name]
        assert other.blank.equals(table.blank), name
        assert other.frame.equals(table.frame), (name, other.frame, table.frame)


@given(rich_tables())
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_folder_and_workbook_lose_nothing(tables):
    """Memory to folder to workbook to folder: same cells, same digest, same bytes."""
    with tempfile.TemporaryDirectory() as place:
        first, book, second = Path(place) / "first", Path(place) / "book.xlsx", Path(place) / "second"
        write_folder(tables, first)
        from_folder = read_tables(first)
        write_workbook(from_folder, book)
        from_book = read_tables(book)
        write_folder(from_book, second)

        form = {"unknown-", "row-unknown"}
        for read in (from_folder, from_book):
            assert [p for p in read.problems if not p.code.startswith(tuple(form))] == []
            assert_same(read, tables)
            assert tables_digest(read) == tables_digest(tables)
        files = sorted(file.name for file in first.iterdir())
        assert files == sorted(file.name for file in second.iterdir())
        for file in files:
            assert (first / file).read_bytes() == (second / file).read_bytes()


def test_small_study_survives_both_forms(study_folder, tmp_path):
    """The valid study of every table, with lists, flags, years, quotes and empty cells."""
    tables = read_tables(study_folder)
    write_workbook(tables, tmp_path / "book.xlsx")
    from_book = read_tables(tmp_path / "book.xlsx")
    write_folder(from_book, tmp_path / "again")
    again = read_tables(tmp_path / "again")

    for read in (from_book, again):
        assert read.problems == ()
        assert_same(read, tables)
    assert {label_of(entry).dim for entry in load_dictionary().tables.values() if label_of(entry)} >= {
        "plant"
    }


def test_digest_does_not_know_the_order(tmp_path):
    """Rows upside down, columns swapped and a default written out are the same content."""
    plain = read_tables(write_files(tmp_path / "a", {}))
    changes = {
        "companies.csv": "role,company,tax_rate,capex_budget,name\n,jlr,,,JLR\n,nissan,0.25,1500,Nissan\n",
        "incumbents.csv": "option,until,built [k/yr]\nevoque-h,2028,50\n",
    }
    other = read_tables(write_files(tmp_path / "b", changes))

    assert other.problems == ()
    assert tables_digest(other) == tables_digest(plain)


@pytest.mark.parametrize(
    "changes",
    [
        {"companies.csv": "company,capex_budget\nnissan,1500.0000000000002\njlr,\n"},
        {"markets.csv": "market,countries\nGB,GB\nEU,FR;DE\n"},
        {"scenarios.csv": "scenario,probability\nlow,\n"},
        {
            "study.toml": FILES["study.toml"].replace("two", "three"),
        },
        {"platforms.csv": None, "shop_platforms.csv": None, "vehicles.csv": "vehicle,company\nleaf,nissan\n"},
    ],
)
def test_digest_knows_every_difference(changes, tmp_path):
    """The last digit of a number, the order in a list, an empty cell, a setting, a row."""
    one = read_tables(write_files(tmp_path / "a", {}))
    two = read_tables(write_files(tmp_path / "b", changes))

    assert tables_digest(one) != tables_digest(two)
