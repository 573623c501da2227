"""What a deal may come to for each party over the drawn futures, as boxes on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from plantshare.deals.answer import DealAnswer
from plantshare.deals.in_futures import DealInFutures, PartyRisk, gain_in_futures
from plantshare.errors import LabelError
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.box_marks import box_layers
from plantshare.report.charts.panel_rows import (
    AXIS,
    NumberColumn,
    Panel,
    axis_layers,
    place_rows,
    scaled,
    spec_of,
)
from plantshare.report.deal_words import (
    FIGURES,
    LEAST,
    behind_deal,
    counterfactual_of,
    deal_words,
    party_words,
    tail_words,
    unit_of_money,
)
from plantshare.report.words import listed, money, number, percent, plural
from plantshare.uncertainty.spread import quantiles

__all__ = ["deal_futures"]

LEVELS = {"p5": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
MARKS = (*LEVELS, "mean", "worst")

COLUMNS = (
    NumberColumn(field="mean_words", caption="mean", brief="mean"),
    NumberColumn(field="worst_words", caption="bad futures", brief="bad"),
    NumberColumn(field="loss_words", caption="loses in", brief="loses"),
)


def deal_futures(answer: DealAnswer) -> Chart:
    """Return boxes of the gain of each party over the futures, all on one scale.

    Parameters
    ----------
    answer
        What is to be said of a deal, in drawn futures.

    Raises
    ------
    LabelError
        If it was not looked at in drawn futures.
    """
    if answer.futures is None:
        raise LabelError(f"the deal '{answer.value.deal}' was not looked at in drawn futures")
    study, futures = answer.study, answer.futures
    rows = rows_of(answer, futures)
    ends = [float(row[name]) for row in rows for name in MARKS]
    domain = min([0.0, *ends]), max([0.0, *ends])
    for row in rows:
        row |= {f"{name}_at": scaled(float(row[name]), domain) for name in MARKS}
    headings, bottom = place_rows([Panel(rows=rows, zero=scaled(0.0, domain))])
    height = bottom + AXIS
    unit = unit_of_money(study)
    behind = behind_deal(answer.study, answer.value.deal)
    return Chart(
        name="deal_futures",
        title=title_of(answer, rows),
        subtitle=(
            f"{deal_words(study, answer.value.deal)}: gain against {counterfactual_of(answer)}, "
            f"{unit}, on the stated terms in {plural(len(futures.streams), 'drawn future')}; "
            "line 5% to 95% of futures, box 25% to 75%, bar the median, circle the mean, diamond the mean of "
            f"{tail_words(answer)}; launches, shifts and signatures held as planned, volumes as they "
            "pay: where that is less than the minimum of the deal, the shortfall is paid for instead"
        ),
        description=description_of(answer, rows),
        fields=fields_of(answer),
        rows=tuple(rows),
        spec=spec_of(
            headings,
            height,
            COLUMNS,
            box_layers(height, COLUMNS, who="Party", worst=f"Mean of {tail_words(answer)}", loss="Loses in"),
            axis_layers(domain, unit, bottom, COLUMNS, height),
        ),
        formula=(
            "gain[i,s] = NPV under the deal - NPV without it in future s; bad futures = mean of the worst "
            "1 - b of them; loses in = share of futures with gain below zero"
        ),
        reads=FIGURES,
        behind=tuple(behind for _ in rows),
    )


def rows_of(answer: DealAnswer, futures: DealInFutures) -> list[dict[str, Any]]:
    """Return one row for each party that the deal moves; Any: cells are numbers and words."""
    about = answer.value.about
    rows = []
    for risk in answer.risks:
        row = risk_row(answer, futures, risk)
        is_side = risk.party in (about.host, about.guest)
        if is_side or max(abs(float(row[name])) for name in MARKS) >= LEAST:
            rows.append(row | {"is_main": is_side})
    return rows


def risk_row(answer: DealAnswer, futures: DealInFutures, risk: PartyRisk) -> dict[str, Any]:
    """Return what the deal may come to for one party; Any: cells are numbers and words."""
    found = quantiles(
        gain_in_futures(futures, risk.party), np.asarray(futures.probability), tuple(LEVELS.values())
    )
    return {
        "party": risk.party,
        "name": party_words(answer.study, risk.party),
        **{name: float(value) for name, value in zip(LEVELS, found, strict=True)},
        "mean": risk.gain.mean,
        "standard_error": risk.standard_error,
        "worst": risk.gain.tail_mean,
        "equivalent": risk.gain.certainty_equivalent,
        "loss": risk.gain.loss_probability,
        "mean_words": number(risk.gain.mean, 1),
        "worst_words": number(risk.gain.tail_mean, 1),
        "loss_words": percent(risk.gain.loss_probability, 1),
    }


def fields_of(answer: DealAnswer) -> tuple[Field, ...]:
    """Return the columns of the table."""
    unit = unit_of_money(answer.study)
    labels = {
        "mean": "Mean", "standard_error": "Standard error of the mean",
        "worst": f"Mean of {tail_words(answer)}", "equivalent": "Worth to a careful party",
        "p5": "5%", "p25": "25%", "p50": "Median", "p75": "75%", "p95": "95%",
    }  # fmt: skip
    return (
        Field(name="name", label="Party"),
        *(
            Field(name=name, label=label, unit=unit, kind="number", digits=1)
            for name, label in labels.items()
        ),
        Field(name="loss", label="Loses in", unit="% of futures", kind="share", digits=1),
    )


def title_of(answer: DealAnswer, rows: Sequence[dict[str, Any]]) -> str:
    """Return the finding: how host and guest fare on average, and how often each loses."""
    code, about = str(answer.study.settings["currency"]), answer.value.about
    by_party = {str(row["party"]): row for row in rows}
    parts = []
    for party in (about.host, about.guest):
        row = by_party.get(party)
        if row is None:
            parts.append(f"{party_words(answer.study, party)} neither gains nor loses")
            continue
        verb = "gains" if row["mean"] >= 0 else "loses"
        parts.append(
            f"{row['name']} {verb} {money(abs(float(row['mean'])), code)} on average (a loss in "
            f"{row['loss_words']} of futures)"
        )
    return ", ".join(parts)


def description_of(answer: DealAnswer, rows: Sequence[dict[str, Any]]) -> str:
    """Return the picture in words."""
    code = str(answer.study.settings["currency"])
    parts = [
        f"{row['name']} from {money(float(row['p5']), code)} to {money(float(row['p95']), code)}"
        for row in rows
    ]
    return (
        f"Box plots of the gain of each of {len(rows)} parties. Nine futures in ten lie between: "
        f"{listed(parts)}."
    )
