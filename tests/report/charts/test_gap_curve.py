"""Best plan and bound over the seconds of a search, by a hand-made course."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plantshare.errors import LabelError
from plantshare.report.catalogue import draw
from plantshare.report.charts.gap_curve import gap_curve
from plantshare.results import Result
from plantshare.results.course import CoursePoint
from tests.report.conftest import drawn

COURSE = (
    CoursePoint(seconds=0.5, best=None, bound=5000.0),
    CoursePoint(seconds=2.0, best=900.0, bound=1100.0),
    CoursePoint(seconds=8.0, best=1000.0, bound=1100.0),
    CoursePoint(seconds=20.0, best=1000.0, bound=1004.0),
)


def with_course(result: Result, course: tuple[CoursePoint, ...], **proof: object) -> Result:
    """Return a result whose search ended at a plan of 1,000 and a bound of 1,004 after 20 seconds."""
    stated = {"objective": 1000.0, "bound": 1004.0, "gap": 0.004, "solve_seconds": 20.0, **proof}
    return replace(result, proof=replace(result.proof, course=course, **stated))


def test_the_title_says_what_is_proven_and_when_the_plan_was_found(two_plants, check_spec) -> None:
    """1,004 / 1,000 is a gap of 0.4%; at 8 seconds the plan was there."""
    chart = draw("gap_curve", with_course(two_plants["on"], COURSE))

    assert chart.title == (
        "After 20 seconds it is proven that no plan is more than 0.40% (£4.0 million) better; "
        "the plan itself was found after 8.0 seconds"
    )
    assert [row["gap"] for row in chart.rows] == [None, pytest.approx(2 / 9), pytest.approx(0.1), 0.004]
    assert "After 2.0 seconds the gap is 22.22%" in chart.description
    check_spec(chart)


def test_a_bound_from_afar_stands_on_the_edge(two_plants) -> None:
    """5,000 is drawn at 1,004 and a quarter of it, 1,255; the table still says 5,000."""
    chart = gap_curve(with_course(two_plants["on"], COURSE))

    assert (chart.rows[0]["bound"], chart.rows[0]["bound_drawn"]) == (5000.0, 1255.0)
    assert chart.rows[0]["best_at"] is None
    heights = [row["bound_at"] for row in chart.rows]
    assert heights == sorted(heights)
    assert chart.rows[-1]["bound_at"] < chart.rows[-1]["best_at"]


def test_proven_unproven_and_nearly_proven_are_told_apart(two_plants) -> None:
    """No gap, no bound, and a gap of 0.004%."""
    last = COURSE[-1]
    done = with_course(two_plants["on"], (replace(last, bound=1000.0),), bound=1000.0, gap=0.0)
    near = with_course(two_plants["on"], (replace(last, bound=1000.04),), bound=1000.04, gap=4e-5)

    assert gap_curve(done).title.startswith("After 20 seconds it is proven that no plan is better;")
    assert gap_curve(near).title.startswith("After 20 seconds it is proven that no plan is better by 0.01%;")
    with pytest.raises(LabelError, match="no course"):
        gap_curve(with_course(two_plants["on"], (replace(last, bound=None),), bound=float("inf")))
    with pytest.raises(LabelError, match="no course"):
        gap_curve(with_course(two_plants["on"], ()))


def test_real_searches_fit_on_wide_and_narrow_pages(small_plans, check_spec, width_of) -> None:
    """Every small plan has a course, also one that was found at once."""
    for result in small_plans:
        chart = gap_curve(result)
        check_spec(chart)
        for width in (340, 760):
            assert "Best plan" in drawn(chart, width)
            assert width_of(chart, width) <= width + 12
