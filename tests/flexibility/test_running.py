"""A mean over blocks is the mean over all of them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from plantshare.flexibility.running import RunningMean


def test_blocks_of_any_size_give_one_mean_and_error() -> None:
    """Mean and sample standard deviation over the root of the count, as over one array."""
    amounts = np.random.default_rng(3).normal(1e6, 5.0, 1000)
    running = RunningMean()
    for block in (amounts[:1], amounts[1:700], amounts[700:]):
        running.add(block)

    assert running.mean == pytest.approx(amounts.mean(), rel=1e-14)
    assert running.standard_error == pytest.approx(amounts.std(ddof=1) / math.sqrt(1000), rel=1e-9)


def test_every_outcome_leaves_nothing_to_chance() -> None:
    """0.25 * 4 + 0.75 * 8 = 7, with no error."""
    running = RunningMean()
    running.add(np.array([4.0, 8.0]), np.array([0.25, 0.75]))

    assert (running.mean, running.standard_error) == (7.0, 0.0)

    certain = RunningMean()
    certain.add(np.array([4.0]), np.array([1.0]))
    assert (certain.mean, certain.standard_error) == (4.0, 0.0)


def test_one_draw_has_no_known_error() -> None:
    """A standard error needs two."""
    running = RunningMean()
    running.add(np.array([4.0]))

    assert math.isnan(running.standard_error)
