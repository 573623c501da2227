"""How far each input would have to move until a deal breaks even, the nearest hurdle first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from plantshare.deals.hurdles import Crossing, Hurdles, Requirement
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.hurdle_words import (
    FIGURES,
    change_words,
    deal_name,
    fixed_words,
    free_words,
    input_name,
    level_words,
    spoken_level,
    unit_words,
)
from plantshare.report.charts.panel_rows import (
    AXIS,
    NumberColumn,
    Panel,
    along,
    axis_layers,
    place_rows,
    scaled,
    spec_of,
    tall,
)
from plantshare.report.palette import ACCENT, INK, LOSS
from plantshare.report.tints import mixed, strongest
from plantshare.report.words import listed, money, number

__all__ = ["hurdle_ranking"]

FARTHEST = 1.0
"""Largest change that is drawn to scale, as a share of the value today; longer bars are cut there."""
FEW = 3
NO_BREAK = "\N{NO-BREAK SPACE}"
COLUMNS = (
    NumberColumn(field="today", caption="today", brief="today"),
    NumberColumn(field="needed", caption="plan fixed", brief="fixed"),
    NumberColumn(field="needed_free", caption="plan free", brief="free"),
)
FIELDS = (
    Field(name="name", label="Input"),
    Field(name="unit", label="Unit"),
    Field(name="today", label="Today"),
    Field(name="fixed_words", label="Needed, plan fixed"),
    Field(name="change_words", label="Change, plan fixed"),
    Field(name="signed_words", label="Needed, plan free: the best plan signs"),
    Field(name="kept_words", label="Needed, plan free: its minimum costs nothing"),
)


def hurdle_ranking(found: Hurdles) -> Chart:
    """Return bars of how far each input would have to move until the deal breaks even.

    A dark bar is the change with the plan fixed, a pale one below it that with both plans made anew. The
    line in the middle is today. Inputs whose whole range does not suffice have no bar.

    Parameters
    ----------
    found
        The hurdles of a deal.
    """
    rows = [row_of(found, row) for row in found.rows]
    for row in rows:
        row["from_at"] = 0.5
        for name in ("fixed", "free"):
            row[f"{name}_at"] = scaled(clipped(row[f"{name}_change"]), (-FARTHEST, FARTHEST))
    headings, bottom = place_rows([Panel(rows=rows, zero=0.5)])
    height = bottom + AXIS
    return Chart(
        name="hurdle_ranking",
        title=title_of(found),
        subtitle=(
            "Change of one input at which the deal breaks even, per cent of its level today (where that is "
            "0: of the range looked at), bars cut at 100%; dark: plan fixed; pale below: both plans made "
            "anew, as far as searched, until the deal's minimum costs nothing; the line is today; none: no "
            "level suffices"
        ),
        description=description_of(found),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(
            headings,
            height,
            COLUMNS,
            bar_layers(height),
            axis_layers((-100.0, 100.0), "change, % of today", bottom, COLUMNS, height),
        ),
        formula=(
            "needed = today - S / (dS / d input), S = profit of all companies with the deal less without it; "
            "plan free: the input at which the best plan with the deal equals the best without it"
        ),
        reads=FIGURES,
    )


def row_of(found: Hurdles, row: Requirement) -> dict[str, Any]:
    """Return one input as a row; Any: cells are numbers and words."""
    each = row.input
    free = row.kept
    name, unit = input_name(found.study, each), unit_words(found.study, each) or "%"
    return {
        "name": name,
        # The words of a unit stay on one line.
        "label": f"{name}, {unit.replace(' ', NO_BREAK)}",
        "unit": unit,
        "today": level_words(each.now, each.unit),
        "needed": level_words(each.value(row.fixed), each.unit) if row.is_within else "none",
        "needed_free": level_of(row, free),
        "fixed_words": fixed_words(row),
        "change_words": change_words(each, row.fixed) if row.is_within else "too far",
        "signed_words": free_words(row, row.signed),
        "kept_words": free_words(row, row.kept),
        "fixed_change": share_of(row, row.fixed) if row.is_within else None,
        "free_change": None if free is None else share_of(row, free.amount),
        "fill": strongest(ACCENT if (row.fixed or 0.0) > 0 else LOSS),
        "free_fill": mixed(ACCENT if (row.fixed or 0.0) > 0 else LOSS, 0.35),
    }


def level_of(row: Requirement, crossing: Crossing | None) -> str:
    """Return the level needed with the plan free; a dash where it was not searched."""
    if crossing is None:
        return number(None)
    each = row.input
    return "none" if crossing.amount is None else level_words(each.value(crossing.amount), each.unit)


def share_of(row: Requirement, amount: float | None) -> float | None:
    """Return a move as a share of the level today, or of the range looked at where that is nothing."""
    if amount is None or row.input.how == "scale":
        return amount
    return amount / (row.input.now or row.input.high)


def clipped(change: float | None) -> float:
    """Return a change cut to what is drawn."""
    return 0.0 if change is None else max(-FARTHEST, min(FARTHEST, change))


def title_of(found: Hurdles) -> str:
    """Return the finding: what is missing, and the nearest hurdle."""
    currency = str(found.study.settings["currency"])
    amount = money(abs(found.surplus), currency)
    head = f"{deal_name(found)}: {amount} {'short' if found.surplus < 0 else 'to spare'}"
    near = next((row for row in found.rows if row.is_within), None)
    if near is None:
        return f"{head}; no single input makes up for it"
    name = input_name(found.study, near.input)
    then = spoken_level(found.study, near.input, near.input.value(near.fixed))
    today = level_words(near.input.now, near.input.unit)
    return f"{head}; nearest: {name[:1].lower()}{name[1:]} from {today} to {then}"


def description_of(found: Hurdles) -> str:
    """Return the picture in words."""
    near = [row for row in found.rows if row.is_within]
    parts = [
        f"{input_name(found.study, row.input)} {change_words(row.input, row.fixed)}" for row in near[:FEW]
    ]
    far = len(found.rows) - len(near)
    head = f"Bars of the change that each input needs, nearest first: {listed(parts)}." if parts else ""
    return f"{head} {far} of {len(found.rows)} inputs do not suffice within the range looked at.".strip()


def bar_layers(height: float) -> list[dict[str, Any]]:
    """Return the bars with the plan fixed and free; Any: JSON of any shape."""
    tooltip = [
        {"field": "name", "title": "Input"},
        {"field": "today", "title": "Today"},
        {"field": "fixed_words", "title": "Needed, plan fixed"},
        {"field": "signed_words", "title": "Plan free, it signs"},
        {"field": "kept_words", "title": "Plan free, minimum built"},
        {"field": "unit", "title": "Unit"},
    ]
    return [
        bar("fixed", "fill", ("top", "y"), height, tooltip),
        bar("free", "free_fill", ("y", "bottom"), height, tooltip),
    ]


def bar(
    name: str, fill: str, edges: Sequence[str], height: float, tooltip: list[dict[str, str]]
) -> dict[str, Any]:
    """Return the bars of one way of planning; Any: JSON of any shape."""
    return {
        "transform": [{"filter": f"isValid(datum.{name}_change)"}],
        "mark": {"type": "rect", "stroke": INK, "strokeWidth": 1},
        "encoding": {
            "x": along("from_at", COLUMNS),
            "x2": {"field": f"{name}_at"},
            "y": tall(edges[0], height),
            "y2": {"field": edges[1]},
            "fill": {"field": fill, "type": "nominal", "scale": None, "legend": None},
            "tooltip": tooltip,
        },
    }
