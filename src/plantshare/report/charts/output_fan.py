"""How output that counts toward targets may turn out, year by year, as a fan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from plantshare.evidence.records import CLASS_WORDS
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.fan_picture import Fan, place_fans, spec_of
from plantshare.report.charts.risk_words import FIGURES, chance_words, futures_words
from plantshare.report.names import country_name, names_of
from plantshare.report.words import percent, vehicles
from plantshare.risk import Outlook
from plantshare.study import Study

__all__ = ["output_fan"]

SAME = ["country", "vehicle_class", "other_output"]
"""Targets that agree in these count the same output: one fan with several lines."""
BANDS = ("p5", "p25", "p50", "p75", "p95")

FIELDS = (
    Field(name="target_name", label="Target"),
    Field(name="year", label="Year", kind="year"),
    Field(name="mean", label="Mean", unit="vehicles", kind="number"),
    Field(name="standard_error", label="Standard error of the mean", unit="vehicles", kind="number"),
    Field(name="p5", label="5%", unit="vehicles", kind="number"),
    Field(name="p25", label="25%", unit="vehicles", kind="number"),
    Field(name="p50", label="Median", unit="vehicles", kind="number"),
    Field(name="p75", label="75%", unit="vehicles", kind="number"),
    Field(name="p95", label="95%", unit="vehicles", kind="number"),
    Field(name="units", label="Target", unit="vehicles", kind="number"),
    Field(name="probability", label="Reaches it", unit="% of futures", kind="share", digits=1),
    Field(name="low", label="95% interval from", unit="% of futures", kind="share", digits=1),
    Field(name="high", label="to", unit="% of futures", kind="share", digits=1),
)


def output_fan(outlook: Outlook) -> Chart:
    """Return the fan of output that counts toward each target, with the target and its chance.

    Targets of one output share a fan; other outputs have fans of their own below.

    Parameters
    ----------
    outlook
        What may become of the plan, with a target at least.
    """
    fans = fans_of(outlook)
    height = place_fans(fans)
    rows = [row for fan in fans for row in fan.rows]
    return Chart(
        name="output_fan",
        title=title_of(outlook),
        subtitle=subtitle_of(outlook, fans),
        description=description_of(outlook, fans),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(fans, height),
        formula=(
            "output[t,s] = sum_o count_weight[o] * built[o,t,s] + other_output[s]; chance = share of the "
            "futures s in which output reaches the target, with its 95% interval (Wilson 1927)"
        ),
        reads=FIGURES,
        behind=tuple((f"targets.{row['target']}.units",) for row in rows),
    )


def fans_of(outlook: Outlook) -> list[Fan]:
    """Return one fan for each output that a target counts."""
    study, names = outlook.study, names_of(outlook.study, "targets")
    fans = []
    for _, group in study.frame("targets").groupby(SAME, sort=False):
        first = group.iloc[0]
        rows = []
        for number, target in enumerate(group["target"]):
            own = outlook.output[outlook.output["target"] == target]
            rows += [row_of(row, names[str(target)], number) for _, row in own.iterrows()]
        kind = CLASS_WORDS[str(first["vehicle_class"])]
        title = f"{country_name(study, str(first['country']))}, {kind}"
        fans.append(Fan(title=title, rows=rows))
    return fans


def row_of(record: pd.Series, name: str, number: int) -> dict[str, Any]:
    """Return one year of one target; Any: cells are numbers and words."""
    error = float(record["standard_error"])
    return {
        "target": str(record["target"]),
        "target_name": name,
        "number": number,
        "year": int(record["year"]),
        "mean": float(record["mean"]),
        "standard_error": None if pd.isna(error) else error,
        **{band: float(record[band]) for band in BANDS},
        "units": float(record["units"]),
        "is_target_year": bool(record["is_target_year"]),
        "probability": float(record["probability"]),
        "low": float(record["low"]),
        "high": float(record["high"]),
    }


def title_of(outlook: Outlook) -> str:
    """Return the finding: how likely the first target is, and what is to be expected instead."""
    frame = outlook.output
    due = frame[frame["is_target_year"]]
    count = int(outlook.origin["count"])
    if due.empty:
        last = frame[frame["target"] == frame["target"].iloc[0]].iloc[-1]
        place, median = place_of(outlook.study, last), vehicles(last["p50"])
        return f"{place} output is {median} in {int(last['year'])} in the median of {count:,} futures"
    row = due.iloc[0]
    place, amount, year = place_of(outlook.study, row), vehicles(row["units"]), int(row["year"])
    spread = f"half of all futures give {vehicles(row['p25'])} to {vehicles(row['p75'])}"
    if row["probability"] in (0.0, 1.0):
        none = "none" if row["probability"] == 0.0 else "each"
        return f"{place} output reaches {amount} in {year} in {none} of {count:,} futures; {spread}"
    share = percent(row["probability"])
    return f"{place} output reaches {amount} in {year} in {share} of futures; {spread}"


def place_of(study: Study, row: pd.Series) -> str:
    """Return the name of the country of a target."""
    targets = study.frame("targets").set_index("target")
    return country_name(study, str(targets.loc[row["target"], "country"]))


def subtitle_of(outlook: Outlook, fans: Sequence[Fan]) -> str:
    """Return what is plotted, and the chance of each target in its year with its interval."""
    due = [
        f"; chance of {vehicles(row['units'])} in {row['year']}: {chance_words(pd.Series(row))}"
        for fan in fans
        for row in fan.due
    ]
    return (
        "Vehicles a year that count toward the target: line the median, dark band half of the futures, pale "
        f"band nine in ten{''.join(due)}; {futures_words(outlook)}"
    )


def description_of(outlook: Outlook, fans: Sequence[Fan]) -> str:
    """Return the picture in words: the band in the year of each target, or in the last year."""
    sentences = [f"Fan chart of output over {int(outlook.origin['count']):,} futures."]
    for fan in fans:
        sentences.extend(
            f"{fan.title}, {row['year']}: nine futures in ten lie between {vehicles(row['p5'])} and "
            f"{vehicles(row['p95'])}, the median is {vehicles(row['p50'])}; the target of "
            f"{vehicles(row['units'])} is reached in {percent(row['probability'], 1)}."
            for row in fan.due or [fan.rows[-1]]
        )
    return " ".join(sentences)
