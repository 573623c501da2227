"""What is built each year, stacked by the company that sells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.charts.stacked import label_places
from plantshare.report.columns import NARROW
from plantshare.report.home import Home, home_of
from plantshare.report.names import names_of
from plantshare.report.palette import BRANDS, OTHER, WHITE, ink_on
from plantshare.report.theme import VEGA_LITE
from plantshare.report.tints import mixed, readable
from plantshare.report.words import listed, number, percent, thousands, vehicles
from plantshare.report.years import reference_year
from plantshare.results import Result
from plantshare.results.plan import volumes as built_volumes
from plantshare.study.parties import brand_company, is_guest

__all__ = ["volumes"]

HEIGHT = 320
LINE_HEIGHT = 15
LABELS = f"({NARROW} ? 124 : min(175, 0.24 * width))"
"""Width of the column of names at the right, pixels."""
PALE = 0.25
"""Share of its colour in what a brand builds as a guest; its outline has all of it."""
LEAST = 0.5
"""Vehicles a year below this come from the rounding of the solver."""

FIELDS = (
    Field(name="year", label="Year", kind="year"),
    Field(name="brand", label="Brand"),
    Field(name="guest", label="As a guest", kind="flag"),
    Field(name="units", label="Built", unit="vehicles a year", kind="number"),
    Field(name="share", label="Share of the year", unit="%", kind="share", digits=1),
)


def volumes(result: Result, year: int | None = None) -> Chart:
    """Return the vehicles built by year, stacked by the company that sells them.

    Counted are the plants of the country of the first target, all plants where there is no target. Own
    output, or that in a joint venture, is filled; what a brand builds as a guest stands above it, pale
    with an outline. Six brands are coloured, the others are grey.

    Parameters
    ----------
    year
        Planned year of the title; by default the year of the target, else the last.

    Raises
    ------
    LabelError
        If the year is not planned.
    """
    study = result.study
    home, at = home_of(study), reference_year(study, year)
    frame = built_by_brand(result, home)
    brands = sizes_of(frame)
    coloured = dict(zip(brands, BRANDS, strict=False))
    names = names_of(study, "companies")
    years = [int(each) for each in study.years]
    rows = rows_of(frame, years, coloured, names)
    return Chart(
        name="volumes",
        title=title_of(frame, names, home, at),
        subtitle=subtitle_of(rows, home, years, len(study.futures)) + weights_note(result, home),
        description=description_of(frame, names, home, at, years),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(rows, years, at),
        formula=(
            "units[b,t] = sum over options j of brand b in the plants counted of built[j,t], expected over "
            "futures; share[b,t] = units[b,t] / sum_b units[b,t]"
        ),
        reads=("options", "vehicles", "demand", "incumbents", "plants"),
        behind=behind_of(result, home, rows),
    )


def built_by_brand(result: Result, home: Home) -> pd.DataFrame:
    """Return what brands build in the plants counted: columns brand, guest, year, units."""
    study = result.study
    frame = built_volumes(result, "option", "plant", "year")
    frame = frame[frame["plant"].isin(home.plants)]
    frame = frame.assign(
        brand=frame["option"].map(brand_company(study).to_series()),
        guest=frame["option"].map(is_guest(study).to_series()),
    )
    sums = frame.groupby(["brand", "guest", "year"], sort=False)["units"].sum().reset_index()
    return sums[sums["units"] >= LEAST].reset_index(drop=True)


def sizes_of(frame: pd.DataFrame) -> list[str]:
    """Return the brands with the most vehicles over all years first."""
    sums = frame.groupby("brand", sort=False)["units"].sum().sort_values(ascending=False, kind="stable")
    return [str(brand) for brand in sums.index]


def rows_of(
    frame: pd.DataFrame, years: Sequence[int], coloured: Mapping[str, str], names: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return one row for each year, brand and way of building, with its place in the stack.

    Own output is at the bottom, the largest brand lowest; guests are on top of it.
    """
    if frame.empty:
        return []
    table = frame.pivot_table(index=["brand", "guest"], columns="year", values="units", aggfunc="sum")
    table = table.reindex(columns=list(years)).fillna(0.0)
    rank = {brand: place for place, brand in enumerate(sizes_of(frame))}
    series = sorted(
        ((str(brand), bool(guest)) for brand, guest in table.index), key=lambda each: (each[1], rank[each[0]])
    )
    totals = table.sum()
    rows = []
    for year in years:
        foot = 0.0
        for brand, guest in series:
            units = float(table.loc[(brand, guest), year])
            rows.append(
                {
                    "year": year,
                    "brand": names[brand],
                    "guest": guest,
                    "units": units,
                    "share": units / float(totals[year]) if totals[year] else None,
                    "from": foot,
                    "to": foot + units,
                    "words": f"{thousands(units)} thousand vehicles a year{' as a guest' if guest else ''}",
                    "short": number(units / 1000),
                    "company": brand,
                    "is_other": brand not in coloured,
                    **colours_of(coloured.get(brand, OTHER), guest),
                }
            )
            foot += units
    return rows


