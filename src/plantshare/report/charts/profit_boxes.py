"""How the profit of each company may turn out, as boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.box_marks import box_layers
from plantshare.report.charts.panel_rows import NumberColumn, Panel, place_rows, scaled, spec_of
from plantshare.report.charts.risk_words import (
    FIGURES,
    TOGETHER,
    company_words,
    figure_words,
    futures_words,
    short_figure,
)
from plantshare.report.words import currency_sign, listed, percent
from plantshare.risk import Outlook
from plantshare.study import Study

__all__ = ["profit_boxes"]

MARKS = ("p5", "p25", "p50", "p75", "p95", "mean", "worst")
FEW = 3
"""Companies that title and alternative text name."""
VEHICLES = 6
"""Vehicles of a company whose demand stands behind its profit."""

COLUMNS = (
    NumberColumn(field="mean_words", caption="mean", brief="mean"),
    NumberColumn(field="worst_words", caption="worst 5%", brief="worst"),
    NumberColumn(field="loss_words", caption="loses in", brief="loses"),
)


def profit_boxes(outlook: Outlook) -> Chart:
    """Return boxes of the present value of each company, and of all together, over the futures.

    Each row has a scale of its own, from nothing at the upright line to its own largest mark: one company
    may be a hundred times another, and what matters is how near to a loss each comes.

    Parameters
    ----------
    outlook
        What may become of the plan.
    """
    rows = rows_of(outlook)
    domain = domain_of(rows)
    for row in rows:
        place_marks(row, domain)
    panel = Panel(rows=rows, zero=scaled(0.0, domain))
    headings, height = place_rows([panel])
    return Chart(
        name="profit_boxes",
        title=title_of(outlook.study, rows),
        subtitle=subtitle_of(outlook),
        description=description_of(outlook.study, rows),
        fields=fields_of(outlook.study),
        rows=tuple(rows),
        spec=spec_of(
            headings,
            height,
            COLUMNS,
            box_layers(
                height,
                COLUMNS,
                who="Company",
                worst="Mean of the worst twentieth",
                loss="Chance of a loss",
            ),
        ),
        formula=(
            "NPV[i,s] = sum over years t of discount[t] * (income[i,t,s] - cost[i,t,s]) with launches and "
            "shifts held; worst twentieth = mean of the 5% of futures s with the least NPV"
        ),
        reads=FIGURES,
        behind=tuple(behind_of(outlook.study, str(row["company"])) for row in rows),
    )


def fields_of(study: Study) -> tuple[Field, ...]:
    """Return the columns of the table."""
    unit = f"{currency_sign(str(study.settings['currency'])).strip()} million present value"
    labels = {
        "mean": "Mean", "standard_error": "Standard error of the mean",
        "worst": "Mean of the worst twentieth",
        "p5": "5%", "p25": "25%", "p50": "Median", "p75": "75%", "p95": "95%",
    }  # fmt: skip
    return (
        Field(name="name", label="Company"),
        *(
            Field(name=name, label=label, unit=unit, kind="number", digits=1)
            for name, label in labels.items()
        ),
        Field(
            name="probability_of_loss", label="Chance of a loss", unit="% of futures", kind="share", digits=1
        ),
    )


def rows_of(outlook: Outlook) -> list[dict[str, Any]]:
    """Return one row for each company that the plan concerns; Any: cells are numbers and words."""
    frame = outlook.companies
    moved = frame[(frame[list(MARKS)] != 0).any(axis=1) | (frame["company"] == TOGETHER)]
    rows: list[dict[str, Any]] = []
    for record in moved.to_dict("records"):
        row: dict[str, Any] = {
            "company": str(record["company"]),
            "name": company_words(outlook.study, record["company"]),
            "is_main": record["company"] == TOGETHER,
            "probability_of_loss": float(record["probability_of_loss"]),
            "loss_words": percent(float(record["probability_of_loss"]), 1),
        }
        error = float(record["standard_error"])
        row |= {name: float(record[name]) for name in MARKS}
        row["standard_error"] = None if pd.isna(error) else error
        row["mean_words"] = short_figure("profit", row["mean"])
        row["worst_words"] = short_figure("profit", row["worst"])
        rows.append(row)
    return rows


def size_of(row: Mapping[str, Any]) -> float:
    """Return what the scale of a row is measured in: its largest mark, of gain or loss."""
    return max(abs(float(row[name])) for name in MARKS) or 1.0


def domain_of(rows: Sequence[Mapping[str, Any]]) -> tuple[float, float]:
    """Return the ends of the scale on which every row is measured by its own size."""
    shares = [float(row[name]) / size_of(row) for row in rows for name in MARKS]
    return min([0.0, *shares]), max([0.0, *shares])


def place_marks(row: dict[str, Any], domain: tuple[float, float]) -> None:
    """Write into a row where each of its marks stands, under ``<mark>_at``."""
    for name in MARKS:
        row[f"{name}_at"] = scaled(float(row[name]) / size_of(row), domain)


def title_of(study: Study, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the finding: what all are worth, in the mean and in bad futures, and who may lose."""
    whole = next(row for row in rows if row["company"] == TOGETHER)
    head = (
        f"All companies together are worth {figure_words(study, whole['mean'])} on average and "
        f"{figure_words(study, whole['worst'])} in the worst twentieth of futures"
    )
    losers = sorted(
        (row for row in rows if row["company"] != TOGETHER and row["probability_of_loss"] > 0),
        key=lambda row: -float(row["probability_of_loss"]),
    )
    if not losers:
        return f"{head}; no company loses"
    if len(losers) > FEW:
        return f"{head}; {len(losers)} companies may lose"
    parts = [f"{row['name']} in {row['loss_words']}" for row in losers]
    return f"{head}; losses for {listed(parts)} of them"


def subtitle_of(outlook: Outlook) -> str:
    """Return what is plotted: measure, unit, marks and basis."""
    settings = outlook.study.settings
    sign = currency_sign(str(settings["currency"])).strip()
    return (
        f"Present value {int(settings['first_year'])}\u2013{int(settings['last_year'])}, {sign} million; "
        "each row on a scale of its own, the upright line is nil; line 5% to 95% of futures, "
        "box 25% to 75%, bar the median, circle the mean, diamond the mean of the worst twentieth; "
        f"{futures_words(outlook)}"
    )


def description_of(study: Study, rows: Sequence[Mapping[str, Any]]) -> str:
    """Return the picture in words."""
    count = len(rows) - 1
    largest = sorted(rows, key=lambda row: -abs(float(row["mean"])))[: FEW + 1]
    parts = [
        f"{row['name']} from {figure_words(study, row['p5'])} to {figure_words(study, row['p95'])}"
        for row in largest
    ]
    return (
        f"Box plots of the present value of {count} {'company' if count == 1 else 'companies'} and of all "
        f"together. Nine futures in ten lie between: {listed(parts)}."
    )


def behind_of(study: Study, company: str) -> tuple[str, ...]:
    """Return the demand for vehicles of a company; for all together none, as it is everything."""
    frame = study.frame("vehicles")
    own = frame[frame["company"] == company]["vehicle"]
    return tuple(f"vehicles.{vehicle}.demand" for vehicle in own[:VEHICLES])
