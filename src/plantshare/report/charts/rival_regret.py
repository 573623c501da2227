"""How far each plan falls short of the best of its rivals, future by future."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.panel_rows import NumberColumn, Panel, along, place_rows, scaled, spec_of, tall
from plantshare.report.charts.risk_words import FIGURES, figure_words, futures_words, short_figure
from plantshare.report.palette import ACCENT, INK, LOSS
from plantshare.report.tints import strongest
from plantshare.report.words import currency_sign, listed, percent, plural
from plantshare.risk import Outlook
from plantshare.study import Study

__all__ = ["rival_regret"]

MARKS = ("mean_regret", "p95_regret", "largest_regret")
LEAST = 5e-4
"""Regret below this, in millions, is rounding."""

COLUMNS = (
    NumberColumn(field="mean_words", caption="mean", brief="mean"),
    NumberColumn(field="p95_words", caption="95%", brief="95%"),
    NumberColumn(field="largest_words", caption="largest", brief="largest"),
)


def rival_regret(outlook: Outlook) -> Chart:
    """Return the regret of each plan: what the best of the plans would have given besides.

    Parameters
    ----------
    outlook
        What may become of two plans or more.
    """
    rows = rows_of(outlook)
    headings, height = place_rows([Panel(rows=rows, zero=0.0)])
    sign = currency_sign(str(outlook.study.settings["currency"])).strip()
    return Chart(
        name="rival_regret",
        title=title_of(outlook.study, rows),
        subtitle=(
            f"{sign} million present value of all companies by which a plan falls short of the best of those "
            "compared, future by future; box the mean, upright mark the 95% point, diamond the largest; "
            f"{futures_words(outlook)}"
        ),
        description=description_of(outlook.study, rows),
        fields=fields_of(sign),
        rows=tuple(rows),
        spec=spec_of(headings, height, COLUMNS, mark_layers(height)),
        formula="regret[p,s] = max over plans q of NPV[q,s] - NPV[p,s]; all plans meet the same futures s",
        reads=FIGURES,
    )


def fields_of(sign: str) -> tuple[Field, ...]:
    """Return the columns of the table."""
    labels = {
        "mean": "Mean present value", "worst": "Mean of the worst twentieth", "mean_regret": "Mean regret",
        "p95_regret": "Regret, 95%", "largest_regret": "Largest regret",
    }  # fmt: skip
    return (
        Field(name="name", label="Plan"),
        *(
            Field(name=name, label=label, unit=f"{sign} million", kind="number", digits=1)
            for name, label in labels.items()
        ),
        Field(name="best_share", label="Is the best", unit="% of futures", kind="share", digits=1),
    )


def rows_of(outlook: Outlook) -> list[dict[str, Any]]:
    """Return one row for each plan, with where its marks stand; Any: cells are numbers and words."""
    frame = outlook.regret
    domain = (0.0, max(LEAST, float(frame["largest_regret"].max())))
    rows = []
    for place, record in enumerate(frame.to_dict("records")):
        row: dict[str, Any] = {name: float(record[name]) for name in ("mean", "worst", *MARKS, "best_share")}
        row |= {f"{name}_at": scaled(row[name], domain) for name in MARKS}
        row |= {
            "name": str(record["plan"]),
            "is_main": place == 0,
            "start_at": 0.0,
            "mean_words": short_figure("profit", row["mean_regret"]),
            "p95_words": short_figure("profit", row["p95_regret"]),
            "largest_words": short_figure("profit", row["largest_regret"]),
        }
        rows.append(row)
    return rows


def title_of(study: Study, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the finding: the plan of least mean regret, how often it is the best, and its worst case."""
    if all(row["largest_regret"] <= LEAST for row in rows):
        return f"The {len(rows)} plans are worth the same in every future"
    least = min(rows, key=lambda row: (float(row["mean_regret"]), float(row["largest_regret"])))
    head = f"Plan '{least['name']}' is regretted least"
    if least["largest_regret"] <= LEAST:
        return f"{head}: no other of the {len(rows)} plans is worth more in any future"
    return (
        f"{head}: {figure_words(study, least['mean_regret'])} on average, "
        f"{figure_words(study, least['largest_regret'])} at most; in {percent(least['best_share'])} of "
        "futures no other is worth more"
    )


def description_of(study: Study, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the picture in words."""
    parts = [
        f"'{row['name']}' {figure_words(study, row['mean_regret'])} on average and "
        f"{figure_words(study, row['largest_regret'])} at most"
        for row in rows
    ]
    return f"Bars of the regret of {plural(len(rows), 'plan')}: {listed(parts)}."


def mark_layers(height: float) -> list[dict[str, Any]]:
    """Return bar, upright mark and diamond; Any: JSON of any shape."""

    def at(field: str) -> dict[str, Any]:
        return along(field, COLUMNS)

    middle, upright = {"y": tall("y", height)}, {"y": tall("top", height), "y2": {"field": "bottom"}}
    pointed = [
        {"field": "name", "title": "Plan"},
        {"field": "mean_regret", "title": "Mean regret", "format": ",.1f"},
        {"field": "p95_regret", "title": "Regret, 95%", "format": ",.1f"},
        {"field": "largest_regret", "title": "Largest regret", "format": ",.1f"},
    ]
    return [
        {
            "mark": {"type": "rule", "color": INK},
            "encoding": {**middle, "x": at("start_at"), "x2": {"field": "largest_regret_at"}},
        },
        {
            "transform": [{"filter": "datum.mean_regret > 0"}],
            "mark": {"type": "rect", "fill": strongest(ACCENT), "stroke": INK, "strokeWidth": 1},
            "encoding": {
                **upright, "x": at("start_at"), "x2": {"field": "mean_regret_at"}, "tooltip": pointed,
            },
        },
        {
            "mark": {"type": "rule", "color": INK, "strokeWidth": 2.5},
            "encoding": {**upright, "x": at("p95_regret_at")},
        },
        {
            "mark": {"type": "point", "shape": "diamond", "filled": True, "color": LOSS, "size": 60,
                     "opacity": 1, "aria": False},
            "encoding": {**middle, "x": at("largest_regret_at")},
        },
    ]  # fmt: skip