def colours_of(colour: str, guest: bool) -> dict[str, str]:
    """Return fill, outline and ink of one part of a stack."""
    full = readable(colour)
    fill = mixed(full, PALE) if guest else full
    return {"fill": fill, "outline": colour if guest else WHITE, "ink": ink_on(fill)}


def behind_of(result: Result, home: Home, rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, ...], ...]:
    """Return the figures behind each row: today's output of what is built today, else the demand."""
    study = result.study
    brand, guest = brand_company(study).to_series(), is_guest(study).to_series()
    today, vehicle = study.has("incumbents").to_series(), study["options.vehicle"].to_series()
    frame = built_volumes(result, "option", "plant", "year")
    frame = frame[frame["plant"].isin(home.plants) & (frame["units"] >= LEAST)]
    paths: dict[tuple[str, bool, int], dict[str, None]] = {}
    for option, year in zip(frame["option"], frame["year"], strict=True):
        path = f"incumbents.{option}.built" if today[option] else f"vehicles.{vehicle[option]}.demand"
        paths.setdefault((str(brand[option]), bool(guest[option]), int(year)), {})[path] = None
    return tuple(tuple(paths.get((row["company"], row["guest"], row["year"]), ())) for row in rows)


def title_of(frame: pd.DataFrame, names: Mapping[str, str], home: Home, year: int) -> str:
    """Return the finding: who builds most of what is built in a year, and how much guests build."""
    at = frame[frame["year"] == year]
    place = home.where if home.country else "in all plants"
    if at.empty:
        return f"No vehicle is planned {place} in {year}"
    total = float(at["units"].sum())
    planned = f"the {vehicles(total)} vehicles planned {place} in {year}"
    brands = at.groupby("brand")["units"].sum().sort_values(ascending=False, kind="stable")
    called = [names[str(brand)] for brand in brands.index]
    if len(called) == 1:
        title = f"{called[0]} builds all of {planned}"
    elif len(called) == 2:
        title = f"{called[0]} builds {percent(brands.iloc[0] / total)} of {planned}, {called[1]} the rest"
    else:
        title = f"{listed(called[:2])} build {percent(brands.iloc[:2].sum() / total)} of {planned}"
    guests = float(at["units"][at["guest"]].sum())
    return f"{title}; guests build {vehicles(guests)}" if guests >= LEAST else title


def subtitle_of(rows: Sequence[Mapping[str, Any]], home: Home, years: Sequence[int], futures: int) -> str:
    """Return what is plotted: measure, unit, place, years, and how guests are told apart."""
    mean = f", expected over {futures} futures" if futures > 1 else ""
    text = (
        f"Vehicles built {home.where} by the company that sells them, thousand a year, {years[0]} to "
        f"{years[-1]}{mean}"
    )
    if any(row["guest"] for row in rows):
        text += "; pale with an outline: built as a guest in the plant of another company"
    return text


