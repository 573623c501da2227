"""Where everything stands on the board: each line with its bars and works in lanes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plantshare.report.board.bars import Bar, bars_of
from plantshare.report.board.lanes import Span, lanes_of
from plantshare.report.board.lines import Line, lines_of
from plantshare.report.board.strips import Load, Shifts, loads_of, patterns_of
from plantshare.report.board.works import Work, closing_years, works_of
from plantshare.results import Result

__all__ = ["BoardLine", "Placed", "board_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A bar in its lane, with the retooling that stands before it in the same lane.

    Parameters
    ----------
    bar
        What is built.
    lane
        Counted from 0, the top lane of its line.
    retooling
        Years before the launch in which capital is spent, or none.
    free_until
        Last year up to which nothing follows in the lane: the room for a label beside a short bar.
    """

    bar: Bar
    lane: int
    retooling: Work | None
    free_until: int

    @property
    def taken_from(self) -> int:
        """Return the first year that the bar takes with its retooling."""
        return self.bar.first if self.retooling is None else min(self.retooling.first, self.bar.first)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """One row of the board.

    Parameters
    ----------
    line
        The line.
    bars
        Its bars, lane by lane, each lane from left to right.
    works
        Platforms and expansions with their lanes.
    lanes
        Number of lanes.
    loads
        Load by year; empty for a plant without shops.
    patterns
        Shifts in words by year.
    closed
        Year from which the line is closed, or missing.
    """

    line: Line
    bars: tuple[Placed, ...]
    works: tuple[tuple[int, Work], ...]
    lanes: int
    loads: Mapping[int, Load]
    patterns: Mapping[int, Shifts]
    closed: int | None


def board_of(result: Result) -> tuple[BoardLine, ...]:
    """Return every line of the board, those at home first."""
    bars = bars_of(result)
    works, loads, patterns = works_of(result, bars), loads_of(result), patterns_of(result)
    closed, last = closing_years(result), int(result.study.years[-1])
    rows = []
    for line in lines_of(result.study, {bar.line for bar in bars}):
        placed, others, lanes = placed_in_lanes(
            [bar for bar in bars if bar.line == line.label],
            [work for work in works if work.line == line.label],
            last,
        )
        rows.append(
            BoardLine(
                line=line,
                bars=placed,
                works=others,
                lanes=lanes,
                loads=loads.get(line.label, {}),
                patterns=patterns.get(line.label, {}),
                closed=closed.get(line.label),
            )
        )
    return tuple(rows)


def placed_in_lanes(
    bars: list[Bar], works: list[Work], horizon: int
) -> tuple[tuple[Placed, ...], tuple[tuple[int, Work], ...], int]:
    """Return bars and separate works of one line in lanes, and the number of lanes.

    Owners stand above guests that begin in the same year, and the larger above the smaller.
    """
    before = {work.option: work for work in works if work.option}
    others = [work for work in works if not work.option]

    def start(bar: Bar) -> int:
        work = before.get(bar.option)
        return bar.first if work is None else min(work.first, bar.first)

    ordered = sorted(bars, key=lambda bar: (bar.first, bar.kind == "guest", -bar.peak))
    spans = [Span(start(bar), bar.last, bar.vehicle) for bar in ordered]
    spans += [Span(work.first, work.last) for work in others]
    lanes = lanes_of(spans)
    placed = [
        Placed(
            bar=bar,
            lane=lane,
            retooling=before.get(bar.option),
            free_until=min(
                (span.first - 1 for span, other in zip(spans, lanes, strict=True)
                 if other == lane and span.first > bar.last),
                default=horizon,
            ),
        )
        for bar, lane in zip(ordered, lanes, strict=False)
    ]  # fmt: skip
    placed.sort(key=lambda each: (each.lane, each.bar.first))
    separate = tuple(zip(lanes[len(ordered) :], others, strict=True))
    return tuple(placed), separate, max(lanes, default=-1) + 1
