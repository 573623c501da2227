"""How full each plant is, on its stated basis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.columns import NAMES, NARROW, column, named, one_mark, wrapped
from plantshare.report.names import names_of
from plantshare.report.palette import INK, LAND, MUTED, PAGE, utilisation_class
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import listed, number, percent, plural, thousands
from plantshare.report.years import reference_year
from plantshare.results import Result
from plantshare.results.loading import plant_loading_by_future

__all__ = ["utilisation"]

LOW = 0.6
"""A plant below this stands in the two emptiest classes."""
FEW = 3
"""So many plants that are left out are named; more are counted."""

NUMBERS = f"({NARROW} ? 92 : 170)"
"""Width of the two columns of numbers at the right, pixels."""
SPARE = f"({NARROW} ? 46 : 104)"
"""Width of the last of them, pixels."""

FIELDS = (
    Field(name="plant", label="Plant"),
    Field(name="utilisation", label="Utilisation", unit="% of capacity", kind="share"),
    Field(name="load", label="Load", unit="reference cars a year", kind="number"),
    Field(name="capacity", label="Capacity", unit="reference cars a year", kind="number"),
    Field(name="spare", label="Spare", unit="reference cars a year", kind="number"),
    Field(name="basis", label="Basis"),
)
RANGE = (
    Field(name="low", label="Lowest future", unit="% of capacity", kind="share"),
    Field(name="high", label="Highest future", unit="% of capacity", kind="share"),
)


def utilisation(result: Result, year: int | None = None) -> Chart:
    """Return utilisation bars: load over capacity of each plant in one year, the fullest first.

    Where several futures are planned together the bar is the load expected over them, and a thin line
    runs from the emptiest to the fullest of them.

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
    names, ranges = names_of(result.study, "plants"), ranges_of(result, shown_year)
    rows = [row_of(each, names, ranges) for each in frame.to_dict("records")]
    left_out = [name for plant, name in names.items() if plant not in set(frame["plant"])]
    return Chart(
        name="utilisation",
        title=title_of(frame, names, shown_year, len(ranges)),
        subtitle=subtitle_of(rows, left_out, shown_year, len(ranges)),
        description=description_of(rows, shown_year),
        fields=(*FIELDS, *(RANGE if ranges else ())),
        rows=tuple(rows),
        spec=spec_of(rows),
        formula=(
            "utilisation[p,t] = load[p,t] / capacity[p,basis]; the load is what the plan builds, weighted by "
            "its use of the narrowest kind of shop; the capacity is that of the pattern named as basis; "
            "spare[p,t] = available capacity of the narrowest kind of shop, less outages, less load[p,t]"
        ),
        reads=("shops", "shop_patterns", "shift_patterns", "routes"),
        behind=tuple((f"plants.{plant}.capacity",) for plant in frame["plant"]),
    )


def ranges_of(result: Result, year: int) -> dict[str, tuple[float, float]]:
    """Return the lowest and highest utilisation of each plant across futures; empty with one future."""
    study = result.study
    if len(study.futures) == 1:
        return {}
    frame = pd.concat(plant_loading_by_future(study, result.values).values())
    groups = frame[frame["year"] == year].groupby("plant")["utilisation"]
    return {str(plant): (float(shares.min()), float(shares.max())) for plant, shares in groups}


def row_of(
    record: Mapping[str, Any], names: Mapping[str, str], ranges: Mapping[str, tuple[float, float]]
) -> dict[str, Any]:
    """Return one bar: the plant, its numbers, its colour and the words beside it."""
    share = float(record["utilisation"])
    found = utilisation_class(share)
    low, high = ranges.get(str(record["plant"]), (share, share))
    return {
        "plant": names[str(record["plant"])],
        "plant_lines": wrapped(names[str(record["plant"])]),
        "utilisation": share,
        "load": float(record["load"]),
        "capacity": float(record["capacity"]),
        "spare": float(record["spare"]),
        "basis": str(record["basis"]).replace("_", " "),
        "fill": found.fill if found else PAGE,
        "place": str(record["plant"]),
        "low": low,
        "high": high,
        "share_words": percent(share),
        "spare_words": thousands(record["spare"]),
        "words": words_of(record, ranges),
    }


def words_of(record: Mapping[str, Any], ranges: Mapping[str, tuple[float, float]]) -> str:
    """Return what a bar says when it is pointed at."""
    text = f"{number(record['load'])} of {number(record['capacity'])} reference cars a year"
    if not ranges:
        return text
    low, high = ranges[str(record["plant"])]
    return f"{text}; {percent(low)} to {percent(high)} across futures"


