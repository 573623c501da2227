"""Two projections that keep areas: one for a region, one for the world; as Vega and d3 compute them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import Literal

__all__ = ["Box", "Extent", "Projection", "projected_extent"]

Box = tuple[float, float, float, float]
"""West, south, east and north, degrees."""

Extent = tuple[float, float, float, float]
"""Left, top, right and bottom on a map of scale one; down is positive."""

STEPS = 24

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
"""Coefficients of Equal Earth (Šavrič, Patterson and Jenny, 2019, equation 5)."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection centred on a point.

    Parameters
    ----------
    kind
        azimuthalEqualArea (Lambert) for a region, equalEarth for the world; names of d3 and Vega.
    longitude, latitude
        The centre, degrees; Equal Earth is turned by the longitude only.
    """

    kind: Literal["azimuthalEqualArea", "equalEarth"]
    longitude: float
    latitude: float

    @property
    def rotation(self) -> list[float]:
        """Return the turn of the globe that d3 and Vega take for the centre, degrees."""
        return [-self.longitude, 0.0 if self.kind == "equalEarth" else -self.latitude]

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return where a point lies on a map of scale one: right and down from the centre.

        Lambert: k = sqrt(2 / (1 + cos c)), x = k cos(phi) sin(lambda),
        y = k (cos(phi0) sin(phi) - sin(phi0) cos(phi) cos(lambda)).

        Examples
        --------
        A point straight north of the centre by 60 degrees lies 2 sin(30 degrees) = 1 above it.

        >>> x, y = Projection("azimuthalEqualArea", 10.0, 0.0).point(10.0, 60.0)
        >>> round(x, 6), round(y, 6)
        (0.0, -1.0)
        """
        turned = (longitude - self.longitude + 180.0) % 360.0 - 180.0
        across, up = math.radians(turned), math.radians(latitude)
        if self.kind == "equalEarth":
            return equal_earth(across, up)
        base = math.radians(self.latitude)
        facing = math.sin(base) * math.sin(up) + math.cos(base) * math.cos(up) * math.cos(across)
        stretch = math.sqrt(2 / max(1 + facing, 1e-12))
        above = math.cos(base) * math.sin(up) - math.sin(base) * math.cos(up) * math.cos(across)
        return stretch * math.cos(up) * math.sin(across), -stretch * above


def equal_earth(across: float, up: float) -> tuple[float, float]:
    """Return Equal Earth of a point in radians: right and down from the centre."""
    angle = math.asin(math.sqrt(3) / 2 * math.sin(up))
    second = angle * angle
    sixth = second**3
    slope = 3 * (9 * A4 * sixth * second + 7 * A3 * sixth + 3 * A2 * second + A1)
    height = angle * (A1 + A2 * second + sixth * (A3 + A4 * second))
    return 2 * math.sqrt(3) * across * math.cos(angle) / slope, -height


@cache
def projected_extent(projection: Projection, box: Box) -> Extent:
    """Return the smallest rectangle on a map of scale one that holds a box of degrees.

    The sides of the box bend, so that points along them are projected, not its corners alone.
    """
    west, south, east, north = box
    shares = [step / STEPS for step in range(STEPS + 1)]
    sides = [
        *((west + (east - west) * share, edge) for share in shares for edge in (south, north)),
        *((edge, south + (north - south) * share) for share in shares for edge in (west, east)),
    ]
    points = [projection.point(*side) for side in sides]
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )
