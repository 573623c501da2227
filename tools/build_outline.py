"""Cut the outlines of countries that the map draws from the npm package world-atlas.

Run with ``python tools/build_outline.py [FOLDER]``; without the folder of the unpacked package it is
fetched with npm into a temporary folder. The package holds Natural Earth, public domain. Written are

- ``europe.json``: the whole world, fine in Europe and coarse elsewhere, from the 1:50 million outline;
- ``world.json``: the whole world, coarse, from the 1:110 million outline;
- ``countries.csv``: code, name, a point inside and the area of every country.

Neighbours share their border as one arc, which is thinned once, so that no gaps open between them.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from outlines import Arc, Point, Rings, arc_of_ring, inner_point, ring_area, ring_of, thinned
from outlines.codes import CODES, CODES_BY_NAME, NAMES

PACKAGE = "world-atlas@2.0.2"
TARGET = Path(__file__).parents[1] / "src" / "plantshare" / "report" / "outline"
STEPS_PER_DEGREE = 100
"""Coordinates are kept to a hundredth of a degree, about one kilometre."""
LEFT_OUT = ("AQ",)
KM2_PER_DEGREE2 = 111.195**2

Zone = tuple[float, float, float, float, float, float]

EUROPE: tuple[Zone, ...] = (
    (-9.0, 49.5, 2.2, 61.0, 0.0002, 0.001),
    (-12.0, 34.0, 32.0, 61.0, 0.0016, 0.01),
    (-26.0, 27.0, 48.0, 72.0, 0.012, 0.08),
    (-180.0, -90.0, 180.0, 90.0, 0.12, 0.6),
)
"""West, south, east, north; the smallest triangle kept in a line, and the smallest island (degrees²)."""

WORLD: tuple[Zone, ...] = ((-180.0, -90.0, 180.0, 90.0, 0.01, 0.05),)


def main(arguments: Sequence[str]) -> None:
    """Write all files."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(arguments[0]) if arguments else fetched(Path(temporary))
        fine = json.loads((folder / "countries-50m.json").read_text(encoding="utf-8"))
        coarse = json.loads((folder / "countries-110m.json").read_text(encoding="utf-8"))
    TARGET.mkdir(exist_ok=True)
    write_json(TARGET / "europe.json", cut(fine, EUROPE))
    write_json(TARGET / "world.json", cut(coarse, WORLD))
    write_countries(TARGET / "countries.csv", fine)


