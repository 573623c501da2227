"""The pieces of a drawn plan board: what stands at which year and height."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from plantshare.report.board.layout import BoardLine, Placed
from plantshare.report.palette import GUEST, HOST, INK, MUTED, UTILISATION, WHITE, ink_on
from plantshare.report.words import number, percent

__all__ = [
    "CLOSES",
    "ENDS",
    "LOOKS",
    "STARTS",
    "STRIP",
    "drawn_rows",
    "heights",
    "idle_rows",
    "line_rows",
    "mark_rows",
    "shift_rows",
    "short_thousands",
    "strip_rows",
    "work_rows",
]

LANE, BAR, STRIP, WORDS = 23, 17, 15, 15
"""Heights in pixels: a lane, the bar in it, the load strip, the line of words on shifts."""
ABOVE, BETWEEN = 8, 8
"""Pixels above the first lane and below the words of a line."""
NAME_LETTERS, NAME_HEIGHT = 21, 14
"""Letters in one line of the name of a plant, and its height in pixels."""
SHORT = 2
"""A bar of so many years or fewer carries its name beside it where there is more room there."""

LOOKS = {
    "host": "own or a partner's vehicle",
    "transfer": "own vehicle moved here",
    "guest": "guest",
    "work": "retooling or expansion",
}
"""How the legend calls what is drawn."""
STARTS, ENDS, CLOSES = "start of production (SOP)", "end of production (EOP)", "line closes"

PADS = {"host": 7, "guest": 16, "transfer": 20}
"""Pixels from the left end of a bar to its name: a guest and a moved vehicle have a sign before it."""

Rows = list[dict[str, Any]]
"""Any: rows of a data set hold words, numbers and missing values."""


def short_thousands(units: float) -> str:
    """Return vehicles a year as the number on a bar: thousands, with a digit below ten.

    Examples
    --------
    >>> short_thousands(86_400), short_thousands(9_960), short_thousands(900), short_thousands(0)
    ('86', '10', '0.9', '0')
    """
    return number(units / 1000, 0 if units >= 9_950 or units == 0 else 1)


def heights(board: Sequence[BoardLine]) -> list[int]:
    """Return the height in pixels at which each line begins, and at the end that of the whole board."""
    places = [0]
    for line in board:
        strip = STRIP + WORDS if line.patterns or line.loads else 0
        places.append(places[-1] + ABOVE + max(line.lanes, 1) * LANE + strip + BETWEEN)
    return places


def drawn_rows(board: Sequence[BoardLine]) -> Rows:
    """Return for each row of the table where its bar stands and what is written on it."""
    return [
        drawn_bar(each, top + ABOVE + each.lane * LANE)
        for line, top in zip(board, heights(board), strict=False)
        for each in line.bars
    ]  # fmt: skip


def drawn_bar(placed: Placed, top: int) -> dict[str, Any]:
    """Return the place of one bar, its words and where they stand."""
    bar = placed.bar
    years, room = bar.last + 1 - bar.first, placed.free_until - bar.last
    is_beside = years <= SHORT and room >= years
    return {
        "look": LOOKS[bar.kind],
        "from": bar.first,
        "to": bar.last + 1,
        "top": top,
        "bottom": top + BAR,
        "middle": top + BAR / 2,
        "text": f"{bar.name}, {short_thousands(bar.peak)}" if is_beside else bar.name,
        "text_at": bar.last + 1 if is_beside else bar.first,
        "text_years": room if is_beside else years,
        "text_pad": PADS["host" if is_beside else bar.kind],
        "text_ink": INK if is_beside else ink_on(GUEST if bar.kind == "guest" else HOST),
        "short": "" if is_beside else short_thousands(bar.peak),
    }


def line_rows(board: Sequence[BoardLine], first: int, last: int) -> Rows:
    """Return the names of the lines and where each begins."""
    rows = []
    for line, top in zip(board, heights(board), strict=False):
        name = wrap(line.line.plant_name, NAME_LETTERS)
        middle = top + ABOVE + BAR / 2
        rows.append(
            {
                "name": "\n".join(name), "line": line.line.line_name, "from": first, "to": last + 1,
                "top": top, "middle": middle, "below": middle + len(name) * NAME_HEIGHT + 1,
                "empty": "" if line.bars else "nothing is built here",
            }
        )  # fmt: skip
    return rows


def strip_rows(board: Sequence[BoardLine]) -> Iterator[dict[str, Any]]:
    """Yield the load of each line and year: its year and top, colours and number."""
    for line, end in zip(board, heights(board)[1:], strict=True):
        top = end - BETWEEN - WORDS - STRIP
        for year, load in line.loads.items():
            found = None if load.place is None else UTILISATION[load.place]
            yield {
                "from": year, "top": top,
                "fill": found.fill if found else WHITE, "ink": found.ink if found else MUTED,
                "text": percent(load.utilisation) if found else "",
                "load": round(load.load), "capacity": round(load.capacity),
            }  # fmt: skip


def shift_rows(board: Sequence[BoardLine]) -> Iterator[dict[str, Any]]:
    """Yield the shifts of each line in words, once for the years in which they stay the same."""
    for line, end in zip(board, heights(board)[1:], strict=True):
        for words, years in groupby(sorted(line.patterns), key=lambda year: line.patterns[year].short):
            run = list(years)
            yield {
                "from": run[0], "to": run[-1] + 1, "years": len(run),
                "middle": end - BETWEEN - WORDS / 2, "text": words,
            }  # fmt: skip


def work_rows(board: Sequence[BoardLine]) -> Iterator[dict[str, Any]]:
    """Yield every retooling, platform set-up and expansion."""
    for line, top in zip(board, heights(board), strict=False):
        before = [(each.lane, each.retooling) for each in line.bars if each.retooling]
        for lane, work in [*before, *line.works]:
            start = top + ABOVE + lane * LANE
            yield {
                "look": LOOKS["work"], "from": work.first, "to": work.last + 1,
                "years": work.last + 1 - work.first,
                "top": start, "bottom": start + BAR, "middle": start + BAR / 2,
                "text": work.label, "words": work.words,
            }  # fmt: skip


def idle_rows(board: Sequence[BoardLine]) -> Iterator[dict[str, Any]]:
    """Yield the years without output inside a bar, run by run."""
    for line, top in zip(board, heights(board), strict=False):
        for each in line.bars:
            start = top + ABOVE + each.lane * LANE
            years = range(each.bar.first, each.bar.last + 1)
            for is_built, run in groupby(years, key=each.bar.volumes.__contains__):
                span = list(run)
                if not is_built:
                    yield {"from": span[0], "to": span[-1] + 1, "top": start + 2, "bottom": start + BAR - 2}


def mark_rows(board: Sequence[BoardLine]) -> Iterator[dict[str, Any]]:
    """Yield starts and ends of production and closures, and the sign of guests and of moved vehicles."""
    for line, top, end in zip(board, heights(board), heights(board)[1:], strict=False):
        for each in line.bars:
            start = top + ABOVE + each.lane * LANE
            place = {
                "top": start - 3,
                "bottom": start + BAR,
                "middle": start + BAR / 2,
                "vehicle": each.bar.name,
            }
            if each.bar.launch is not None:
                yield {**place, "at": each.bar.launch, "mark": STARTS}
            if each.bar.ending:
                yield {**place, "at": each.bar.last + 1, "mark": ENDS}
            if each.bar.kind != "host":
                yield {**place, "at": each.bar.first, "sign": each.bar.kind}
        if line.closed is not None:
            yield {
                "top": top, "bottom": end - BETWEEN, "middle": top, "at": line.closed, "mark": CLOSES,
                "vehicle": line.line.name,
            }  # fmt: skip
