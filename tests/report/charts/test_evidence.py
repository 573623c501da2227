"""Evidence coverage: how many figures of each table rest on what."""

from __future__ import annotations

import pandas as pd
import pytest

from plantshare.evidence.coverage import STANDING
from plantshare.report.charts.evidence import FILLS, evidence
from plantshare.report.grades import figures_by_grade
from plantshare.report.palette import contrast, ink_on


def counts_of(**tables):
    """Return figures by table and grade, with the sum of all tables last."""
    rows = [(table, grade, given.get(grade, 0)) for table, given in tables.items() for grade in STANDING]
    frame = pd.DataFrame(rows, columns=["table", "grade", "figures"])
    sums = frame.groupby("grade")["figures"].sum()
    total = pd.DataFrame(
        {"table": "all tables", "grade": list(STANDING), "figures": [sums[g] for g in STANDING]}
    )
    return pd.concat([frame, total], ignore_index=True)


def test_counts_and_order(toy_base):
    """Plants have 30 without a source of 40, demand 50 of 50: demand first, all tables above."""
    counts = counts_of(plants={"A": 4, "C": 6, "D": 30}, demand={"E": 50}, lanes={})
    chart = evidence(toy_base, counts)

    assert [(row["table"], row["figures"]) for row in chart.rows] == [
        ("All tables", 90), ("Demand", 50), ("Plants", 40),
    ]  # fmt: skip
    assert chart.rows[2] | {"A": 4, "B": 0, "C": 6, "D": 30, "sourced": 0.25} == chart.rows[2]
    assert chart.title == "Of 90 figures 11% have a source; 89% are judged, assumed or defaults"


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ({}, "The study holds no figures"),
        ({"A": 1, "B": 2}, "All 3 figures have a source"),
        ({"E": 3}, "Not one of 3 figures has a source; they are judged, assumed or defaults"),
        ({"A": 1, "E": 199}, "Of 200 figures 0.5% have a source; 99.5% are judged, assumed or defaults"),
        (
            {"A": 1, "none": 1},
            "Of 2 figures 50% have a source; 50% are judged, assumed, defaults or without evidence",
        ),
    ],
)
def test_title_is_true_at_the_edges(toy_base, check_spec, given, title):
    """None, all and a tiny share are not rounded into each other."""
    chart = evidence(toy_base, counts_of(plants=given))

    assert chart.title == title
    check_spec(chart)


def test_numbers_are_those_of_the_ledger(two_plants, check_spec):
    """Every cell of the table is a count of the coverage of the study; empty tables are left out."""
    study = two_plants["on"].study
    chart = evidence(two_plants["on"])
    counts = figures_by_grade(study)
    whole = counts[counts["table"] == "all tables"].set_index("grade")["figures"]

    assert {grade: chart.rows[0][grade] for grade in STANDING} == whole.to_dict()
    assert chart.rows[0]["figures"] == sum(row["figures"] for row in chart.rows[1:]) == whole.sum()
    share = whole[["A", "B", "C"]].sum() / whole.sum()
    assert f"Of {whole.sum()} figures {100 * share:.0f}% have a source" in chart.title
    check_spec(chart)


def test_drawn_inside_the_page_with_every_count(two_plants, texts_of, width_of):
    """Names and counts stand in the picture; small parts get no percentage on a narrow page."""
    chart = evidence(two_plants["on"])
    words = texts_of(chart, 340)

    assert {row["table"] for row in chart.rows} <= set(words)
    assert {row["counted"] for row in chart.rows} <= set(words)
    assert all(width_of(chart, width) <= width + 12 for width in (340, 760))


def test_percentages_can_be_read_on_their_fills():
    """Text of 11 pixels needs a contrast of 4.5 to 1."""
    assert list(FILLS) == list(STANDING)
    assert all(contrast(fill, ink_on(fill)) >= 4.5 for fill in FILLS.values())
