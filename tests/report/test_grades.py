"""The sentence on sources counts the figures of the tables that a picture reads."""

from __future__ import annotations

import pandas as pd

from plantshare.report.grades import figures_by_grade, grade_sentence
from plantshare.run import example_path
from plantshare.study import read_study

COUNTS = pd.DataFrame(
    {
        "table": ["plants", "plants", "demand", "demand", "all tables", "all tables"],
        "grade": ["A", "E", "C", "none", "B", "default"],
        "figures": [1, 299, 50, 50, 51, 349],
    }
)


def test_tables_add_up() -> None:
    """One of 300 and 50 of 100 are 51 of 400, which is 12.75%."""
    assert grade_sentence(COUNTS, ["plants", "demand"]).startswith("Of the 400 figures behind this, 13% have")


def test_a_small_share_is_not_rounded_to_nothing() -> None:
    """One of 300 is 0.3%, not 0%; the rest is 99.7%, not 100%."""
    sentence = grade_sentence(COUNTS, ["plants"])

    assert "0.3% have a source" in sentence
    assert "99.7% are judged" in sentence


def test_without_tables_all_figures_count() -> None:
    """51 of 400 figures of the whole study have a source."""
    assert "Of the 400 figures behind this, 13%" in grade_sentence(COUNTS)


def test_no_figures_are_said_to_be_none() -> None:
    """A table without figures has no share."""
    assert grade_sentence(COUNTS, ["lanes"]) == "No figure of the study stands behind this."


def test_the_study_of_the_united_kingdom_is_mostly_assumed() -> None:
    """Grades A to C of all tables, counted anew, are the share in the sentence."""
    counts = figures_by_grade(read_study(example_path("uk-2026")))
    every = counts[counts["table"] != "all tables"]
    sourced = every["figures"][every["grade"].isin(["A", "B", "C"])].sum() / every["figures"].sum()

    assert 0 < sourced < 0.1
    assert f"{100 * sourced:.0f}% have a source" in grade_sentence(counts)
