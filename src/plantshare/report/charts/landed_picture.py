"""The drawing of landed costs: a heading for each vehicle, a stacked bar for each option."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import ROWS
from plantshare.report.charts.landed_rows import PARTS
from plantshare.report.columns import NARROW, column
from plantshare.report.palette import ACCENT, BRANDS, INK, LINE, LOSS, OTHER, WHITE
from plantshare.report.theme import VEGA_LITE

__all__ = ["BAR", "HEAD", "spec_of"]

HEAD, BAR = 30, 28
"""Height of the heading of a vehicle and of a bar, pixels."""
THICK = 15
NAMES = "min(235, 0.36 * width)"
"""Width of the column of names, pixels: longer ones than elsewhere, as they say how a vehicle comes."""
TOTALS = "(width < 520 ? 58 : 72)"
"""Width of the column of totals, pixels."""
DOT = 12
"""Room for the dot before a name, pixels."""

COLOURS = dict(zip(PARTS, (OTHER, BRANDS[0], BRANDS[4], BRANDS[2], BRANDS[5], BRANDS[3]), strict=True))
SHORT = {
    "parts": "Dearer parts", "labour": "Labour", "making": "Energy, other making",
    "freight": "Freight and stock", "duty": "Duty", "capital": "Capital and fixed",
}  # fmt: skip


def spec_of(rows: Sequence[Mapping[str, Any]], sign: str) -> dict[str, object]:
    """Return headings, bars, names and totals of the options that have a place."""
    drawn = [row for row in rows if row["from"] is not None]
    height = max([HEAD, *(row["from"] + BAR for row in drawn)])
    top = max([1.0, *(row["landed"] - row["common"] for row in drawn)])
    down = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, height], "range": [0, height], "nice": False},
    }
    across = {
        "type": "quantitative", "title": f"{sign.strip()} a vehicle above common parts",
        "scale": {
            "domain": [0, top], "nice": False, "zero": True,
            "range": [{"expr": f"{NAMES} + {DOT + 8}"}, {"expr": f"width - {TOTALS}"}],
        },
        "axis": {"grid": True, "tickCount": 3, "format": ",.0f", "titleAnchor": "end", "domain": False},
    }  # fmt: skip
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "transform": [{"filter": "isValid(datum.from)"}],
        "height": height,
        "layer": [
            bars(across, down, sign),
            *words(down),
            *headings(down),
        ],
    }  # fmt: skip


def bars(across: Mapping[str, Any], down: Mapping[str, Any], sign: str) -> dict[str, Any]:
    """Return the stacked bars, the parts that all options of a vehicle need left out."""
    order = ", ".join(f"'{part}'" for part in PARTS)
    label = f"{SHORT}[datum.part]"
    gap = (BAR - THICK) / 2
    return {
        "transform": [
            {"calculate": "datum.parts - datum.common", "as": "more_parts"},
            {"fold": ["more_parts", *list(PARTS)[1:]], "as": ["part", "amount"]},
            {"calculate": "datum.part == 'more_parts' ? 'parts' : datum.part", "as": "part"},
            {"calculate": f"indexof([{order}], datum.part)", "as": "place_in_bar"},
            {"stack": "amount", "groupby": ["label"], "sort": [{"field": "place_in_bar"}],
             "as": ["begin", "end"]},
            {"calculate": f"datum.from + {gap}", "as": "top"},
            {"calculate": f"datum.from + {gap + THICK}", "as": "bottom"},
            {"calculate": label, "as": "part_words"},
            {"calculate": f"{sign!r} + format(datum.amount, ',.0f') + ' a vehicle'", "as": "amount_words"},
        ],
        "mark": {"type": "rect", "stroke": WHITE, "strokeWidth": 0.5},
        "encoding": {
            "x": {**across, "field": "begin"},
            "x2": {"field": "end"},
            "y": {**down, "field": "top"},
            "y2": {"field": "bottom"},
            "color": {
                "field": "part", "type": "nominal", "title": None,
                "scale": {"domain": list(COLOURS), "range": list(COLOURS.values())},
                "legend": {
                    "labelExpr": f"{SHORT}[datum.value]",
                    "columns": {"expr": f"{NARROW} ? 2 : width < 800 ? 3 : 6"},
                    "labelFontSize": {"expr": f"{NARROW} ? 11 : 12"},
                },
            },
            "tooltip": [
                {"field": "vehicle", "title": "Vehicle"},
                {"field": "option", "title": "Option"},
                {"field": "part_words", "title": "Part"},
                {"field": "amount_words", "title": "Amount shown"},
                {"field": "total", "title": "Landed cost"},
            ],
        },
    }  # fmt: skip


def words(down: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the name and the total of each option; what the plan uses is bold and has a dot."""
    middle = {"y": {**down, "field": "middle"}}
    place = {"transform": [{"calculate": f"datum.from + {BAR / 2}", "as": "middle"}]}
    weight = {"expr": "datum.used ? 700 : 400"}
    two_lines = f"{NARROW} && indexof(datum.option_lines, '\\n') > 0"
    name = {
        "type": "text", "align": "left", "x": DOT, "limit": {"expr": NAMES}, "lineBreak": "\n",
        "lineHeight": 12,
        "dy": {"expr": f"{two_lines} ? -6 : 0"}, "fontSize": {"expr": f"{NARROW} ? 11 : 12"},
        "fontWeight": weight,
    }  # fmt: skip
    total = {"type": "text", "align": "right", "x": {"expr": "width"}, "fontWeight": weight}
    shown = {"calculate": f"{NARROW} ? datum.option_lines : datum.option", "as": "shown_option"}
    dot = {"type": "point", "shape": "circle", "filled": True, "size": 36, "color": INK, "opacity": 1,
           "x": 4, "aria": False}  # fmt: skip
    named, summed = column(name, "shown_option"), column(total, "total")
    return [
        {
            "transform": [*place["transform"], {"filter": "datum.used"}],
            "mark": dot,
            "encoding": middle,
        },
        {
            "transform": [*place["transform"], shown],
            "mark": named["mark"],
            "encoding": {**named["encoding"], **middle},
        },
        {**place, "mark": summed["mark"], "encoding": {**summed["encoding"], **middle}},
    ]  # fmt: skip


def headings(down: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the name of each vehicle over its bars, with what the local option costs more or less."""
    place = [
        {"filter": "datum.head != ''"},
        {"calculate": f"datum.from - {HEAD / 2 - 4}", "as": "middle"},
        {"calculate": f"datum.from - {HEAD - 3}", "as": "above"},
    ]
    middle = {"y": {**down, "field": "middle"}}
    limit = {"expr": "width - 150"}
    head = column({"type": "text", "align": "left", "x": 0, "fontWeight": 600, "limit": limit}, "head")
    colour = {"expr": f"datum.gap_sign < 0 ? '{ACCENT}' : datum.gap_sign > 0 ? '{LOSS}' : '{INK}'"}
    gap = column({"type": "text", "align": "right", "x": {"expr": "width"}, "color": colour}, "gap")
    line = {"type": "rule", "color": LINE, "x": 0, "x2": {"expr": "width"}}
    return [
        {"transform": place, "mark": line, "encoding": {"y": {**down, "field": "above"}}},
        {"transform": place, "mark": head["mark"], "encoding": {**head["encoding"], **middle}},
        {"transform": place, "mark": gap["mark"], "encoding": {**gap["encoding"], **middle}},
    ]
