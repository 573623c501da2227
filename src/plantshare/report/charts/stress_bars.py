"""What each stress case takes from the plan, in panels of profit and of output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.panel_rows import NumberColumn, Panel, along, place_rows, scaled, spec_of, tall
from plantshare.report.charts.risk_words import (
    FIGURES,
    HELD,
    PROFIT,
    measure_unit,
    measure_words,
    short_figure,
    spoken_figure,
)
from plantshare.report.palette import ACCENT, INK, LOSS
from plantshare.report.tints import strongest
from plantshare.report.words import listed
from plantshare.risk import Outlook
from plantshare.study import Study

__all__ = ["stress_bars"]

LEAST = 5e-4
"""Changes below this are rounding: half a thousandth of a million, or of a vehicle."""

COLUMNS = (
    NumberColumn(field="change_words", caption="change", brief="change"),
    NumberColumn(field="value_words", caption="then", brief="then"),
)
FIELDS = (
    Field(name="measure_name", label="Measure"),
    Field(name="name", label="Stress case"),
    Field(name="base", label="As planned", kind="number", digits=1),
    Field(name="value", label="In the stress case", kind="number", digits=1),
    Field(name="change", label="Change", kind="number", digits=1),
    Field(name="unit", label="Unit"),
)


def stress_bars(outlook: Outlook) -> Chart:
    """Return bars of the change that each stress case makes to profit and output of the plan.

    Parameters
    ----------
    outlook
        What may become of the plan.
    """
    rows = rows_of(outlook)
    headings, height = place_rows(panels_of(rows))
    return Chart(
        name="stress_bars",
        title=title_of(outlook.study, rows),
        subtitle=(
            "Change against the plan in the study's own figures, one case at a time; a case is no forecast "
            f"and has no probability; {HELD}, volumes and flows are the best that the case allows"
        ),
        description=description_of(rows),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(headings, height, COLUMNS, bar_layers(height)),
        formula="change = value with the stress case at work - value with nothing at work, the plan held",
        reads=FIGURES,
    )


def rows_of(outlook: Outlook) -> list[dict[str, Any]]:
    """Return one row for each measure and stress case; Any: cells are numbers and words."""
    study = outlook.study
    rows = []
    for record in outlook.stress.to_dict("records"):
        measure = str(record["measure"])
        change = float(record["change"]) if abs(float(record["change"])) > LEAST else 0.0
        words = measure_words(study, measure)
        planned = short_figure(measure, float(record["base"]))
        rows.append(
            {
                "measure": measure,
                "measure_name": words,
                "unit": measure_unit(study, measure) if measure == PROFIT else "vehicles",
                "heading": f"{words}, {measure_unit(study, measure)}: {planned} as planned",
                "name": str(record["case"]),
                "base": float(record["base"]),
                "value": float(record["value"]),
                "change": change,
                "change_words": short_figure(measure, change, signed=True),
                "value_words": short_figure(measure, float(record["value"])),
                "fill": strongest(LOSS if change < 0 else ACCENT),
            }
        )
    return rows


def panels_of(rows: Sequence[dict[str, Any]]) -> list[Panel]:
    """Return a panel for each measure, and write into its rows where their bars end."""
    panels = []
    for measure in dict.fromkeys(str(row["measure"]) for row in rows):
        own = [row for row in rows if row["measure"] == measure]
        changes = [float(row["change"]) for row in own]
        domain = min([0.0, *changes]), max([0.0, *changes])
        for row in own:
            row["from_at"], row["to_at"] = scaled(0.0, domain), scaled(float(row["change"]), domain)
        panels.append(Panel(rows=own, title=str(own[0]["heading"]), zero=scaled(0.0, domain)))
    return panels


def title_of(study: Study, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the finding: the case that costs most profit, and the one that costs most output."""
    measures = list(dict.fromkeys(str(row["measure"]) for row in rows))
    worst = [
        min((row for row in rows if row["measure"] == measure), key=lambda row: float(row["change"]))
        for measure in measures
    ]
    hurt = [row for row in worst if row["change"] < 0]
    if not hurt:
        return "No stress case lowers profit or output of the plan"
    parts = [f"{head_of(row)} {spoken_figure(study, row['measure'], -row['change'])}" for row in hurt]
    first = f"{hurt[0]['name']}: {parts[0]}"
    rest = [
        f"{part}" if row["name"] == hurt[0]["name"] else f"{part} in '{row['name']}'"
        for row, part in zip(hurt[1:], parts[1:], strict=True)
    ]
    return listed([first, *rest])


def head_of(row: Mapping[str, Any]) -> str:
    """Return what falls in the worst case of a measure, as the beginning of a clause."""
    return "profit falls by" if row["measure"] == PROFIT else "output by"


def description_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the picture in words: every change, by measure."""
    sentences = []
    for measure in dict.fromkeys(str(row["measure"]) for row in rows):
        own = [row for row in rows if row["measure"] == measure]
        parts = [f"{row['name']} {row['change_words']}" for row in own]
        sentences.append(f"{own[0]['heading']}: {listed(parts)}.")
    return f"Bars of what stress cases do to the plan. {' '.join(sentences)}"


def bar_layers(height: float) -> list[dict[str, Any]]:
    """Return the bars; Any: JSON of any shape."""
    return [
        {
            "transform": [{"filter": "datum.change !== 0"}],
            "mark": {"type": "rect", "stroke": INK, "strokeWidth": 1},
            "encoding": {
                "x": along("from_at", COLUMNS),
                "x2": {"field": "to_at"},
                "y": tall("top", height),
                "y2": {"field": "bottom"},
                "fill": {"field": "fill", "type": "nominal", "scale": None},
                "tooltip": [
                    {"field": "name", "title": "Stress case"},
                    {"field": "measure_name", "title": "Measure"},
                    {"field": "base", "title": "As planned", "format": ",.1f"},
                    {"field": "value", "title": "In the stress case", "format": ",.1f"},
                    {"field": "change", "title": "Change", "format": "+,.1f"},
                ],
            },
        }
    ]
