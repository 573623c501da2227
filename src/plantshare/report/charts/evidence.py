"""How well the figures of a study are sourced, table by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from plantshare.dictionary import load_dictionary
from plantshare.evidence.coverage import STANDING
from plantshare.evidence.records import GRADES
from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.evidence import GRADE_WORDS
from plantshare.report.grades import SOURCED, figures_by_grade
from plantshare.report.palette import HOST, INK, UTILISATION, WHITE, ink_on
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import number, percent, plural
from plantshare.results import Result

__all__ = ["evidence"]

ALL = "all tables"
WORDS: Mapping[str, str] = {
    grade: f"{grade} {words}" if grade in GRADES else words for grade, words in GRADE_WORDS.items()
}
"""What a figure rests on, from best to worst."""

FILLS: Mapping[str, str] = {
    "A": UTILISATION[4].fill,
    "B": UTILISATION[3].fill,
    "C": HOST,
    "D": UTILISATION[2].fill,
    "E": UTILISATION[1].fill,
    "default": UTILISATION[0].fill,
    "none": WHITE,
}
"""Blue where a figure has a source, warm where it has none, empty where it rests on nothing."""

NARROW = 520
"""Width in pixels below which the legend stands in two columns and names get less room."""
WIDE = 860
"""Width in pixels from which the legend stands in one row."""
ONE_COLUMN = 400
"""Width in pixels below which the legend stands in one column."""
NAMES = f"(width < {NARROW} ? 136 : 170)"
"""Room for the names of tables, as an expression."""
COUNTS = 52
"""Room right of the bars for the number of figures, in pixels."""
LEAST_ROOM = 34
"""Width of a part of a bar, in pixels, that has room for its percentage."""
ROW = 22
"""Height of a row in pixels."""


def evidence(result: Result, counts: pd.DataFrame | None = None) -> Chart:
    """Return what the figures of each table rest on, most figures without a source first.

    Parameters
    ----------
    counts
        Figures by table and grade, where they are known already: :func:`figures_by_grade`.
    """
    known = figures_by_grade(result.study) if counts is None else counts
    rows = rows_of(known)
    total = rows[0]
    return Chart(
        name="evidence",
        title=title_of(total),
        subtitle=(
            "Share of the figures of each table by what they rest on, %; each figure counts once, however "
            "much it matters; the number of figures stands on the right"
        ),
        description=description_of(rows),
        fields=(
            Field(name="table", label="Table"),
            Field(name="figures", label="Figures", kind="number"),
            Field(name="sourced", label="With a source", unit="% of figures", kind="share"),
            *(
                Field(name=grade, label=words, unit="figures", kind="number")
                for grade, words in WORDS.items()
            ),
        ),
        rows=tuple(rows),
        spec=spec_of(rows),
        formula="share[table,grade] = figures[table,grade] / figures[table]; a source is grade A, B or C",
        reads=tuple(sorted({str(name) for name in known["table"]} - {ALL})),
    )


def rows_of(counts: pd.DataFrame) -> list[dict[str, Any]]:
    """Return one row for each table with figures, all tables first; Any: cells are numbers and words."""
    wide = counts.pivot(index="table", columns="grade", values="figures").reindex(columns=list(STANDING))
    titles = {name: entry.title for name, entry in load_dictionary().tables.items()}
    rows = []
    for table, grades in wide.fillna(0).astype(int).to_dict("index").items():
        figures = sum(grades.values())
        sourced = sum(grades[grade] for grade in SOURCED)
        if figures or table == ALL:
            rows.append(
                {
                    "table": "All tables" if table == ALL else titles.get(str(table), str(table)),
                    "figures": figures,
                    "sourced": sourced / figures if figures else None,
                    "unsourced": figures - sourced,
                    "counted": number(figures),
                    **{str(grade): int(count) for grade, count in grades.items()},
                }
            )
    return sorted(rows, key=lambda row: (row["table"] != "All tables", -row["unsourced"], -row["figures"]))


def title_of(total: Mapping[str, Any]) -> str:
    """Return the finding: how many figures there are, and what share has a source."""
    figures = total["figures"]
    if not figures:
        return "The study holds no figures"
    if not total["unsourced"]:
        return f"All {plural(figures, 'figure')} have a source"
    rest = "judged, assumed, defaults or without evidence" if total["none"] else "judged, assumed or defaults"
    if figures == total["unsourced"]:
        return f"Not one of {plural(figures, 'figure')} has a source; they are {rest}"
    share = float(total["sourced"])
    digits = 1 if 0 < share < 0.01 or 0.99 < share < 1 else 0
    return (
        f"Of {plural(figures, 'figure')} {percent(share, digits)} have a source; "
        f"{percent(1 - share, digits)} are {rest}"
    )


def description_of(rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the picture in words: all grades together, and the tables with most unsourced figures."""
    parts = [f"{number(rows[0][grade])} {words}" for grade, words in WORDS.items() if rows[0][grade]]
    worst = [f"{row['table']} with {number(row['unsourced'])}" for row in rows[1:4] if row["unsourced"]]
    text = (
        f"Stacked bars of what figures rest on, in all tables and in {plural(len(rows) - 1, 'table')} alone."
    )
    text += f" In all: {', '.join(parts)}." if parts else ""
    return text + (f" Most figures without a source: {', '.join(worst)}." if worst else "")


