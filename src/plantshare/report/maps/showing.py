"""Which regions a map of a study offers, and which of them its picture shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from plantshare.report.home import Home
from plantshare.report.maps.features import Place, Sites
from plantshare.report.maps.layout import Panel, panels_for
from plantshare.report.maps.regions import Region, regions_for

__all__ = ["panels_of", "regions_of"]

AROUND = (18.0, 10.0)
"""Degrees of longitude and latitude about the outermost places of the world's panel."""


def regions_of(sites: Sites, home: Home) -> tuple[Region, ...]:
    """Return the regions worth a button: home if a target names it, continents with plants, the world."""
    places = sites.plant_places
    placed = [(each.country, *places[each.label]) for each in sites.plants if each.label in places]
    return regions_for(home.country, placed)


def panels_of(sites: Sites, home: Home) -> tuple[Panel, ...]:
    """Return the panels of the picture: home if it is crowded, its continent, and the world if needed.

    Every plant and market that has a place is in one of them.
    """
    regions = regions_of(sites, home)
    plants = sites.plant_places
    places = [*plants.values(), *sites.market_places.values()]
    at_home = [plants[each.label] for each in sites.plants if each.is_home and each.label in plants]
    nearest = regions[0] if home.country and at_home else None
    others = [each for each in regions[:-1] if each is not nearest]
    continent = next((each for each in others if all(each.holds(*place) for place in at_home)), None)
    if nearest and continent and len(at_home) == 1:
        nearest = None
    if continent and nearest and all(nearest.holds(*place) for place in places):
        continent = None
    shown = [each for each in (nearest, continent) if each is not None]
    is_all = shown and all(any(each.holds(*place) for each in shown) for place in places)
    return panels_for(nearest, continent, None if is_all else world_about(regions[-1], places))


def world_about(world: Region, places: Sequence[Place]) -> Region:
    """Return the part of the world that holds some places, with a margin."""
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    box = (
        max(-180.0, west - AROUND[0]),
        max(-60.0, south - AROUND[1]),
        min(180.0, east + AROUND[0]),
        min(80.0, north + AROUND[1]),
    )
    return replace(world, box=box)
