"""Projections agree with the drawing library, keep areas, and hold what they should."""

from __future__ import annotations

import math

import pytest
import vl_convert

from plantshare.report.maps.layout import Panel, Sides, panels_for
from plantshare.report.maps.projection import Projection, projected_extent
from plantshare.report.maps.regions import CONTINENTS, Region, outline_for, regions_for, surrounding

EUROPE = CONTINENTS[0]
WORLD = Region("World", (-150.0, -50.0, 170.0, 72.0))
PLACES = [(-1.5, 54.9), (18.1, 48.4), (2.1, 41.3), (118.4, 31.3), (-99.0, 39.5), (151.2, -33.9)]


@pytest.mark.parametrize("kind", ["azimuthalEqualArea", "equalEarth"])
def test_areas_are_kept(kind):
    """A box of a tenth of a degree covers cos(latitude) times its angles, wherever it lies."""
    projection = Projection(kind, 10.0, 50.0)
    step = 0.1
    for x, y in PLACES:
        (left, low), (right, lower), (further, high) = (
            projection.point(x, y), projection.point(x + step, y), projection.point(x, y + step),
        )  # fmt: skip
        area = abs((right - left) * (high - low) - (further - left) * (lower - low))
        assert area == pytest.approx(math.radians(step) ** 2 * math.cos(math.radians(y + step / 2)), rel=0.01)


@pytest.mark.parametrize("kind", ["azimuthalEqualArea", "equalEarth"])
def test_points_lie_where_vega_draws_them(kind):
    """Vega projects the same places; a circle of each is drawn at 300 + 100 x, 200 + 100 y."""
    projection = Projection(kind, 10.0, 50.0)
    words = "format(datum.a, '.4f') + ' ' + format(datum.b, '.4f')"
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v6.json", "width": 600, "height": 400,
        "projections": [
            {"name": "map", "type": kind, "rotate": projection.rotation, "scale": 100,
             "translate": [300, 200]}
        ],
        "data": [{
            "name": "places", "values": [{"x": x, "y": y} for x, y in PLACES],
            "transform": [{"type": "geopoint", "projection": "map", "fields": ["x", "y"], "as": ["a", "b"]}],
        }],
        "marks": [{
            "type": "text", "from": {"data": "places"},
            "encode": {"enter": {"text": {"signal": words}}},
        }],
    }  # fmt: skip
    svg = str(vl_convert.vega_to_svg(spec)).replace("\u2212", "-")
    for place in PLACES:
        x, y = projection.point(*place)
        assert f">{300 + 100 * x:.4f} {200 + 100 * y:.4f}<" in svg


def test_a_region_fits_into_its_panel_at_every_width():
    """The corners and the middles of the sides lie in the frame, and two of them touch it."""
    panels = panels_for(Region("Home", (-5.0, 50.6, 1.0, 56.0)), EUROPE, WORLD)
    for panel in panels:
        west, south, east, north = panel.region.box
        for width in (340.0, 519.0, 520.0, 760.0, 1100.0):
            left, top, right, bottom = panel.frame(width)
            box = projected_extent(panel.projection, panel.region.box)
            across, down = ((box[2] - box[0]) * panel.scale(width), (box[3] - box[1]) * panel.scale(width))
            assert across <= right - left + 1e-9
            assert down <= bottom - top + 1e-9
            assert across == pytest.approx(right - left) or down == pytest.approx(bottom - top)
            for place in [(west, south), (east, north), ((west + east) / 2, north)]:
                assert panel.shows(place, width) or near_edge(panel, place, width)


def near_edge(panel: Panel, place: tuple[float, float], width: float) -> bool:
    """Return whether a place lies on the edge of the panel, as a corner that touches it does."""
    x, y = panel.point(place, width)
    left, top, right, bottom = panel.frame(width)
    return left - 1e-6 <= x <= right + 1e-6 and top - 1e-6 <= y <= bottom + 1e-6


def test_panels_do_not_overlap():
    """At any width, and in both arrangements."""
    for count in (1, 2, 3):
        panels = panels_for(*([WORLD] * count + [None] * (3 - count)))
        for sides in ([panel.wide for panel in panels], [panel.narrow for panel in panels]):
            for index, one in enumerate(sides):
                assert all(apart(one, other) for other in sides[index + 1 :])


def apart(one: Sides, other: Sides) -> bool:
    """Return whether two parts of a picture have nothing in common."""
    return (
        one.right <= other.left
        or other.right <= one.left
        or one.bottom <= other.top
        or other.bottom <= one.top
    )


def test_regions_are_home_then_continents_with_plants_then_the_world():
    """A British, a Slovak and a Chinese plant."""
    plants = [("GB", -1.5, 54.9), ("SK", 18.1, 48.4), ("CN", 118.4, 31.3)]
    names = [region.name for region in regions_for("GB", plants)]
    assert names == ["United Kingdom", "Europe", "East Asia", "World"]
    assert [region.name for region in regions_for("", [])] == ["World"]


def test_a_box_about_places_has_a_margin():
    """One place: 1.1 degrees up and down, 2.2 to the sides; ten degrees high: three up and down."""
    assert surrounding([(10.0, 50.0)]) == pytest.approx((7.8, 48.9, 12.2, 51.1))
    assert surrounding([(10.0, 50.0), (10.0, 60.0)]) == pytest.approx((4.0, 47.0, 16.0, 63.0))


def test_the_outline_is_fine_only_for_plants_in_europe():
    """A study of China alone takes the outline of the world."""
    assert outline_for([(118.4, 31.3)]) == "world"
    assert outline_for([]) == "world"
    assert outline_for([(-1.5, 54.9)]) == "europe"
