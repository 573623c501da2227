"""Outlines of countries, their names, and points to stand for them.

The outlines are Natural Earth, public domain; ``tools/build_outline.py`` cuts them.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

__all__ = [
    "CREDITS",
    "Country",
    "OutlineName",
    "countries",
    "country_name",
    "country_point",
    "load_outline",
    "market_point",
]

CREDITS = "Outline: Natural Earth, public domain; borders are its view"

OutlineName = Literal["europe", "world"]

TOGETHER = 0.9
"""Countries count as one place if the mean of their directions from the Earth's centre is this long."""


@dataclass(frozen=True, slots=True)
class Country:
    """One country of the table.

    Parameters
    ----------
    code
        Two letters (ISO 3166-1).
    name
        Name in English.
    longitude, latitude
        A point inside its largest part, degrees.
    area
        Area in km².
    """

    code: str
    name: str
    longitude: float
    latitude: float
    area: float


# Any: a topology is JSON of any shape.
def load_outline(name: OutlineName) -> dict[str, Any]:
    """Return the outlines of all countries as TopoJSON with the object ``countries``.

    Parameters
    ----------
    name
        europe is fine there and coarse elsewhere; world is coarse everywhere.
    """
    text = files("plantshare.report").joinpath("outline", f"{name}.json").read_text(encoding="utf-8")
    topology: dict[str, Any] = json.loads(text)
    return topology


@cache
def countries() -> dict[str, Country]:
    """Return every country by its two-letter code."""
    text = files("plantshare.report").joinpath("outline", "countries.csv").read_text(encoding="utf-8")
    return {
        row["code"]: Country(
            row["code"],
            row["name"],
            float(row["longitude"]),
            float(row["latitude"]),
            float(row["area_km2"]),
        )
        for row in csv.DictReader(text.splitlines())
    }


def country_name(code: str) -> str:
    """Return the name of a country, its code where it is unknown.

    Examples
    --------
    >>> country_name("SK"), country_name("XX")
    ('Slovakia', 'XX')
    """
    found = countries().get(code)
    return found.name if found else code


def country_point(code: str) -> tuple[float, float] | None:
    """Return longitude and latitude of a point in a country, none where the code is unknown.

    Examples
    --------
    >>> country_point("XX") is None
    True
    """
    found = countries().get(code)
    return (found.longitude, found.latitude) if found else None


def market_point(codes: Sequence[str]) -> tuple[float, float] | None:
    """Return longitude and latitude of a market of one or more countries, degrees.

        m = sum_i sqrt(area_i) n_i / sum_i sqrt(area_i)

    n is the direction of a country's point from the Earth's centre. The root lets a large empty country
    pull less than by its area and a small one more than by its number. Countries strewn over the world
    (m shorter than 0.9) have no place that would stand for them, nor have unknown ones.

    Examples
    --------
    >>> market_point(["GB", "AU", "CL"]) is None
    True
    """
    known = [countries()[code] for code in codes if code in countries()]
    if len(known) < 2:
        return country_point(known[0].code) if known else None
    weights = [math.sqrt(each.area) for each in known]
    parts = [direction(each.longitude, each.latitude) for each in known]
    x, y, z = (
        sum(weight * part[axis] for weight, part in zip(weights, parts, strict=True)) / sum(weights)
        for axis in range(3)
    )
    size = math.sqrt(x * x + y * y + z * z)
    if size < TOGETHER:
        return None
    return round(math.degrees(math.atan2(y, x)), 2), round(math.degrees(math.asin(z / size)), 2)


def direction(longitude: float, latitude: float) -> tuple[float, float, float]:
    """Return the direction of a point from the Earth's centre, of length one."""
    turn, rise = math.radians(longitude), math.radians(latitude)
    return math.cos(rise) * math.cos(turn), math.cos(rise) * math.sin(turn), math.sin(rise)
