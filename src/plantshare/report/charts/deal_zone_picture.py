"""The picture of a zone: two gains against a term, the room between their zeros, and bars of ranges below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plantshare.report.chart import ROWS, Spec
from plantshare.report.charts.gap_picture import ticks
from plantshare.report.charts.national_picture import spread
from plantshare.report.columns import NARROW, wrapped
from plantshare.report.palette import ACCENT, INK, LINE, LOSS, MUTED
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import number

__all__ = ["ZoneWords", "place_gains", "spec_of"]

TOP, BOTTOM = 52.0, 262.0
"""Upper and lower edge of the lines, in pixels; above stand the unit and the words of the zone."""
STEP = 32.0
"""Height of one range below the lines, in pixels."""
BAR = (16.0, 25.0)
"""Upper and lower edge of its bar; its words stand above."""
GAP = 12.0
LEFT = 50
"""Room for the scale at the left, in pixels."""
MARGIN = f"({NARROW} ? 78 : 132)"
"""Room for the names at the right, in pixels."""
LETTERS, FEW_LETTERS = 16, 11
"""Letters of a name on a line, and on a telephone."""
LABEL = 30.0
SIDES = ("host", "guest")
EDGE = 0.3
"""Share of the scale near an end at which words stand beside their place instead of above its middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneWords:
    """The words of the picture.

    Parameters
    ----------
    host, guest
        Names of the two lines.
    axis, unit
        What the scales measure, along and upward.
    stated
        What stands at the stated value; empty without one.
    zone
        What stands between the zeros of the two lines.
    """

    host: str
    guest: str
    axis: str
    unit: str
    stated: str
    zone: str


def place_gains(rows: Sequence[dict[str, Any]]) -> Upward:
    """Write into the rows how high both gains stand, as ``host_at`` and ``guest_at``, and return the scale.

    Parameters
    ----------
    rows
        Rows of the chart; ranges have no gains.
    """
    upward = upwards([row[side] for row in rows for side in SIDES if row[side] is not None])
    for row in rows:
        for side in SIDES:
            row[f"{side}_at"] = None if row[side] is None else upward.at(row[side])
    return upward


def spec_of(rows: Sequence[Mapping[str, Any]], upward: Upward, words: ZoneWords) -> dict[str, Any]:
    """Return the specification; Any: JSON of any shape.

    Parameters
    ----------
    rows
        Values of the term with both gains (role "fee"), from the lowest, then ranges (role "range"); placed.
    upward
        The scale of the gains.
    words
        The words of the picture.
    """
    fees = [row for row in rows if row["role"] == "fee"]
    ranges = [row for row in rows if row["role"] == "range"]
    domain = float(fees[0]["low"]), float(fees[-1]["low"])
    across = along(domain, words.axis)
    height = BOTTOM + GAP + STEP * len(ranges)
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": height,
        "layer": [
            *scale_layers(upward, height, words.unit),
            *zone_layers(ranges[0], across, domain, height, words),
            *stated_layers(fees, across, domain, height, words),
            *line_layers(across, height, "host", (MUTED, [6, 3]), words),
            *line_layers(across, height, "guest", (ACCENT, [1, 0]), words),
            *name_layers(fees[-1], height, words),
            *range_layers(ranges, across, domain, height),
        ],
    }


