"""What a deal gains at each pair of prices of energy and work, with the line on which it is nothing."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from plantshare.deals.hurdles import Frontier, Hurdles
from plantshare.errors import LabelError
from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.charts.hurdle_words import (
    FIGURES,
    deal_name,
    input_name,
    level_words,
    spoken_level,
    unit_words,
)
from plantshare.report.columns import one_mark
from plantshare.report.palette import ACCENT, INK, LOSS, MUTED, PAGE, ink_on
from plantshare.report.theme import VEGA_LITE
from plantshare.report.tints import mixed, strongest
from plantshare.report.words import currency_sign, money, number, percent

__all__ = ["hurdle_heat_map"]

TINY = 1e-9
CELL = 44
"""Height of a cell, pixels."""
FULL = 100.0
"""Millions from which on cells show no decimal."""
TITLE = 22
"""Room for what runs upward, above the cells, and for what runs to the right, below the prices; pixels."""
EDGE = 64
"""Room for the prices of energy at the left, pixels."""
FIELDS = (
    Field(name="energy", label="Price of electricity"),
    Field(name="wage", label="Labour cost an hour"),
    Field(name="surplus", label="Gain with the plan fixed", unit="million", kind="number", digits=1),
    Field(name="replanned", label="Gain with plans made anew", unit="million", kind="number", digits=1),
)


def hurdle_heat_map(found: Hurdles) -> Chart:
    """Return the heat map of a deal's gain: prices of energy upward, of work to the right.

    Each cell holds its number; blue is a gain and red a loss, on a scale with nothing in its middle. A line
    runs where the gain is nothing, and the cell of today has a thick edge.

    Parameters
    ----------
    found
        The hurdles of a deal.

    Raises
    ------
    LabelError
        If the study has no prices of energy and work.
    """
    grid = found.frontier
    if grid is None:
        raise LabelError("the study has no price of electricity and wage that matter for the deal")
    rows = rows_of(grid)
    height = CELL * len(grid.factors)
    return Chart(
        name="hurdle_heat_map",
        title=title_of(found, grid),
        subtitle=(
            f"Gain of all companies together by keeping the deal, {unit_of(found)} of present value, "
            "with the plan fixed; thick edge: today; dashed: no gain and no loss"
            f"{'; in brackets: both plans made anew' if grid.replanned is not None else ''}"
        ),
        description=description_of(found, grid),
        fields=FIELDS if grid.replanned is not None else FIELDS[:-1],
        rows=tuple(rows),
        spec=spec_of(
            rows, grid, height, (axis_words(found, grid, "energy"), axis_words(found, grid, "wage"))
        ),
        formula="S(e, w) = S + (e - today) dS/de + (w - today) dS/dw; line: S(e, w) = 0",
        reads=FIGURES,
    )


def unit_of(found: Hurdles) -> str:
    """Return the money that cells count."""
    return f"{currency_sign(str(found.study.settings['currency'])).strip()} million"


def axis_words(found: Hurdles, grid: Frontier, name: str) -> str:
    """Return what runs along an axis, with its unit."""
    each = grid.energy if name == "energy" else grid.wage
    return f"{input_name(found.study, each)}, {unit_words(found.study, each)}"


def rows_of(grid: Frontier) -> list[dict[str, Any]]:
    """Return one row for each cell; Any: cells are numbers and words."""
    limit = float(np.abs(grid.surplus).max()) or 1.0
    digits = 0 if limit >= FULL else 1
    rows = []
    for up, energy in enumerate(grid.factors):
        for right, wage in enumerate(grid.factors):
            surplus = float(grid.surplus[up, right])
            fill = mixed(strongest(ACCENT if surplus > 0 else LOSS), abs(surplus) / limit)
            replanned = None if grid.replanned is None else float(grid.replanned[up, right])
            rows.append(
                {
                    "energy": level_words(grid.energy.now * energy, grid.energy.unit),
                    "wage": level_words(grid.wage.now * wage, grid.wage.unit),
                    "surplus": surplus,
                    "replanned": replanned,
                    "words": number(surplus, digits),
                    "again": "" if replanned is None else f"({number(replanned, digits)})",
                    "fill": fill,
                    "ink": ink_on(fill),
                    "left": float(right),
                    "right": right + 1.0,
                    "bottom": float(up),
                    "top": up + 1.0,
                    "middle": right + 0.5,
                    "centre": up + 0.5,
                    "is_today": energy == 1.0 and wage == 1.0,
                }
            )
    return rows


def line_of(grid: Frontier) -> list[dict[str, float]]:
    """Return the points of the line of no gain in cells of the grid, cut to the grid."""
    now, steps = grid.wage.now, len(grid.factors)
    places = np.arange(-1, steps + 1) + 0.5
    wages = [2 * grid.line[0] - grid.line[1], *grid.line, 2 * grid.line[-1] - grid.line[-2]]
    spacing = grid.factors[1] - grid.factors[0]
    points = [(wage / now / spacing + 0.5, float(up)) for wage, up in zip(wages, places, strict=True)]
    inside: list[dict[str, float]] = []
    for (x0, y0), (x1, y1) in pairwise(points):
        edges = [0.0, 1.0, *crossings(x0, x1, steps), *crossings(y0, y1, steps)]
        for share in sorted(edges):
            point = {"x": x0 + share * (x1 - x0), "y": y0 + share * (y1 - y0)}
            if all(-TINY <= place <= steps + TINY for place in point.values()) and point not in inside:
                inside.append(point)
    return inside


def crossings(start: float, end: float, steps: int) -> list[float]:
    """Return the shares of the way from start to end at which it meets an edge of the grid."""
    if start == end:
        return []
    shares = ((edge - start) / (end - start) for edge in (0.0, float(steps)))
    return [share for share in shares if 0 < share < 1]


def title_of(found: Hurdles, grid: Frontier) -> str:
    """Return the finding: whether any pair of prices up to today's closes the gap."""
    name = deal_name(found)
    today = grid.factors.index(1.0)
    cheaper = grid.surplus[: today + 1, : today + 1]
    dear = grid.surplus[today:, today:]
    if found.surplus < 0 and cheaper.max() < 0:
        return f"{name}: not even free energy and free work together make it pay"
    if found.surplus < 0:
        least = grid.line[0]
        words = spoken_level(found.study, grid.wage, least)
        if least <= 0:
            return f"{name}: no price of work makes it pay, even with free energy"
        return f"{name}: with free energy it pays from a labour cost of {words} down"
    if dear.min() >= 0:
        return f"{name}: it pays even with energy and work half dearer than today"
    return f"{name}: it pays today, and no longer where both prices rise"


