"""The map as a Vega-Lite specification, for a place of any width."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import ROWS
from plantshare.report.maps.features import BEND, Place, Sites, arc
from plantshare.report.maps.key import key_layers, key_rows
from plantshare.report.maps.layout import HEIGHT, Panel
from plantshare.report.maps.naming import label_rows, radius_of
from plantshare.report.outline import OutlineName, load_outline
from plantshare.report.palette import ACCENT, CONTROL, INK, LAND, LINE, MUTED, SEA, WHITE
from plantshare.report.theme import VEGA_LITE

__all__ = ["OUTLINE", "map_spec"]

OUTLINE = "outline"
"""Name under which a specification finds the outline of the land."""

BORDER = "#C6CFD6"
WIDEST = 6.0
THINNEST = 1.0
THINNEST_GUEST = 2.4
SIDE = 7.0

# Any: parts of a specification are JSON of any shape.
Layer = dict[str, Any]


def map_spec(
    panels: Sequence[Panel], sites: Sites, notes: Sequence[str], outline: OutlineName
) -> dict[str, Any]:
    """Return the map: land, arcs, plants and markets with their names on each panel; key and notes below.

    Land and arcs are projected by Vega, everything else by :class:`Panel`, whose formulas are the same; names
    stand a fixed number of pixels from their marks.
    """
    names, nameless = label_rows(panels, sites)
    datasets = {
        OUTLINE: load_outline(outline),
        "arcs": arcs_of(sites),
        "names": names,
        "places": [place_row(label, place, panels) for label, place in sites.plant_places.items()],
        "markets": [place_row(label, place, panels) for label, place in sites.market_places.items()],
        **key_rows(panels, sites, notes, nameless),
    }
    layers = [
        layer for index, panel in enumerate(panels) for layer in panel_layers(index, panel, sites.largest)
    ]
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "datasets": datasets,
        "height": HEIGHT,
        "layer": [*layers, *key_layers()],
    }


def place_row(label: str, place: Place, panels: Sequence[Panel]) -> dict[str, Any]:
    """Return where a plant or market lies on the map of scale one of each panel."""
    points = [panel.projection.point(*place) for panel in panels]
    across = {f"x{index}": round(point[0], 6) for index, point in enumerate(points)}
    return {
        "label": label,
        **across,
        **{f"y{index}": round(point[1], 6) for index, point in enumerate(points)},
    }


def arcs_of(sites: Sites) -> list[dict[str, Any]]:
    """Return the flows as bent lines, guests bent to the other side."""
    most = max([1.0, *(flow.units[sites.year] for flow in sites.drawn)])
    found = []
    for flow in sites.drawn:
        thinnest = THINNEST_GUEST if flow.is_guest else THINNEST
        width = round(thinnest + (WIDEST - thinnest) * flow.units[sites.year] / most, 2)
        shape = {"width": width, "guest": flow.is_guest}
        ends = sites.plant_places[flow.plant], sites.market_places[flow.market]
        found.append(arc(*ends, shape, bend=-BEND if flow.is_guest else BEND))
    return found


def panel_layers(index: int, panel: Panel, largest: float) -> list[Layer]:
    """Return the layers of one panel from back to front."""
    return [
        ground(panel, SEA, None),
        land(panel),
        arcs(panel, is_guest=False),
        arcs(panel, is_guest=True),
        ground(panel, None, LINE),
        heading(panel),
        leaders(index, panel),
        market_squares(index, panel),
        circles(index, panel, largest),
        names(index, panel, halo=True),
        names(index, panel, halo=False),
    ]


def ground(panel: Panel, fill: str | None, stroke: str | None) -> Layer:
    """Return the sea below a panel, or the frame about it."""
    mark = {"type": "rect", "fill": fill or "transparent", "stroke": stroke or "transparent", "aria": False}
    return {
        "data": {"values": [{}]},
        "mark": {**mark, "tooltip": None},
        "encoding": {
            channel: {"value": {"expr": words}}
            for channel, words in zip(("x", "y", "x2", "y2"), panel.frame_words, strict=True)
        },
    }


def projection(panel: Panel) -> dict[str, Any]:
    """Return the projection of a panel as Vega takes it, cut to its frame."""
    across, down = panel.words_across("0"), panel.words_down("0")
    left, top, right, bottom = panel.frame_words
    return {
        "type": panel.projection.kind,
        "rotate": panel.projection.rotation,
        "scale": {"expr": panel.scale_words},
        "translate": {"expr": f"[{across}, {down}]"},
        "clipExtent": {"expr": f"[[{left}, {top}], [{right}, {bottom}]]"},
        "precision": 0.3,
    }


def land(panel: Panel) -> Layer:
    """Return the countries."""
    return {
        "data": {"name": OUTLINE, "format": {"type": "topojson", "feature": "countries"}},
        "projection": projection(panel),
        "mark": {
            "type": "geoshape",
            "clip": False,
            "fill": LAND,
            "stroke": BORDER,
            "strokeWidth": 0.5,
            "aria": False,
        },
    }


def arcs(panel: Panel, *, is_guest: bool) -> Layer:
    """Return the flows: of guests dashed and in the accent colour, others plain and grey."""
    guest: Layer = {"stroke": ACCENT, "strokeDash": [7, 3], "opacity": 1}
    look = guest if is_guest else {"stroke": CONTROL, "opacity": 0.75}
    return {
        "data": {"name": "arcs"},
        "transform": [{"filter": f"datum.properties.guest === {str(is_guest).lower()}"}],
        "projection": projection(panel),
        "mark": {"type": "geoshape", "clip": False, "filled": False, "aria": False, **look},
        "encoding": {
            "strokeWidth": {
                "field": "properties.width",
                "type": "quantitative",
                "scale": None,
                "legend": None,
            }
        },
    }


def heading(panel: Panel) -> Layer:
    """Return the name of the region in the corner of its panel."""
    left, top, _, _ = panel.frame_words
    return {
        "data": {"values": [{}]},
        "mark": {
            "type": "text", "align": "left", "baseline": "top", "fontSize": 11.5, "color": MUTED,
            "text": panel.region.name,
        },
        "encoding": {
            "x": {"value": {"expr": f"{left} + 6"}},
            "y": {"value": {"expr": f"{top} + 5"}},
        },
    }  # fmt: skip


def position(across: str = "across", down: str = "down") -> dict[str, Any]:
    """Return the encoding of a place in pixels."""
    return {
        "x": {"field": across, "type": "quantitative", "scale": None, "axis": None},
        "y": {"field": down, "type": "quantitative", "scale": None, "axis": None},
    }


def placing(index: int, panel: Panel) -> list[dict[str, Any]]:
    """Return the transforms that give a mark its pixels and leave out what lies off the panel."""
    left, top, right, bottom = panel.frame_words
    inside = (
        f"datum.across >= {left} && datum.across <= {right} && datum.down >= {top} && datum.down <= {bottom}"
    )
    return [
        {"calculate": panel.words_across(f"datum.x{index}"), "as": "across"},
        {"calculate": panel.words_down(f"datum.y{index}"), "as": "down"},
        {"filter": inside},
    ]


def market_squares(index: int, panel: Panel) -> Layer:
    """Return the markets as small squares."""
    return {
        "data": {"name": "markets"},
        "transform": placing(index, panel),
        "mark": {
            "type": "point", "shape": "square", "filled": True, "fill": INK, "stroke": WHITE,
            "strokeWidth": 1, "opacity": 1, "size": SIDE * SIDE, "aria": False,
        },
        "encoding": position(),
    }  # fmt: skip


def circles(index: int, panel: Panel, largest: float) -> Layer:
    """Return the plants: area by capacity, colour by the class of utilisation."""
    fields = [f"x{index}", f"y{index}"]
    return {
        "transform": [
            {"lookup": "label", "from": {"data": {"name": "places"}, "key": "label", "fields": fields}},
            {"filter": f"isValid(datum.x{index})"},
            *placing(index, panel),
        ],
        "mark": {"type": "point", "filled": True, "stroke": INK, "strokeWidth": 1, "opacity": 1},
        "encoding": {
            **position(),
            "size": {
                "field": "drawn",
                "type": "quantitative",
                "legend": None,
                "scale": {"domain": [0, largest or 1], "range": [0, math.pi * radius_of(1, 1) ** 2]},
            },
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            "tooltip": [
                {"field": "plant", "title": "Plant"},
                {"field": "company", "title": "Company"},
                {"field": "utilisation", "title": "Utilisation, % of capacity", "format": ".0%"},
                {"field": "load", "title": "Load, reference cars a year", "format": ",.0f"},
                {"field": "capacity", "title": "Capacity, reference cars a year", "format": ",.0f"},
            ],
        },
    }  # fmt: skip


def in_class(panel: int) -> str:
    """Return the condition that a name belongs to a panel and to the width at hand."""
    return f"datum.panel === {panel} && datum.begin <= width && width < datum.end"


def leaders(index: int, panel: Panel) -> Layer:
    """Return the thin lines from names that stand off to their marks."""
    return {
        "data": {"name": "names"},
        "transform": [
            {"filter": f"{in_class(index)} && datum.leader"},
            {"calculate": panel.words_across("datum.x"), "as": "across"},
            {"calculate": panel.words_down("datum.y"), "as": "down"},
            {"calculate": "datum.across + datum.right", "as": "across2"},
            {"calculate": "datum.down + datum.label_down", "as": "down2"},
        ],
        "mark": {"type": "rule", "color": MUTED, "strokeWidth": 0.8},
        "encoding": {**position(), "x2": {"field": "across2"}, "y2": {"field": "down2"}},
    }


def names(index: int, panel: Panel, *, halo: bool) -> Layer:
    """Return the names, or the pale edge behind them that keeps them readable on lines."""
    look: Mapping[str, Any] = {"stroke": WHITE, "strokeWidth": 3, "strokeJoin": "round"} if halo else {}
    return {
        "data": {"name": "names"},
        "transform": [
            {"filter": in_class(index)},
            {"calculate": f"{panel.words_across('datum.x')} + datum.right", "as": "across"},
            {"calculate": f"{panel.words_down('datum.y')} + datum.top", "as": "down"},
        ],
        "mark": {
            "type": "text", "fontSize": 11.5, "lineHeight": 14, "baseline": "top",
            "align": {"expr": "datum.align"},
            "fontWeight": {"expr": "datum.kind === 'market' ? 600 : 400"}, **look,
        },
        "encoding": {**position(), "text": {"field": "text", "type": "nominal"}},
    }  # fmt: skip
