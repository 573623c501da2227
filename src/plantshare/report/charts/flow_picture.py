"""The picture of flows: three columns of nodes, joined by filled ribbons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import ROWS
from plantshare.report.palette import GUEST, HOST, INK, MUTED, OTHER, WHITE

__all__ = ["LINE", "spec_of"]

VEGA = "https://vega.github.io/schema/vega/v6.json"
LINE = 13
"""Height of a line of a label, in pixels."""
NARROW = 560
"""Width in pixels below which labels are short."""
LETTER = 6.7
"""Width of a letter of a label, in pixels, on the safe side."""
NODE = 9
"""Width of a node, in pixels."""
HEADINGS = 24
"""Room for the headings of the columns above the picture, in pixels."""
OWN_OPACITY, GUEST_OPACITY = 0.85, 0.62
"""Opacity of ribbons: names on those of guests must stay readable."""

PATH = (
    "'M' + x0 + ',' + height * datum.{a}0 + 'C' + xm + ',' + height * datum.{a}0 + ',' + xm + ',' + "
    "height * datum.{b}0 + ',' + x1 + ',' + height * datum.{b}0 + 'L' + x1 + ',' + height * datum.{b}1 + "
    "'C' + xm + ',' + height * datum.{b}1 + ',' + xm + ',' + height * datum.{a}1 + ',' + x0 + ',' + "
    "height * datum.{a}1 + 'Z'"
)
"""Outline of a ribbon between sides a and b, from x0 over the middle xm to x1."""


def spec_of(nodes: Sequence[Mapping[str, Any]], height: float) -> dict[str, Any]:
    """Return a Vega specification that draws the flows at any width.

    Parameters
    ----------
    nodes
        Nodes with column, units, y0 and y1 (shares of the height) and labels; Any: cells of any kind.
    height
        Height in pixels.
    """
    left, right = (room_of(nodes, column) for column in ("brand", "market"))
    return {
        "$schema": VEGA,
        "height": round(height),
        "data": [
            {"name": ROWS},
            joined("entering", ("brand", "plant_in"), ("brand_node", "plant_node")),
            joined("leaving", ("plant_out", "market"), ("plant_node", "market_node")),
            {"name": "nodes", "values": [dict(node) for node in nodes]},
        ],
        "signals": [
            {"name": "narrow", "update": f"width < {NARROW}"},
            {"name": "x_brand", "update": f"narrow ? 0 : {left[0]}"},
            {"name": "x_market", "update": f"width - {NODE} - (narrow ? {right[1]} : {right[0]})"},
            {"name": "x_plant", "update": "x_brand + (narrow ? 0.5 : 0.46) * (x_market - x_brand)"},
        ],
        "marks": [
            ribbons(
                "entering", "x_brand", "x_plant", ("brand_y", "plant_in_y"), ("brand_node", "plant_node")
            ),
            ribbons(
                "leaving", "x_plant", "x_market", ("plant_out_y", "market_y"), ("plant_node", "market_node")
            ),
            boxes(),
            *labels(),
            *headings(),
        ],
    }


def room_of(nodes: Sequence[Mapping[str, Any]], column: str) -> tuple[int, int]:
    """Return the room for the labels of an outer column on wide and on narrow pages, in pixels."""
    wide, narrow = (
        max([len(column), *(len(line) for node in nodes if node["column"] == column
                            for line in str(node[kind]).split("\n"))])
        for kind in ("wide", "narrow")
    )  # fmt: skip
    return round(wide * LETTER + 8), round(narrow * LETTER + 8)


def joined(name: str, sides: tuple[str, str], ends: tuple[str, str]) -> dict[str, Any]:
    """Return the data set of the ribbons between two columns: rows between the same nodes as one."""
    edges = [f"{side}_y{end}" for side in sides for end in (0, 1)]
    return {
        "name": name,
        "source": ROWS,
        "transform": [
            {
                "type": "aggregate",
                "groupby": [*ends, "is_guest"],
                "fields": [*edges, "units"],
                "ops": ["min", "max", "min", "max", "sum"],
                "as": [*edges, "units"],
            },
            # Guests last, so that they lie above what is built at home.
            {
                "type": "collect",
                "sort": {"field": ["is_guest", "units"], "order": ["ascending", "descending"]},
            },
        ],
    }


def ribbons(name: str, start: str, end: str, sides: tuple[str, str], ends: tuple[str, str]) -> dict[str, Any]:
    """Return the ribbons of one data set, filled from edge to edge."""
    path = PATH.format(a=sides[0], b=sides[1])
    for word, place in (
        ("x0", f"({start} + {NODE})"),
        ("x1", end),
        ("xm", f"(({start} + {NODE} + {end}) / 2)"),
    ):
        path = path.replace(f"' + {word} + '", f"' + {place} + '")
    words = f"datum.{ends[0]} + ' to ' + datum.{ends[1]}"
    opacity = [{"test": "datum.is_guest", "value": GUEST_OPACITY}, {"value": OWN_OPACITY}]
    amount = "format(datum.units, ',.0f')"
    where = "datum.is_guest ? 'in the plant of another company' : 'in an own plant'"
    return {
        "type": "path",
        "from": {"data": name},
        "encode": {
            "enter": {
                "fill": [{"test": "datum.is_guest", "value": GUEST}, {"value": HOST}],
                "stroke": [{"test": "datum.is_guest", "value": GUEST}, {"value": OTHER}],
                "strokeWidth": {"value": 0.5},
                "description": {"signal": f"{words} + ', ' + {amount} + ' vehicles a year, ' + ({where})"},
                "tooltip": {"signal": f"{{'Flow': {words}, 'Vehicles a year': {amount}, 'Built': {where}}}"},
            },
            "update": {"path": {"signal": path}, "opacity": opacity},
            "hover": {"opacity": {"value": 0.95}},
        },
    }


def place() -> str:
    """Return the left edge of a node as an expression."""
    return "(datum.column === 'brand' ? x_brand : datum.column === 'plant' ? x_plant : x_market)"


def boxes() -> dict[str, Any]:
    """Return the nodes."""
    return {
        "type": "rect",
        "from": {"data": "nodes"},
        "encode": {
            "enter": {
                "fill": {"value": INK},
                "description": {
                    "signal": "datum.name + ', ' + format(datum.units, ',.0f') + ' vehicles a year'"
                },
                "tooltip": {"signal": "{'Name': datum.name, 'Vehicles a year': format(datum.units, ',.0f')}"},
            },
            "update": {
                "x": {"signal": place()},
                "width": {"value": NODE},
                "y": {"signal": "height * datum.y0"},
                "y2": {"signal": "height * datum.y1"},
            },
        },
    }


def labels() -> list[dict[str, Any]]:
    """Return the labels beside the nodes, with a white edge below.

    Those of brands stand outside the picture, on narrow pages on the ribbons, as there is no room outside.
    """
    words = "(narrow ? datum.narrow : datum.wide)"
    is_outside = "(datum.column === 'brand' && !narrow)"
    update = {
        "text": {"signal": words},
        "x": {"signal": f"{place()} + ({is_outside} ? -5 : {NODE + 5})"},
        "y": {
            "signal": f"height * (datum.y0 + datum.y1) / 2 - {LINE / 2} * (length(split({words}, '\\n')) - 1)"
        },
        "align": {"signal": f"{is_outside} ? 'right' : 'left'"},
        "baseline": {"value": "middle"},
        "lineBreak": {"value": "\n"},
        "lineHeight": {"value": LINE},
        "fontSize": {"signal": "narrow ? 11 : 12"},
    }
    edge = {"stroke": {"value": WHITE}, "strokeWidth": {"value": 3}, "strokeOpacity": {"value": 0.75}}
    return [
        {
            "type": "text", "aria": False, "interactive": False, "from": {"data": "nodes"},
            "encode": {"update": {**update, **style}},
        }
        for style in ({**edge, "fill": {"value": WHITE}}, {"fill": {"value": INK}})
    ]  # fmt: skip


def headings() -> list[dict[str, Any]]:
    """Return the headings of the three columns."""
    return [
        {
            "type": "text",
            "aria": False,
            "encode": {
                "update": {
                    "text": {"value": words},
                    "x": {"signal": x},
                    "y": {"value": -HEADINGS / 2},
                    "align": {"signal": align},
                    "fill": {"value": MUTED},
                    "fontSize": {"value": 12},
                }
            },
        }
        for words, x, align in (
            ("Brand", f"narrow ? x_brand : x_brand + {NODE}", "narrow ? 'left' : 'right'"),
            ("Plant", "x_plant", "'left'"),
            ("Market", "x_market", "'left'"),
        )
    ]
