"""The picture of national output: lines, target, and labels in a right margin."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from plantshare.report.chart import ROWS, Spec
from plantshare.report.charts.national_rows import (
    FORECAST,
    KINDS,
    OTHER_FIGURE,
    PLAN,
    PUBLISHED,
    TARGET,
    Mark,
    plan_row,
)
from plantshare.report.palette import ACCENT, INK, LOSS, MUTED, WHITE
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import vehicles

__all__ = ["LEAST_GAP", "place_labels", "spec_of", "spread"]

MILLION = 1e6
LEAST_GAP = 0.5
"""A target is missed where more than half a vehicle is."""
HEIGHT = 330
SCALE_ROOM = 34
"""Room left of the lines for the scale, in pixels."""
LINE = 14
"""Height of a line of a label, in pixels."""
NARROW = 520
"""Width in pixels below which labels are short."""
LETTER = 7.2
"""Width of a letter of a label, in pixels, on the safe side."""
WORDINGS = (("", ">="), ("_brief", "<"))
"""Ending of the key of a label, and how the width compares with NARROW where it is shown."""
LONG_SPAN, SHORT_SPAN = 40, 12
"""Years from which on the axis names every tenth, and up to which it names every year."""


def top_of(rows: Sequence[Mark]) -> float:
    """Return the upper end of the scale of output, a little above the largest mark."""
    return 1.08 * max([1.0, *(max(float(row["units"]), float(row["high"] or 0.0)) for row in rows)])


def place_labels(rows: Sequence[Mark], year: int) -> None:
    """Write the labels of the margin into the rows, near their marks and none over another.

    The keys ``KINDS`` hold the wordings for wide pages, with ``_brief`` those for narrow ones, in lines; with
    ``_at`` the height of the middle on the scale of output.

    Parameters
    ----------
    year
        Year of which the output is named.
    """
    plan = plan_row(rows, year)
    built = vehicles(plan["units"])
    labels = [label_of(plan, "label", plan["units"], f"Plan {built} in {year}", f"Plan\n{built}")]
    labels += band_labels([row for row in rows if row["series"] == PLAN][-1])
    for row in (each for each in rows if each["series"] == TARGET):
        amount = vehicles(row["units"])
        words = ("Target", "Target") if row["is_main"] else (f"{row['name']}:", "Other target")
        long, brief = wrapped(f"{words[0]} {amount}"), f"{words[1]}\n{amount}"
        labels.append(label_of(row, "label", row["units"], long, brief))
        if row["is_main"] and row["short"] is not None and row["short"] > LEAST_GAP:
            middle, missing = (row["units"] + row["planned"]) / 2, vehicles(row["short"])
            labels.append(label_of(row, "gap", middle, f"{missing} short", f"{missing}\nshort"))
    published = [row for row in rows if row["series"] == PUBLISHED]
    if published:
        max(published, key=lambda row: float(row["units"]))["is_peak"] = True
    forecasts = [row for row in rows if row["series"] == FORECAST]
    if forecasts:
        last = max(forecasts, key=lambda row: int(row["year"]))
        long, brief = "Forecasts of others", "Forecasts\nof others"
        labels.append(label_of(last, "label", last["units"], long, brief))
    for wording in ("", "_brief"):
        move_apart([(row, f"{kind}{wording}") for row, kind in labels], top_of(rows))


def band_labels(last: Mark) -> list[tuple[Mark, str]]:
    """Return the labels of the ends of the band in the last year, none where there is one future."""
    if last["low"] is None or last["high"] - last["low"] <= LEAST_GAP:
        return []
    return [
        label_of(last, kind, last[edge], f"{word} {vehicles(last[edge])}", f"{word}\n{vehicles(last[edge])}")
        for kind, edge, word in (("highest", "high", "Highest"), ("lowest", "low", "Lowest"))
    ]


def label_of(row: Mark, kind: str, at: float, long: str, brief: str) -> tuple[Mark, str]:
    """Write a label into a row, and return where it stands."""
    row[kind], row[f"{kind}_brief"] = long, brief
    row[f"{kind}_at"] = row[f"{kind}_brief_at"] = at
    return row, kind


def wrapped(words: str, width: int = 24) -> str:
    """Return words on lines of at most some letters where they can be broken."""
    return "\n".join(textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False))


def move_apart(labels: Sequence[tuple[Mark, str]], top: float) -> None:
    """Move labels up and down until none overlaps another."""
    ordered = sorted(labels, key=lambda each: float(each[0][f"{each[1]}_at"]))
    pixel = top / HEIGHT
    wanted = [float(row[f"{kind}_at"]) / pixel for row, kind in ordered]
    sizes = [LINE * (1 + str(row[kind]).count("\n")) + 4.0 for row, kind in ordered]
    for (row, kind), place in zip(ordered, spread(wanted, sizes, HEIGHT), strict=True):
        row[f"{kind}_at"] = place * pixel


def spread(wanted: Sequence[float], sizes: Sequence[float], height: float) -> list[float]:
    """Return middles as near as possible to those wanted, so that nothing overlaps.

    Neighbours that overlap are pooled and moved together, with the least sum of squared moves; blocks stay
    between 0 and the height where they fit.

    Parameters
    ----------
    wanted
        Middles, rising.
    sizes
        Extent of each.
    height
        Upper end of the room.

    Examples
    --------
    >>> spread([50.0, 54.0, 90.0], [10.0, 10.0, 10.0], 100.0)
    [47.0, 57.0, 90.0]
    """
    blocks: list[tuple[int, float, float]] = []  # how many, extent together, wanted lower end
    for middle, size in zip(wanted, sizes, strict=True):
        count, extent, end = 1, size, middle - size / 2
        while blocks and lower_end(*blocks[-1][1:], height) + blocks[-1][1] > lower_end(extent, end, height):
            before, room, place = blocks.pop()
            end = (before * place + count * (end - room)) / (before + count)
            count, extent = before + count, room + extent
        blocks.append((count, extent, end))
    places, index = [], 0
    for count, extent, end in blocks:
        edge = lower_end(extent, end, height)
        for size in sizes[index : index + count]:
            places.append(edge + size / 2)
            edge += size
        index += count
    return places


def lower_end(extent: float, end: float, height: float) -> float:
    """Return the lower end of a block that stays in the room."""
    return max(0.0, min(end, height - extent))


def spec_of(rows: Sequence[Mark]) -> dict[str, Any]:
    """Return lines for what is published and planned, the target across, and labels in a right margin."""
    top, margin = top_of(rows), margin_of(rows)
    years = [int(row["year"]) for row in rows]
    first, last = min(years), max(years)
    step = 10 if last - first >= LONG_SPAN else 5 if last - first > SHORT_SPAN else 1
    place = {
        "field": "year", "type": "quantitative", "title": None,
        "scale": {
            "domain": [first, last], "nice": False, "zero": False,
            "range": [SCALE_ROOM, {"expr": f"width - {margin}"}],
        },
        "axis": {
            "format": "d", "values": [year for year in range(first, last + 1) if year % step == 0],
            "labelOverlap": "greedy", "labelSeparation": 8, "domain": False,
        },
    }  # fmt: skip
    unit, scale, form = ("million", 1e6, ",.1f") if top >= MILLION else ("thousand", 1e3, ",.0f")
    height = {
        "field": "units", "type": "quantitative",
        "title": f"{unit} vehicles a year", "scale": {"domain": [0, top], "nice": False},
        "axis": {
            "labelExpr": f"format(datum.value / {scale:.0f}, '{form}')",
            "tickCount": 6, "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end",
            "labelPadding": -SCALE_ROOM + 6, "labelAlign": "right",
            "titleX": 0, "titleY": -10, "titleBaseline": "bottom", "grid": True,
        },
    }  # fmt: skip
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": HEIGHT,
        "layer": [
            *(
                {**layer, "encoding": {"x": place, **layer["encoding"]}}
                for layer in (*line_layers(rows, height), *target_layers(rows, height, margin))
            ),
            *peak_layers(rows, place, height),
            *label_layers(rows, height, margin),
        ],
    }


def margin_of(rows: Sequence[Mark]) -> str:
    """Return the width of the right margin as an expression: what the longest label needs."""
    wide, narrow = (
        18
        + LETTER * max(len(line) for row in rows for kind in KINDS for line in lines_of(row[kind + wording]))
        for wording in ("", "_brief")
    )
    return f"(width < {NARROW} ? {narrow:.0f} : {wide:.0f})"


def lines_of(label: str | None) -> list[str]:
    """Return the lines of a label; an empty one where there is none."""
    return (label or "").split("\n")


def only(series: str) -> list[dict[str, Any]]:
    """Return the transform that keeps one series."""
    return [{"filter": f"datum.series === '{series}'"}]


def tooltip(*, band: bool = False) -> list[dict[str, Any]]:
    """Return what a mark says when pointed at."""
    parts = [("units", "Vehicles a year")]
    parts += [("low", "Lowest future"), ("high", "Highest future")] if band else []
    return [
        {"field": "year", "title": "Year", "format": "d"},
        {"field": "name", "title": "Figure"},
        *({"field": name, "title": title, "format": ",.0f"} for name, title in parts),
    ]


def line_layers(rows: Sequence[Mark], height: Spec) -> list[dict[str, Any]]:
    """Return the band of the futures, the plan (dashed), what is published (solid), and forecasts."""
    band = any(row["low"] is not None for row in rows)
    edges = {"y": {**height, "field": "low"}, "y2": {"field": "high"}}
    area = {"type": "area", "color": ACCENT, "opacity": 0.18, "aria": False}
    dash = {"type": "line", "color": ACCENT, "strokeWidth": 2.5, "strokeDash": [7, 3], "aria": False}
    solid = {"type": "line", "color": INK, "strokeWidth": 1.5, "aria": False}
    dots: Spec = {"type": "point", "filled": True, "opacity": 1}
    layers: list[dict[str, Any]] = (
        [{"transform": only(PLAN), "mark": area, "encoding": edges}] if band else []
    )
    for series, line, colour in ((PUBLISHED, solid, INK), (PLAN, dash, ACCENT)):
        # The plan has a value for every year: only the year that is named gets a visible dot.
        size = 16 if series == PUBLISHED else {"expr": "isValid(datum.label) ? 70 : 6"}
        layers += [
            {"transform": only(series), "mark": line, "encoding": {"y": height}},
            {
                "transform": only(series),
                "mark": {**dots, "color": colour, "size": size},
                "encoding": {"y": height, "tooltip": tooltip(band=band and series == PLAN)},
            },
        ]
    open_mark: Spec = {
        "type": "point",
        "filled": True,
        "fill": WHITE,
        "stroke": MUTED,
        "strokeWidth": 1.5,
        "opacity": 1,
    }
    layers += [
        {
            "transform": only(series),
            "mark": {**open_mark, "size": 40, "shape": shape},
            "encoding": {"y": height, "tooltip": tooltip()},
        }
        for series, shape in ((OTHER_FIGURE, "circle"), (FORECAST, "triangle-up"))
    ]
    return [each for each in layers if any(shows(each, row) for row in rows)]


def shows(layer: Spec, row: Mark) -> bool:
    """Return whether a layer of one series shows a row."""
    return bool(layer["transform"] == only(row["series"]))


def target_layers(rows: Sequence[Mark], height: Spec, margin: str) -> list[dict[str, Any]]:
    """Return the target as a dashed line across and a mark in its year, and what is short as a bar."""
    if not any(row["series"] == TARGET for row in rows):
        return []
    main: Spec = {"filter": "datum.is_main"}
    return [
        {
            "transform": [main],
            "mark": {"type": "rule", "color": LOSS, "strokeDash": [2, 3], "strokeWidth": 1.5},
            "encoding": {
                "x": {"value": SCALE_ROOM},
                "x2": {"value": {"expr": f"width - {margin}"}},
                "y": height,
            },
        },
        {
            "transform": [main, {"filter": f"datum.short > {LEAST_GAP}"}],
            "mark": {"type": "rule", "color": LOSS, "strokeWidth": 2},
            "encoding": {"y": height, "y2": {"field": "planned"}},
        },
        {
            "transform": only(TARGET),
            "mark": {"type": "point", "filled": True, "shape": "diamond", "opacity": 1},
            "encoding": {
                "y": height,
                "size": {"condition": {"test": "datum.is_main", "value": 90}, "value": 60},
                "color": {"condition": {"test": "datum.is_main", "value": LOSS}, "value": MUTED},
                "tooltip": tooltip(),
            },
        },
    ]


def label_layers(rows: Sequence[Mark], height: Spec, margin: str) -> list[dict[str, Any]]:
    """Return the labels in the margin, with the shape of the mark they name where lines do not lead there."""
    colour: Spec = {
        "condition": [
            {"test": "datum.is_main", "value": LOSS},
            {"test": f"datum.series === '{PLAN}'", "value": ACCENT},
        ],
        "value": MUTED,
    }
    keyed = f"datum.series === '{FORECAST}' || (datum.series === '{TARGET}' && !datum.is_main)"
    beside: Spec = {
        "type": "text", "align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": LINE,
        "x": {"expr": f"width - {margin} + ({keyed} ? 28 : 12)"}, "fontSize": 12,
        "fontWeight": {"expr": f"datum.is_main || datum.series === '{PLAN}' ? 600 : 400"},
    }  # fmt: skip
    key: Spec = {
        "type": "point", "size": 40, "strokeWidth": 1.5, "stroke": MUTED, "aria": False,
        "fill": {"expr": f"datum.series === '{FORECAST}' ? '{WHITE}' : '{MUTED}'"},
        "shape": {"expr": f"datum.series === '{FORECAST}' ? 'triangle-up' : 'diamond'"},
        "x": {"expr": f"width - {margin} + 18"},
    }  # fmt: skip
    layers: list[dict[str, Any]] = []
    for kind, room in ((kind + wording, room) for kind in KINDS for wording, room in WORDINGS):
        shown = [{"filter": f"isValid(datum.{kind}) && width {room} {NARROW}"}]
        place = {"y": {**height, "field": f"{kind}_at"}}
        words = {"text": {"field": kind, "type": "nominal"}, "color": colour}
        raised = {"expr": f"-{LINE // 2} * (length(split(datum.{kind}, '\\n')) - 1)"}
        if not any(row[kind] is not None for row in rows):
            continue
        bold = beside if kind.startswith(("label", "gap")) else {**beside, "fontWeight": 400}
        layers.append({"transform": shown, "mark": {**bold, "dy": raised}, "encoding": {**place, **words}})
        if kind.startswith("label"):
            layers.append({"transform": [*shown, {"filter": keyed}], "mark": key, "encoding": place})
    return layers


def peak_layers(rows: Sequence[Mark], place: Spec, height: Spec) -> list[dict[str, Any]]:
    """Return the name of the line of published figures, above its highest point."""
    if not any(row["is_peak"] for row in rows):
        return []
    return [
        {
            "transform": [{"filter": "datum.is_peak"}],
            "mark": {"type": "text", "dy": -11, "text": "Published", "color": INK},
            "encoding": {"x": place, "y": height},
        }
    ]
