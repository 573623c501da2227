"""Outlines are whole, small, and Britain keeps its shape; markets stand in the middle of their countries."""

from __future__ import annotations

import json
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from outlines import ring_area, ring_of
from plantshare.report.outline import (
    countries,
    country_name,
    country_point,
    load_outline,
    market_point,
)

EU = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
STREWN = ("AE", "AU", "CA", "CH", "IL", "JP", "KR", "MX", "NO", "NZ", "SA", "TR", "ZA")


def polygons_of(topology: dict[str, Any]) -> dict[str, list[list[list[tuple[float, float]]]]]:
    """Return the rings of each country in degrees."""
    across, up = topology["transform"]["scale"]
    arcs = []
    for steps in topology["arcs"]:
        column = row = 0
        line = []
        for right, above in steps:
            column, row = column + right, row + above
            line.append((column * across, row * up))
        arcs.append(line)
    return {
        each["id"]: [[ring_of(ring, arcs) for ring in polygon] for polygon in each["arcs"]]
        for each in topology["objects"]["countries"]["geometries"]
    }


@pytest.fixture(scope="module")
def europe():
    """Return the rings of the fine outline."""
    return polygons_of(load_outline("europe"))


@pytest.mark.parametrize(("name", "most"), [("europe", 130_000), ("world", 100_000)])
def test_an_outline_is_small(name, most):
    """A report carries one of them and has to stay a mail attachment."""
    text = files("plantshare.report").joinpath("outline", f"{name}.json").read_bytes()
    assert len(text) <= most


@pytest.mark.parametrize("name", ["europe", "world"])
def test_every_ring_closes(name):
    """A ring ends where it began, and has at least three corners."""
    for polygons in polygons_of(load_outline(name)).values():
        for ring in (ring for polygon in polygons for ring in polygon):
            assert ring[0] == ring[-1]
            assert len(set(ring)) >= 3


@pytest.mark.parametrize("name", ["europe", "world"])
def test_every_border_is_drawn_by_both_neighbours_or_is_a_coast(name):
    """An arc belongs to one ring (a coast) or to two, which run it in opposite directions."""
    uses: dict[int, list[bool]] = defaultdict(list)
    for each in load_outline(name)["objects"]["countries"]["geometries"]:
        for arc in (arc for polygon in each["arcs"] for ring in polygon for arc in ring):
            uses[arc if arc >= 0 else ~arc].append(arc >= 0)
    assert set(uses) == set(range(len(load_outline(name)["arcs"])))
    assert all(len(each) == 1 or sorted(each) == [False, True] for each in uses.values())


def test_britain_keeps_its_shape(europe):
    """Its area stays within 2 per cent of 240,000 km²; land in Kent, Cornwall, Anglesey and Ulster."""
    area = sum(abs(ring_area(polygon[0])) for polygon in europe["GB"]) * 111.195**2
    assert area == pytest.approx(countries()["GB"].area, rel=0.02)
    west, east = (pick(x for polygon in europe["GB"] for x, _ in polygon[0]) for pick in (min, max))
    north = max(y for polygon in europe["GB"] for _, y in polygon[0])
    # Fermanagh, Lowestoft and Shetland.
    assert (west, east, north) == pytest.approx((-8.1, 1.76, 60.8), abs=0.15)
    assert len(europe["GB"]) >= 15


def test_countries_of_europe_keep_their_area(europe):
    """The larger ones lose or gain less than 3 per cent; Russia and islands far off are coarser."""
    for code in ("FR", "DE", "ES", "IT", "PL", "SK", "CZ", "HU", "RO", "SE", "NO"):
        area = sum(abs(ring_area(ring)) for polygon in europe[code] for ring in polygon[:1]) * 111.195**2
        assert area == pytest.approx(countries()[code].area, rel=0.03), code


def test_every_country_of_a_market_has_a_point_inside_it(europe):
    """The points of the countries of the European Union lie in the outline of that country."""
    for code in [*EU, "GB", "US", "CN", "JP", "NO"]:
        x, y = country_point(code)
        assert any(is_inside((x, y), polygon[0]) for polygon in europe[code]), code


def is_inside(point, ring):
    """Return whether a line to the east of a point crosses the ring an odd number of times."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (x2 - x1) * (y - y1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def test_codes_and_names_are_those_of_the_outline():
    """Every country with a code has a row, and codes are two capital letters."""
    assert all(len(code) == 2 and code.isupper() for code in countries())
    for name in ("europe", "world"):
        for each in load_outline(name)["objects"]["countries"]["geometries"]:
            if len(each["id"]) == 2:
                assert country_name(each["id"]) == each["properties"]["name"]
    assert (country_name("GB"), country_name("US"), country_name("CZ")) == (
        "United Kingdom",
        "United States",
        "Czechia",
    )


def test_a_market_of_one_country_stands_where_the_country_does():
    """One country: its own point. No country, or unknown ones: none."""
    assert market_point(["GB"]) == country_point("GB")
    assert market_point([]) is None
    assert market_point(["XX"]) is None


def test_a_market_of_neighbours_stands_between_them():
    """Two countries of one latitude and about one area: halfway, here Poland and Germany."""
    x, y = market_point(["DE", "PL"])
    assert country_point("DE")[0] < x < country_point("PL")[0]
    middle = (country_point("DE")[0] + country_point("PL")[0]) / 2
    assert x == pytest.approx(middle, abs=0.5)
    assert 49 < y < 53


def test_the_european_union_stands_in_the_middle_of_europe():
    """Between the Alps and the Baltic."""
    x, y = market_point(EU)
    assert 8 < x < 18
    assert 47 < y < 53


def test_countries_strewn_over_the_world_have_no_place():
    """Their mean direction is short: nothing on a map would stand for them."""
    assert market_point(STREWN) is None


def test_files_are_plain_json():
    """A page reads them as they are."""
    for name in ("europe", "world"):
        assert json.loads(json.dumps(load_outline(name), allow_nan=False)) == load_outline(name)
