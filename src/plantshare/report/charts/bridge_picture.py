"""The picture of a profit bridge: one row for each step, from zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import ROWS, Spec
from plantshare.report.palette import INK, LINE, MUTED, WHITE
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import currency_sign

__all__ = ["spec_of"]

NARROW = 520
"""Width in pixels below which the names of steps get less room."""
MARGIN = f"(width < {NARROW} ? 128 : 220)"
"""Room for the names of steps, as an expression."""
NUMBERS = 56
"""Room for the number right of the longest bar, in pixels."""
ROW = 23
"""Height of a row in pixels."""


def spec_of(rows: Sequence[Mapping[str, Any]], code: str) -> dict[str, Any]:
    """Return one row for each step: its name, its bar from where the last one ended, and its number.

    Parameters
    ----------
    rows
        Rows of the chart, from top to bottom; Any: cells are numbers, words and flags.
    code
        Code of the currency.
    """
    unit = f"{currency_sign(code).strip()} million"
    ends = [0.0, *(float(row[side]) for row in rows for side in ("start", "end"))]
    domain = [min(ends), max(ends)] if max(ends) > min(ends) else [0.0, 1.0]
    across = {"field": "place", "type": "ordinal", "axis": None, "scale": {"paddingInner": 0.28}}
    along = {
        "field": "start", "type": "quantitative", "title": f"Change of present value, {unit}",
        "scale": {
            "domain": domain, "nice": False, "zero": False,
            "range": [{"expr": MARGIN}, {"expr": f"width - {NUMBERS}"}],
        },
        "axis": {
            "grid": True, "tickCount": {"expr": f"width < {NARROW} ? 4 : 8"}, "domain": False,
            "labelOverlap": "greedy", "labelSeparation": 6, "titleAnchor": "end",
        },
    }  # fmt: skip
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": {"step": ROW},
        "encoding": {"y": across},
        "layer": [*line_layers(along), bar_layer(along, unit), *word_layers(along)],
    }


def line_layers(along: Spec) -> list[dict[str, Any]]:
    """Return the line at zero, lines between companies, and those that join a step to the next."""
    zero = {key: value for key, value in along.items() if key != "field"}
    joined = {"y": {"field": "place", "bandPosition": 0.5}, "y2": {"field": "next", "bandPosition": 0.5}}
    return [
        {
            "transform": [{"filter": "datum.role === 'company' || datum.role === 'total'"}],
            "mark": {"type": "rule", "color": LINE, "yOffset": -ROW / 2},
            "encoding": {"x": {"value": 0}, "x2": {"value": {"expr": "width"}}},
        },
        {
            "transform": [{"filter": "datum.place === 0"}],
            "mark": {"type": "rule", "color": INK},
            "encoding": {"x": {**zero, "datum": 0}, "y": {"value": 0},
                         "y2": {"value": {"expr": "height"}}},
        },
        {
            "transform": [{"filter": "datum.role === 'step' || datum.role === 'company'"}],
            "mark": {"type": "rule", "color": MUTED, "strokeWidth": 1},
            "encoding": {**joined, "x": {**along, "field": "end"}},
        },
    ]  # fmt: skip


def bar_layer(along: Spec, unit: str) -> dict[str, Any]:
    """Return the bars; those of transfers are outlined, not filled."""
    return {
        "transform": [{"filter": "datum.start !== datum.end"}],
        "mark": {
            "type": "bar", "strokeWidth": {"expr": "datum.is_transfer ? 1.5 : 0"},
            "strokeDash": {"expr": "datum.is_transfer ? [4, 2] : [1, 0]"},
        },
        "encoding": {
            "x": along,
            "x2": {"field": "end"},
            "color": {"field": "fill", "type": "nominal", "scale": None},
            "stroke": {"field": "line", "type": "nominal", "scale": None},
            "tooltip": [
                {"field": "company", "title": "Company"},
                {"field": "item", "title": "Kind"},
                {"field": "before", "title": f"Before, {unit}", "format": ",.1f"},
                {"field": "after", "title": f"After, {unit}", "format": ",.1f"},
                {"field": "change", "title": f"Change, {unit}", "format": "+,.1f"},
            ],
        },
    }  # fmt: skip


def word_layers(along: Spec) -> list[dict[str, Any]]:
    """Return the names on the left, numbers right of bars, and the number of a company behind its name."""
    bold = {"expr": "datum.role === 'step' ? 400 : 600"}
    left = {"type": "text", "align": "left", "fontWeight": bold, "fontSize": 12}
    named = {"expr": "datum.role === 'company' ? datum.label + '  ' + datum.words : datum.label"}
    bars = [
        {"filter": "datum.role === 'step' || datum.role === 'total'"},
        {"calculate": "max(datum.start, datum.end)", "as": "right"},
    ]
    beside = {"x": {**along, "field": "right"}, "text": {"field": "words", "type": "nominal"}}
    return [
        {
            "mark": {
                **left,
                "x": {"expr": "datum.role === 'step' ? 12 : 0"},
                "limit": {"expr": f"datum.role === 'step' ? {MARGIN} - 16 : width"},
                "text": named,
                "color": INK,
            }
        },
        # A white edge keeps numbers readable where the line at zero runs behind them.
        {"transform": bars, "mark": {**left, "dx": 5, "stroke": WHITE, "strokeWidth": 4}, "encoding": beside},
        {"transform": bars, "mark": {**left, "dx": 5, "color": INK}, "encoding": beside},
    ]
