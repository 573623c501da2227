"""What sets of links sell beyond the present ones: from dedicated plants to full flexibility."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.flexibility import StudyFlexibility
from plantshare.flexibility.of_study import FEW_ERRORS
from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.columns import NAMES, NARROW, column, named, one_mark, wrapped
from plantshare.report.flexibility_words import FIGURES, digits_of, draws_words, rung_words
from plantshare.report.palette import ACCENT, INK, LOSS, MUTED
from plantshare.report.theme import VEGA_LITE
from plantshare.report.tints import strongest
from plantshare.report.words import listed, number, percent, plural

__all__ = ["value_ladder"]

STEP = 34
HEADING = -10
"""Height of the headings of the columns, pixels above the first row."""
NUMBERS = f"({NARROW} ? 118 : 216)"
"""Width of the columns of numbers at the right, pixels."""
LAST = f"({NARROW} ? 46 : 84)"
"""Width of the last of them, pixels."""

FIELDS = (
    Field(name="rung", label="Links"),
    Field(name="links", label="Number of links", kind="number"),
    Field(name="gain", label="Beyond the present links", unit="vehicles a year", kind="number", digits=1),
    Field(name="gain_error", label="Standard error", unit="vehicles a year", kind="number", digits=1),
    Field(name="expected_sales", label="Expected sales", unit="vehicles a year", kind="number", digits=1),
    Field(name="utilisation", label="Utilisation", unit="% of capacity", kind="share", digits=1),
)


def value_ladder(found: StudyFlexibility) -> Chart:
    """Return bars of what each set of links sells beyond the present ones, on the same draws of demand.

    Parameters
    ----------
    found
        What flexibility is worth in a study.
    """
    rows = rows_of(found)
    return Chart(
        name="value_ladder",
        title=title_of(found),
        subtitle=f"Mean sales beyond the present links, vehicles a year, {found.year}; {draws_words(found)}",
        description=description_of(found),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(rows),
        formula=(
            "gain[links] = mean over draws of (sales[links] - sales[present links]); sales = least cut of "
            "plants (capacity), links and vehicles (demand)"
        ),
        reads=FIGURES,
        behind=tuple(tuple(f"plants.{plant}.capacity" for plant in found.network.plants) for _ in rows),
    )


def rows_of(found: StudyFlexibility) -> list[dict[str, Any]]:
    """Return one row for each set of links; Any: cells are numbers and words."""
    digits = digits_of(found)
    return [
        {
            "rung": rung_words(found, each.name),
            "rung_lines": wrapped(rung_words(found, each.name)),
            "links": each.links,
            "gain": each.gain,
            "gain_error": each.gain_error,
            "expected_sales": each.expected_sales,
            "utilisation": each.utilisation,
            "sales_words": number(each.expected_sales, digits),
            "share_words": percent(each.utilisation, 1),
            "gain_words": ("+" if each.gain > 0 else "") + number(each.gain, digits),
            "fill": strongest(LOSS if each.gain < 0 else ACCENT),
        }
        for each in found.ladder
    ]


def title_of(found: StudyFlexibility) -> str:
    """Return the finding: how much of what full flexibility adds the best few links bring."""
    digits, ceiling = digits_of(found), found.ceiling
    full = number(ceiling.gain, digits)
    best = found.rung("best links")
    if found.ceiling.gain <= FEW_ERRORS * found.ceiling.gain_error:
        return f"In {found.year} full flexibility sells no more than the present links"
    if best is None:
        return f"Full flexibility adds {full} vehicles a year in {found.year}"
    share = min(best.gain / ceiling.gain, 1.0)
    count = len(found.steps)
    # A share that only rounds to all of it is not called all of it.
    part = percent(share, 1 if 0.995 <= share < 0.9995 else 0)
    links = "The best link brings" if count == 1 else f"The best {plural(count, 'link')} bring"
    return f"{links} {part} of the {full} vehicles a year that full flexibility adds in {found.year}"


def description_of(found: StudyFlexibility) -> str:
    """Return the picture in words."""
    digits = digits_of(found)
    parts = [
        f"{rung_words(found, each.name).lower()} {number(each.expected_sales, digits)}"
        for each in found.ladder
    ]
    return f"Bars of what sets of links sell. Expected sales in vehicles a year: {listed(parts)}."


def spec_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return bars from zero, between the names and two columns of numbers; Any: JSON."""
    gains = [float(row["gain"]) for row in rows]
    low, high = min([0.0, *gains]), max([0.0, *gains])
    if low == high:
        high = 1.0
    scale = {
        "type": "quantitative", "title": None, "axis": None,
        "scale": {
            "domain": [low, high], "nice": False, "zero": True,
            "range": [{"expr": f"{NAMES} + 8"}, {"expr": f"width - {NUMBERS}"}],
        },
    }  # fmt: skip
    right = {"type": "text", "align": "right", "fontSize": {"expr": f"{NARROW} ? 11 : 12"}, "color": INK}
    heading = {**right, "color": MUTED, "baseline": "bottom"}
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": {"step": STEP},
        "encoding": {"y": {"field": "rung", "type": "nominal", "sort": None, "axis": None}},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "height": 15},
                "encoding": {
                    "x": {**scale, "field": "gain"},
                    "x2": {"datum": 0},
                    "color": {"field": "fill", "type": "nominal", "scale": None},
                    "tooltip": [
                        {"field": "rung", "title": "Links"},
                        {"field": "links", "title": "Number of links"},
                        {"field": "gain_words", "title": "Beyond the present links, vehicles a year"},
                        {"field": "sales_words", "title": "Expected sales, vehicles a year"},
                    ],
                },
            },
            named("rung"),
            column({**right, "x": {"expr": f"width - {LAST}"}}, "gain_words"),
            column({**right, "x": {"expr": "width"}}, "share_words"),
            one_mark(
                {**heading, "x": {"expr": f"width - {LAST}"}, "text": "adds"},
                HEADING,
            ),
            one_mark(
                {**heading, "x": {"expr": "width"}, "text": {"expr": f"{NARROW} ? 'use' : 'utilisation'"}},
                HEADING,
            ),
        ],
    }
