"""Rows of a name, a mark and numbers, in panels one below another that each have a scale of their own.

Everything stands at a height in pixels and, along, at a share of the room for marks, so that panels of money
and of vehicles fit into one picture, which then shrinks with its place as a picture of several views would
not. On a telephone names stand above their marks.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from plantshare.report.chart import ROWS, Spec
from plantshare.report.columns import NAMES, NARROW, wrapped
from plantshare.report.palette import CONTROL, INK, LINE, MUTED
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import number

__all__ = [
    "AXIS",
    "Heading",
    "NumberColumn",
    "Panel",
    "along",
    "axis_layers",
    "place_rows",
    "round_values",
    "scaled",
    "spec_of",
    "tall",
]

ROUNDING = 1e-9
STEP = 36
"""Height of a row, in pixels."""
TITLE, CAPTIONS, GAP = 32, 16, 10
"""Height of the title of a panel, of the captions of its columns, and of the room above it."""
AXIS = 34
"""Height of an axis below the rows, in pixels: its values, and what they are."""
MOST_VALUES = 6
"""Values along an axis at most."""
LOWER = 9
"""Pixels by which marks and numbers stand lower where names stand above them."""
LETTERS = 28
"""Letters of a name on a line where it stands beside its mark."""
SPARE = 6
"""Letters by which the first of two lines of a long name may be longer than the second."""
TITLE_LETTERS = 46
"""Letters of a title on a line on a telephone."""
SIZE = f"({NARROW} ? 11 : 12)"
LEFT = f"({NARROW} ? 0 : {NAMES} + 12)"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberColumn:
    """One column of numbers at the right.

    Parameters
    ----------
    field
        Key of the rows that holds the number in words.
    caption, brief
        What stands above it, and what on a telephone.
    """

    field: str
    caption: str
    brief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands above a panel, and where the panel is.

    Parameters
    ----------
    title
        Title, which may be empty.
    zero
        Share of the room for marks at which a line stands across the rows, or none.
    y, bottom
        Upper and lower edge, in pixels.
    """

    title: str
    zero: float | None
    y: float
    bottom: float

    @property
    def height(self) -> int:
        """Return the height of title and captions, in pixels."""
        return (TITLE if self.title else 0) + CAPTIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Rows with a scale of their own.

    Parameters
    ----------
    rows
        Rows, each with its ``name``; Any: cells are numbers and words.
    title
        Title, which may be empty.
    zero
        Share of the room for marks at which a line stands across the rows, or none.
    """

    rows: Sequence[dict[str, Any]]
    title: str = ""
    zero: float | None = None


def place_rows(panels: Sequence[Panel]) -> tuple[list[Heading], float]:
    """Write the height of each row into it, and return the headings and the height of the whole.

    Rows get ``y`` (middle), ``top``, ``bottom`` (of a bar), ``label`` (their ``name`` unless they have one)
    and ``name_lines`` (the label on two lines).

    Parameters
    ----------
    panels
        Panels from top to bottom.
    """
    headings: list[Heading] = []
    y = 0.0
    for panel in panels:
        y += GAP if headings else 0
        top, head = y, (TITLE if panel.title else 0) + CAPTIONS
        y += head
        for row in panel.rows:
            row["y"] = y + STEP / 2
            row["top"], row["bottom"] = row["y"] - 8, row["y"] + 8
            label = str(row.setdefault("label", row["name"]))
            row["name_lines"] = wrapped(label, max(LETTERS, len(label) // 2 + SPARE))
            y += STEP
        headings.append(Heading(title=panel.title, zero=panel.zero, y=top, bottom=y))
    return headings, y


def scaled(value: float, domain: tuple[float, float]) -> float:
    """Return where a value stands on a scale, as a share of its room; the middle where the scale is a point.

    Examples
    --------
    >>> scaled(5.0, (0.0, 20.0)), scaled(3.0, (3.0, 3.0))
    (0.25, 0.5)
    """
    low, high = domain
    return 0.5 if high <= low else (value - low) / (high - low)


def round_values(domain: tuple[float, float]) -> list[float]:
    """Return round values inside the ends of a scale, one of them 0 where it lies inside, at most six.

    Examples
    --------
    >>> round_values((-11.6, 75.5)), round_values((0.0, 0.0))
    ([0.0, 20.0, 40.0, 60.0], [])
    """
    low, high = domain
    if high <= low:
        return []
    power = 10.0 ** math.floor(math.log10((high - low) / MOST_VALUES))
    step = next(power * each for each in (1, 2, 5, 10) if (high - low) / (power * each) <= MOST_VALUES - 1)
    first, last = math.ceil(low / step - ROUNDING), math.floor(high / step + ROUNDING)
    return [step * place for place in range(first, last + 1)]


def axis_layers(
    domain: tuple[float, float], caption: str, height: float, columns: Sequence[NumberColumn], whole: float
) -> list[dict[str, Any]]:
    """Return the values of the scale of a panel below its rows, with a thin line up from each.

    Parameters
    ----------
    domain
        Ends of the scale.
    caption
        What the values are, with their unit.
    height
        Lower edge of the rows, in pixels.
    columns
        Columns of numbers at the right.
    whole
        Height of the picture, ``AXIS`` more.
    """
    found = round_values(domain)
    digits = max((-math.floor(math.log10(abs(each)) + ROUNDING) for each in found if each), default=0)
    values = [{"at": scaled(each, domain), "words": number(each, max(digits, 0))} for each in found]
    at = along("at", columns)
    at_edge = f"{NARROW} && datum.at < 0.1 ? 'left' : 'center'"
    small: Spec = {"type": "text", "baseline": "top", "color": MUTED, "fontSize": {"expr": SIZE}}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "color": LINE, "y": CAPTIONS, "y2": height + 3},
            "encoding": {"x": at},
        },
        {
            "data": {"values": values},
            "mark": {**small, "align": {"expr": at_edge}, "y": height + 5},
            "encoding": {"x": at, "text": {"field": "words", "type": "nominal"}},
        },
        {
            "data": {"values": [{"at": 0.5}]},
            "mark": {**small, "align": "center", "y": whole - 14, "text": caption},
            "encoding": {"x": at},
        },
    ]


def along(field: str, columns: Sequence[NumberColumn]) -> dict[str, Any]:
    """Return the encoding of a share of the room for marks; Any: JSON of any shape."""
    return {
        "field": field, "type": "quantitative", "axis": None,
        "scale": {
            "domain": [0, 1], "nice": False, "zero": False,
            "range": [{"expr": LEFT}, {"expr": f"width - {room_of(columns)}"}],
        },
    }  # fmt: skip


def tall(field: str, height: float) -> dict[str, Any]:
    """Return the encoding of a height in pixels; Any: JSON of any shape."""
    scale = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def room_of(columns: Sequence[NumberColumn]) -> str:
    """Return the width of all columns of numbers with the room before them, as an expression."""
    return f"({NARROW} ? {52 * len(columns) + 8} : {84 * len(columns) + 12})"


def right_edge(place: int, columns: Sequence[NumberColumn]) -> dict[str, str]:
    """Return where a column of numbers ends, as an expression."""
    behind = len(columns) - 1 - place
    return {"expr": f"width - ({NARROW} ? {52 * behind} : {84 * behind})"}


def spec_of(
    headings: Sequence[Heading],
    height: float,
    columns: Sequence[NumberColumn],
    marks: Iterable[Mapping[str, Any]],
    axis: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return the specification: titles, captions, names and numbers around the marks of a chart.

    Parameters
    ----------
    headings, height
        See :func:`place_rows`.
    columns
        Columns of numbers, from left to right.
    marks
        Layers of marks; where names stand above them they are moved down. Any: JSON of any shape.
    axis
        Layers of an axis below the rows, as from :func:`axis_layers`; ``height`` is then that of both.
    """
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": height,
        "layer": [
            *axis,
            *title_layers(headings, height),
            *zero_layers(headings, height, columns),
            *(caption_layer(headings, height, place, columns) for place in range(len(columns))),
            *(lowered(mark) for mark in marks),
            name_layer(height),
            *(number_layer(height, place, columns) for place in range(len(columns))),
        ],
    }


