"""The plan board as a Vega-Lite specification, for the places that draw no components."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from plantshare.report.board.layout import BoardLine
from plantshare.report.board.pieces import (
    CLOSES,
    ENDS,
    LOOKS,
    STARTS,
    STRIP,
    heights,
    idle_rows,
    line_rows,
    mark_rows,
    shift_rows,
    strip_rows,
    work_rows,
)
from plantshare.report.chart import ROWS
from plantshare.report.palette import ACCENT, CONTROL, GUEST, HOST, INK, LINE, LOSS, MUTED, WHITE
from plantshare.report.theme import VEGA_LITE

__all__ = ["spec_of"]

NAMES = 150
"""Pixels for the names of lines, left of the first year."""
NARROW = 40
"""A year narrower than this many pixels has room for two digits only."""
COLUMNS = {"expr": "width < 480 ? 1 : width < 1000 ? 2 : 4"}
MARK_COLUMNS = {"expr": "width < 1000 ? 1 : 4"}

FILLS = {"host": HOST, "transfer": HOST, "guest": GUEST, "work": WHITE}
STROKES = {"host": CONTROL, "transfer": ACCENT, "guest": GUEST, "work": LOSS}
DASHES = {"host": [1, 0], "transfer": [1, 0], "guest": [1, 0], "work": [4, 2]}

# Any, here and below: a part of a specification is JSON of any shape.
Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Ground:
    """The scales of the board: years across, pixels down.

    Parameters
    ----------
    first, last
        First and last year.
    height
        Pixels from the first line to the end of the last.
    """

    first: int
    last: int
    height: int

    @property
    def year(self) -> str:
        """Return the expression for the width of a year in pixels."""
        return f"(width / {self.last + 1 - self.first})"

    def x(self, field: str) -> Part:
        """Return the channel that puts a field of years on its place."""
        digits = "slice(toString(datum.value - 0.5), 2)"
        axis = {
            "orient": "top", "values": [year + 0.5 for year in range(self.first, self.last + 1)],
            "labelExpr": f"{self.year} < {NARROW} ? {digits} : toString(datum.value - 0.5)",
            "labelOverlap": "parity", "labelFlush": False,
            "ticks": False, "domain": False, "grid": False, "title": None,
        }  # fmt: skip
        scale = {"domain": [self.first, self.last + 1], "nice": False, "zero": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}

    def y(self, field: str) -> Part:
        """Return the channel that puts a field of pixels on its place."""
        scale = {"domain": [0, self.height], "reverse": True, "nice": False, "zero": False}
        return {"field": field, "type": "quantitative", "scale": scale, "axis": None}

    def box(self) -> Part:
        """Return the channels of what takes whole years and some height."""
        ends = {"x2": {"field": "to"}, "y2": {"field": "bottom"}}
        return {"x": self.x("from"), "y": self.y("top"), **ends}

    def width_of(self, years: str, less: str) -> Part:
        """Return the expression for the width of some years, less some pixels and at least one."""
        return {"expr": f"max(1, {years} * {self.year} - {less})"}

    def text(self, field: str, across: str, down: str, mark: Part, ink: str = "") -> Part:
        """Return a layer of words; ``ink`` names the field of their colour."""
        colour = {"color": {"field": ink, "type": "nominal", "scale": None}} if ink else {}
        words = {"text": {"field": field, "type": "nominal"}}
        return {
            "mark": {"type": "text", "baseline": "middle", "align": "left", **mark},
            "encoding": {"x": self.x(across), "y": self.y(down), **words, **colour},
        }


def spec_of(board: Sequence[BoardLine], first: int, last: int) -> Part:
    """Return the board: lines below each other, bars in lanes, and the load strip under each line.

    Everything stands at a year across and at pixels down; the width is that of the place.
    """
    ground = Ground(first, last, max(heights(board)[-1], 1))
    works = list(work_rows(board))
    used = {str(each.bar.kind) for line in board for each in line.bars} | ({"work"} if works else set())
    marks = list(mark_rows(board))
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": ground.height,
        "layer": [
            *ground_layers(ground),
            *strip_layers(ground),
            *work_layers(ground, used),
            *bar_layers(ground, used),
            *mark_layers(ground, marks),
        ],
        "datasets": {
            "lines": line_rows(board, first, last),
            "years": [{"from": year} for year in range(first, last + 2)],
            "strip": list(strip_rows(board)),
            "shifts": list(shift_rows(board)),
            "works": works,
            "idle": list(idle_rows(board)),
            "marks": marks,
        },
    }


def from_data(name: str, *layers: Part) -> list[Part]:
    """Return the layers, each reading the data set of that name."""
    return [{"data": {"name": name}, **layer} for layer in layers]


def ground_layers(ground: Ground) -> list[Part]:
    """Return the years, the lines and their names."""
    names = {"align": "right", "dx": -10, "limit": NAMES - 10, "lineBreak": "\n"}
    year = {"mark": {"type": "rule", "color": LINE}, "encoding": {"x": ground.x("from")}}
    line = {
        "mark": {"type": "rule", "color": CONTROL, "strokeWidth": 0.6},
        "encoding": {"x": ground.x("from"), "x2": {"field": "to"}, "y": ground.y("top")},
    }
    return [
        *from_data("years", year),
        *from_data(
            "lines",
            line,
            ground.text("name", "from", "middle", {**names, "fontWeight": 600}),
            ground.text("line", "from", "below", {**names, "color": MUTED}),
            ground.text("empty", "from", "middle", {"dx": 7, "color": MUTED}),
        ),
    ]


def strip_layers(ground: Ground) -> list[Part]:
    """Return the load strip and the shifts in words."""
    tooltip = [
        {"field": "from", "title": "Year"},
        {"field": "load", "title": "Load, reference cars a year", "format": ",.0f"},
        {"field": "capacity", "title": "Capacity, reference cars a year", "format": ",.0f"},
        {"field": "text", "title": "Utilisation"},
    ]
    colour = {"field": "fill", "type": "nominal", "scale": None}
    # The places follow from year and top here: strips are most of what the board carries.
    corners = [
        {"calculate": "datum.from + 1", "as": "to"},
        {"calculate": f"datum.top + {STRIP}", "as": "bottom"},
    ]
    middles = [
        {"calculate": "datum.from + 0.5", "as": "centre"},
        {"calculate": f"datum.top + {STRIP / 2}", "as": "middle"},
    ]
    cell = {
        "transform": corners,
        "mark": {"type": "rect", "stroke": CONTROL, "strokeWidth": 0.5},
        "encoding": {**ground.box(), "color": colour, "tooltip": tooltip},
    }
    shown = f"{ground.year} < {NARROW} ? replace(datum.text, '%', '') : datum.text"
    share = {
        "transform": [*middles, {"filter": "datum.text != ''"}, {"calculate": shown, "as": "text"}],
        **ground.text("text", "centre", "middle", {"fontSize": 11, "align": "center"}, "ink"),
    }
    room = ground.width_of("datum.years", "4")
    words = ground.text("text", "from", "middle", {"fontSize": 11, "dx": 2, "color": MUTED, "limit": room})
    return [*from_data("strip", cell, share), *from_data("shifts", words)]


def work_layers(ground: Ground, used: Collection[str]) -> list[Part]:
    """Return retooling, platforms and expansions, with their words where there is room."""
    room = ground.width_of("datum.years", "10")
    words = {
        "transform": [{"filter": f"datum.years * {ground.year} > {NARROW}"}],
        **ground.text("text", "from", "middle", {"dx": 6, "fontSize": 11, "color": LOSS, "limit": room}),
    }
    return from_data("works", block(ground, used, [{"field": "words", "title": "Work"}]), words)


def block(ground: Ground, used: Collection[str], tooltip: list[dict[str, str]]) -> Part:
    """Return the layer of bars or works: their kind sets fill, outline and dash, and the legend."""
    shown = [words for kind, words in LOOKS.items() if kind in used]
    legend = {
        "title": None, "columns": COLUMNS, "symbolSize": 160, "labelLimit": 220, "orient": "top",
        "values": shown,
    }  # fmt: skip
    channels: dict[str, dict[str, Any]] = {"fill": FILLS, "stroke": STROKES, "strokeDash": DASHES}
    look: Part = {}
    for channel, values in channels.items():
        scale = {"type": "ordinal", "domain": [*LOOKS.values()], "range": [values[kind] for kind in LOOKS]}
        look[channel] = {"field": "look", "type": "nominal", "scale": scale, "legend": legend}
    outline = {"expr": f"datum.look == '{LOOKS['transfer']}' ? 2 : 1.2"}
    return {
        "mark": {"type": "bar", "cornerRadius": 3, "xOffset": 1, "x2Offset": -1, "strokeWidth": outline},
        "encoding": {**ground.box(), **look, "tooltip": tooltip},
    }


def bar_layers(ground: Ground, used: Collection[str]) -> list[Part]:
    """Return the bars, their years without output, and their words."""
    tooltip = [
        {"field": "vehicle", "title": "Vehicle"},
        {"field": "line", "title": "Line"},
        {"field": "kind", "title": "Built as"},
        {"field": "first", "title": "First year"},
        {"field": "last", "title": "Last year"},
        {"field": "peak", "title": "Largest year, vehicles a year", "format": ",.0f"},
        {"field": "total", "title": "All years, vehicles", "format": ",.0f"},
    ]
    pale = {"type": "rect", "fill": WHITE, "stroke": None, "fillOpacity": 0.75, "aria": False}
    idle = {"mark": {**pale, "xOffset": 1, "x2Offset": -1}, "encoding": ground.box()}
    taken = "(datum.short == '' ? 10 : datum.text_pad + 30)"
    name = {
        "fontSize": 11.5, "dx": {"expr": "datum.text_pad"},
        "limit": ground.width_of("datum.text_years", taken),
    }  # fmt: skip
    return [
        block(ground, used, tooltip),
        *from_data("idle", idle),
        ground.text("text", "text_at", "middle", name, "text_ink"),
        ground.text("short", "to", "middle", {"align": "right", "dx": -6, "fontSize": 11.5}, "text_ink"),
    ]


def mark_layers(ground: Ground, marks: Sequence[Part]) -> list[Part]:
    """Return starts, ends and closures, and the signs of guests and of moved vehicles."""
    filled = {"type": "point", "filled": True, "opacity": 1, "aria": False}
    found = {row.get("mark") for row in marks}
    shown = [words for words in (STARTS, ENDS, CLOSES) if words in found]
    legend = {
        "title": None, "orient": "top", "columns": MARK_COLUMNS, "symbolFillColor": INK, "values": shown,
    }  # fmt: skip
    shape = {
        "field": "mark", "type": "nominal", "legend": legend if shown else None,
        "scale": {"domain": [STARTS, ENDS, CLOSES], "range": ["triangle-right", "square", "cross"]},
    }  # fmt: skip
    marked = {"transform": [{"filter": "datum.mark"}]}
    sign = {
        name: {"expr": f"datum.sign == 'guest' ? {guest} : {moved}"}
        for name, guest, moved in (
            ("shape", "'diamond'", "'arrow'"),
            ("size", 45, 120),
            ("angle", 0, 90),
            ("fill", f"'{WHITE}'", f"'{ACCENT}'"),
        )
    }
    return from_data(
        "marks",
        {
            **marked,
            "mark": {"type": "rule", "color": INK, "strokeWidth": 1.6},
            "encoding": {"x": ground.x("at"), "y": ground.y("top"), "y2": {"field": "bottom"}},
        },
        {
            **marked,
            "mark": {**filled, "color": INK, "size": 40},
            "encoding": {"x": ground.x("at"), "y": ground.y("top"), "shape": shape},
        },
        {
            "transform": [{"filter": "datum.sign"}],
            "mark": {**filled, **sign, "xOffset": 9},
            "encoding": {"x": ground.x("at"), "y": ground.y("middle")},
        },
    )
