"""The picture of a search: two stepped lines, the unproven room between them, and their ends in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from plantshare.report.chart import ROWS, Spec
from plantshare.report.charts.national_picture import spread
from plantshare.report.columns import NARROW
from plantshare.report.palette import ACCENT, LINE, LOSS, MUTED
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import number

__all__ = ["place_course", "spec_of"]

TOP, BOTTOM = 26.0, 230.0
"""Upper edge, below the line that names the unit, and lower edge, in pixels."""
LEFT = 62
"""Room for the scale at the left, in pixels."""
MARGIN = f"({NARROW} ? 92 : 150)"
"""Room for the labels at the right, in pixels."""
ROOM = 0.06
"""Share of the height that stays free above and below."""
MOST_TICKS = 5
STEPS = (1, 2, 5, 10)
LABEL = 34.0
"""Height of a label of two lines, in pixels."""

Domain = tuple[float, float]


def place_course(rows: Sequence[dict[str, Any]]) -> Domain:
    """Write into the rows how high best plan and bound stand, and return the ends of the scale.

    Rows get ``best_at`` and ``bound_at``, in pixels.

    Parameters
    ----------
    rows
        Rows with ``best_drawn`` and ``bound_drawn``, in millions; Any: numbers, or nothing.
    """
    values = [row[name] for row in rows for name in ("best_drawn", "bound_drawn") if row[name] is not None]
    low, high = min(values), max(values)
    room = ROOM * (high - low) if high > low else max(1.0, 0.01 * abs(high))
    domain = low - room, high + room
    for row in rows:
        for name in ("best", "bound"):
            value = row[f"{name}_drawn"]
            row[f"{name}_at"] = None if value is None else height_of(value, domain)
    return domain


def height_of(value: float, domain: Domain) -> float:
    """Return the height at which millions stand, in pixels."""
    return BOTTOM - (BOTTOM - TOP) * (value - domain[0]) / (domain[1] - domain[0])


def ticks(domain: Domain) -> tuple[list[float], int]:
    """Return round numbers between two ends, six at most, and the digits that tell them apart.

    Examples
    --------
    >>> ticks((843.0, 861.0)), ticks((-0.6, 0.4))
    (([845.0, 850.0, 855.0, 860.0], 0), ([-0.6, -0.4, -0.2, 0.0, 0.2, 0.4], 1))
    """
    span = domain[1] - domain[0]
    power = 10.0 ** math.floor(math.log10(span / MOST_TICKS))
    step = next(power * each for each in STEPS if span / (power * each) <= MOST_TICKS)
    digits = max(0, -math.floor(math.log10(step) + 1e-9))
    first, last = math.ceil(domain[0] / step - 1e-9), math.floor(domain[1] / step + 1e-9)
    return [round(place * step, digits) + 0.0 for place in range(first, last + 1)], digits


def spec_of(rows: Sequence[dict[str, Any]], domain: Domain, sign: str) -> dict[str, Any]:
    """Return the specification; Any: JSON of any shape.

    Parameters
    ----------
    rows
        Rows that are placed.
    domain
        Ends of the scale, in millions.
    sign
        Sign of the currency.
    """
    longest = max(float(row["seconds"]) for row in rows)
    across = {
        "field": "seconds", "type": "quantitative", "title": "seconds of the search",
        "axis": {"grid": False, "tickCount": 5, "labelFlush": False},
        "scale": {
            "domain": [0, longest or 1.0], "nice": False,
            "range": [{"expr": str(LEFT)}, {"expr": f"width - {MARGIN}"}],
        },
    }  # fmt: skip
    both = [{"filter": "isValid(datum.best_at) && isValid(datum.bound_at)"}]
    band: Spec = {
        "type": "area", "interpolate": "step-after", "color": LOSS, "opacity": 0.14, "aria": False,
    }  # fmt: skip
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": BOTTOM,
        "layer": [
            *scale_layers(domain, sign),
            {
                "transform": both,
                "mark": band,
                "encoding": {"x": across, "y": tall("best_at"), "y2": {"field": "bound_at"}},
            },
            *line_layers(across, "bound", LOSS, [6, 3]),
            *line_layers(across, "best", ACCENT, [1, 0]),
            *label_layers(rows[-1], sign),
        ],
    }


def tall(name: str) -> dict[str, Any]:
    """Return the encoding of a height in pixels; Any: JSON of any shape."""
    scale = {"domain": [0, BOTTOM], "range": [0, BOTTOM], "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "axis": None, "scale": scale}


def scale_layers(domain: Domain, sign: str) -> list[dict[str, Any]]:
    """Return lines across with their numbers, and the unit above them; Any: JSON of any shape."""
    values, digits = ticks(domain)
    marks = [{"y": height_of(value, domain), "words": number(value, digits)} for value in values]
    left: Spec = {"type": "text", "baseline": "middle", "color": MUTED, "fontSize": 12}
    words = {"field": "words", "type": "nominal"}
    return [
        {
            "data": {"values": marks},
            "mark": {"type": "rule", "color": LINE, "aria": False},
            "encoding": {
                "y": tall("y"), "x": {"value": LEFT}, "x2": {"value": {"expr": f"width - {MARGIN}"}},
            },
        },
        {
            "data": {"values": marks},
            "mark": {**left, "align": "right", "x": LEFT - 6},
            "encoding": {"y": tall("y"), "text": words},
        },
        {
            "data": {"values": [{"y": 6, "words": f"{sign} million"}]},
            "mark": {**left, "align": "left", "x": 0},
            "encoding": {"y": tall("y"), "text": words},
        },
    ]  # fmt: skip


def line_layers(across: Spec, name: str, colour: str, dash: Sequence[int]) -> list[dict[str, Any]]:
    """Return one stepped line with its points, which tell what was known then; Any: JSON of any shape."""
    shown = [{"filter": f"isValid(datum.{name}_at)"}]
    place = {"x": across, "y": tall(f"{name}_at")}
    told = [
        {"field": "seconds", "title": "Seconds", "format": ",.2f"},
        {"field": "best", "title": "Best plan, million", "format": ",.2f"},
        {"field": "bound", "title": "No plan better than, million", "format": ",.2f"},
        {"field": "gap", "title": "Gap", "format": ".3%"},
    ]
    return [
        {
            "transform": shown,
            "mark": {
                "type": "line", "interpolate": "step-after", "color": colour, "strokeWidth": 2.5,
                "strokeDash": list(dash), "aria": False,
            },
            "encoding": place,
        },
        {
            "transform": shown,
            "mark": {"type": "point", "filled": True, "color": colour, "size": 28, "opacity": 1},
            "encoding": {**place, "tooltip": told},
        },
    ]  # fmt: skip


def label_layers(last: dict[str, Any], sign: str) -> list[dict[str, Any]]:
    """Return what the two lines end at, in the right margin and apart; Any: JSON of any shape."""
    words = {"bound": ("No plan above", LOSS), "best": ("Best plan", ACCENT)}
    shown = [name for name in words if last[name] is not None]
    wanted = [float(last[f"{name}_at"]) - TOP for name in shown]
    places = spread(wanted, [LABEL] * len(shown), BOTTOM - TOP)
    values = [
        {
            "y": TOP + place,
            "words": f"{words[name][0]}\n{sign}{number(last[name], 1)}m",
            "ink": words[name][1],
        }
        for name, place in zip(shown, places, strict=True)
    ]
    return [
        {
            "data": {"values": values},
            "mark": {
                "type": "text", "align": "left", "baseline": "middle", "lineBreak": "\n", "lineHeight": 14,
                "dy": -7, "x": {"expr": f"width - {MARGIN} + 9"}, "fontSize": {"expr": f"{NARROW} ? 11 : 12"},
            },
            "encoding": {
                "y": tall("y"),
                "text": {"field": "words", "type": "nominal"},
                "color": {"field": "ink", "type": "nominal", "scale": None},
            },
        }
    ]  # fmt: skip
