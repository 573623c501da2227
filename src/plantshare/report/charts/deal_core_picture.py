"""The picture of a game of three: a triangle, the core in it, and the points that rules choose."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plantshare.report.chart import ROWS, Spec
from plantshare.report.columns import NARROW
from plantshare.report.palette import ACCENT, BRANDS, CONTROL, INK, LOSS, MUTED, SEA
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import listed, number

__all__ = ["CoreWords", "spec_of"]

SIDE = "min(300, width - 60)"
"""Side of the triangle, in pixels, as an expression."""
TOP = 36.0
MOST_SIDE = 300.0
BASE = TOP + MOST_SIDE * math.sqrt(0.75)
"""Height at which the lower side lies, in pixels."""
UNDER = 46.0
"""Room for the words under the lower corners."""
ENTRY, LINE = 34.0, 14.0
"""Height of an entry of the legend, and of a line of words."""
HEAD_LETTERS = 50
"""Letters of a line of the heading of the legend."""
SHAPES = ("circle", "diamond", "triangle-up", "square", "cross", "triangle-down")
SIZES = (150, 210, 120, 70, 90, 90)
"""Size of each mark; later ones are smaller, so that points in one place show them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoreWords:
    """The words of the picture.

    Parameters
    ----------
    corners
        Names of the three players.
    amount
        What each has at its corner.
    is_empty
        Whether the core is empty.
    unit
        Unit of the amounts.
    """

    corners: tuple[str, str, str]
    amount: str
    is_empty: bool
    unit: str


def spec_of(rows: Sequence[Mapping[str, Any]], words: CoreWords) -> dict[str, Any]:
    """Return the specification; Any: JSON of any shape.

    Parameters
    ----------
    rows
        Corners of the triangle, corners of the region in order around it, and points of rules.
    words
        The words of the picture.
    """
    points = [row for row in rows if row["role"] == "point"]
    region = [row for row in rows if row["role"] == "region"]
    height = BASE + UNDER + LINE * len(head_lines(words)) + ENTRY * (len(points) + 1)
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": height,
        "layer": [
            outline_layer([row for row in rows if row["role"] == "corner"], height, CONTROL, SEA),
            outline_layer(
                region, height, LOSS if words.is_empty else ACCENT, LOSS if words.is_empty else ACCENT, 0.22
            ),
            *corner_layers(words, height),
            *(point_layer(row, place, words, height) for place, row in enumerate(points)),
            *legend_layers(points, words, height),
        ],
    }


def across() -> dict[str, Any]:
    """Return the encoding of a place along the lower side; Any: JSON of any shape."""
    return {
        "field": "x_at", "type": "quantitative", "axis": None,
        "scale": {
            "domain": [0, 1], "nice": False, "zero": False,
            "range": [{"expr": f"(width - {SIDE}) / 2"}, {"expr": f"(width + {SIDE}) / 2"}],
        },
    }  # fmt: skip


def upward(height: float) -> dict[str, Any]:
    """Return the encoding of a height above the lower side, and of pixels below it as shares of the side."""
    return {
        "field": "y_at", "type": "quantitative", "axis": None,
        "scale": {
            "domain": [0, 1], "nice": False, "zero": False,
            "range": [{"expr": str(BASE)}, {"expr": f"{BASE} - {SIDE}"}],
        },
    }  # fmt: skip


def outline_layer(
    corners: Sequence[Mapping[str, Any]], height: float, line: str, fill: str, opacity: float = 1.0
) -> dict[str, Any]:
    """Return the outline of a region, closed and filled; a point or a line where it is no more."""
    around = [*corners, *corners[:1]]
    values = [{"x_at": row["x_at"], "y_at": row["y_at"], "order": place} for place, row in enumerate(around)]
    return {
        "data": {"values": values},
        "mark": {
            "type": "line", "interpolate": "linear-closed", "stroke": line, "fill": fill,
            "fillOpacity": opacity, "strokeWidth": 1 if opacity == 1.0 else 3, "aria": False,
            "strokeJoin": "round", "strokeCap": "round",
        },
        "encoding": {"x": across(), "y": upward(height), "order": {"field": "order", "type": "quantitative"}},
    }  # fmt: skip


