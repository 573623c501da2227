"""What each stress case takes from the plan, held and planned anew, in panels of profit and of output."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.panel_rows import NumberColumn, Panel, along, place_rows, scaled, spec_of, tall
from plantshare.report.charts.risk_words import (
    FIGURES,
    HELD,
    PROFIT,
    by_measure,
    measure_cells,
    short_figure,
    spoken_figure,
)
from plantshare.report.palette import ACCENT, INK, LOSS
from plantshare.report.tints import mixed, strongest
from plantshare.report.words import listed
from plantshare.risk import Outlook
from plantshare.study import Study

__all__ = ["stress_bars"]

LEAST = 5e-4
"""Changes below this are rounding: half a thousandth of a million, or of a vehicle."""

HELD_COLUMNS = (
    NumberColumn(field="change_words", caption="change", brief="change"),
    NumberColumn(field="value_words", caption="then", brief="then"),
)
BOTH_COLUMNS = (
    NumberColumn(field="change_words", caption="held", brief="held"),
    NumberColumn(field="adapted_words", caption="planned anew", brief="anew"),
)
PALE = 0.35
"""Share of a colour in the bars of what is planned anew."""
FIELDS = (
    Field(name="measure_name", label="Measure"),
    Field(name="name", label="Stress case"),
    Field(name="base", label="As planned", kind="number", digits=1),
    Field(name="value", label="In the stress case", kind="number", digits=1),
    Field(name="change", label="Change", kind="number", digits=1),
)
ADAPTED_FIELDS = (
    Field(name="adapted", label="Planned anew", kind="number", digits=1),
    Field(name="adapted_change", label="Change planned anew", kind="number", digits=1),
)
ANEW = "; pale bar below: planned anew with the case known from the start, the most that adapting can save"
UNIT = Field(name="unit", label="Unit")


def stress_bars(outlook: Outlook) -> Chart:
    """Return bars of the change that each stress case makes to profit and output of the plan.

    Where the cases were planned anew, a second bar below says what is left of the change then.

    Parameters
    ----------
    outlook
        What may become of the plan.
    """
    rows = rows_of(outlook)
    is_adapted = "adapted" in outlook.stress
    columns = BOTH_COLUMNS if is_adapted else HELD_COLUMNS
    headings, height = place_rows(panels_of(rows))
    return Chart(
        name="stress_bars",
        title=title_of(outlook.study, rows),
        subtitle=(
            "Change against the plan in the study's own figures, one case at a time; a case is no forecast "
            f"and has no probability; {HELD}, volumes and flows are the best that the case allows"
            f"{ANEW if is_adapted else ''}"
        ),
        description=description_of(rows),
        fields=(*FIELDS, *(ADAPTED_FIELDS if is_adapted else ()), UNIT),
        rows=tuple(rows),
        spec=spec_of(headings, height, columns, bar_layers(height, columns, is_adapted=is_adapted)),
        formula="change = value with the stress case at work - value with nothing at work, the plan held; "
        "planned anew: value of the best plan of the case - the same value with nothing at work",
        reads=FIGURES,
    )


def rows_of(outlook: Outlook) -> list[dict[str, Any]]:
    """Return one row for each measure and stress case; Any: cells are numbers and words."""
    rows: list[dict[str, Any]] = []
    for record in outlook.stress.to_dict("records"):
        measure = str(record["measure"])
        change = unrounded(float(record["change"]))
        rows.append(
            {
                **measure_cells(outlook.study, measure, float(record["base"])),
                "name": str(record["case"]),
                "value": float(record["value"]),
                "change": change,
                "change_words": short_figure(measure, change, signed=True),
                "value_words": short_figure(measure, float(record["value"])),
                "fill": strongest(LOSS if change < 0 else ACCENT),
            }
        )
        if "adapted" in record:
            rows[-1] |= adapted_cells(measure, float(record["adapted"]), float(record["adapted_change"]))
    return rows


def adapted_cells(measure: str, value: float, change: float) -> dict[str, Any]:
    """Return the cells of what a case comes to once it is planned for; Any: numbers and words."""
    change = unrounded(change)
    return {
        "adapted": value,
        "adapted_change": change,
        "adapted_words": short_figure(measure, change, signed=True),
        "adapted_fill": mixed(LOSS if change < 0 else ACCENT, PALE),
    }


def unrounded(change: float) -> float:
    """Return a change, and nothing for what adding up in another order leaves."""
    return change if abs(change) > LEAST else 0.0


def panels_of(rows: Sequence[dict[str, Any]]) -> list[Panel]:
    """Return a panel for each measure, and write into its rows where their bars end."""
    panels = []
    for own in by_measure(rows).values():
        changes = [float(row[name]) for row in own for name in ("change", "adapted_change") if name in row]
        domain = min([0.0, *changes]), max([0.0, *changes])
        for row in own:
            row["from_at"], row["to_at"] = scaled(0.0, domain), scaled(float(row["change"]), domain)
            if "adapted" in row:
                row["adapted_at"] = scaled(float(row["adapted_change"]), domain)
        panels.append(Panel(rows=own, title=str(own[0]["heading"]), zero=scaled(0.0, domain)))
    return panels


def title_of(study: Study, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the finding: the case that costs most profit, and the one that costs most output."""
    worst = [min(own, key=lambda row: float(row["change"])) for own in by_measure(rows).values()]
    hurt = [row for row in worst if row["change"] < 0]
    if not hurt:
        return "No stress case lowers profit or output of the plan"
    parts = [
        f"{head_of(row)} {spoken_figure(study, row['measure'], -row['change'])}{anew_words(study, row)}"
        for row in hurt
    ]
    first = f"{hurt[0]['name']}: {parts[0]}"
    rest = [
        f"{part}" if row["name"] == hurt[0]["name"] else f"{part} in '{row['name']}'"
        for row, part in zip(hurt[1:], parts[1:], strict=True)
    ]
    return listed([first, *rest]).rstrip(",")