def along(domain: tuple[float, float], title: str) -> dict[str, Any]:
    """Return the encoding of a value of the term; Any: JSON of any shape."""
    return {
        "field": "low", "type": "quantitative", "title": title,
        "axis": {
            "grid": False, "tickCount": {"expr": f"{NARROW} ? 4 : 8"}, "labelOverlap": "greedy",
            "labelSeparation": 6, "titleAnchor": "start", "titleLimit": {"expr": f"width - {LEFT}"},
        },
        "scale": {
            "domain": list(domain), "nice": False, "zero": False,
            "range": [{"expr": str(LEFT)}, {"expr": f"width - {MARGIN}"}],
        },
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Upward:
    """The scale of the gains: its ends in millions."""

    low: float
    high: float

    def at(self, gain: float) -> float:
        """Return the height of a gain, in pixels."""
        return BOTTOM - (BOTTOM - TOP) * (gain - self.low) / (self.high - self.low)


def upwards(gains: Sequence[float]) -> Upward:
    """Return the scale of gains; zero is on it."""
    low, high = min([0.0, *gains]), max([0.0, *gains])
    room = 0.05 * (high - low) or 1.0
    return Upward(low - room, high + room)


def tall(field: str, height: float) -> dict[str, Any]:
    """Return the encoding of a height in pixels; Any: JSON of any shape."""
    scale = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def scale_layers(upward: Upward, height: float, unit: str) -> list[dict[str, Any]]:
    """Return lines across with their numbers, that at zero darker, and the unit above them."""
    values, digits = ticks((upward.low, upward.high))
    marks = [
        {"y": upward.at(value), "words": number(value, digits), "line": INK if value == 0 else LINE}
        for value in values
    ]
    left: Spec = {"type": "text", "baseline": "middle", "color": MUTED, "fontSize": 12}
    words = {"field": "words", "type": "nominal"}
    return [
        {
            "data": {"values": marks},
            "mark": {"type": "rule", "aria": False},
            "encoding": {
                "y": tall("y", height), "x": {"value": LEFT}, "x2": {"value": {"expr": f"width - {MARGIN}"}},
                "color": {"field": "line", "type": "nominal", "scale": None},
            },
        },
        {
            "data": {"values": marks},
            "mark": {**left, "align": "right", "x": LEFT - 6},
            "encoding": {"y": tall("y", height), "text": words},
        },
        {
            "data": {"values": [{"y": 7, "words": f"Gain, {unit}"}]},
            "mark": {**left, "align": "left", "x": 0},
            "encoding": {"y": tall("y", height), "text": words},
        },
    ]  # fmt: skip


def zone_layers(
    first: Mapping[str, Any], across: Spec, domain: tuple[float, float], height: float, words: ZoneWords
) -> list[dict[str, Any]]:
    """Return the room in which both gain, or by which they miss each other, with its words above."""
    if first["low"] is None or first["high"] is None:
        return []
    ends = sorted((float(first["low"]), float(first["high"])))
    low, high = (min(max(end, domain[0]), domain[1]) for end in ends)
    ink = ACCENT if first["is_open"] else LOSS
    values = [{"low": low, "high": high, "top": TOP, "bottom": BOTTOM}]
    place = placed((low + high) / 2.0, domain)
    at = low if place == "left" else high if place == "right" else (low + high) / 2.0
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rect", "color": ink, "opacity": 0.12, "aria": False},
            "encoding": {
                "x": across, "x2": {"field": "high"}, "y": tall("top", height), "y2": {"field": "bottom"},
            },
        },
        word_layer(words.zone, (at, TOP - 27), across, height, place=place, ink=ink, bold=True),
    ]  # fmt: skip


def placed(value: float, domain: tuple[float, float]) -> str:
    """Return how words stand at a value so that they stay inside: from it, up to it, or around it.

    Examples
    --------
    >>> placed(1.0, (0.0, 10.0)), placed(5.0, (0.0, 10.0)), placed(9.5, (0.0, 10.0))
    ('left', 'center', 'right')
    """
    share = (value - domain[0]) / (domain[1] - domain[0])
    return "left" if share < EDGE else "right" if share > 1 - EDGE else "center"


def word_layer(
    text: str,
    spot: tuple[float, float],
    across: Spec,
    height: float,
    *,
    place: str,
    ink: str = INK,
    bold: bool = False,
) -> dict[str, Any]:
    """Return words at a value of the term and a height."""
    return {
        "data": {"values": [{"low": spot[0], "y": spot[1], "words": text}]},
        "mark": {
            "type": "text", "align": place, "baseline": "middle", "color": ink,
            "fontSize": {"expr": f"{NARROW} ? 11 : 12"}, "fontWeight": 600 if bold else 400,
        },
        "encoding": {"x": across, "y": tall("y", height), "text": {"field": "words", "type": "nominal"}},
    }  # fmt: skip


def stated_layers(
    fees: Sequence[Mapping[str, Any]],
    across: Spec,
    domain: tuple[float, float],
    height: float,
    words: ZoneWords,
) -> list[dict[str, Any]]:
    """Return the line at the stated value with its words; nothing without one."""
    stated = next((row for row in fees if row["is_stated"]), None)
    if stated is None:
        return []
    value = float(stated["low"])
    bars = [BOTTOM + GAP + STEP * place for place in range(int((height - BOTTOM - GAP) / STEP))]
    # Between the bars stand words, which the line must not cross.
    spans = [(TOP - 4, BOTTOM), *((top + BAR[0], top + BAR[1]) for top in bars)]
    return [
        {
            "data": {"values": [{"low": value, "top": top, "bottom": bottom} for top, bottom in spans]},
            "mark": {"type": "rule", "color": INK, "strokeDash": [2, 3], "aria": False},
            "encoding": {"x": across, "y": tall("top", height), "y2": {"field": "bottom"}},
        },
        word_layer(words.stated, (value, TOP - 11), across, height, place=placed(value, domain)),
    ]


