"""Points: even, within the cube, and bound to their name."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest

from plantshare.uncertainty.points import Sampler, normal_points, uniform_points


@pytest.mark.parametrize("sampler", ["sobol", "latin_hypercube"])
def test_each_slice_of_each_coordinate_has_one_point(sampler):
    """Of 64 points one lies in each 64th of the first and of every other coordinate."""
    points = uniform_points("a", 64, 5, seed=1, sampler=sampler)

    assert (np.sort((64 * points).astype(int), axis=0) == np.arange(64)[:, None]).all()


def test_a_net_is_even_in_squares_too():
    """A Sobol net of 64 points has one in each of the 8 x 8 squares of its first two coordinates."""
    squares = (8 * uniform_points("a", 64, 2, seed=1)).astype(int)

    assert len({tuple(square) for square in squares}) == 64


@pytest.mark.parametrize("sampler", get_args(Sampler))
def test_names_and_seeds_have_points_of_their_own(sampler):
    """The same name and seed repeat; another of either is not even correlated."""
    first, again = (normal_points("a", 4096, 1, seed=1, sampler=sampler) for _ in range(2))
    others = [normal_points(name, 4096, 1, seed=seed, sampler=sampler) for name, seed in (("b", 1), ("a", 2))]

    assert np.array_equal(first, again)
    for other in others:
        assert np.corrcoef(first[:, 0], other[:, 0])[0, 1] == pytest.approx(0, abs=0.06)


@pytest.mark.parametrize("count", [1, 2, 3, 100])
@pytest.mark.parametrize("sampler", get_args(Sampler))
def test_any_number_of_points_lies_inside_the_cube(sampler, count):
    """No point touches 0 or 1, where a normal deviate would be infinite."""
    points = uniform_points("a", count, 3, seed=0, sampler=sampler)

    assert points.shape == (count, 3)
    assert (points > 0).all()
    assert (points < 1).all()
