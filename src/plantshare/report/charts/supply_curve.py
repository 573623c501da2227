"""The supply curve: programmes by what they lack for each vehicle, as wide as what they add."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.fan_picture import ticks
from plantshare.report.charts.panel_rows import NumberColumn, Panel, place_rows, scaled, spec_of, tall
from plantshare.report.columns import NARROW
from plantshare.report.palette import ACCENT, HOST, INK, LINE, LOSS, MUTED
from plantshare.report.target_words import FIGURES, method_words, numbers_of, sign_of, target_name
from plantshare.report.tints import strongest
from plantshare.report.words import listed, number, percent, plural, vehicles
from plantshare.targets import Found

__all__ = ["supply_curve"]

PLOT = 240
"""Height of the steps, in pixels."""
TOP, BELOW = 30, 44
"""Room above the steps for labels of needs, and below them for the scale, in pixels."""
LEFT, RIGHT = 52, 8
"""Room left and right of the steps, in pixels."""
ROOM = 1.08
THIN = 0.025
"""Share of the width below which the number of a step stands left of it."""

COLUMNS = (
    NumberColumn(field="volume_words", caption="adds, 1,000", brief="1,000"),
    NumberColumn(field="gap_words", caption="lacks, m", brief="m"),
    NumberColumn(field="each_words", caption="a vehicle", brief="each"),
)


def supply_curve(found: Found) -> Chart:
    """Return steps of programmes, the cheapest vehicle first, with what each confidence needs.

    Parameters
    ----------
    found
        What is found about a target, with a programme that adds output.
    """
    rows = rows_of(found)
    headings, listing = place_rows([Panel(rows=rows)])
    lower = TOP + PLOT + BELOW
    for row in rows:
        row |= {key: row[key] + lower for key in ("y", "top", "bottom")}
    moved = [replace(each, y=each.y + lower, bottom=each.bottom + lower) for each in headings]
    height = listing + lower
    sign = sign_of(found)
    return Chart(
        name="supply_curve",
        title=title_of(found),
        subtitle=(
            f"{sign} of present value that companies lack for each vehicle of {found.year}, by thousand "
            "vehicles added; dark in the package of least cost; dashed what each confidence needs; "
            f"{method_words(found)}"
        ),
        description=description_of(found),
        fields=fields_of(found),
        rows=tuple(rows),
        spec={
            **spec_of(moved, height, COLUMNS, ()),
            "layer": [
                *axis_layers(found, rows, height),
                *step_layers(height),
                *need_layers(found, rows, height),
                *spec_of(moved, height, COLUMNS, ())["layer"],
            ],
            "resolve": {"scale": {"x": "independent"}},
        },
        formula=(
            "gap[j] = value of the best plan - value of the best plan in which j is built; a vehicle = "
            "gap[j] / output that j adds in the year of the target"
        ),
        reads=FIGURES,
    )


def fields_of(found: Found) -> tuple[Field, ...]:
    """Return the columns of the table."""
    sign = sign_of(found)
    return (
        Field(name="name", label="Programme"),
        Field(name="volume", label="Adds", unit="vehicles a year", kind="number"),
        Field(name="end_units", label="In all", unit="vehicles a year", kind="number"),
        Field(name="gap", label="Lacks", unit=f"{sign} million", kind="number", digits=1),
        Field(name="each", label="Lacks", unit=f"{sign} a vehicle of {found.year}", kind="number"),
        Field(name="is_chosen", label="In the package of least cost", kind="flag"),
    )


def rows_of(found: Found) -> list[dict[str, Any]]:
    """Return one row for each step; Any: cells are numbers and words."""
    gaps = {each.name: each.gap for each in found.options}
    chosen, numbers = chosen_of(found), numbers_of(found)
    highest = max([step.per_vehicle for step in found.curve] + [1e-3])
    last = domain_of(found)
    return [
        {
            "name": f"{numbers[step.programme]}  {found.names[step.programme]}",
            "label": numbers[step.programme],
            "volume": (step.end - step.start) * 1e3,
            "end_units": step.end * 1e3,
            "gap": gaps[step.programme],
            "each": step.per_vehicle * 1e3,
            "is_chosen": step.programme in chosen,
            "is_main": False,
            "volume_words": number(step.end - step.start, 1),
            "gap_words": number(gaps[step.programme], 1),
            "each_words": number(step.per_vehicle * 1e3),
            "start_at": scaled(step.start, (0.0, last)),
            "end_at": scaled(step.end, (0.0, last)),
            "middle_at": scaled((step.start + step.end) / 2, (0.0, last)),
            "step_top": TOP + PLOT * (1 - step.per_vehicle / (ROOM * highest)),
            "step_bottom": TOP + PLOT,
            "fill": strongest(ACCENT) if step.programme in chosen else HOST,
        }
        for step in found.curve
    ]


def chosen_of(found: Found) -> tuple[str, ...]:
    """Return the programmes of the package for the least confidence that takes any."""
    return next((need.package.chosen for need in found.needs if need.package.chosen), ())


def domain_of(found: Found) -> float:
    """Return the largest volume that is shown, thousand vehicles: the curve, and needs within reach of it."""
    end = found.curve[-1].end if found.curve else 1.0
    needs = [need.extra * 1e-3 for need in found.needs]
    return ROOM * max([end, *(need for need in needs if need <= 4 * end)])


def title_of(found: Found) -> str:
    """Return the finding: how much all programmes add, for what, and whether that is enough."""
    last = found.curve[-1]
    sign = sign_of(found)
    many = plural(len(found.curve), "programme")
    head = (
        f"{target_name(found)}: {many} that fit side by side add {vehicles(last.end * 1e3)} "
        f"and lack {sign}{number(last.spent)} million"
    )
    needs = [need for need in found.needs if need.extra > 0]
    if not needs:
        return head
    first = needs[0]
    verdict = "too few" if first.short > 0 else "enough"
    return (
        f"{head}; {percent(first.confidence)} confidence needs {vehicles(first.extra)}, so they are {verdict}"
    )


def description_of(found: Found) -> str:
    """Return the picture in words."""
    sign = sign_of(found)
    parts = [
        f"{found.names[step.programme]} {vehicles((step.end - step.start) * 1e3)} at "
        f"{sign}{number(step.per_vehicle * 1e3)} each"
        for step in found.curve
    ]
    return f"Steps of programmes, the cheapest vehicle first: {listed(parts)}."


def across(field: str) -> dict[str, Any]:
    """Return the encoding of a share of the width of the steps; Any: JSON."""
    return {
        "field": field, "type": "quantitative", "axis": None,
        "scale": {
            "domain": [0, 1], "nice": False, "zero": False,
            "range": [{"expr": f"{LEFT}"}, {"expr": f"width - {RIGHT}"}],
        },
    }  # fmt: skip


def axis_layers(found: Found, rows: Sequence[Mapping[str, Any]], height: float) -> list[dict[str, Any]]:
    """Return both scales: money upward, volume along; Any: JSON of any shape."""
    highest = max([float(row["each"]) for row in rows] + [1.0])
    money = [
        {"at": 0.0, "to": 1.0, "y": TOP + PLOT * (1 - tick / (ROOM * highest)), "words": number(tick)}
        for tick in ticks(highest)
    ]
    last = domain_of(found)
    volume = [
        {"at": scaled(tick, (0.0, last)), "y": TOP + PLOT + 12.0, "words": number(tick)}
        for tick in ticks(last)
    ]
    text = {"type": "text", "color": MUTED, "fontSize": {"expr": "width < 520 ? 11 : 12"}}
    words = {"field": "words", "type": "nominal"}
    titles = [
        {"y": 8.0, "words": f"{sign_of(found)} a vehicle"},
        {"y": TOP + PLOT + 30.0, "words": f"thousand vehicles added in {found.year}"},
    ]
    return [
        {
            "data": {"values": money},
            "mark": {"type": "rule", "color": LINE},
            "encoding": {"x": across("at"), "x2": {"field": "to"}, "y": tall("y", height)},
        },
        {
            "data": {"values": money},
            "mark": {**text, "align": "right", "baseline": "middle", "x": LEFT - 6},
            "encoding": {"y": tall("y", height), "text": words},
        },
        {
            "data": {"values": volume},
            "mark": {**text, "baseline": "middle"},
            "encoding": {"x": across("at"), "y": tall("y", height), "text": words},
        },
        {
            "data": {"values": titles},
            "mark": {**text, "align": "left", "baseline": "middle", "x": 0},
            "encoding": {"y": tall("y", height), "text": words},
        },
    ]


def step_layers(height: float) -> list[dict[str, Any]]:
    """Return the steps with their numbers; Any: JSON of any shape."""
    return [
        {
            "mark": {"type": "rect", "stroke": INK, "strokeWidth": 1},
            "encoding": {
                "x": across("start_at"),
                "x2": {"field": "end_at"},
                "y": tall("step_top", height),
                "y2": {"field": "step_bottom"},
                "fill": {"field": "fill", "type": "nominal", "scale": None},
                "tooltip": [
                    {"field": "name", "title": "Programme"},
                    {"field": "volume", "title": "Adds, vehicles a year", "format": ",.0f"},
                    {"field": "gap", "title": "Lacks, millions", "format": ",.1f"},
                    {"field": "each", "title": "Lacks, a vehicle", "format": ",.0f"},
                ],
            },
        },
        {
            "mark": {
                "type": "text",
                "baseline": "bottom",
                "dy": -3,
                "color": INK,
                "fontWeight": 600,
                "dx": {"expr": f"datum.end_at - datum.start_at < {THIN} ? -6 : 0"},
            },
            "encoding": {
                "x": across("middle_at"),
                "y": tall("step_top", height),
                "text": {"field": "label", "type": "nominal"},
            },
        },
    ]


def need_layers(found: Found, rows: Sequence[Mapping[str, Any]], height: float) -> list[dict[str, Any]]:
    """Return a line for each need within the picture, and words for those beyond it; Any: JSON."""
    last = domain_of(found)
    inside = [need for need in found.needs if 0 < need.extra * 1e-3 <= last]
    values = [
        {
            "at": scaled(need.extra * 1e-3, (0.0, last)),
            "y": float(TOP),
            "to": float(TOP + PLOT),
            "words": percent(need.confidence),
            "place": place,
        }
        for place, need in enumerate(inside)
    ]
    if not values:
        return []
    return [
        {
            "data": {"values": values},
            "mark": {"type": "rule", "color": LOSS, "strokeDash": [4, 3], "strokeWidth": 1.5},
            "encoding": {"x": across("at"), "y": tall("y", height), "y2": {"field": "to"}},
        },
        {
            "data": {"values": values},
            "mark": {
                "type": "text",
                "baseline": "bottom",
                "color": LOSS,
                "fontWeight": 600,
                "dy": {"expr": f"{NARROW} ? -2 - 11 * datum.place : -3"},
            },
            "encoding": {
                "x": across("at"),
                "y": tall("y", height),
                "text": {"field": "words", "type": "nominal"},
            },
        },
    ]