def weights_note(result: Result, home: Home) -> str:
    """Return a note where a target counts less, or more, of a vehicle than one."""
    study = result.study
    weight, plant = study["options.count_weight"].to_series(), study["options.plant"].to_series()
    frame = built_volumes(result, "option", "plant")
    used = frame["option"][(frame["units"] >= LEAST) & frame["plant"].isin(home.plants)]
    if not home.country or (weight[used] == 1).all():
        return ""
    names = names_of(study, "plants")
    places = listed(sorted({names[str(plant[option])] for option in used if weight[option] != 1}))
    return f"; a vehicle counts as one here, where a target counts some from {places} in part"


def description_of(
    frame: pd.DataFrame, names: Mapping[str, str], home: Home, year: int, years: Sequence[int]
) -> str:
    """Return the picture in words."""
    totals = frame.groupby("year")["units"].sum()
    first, last = (float(totals.get(each, 0.0)) for each in (years[0], years[-1]))
    at = frame[frame["year"] == year].sort_values("units", ascending=False, kind="stable")
    parts = [
        f"{names[str(row.brand)]}{' as a guest' if row.guest else ''} {number(row.units)}"
        for row in at.itertuples()
    ]
    return (
        f"Stacked columns of the vehicles built {home.where} by year. They go from {number(first)} in "
        f"{years[0]} to {number(last)} in {years[-1]}. In {year}: {listed(parts) or 'none'}."
    )