def fetched(folder: Path) -> Path:
    """Return the folder of the package, fetched with npm."""
    subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(next(folder.glob("world-atlas-*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


# Any: a topology is JSON of any shape.
def cut(topology: dict[str, Any], zones: Sequence[Zone]) -> dict[str, Any]:
    """Return a topology with thinned arcs, without the islands too small to be seen.

    Parameters
    ----------
    topology
        TopoJSON with the object ``countries``.
    zones
        Where how much detail is kept, the finest first.
    """
    arcs = decoded(topology)
    kept = {code: large_enough(polygons, arcs, zones) for code, polygons in countries(topology).items()}
    kept = {code: polygons for code, polygons in kept.items() if polygons}
    used = sorted({arc_of_ring(index) for index in indices(kept.values())})
    place = {arc: position for position, arc in enumerate(used)}
    lines = [thinned(arcs[arc], lambda point: zone_at(point, zones)[4]) for arc in used]
    names = names_of(topology)
    return {
        "type": "Topology",
        "transform": {"scale": [1 / STEPS_PER_DEGREE] * 2, "translate": [0, 0]},
        "arcs": [encoded(line) for line in lines],
        "objects": {
            "countries": {
                "type": "GeometryCollection",
                "geometries": [
                    {
                        "type": "MultiPolygon",
                        "id": code,
                        "properties": {"name": names[code]},
                        "arcs": moved(polygons, place),
                    }
                    for code, polygons in kept.items()
                ],
            }
        },
    }


def decoded(topology: dict[str, Any]) -> list[Arc]:
    """Return every arc as longitudes and latitudes in degrees."""
    (across, up), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    lines = []
    for steps in topology["arcs"]:
        column = row = 0
        line: list[Point] = []
        for right, above in steps:
            column, row = column + right, row + above
            line.append((column * across + west, row * up + south))
        lines.append(line)
    return lines


def encoded(line: Arc) -> list[list[int]]:
    """Return an arc as whole steps from point to point; points that fall together are joined."""
    places = [(round(x * STEPS_PER_DEGREE), round(y * STEPS_PER_DEGREE)) for x, y in line]
    steps = [list(places[0])]
    for before, after in pairwise(places):
        if after != before:
            steps.append([after[0] - before[0], after[1] - before[1]])
    return steps if len(steps) > 1 else [*steps, [0, 0]]


def code_of(geometry: dict[str, Any]) -> str:
    """Return the two-letter code of a country, its name where it has none."""
    name = str(geometry["properties"]["name"])
    return CODES.get(geometry.get("id", "")) or CODES_BY_NAME.get(name, name)


def names_of(topology: dict[str, Any]) -> dict[str, str]:
    """Return the name of each country in full."""
    found: dict[str, str] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = str(geometry["properties"]["name"])
        found.setdefault(code_of(geometry), NAMES.get(name, name))
    return found


def countries(topology: dict[str, Any]) -> dict[str, list[Rings]]:
    """Return the polygons of each country by code; the parts of one country are put together."""
    found: dict[str, list[Rings]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = code_of(geometry)
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        if code not in LEFT_OUT:
            found.setdefault(code, []).extend(polygons)
    return dict(sorted(found.items()))


def zone_at(point: Point, zones: Iterable[Zone]) -> Zone:
    """Return the first zone that holds a point."""
    return next(z for z in zones if z[0] <= point[0] <= z[2] and z[1] <= point[1] <= z[3])


def large_enough(polygons: list[Rings], arcs: Sequence[Arc], zones: Sequence[Zone]) -> list[Rings]:
    """Return the polygons that can be seen, without the lakes and enclaves that can not."""

    def is_seen(ring: list[int]) -> bool:
        points = ring_of(ring, arcs)
        return abs(ring_area(points)) >= zone_at(points[0], zones)[5]

    return [
        [polygon[0], *(ring for ring in polygon[1:] if is_seen(ring))]
        for polygon in polygons
        if is_seen(polygon[0])
    ]


def indices(countries: Iterable[list[Rings]]) -> Iterable[int]:
    """Return the arcs that polygons run along; a negative one runs backwards."""
    return (arc for polygons in countries for polygon in polygons for ring in polygon for arc in ring)


def moved(polygons: list[Rings], place: dict[int, int]) -> list[Rings]:
    """Return polygons with their arcs renumbered."""

    def number(arc: int) -> int:
        return place[arc] if arc >= 0 else ~place[~arc]

    return [[[number(arc) for arc in ring] for ring in polygon] for polygon in polygons]


def write_json(path: Path, topology: dict[str, Any]) -> None:
    """Write a topology with a line for each country and arc, so that a change of one border is one line."""
    (name, collection), *_ = topology["objects"].items()
    head = {key: part for key, part in topology.items() if key not in ("arcs", "objects")}
    text = (
        f'{compact(head)[:-1]},"objects":{{"{name}":{{"type":"GeometryCollection","geometries":[\n'
        + ",\n".join(compact(each) for each in collection["geometries"])
        + ']}},"arcs":[\n'
        + ",\n".join(compact(arc) for arc in topology["arcs"])
        + "]}\n"
    )
    path.write_text(text, encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB, {len(topology['arcs'])} arcs")


def compact(part: object) -> str:
    """Return JSON without spaces."""
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def write_countries(path: Path, topology: dict[str, Any]) -> None:
    """Write code, name, a point inside the largest part and the area of every country."""
    arcs, names = decoded(topology), names_of(topology)
    rows = []
    for code, polygons in countries(topology).items():
        if len(code) == 2:
            outer = [ring_of(polygon[0], arcs) for polygon in polygons]
            x, y = inner_point(max(outer, key=lambda ring: abs(ring_area(ring))))
            area = KM2_PER_DEGREE2 * sum(abs(ring_area(ring)) for ring in outer)
            rows.append((code, names[code], f"{x:.2f}", f"{y:.2f}", f"{area:.3g}"))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "longitude", "latitude", "area_km2"])
        writer.writerows((*row[:4], round(float(row[4]))) for row in rows)
    print(f"{path.name}: {len(rows)} countries")


if __name__ == "__main__":
    main(sys.argv[1:])
