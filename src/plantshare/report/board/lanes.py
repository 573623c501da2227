"""Lanes: where bars of one line stand below each other without overlapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Span", "lanes_of"]


@dataclass(frozen=True, slots=True)
class Span:
    """Years that one thing takes on a line.

    Parameters
    ----------
    first, last
        First and last year, both taken.
    family
        Things of one family follow each other in one lane where they can.
    """

    first: int
    last: int
    family: str = ""


def lanes_of(spans: Sequence[Span]) -> tuple[int, ...]:
    """Return a lane for each span, counted from 0, so that no two in one lane share a year.

    In the order of their first years, a span goes to the free lane that its family had last, else to
    the highest free lane on the board, else to a new one. No other order needs fewer lanes.

    Examples
    --------
    A runs to 2029 and its successor from 2030; B stands beside both.

    >>> lanes_of([Span(2026, 2029, "A"), Span(2027, 2032, "B"), Span(2030, 2032, "A")])
    (0, 1, 0)
    """
    ends: list[Span] = []
    lanes = [0] * len(spans)
    for place in sorted(range(len(spans)), key=lambda each: spans[each].first):
        span = spans[place]
        free = [lane for lane, end in enumerate(ends) if end.last < span.first]
        same = [lane for lane in free if span.family and ends[lane].family == span.family]
        lane = next(iter([*same, *free]), len(ends))
        ends[lane : lane + 1] = [span]
        lanes[place] = lane
    return tuple(lanes)