def lowered(layer: Mapping[str, Any]) -> dict[str, Any]:
    """Return a layer whose marks stand lower on a telephone."""
    offset = {"expr": f"{NARROW} ? {LOWER} : 0"}
    both = {"yOffset": offset, **({"y2Offset": offset} if "y2" in layer["encoding"] else {})}
    return {**layer, "mark": {**layer["mark"], **both}}


def title_layers(headings: Sequence[Heading], height: float) -> list[dict[str, Any]]:
    """Return the titles of panels, on two lines where they are long and the place is narrow."""
    values = [
        {"y": each.y + 12, "long": each.title, "lines": wrapped(each.title, TITLE_LETTERS)}
        for each in headings
        if each.title
    ]
    if not values:
        return []
    mark: Spec = {
        "type": "text", "align": "left", "x": 0, "fontWeight": 600, "fontSize": {"expr": SIZE},
        "lineBreak": "\n", "lineHeight": 13, "color": INK, "dy": {"expr": f"{NARROW} ? 0 : 10"},
        "baseline": "middle",
    }  # fmt: skip
    shown = [{"calculate": f"{NARROW} ? datum.lines : datum.long", "as": "shown"}]
    words = {"field": "shown", "type": "nominal"}
    return [
        {
            "data": {"values": values},
            "transform": shown,
            "mark": mark,
            "encoding": {"y": tall("y", height), "text": words},
        }
    ]