def title_of(frame: pd.DataFrame, names: Mapping[str, str], year: int, futures: int) -> str:
    """Return the finding: how many plants stand below 60%, and which is the emptiest."""
    if frame.empty:
        return f"No plant has a capacity to fill in {year}"
    shown = frame["utilisation"].round(2)
    share = percent(float(frame["utilisation"].min()))
    last = [names[str(plant)] for plant in frame["plant"][shown == shown.min()]]
    who = listed(last) if len(last) <= FEW else plural(len(last), "plant")
    verb, mean = ("is" if len(last) == 1 else "are"), ("on average over the futures " if futures else "")
    if len(last) == len(frame):
        return f"In {year} {who if len(frame) == 1 else 'every plant'} runs {mean}at {share} of capacity"
    low = int((shown < LOW).sum())
    if not low:
        return (
            f"In {year} every plant runs {mean}at {percent(LOW)} of capacity or more; "
            f"{who} {verb} lowest at {share}"
        )
    return (
        f"In {year} {low} of {plural(len(frame), 'plant')} {'runs' if low == 1 else 'run'} {mean}below "
        f"{percent(LOW)} of capacity; {who} {verb} emptiest at {share}"
    )


def subtitle_of(rows: Sequence[Mapping[str, Any]], left_out: Sequence[str], year: int, futures: int) -> str:
    """Return what is plotted: measure, basis, unit, and the plants that cannot be shown."""
    bases = list(dict.fromkeys(str(row["basis"]) for row in rows))
    basis = f"on the pattern \u201c{bases[0]}\u201d" if len(bases) == 1 else "on the pattern named"
    parts = [f"Load as a share of capacity {basis}, {year}; spare in thousand reference cars a year"]
    if futures:
        parts.append("bar: expected, line: lowest to highest future")
    if left_out:
        names = listed(left_out) if len(left_out) <= FEW else plural(len(left_out), "plant")
        parts.append(f"not shown, as the study states no capacity: {names}")
    return "; ".join(parts)


def description_of(rows: Sequence[Mapping[str, Any]], year: int) -> str:
    """Return the picture in words."""
    if not rows:
        return f"No plant has a capacity to measure a load against in {year}."
    parts = [f"{row['plant']} {percent(row['utilisation'])}" for row in rows]
    spare = sum(max(0.0, row["spare"]) for row in rows)
    return (
        f"Bar chart of the utilisation of each plant in {year}: {listed(parts)}. "
        f"Plants with room have {number(spare)} reference cars a year to spare."
    )


def spec_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, object]:
    """Return the bars between a column of names and two columns of numbers."""
    top = max([1.1, *(row["high"] for row in rows)])
    differs = len({row["basis"] for row in rows}) > 1
    # The columns are drawn inside the place of the bars, so that they shrink with it.
    scale = {
        "type": "quantitative", "title": None, "axis": None,
        "scale": {
            "domain": [0, top], "nice": False, "zero": True,
            "range": [{"expr": f"{NAMES} + 8"}, {"expr": f"width - {NUMBERS}"}],
        },
    }  # fmt: skip
    share, full = {**scale, "field": "utilisation"}, {**scale, "datum": 1.0}
    line = {"type": "rule", "color": INK, "strokeWidth": 2}
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": {"step": 42 if differs else 28},
        "encoding": {"y": {"field": "place", "type": "nominal", "sort": None, "axis": None}},
        "layer": [
            {
                "mark": {"type": "bar", "color": LAND, "height": 16, "aria": False},
                "encoding": {"x": {**scale, "datum": 0}, "x2": {"datum": 1.0}},
            },
            {
                "mark": {"type": "bar", "stroke": INK, "strokeWidth": 1, "height": 16},
                "encoding": {
                    "x": share,
                    "color": {"field": "fill", "type": "nominal", "scale": None},
                    "tooltip": [
                        {"field": "plant", "title": "Plant"},
                        {"field": "share_words", "title": "Utilisation"},
                        {"field": "words", "title": "Load"},
                        {"field": "basis", "title": "Basis"},
                    ],
                },
            },
            {"mark": line, "encoding": {"x": {**scale, "field": "low"}, "x2": {"field": "high"}},
             "transform": [{"filter": "datum.high > datum.low"}]},
            {
                "mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]},
                "encoding": {"x": full, "y": {"value": 0}, "y2": {"value": "height"}},
            },
            *words_beside(differs),
            *headings(full),
        ],
    }  # fmt: skip


def words_beside(differs: bool) -> list[dict[str, Any]]:
    """Return the columns of words: name, with its basis where bases differ, utilisation and spare."""
    layers = [named(dy=-7 if differs else 0)]
    if differs:
        under = {"type": "text", "align": "left", "x": 0, "dy": 13, "fontSize": 11, "color": MUTED}
        layers.append(column({**under, "limit": {"expr": NAMES}}, "basis"))
    right = {"type": "text", "align": "right"}
    layers.append(column({**right, "x": {"expr": f"width - {SPARE}"}, "fontWeight": 600}, "share_words"))
    layers.append(column({**right, "x": {"expr": "width"}}, "spare_words"))
    return layers


def headings(full: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the headings above the columns, and what the dashed line stands for."""
    style = {"type": "text", "fontSize": 11, "color": MUTED}
    above = -10
    spare = {"expr": f"{NARROW} ? 'Spare' : 'Spare, thousand'"}
    return [
        one_mark({**style, "text": "100%"}, above, {"x": full}),
        one_mark({**style, "align": "right", "x": {"expr": f"width - {SPARE}"}, "text": "Used"}, above),
        one_mark({**style, "align": "right", "x": {"expr": "width"}, "text": spare}, above),
    ]
