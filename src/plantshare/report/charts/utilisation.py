"""How full each plant is, on its stated basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.names import names_of
from plantshare.report.palette import INK, PAGE, utilisation_class
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import MISSING, listed, percent, plural
from plantshare.report.years import reference_year
from plantshare.results import Result

__all__ = ["utilisation"]

LOW = 0.6
"""A plant below this stands in the two emptiest classes."""

FIELDS = (
    Field(name="plant", label="Plant"),
    Field(name="utilisation", label="Utilisation", unit="% of capacity", kind="share"),
    Field(name="load", label="Load", unit="reference cars a year", kind="number"),
    Field(name="capacity", label="Capacity", unit="reference cars a year", kind="number"),
    Field(name="spare", label="Spare", unit="reference cars a year", kind="number"),
    Field(name="basis", label="Basis"),
)


def utilisation(result: Result, year: int | None = None) -> Chart:
    """Return utilisation bars: load over capacity of each plant in one year, the fullest first.

    Parameters
    ----------
    year
        A planned year; by default the year of the target, else the last.

    Raises
    ------
    LabelError
        If the year is not planned.
    """
    shown_year = reference_year(result.study, year)
    frame = result.plant_loading()
    frame = frame[(frame["year"] == shown_year) & frame["utilisation"].notna()]
    frame = frame.sort_values("utilisation", ascending=False, kind="stable")
    names = names_of(result.study, "plants")
    rows = [row_of(each, names) for each in frame.to_dict("records")]
    return Chart(
        name="utilisation",
        title=title_of(frame, names, shown_year),
        subtitle=f"Load as a share of capacity in {shown_year}, %; the basis is named beside each bar",
        description=description_of(rows, shown_year),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(rows),
        formula=(
            "utilisation[p,t] = load[p,t] / capacity[p,basis]; the load is what the plan builds, weighted by "
            "its use of the narrowest kind of shop; the capacity is that of the shift pattern named as basis"
        ),
        reads=("shops", "shop_patterns", "shift_patterns", "routes"),
        behind=tuple((f"plants.{plant}.capacity",) for plant in frame["plant"]),
    )


def row_of(record: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Return one bar: the plant, its numbers, its colour and the words beside it."""
    share = float(record["utilisation"])
    found = utilisation_class(share)
    basis = str(record["basis"]).replace("_", " ")
    return {
        "plant": names[str(record["plant"])],
        "utilisation": share,
        "load": float(record["load"]),
        "capacity": float(record["capacity"]),
        "spare": float(record["spare"]),
        "basis": basis,
        "fill": found.fill if found else PAGE,
        "words": f"{percent(share)} of {basis}",
    }


def title_of(frame: pd.DataFrame, names: Mapping[str, str], year: int) -> str:
    """Return the finding: how many plants stand below 60%, and which is the emptiest."""
    if frame.empty:
        return f"No plant has a capacity to fill in {year}"
    low = frame[frame["utilisation"].round(2) < LOW]
    if low.empty:
        name, share = names[frame["plant"].iloc[-1]], percent(frame["utilisation"].iloc[-1])
        return (
            f"In {year} every plant runs at {percent(LOW)} of capacity or more; {name} is lowest at {share}"
        )
    last = low.iloc[-1]
    return (
        f"In {year} {len(low)} of {plural(len(frame), 'plant')} run below {percent(LOW)} of capacity; "
        f"{names[last['plant']]} is emptiest at {percent(last['utilisation'])}"
    )


def description_of(rows: Sequence[Mapping[str, Any]], year: int) -> str:
    """Return the picture in words."""
    parts = [f"{row['plant']} {percent(row['utilisation'])}" for row in rows]
    return f"Bar chart of the utilisation of each plant in {year}: {listed(parts) or MISSING}."


def spec_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """Return the bars, each with its number, and a line at full capacity."""
    top = max([1.0, *(row["utilisation"] for row in rows)])
    place = {"field": "plant", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 220}}
    share = {
        "field": "utilisation", "type": "quantitative", "title": "Utilisation, % of capacity",
        "scale": {"domain": [0, 1.3 * top], "nice": False},
        "axis": {"format": ".0%", "values": [0, 0.2, 0.4, 0.6, 0.8, 1.0], "grid": True},
    }  # fmt: skip
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": {"step": 26},
        "encoding": {"y": place},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "height": 16},
                "encoding": {
                    "x": share,
                    "color": {"field": "fill", "type": "nominal", "scale": None},
                    "tooltip": [
                        {"field": "plant", "title": "Plant"},
                        {"field": "words", "title": "Utilisation"},
                    ],
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5},
                "encoding": {"x": share, "text": {"field": "words", "type": "nominal"}},
            },
            {
                "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
                "encoding": {"x": {"datum": 1.0}, "y": None},
            },
        ],
    }  # fmt: skip
