"""How likely output reaches how many vehicles, as planned and with packages of programmes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.columns import NARROW
from plantshare.report.palette import ACCENT, GUEST, INK, LOSS, MUTED
from plantshare.report.target_words import FIGURES, chance_words, method_words, target_name
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import percent, vehicles
from plantshare.targets import Found, Likely

__all__ = ["target_curve"]

HEIGHT = 300
LEVELS = tuple(round(0.02 * place, 2) for place in range(1, 50))
"""Chances that the curve passes."""
PLANNED = "Best plan"
SIZE = f"{NARROW} ? 11 : 12"

FIELDS = (
    Field(name="plan", label="Plan"),
    Field(name="chance", label="Chance", unit="% of futures", kind="share"),
    Field(name="units", label="Reaches at least", unit="vehicles a year", kind="number"),
    Field(name="extra", label="To add to reach the target", unit="vehicles a year", kind="number"),
)


def target_curve(found: Found) -> Chart:
    """Return the chance of reaching each number of vehicles in the year of the target.

    Parameters
    ----------
    found
        What is found about a target, with drawn futures.
    """
    rows = rows_of(found)
    return Chart(
        name="target_curve",
        title=title_of(found),
        subtitle=(
            f"Chance that output in {found.year} reaches at least so many vehicles; the red line is the "
            f"target, the distance to it what has to be added for that chance; {method_words(found)}"
        ),
        description=description_of(found),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(found, rows),
        formula=(
            "chance(N) = sum of p[s] over futures s with output[s] >= N; to add = max(0, target - N) where "
            "the chance of N is the confidence that is wanted"
        ),
        reads=FIGURES,
        behind=tuple((f"targets.{found.target}.units",) for _ in rows),
    )


def series_of(found: Found) -> list[tuple[str, Likely]]:
    """Return the plans that are drawn: the best one, and the package of the highest confidence."""
    series = [(PLANNED, found.likely)]
    packages = {need.package.chosen: need for need in found.needs if need.together is not None}
    for need in packages.values():
        if need.together is not None:
            name = "With the package" if len(packages) == 1 else f"Package for {percent(need.confidence)}"
            series.append((name, need.together.likely))
    return series


def rows_of(found: Found) -> list[dict[str, Any]]:
    """Return one row for each plan and chance; Any: cells are numbers and words."""
    rows = []
    for place, (name, likely) in enumerate(series_of(found)):
        levels = np.array([1 - level for level in LEVELS])
        units = np.quantile(likely.output, levels, weights=likely.weights, method="inverted_cdf")
        rows += [
            {
                "plan": name,
                "number": place,
                "chance": level,
                "units": float(reached),
                "extra": max(found.goal - float(reached), 0.0),
            }
            for level, reached in zip(LEVELS, units, strict=True)
        ]
    return rows


def title_of(found: Found) -> str:
    """Return the finding: how often the target is reached, and what a confidence takes."""
    head = f"{target_name(found)}: {chance_words(found, found.chance)}"
    needs = [need for need in found.needs if need.extra > 0]
    if not needs:
        return head
    last = needs[-1]
    return f"{head}; for {percent(last.confidence)} confidence {vehicles(last.extra)} more are needed"


def description_of(found: Found) -> str:
    """Return the picture in words."""
    sentences = [
        f"Falling curves of the chance to reach a number of vehicles in {found.year}. The target of "
        f"{vehicles(found.goal)} is {chance_words(found, found.chance)} with the best plan."
    ]
    sentences += [
        f"{percent(need.confidence)} confidence takes {vehicles(need.extra)} more."
        for need in found.needs
        if need.extra > 0
    ]
    return " ".join(sentences)


def spec_of(found: Found, rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return curves, the target and what each confidence takes; Any: JSON of any shape."""
    units = [row["units"] for row in rows]
    low, high = min([found.goal, *units]), max([found.goal, *units])
    room = 0.06 * max(high - low, 1.0)
    x = {
        "field": "units", "type": "quantitative", "title": f"thousand vehicles in {found.year}",
        "scale": {"domain": [max(low - room, 0.0), high + room], "nice": False, "zero": False},
        "axis": {
            "labelExpr": "format(datum.value / 1000, ',.0f')", "tickCount": 6, "grid": False,
            "labelOverlap": "greedy",
        },
    }  # fmt: skip
    y = {
        "field": "chance", "type": "quantitative", "title": None,
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1], "grid": True},
    }  # fmt: skip
    tooltip = [
        {"field": "plan", "title": "Plan"},
        {"field": "units", "title": "Vehicles a year", "format": ",.0f"},
        {"field": "chance", "title": "Chance", "format": ".0%"},
        {"field": "extra", "title": "To add to reach the target", "format": ",.0f"},
    ]
    marks = marks_of(found)
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": HEIGHT,
        "layer": [
            {
                "data": {"values": [{"units": found.goal}]},
                "mark": {"type": "rule", "color": LOSS, "strokeWidth": 2},
                "encoding": {"x": x},
            },
            {
                "mark": {"type": "line", "strokeWidth": 2.5, "interpolate": "step-after", "aria": False},
                "encoding": {
                    "x": x, "y": y, "order": {"field": "chance", "sort": "descending"},
                    "color": colour_of(), "strokeDash": dash_of(), "detail": {"field": "plan"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": 30, "opacity": 0.01},
                "encoding": {"x": x, "y": y, "tooltip": tooltip},
            },
            *(need_layers(marks, x, y) if marks else ()),
            *label_layers(found, rows, x, y),
        ],
    }  # fmt: skip


def colour_of() -> dict[str, Any]:
    """Return the colour of a curve: blue as planned, ink with a package; Any: JSON."""
    return {"condition": {"test": "datum.number === 0", "value": ACCENT}, "value": INK}


def dash_of() -> dict[str, Any]:
    """Return the dash of a curve: solid as planned; Any: JSON."""
    return {"condition": {"test": "datum.number === 0", "value": [1, 0]}, "value": [6, 3]}


def marks_of(found: Found) -> list[dict[str, Any]]:
    """Return what each confidence takes, as a line from the curve of the best plan to the target."""
    return [
        {
            "chance": need.confidence,
            "units": found.goal - need.extra,
            "goal": found.goal,
            "words": f"{percent(need.confidence)}: {vehicles(need.extra)} to add",
            "brief": f"+{vehicles(need.extra)}",
        }
        for need in found.needs
        if need.extra > 0
    ]


def need_layers(marks: Sequence[dict[str, Any]], x: Any, y: Any) -> list[dict[str, Any]]:
    """Return the lines of what each confidence takes; Any: JSON."""
    data = {"values": list(marks)}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "color": MUTED, "strokeDash": [2, 3], "strokeWidth": 1.5},
            "encoding": {"x": x, "x2": {"field": "goal"}, "y": y},
        },
        {
            "data": data,
            "mark": {
                "type": "point", "filled": True, "color": GUEST, "size": 60, "opacity": 1, "aria": False,
            },
            "encoding": {"x": x, "y": y},
        },
        {
            "data": data,
            "mark": {
                "type": "text", "align": "right", "baseline": "bottom", "dx": -6, "dy": -3, "color": INK,
                "fontSize": {"expr": SIZE}, "text": {"expr": f"{NARROW} ? datum.brief : datum.words"},
            },
            "encoding": {
                "x": {**x, "field": "goal"}, "y": y,
            },
        },
    ]  # fmt: skip