def spec_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return bars of equal length, split by grade, with the number of figures on the right."""
    shown = [grade for grade in STANDING if any(row[grade] for row in rows)]
    place = {"field": "table", "type": "nominal", "sort": None, "axis": None}
    scale = {"domain": [0, 1], "range": [{"expr": NAMES}, {"expr": f"width - {COUNTS}"}]}
    axis = {"format": ".0%", "tickCount": {"expr": f"width < {NARROW} ? 2 : 5"}, "grid": False}
    share = {"field": "from", "type": "quantitative", "title": None, "scale": scale, "axis": axis}
    bold = {"expr": "datum.table === 'All tables' ? 600 : 400"}
    words = {"type": "text", "fontWeight": bold, "color": INK}
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": {"step": ROW},
        "encoding": {"y": place},
        "layer": [
            {**bars(shown, share), "transform": parts_of(shown)},
            {
                "transform": [
                    *parts_of(shown),
                    {"filter": f"datum.share * (width - {COUNTS} - {NAMES}) >= {LEAST_ROOM}"},
                    {"calculate": "(datum.from + datum.to) / 2", "as": "middle"},
                ],
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {
                    "x": {**share, "field": "middle"},
                    "text": {"field": "share", "type": "quantitative", "format": ".0%"},
                    "color": {"condition": {"test": light_text(), "value": WHITE}, "value": INK},
                },
            },
            {
                "mark": {**words, "align": "left", "x": 0, "limit": {"expr": f"{NAMES} - 6"}},
                "encoding": {"text": {"field": "table", "type": "nominal"}},
            },
            {
                "mark": {**words, "align": "right", "x": {"expr": "width"}},
                "encoding": {"text": {"field": "counted", "type": "nominal"}},
            },
        ],
    }


def parts_of(shown: Sequence[str]) -> list[dict[str, Any]]:
    """Return the transforms from a row for each table to a part for each grade of it."""
    order = {"calculate": f"indexof({list(STANDING)}, datum.grade)", "as": "order"}
    return [
        {"fold": list(shown), "as": ["grade", "count"]},
        {"filter": "datum.count > 0"},
        order,
        {"calculate": "datum.count / datum.figures", "as": "share"},
        {
            "stack": "share", "groupby": ["table"], "as": ["from", "to"], "offset": "zero",
            "sort": [{"field": "order", "order": "ascending"}],
        },
    ]  # fmt: skip


def bars(shown: Sequence[str], share: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts of the bars, with the legend that names their colours."""
    words = ", ".join(f"'{grade}': '{words}'" for grade, words in WORDS.items())
    outline = {"condition": {"test": "datum.grade === 'none'", "value": INK}, "value": WHITE}
    columns = f"width < {ONE_COLUMN} ? 1 : width < {NARROW} ? 2 : width < {WIDE} ? 3 : {len(shown)}"
    return {
        "mark": {"type": "bar", "strokeWidth": 1, "height": ROW - 5},
        "encoding": {
            "x": share,
            "x2": {"field": "to"},
            "stroke": outline,
            "color": {
                "field": "grade", "type": "nominal", "title": None,
                "scale": {"domain": list(shown), "range": [FILLS[grade] for grade in shown]},
                "legend": {
                    "orient": "top", "labelExpr": f"({{{words}}})[datum.label]", "symbolStrokeWidth": 1,
                    "symbolStrokeColor": INK, "columns": {"expr": columns},
                },
            },
            "tooltip": [
                {"field": "table", "title": "Table"},
                {"field": "grade", "title": "Rests on grade"},
                {"field": "count", "title": "Figures", "format": ",d"},
                {"field": "share", "title": "Share of the table", "format": ".1%"},
            ],
        },
    }  # fmt: skip


def light_text() -> str:
    """Return the test for fills on which white is easier to read than ink."""
    return f"indexof({[grade for grade, fill in FILLS.items() if ink_on(fill) == WHITE]}, datum.grade) >= 0"
