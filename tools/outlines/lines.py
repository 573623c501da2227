"""Thin lines, close rings, and find a point well inside a ring; longitudes and latitudes in degrees."""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Sequence
from itertools import pairwise

__all__ = ["Arc", "Point", "Rings", "arc_of_ring", "inner_point", "ring_area", "ring_of", "thinned"]

Point = tuple[float, float]
Arc = list[Point]
Rings = list[list[int]]
"""One polygon: its outer ring and its holes, each a list of arcs; arc ~i is arc i backwards."""

LEAST_POINTS = 4
GRID = 40


def arc_of_ring(index: int) -> int:
    """Return the number of an arc, whichever way a ring runs along it.

    Examples
    --------
    >>> arc_of_ring(3), arc_of_ring(~3)
    (3, 3)
    """
    return index if index >= 0 else ~index


def ring_of(ring: Sequence[int], arcs: Sequence[Arc]) -> Arc:
    """Return the points of a ring, the first one again at its end."""
    points: Arc = []
    for index in ring:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += line[1:] if points else line
    return points


def triangle(one: Point, two: Point, three: Point) -> float:
    """Return the area of a triangle in square degrees of latitude.

    A degree of longitude counts by the cosine of the latitude.

    Examples
    --------
    >>> round(triangle((0, 59), (2, 60), (0, 61)), 2)
    1.0
    """
    width = math.cos(math.radians(two[1]))
    across = (two[0] - one[0]) * (three[1] - one[1]) - (three[0] - one[0]) * (two[1] - one[1])
    return abs(across) * width / 2


def thinned(line: Arc, smallest: Callable[[Point], float]) -> Arc:
    """Return a line without the points that matter least (Visvalingam and Whyatt, 1993).

    The point that spans the smallest triangle with its neighbours goes first; its neighbours then count
    at least as much. Both ends stay, and an arc that is a whole island keeps four points.

    Parameters
    ----------
    smallest
        Smallest triangle worth keeping at a point, in square degrees.
    """
    before = list(range(-1, len(line) - 1))
    after = list(range(1, len(line) + 1))
    left = len(line)
    size = {at: triangle(line[at - 1], line[at], line[at + 1]) for at in range(1, len(line) - 1)}
    queue = [(area / smallest(line[at]), at) for at, area in size.items()]
    heapq.heapify(queue)
    weight = {at: share for share, at in queue}
    least = LEAST_POINTS if line[0] == line[-1] else 2
    while queue and left > least:
        share, at = heapq.heappop(queue)
        if weight.get(at) != share:
            continue
        if share >= 1:
            break
        del weight[at]
        left -= 1
        previous, following = before[at], after[at]
        after[previous], before[following] = following, previous
        for near in (previous, following):
            if near in weight:
                area = triangle(line[before[near]], line[near], line[after[near]])
                weight[near] = max(share, area / smallest(line[near]))
                heapq.heappush(queue, (weight[near], near))
    return [line[0], *(line[at] for at in sorted(weight)), line[-1]]


def ring_area(points: Arc) -> float:
    """Return the area of a ring in square degrees of latitude; its sign says which way round it runs.

    The area between two meridians and two parallels is exact on the sphere.
    """
    total = 0.0
    for (x, y), (further, higher) in pairwise(points):
        total += (further - x) * (math.sin(math.radians(y)) + math.sin(math.radians(higher)))
    return math.degrees(total) / 2


def inner_point(ring: Arc) -> Point:
    """Return the centre of a ring if it lies inside, else the point of a grid furthest from the line."""
    spans = [(one, two, one[0] * two[1] - two[0] * one[1]) for one, two in pairwise(ring)]
    total = 3 * sum(span for _, _, span in spans)
    centre = (
        sum((one[0] + two[0]) * span for one, two, span in spans) / total,
        sum((one[1] + two[1]) * span for one, two, span in spans) / total,
    )
    if is_inside(centre, ring):
        return centre
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)
    grid = [
        (west + (east - west) * column / GRID, south + (north - south) * row / GRID)
        for column in range(1, GRID)
        for row in range(1, GRID)
    ]
    return max((point for point in grid if is_inside(point, ring)), key=lambda point: clearance(point, ring))


def is_inside(point: Point, ring: Arc) -> bool:
    """Return whether a ring holds a point."""
    x, y = point
    crossings = sum(
        (low[1] > y) != (high[1] > y) and x < low[0] + (high[0] - low[0]) * (y - low[1]) / (high[1] - low[1])
        for low, high in pairwise(ring)
    )
    return crossings % 2 == 1


def clearance(point: Point, ring: Arc) -> float:
    """Return the squared distance of a point to the nearest corner of a ring."""
    width = math.cos(math.radians(point[1]))
    return min(((x - point[0]) * width) ** 2 + (y - point[1]) ** 2 for x, y in ring)