def line_layers(
    across: Spec, height: float, side: str, look: tuple[str, Sequence[int]], words: ZoneWords
) -> list[dict[str, Any]]:
    """Return the line of one party with points that tell both gains."""
    ink, dash = look
    shown = [{"filter": "datum.role === 'fee'"}]
    place = {"x": across, "y": tall(f"{side}_at", height)}
    told = [
        {"field": "what", "title": "At"},
        {"field": "low", "title": words.axis, "format": ",.6~r"},
        {"field": "host", "title": f"{words.host}, {words.unit}", "format": "+,.1f"},
        {"field": "guest", "title": f"{words.guest}, {words.unit}", "format": "+,.1f"},
    ]
    return [
        {
            "transform": shown,
            "mark": {
                "type": "line", "color": ink, "strokeWidth": 2.5, "strokeDash": list(dash), "aria": False,
            },
            "encoding": place,
        },
        {
            "transform": [{"filter": "datum.role === 'fee' && !datum.is_end"}],
            "mark": {"type": "point", "filled": True, "color": ink, "size": 46, "opacity": 1},
            "encoding": {**place, "tooltip": told},
        },
    ]  # fmt: skip


def name_layers(last: Mapping[str, Any], height: float, words: ZoneWords) -> list[dict[str, Any]]:
    """Return the names of the lines in the right margin, apart from each other."""
    lines = sorted(
        [
            (float(last["host_at"]), words.host, MUTED),
            (float(last["guest_at"]), words.guest, ACCENT),
        ]
    )
    places = spread([y - TOP for y, _, _ in lines], [LABEL] * 2, BOTTOM - TOP)
    values = [
        {
            "y": TOP + place, "long": wrapped(name, LETTERS), "brief": wrapped(name, FEW_LETTERS), "ink": ink,
        }
        for place, (_, name, ink) in zip(places, lines, strict=True)
    ]  # fmt: skip
    return [
        {
            "data": {"values": values},
            "transform": [{"calculate": f"{NARROW} ? datum.brief : datum.long", "as": "words"}],
            "mark": {
                "type": "text", "align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": 13,
                "fontWeight": 600, "fontSize": {"expr": f"{NARROW} ? 11 : 12"},
                "dy": {"expr": "indexof(datum.words, '\\n') > 0 ? -6 : 0"},
                "x": {"expr": f"width - {MARGIN} + 8"}, "limit": {"expr": f"{MARGIN} - 8"},
            },
            "encoding": {
                "y": tall("y", height), "text": {"field": "words", "type": "nominal"},
                "color": {"field": "ink", "type": "nominal", "scale": None},
            },
        }
    ]  # fmt: skip


def range_layers(
    ranges: Sequence[Mapping[str, Any]], across: Spec, domain: tuple[float, float], height: float
) -> list[dict[str, Any]]:
    """Return each range as a bar below its words; dashed and empty where nothing suits both."""
    values = [bar_of(row, place, domain) for place, row in enumerate(ranges)]
    text: Spec = {
        "type": "text", "align": "left", "baseline": "middle",
        "x": {"expr": f"{NARROW} ? 0 : {LEFT}"}, "fontSize": {"expr": f"{NARROW} ? 11 : 12"},
        "limit": {"expr": "width"},
    }  # fmt: skip
    told = [{"field": "what", "title": "Range"}, {"field": "words", "title": "Both accept"}]
    drawn = [each for each in values if each["low"] is not None]
    return [
        {
            "data": {"values": drawn},
            "mark": {
                "type": "rect", "strokeWidth": 1.5, "fillOpacity": {"expr": "datum.is_open ? 1 : 0.15"},
                "strokeDash": {"expr": "datum.is_open ? [1, 0] : [3, 2]"},
            },
            "encoding": {
                "x": across, "x2": {"field": "high"}, "y": tall("top", height), "y2": {"field": "bottom"},
                "fill": {"field": "ink", "type": "nominal", "scale": None},
                "stroke": {"field": "ink", "type": "nominal", "scale": None}, "tooltip": told,
            },
        },
        {
            "data": {"values": values},
            "mark": {**text, "color": INK, "text": {"expr": "datum.what + ': ' + datum.words"}},
            "encoding": {"y": tall("y", height)},
        },
    ]  # fmt: skip


def bar_of(row: Mapping[str, Any], place: int, domain: tuple[float, float]) -> dict[str, Any]:
    """Return where the bar of a range stands; an end that does not exist lies at the edge of the picture."""
    top = BOTTOM + GAP + STEP * place
    low, high = row["low"], row["high"]
    known = {
        "what": row["what"], "words": row["words"], "is_open": row["is_open"],
        "y": top + 7, "top": top + BAR[0], "bottom": top + BAR[1],
        "ink": ACCENT if row["is_open"] else LOSS,
    }  # fmt: skip
    if not row["is_open"] and (low is None or high is None):
        return {**known, "low": None, "high": None}
    ends = sorted((domain[0] if low is None else float(low), domain[1] if high is None else float(high)))
    return {
        **known,
        "low": min(max(ends[0], domain[0]), domain[1]),
        "high": min(max(ends[1], domain[0]), domain[1]),
    }
