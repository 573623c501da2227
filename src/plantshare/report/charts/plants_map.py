"""Where the plants are, how large and how full, and where their vehicles go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.report.chart import Cell, Chart, Field
from plantshare.report.home import Home, home_of, with_article
from plantshare.report.maps.features import Place, Plant, Sites
from plantshare.report.maps.picture import map_spec
from plantshare.report.maps.placeless import placeless_spec
from plantshare.report.maps.regions import Region, outline_for
from plantshare.report.maps.showing import panels_of, regions_of
from plantshare.report.maps.sites import sites_of
from plantshare.report.outline import CREDITS, OutlineName, country_name
from plantshare.report.palette import PAGE, utilisation_class
from plantshare.report.words import listed, number, percent, plural, vehicles
from plantshare.report.years import reference_year
from plantshare.results import Result

__all__ = ["plants_map"]

FEW = 3
"""So many plants are named in a sentence; more are counted."""

FIELDS = (
    Field(name="plant", label="Plant"),
    Field(name="company", label="Company"),
    Field(name="country", label="Country"),
    Field(name="utilisation", label="Utilisation", unit="% of capacity", kind="share"),
    Field(name="load", label="Load", unit="reference cars a year", kind="number"),
    Field(name="capacity", label="Capacity", unit="reference cars a year", kind="number"),
    Field(name="spare", label="Spare", unit="reference cars a year", kind="number"),
    Field(name="built", label="Built", unit="vehicles a year", kind="number"),
    Field(name="markets", label="Shipped to", unit="vehicles a year"),
)


def plants_map(result: Result, year: int | None = None) -> Chart:
    """Return a map of the plants: area by capacity, colour by utilisation, flows as lines.

    Plants and markets without a place are named below the map and stand in the table.

    Parameters
    ----------
    year
        A planned year; by default the year of the target, else the last.

    Raises
    ------
    LabelError
        If the year is not planned.
    """
    study, home = result.study, home_of(result.study)
    sites = sites_of(result, home, reference_year(study, year))
    notes, outline = notes_of(sites), outline_for(sites.plant_places.values())
    return Chart(
        name="plants_map",
        title=title_of(sites, home, len(study.futures)),
        subtitle=subtitle_of(result, sites.year),
        description=description_of(sites, home),
        fields=FIELDS,
        rows=tuple(row_of(plant, sites) for plant in sites.plants),
        spec=spec_of(sites, home, notes, outline),
        component="map",
        content=content_of(sites, regions_of(sites, home), outline),
        formula=(
            "utilisation[p,t] = load[p,t] / capacity[p,basis]; flow[p,m,t] = sum of what the options of "
            "plant p ship to market m; spare[p,t] = available capacity of the narrowest kind of shop, less "
            "load[p,t]"
        ),
        reads=("plants", "shops", "shop_patterns", "shift_patterns", "routes", "demand"),
        behind=tuple((f"plants.{plant.label}.capacity",) for plant in sites.plants),
    )


def row_of(plant: Plant, sites: Sites) -> dict[str, Cell]:
    """Return one plant with its numbers, its place and its colour."""
    share = plant.now["utilisation"]
    found = None if share is None else utilisation_class(share)
    names = {market.label: market.name for market in sites.markets}
    sent: dict[str, float] = {}
    for flow in sites.moving:
        if flow.plant == plant.label:
            sent[flow.market] = sent.get(flow.market, 0.0) + flow.units[sites.year]
    largest_first = sorted(sent.items(), key=lambda each: -each[1])
    longitude, latitude = plant.place or (None, None)
    return {
        "plant": plant.name,
        "label": plant.label,
        "company": plant.company,
        "country": country_name(plant.country),
        **plant.now,
        "markets": ", ".join(f"{names[market]} {number(units)}" for market, units in largest_first),
        "longitude": longitude,
        "latitude": latitude,
        "drawn": plant.capacity,
        "fill": found.fill if found else PAGE,
    }


def title_of(sites: Sites, home: Home, futures: int) -> str:
    """Return the finding: how full the plants at home are together, and where the most room is."""
    at_home = [plant for plant in sites.plants if plant.is_home and plant.capacity > 0]
    where = where_of(home)
    if not at_home:
        return f"No plant{where} has a capacity to fill in {sites.year}"
    load = sum(plant.now["load"] or 0.0 for plant in at_home)
    share = percent(load / sum(plant.capacity for plant in at_home))
    mean = " on average over the futures" if futures > 1 else ""
    spare = [(plant.name, round(plant.now["spare"] or 0.0)) for plant in at_home]
    most = max(room for _, room in spare)
    if len(at_home) == 1:
        room = (
            f"with room for {vehicles(most)} reference cars a year" if most > 0 else "with no room to spare"
        )
        return f"{at_home[0].name} runs at {share} of capacity in {sites.year}{mean}, {room}"
    start = f"Plants{where} run at {share} of capacity in {sites.year}{mean}"
    if most <= 0:
        return f"{start}; none has room to spare"
    best = [name for name, room in spare if room == most]
    who = listed(best) if len(best) <= FEW else plural(len(best), "plant")
    each = " each" if len(best) > 1 else ""
    return f"{start}; the most room is at {who}, {vehicles(most)} reference cars a year{each}"


def where_of(home: Home) -> str:
    """Return home as it stands in a sentence; a country without a market of its own by its own name."""
    if not home.country:
        return ""
    return f" in {with_article(country_name(home.country)) if home.name == home.country else home.name}"


def subtitle_of(result: Result, year: int) -> str:
    """Return what is plotted: measures, basis, unit and year."""
    frame = result.plant_loading()
    bases = list(dict.fromkeys(str(basis).replace("_", " ") for basis in frame["basis"]))
    basis = f"on the pattern \u201c{bases[0]}\u201d" if len(bases) == 1 else "on the basis of each plant"
    return (
        f"Circles: area by capacity {basis}, colour by utilisation, {year}; "
        "lines: vehicles shipped to markets"
    )


def description_of(sites: Sites, home: Home) -> str:
    """Return the picture in words."""
    parts = [
        f"{plant.name} {percent(plant.now['utilisation'])} of {number(plant.capacity)}"
        for plant in sites.plants
        if plant.is_home and plant.now["utilisation"] is not None
    ]
    where = where_of(home)
    full = f" Utilisation{where}, of reference cars a year: {listed(parts)}." if parts else ""
    guests = sum(flow.units[sites.year] for flow in sites.drawn if flow.is_guest)
    built = f"; {number(guests)} vehicles a year of them are guests\u2019" if guests else ""
    drawn = f" {plural(len(sites.drawn), 'flow')} to markets{built}." if sites.drawn else ""
    return f"Map of {plural(len(sites.plants), 'plant')} in {sites.year}.{full}{drawn}"


def notes_of(sites: Sites) -> tuple[str, ...]:
    """Return what the map can not show, and whose outline it is."""
    lost = [plant.name for plant in sites.plants if plant.place is None]
    notes = [f"No coordinates, in the table only: {listed(lost)}"] if lost else []
    for market in sites.markets:
        units = sum(flow.units[sites.year] for flow in sites.moving if flow.market == market.label)
        if market.place is None and units > 0:
            notes.append(f"No place on the map for {market.name}: {number(units)} vehicles a year")
    small = [flow for flow in sites.drawable if flow not in sites.drawn]
    if small:
        units = sum(flow.units[sites.year] for flow in small)
        notes.append(
            f"{plural(len(small), 'small flow')}, {number(units)} vehicles a year in all, not drawn; "
            "the table has every flow"
        )
    return (*notes, CREDITS)


def spec_of(sites: Sites, home: Home, notes: Sequence[str], outline: OutlineName) -> Mapping[str, Any]:
    """Return the map, or circles in a list where no plant has a place."""
    if not sites.plant_places:
        return placeless_spec(sites.largest)
    reached = sites.with_markets({flow.market for flow in sites.drawn})
    return map_spec(panels_of(reached, home), reached, notes, outline)


def content_of(sites: Sites, regions: Sequence[Region], outline: OutlineName) -> dict[str, Any]:
    """Return what the map on a page needs: every year and flow, regions, name and credits of the outline."""
    return {
        "years": list(sites.plants[0].by_year) if sites.plants else [sites.year],
        "year": sites.year,
        "plants": [
            {
                "plant": plant.label,
                "name": plant.name,
                "company": plant.company,
                "country": country_name(plant.country),
                **place_words(plant.place),
                "is_home": plant.is_home,
                "by_year": {str(year): dict(now) for year, now in plant.by_year.items()},
            }
            for plant in sites.plants
        ],
        "markets": [
            {"market": market.label, "name": market.name, **place_words(market.place)}
            for market in sites.markets
        ],
        "flows": [
            {
                "plant": flow.plant,
                "market": flow.market,
                "guest": flow.is_guest,
                "by_year": {str(year): units for year, units in flow.units.items()},
            }
            for flow in sites.flows
        ],
        "regions": [{"name": each.name, "bounds": [[*each.box[:2]], [*each.box[2:]]]} for each in regions],
        "outline": outline,
        "credits": CREDITS,
    }


def place_words(place: Place | None) -> dict[str, float | None]:
    """Return a place as a page reads it."""
    longitude, latitude = place or (None, None)
    return {"longitude": longitude, "latitude": latitude}
