"""Clusters of blocks that are alike, by halving the widest cluster across its main direction."""

from __future__ import annotations

import numpy as np

from plantshare.methods.two_stage import Family
from plantshare.methods.varying import Varying

__all__ = ["clusters"]

POWER_STEPS = 20
"""Steps of the power method; the direction need not be exact."""


def clusters(family: Family, parts: list[np.ndarray], most: int) -> list[np.ndarray]:
    """Return the parts of a family, the widest halved until there are ``most``.

    A part is as wide as the squared distances of its blocks from their mean are large, every right
    side, limit and coefficient of T brought to one scale. It is halved at its mean across the direction
    in which it is widest (principal direction divisive partitioning, Boley 1998).

    Parameters
    ----------
    family
        The family.
    parts
        Block numbers of each part to begin with; blocks of two parts are never put together.
    most
        Number of parts at which to stop. More parts than that stay as they are.
    """
    points = places_of(family)
    parts = list(parts)
    widths = [width(points[part]) for part in parts]
    while len(parts) < most and max(widths) > 0:
        widest = int(np.argmax(widths))
        part = parts.pop(widest)
        widths.pop(widest)
        for half in halves(points, part):
            parts.append(half)
            widths.append(width(points[half]))
    return parts


def places_of(family: Family, *more: Varying) -> np.ndarray:
    """Return what varies between the blocks on one scale, dims (block, value).

    Parameters
    ----------
    family
        The family, of which right sides, limits and coefficients of T are looked at.
    more
        What else is.
    """
    varying = (
        family.row_lower,
        family.row_upper,
        family.lower,
        family.upper,
        family.technology.entries,
        *more,
    )
    values = np.hstack([one.values for one in varying])
    values = np.where(np.isfinite(values), values, 0.0)
    spread = values.std(axis=0)
    scaled: np.ndarray = values[:, spread > 0] / spread[spread > 0]
    return scaled


def width(points: np.ndarray) -> float:
    """Return the sum of squared distances from the mean; points that are one give exactly zero."""
    if len(points) < 2 or (points == points[0]).all():
        return 0.0
    return float(((points - points.mean(axis=0)) ** 2).sum())


def halves(points: np.ndarray, part: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the blocks of a part on either side of its mean along its main direction."""
    distance = points[part] - points[part].mean(axis=0)
    direction = distance[np.argmax((distance**2).sum(axis=1))]
    for _ in range(POWER_STEPS):
        direction = distance.T @ (distance @ direction)
        direction = direction / np.linalg.norm(direction)
    along = distance @ direction
    order = np.argsort(along, kind="stable")
    count = min(max(int((along <= 0).sum()), 1), part.size - 1)
    return np.sort(part[order[:count]]), np.sort(part[order[count:]])
