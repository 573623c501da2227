"""Plants as a list of circles, for a study that says where none of them is."""

from __future__ import annotations

from typing import Any

from plantshare.report.chart import ROWS
from plantshare.report.palette import INK, MUTED
from plantshare.report.theme import VEGA_LITE

__all__ = ["placeless_spec"]

STEP = 36
RADIUS = 15.0


# Any: a specification is JSON of any shape.
def placeless_spec(largest: float) -> dict[str, Any]:
    """Return a row for each plant: its circle, area by capacity and colour by utilisation, and its name.

    Parameters
    ----------
    largest
        Capacity of the largest plant, reference cars a year.
    """
    words = (
        "datum.utilisation === null ? 'no capacity' : format(datum.utilisation, '.0%') + ' of '"
        " + format(datum.capacity, ',.0f') + ' reference cars a year'"
    )
    text = {"type": "text", "align": "left", "baseline": "middle", "x": 44}
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": {"step": STEP},
        "transform": [{"calculate": words, "as": "words"}],
        "encoding": {"y": {"field": "label", "type": "nominal", "sort": None, "axis": None}},
        "layer": [
            {
                "mark": {
                    "type": "point", "shape": "circle", "filled": True, "stroke": INK,
                    "strokeWidth": 1, "opacity": 1, "x": 18,
                },
                "encoding": {
                    "size": {
                        "field": "drawn", "type": "quantitative", "legend": None,
                        "scale": {"domain": [0, largest or 1], "range": [0, 3.14159265 * RADIUS**2]},
                    },
                    "fill": {"field": "fill", "type": "nominal", "scale": None},
                },
            },
            {"mark": {**text, "dy": -7, "fontWeight": 600}, "encoding": {"text": {"field": "plant"}}},
            {
                "mark": {**text, "dy": 8, "fontSize": 11.5, "color": MUTED},
                "encoding": {"text": {"field": "words"}},
            },
        ],
    }  # fmt: skip
