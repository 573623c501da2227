"""Labels beside a stack."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plantshare.report.charts.stacked import label_places

WANTED = some.lists(some.floats(0, 100), max_size=8).map(sorted)


def test_labels_that_do_not_meet_stay() -> None:
    """10, 30 and 60 are more than 5 apart."""
    assert label_places([10.0, 30.0, 60.0], 5.0, 100.0) == [10.0, 30.0, 60.0]


def test_labels_that_meet_move_up() -> None:
    """50, 51 and 52 with 5 between them: 50, 55, 60."""
    assert label_places([50.0, 51.0, 52.0], 5.0, 100.0) == [50.0, 55.0, 60.0]


def test_labels_at_the_top_move_down() -> None:
    """The upper edge is 100 and half a label fits below it: 97.5, and 92.5 under it."""
    assert label_places([99.0, 100.0], 5.0, 100.0) == [92.5, 97.5]


@given(wanted=WANTED)
def test_labels_keep_their_distance_and_their_order(wanted: list[float]) -> None:
    """Eight labels of 5 fit 100: whatever is wanted, they stand 5 apart within the height."""
    places = label_places(wanted, 5.0, 100.0)
    assert all(upper - lower >= 5.0 - 1e-9 for lower, upper in pairwise(places))
    assert all(2.5 - 1e-9 <= place <= 97.5 + 1e-9 for place in places)


def test_no_label() -> None:
    """Nothing to place."""
    assert label_places([], 5.0, 100.0) == pytest.approx([])
