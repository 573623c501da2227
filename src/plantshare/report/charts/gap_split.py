"""The gap split of a target: what could be, is bound to be, is planned to be and likely will be built."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.panel_rows import NumberColumn, Panel, along, place_rows, scaled, spec_of, tall
from plantshare.report.palette import ACCENT, HOST, INK, LOSS
from plantshare.report.target_words import FIGURES, method_words, target_name
from plantshare.report.tints import strongest
from plantshare.report.words import listed, number, thousands, vehicles
from plantshare.targets import Found

__all__ = ["gap_split"]

ROOM = 1.04
CAPACITIES = ("notional", "straight-time")
"""Steps that are capacity; the others are output."""
REACH = 14
"""Pixels by which the line of the target passes the middle of a row."""

COLUMNS = (
    NumberColumn(field="units_words", caption="thousand", brief="1,000"),
    NumberColumn(field="missing_words", caption="short by", brief="short"),
)
FIELDS = (
    Field(name="name", label="Step"),
    Field(name="units", label="Vehicles", unit="vehicles a year", kind="number"),
    Field(name="low", label="One future in ten below", unit="vehicles a year", kind="number"),
    Field(name="high", label="One future in ten above", unit="vehicles a year", kind="number"),
    Field(name="missing", label="Short of the target", unit="vehicles a year", kind="number"),
    Field(name="definition", label="What it counts"),
)


def gap_split(found: Found) -> Chart:
    """Return bars of capacity, contracted, planned and likely output beside the target.

    Parameters
    ----------
    found
        What is found about a target.
    """
    rows = rows_of(found)
    headings, height = place_rows([Panel(rows=rows, zero=0.0)])
    for row in rows:
        row["rule_top"], row["rule_bottom"] = row["y"] - REACH, row["y"] + REACH
    return Chart(
        name="gap_split",
        title=title_of(found),
        subtitle=(
            f"Thousand vehicles in {found.year}; grey capacity, blue output, red line the target of "
            f"{vehicles(found.goal)}; thin line eight futures in ten; {method_words(found)}"
        ),
        description=description_of(found),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(headings, height, COLUMNS, mark_layers(height)),
        formula=(
            "capacity = sum over plants of the narrowest shop; output = sum_o count_weight[o] built[o] + "
            "other_output; short = max(0, target - vehicles)"
        ),
        reads=FIGURES,
        behind=tuple((f"targets.{found.target}.units",) for _ in rows),
    )


def rows_of(found: Found) -> list[dict[str, Any]]:
    """Return one row for each step that is known; Any: cells are numbers and words."""
    known = [rung for rung in found.split if np.isfinite(rung.units)]
    top = ROOM * max([found.goal, *(rung.units for rung in known), *(
        rung.high for rung in known if np.isfinite(rung.high)
    )])  # fmt: skip
    domain = (0.0, max(top, 1.0))
    return [
        {
            "name": rung.name.capitalize(),
            "units": rung.units,
            "low": rung.low if np.isfinite(rung.low) else None,
            "high": rung.high if np.isfinite(rung.high) else None,
            "missing": rung.missing,
            "definition": rung.definition,
            "is_main": rung.name == "likely",
            "units_words": thousands(rung.units),
            "missing_words": thousands(rung.missing) if rung.missing > 0 else "",
            "fill": HOST if rung.name in CAPACITIES else strongest(ACCENT),
            "start_at": 0.0,
            "units_at": scaled(rung.units, domain),
            "low_at": scaled(rung.low, domain) if np.isfinite(rung.low) else None,
            "high_at": scaled(rung.high, domain) if np.isfinite(rung.high) else None,
            "target_at": scaled(found.goal, domain),
        }
        for rung in known
    ]


def title_of(found: Found) -> str:
    """Return the finding: whether plants, or launches, are what the target lacks."""
    straight, likely = found.rung("straight-time"), found.rung("likely")
    head = f"{target_name(found)}: {vehicles(likely.units)} are likely"
    if likely.missing <= 0:
        return f"{head}, which is enough"
    short = f"{head}, {vehicles(likely.missing)} short"
    if straight.missing > 0:
        return f"{short}; plants on the usual shifts could build {vehicles(straight.units)}, too few as well"
    return f"{short}, though plants could build {vehicles(straight.units)} on the usual shifts"


def description_of(found: Found) -> str:
    """Return the picture in words."""
    parts = [f"{rung.name} {vehicles(rung.units)}" for rung in found.split if np.isfinite(rung.units)]
    return (
        f"Bars of vehicles in {found.year} beside the target of {vehicles(found.goal)}: {listed(parts)}. "
        f"The likely output is {number(found.rung('likely').missing)} short."
    )


def mark_layers(height: float) -> list[dict[str, Any]]:
    """Return bars, the range of the likely output, and the target; Any: JSON of any shape."""
    across = {"y": tall("top", height), "y2": {"field": "bottom"}}
    tooltip: Sequence[Mapping[str, Any]] = [
        {"field": "name", "title": "Step"},
        {"field": "units", "title": "Vehicles a year", "format": ",.0f"},
        {"field": "definition", "title": "What it counts"},
    ]
    return [
        {
            "mark": {"type": "rect", "stroke": INK, "strokeWidth": 1},
            "encoding": {
                **across,
                "x": along("start_at", COLUMNS),
                "x2": {"field": "units_at"},
                "fill": {"field": "fill", "type": "nominal", "scale": None},
                "tooltip": tooltip,
            },
        },
        {
            "transform": [{"filter": "isValid(datum.low_at)"}],
            "mark": {"type": "rule", "color": INK, "strokeWidth": 2},
            "encoding": {
                "y": tall("y", height), "x": along("low_at", COLUMNS), "x2": {"field": "high_at"},
            },
        },
        {
            "mark": {"type": "rule", "color": LOSS, "strokeWidth": 2},
            "encoding": {
                "y": tall("rule_top", height),
                "y2": {"field": "rule_bottom"},
                "x": along("target_at", COLUMNS),
            },
        },
    ]  # fmt: skip
