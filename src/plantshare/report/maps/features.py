"""What a map shows: plants and markets at their places, and the flows between them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any

__all__ = ["BEND", "Flow", "Market", "Now", "Place", "Plant", "Sites", "arc"]

SMALLEST = 0.01
"""A flow below this share of all is not drawn, unless it is a guest's."""
MOST = 30

STEPS = 40
BEND = 0.16

Place = tuple[float, float]
"""Longitude and latitude, degrees."""


Now = Mapping[str, float | None]
"""Utilisation, load, capacity, spare and built of one plant in one year; none where they have no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plant:
    """One plant with what it does in every year.

    Parameters
    ----------
    label, name
        Label in the tables, and name as a reader sees it.
    company, country
        Company that owns it, as a reader sees it, and code of its country.
    is_home
        Whether the title is about it.
    place
        None where the study gives no coordinates.
    by_year
        Its numbers by year.
    year
        The year shown.
    """

    label: str
    name: str
    company: str
    country: str
    is_home: bool
    place: Place | None
    by_year: Mapping[int, Now]
    year: int

    @property
    def now(self) -> Now:
        """Return the numbers of the year shown."""
        return self.by_year[self.year]

    @property
    def capacity(self) -> float:
        """Return the capacity of the year shown, reference cars a year; 0 where it has none."""
        return self.now["capacity"] or 0.0


@dataclass(frozen=True, slots=True)
class Market:
    """One market, at the middle of its countries, or at no place where they are strewn over the world."""

    label: str
    name: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Flow:
    """Vehicles that a plant ships to a market.

    Parameters
    ----------
    plant, market
        Their labels.
    is_guest
        Whether the vehicles are those of a guest.
    units
        Vehicles a year by year, without the years of none.
    """

    plant: str
    market: str
    is_guest: bool
    units: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Sites:
    """Everything that a map shows, and the year that it shows it for."""

    plants: tuple[Plant, ...]
    markets: tuple[Market, ...]
    flows: tuple[Flow, ...]
    year: int

    @property
    def largest(self) -> float:
        """Return the capacity of the largest plant, reference cars a year."""
        return max([0.0, *(plant.capacity for plant in self.plants)])

    @property
    def plant_places(self) -> dict[str, Place]:
        """Return the place of every plant that has one."""
        return {plant.label: plant.place for plant in self.plants if plant.place is not None}

    @property
    def market_places(self) -> dict[str, Place]:
        """Return the place of every market that has one."""
        return {market.label: market.place for market in self.markets if market.place is not None}

    @property
    def moving(self) -> list[Flow]:
        """Return the flows of the year shown."""
        return [flow for flow in self.flows if flow.units.get(self.year, 0.0) > 0]

    @property
    def drawable(self) -> list[Flow]:
        """Return the flows of the year shown between what has a place."""
        plants, markets = self.plant_places, self.market_places
        return [flow for flow in self.moving if flow.plant in plants and flow.market in markets]

    @property
    def drawn(self) -> list[Flow]:
        """Return the flows that the picture draws, guests first, then the largest.

        Left out are those below a hundredth of all, and those after the thirtieth: a hair says nothing.
        Guests are what sharing is about: theirs come first and are all kept.
        """
        least = SMALLEST * sum(flow.units[self.year] for flow in self.moving)
        shown = [flow for flow in self.drawable if flow.is_guest or flow.units[self.year] >= least]
        guests = sum(flow.is_guest for flow in shown)
        ordered = sorted(shown, key=lambda flow: (not flow.is_guest, -flow.units[self.year]))
        return ordered[: max(MOST, guests)]

    def with_markets(self, labels: Container[str]) -> Sites:
        """Return the same with some of the markets only."""
        return replace(self, markets=tuple(each for each in self.markets if each.label in labels))


# Any: GeoJSON.
def arc(start: Place, end: Place, properties: dict[str, Any], *, bend: float = BEND) -> dict[str, Any]:
    """Return a bent line between two places as a GeoJSON feature.

    A quadratic Bézier curve in degrees; its middle lies aside by half the bend times the distance.

    Examples
    --------
    >>> line = arc((0.0, 0.0), (10.0, 0.0), {}, bend=0.2)["geometry"]["coordinates"]
    >>> line[0], line[20], line[40]
    ([0.0, 0.0], [5.0, 1.0], [10.0, 0.0])
    """
    (x, y), (further, higher) = start, end
    aside = (x + further) / 2 - bend * (higher - y), (y + higher) / 2 + bend * (further - x)
    points = []
    for step in range(STEPS + 1):
        share = step / STEPS
        before, beside, after = (1 - share) ** 2, 2 * share * (1 - share), share**2
        points.append(
            [
                round(before * x + beside * aside[0] + after * further, 3),
                round(before * y + beside * aside[1] + after * higher, 3),
            ]
        )
    geometry = {"type": "LineString", "coordinates": points}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
