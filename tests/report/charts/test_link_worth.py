"""Heat map of what each further link would add."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.flexibility import StudyFlexibility, flexibility_of
from plantshare.report.analyses import FLEXIBILITY_CHARTS, draw_analysis
from plantshare.report.charts.link_worth import link_worth
from plantshare.report.palette import HOST, PAGE
from plantshare.study import read_study
from tests.flexibility.studies import coins, line_study

EXAMPLES = Path(__file__).parents[3] / "examples"
FUTURES = ("hh", "hl", "lh", "ll")
TWO = ({"P": 100, "Q": 100}, {"A": 100, "B": 100}, {"A": ["P"], "B": ["Q"]})


@pytest.fixture(scope="module")
def two() -> StudyFlexibility:
    """Return two plants of 100 whose vehicles sell 130 or 70; P cannot build B, which is too long."""
    changed = {
        **coins(),
        "plants": [
            {"plant": "P", "name": "Porto", "company": "Ada", "country": "DE", "max_length": 4},
            {"plant": "Q", "company": "Ada", "country": "DE"},
        ],
        "vehicles": [{"vehicle": "A", "company": "Ada"}, {"vehicle": "B", "company": "Ada", "length": 5}],
    }
    return flexibility_of(line_study(*TWO, changed), scenarios=FUTURES)


@pytest.fixture(scope="module")
def wide() -> StudyFlexibility:
    """Return the eight plants and sixteen vehicles, with few draws."""
    return flexibility_of(read_study(EXAMPLES / "flexibility-gm"), draws=2_000, steps=3)


def test_cells_say_what_each_link_is(two: StudyFlexibility, check_spec) -> None:
    """A at P and B at Q are there, B at P cannot be, A at Q adds 7.5."""
    chart = link_worth(two)
    cells = {(row["plant"], row["vehicle"]): row for row in chart.rows}

    assert cells["Porto", "A"]["state"] == cells["Q", "B"]["state"] == "there today"
    assert cells["Porto", "B"]["state"] == "cannot exist"
    assert cells["Q", "A"]["state"] == "could exist"
    assert cells["Q", "A"]["worth"] == 7.5
    assert cells["Q", "A"]["short"] == "7.5"
    assert cells["Porto", "A"]["fill"] == HOST
    assert cells["Porto", "B"]["fill"] == PAGE
    assert chart.title == (
        "In 2027 the best further link, A at Q, adds 7.500 vehicles a year; all that could exist add 7.500"
    )
    check_spec(chart)


def test_the_more_a_link_adds_the_stronger_its_colour(wide: StudyFlexibility, check_spec) -> None:
    """Colours run in the order of worth, from the palest to the strongest."""
    chart = link_worth(wide)
    cells = sorted((row["worth"], row["fill"]) for row in chart.rows if row["worth"] is not None)
    red = [int(fill[1:3], 16) for _, fill in cells]

    assert red == sorted(red, reverse=True)
    assert len(chart.rows) == 8 * 16
    assert "thousand vehicles a year" in chart.subtitle
    check_spec(chart)


def test_the_title_is_true_at_the_edges(check_spec) -> None:
    """Nothing left to link, and nothing to win."""
    linked = flexibility_of(
        line_study(TWO[0], TWO[1], {"A": ["P", "Q"], "B": ["P", "Q"]}, coins()), scenarios=FUTURES
    )
    certain = flexibility_of(line_study(*TWO, coins()), scenarios=("ll",))

    assert link_worth(linked).title == "In 2027 every link that could exist is there already"
    assert link_worth(certain).title == "In 2027 no further link of plant and vehicle would add sales"
    check_spec(link_worth(linked))
    check_spec(link_worth(certain))


def test_drawn_inside_the_page_with_every_name(wide: StudyFlexibility, texts_of, width_of) -> None:
    """Names of vehicles and plants stand in the picture, on a telephone too."""
    chart = link_worth(wide)

    for width in (340, 760):
        words = set(texts_of(chart, width))
        assert {row["vehicle"] for row in chart.rows} <= words
        assert {row["plant"] for row in chart.rows} <= words
        assert width_of(chart, width) <= width + 12


def test_the_catalogue_adds_how_figures_are_sourced(two: StudyFlexibility, check_behind) -> None:
    """Every chart of flexibility has a sentence about its figures, and the paths behind it are real."""
    for name in FLEXIBILITY_CHARTS:
        chart = draw_analysis(FLEXIBILITY_CHARTS, name, two)
        assert chart.name == name
        assert chart.grade
        check_behind(chart, two.study)