def zero_layers(
    headings: Sequence[Heading], height: float, columns: Sequence[NumberColumn]
) -> list[dict[str, Any]]:
    """Return the lines across the rows of a panel, broken by names where these stand above marks."""
    values = [
        {"at": each.zero, "from": upper, "to": upper + STEP}
        for each in headings
        if each.zero is not None
        for upper in np.arange(each.y + each.height, each.bottom, STEP).tolist()
    ]
    if not values:
        return []
    below_names = {"expr": f"{NARROW} ? {STEP // 2} : 0"}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "color": CONTROL, "yOffset": below_names},
            "encoding": {"x": along("at", columns), "y": tall("from", height), "y2": {"field": "to"}},
        }
    ]


def caption_layer(
    headings: Sequence[Heading], height: float, place: int, columns: Sequence[NumberColumn]
) -> dict[str, Any]:
    """Return the caption of one column of numbers, above the rows of each panel."""
    column = columns[place]
    return {
        "data": {"values": [{"y": each.y + each.height - 4} for each in headings]},
        "mark": {
            "type": "text", "align": "right", "baseline": "bottom", "color": MUTED,
            "fontSize": {"expr": SIZE}, "x": right_edge(place, columns),
            "text": {"expr": f"{NARROW} ? '{column.brief}' : '{column.caption}'"},
        },
        "encoding": {"y": tall("y", height)},
    }  # fmt: skip


def name_layer(height: float) -> dict[str, Any]:
    """Return the names of rows: beside the mark on two lines at most, or above it on one."""
    two_lines = "indexof(datum.name_lines, '\\n') > 0"
    return {
        "transform": [{"calculate": f"{NARROW} ? datum.label : datum.name_lines", "as": "shown"}],
        "mark": {
            "type": "text", "align": "left", "baseline": "middle", "x": 0, "color": INK,
            "dy": {"expr": f"{NARROW} ? -9 : {two_lines} ? -6 : 0"}, "lineBreak": "\n", "lineHeight": 13,
            "fontSize": {"expr": SIZE}, "limit": {"expr": f"{NARROW} ? width : {NAMES}"},
            "fontWeight": {"expr": "datum.is_main ? 600 : 400"},
        },
        "encoding": {"y": tall("y", height), "text": {"field": "shown", "type": "nominal"}},
    }  # fmt: skip


def number_layer(height: float, place: int, columns: Sequence[NumberColumn]) -> dict[str, Any]:
    """Return one column of numbers."""
    mark: Spec = {
        "type": "text", "align": "right", "baseline": "middle", "color": INK,
        "fontSize": {"expr": SIZE}, "x": right_edge(place, columns),
        "fontWeight": {"expr": "datum.is_main ? 600 : 400"},
    }  # fmt: skip
    words = {"field": columns[place].field, "type": "nominal"}
    return lowered({"mark": mark, "encoding": {"y": tall("y", height), "text": words}})
