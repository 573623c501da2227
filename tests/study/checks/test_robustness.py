"""The checks never raise, whatever the tables hold: broken links, missing rows, odd numbers."""

from __future__ import annotations

from typing import Any

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.dictionary import Column, load_dictionary
from plantshare.errors import Problem
from plantshare.study.checks import check_study
from plantshare.tables import Tables, tables_from_frames
from tests.study.small import SETTINGS, small_frames

NUMBERS = st.sampled_from([float("nan"), float("inf"), -1.0, 0.0, 1e-9, 0.5, 1.0, 7.0, 2028.0, 1e12])
WORDS = st.sampled_from(["", "*", "alpha", "beta", "ashford", "wuhu", "GB", "two", "x/y", "demand", "é"])
YEARS = st.sampled_from([None, "soon", 0, 1, 2026, 2026.5, 2030, 99_999, float("inf"), float("nan")])


def odd_cell(draw: st.DrawFn, column: Column) -> Any:
    """Return a cell of the type that reading would give, with a value that makes no sense."""
    if column.is_number:
        return draw(NUMBERS)
    if column.kind == "flag":
        return draw(st.booleans())
    if column.kind in ("links", "list"):
        return tuple(draw(st.lists(WORDS, max_size=3)))
    return draw(WORDS)


@st.composite
def odd_tables(draw: st.DrawFn) -> Tables:
    """Return the small study after some rows were cut, doubled or filled with nonsense."""
    frames = small_frames()
    dictionary = load_dictionary()
    for name in draw(st.lists(st.sampled_from(sorted(frames)), min_size=1, max_size=6)):
        records = frames[name]
        what = draw(st.sampled_from(["cut", "double", "cell", "cell", "cell", "column"]))
        if what == "cut":
            frames[name] = records[: draw(st.integers(0, len(records)))]
        elif what == "double":
            frames[name] = records + records[:1]
        else:
            entry = dictionary.tables[name.removesuffix("_by_year")]
            column = entry.columns[draw(st.sampled_from(sorted(entry.columns)))]
            rows = records if what == "column" else records[:1]
            for record in rows:
                record[column.name] = odd_cell(draw, column)
    options = {name: draw(YEARS) for name in draw(st.sets(st.sampled_from(["first_year", "last_year"])))}
    return tables_from_frames({**SETTINGS, **options}, frames)


@settings(max_examples=150, deadline=None)
@given(odd_tables())
def test_checks_never_raise(tables: Tables):
    """Whatever stands in the cells, the answer is a tuple of problems that can be printed."""
    problems = check_study(tables)

    assert all(isinstance(problem, Problem) and str(problem) for problem in problems)


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    """The small study stays without problem when the rows of every table are shuffled."""
    frames = small_frames()
    for records in frames.values():
        random.shuffle(records)

    assert check_study(tables_from_frames(SETTINGS, frames)) == ()


def test_missing_numbers_are_not_reported_as_values():
    """An empty required number is a fault of the format; the checks say nothing about it."""
    frames = small_frames()
    frames["ramps"][0]["share"] = None
    frames["expansions"][0]["capacity"] = None
    problems = check_study(tables_from_frames(SETTINGS, frames))

    assert not [problem for problem in problems if "nan" in problem.found.split()]
    assert pd.isna(frames["ramps"][0]["share"])


def test_an_endless_rate_does_not_raise():
    """Infinity times the zero hours of a closed pattern is no number; reading refuses such a rate."""
    frames = small_frames()
    frames["shops"][0]["gross_rate"] = float("inf")

    assert isinstance(check_study(tables_from_frames(SETTINGS, frames)), tuple)
