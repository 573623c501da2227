"""Roots of differences of straight lines, with plans that are made on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.hurdles.crossing import (
    Straight,
    Within,
    best_of,
    first_root,
    search_straight,
    search_values,
)

lines = st.lists(st.tuples(st.integers(-40, -1), st.integers(-9, 9)), min_size=1, max_size=5)


def test_the_first_root_on_the_way_counts() -> None:
    """max(-4 + 2a, -4 - a) against max(0, -9 + 3a) is zero at 2 and again at 5; downward at -4."""
    ours: list[Straight] = [(-4, 2), (-4, -1)]
    theirs: list[Straight] = [(0, 0), (-9, 3)]

    assert first_root(ours, theirs, 0.0, 9.0) == pytest.approx(2.0)
    assert first_root(ours, theirs, 3.0, 9.0) == pytest.approx(5.0)
    assert first_root(ours, theirs, 0.0, -9.0) == pytest.approx(-4.0)
    assert first_root(ours, theirs, 0.0, 1.0) is None


@given(lines, lines)
def test_the_search_finds_a_true_root_or_none_at_the_end(
    ours: list[Straight], theirs: list[Straight]
) -> None:
    """Each round reveals only the best line of each side there; the true maxima agree at the end."""
    zero: Straight = (0.0, 0.0)
    everyone = [zero, *theirs]

    def add(amount: float) -> tuple[Straight, Straight]:
        return (
            max(ours, key=lambda line: line[0] + amount * line[1]),
            max(everyone, key=lambda line: line[0] + amount * line[1]),
        )

    first = add(0.0)
    found = search_straight([first[0]], [first[1]], 10.0, 1e-9, add)
    if found.amount is None:
        assert best_of(ours, 10.0) < best_of(everyone, 10.0)
    else:
        assert best_of(ours, found.amount) - best_of(everyone, found.amount) == pytest.approx(0, abs=1e-4)


def test_a_side_that_does_not_move_is_not_asked() -> None:
    """-6 + 20a rises to -10.5 + 60a, which is zero at 0.175."""
    plans: list[Straight] = [(-6.0, 20.0), (-10.5, 60.0)]

    def add(amount: float) -> tuple[Straight, None]:
        return max(plans, key=lambda line: line[0] + amount * line[1]), None

    found = search_straight([plans[0]], [(0.0, 0.0)], 1.0, 1e-9, add)
    assert found.amount == pytest.approx(0.175)
    assert found.rounds == 2


def test_values_alone_are_searched_by_secants_within_the_bracket() -> None:
    """a^3 - 8 is zero at 2; -1 - a never; the end itself may be the root."""
    close = Within(tolerance=1e-9, width=1e-9)

    assert search_values(lambda a: a**3 - 8, -8.0, 0.5, 5.0, close).amount == pytest.approx(2.0)
    assert search_values(lambda a: -1 - a, -1.0, None, 5.0, close).amount is None
    assert search_values(lambda a: -a - 3, -3.0, None, -3.0, close).amount == -3.0
