"""The names on a map: placed anew for each class of width, so that none covers another."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from plantshare.report.maps.features import Place, Sites
from plantshare.report.maps.labels import Anchor, Label, Rectangle, Scene, lines_of, place_labels, text_width
from plantshare.report.maps.layout import Panel

__all__ = ["MARKET_RADIUS", "WIDTHS", "class_end", "label_rows", "radius_of"]

WIDTHS = ((0.0, 340.0, 519.0), (520.0, 520.0, 679.0), (680.0, 680.0, 899.0), (900.0, 900.0, 1200.0))
"""Classes of width: where each begins, and its least and its largest width that names are placed for."""

LARGEST_RADIUS = 15.0
MARKET_RADIUS = 4.0
HEADING = 18.0
EDGE = 3.0


def radius_of(capacity: float, largest: float) -> float:
    """Return the radius of a plant's circle, pixels; its area is in proportion to the capacity.

    Examples
    --------
    >>> radius_of(400_000, 400_000), radius_of(100_000, 400_000)
    (15.0, 7.5)
    """
    return LARGEST_RADIUS * math.sqrt(capacity / largest) if largest > 0 else LARGEST_RADIUS / 2


def class_end(begin: float) -> float:
    """Return where a class of width ends, without the end itself."""
    return next((each[0] for each in WIDTHS if each[0] > begin), 1e6)


# Any: rows of a picture are JSON.
def label_rows(panels: Sequence[Panel], sites: Sites) -> tuple[list[dict[str, Any]], dict[float, list[str]]]:
    """Return the names on each panel for each class of width, and what finds no room, by the class.

    A plant or market is named once: on the first panel whose region holds it.
    """
    rows: list[dict[str, Any]] = []
    nameless: dict[float, list[str]] = {}
    marks = marks_of(sites)
    for begin, narrow, wide in WIDTHS:
        nameless[begin] = []
        for index, panel in enumerate(panels):
            named = [each for each in marks if first_panel(panels, each.place) == index]
            scenes = [scene_of(panel, width, named, marks) for width in (narrow, wide)]
            found = {label.key: label for label in place_labels([each.anchor for each in named], scenes)}
            for mark in named:
                if mark.anchor.key in found:
                    row = row_of(found[mark.anchor.key], mark, panel)
                    rows.append({**row, "panel": index, "begin": begin, "end": class_end(begin)})
                else:
                    nameless[begin].append(" ".join(mark.anchor.lines))
    return rows, nameless


@dataclass(frozen=True, slots=True)
class Mark:
    """A plant or a market on the map.

    Parameters
    ----------
    kind
        plant or market.
    place
        Longitude and latitude, degrees.
    anchor
        Its name and its size.
    """

    kind: str
    place: Place
    anchor: Anchor


def marks_of(sites: Sites) -> list[Mark]:
    """Return every plant and market that has a place."""
    plants, markets = sites.plant_places, sites.market_places
    circles = [
        Mark("plant", plants[each.label], Anchor(f"plant {each.label}", lines_of(each.name), radius))
        for each in sites.plants
        if each.label in plants
        for radius in (radius_of(each.capacity, sites.largest),)
    ]
    squares = [
        Mark(
            "market", markets[each.label], Anchor(f"market {each.label}", lines_of(each.name), MARKET_RADIUS)
        )
        for each in sites.markets
        if each.label in markets
    ]
    return [*circles, *squares]


def first_panel(panels: Sequence[Panel], place: Place) -> int:
    """Return the first panel whose region holds a place, else the last."""
    found = (index for index, panel in enumerate(panels) if panel.region.holds(*place))
    return next(found, len(panels) - 1)


def scene_of(panel: Panel, width: float, named: Sequence[Mark], marks: Sequence[Mark]) -> Scene:
    """Return a panel at one width with everything that names must not cover."""
    left, top, right, bottom = panel.frame(width)
    taken: list[Rectangle] = [(left, top, left + text_width(panel.region.name) + 12, top + HEADING)]
    for mark in marks:
        (x, y), radius = panel.point(mark.place, width), mark.anchor.radius
        taken.append((x - radius, y - radius, x + radius, y + radius))
    frame = (left + EDGE, top + EDGE, right - EDGE, bottom - EDGE)
    return Scene(frame, tuple(panel.point(mark.place, width) for mark in named), tuple(taken))


def row_of(label: Label, mark: Mark, panel: Panel) -> dict[str, Any]:
    """Return a name as it is drawn: where its mark lies, and how far off it stands."""
    x, y = panel.projection.point(*mark.place)
    return {
        "kind": mark.kind,
        "text": list(mark.anchor.lines),
        "x": round(x, 6),
        "y": round(y, 6),
        "right": round(label.right, 1),
        "label_down": round(label.down, 1),
        "top": round(label.top + 1.0, 1),
        "align": label.align,
        "leader": label.has_leader,
    }
