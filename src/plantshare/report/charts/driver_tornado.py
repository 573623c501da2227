"""Which driver moves the plan most: each driver alone, in panels of profit and of output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.panel_rows import NumberColumn, Panel, along, place_rows, scaled, spec_of, tall
from plantshare.report.charts.risk_words import (
    FIGURES,
    HELD,
    by_measure,
    driver_words,
    measure_cells,
    short_figure,
    spoken_figure,
)
from plantshare.report.palette import ACCENT, INK, LOSS
from plantshare.report.tints import strongest
from plantshare.report.words import listed
from plantshare.risk import Outlook
from plantshare.study import Study

__all__ = ["driver_tornado"]

FEW = 3
"""Drivers that the alternative text names."""

COLUMNS = (
    NumberColumn(field="low_words", caption="10% below", brief="below"),
    NumberColumn(field="high_words", caption="10% above", brief="above"),
)
FIELDS = (
    Field(name="measure_name", label="Measure"),
    Field(name="name", label="Driver"),
    Field(name="base", label="As planned", kind="number", digits=1),
    Field(name="low", label="One future in ten lies below", kind="number", digits=1),
    Field(name="high", label="One future in ten lies above", kind="number", digits=1),
    Field(name="unit", label="Unit"),
)


def driver_tornado(outlook: Outlook) -> Chart:
    """Return bars of how far each driver alone moves profit and output from what is planned.

    Parameters
    ----------
    outlook
        What may become of the plan, with a driver at least.
    """
    rows = rows_of(outlook)
    headings, height = place_rows(panels_of(rows))
    return Chart(
        name="driver_tornado",
        title=title_of(outlook.study, rows),
        subtitle=(
            "Difference from the plan with one driver at work, in the middle 80% of futures; red is less "
            f"than planned, blue more; drawn for each driver alone (seed {outlook.origin['seed']}); {HELD}"
        ),
        description=description_of(rows),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(headings, height, COLUMNS, bar_layers(height)),
        formula=(
            "low, high = 10% and 90% quantile over futures in which this driver alone is drawn; base = value "
            "with no driver at work"
        ),
        reads=FIGURES,
    )


def rows_of(outlook: Outlook) -> list[dict[str, Any]]:
    """Return one row for each measure and driver, the longest bar first; Any: numbers and words."""
    rows = []
    for record in outlook.tornado.to_dict("records"):
        measure = str(record["measure"])
        base, low, high = (float(record[name]) for name in ("base", "low", "high"))
        rows.append(
            {
                **measure_cells(outlook.study, measure, base),
                "name": driver_words(record["driver"]),
                "low": low,
                "high": high,
                "low_words": short_figure(measure, low - base, signed=True),
                "high_words": short_figure(measure, high - base, signed=True),
            }
        )
    return rows


def panels_of(rows: Sequence[dict[str, Any]]) -> list[Panel]:
    """Return a panel for each measure, and write into its rows where their bars begin and end."""
    panels = []
    for own in by_measure(rows).values():
        ends = [float(row[end]) - float(row["base"]) for row in own for end in ("low", "high")]
        domain = min([0.0, *ends]), max([0.0, *ends])
        for row in own:
            low, high = float(row["low"]) - row["base"], float(row["high"]) - row["base"]
            row["low_at"], row["high_at"] = scaled(low, domain), scaled(high, domain)
            row["less_to"] = scaled(min(high, 0.0), domain)
            row["more_from"] = scaled(max(low, 0.0), domain)
        panels.append(Panel(rows=own, title=str(own[0]["heading"]), zero=scaled(0.0, domain)))
    return panels


def title_of(study: Study, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the finding: the driver that moves profit most, and how far."""
    drivers = len({row["name"] for row in rows})
    first = rows[0]
    if first["low"] == first["high"]:
        return "No driver alone moves the profit of the plan"
    low, high = (spoken_figure(study, first["measure"], float(first[end])) for end in ("low", "high"))
    name = lower(first["name"])
    most = (
        f"Of {drivers} drivers '{name}' moves profit most" if drivers > 1 else f"Only '{name}' moves profit"
    )
    return (
        f"{most}: one future in ten lies below {low}, "
        f"one above {high}; planned are {spoken_figure(study, first['measure'], float(first['base']))}"
    )


def lower(name: str) -> str:
    """Return the name of a driver inside a sentence."""
    return name[:1].lower() + name[1:]


def description_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the picture in words: the drivers with the longest bars of each measure."""
    sentences = []
    for own in by_measure(rows).values():
        parts = [f"{lower(row['name'])} {row['low_words']} to {row['high_words']}" for row in own[:FEW]]
        sentences.append(f"{own[0]['heading']}; {listed(parts)}.")
    return f"Bars of what each driver alone does, longest first. {' '.join(sentences)}"


def bar_layers(height: float) -> list[dict[str, Any]]:
    """Return the part of a bar below what is planned and the part above it; Any: JSON of any shape."""
    tooltip = [
        {"field": "name", "title": "Driver"},
        {"field": "measure_name", "title": "Measure"},
        {"field": "base", "title": "As planned", "format": ",.1f"},
        {"field": "low", "title": "One in ten below", "format": ",.1f"},
        {"field": "high", "title": "One in ten above", "format": ",.1f"},
    ]
    sides = (
        ("datum.low < datum.base", LOSS, "low_at", "less_to"),
        ("datum.high > datum.base", ACCENT, "more_from", "high_at"),
    )
    return [
        {
            "transform": [{"filter": shown}],
            "mark": {"type": "rect", "fill": strongest(colour), "stroke": INK, "strokeWidth": 1},
            "encoding": {
                "x": along(start, COLUMNS),
                "x2": {"field": end},
                "y": tall("top", height),
                "y2": {"field": "bottom"},
                "tooltip": tooltip,
            },
        }
        for shown, colour, start, end in sides
    ]
