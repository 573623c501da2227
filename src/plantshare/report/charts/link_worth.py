"""What each further link of plant and vehicle would add, as a heat map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.flexibility import StudyFlexibility
from plantshare.flexibility.design import Link
from plantshare.flexibility.of_study import FEW_ERRORS
from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.columns import NAMES, NARROW, column
from plantshare.report.flexibility_words import FIGURES, digits_of, draws_words
from plantshare.report.names import names_of
from plantshare.report.palette import ACCENT, HOST, INK, LINE, PAGE, ink_on
from plantshare.report.theme import VEGA_LITE
from plantshare.report.tints import mixed, strongest
from plantshare.report.words import listed, number, plural

__all__ = ["link_worth"]

ROW_HEIGHT = 30
STEEPNESS = 0.7
"""Below 1, so that small worths can still be told from none."""
BEST = 3
"""Links that the alternative text names."""
START = f"({NARROW} ? 0 : {NAMES} + 8)"
"""Where the cells begin: names stand above them where the chart is narrow."""

FIELDS = (
    Field(name="plant", label="Plant"),
    Field(name="vehicle", label="Vehicle"),
    Field(name="state", label="Link"),
    Field(name="worth", label="Adds", unit="vehicles a year", kind="number", digits=1),
    Field(name="standard_error", label="Standard error", unit="vehicles a year", kind="number", digits=1),
    Field(name="option", label="Option in the study"),
)
TOOLTIP = (
    {"field": "plant", "title": "Plant"},
    {"field": "vehicle", "title": "Vehicle"},
    {"field": "words", "title": "Link"},
    {"field": "option", "title": "Option in the study"},
)


def link_worth(found: StudyFlexibility) -> Chart:
    """Return the heat map of what each link would add: a row for each vehicle, a column for each plant.

    Links that are there are grey, links that cannot exist are left empty, and all others are the bluer the
    more vehicles a year they would add to the present links.

    Parameters
    ----------
    found
        What flexibility is worth in a study.
    """
    rows = rows_of(found)
    plants = [names_of(found.study, "plants")[plant] for plant in found.network.plants]
    return Chart(
        name="link_worth",
        title=title_of(found),
        subtitle=subtitle_of(found),
        description=description_of(found),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of(rows, plants),
        formula=(
            "worth[p,v] = mean over draws of (sales with the link - sales without it); sales = least cut of "
            "plants (capacity), links and vehicles (demand)"
        ),
        reads=FIGURES,
        behind=tuple((f"plants.{row['place']}.capacity",) for row in rows),
    )


def rows_of(found: StudyFlexibility) -> list[dict[str, Any]]:
    """Return one row for each pair of plant and vehicle; Any: cells are numbers and words."""
    network = found.network
    worths = {each.link: each for each in found.worths}
    limit = max((each.worth for each in found.worths), default=0.0)
    rows = []
    for vehicle in range(len(network.vehicles)):
        for plant in range(len(network.plants)):
            link = (plant, vehicle)
            each = worths.get(link)
            worth = None if each is None else each.worth
            fill = fill_of(found, link, worth, limit)
            rows.append(
                {
                    **names_in(found, link),
                    "state": state_of(found, link),
                    "worth": worth,
                    "standard_error": None if each is None else each.standard_error,
                    "option": "; ".join(network.options.get(link, ())) or "none",
                    "fill": fill,
                    "ink": ink_on(fill),
                    "short": "built" if link in network.present else short(found, worth),
                    "words": words_of(found, link, worth),
                    "place": network.plants[plant],
                    "line": network.vehicles[vehicle],
                }
            )
    return rows


def names_in(found: StudyFlexibility, link: Link) -> dict[str, str]:
    """Return plant and vehicle of a link as a reader sees them."""
    plants, vehicles = names_of(found.study, "plants"), names_of(found.study, "vehicles")
    return {"plant": plants[found.plant_of(link)], "vehicle": vehicles[found.vehicle_of(link)]}


def state_of(found: StudyFlexibility, link: Link) -> str:
    """Return whether a link is there, could exist, or cannot."""
    if link in found.network.present:
        return "there today"
    return "could exist" if link in found.network.possible else "cannot exist"


def fill_of(found: StudyFlexibility, link: Link, worth: float | None, limit: float) -> str:
    """Return the colour of a cell: grey where the link is there, blue by worth, empty where it cannot be."""
    if link in found.network.present:
        return HOST
    if worth is None:
        return PAGE
    share = (max(worth, 0.0) / limit) ** STEEPNESS if limit > 0 else 0.0
    return mixed(strongest(ACCENT), share)


def short(found: StudyFlexibility, worth: float | None) -> str:
    """Return a worth as it stands in its cell, in the unit of the subtitle; nothing for none."""
    if worth is None:
        return ""
    shown = worth / scale_of(found)
    return number(shown, 1 if 0.05 <= abs(shown) < 99.95 else 0)


def scale_of(found: StudyFlexibility) -> float:
    """Return how many vehicles the number in a cell counts: a thousand in a large study."""
    return 1.0 if digits_of(found) else 1000.0


def words_of(found: StudyFlexibility, link: Link, worth: float | None) -> str:
    """Return what a cell says when it is pointed at."""
    if worth is None:
        return state_of(found, link)
    gates = "; a gate is not known" if link in found.network.unknown else ""
    return f"adds {number(worth, digits_of(found))} vehicles a year{gates}"


def title_of(found: StudyFlexibility) -> str:
    """Return the finding: the best link and the ceiling."""
    digits, year = digits_of(found), found.year
    full = number(found.ceiling.gain, digits)
    if not found.worths:
        return f"In {year} every link that could exist is there already"
    if found.worths[0].worth <= FEW_ERRORS * found.worths[0].standard_error:
        return f"In {year} no further link of plant and vehicle would add sales"
    best = names_in(found, found.worths[0].link)
    added = number(found.worths[0].worth, digits)
    return (
        f"In {year} the best further link, {best['vehicle']} at {best['plant']}, adds {added} vehicles "
        f"a year; all that could exist add {full}"
    )


def subtitle_of(found: StudyFlexibility) -> str:
    """Return what is plotted: measure, unit, how demand was taken."""
    unit = "vehicles a year" if digits_of(found) else "thousand vehicles a year"
    return (
        f"Mean sales that each link adds alone, {unit}; grey: built there today, empty: cannot exist; "
        f"{draws_words(found)}"
    )


def description_of(found: StudyFlexibility) -> str:
    """Return the picture in words: how many links, and which add most."""
    network, digits = found.network, digits_of(found)
    best = [
        f"{names['vehicle']} at {names['plant']} {number(each.worth, digits)}"
        for each in found.worths[:BEST]
        if (names := names_in(found, each.link))
    ]
    most = f" Most is added, in vehicles a year, by {listed(best)}." if best else ""
    return (
        f"Heat map of {plural(len(network.vehicles), 'vehicle')} by {plural(len(network.plants), 'plant')}: "
        f"{plural(len(network.present), 'link')} there today, {len(network.possible):,} could exist.{most}"
    )


def spec_of(rows: Sequence[Mapping[str, Any]], plants: Sequence[str]) -> dict[str, Any]:
    """Return the cells with their numbers; Any: JSON. Vehicles stand beside them, or above where narrow."""
    places = list(dict.fromkeys(str(row["place"]) for row in rows))
    lines = list(dict.fromkeys(str(row["line"]) for row in rows))
    longest = max([1, *(len(str(row["short"])) for row in rows)])
    fits = f"(width - {START}) / {max(1, len(places))} >= {6.2 * longest + 3:.0f}"
    called = ", ".join(f"{place!r}: {name!r}" for place, name in zip(places, plants, strict=True))
    across = {
        "field": "place", "type": "ordinal", "title": None,
        "scale": {"domain": places, "range": [{"expr": START}, {"expr": "width"}], "padding": 0},
        "axis": {"orient": "top", "labelAngle": -90, "labelAlign": "left", "domain": False, "ticks": False,
                 "labelExpr": f"({{{called}}})[datum.label]", "labelLimit": 120, "labelOverlap": False},
    }  # fmt: skip
    lower = {"expr": f"{NARROW} ? 7 : 0"}
    cell = {"type": "rect", "stroke": LINE, "strokeWidth": 1, "yOffset": lower,
            "height": {"expr": f"{NARROW} ? 15 : {ROW_HEIGHT - 3}"}}  # fmt: skip
    figure = {"type": "text", "fontSize": {"expr": f"{NARROW} ? 11 : 12"}, "yOffset": lower,
              "opacity": {"expr": f"{fits} ? 1 : 0"}}  # fmt: skip
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": {"step": ROW_HEIGHT},
        "encoding": {"y": {"field": "line", "type": "nominal", "axis": None, "scale": {"domain": lines}}},
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
            name_layer(places[0] if places else ""),
        ],
    }


def name_layer(first: str) -> dict[str, Any]:
    """Return the names of vehicles, beside their cells or above them; Any: JSON."""
    mark = {
        "type": "text", "align": "left", "x": 0, "dy": {"expr": f"{NARROW} ? -8 : 0"}, "color": INK,
        "limit": {"expr": f"{NARROW} ? width : {NAMES}"}, "fontSize": {"expr": f"{NARROW} ? 11 : 12"},
    }  # fmt: skip
    return {"transform": [{"filter": f"datum.place == {first!r}"}], **column(mark, "vehicle")}
