"""Lanes: bars of one line never overlap, and no lane is wasted."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plantshare.report.board.lanes import Span, lanes_of

spans = st.lists(
    st.builds(
        lambda first, more, family: Span(first, first + more, family),
        st.integers(2026, 2040),
        st.integers(0, 12),
        st.sampled_from(["", "A", "B"]),
    ),
    max_size=25,
)


@given(spans)
def test_no_two_spans_of_a_lane_share_a_year(things):
    """Both ends count: a span to 2029 and one from 2029 need two lanes."""
    lanes = lanes_of(things)

    taken = [(lane, year) for lane, span in zip(lanes, things, strict=True) for year in years(span)]
    assert len(taken) == len(set(taken))


@given(spans)
def test_as_many_lanes_as_stand_side_by_side_in_the_fullest_year(things):
    """Fewer cannot do; the greedy order needs no more, and the lanes are counted from 0 without a gap."""
    lanes = lanes_of(things)

    busy = [sum(year in years(span) for span in things) for year in range(2026, 2060)]
    assert sorted(set(lanes)) == list(range(max(busy)))


def test_a_successor_follows_in_the_lane_of_its_family():
    """Lanes 0 and 1 are both free in 2030; B follows B in lane 1."""
    things = [Span(2026, 2029, "A"), Span(2026, 2029, "B"), Span(2030, 2032, "B"), Span(2031, 2032, "A")]

    assert lanes_of(things) == (0, 1, 1, 0)


def test_nothing_takes_no_lane():
    """No spans, no lanes."""
    assert lanes_of([]) == ()


def years(span):
    """Return the years that a span takes."""
    return range(span.first, span.last + 1)
