"""Every plan keeps the course of its search, in which plans rise and bounds fall to the proof."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.methods import Limits, Progress
from plantshare.methods.aims import MinimaxRegret
from plantshare.results import Proof, Result
from plantshare.results.store import read_result, write_result
from plantshare.run import example_path
from plantshare.solve import course, solve
from plantshare.solve.course import course_of
from plantshare.study import Study, read_study

LIMITS = Limits(gap=1e-7, seconds=60)


@pytest.fixture(scope="module")
def toy() -> Study:
    """Return the toy plan with its three futures planned together."""
    return read_study(example_path("toy-plan")).with_scenarios(["s1", "s2", "s3"])


def proof_with(objective: float, bound: float, seconds: float = 100.0) -> Proof:
    """Return a proof that ended so."""
    return Proof(
        status="gap_reached",
        objective=objective,
        bound=bound,
        gap=0.1,
        build_seconds=1.0,
        solve_seconds=seconds,
        columns=1,
        rows=1,
        integers=1,
        method="direct",
        solver="",
    )


def assert_drawing_near(result: Result) -> None:
    """Check that time rises, plans rise, bounds fall, and the end is that of the proof."""
    points = result.proof.course
    assert [point.seconds for point in points] == sorted(point.seconds for point in points)
    bests = [point.best for point in points if point.best is not None]
    bounds = [point.bound for point in points if point.bound is not None]
    assert bests == sorted(bests)
    assert bounds == sorted(bounds, reverse=True)
    assert (points[-1].best, points[-1].bound) == (result.proof.objective, result.proof.bound)


@pytest.mark.parametrize("method", ["extensive", "decomposition"])
def test_each_method_leaves_a_course_that_is_recorded(method: str, toy: Study, tmp_path: Path) -> None:
    """It ends at 852.4315, and a run on disk has the same points."""
    result = solve(toy, LIMITS, method=method)

    assert_drawing_near(result)
    assert result.proof.course[-1].best == pytest.approx(852.4315, abs=1e-4)
    assert read_result(write_result(result, tmp_path)).proof.course == result.proof.course


def test_single_futures_that_are_solved_on_the_way_are_left_out(toy: Study) -> None:
    """The best worths of s1 to s3, hundreds of millions, are no regrets: the course ends at -47.3506."""
    result = solve(toy, LIMITS, aim=MinimaxRegret())

    assert_drawing_near(result)
    assert all(point.best is None or point.best <= -47 for point in result.proof.course)


def test_whoever_listens_is_still_told(toy: Study) -> None:
    """The caller hears all that the course was made of."""
    told: list[Progress] = []
    result = solve(toy, Limits(gap=1e-7, seconds=60, tell=told.append), method="decomposition")

    assert {point.seconds for point in result.proof.course[:-1]} <= {progress.seconds for progress in told}


numbers = st.floats(-100, 100) | st.just(float("nan"))


@given(st.lists(st.tuples(st.floats(0, 99), numbers, numbers), max_size=30))
def test_a_course_is_in_order_whatever_was_told(told: list[tuple[float, float, float]]) -> None:
    """Plans above 5 and bounds below 10 are of other programs; the rest rises to 5 and falls to 10."""
    points = course_of([Progress(*one) for one in told], proof_with(5.0, 10.0))
    bests = [point.best for point in points if point.best is not None]
    bounds = [point.bound for point in points if point.bound is not None]

    assert bests == sorted(bests)
    assert bounds == sorted(bounds, reverse=True)
    assert (points[-1].seconds, points[-1].best, points[-1].bound) == (100.0, 5.0, 10.0)


def test_long_courses_are_thinned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 1,000 plans, each better than the last, 50 points stay, the first and the end among them."""
    monkeypatch.setattr(course, "MOST", 50)
    points = course_of([Progress(n / 10, float(n), 2000.0) for n in range(1000)], proof_with(1000.0, 1001.0))

    assert len(points) == 50
    assert (points[0].best, points[-1].best) == (0.0, 1000.0)