def head_of(row: Mapping[str, Any]) -> str:
    """Return what falls in the worst case of a measure, as the beginning of a clause."""
    return "profit falls by" if row["measure"] == PROFIT else "output by"


def anew_words(study: Study, row: Mapping[str, Any]) -> str:
    """Return what is left of a loss of profit once the case is planned for; nothing where it was not."""
    if row["measure"] != PROFIT or "adapted" not in row:
        return ""
    left = row["adapted_change"]
    words = spoken_figure(study, row["measure"], abs(left))
    if left == row["change"]:
        return ", however it is planned for,"
    return f", by {words} if planned for," if left < 0 else f", or gains {words} if planned for,"


def description_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the picture in words: every change, by measure."""
    sentences = []
    for own in by_measure(rows).values():
        parts = [
            f"{row['name']} {row['change_words']}"
            + (f" held and {row['adapted_words']} planned anew" if "adapted" in row else "")
            for row in own
        ]
        sentences.append(f"{own[0]['heading']}: {listed(parts)}.")
    return f"Bars of what stress cases do to the plan. {' '.join(sentences)}"


def bar_layers(height: float, columns: Sequence[NumberColumn], *, is_adapted: bool) -> list[dict[str, Any]]:
    """Return the bars, one of each case or two where it was planned anew; Any: JSON of any shape."""
    parts = [("change", "to_at", "fill", "top", "y" if is_adapted else "bottom")]
    tooltip = [
        {"field": "name", "title": "Stress case"},
        {"field": "measure_name", "title": "Measure"},
        {"field": "base", "title": "As planned", "format": ",.1f"},
        {"field": "value", "title": "In the stress case", "format": ",.1f"},
        {"field": "change", "title": "Change", "format": "+,.1f"},
    ]
    if is_adapted:
        parts.append(("adapted_change", "adapted_at", "adapted_fill", "y", "bottom"))
        tooltip += [
            {"field": "adapted", "title": "Planned anew", "format": ",.1f"},
            {"field": "adapted_change", "title": "Change planned anew", "format": "+,.1f"},
        ]
    return [
        {
            "transform": [{"filter": f"datum.{change} !== 0"}],
            "mark": {"type": "rect", "stroke": INK, "strokeWidth": 1},
            "encoding": {
                "x": along("from_at", columns),
                "x2": {"field": end},
                "y": tall(upper, height),
                "y2": {"field": lower},
                "fill": {"field": fill, "type": "nominal", "scale": None},
                "tooltip": tooltip,
            },
        }
        for change, end, fill, upper, lower in parts
    ]
