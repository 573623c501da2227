"""Labels beside the parts of a stack, moved apart where they would meet."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["label_places"]


def label_places(wanted: Sequence[float], apart: float, top: float) -> list[float]:
    """Return places for labels near the wanted ones, at least so far apart, within 0 and top.

    Labels are in their order from below. They are moved up where they meet, and down again from the top
    where they leave it; if there are too many for the height they keep their distance and leave it below.

    Examples
    --------
    >>> label_places([0.0, 1.0, 20.0], 4.0, 21.0)
    [2.0, 6.0, 19.0]
    """
    places: list[float] = []
    for place in wanted:
        places.append(max(place, places[-1] + apart if places else apart / 2))
    ceiling = top - apart / 2
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], ceiling)
        ceiling = places[index] - apart
    return places
