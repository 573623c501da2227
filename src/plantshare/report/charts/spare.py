"""Where spare capacity is, plant by plant and year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.columns import NAMES, NARROW, column
from plantshare.report.home import Home, home_of
from plantshare.report.names import names_of
from plantshare.report.palette import ACCENT, INK, LINE, LOSS, PAGE, ink_on
from plantshare.report.theme import VEGA_LITE
from plantshare.report.tints import mixed, strongest
from plantshare.report.words import listed, number, plural, thousands, vehicles
from plantshare.report.years import reference_year
from plantshare.results import Result

__all__ = ["spare", "tint"]

ROW_HEIGHT = 38
TOTAL = "total"
"""Place of the row of sums."""
STEEPNESS = 0.7
NAME_COLUMN = f"({NARROW} ? 0 : {NAMES} + 8)"
"""Where the cells begin: names stand above them where the chart is narrow."""

FIELDS = (
    Field(name="plant", label="Plant"),
    Field(name="year", label="Year", kind="year"),
    Field(name="spare", label="Spare", unit="reference cars a year", kind="number"),
    Field(name="load", label="Load", unit="reference cars a year", kind="number"),
    Field(name="capacity", label="Capacity", unit="reference cars a year", kind="number"),
    Field(name="basis", label="Basis"),
)
TOOLTIP = (
    {"field": "plant", "title": "Plant"},
    {"field": "year", "title": "Year"},
    {"field": "words", "title": "Spare"},
    {"field": "basis", "title": "Basis"},
)


def spare(result: Result, year: int | None = None) -> Chart:
    """Return the heat map of spare capacity: a row for each plant, a column for each year.

    Plants at home come first, the one with most room in the year of the title on top, and their room is
    summed in a row below; a plant above its basis takes nothing from the sum. Other plants follow.

    Parameters
    ----------
    year
        Planned year that the title and the order are about; by default the year of the target, else the
        last.

    Raises
    ------
    LabelError
        If the year is not planned.
    """
    study = result.study
    home, at = home_of(study), reference_year(study, year)
    frame = result.plant_loading()
    frame = frame[frame["capacity"] > 0]
    own = frame[frame["plant"].isin(home.plants)]
    abroad = frame[~frame["plant"].isin(home.plants)]
    order = [*ordered(own, at), *ordered(abroad, at)]
    names, sums = names_of(study, "plants"), room_by_year(own)
    # The plants at home set the scale: one large plant abroad would leave them all pale.
    limit = float((own if len(own) else frame)["spare"].abs().max())
    cells = cells_of(frame, order, names, limit)
    summed = total_cells(sums, home) if own["plant"].nunique() > 1 else []
    rows = [*cells, *summed]
    places = [*ordered(own, at), *([TOTAL] if summed else ()), *ordered(abroad, at)]
    return Chart(
        name="spare",
        title=title_of(own, sums, names, home, at),
        subtitle=subtitle_of(frame, [int(each) for each in study.years], len(study.futures)),
        description=description_of(own, sums, names, home, at),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(rows, places, at),
        formula=(
            "spare[p,t] = available capacity[p,t] - load[p,t], in the narrowest kind of shop on its basis, "
            "less outages; room[t] = sum_p max(0, spare[p,t])"
        ),
        reads=("shops", "shop_patterns", "shift_patterns", "routes"),
        behind=tuple(
            tuple(
                f"plants.{plant}.capacity"
                for plant in (home.plants if row["place"] == TOTAL else [row["place"]])
            )
            for row in rows
        ),
    )


def ordered(frame: pd.DataFrame, year: int) -> list[str]:
    """Return plants with most spare capacity in a year first."""
    at = frame[frame["year"] == year].sort_values("spare", ascending=False, kind="stable")
    return [str(plant) for plant in at["plant"]]


def room_by_year(frame: pd.DataFrame) -> dict[int, float]:
    """Return the sum of what is spare by year, plants above their basis left out, reference cars a year."""
    sums = frame["spare"].clip(lower=0).groupby(frame["year"]).sum()
    return {int(year): float(room) for year, room in sums.items()}


def cells_of(
    frame: pd.DataFrame, order: Sequence[str], names: Mapping[str, str], limit: float
) -> list[dict[str, Any]]:
    """Return one row for each plant and year, with its colour on a scale that ends at a limit."""
    rank = {plant: place for place, plant in enumerate(order)}
    frame = frame.assign(rank=frame["plant"].map(rank)).sort_values(["rank", "year"], kind="stable")
    rows = []
    for record in frame.to_dict("records"):
        fill = tint(float(record["spare"]), limit)
        rows.append(
            {
                "plant": names[str(record["plant"])],
                "year": int(record["year"]),
                "spare": float(record["spare"]),
                "load": float(record["load"]),
                "capacity": float(record["capacity"]),
                "basis": str(record["basis"]).replace("_", " "),
                "fill": fill,
                "ink": ink_on(fill),
                "place": str(record["plant"]),
                "words": f"{thousands(float(record['spare']))} thousand reference cars a year",
                "short": number(float(record["spare"]) / 1000),
            }
        )
    return rows


def total_cells(sums: Mapping[int, float], home: Home) -> list[dict[str, Any]]:
    """Return the row of sums, which stands outside the scale of colours."""
    called = f"Room {home.where}" if home.country else "Room in all plants"
    return [
        {
            "plant": called,
            "year": year,
            "spare": room,
            "load": None,
            "capacity": None,
            "basis": "sum of what is spare",
            "fill": PAGE,
            "ink": INK,
            "place": TOTAL,
            "words": f"{thousands(room)} thousand reference cars a year",
            "short": number(room / 1000),
        }
        for year, room in sums.items()
    ]


def tint(value: float, limit: float) -> str:
    """Return the colour of a value on the scale that is white at zero, blue above and brown below.

    The ends are as strong as ink can still be read on them.

    Examples
    --------
    >>> tint(0.0, 5.0), tint(5.0, 5.0) == tint(9.0, 9.0), tint(-5.0, 5.0) == tint(5.0, 5.0)
    ('#FFFFFF', True, False)
    """
    # Steeper near zero, where the sign is the news.
    share = min(abs(value) / limit, 1.0) ** STEEPNESS if limit else 0.0
    return mixed(strongest(ACCENT if value > 0 else LOSS), share)


def title_of(
    own: pd.DataFrame, sums: Mapping[int, float], names: Mapping[str, str], home: Home, year: int
) -> str:
    """Return the finding: how much room there is in a year, and where most of it is."""
    at = own[own["year"] == year]
    if at.empty:
        return f"The study states no capacity of plants {home.where}"
    if sums[year] < 0.5:
        place = f" {home.where}" if home.country else ""
        return f"In {year} no plant{place} has room; each is full or over its basis"
    most = float(at["spare"].max())
    best = [names[str(plant)] for plant in at["plant"][at["spare"] >= most - 0.5]]
    where = home.where if home.country else "in all plants together"
    room = f"In {year} there is room for {vehicles(sums[year])} more reference cars a year {where}"
    if (at["spare"] > 0).sum() == 1:
        return f"{room}, all of it at {best[0]}"
    if len(best) == len(at):
        return f"{room}, {vehicles(most)} at each plant"
    return f"{room}, most at {listed(best)} ({vehicles(most)}{' each' if len(best) > 1 else ''})"


def subtitle_of(frame: pd.DataFrame, years: Sequence[int], futures: int) -> str:
    """Return what is plotted: measure, unit, basis, years."""
    bases = [str(basis).replace("_", " ") for basis in dict.fromkeys(frame["basis"])]
    basis = f"on the pattern \u201c{bases[0]}\u201d" if len(bases) == 1 else "on the basis of each plant"
    mean = f", expected over {futures} futures" if futures > 1 else ""
    return (
        f"Spare capacity {basis}, thousand reference cars a year, {years[0]} to {years[-1]}{mean}; blue: "
        "room, brown: over the basis"
    )


def description_of(
    own: pd.DataFrame, sums: Mapping[int, float], names: Mapping[str, str], home: Home, year: int
) -> str:
    """Return the picture in words."""
    if not sums:
        return "Heat map of spare capacity without any plant."
    at = own[own["year"] == year].sort_values("spare", ascending=False, kind="stable")
    parts = [
        f"{names[str(plant)]} {number(spare)}" for plant, spare in zip(at["plant"], at["spare"], strict=True)
    ]
    first, last = min(sums), max(sums)
    count = int((at["spare"] < 0).sum())
    over = f"{plural(count, 'plant')} over the basis" if count else "no plant is over the basis"
    return (
        f"Heat map of spare capacity by plant and year. In {year}, in reference cars a year: {listed(parts)};"
        f" {over}. Room {home.where} goes from {number(sums[first])} in {first}"
        f" to {number(sums[last])} in {last}."
    )


def spec_of(rows: Sequence[Mapping[str, Any]], places: Sequence[str], year: int) -> dict[str, object]:
    """Return the cells with their numbers; names stand beside them, or above where it is narrow."""
    years = sorted({int(row["year"]) for row in rows})
    longest = max([1, *(len(str(row["short"])) for row in rows)])
    # Numbers are left out together where the longest would not fit its cell.
    fits = f"(width - {NAME_COLUMN}) / {max(1, len(years))} >= {6.2 * longest + 2:.0f}"
    across = {
        "field": "year", "type": "ordinal", "title": None,
        "scale": {"domain": years, "range": [{"expr": NAME_COLUMN}, {"expr": "width"}], "padding": 0},
        "axis": {"orient": "top", "labelAngle": 0, "domain": False, "ticks": False,
                 "labelOverlap": "parity", "labelSeparation": 6},
    }  # fmt: skip
    bold = f"datum.year == {year} || datum.place == '{TOTAL}'"
    lower = {"expr": f"{NARROW} ? 7 : 0"}
    cell = {"type": "rect", "stroke": LINE, "strokeWidth": 1, "yOffset": lower,
            "height": {"expr": f"{NARROW} ? 20 : {ROW_HEIGHT - 4}"}}  # fmt: skip
    figure = {"type": "text", "fontSize": {"expr": f"{NARROW} ? 11 : 12"}, "yOffset": lower,
              "opacity": {"expr": f"{fits} ? 1 : 0"},
              "fontWeight": {"expr": f"{bold} ? 600 : 400"}}  # fmt: skip
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": {"step": ROW_HEIGHT},
        "encoding": {
            "y": {"field": "place", "type": "nominal", "axis": None, "scale": {"domain": list(places)}}
        },
        "layer": [
            {
                "mark": cell,
                "encoding": {
                    "x": across,
                    "color": {"field": "fill", "type": "nominal", "scale": None},
                    "tooltip": list(TOOLTIP),
                },
            },
            {
                "mark": figure,
                "encoding": {
                    "x": across,
                    "text": {"field": "short", "type": "nominal"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
            name_layer(years),
        ],
    }


def name_layer(years: Sequence[int]) -> dict[str, Any]:
    """Return the names, beside their cells or above them."""
    mark = {
        "type": "text", "align": "left", "x": 0, "dy": {"expr": f"{NARROW} ? -11 : 0"},
        "limit": {"expr": f"{NARROW} ? width : {NAMES}"}, "fontSize": {"expr": f"{NARROW} ? 11 : 12"},
        "fontWeight": {"expr": f"datum.place == '{TOTAL}' ? 600 : 400"},
    }  # fmt: skip
    return {
        "transform": [{"filter": f"datum.year == {min(years, default=0)}"}],
        **column(mark, "plant"),
    }
