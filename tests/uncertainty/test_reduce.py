"""Reduction of futures: the worked case, properties, and what it does to draws."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.errors import MethodError
from plantshare.uncertainty import draw_futures, fast_forward, reduce_draws
from tests.uncertainty.studies import DUTY, LATE, POWER, STOP, WALK, study_of

EVERY = (WALK, POWER, DUTY, STOP, LATE)
POINTS = st.lists(st.integers(-5, 5), min_size=2, max_size=8)


def test_the_worked_case():
    """0, 1, 2, 10: 1 and 2 are as good as each other, the first is taken, then 10: (1 + 1) / 4 = 0.5."""
    kept = fast_forward(np.array([[0.0], [1.0], [2.0], [10.0]]), [0.25] * 4, 2)

    assert (kept.chosen, kept.weights, kept.distance) == ((1, 3), (0.75, 0.25), 0.5)


def test_weights_decide_which_point_stays():
    """With 0.7 at 0 and 0.1 each at 4, 5 and 6: 0 costs 1.5, 5 costs 0.7 * 5 + 0.2 = 3.7."""
    kept = fast_forward(np.array([[0.0], [4.0], [5.0], [6.0]]), [0.7, 0.1, 0.1, 0.1], 1)

    assert kept.chosen == (0,)
    assert kept.distance == pytest.approx(1.5)


def by_loops(points: np.ndarray, weights: list[float], keep: int) -> tuple[list[int], float]:
    """Return what the algorithm keeps, written out point by point."""
    chosen: list[int] = []
    for _ in range(keep):
        means = {
            place: sum(
                weight * min(float(np.linalg.norm(point - points[other])) for other in [*chosen, place])
                for point, weight in zip(points, weights, strict=True)
            )
            for place in range(len(points))
            if place not in chosen
        }
        least = min(means.values())
        chosen.append(next(place for place, mean in means.items() if mean <= least + 1e-9))
    return chosen, least


@settings(max_examples=60, deadline=None)
@given(POINTS, st.data())
def test_selection_is_the_algorithm_written_out(numbers, data):
    """Vectorised or point by point, the same points stay and the mean distance is the same."""
    keep = data.draw(st.integers(1, len(numbers)))
    points = np.array(numbers, dtype=float)[:, None]
    weights = [1 / len(numbers)] * len(numbers)
    kept = fast_forward(points, weights, keep)
    chosen, distance = by_loops(points, weights, keep)

    assert list(kept.chosen) == chosen
    assert kept.distance == pytest.approx(distance, abs=1e-9)
    assert sum(kept.weights) == pytest.approx(1)


@settings(max_examples=40, deadline=None)
@given(POINTS, st.integers(1, 2))
def test_no_choice_is_closer_than_the_best(numbers, keep):
    """Greedy is never better than every set of so many points, and exact for one point."""
    points = np.array(numbers, dtype=float)
    best = min(
        np.abs(points[:, None] - points[list(some)][None, :]).min(axis=1).mean()
        for some in itertools.combinations(range(len(points)), keep)
    )
    found = fast_forward(points[:, None], [1 / len(points)] * len(points), keep).distance

    assert found >= best - 1e-9
    if keep == 1:
        assert found == pytest.approx(best, abs=1e-9)


def test_more_points_are_never_farther():
    """The mean distance falls with every point kept, to nothing when all are."""
    points = np.random.default_rng(1).standard_normal((30, 4))
    found = [fast_forward(points, [1 / 30] * 30, keep).distance for keep in range(1, 31)]

    assert all(later <= earlier + 1e-12 for earlier, later in itertools.pairwise(found))
    assert found[-1] == pytest.approx(0, abs=1e-7)


def test_reduced_draws_are_some_of_the_draws():
    """Ten of 200 futures keep names, values and origin; their probabilities add to one."""
    study = study_of(*EVERY)
    draws = draw_futures(study, 200, seed=2)
    few = reduce_draws(draws, 10, study=study)

    assert set(few.names) <= set(draws.names)
    assert sum(few.weights) == pytest.approx(1)
    assert few.origin["reduced_from"] == 200
    assert 0 < float(few.origin["distance"]) < 1
    for before, after in zip(draws.columns, few.columns, strict=True):
        assert after.values.equals(before.values.sel(scenario=list(few.names)))


def test_all_futures_kept_are_at_no_distance():
    """Twenty of twenty: every weight stays 1/20."""
    draws = draw_futures(study_of(*EVERY), 20)
    same = reduce_draws(draws, 20)

    assert same.names == draws.names
    assert same.weights == pytest.approx(draws.weights)
    assert same.origin["distance"] == pytest.approx(0, abs=1e-6)


def test_a_column_that_counts_more_is_kept_better():
    """With duty counted 100 times, the share of futures with a duty is kept to within a few percent."""
    study = study_of(WALK, DUTY | {"rate": 0.3})
    draws = draw_futures(study, 400, seed=1)
    few = reduce_draws(draws, 6, study=study, importance={"tariffs.countervailing": 100.0})

    def share_on(some):
        values = some.columns[1].values.isel(year=0).notnull().values.ravel()
        return float(np.asarray(some.weights) @ values)

    assert share_on(few) == pytest.approx(share_on(draws), abs=0.05)


def test_what_cannot_be_reduced_is_refused():
    """None, more than there are, or too many to compare."""
    draws = draw_futures(study_of(POWER), 8)
    for keep in (0, 9):
        with pytest.raises(MethodError, match=f"{keep} futures are to be kept of 8"):
            reduce_draws(draws, keep)
    with pytest.raises(MethodError, match="too many to compare"):
        fast_forward(np.zeros((6_001, 1)), np.full(6_001, 1 / 6_001), 3)