def spec_of(rows: Sequence[Mapping[str, Any]], years: Sequence[int], year: int) -> dict[str, object]:
    """Return the stacks with their numbers, their sums above and the names of the brands at the right."""
    top = max([1.0, *(float(row["to"]) for row in rows)])
    step = f"((width - {LABELS}) / {len(years)})"
    across = {
        "field": "year", "type": "ordinal", "title": None,
        "scale": {"domain": list(years), "range": [0, {"expr": f"width - {LABELS}"}], "paddingInner": 0.14,
                  "paddingOuter": 0.07},
        "axis": {"labelAngle": 0, "labelOverlap": "parity", "labelSeparation": 5, "ticks": False},
    }  # fmt: skip
    up = {"field": "from", "type": "quantitative", "title": None, "axis": None,
          "scale": {"domain": [0, 1.06 * top], "nice": False}}  # fmt: skip
    # A number is written where its part of the stack is high and wide enough for it.
    fits = f"(datum.to - datum.from) * {HEIGHT / (1.06 * top):.6g} >= 13 && {step} >= 30"
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": HEIGHT,
        "encoding": {"x": across},
        "layer": [
            {
                "transform": [{"filter": "datum.units > 0"}],
                "mark": {"type": "bar", "strokeWidth": {"expr": "datum.guest ? 2 : 0.5"}},
                "encoding": {
                    "y": up,
                    "y2": {"field": "to"},
                    "color": {"field": "fill", "type": "nominal", "scale": None},
                    "stroke": {"field": "outline", "type": "nominal", "scale": None},
                    "tooltip": [
                        {"field": "brand", "title": "Brand"},
                        {"field": "year", "title": "Year"},
                        {"field": "words", "title": "Built"},
                    ],
                },
            },
            {
                "transform": [
                    {"filter": "datum.units > 0"}, {"calculate": "(datum.from + datum.to) / 2", "as": "mid"},
                ],
                "mark": {"type": "text", "fontSize": 11, "opacity": {"expr": f"{fits} ? 1 : 0"}},
                "encoding": {
                    "y": {**up, "field": "mid"},
                    "text": {"field": "short", "type": "nominal"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
            sums_layer(up, years, year, step),
            *label_layers(rows, years, up, 1.06 * top),
        ],
    }  # fmt: skip


def sums_layer(up: Mapping[str, Any], years: Sequence[int], year: int, step: str) -> dict[str, Any]:
    """Return the sum above each stack; where these are thin, for the first, the last and the year named."""
    kept = sorted({years[0], year, years[-1]})
    shown = f"{step} >= 21 || indexof({kept}, datum.year) >= 0 ? 1 : 0"
    return {
        "transform": [
            {"aggregate": [{"op": "sum", "field": "units", "as": "total"}], "groupby": ["year"]},
            {"calculate": "format(datum.total / 1000, ',.0f')", "as": "shown_total"},
        ],
        "mark": {
            "type": "text", "dy": -8, "fontSize": 11, "opacity": {"expr": shown},
            "fontWeight": {"expr": f"datum.year == {year} ? 700 : 400"},
        },
        "encoding": {
            "y": {**up, "field": "total"},
            "text": {"field": "shown_total", "type": "nominal"},
        },
    }  # fmt: skip


def label_layers(
    rows: Sequence[Mapping[str, Any]], years: Sequence[int], up: Mapping[str, Any], top: float
) -> list[dict[str, Any]]:
    """Return the name of each part at the right of the last stack, with its colour."""
    labels = labels_of(rows, years)
    places = label_places([label["mid"] for label in labels], LINE_HEIGHT * top / HEIGHT, top)
    values = [{**label, "at": place} for label, place in zip(labels, places, strict=True)]
    # The names stand for the parts of the last stack and are no rows of their own.
    data, start = {"values": values}, f"width - {LABELS}"
    place = {**up, "field": "at"}
    swatch = {"type": "point", "shape": "square", "filled": True, "size": 90, "opacity": 1, "aria": False,
              "strokeWidth": 1.5}  # fmt: skip
    name = {"type": "text", "align": "left", "limit": {"expr": f"{LABELS} - 19"},
            "fontSize": {"expr": f"{NARROW} ? 11 : 12"}}  # fmt: skip
    return [
        {
            "data": data,
            "mark": swatch,
            "encoding": {
                "x": {"value": {"expr": f"{start} + 10"}},
                "y": place,
                "fill": {"field": "fill", "type": "nominal", "scale": None},
                "stroke": {"field": "outline", "type": "nominal", "scale": None},
            },
        },
        {
            "data": data,
            "transform": [{"calculate": f"{NARROW} ? datum.short_label : datum.label", "as": "shown_label"}],
            "mark": name,
            "encoding": {
                "x": {"value": {"expr": f"{start} + 19"}},
                "y": place,
                "text": {"field": "shown_label", "type": "nominal"},
            },
        },
    ]


def labels_of(rows: Sequence[Mapping[str, Any]], years: Sequence[int]) -> list[dict[str, Any]]:
    """Return the names of the parts of the last stack from below, with the middle and colours of each.

    Grey brands that stand next to each other share one name. A brand that has ended says so.
    """
    parts: dict[tuple[str, bool], list[Mapping[str, Any]]] = {}
    for row in rows:
        key = ("" if row["is_other"] else str(row["company"]), bool(row["guest"]))
        parts.setdefault(key, []).append(row)
    labels = []
    for each in parts.values():
        last = [row for row in each if row["year"] == years[-1]]
        brands = list(dict.fromkeys(str(row["brand"]) for row in each))
        name = brands[0] if len(brands) == 1 else f"{len(brands)} other brands"
        short = f"{name}, guest" if each[0]["guest"] else name
        until = max(row["year"] for row in each if row["units"] > 0)
        labels.append(
            {
                "label": short if until == years[-1] else f"{short} to {until}",
                "short_label": short,
                "mid": (last[0]["from"] + last[-1]["to"]) / 2,
                "fill": last[0]["fill"],
                "outline": last[0]["outline"] if last[0]["guest"] else last[0]["fill"],
            }
        )
    return labels