def label_layers(found: Found, rows: Sequence[dict[str, Any]], x: Any, y: Any) -> list[dict[str, Any]]:
    """Return the name of each curve beside it, each at a height of its own, and of the target; Any: JSON."""
    text = {"type": "text", "fontSize": {"expr": SIZE}, "fontWeight": 600, "baseline": "middle"}
    words = {"field": "words", "type": "nominal"}
    heights = {number: LEVELS[4 + 8 * number] for number in {row["number"] for row in rows}}
    names = [
        {**row, "words": row["plan"].replace(" the ", " the\n").replace(" for ", "\nfor ")}
        for row in rows
        if row["chance"] == heights[row["number"]]
    ]
    target = [{"units": found.goal, "words": f"Target {vehicles(found.goal)}", "chance": 1.0}]
    return [
        {
            "data": {"values": names},
            "mark": {
                **text,
                "align": "left",
                "dx": {"expr": f"{NARROW} ? 8 : 22"},
                "dy": {"expr": "datum.number > 0 ? -14 : -4"},
                "lineBreak": "\n",
                "lineHeight": 13,
            },
            "encoding": {"x": x, "y": y, "text": words, "color": colour_of()},
        },
        {
            "data": {"values": target},
            "mark": {**text, "align": "right", "dy": -9, "color": LOSS},
            "encoding": {"x": x, "y": y, "text": words},
        },
    ]