def corner_layers(words: CoreWords, height: float) -> list[dict[str, Any]]:
    """Return the names at the corners, with what each party has there."""
    low, right, top = words.corners
    places = (
        (f"{top}\n{words.amount}", 0.5, math.sqrt(0.75), "center", -22),
        (f"{low}\n{words.amount}", 0.0, 0.0, "left", 14),
        (f"{right}\n{words.amount}", 1.0, 0.0, "right", 14),
    )
    return [
        {
            "data": {"values": [{"x_at": x, "y_at": y, "words": text}]},
            "mark": {
                "type": "text", "align": align, "baseline": "middle", "lineBreak": "\n", "lineHeight": 13,
                "fontSize": {"expr": f"{NARROW} ? 11 : 12"}, "dy": dy, "color": MUTED,
                "dx": {"left": -28, "right": 28}.get(align, 0),
            },
            "encoding": {
                "x": across(), "y": upward(height), "text": {"field": "words", "type": "nominal"},
            },
        }
        for text, x, y, align, dy in places
    ]  # fmt: skip


def head_lines(words: CoreWords) -> list[str]:
    """Return the heading of the legend, which names the order of the gains, on lines."""
    unit = words.unit.removesuffix(" present value")
    return textwrap.wrap(f"Marks, with the gains of {listed(words.corners)}, {unit}:", HEAD_LETTERS)


def look_of(place: int) -> Spec:
    """Return shape, size and colour of the mark of a rule."""
    return {
        "type": "point", "filled": True, "shape": SHAPES[place % len(SHAPES)], "opacity": 1,
        "size": SIZES[place % len(SIZES)], "fill": BRANDS[place % len(BRANDS)], "stroke": INK,
        "strokeWidth": 1,
    }  # fmt: skip


def point_layer(row: Mapping[str, Any], place: int, words: CoreWords, height: float) -> dict[str, Any]:
    """Return the mark of one rule."""
    told = [
        {"field": "what", "title": "Rule"},
        *(
            {"field": side, "title": f"{name}, {words.unit}", "format": ",.1f"}
            for side, name in zip(("first", "second", "third"), words.corners, strict=True)
        ),
    ]
    return {
        "transform": [{"filter": f"datum.order === {row['order']}"}],
        "mark": look_of(place),
        "encoding": {"x": across(), "y": upward(height), "tooltip": told},
    }


def legend_layers(
    points: Sequence[Mapping[str, Any]], words: CoreWords, height: float
) -> list[dict[str, Any]]:
    """Return the marks below the triangle, each with the rule and what it gives."""
    heading = head_lines(words)
    first = BASE + UNDER + LINE * len(heading) + ENTRY / 2
    lines = [
        (
            place,
            first + ENTRY * place,
            f"{row['what']}:\n" + ", ".join(number(row[side], 1) for side in ("first", "second", "third")),
        )
        for place, row in enumerate(points)
    ]
    below = first + ENTRY * len(points) - LINE / 2
    colour = LOSS if words.is_empty else ACCENT
    text: Spec = {
        "type": "text", "align": "left", "baseline": "middle", "x": 20, "color": INK,
        "lineBreak": "\n", "lineHeight": LINE,
        "fontSize": {"expr": f"{NARROW} ? 11 : 12"},
    }  # fmt: skip
    named = "Region: splits that no group can better (core)"
    if words.is_empty:
        named = "Region: the worst-off group lacks least (least core)"
    return [
        *(
            {
                "data": {"values": [{}]},
                "mark": {**look_of(place), "x": 8, "y": y, "aria": False, "size": 80},
            }
            for place, y, _ in lines
        ),
        {
            "data": {"values": [{}]},
            "mark": {
                "type": "rect", "x": 2, "x2": 14, "y": below - 6, "y2": below + 6, "fill": colour,
                "fillOpacity": 0.22, "stroke": colour, "strokeWidth": 2, "aria": False,
            },
        },
        {
            "data": {"values": [{"words": "\n".join(heading)}]},
            "mark": {**text, "x": 0, "y": BASE + UNDER, "color": MUTED, },
            "encoding": {"text": {"field": "words", "type": "nominal"}},
        },
        *(
            {
                "data": {"values": [{"words": line}]},
                "mark": {**text, "y": y - (LINE / 2 if "\n" in line else 0)},
                "encoding": {"text": {"field": "words", "type": "nominal"}},
            }
            for _, y, line in [*lines, (0, below, named)]
        ),
    ]  # fmt: skip
