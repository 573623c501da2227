"""Lines, rings and points of country outlines."""

from outlines.lines import (
    Arc,
    Point,
    Rings,
    arc_of_ring,
    inner_point,
    ring_area,
    ring_of,
    thinned,
)

__all__ = ["Arc", "Point", "Rings", "arc_of_ring", "inner_point", "ring_area", "ring_of", "thinned"]
