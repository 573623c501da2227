"""The key of a map and the notes below it, set anew for each class of width."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from plantshare.report.maps.features import Sites
from plantshare.report.maps.layout import Panel, bottom_of
from plantshare.report.maps.naming import WIDTHS, class_end, radius_of
from plantshare.report.palette import ACCENT, CONTROL, INK, MUTED, PAGE, UTILISATION, WHITE
from plantshare.report.words import listed, number

__all__ = ["NO_CAPACITY", "key_layers", "key_rows", "round_sizes"]

NO_CAPACITY = "no capacity"

LETTER = 6.1
LINE = 15.0
ROW = 22.0
CLASS_RADIUS = 5.5
SPACE = 14.0
DASH = 22.0

# Any: rows and layers are JSON of any shape.
Row = dict[str, Any]


def key_rows(
    panels: Sequence[Panel], sites: Sites, notes: Sequence[str], nameless: Mapping[float, Sequence[str]]
) -> dict[str, list[Row]]:
    """Return the data of the key and the notes, by name: signs, lines and notes.

    Parameters
    ----------
    nameless
        What finds no room for its name, by class of width.
    """
    largest, has_none = sites.largest, any(not plant.capacity for plant in sites.plants)
    signs: list[Row] = []
    words: list[Row] = []
    for begin, narrow, _ in WIDTHS:
        span = {"begin": begin, "end": class_end(begin)}
        top = bottom_of(panels, narrow) + SPACE
        for items in (class_items(has_none), size_items(largest), line_items()):
            placed, top = flowing(list(items), narrow, top)
            signs += [{**span, **item} for item in placed]
        unnamed = nameless.get(begin, ())
        extra = [f"Not named for want of room: {listed(list(unnamed))}"] if unnamed else []
        lines = [line for note in [*extra, *notes] for line in textwrap.wrap(note, int(narrow / LETTER))]
        words.append({**span, "text": lines, "y": top + SPACE / 2})
    return {"signs": signs, "notes": words}


def class_items(has_none: bool) -> Iterable[Row]:
    """Return the classes of utilisation, each with its colour, and that of plants without capacity."""
    yield {"kind": "words", "text": "Utilisation, % of capacity", "radius": 0.0}
    for each in UTILISATION:
        yield {"kind": "circle", "text": each.label, "radius": CLASS_RADIUS, "fill": each.fill}
    if has_none:
        yield {"kind": "circle", "text": NO_CAPACITY, "radius": CLASS_RADIUS, "fill": PAGE}


def size_items(largest: float) -> Iterable[Row]:
    """Return a few capacities, each with its circle."""
    if largest <= 0:
        return
    yield {
        "kind": "words", "text": "Capacity, thousand reference cars a year", "radius": 0.0
    }  # fmt: skip
    for size in round_sizes(largest):
        radius = radius_of(size, largest)
        digits = 0 if size >= 1000 else 2
        yield {"kind": "circle", "text": number(size / 1000, digits), "radius": radius, "fill": WHITE}


def line_items() -> Iterable[Row]:
    """Return the two kinds of lines."""
    yield {"kind": "words", "text": "Vehicles to markets", "radius": 0.0}
    yield {"kind": "line", "text": "own", "radius": DASH / 2, "fill": CONTROL}
    yield {"kind": "dashed", "text": "guest\u2019s", "radius": DASH / 2, "fill": ACCENT}


def round_sizes(largest: float) -> list[float]:
    """Return two or three round capacities up to the largest.

    Examples
    --------
    >>> round_sizes(600_000), round_sizes(130_000)
    ([100000.0, 300000.0, 600000.0], [20000.0, 50000.0, 100000.0])
    """
    unit = 10.0 ** (len(str(int(largest))) - 1)
    top = int(largest / unit)
    steps = (top, top / 2, top / 5) if top < 3 else (top, top // 2, 1)
    return sorted({unit * step for step in steps})


def flowing(items: Sequence[Row], width: float, top: float) -> tuple[list[Row], float]:
    """Return items set in rows as words in a paragraph, and the edge below them.

    Parameters
    ----------
    items
        Their sign, half its width (radius) and their words.
    """
    if not items:
        return [], top
    row = max(ROW, *(2 * item["radius"] + 2.0 for item in items if item["kind"] == "circle"), 0.0)
    placed: list[Row] = []
    x, y = 0.0, top + row / 2
    for item in items:
        sign = 2 * item["radius"] + (5.0 if item["radius"] else 0.0)
        room = sign + LETTER * len(item["text"])
        if x and x + room > width:
            x, y = 0.0, y + row
        middle, right = x + item["radius"], x + 2 * item["radius"]
        size = math.pi * item["radius"] ** 2
        placed.append({**item, "x": middle, "x1": x, "x2": right, "words": x + sign, "y": y, "size": size})
        x += room + SPACE
    return placed, y + row / 2


def key_layers() -> list[Row]:
    """Return the layers of the key and of the notes."""
    place = {
        axis: {"field": axis, "type": "quantitative", "scale": None, "axis": None} for axis in ("x", "y")
    }
    fill = {"field": "fill", "type": "nominal", "scale": None}
    return [
        {
            **of_kind("datum.kind === 'circle'"),
            "mark": {"type": "point", "shape": "circle", "filled": True, "stroke": INK, "strokeWidth": 1,
                     "opacity": 1, "aria": False},
            "encoding": {
                **place, "fill": fill,
                "size": {"field": "size", "type": "quantitative", "scale": None, "legend": None},
            },
        },
        *(
            {
                **of_kind(f"datum.kind === '{kind}'"),
                "mark": {"type": "rule", "strokeWidth": 2.4, **look},
                "encoding": {
                    "x": {**place["x"], "field": "x1"}, "x2": {"field": "x2"}, "y": place["y"],
                    "color": {**fill, "legend": None},
                },
            }
            for kind, look in (("line", {}), ("dashed", {"strokeDash": [7, 3]}))
        ),
        {
            **of_kind("true"),
            "mark": {"type": "text", "align": "left", "baseline": "middle", "fontSize": 11.5,
                     "color": {"expr": f"datum.kind === 'words' ? '{MUTED}' : '{INK}'"}},
            "encoding": {"x": {**place["x"], "field": "words"}, "y": place["y"], "text": {"field": "text"}},
        },
        {
            "data": {"name": "notes"},
            "transform": [{"filter": "datum.begin <= width && width < datum.end"}],
            "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 11.5,
                     "lineHeight": LINE, "color": MUTED, "x": 0},
            "encoding": {"y": place["y"], "text": {"field": "text", "type": "nominal"}},
        },
    ]  # fmt: skip


def of_kind(condition: str) -> Row:
    """Return the data of one kind of sign at the width at hand."""
    return {
        "data": {"name": "signs"},
        "transform": [{"filter": f"{condition} && datum.begin <= width && width < datum.end"}],
    }
