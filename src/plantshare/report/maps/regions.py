"""The parts of the world that a map offers to show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plantshare.report.maps.projection import Box, Projection
from plantshare.report.outline import OutlineName, country_name

__all__ = ["CONTINENTS", "Region", "outline_for", "regions_for", "surrounding"]

WIDE = 100.0
"""A region wider than this, degrees, is shown on Equal Earth."""

MARGIN = 0.3
LEAST_MARGIN = 1.1


@dataclass(frozen=True, slots=True)
class Region:
    """A named part of the world.

    Parameters
    ----------
    name
        Name as a reader sees it.
    box
        West, south, east and north, degrees.
    """

    name: str
    box: Box

    @property
    def projection(self) -> Projection:
        """Return the projection that suits the region: about its middle, the whole world on Equal Earth."""
        west, south, east, north = self.box
        middle = (west + east) / 2, (south + north) / 2
        return Projection("equalEarth" if east - west > WIDE else "azimuthalEqualArea", *middle)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Return whether a point lies in the region."""
        west, south, east, north = self.box
        return west <= longitude <= east and south <= latitude <= north


CONTINENTS = (
    Region("Europe", (-11.0, 36.0, 31.0, 61.0)),
    Region("North America", (-125.0, 14.0, -66.0, 52.0)),
    Region("South America", (-80.0, -55.0, -34.0, 12.0)),
    Region("East Asia", (98.0, 20.0, 146.0, 46.0)),
    Region("South Asia", (66.0, 6.0, 92.0, 34.0)),
    Region("Africa", (-18.0, -35.0, 52.0, 37.0)),
)

WORLD: Box = (-150.0, -50.0, 170.0, 72.0)


def regions_for(home: str, plants: Sequence[tuple[str, float, float]]) -> tuple[Region, ...]:
    """Return the regions worth showing: the home country, continents with plants, and the world.

    Parameters
    ----------
    home
        Code of the home country.
    plants
        Country, longitude and latitude of each plant that has a place.
    """
    places = [(x, y) for _, x, y in plants]
    at_home = [(x, y) for country, x, y in plants if country == home]
    found = [Region(country_name(home), surrounding(at_home))] if at_home else []
    found += [each for each in CONTINENTS if any(each.holds(*place) for place in places)]
    return (*found, Region("World", WORLD))


def surrounding(places: Iterable[tuple[float, float]]) -> Box:
    """Return a box around places with a margin, at least a degree and a tenth.

    A margin of longitude is twice one of latitude, which is as wide at 60 degrees north.
    """
    points = list(places)
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    margin = max(LEAST_MARGIN, MARGIN * (north - south), MARGIN * (east - west) / 2)
    return (
        max(-180.0, west - 2 * margin),
        max(-85.0, south - margin),
        min(180.0, east + 2 * margin),
        min(85.0, north + margin),
    )


def outline_for(places: Iterable[tuple[float, float]]) -> OutlineName:
    """Return the outline to draw: fine in Europe if a plant stands there.

    Examples
    --------
    >>> outline_for([(118.4, 31.3)]), outline_for([(118.4, 31.3), (-1.5, 54.9)])
    ('world', 'europe')
    """
    return "europe" if any(CONTINENTS[0].holds(*place) for place in places) else "world"