def description_of(found: Hurdles, grid: Frontier) -> str:
    """Return the picture in words."""
    currency = str(found.study.settings["currency"])
    low, high = float(grid.surplus.min()), float(grid.surplus.max())
    return (
        f"Heat map of the gain by {len(grid.factors)} prices of electricity and {len(grid.factors)} of work, "
        f"from nothing to {percent(grid.factors[-1])} of today: from {money(low, currency)} where both are "
        f"dearest to {money(high, currency)} where both are cheapest, {money(found.surplus, currency)} today."
    )


def spec_of(
    rows: list[dict[str, Any]], grid: Frontier, height: float, axes: tuple[str, str]
) -> dict[str, Any]:
    """Return cells with their numbers, prices along the edges, and the line; Any: JSON of any shape.

    Numbers have a rim of the colour of their cell, which breaks the line where it passes behind them.
    """
    steps = len(grid.factors)
    across: dict[str, Any] = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, steps], "range": [{"expr": str(EDGE)}, {"expr": "width"}], "nice": False},
    }
    up: dict[str, Any] = {
        "type": "quantitative",
        "axis": None,
        "scale": {"domain": [0, steps], "range": [TITLE + height, TITLE], "nice": False},
    }
    cell = {"x": {**across, "field": "left"}, "x2": {"field": "right"}, "y": {**up, "field": "bottom"}}
    cell["y2"] = {"field": "top"}
    tooltip = [{"field": each.name, "title": each.label} for each in FIELDS[:3]]
    small = {"type": "text", "fontSize": 11, "color": MUTED, "aria": False}
    energies = [{"at": row["centre"], "words": row["energy"]} for row in rows if row["left"] == 0]
    wages = [{"at": row["middle"], "words": row["wage"]} for row in rows if row["bottom"] == 0]
    middle = {"x": {**across, "field": "middle"}, "y": {**up, "field": "centre"}}
    upper = 0 if grid.replanned is None else -7
    numbers = {"type": "text", "fontSize": {"expr": "width < 520 ? 11 : 12"}, "dy": upper}
    again = {"type": "text", "fontSize": 11, "dy": 9}
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": height + 20 + 2 * TITLE,
        "layer": [
            {
                "mark": {"type": "rect", "stroke": PAGE, "strokeWidth": 1},
                "encoding": {
                    **cell,
                    "fill": {"field": "fill", "type": "nominal", "scale": None, "legend": None},
                    "tooltip": tooltip,
                },
            },
            {
                "transform": [{"filter": "datum.is_today"}],
                "mark": {"type": "rect", "fill": None, "stroke": INK, "strokeWidth": 3, "aria": False},
                "encoding": cell,
            },
            {
                "data": {"values": line_of(grid)},
                "mark": {"type": "line", "color": INK, "strokeWidth": 2, "strokeDash": [6, 4], "aria": False},
                "encoding": {
                    "x": {**across, "field": "x"},
                    "y": {**up, "field": "y"},
                    "order": {"field": "y", "type": "quantitative"},
                },
            },
            *written(numbers, "words", middle),
            *written(again, "again", middle),
            {
                "data": {"values": energies},
                "mark": {**small, "align": "right", "x": EDGE - 8, "baseline": "middle"},
                "encoding": {"y": {**up, "field": "at"}, "text": {"field": "words", "type": "nominal"}},
            },
            {
                "data": {"values": wages},
                "mark": {**small, "y": TITLE + height + 12},
                "encoding": {"x": {**across, "field": "at"}, "text": {"field": "words", "type": "nominal"}},
            },
            one_mark(
                {**small, "align": "left", "x": 0, "baseline": "middle", "text": axes[0]}, TITLE / 2 - 2
            ),
            one_mark(
                {**small, "align": "right", "x": {"expr": "width"}, "baseline": "middle", "text": axes[1]},
                TITLE + height + 20 + TITLE / 2,
            ),
        ],
    }


def written(mark: dict[str, Any], name: str, middle: dict[str, Any]) -> list[dict[str, Any]]:
    """Return numbers in the middle of cells, over a rim of the colour of the cell; Any: JSON of any shape."""
    text = {"field": name, "type": "nominal"}
    fill, ink = ({"field": each, "type": "nominal", "scale": None} for each in ("fill", "ink"))
    rim = {**mark, "strokeWidth": 6, "strokeJoin": "round", "aria": False}
    shown = [{"filter": f"datum.{name} != ''"}]
    return [
        {
            "transform": shown,
            "mark": rim,
            "encoding": {**middle, "text": text, "stroke": fill, "color": fill},
        },
        {"transform": shown, "mark": mark, "encoding": {**middle, "text": text, "color": ink}},
    ]
