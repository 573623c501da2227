"""Cutting an outline keeps borders common, drops what can not be seen, and forgets no country's name."""

from __future__ import annotations

import pytest

from build_outline import cut, decoded
from outlines import inner_point, ring_area, ring_of, thinned
from outlines.codes import CODES

# Two countries of one by one degree side by side, and a speck of an island that belongs to the second.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.01, 0.01], "translate": [0, 0]},
    "arcs": [
        [[100, 0], [1, 50], [-1, 50]],
        [[100, 100], [-100, 0], [0, -100], [100, 0]],
        [[100, 0], [100, 0], [0, 100], [-100, 0]],
        [[300, 0], [1, 0], [0, 1], [-1, -1]],
    ],
    "objects": {
        "countries": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "276", "properties": {"name": "Germany"}, "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "616", "properties": {"name": "Poland"},
                 "arcs": [[[2, ~0]], [[3]]]},
                {"type": "Polygon", "id": "010", "properties": {"name": "Antarctica"}, "arcs": [[3]]},
            ],
        }
    },
}  # fmt: skip
EVERYWHERE = ((-180.0, -90.0, 180.0, 90.0, 0.01, 0.1),)


def test_neighbours_keep_one_border_between_them():
    """The bend of a hundredth of a degree spans 0.005 square degrees, less than 0.01: it goes, for both."""
    topology = cut(TOPOLOGY, EVERYWHERE)
    lines = decoded(topology)
    assert [each["id"] for each in topology["objects"]["countries"]["geometries"]] == ["DE", "PL"]
    germany, poland = (each["arcs"] for each in topology["objects"]["countries"]["geometries"])
    assert set(germany[0][0]) & {~index for index in poland[0][0]} == {0}
    assert lines[0] == [(1.0, 0.0), (1.0, 1.0)]
    assert abs(ring_area(ring_of(germany[0][0], lines))) == pytest.approx(1.0, rel=1e-3)


def test_specks_and_what_is_left_out_go_with_their_arcs():
    """The island of 0.00005 square degrees, and Antarctica."""
    topology = cut(TOPOLOGY, EVERYWHERE)
    assert len(topology["arcs"]) == 3
    assert len(topology["objects"]["countries"]["geometries"][1]["arcs"]) == 1


def test_an_island_keeps_its_corners():
    """However coarse, a closed line keeps four points, so that it stays a ring."""
    square = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.5, 1.01), (0.0, 1.0), (0.0, 0.0)]
    assert thinned(square, lambda point: 100.0)[0] == thinned(square, lambda point: 100.0)[-1]
    assert len(thinned(square, lambda point: 100.0)) == 4
    assert thinned(square, lambda point: 0.1) == [*square[:3], *square[4:]]


def test_the_point_of_a_horseshoe_lies_in_it():
    """The centre of a U lies in its gap; the point moves into the U."""
    u = [(0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (1, 1), (1, 3), (0, 3), (0, 0)]
    x, y = inner_point([(float(x), float(y)) for x, y in u])
    assert y < 1 or x < 1 or x > 2


def test_codes_are_unique():
    """Three digits to two letters, one to one."""
    assert len(set(CODES.values())) == len(CODES)
    assert all(len(digits) == 3 and len(code) == 2 for digits, code in CODES.items())
    assert (CODES["826"], CODES["276"], CODES["840"], CODES["156"]) == ("GB", "DE", "US", "CN")
