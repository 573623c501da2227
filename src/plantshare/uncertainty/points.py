"""Points that are spread evenly, and depend on nothing but the seed and a name."""

from __future__ import annotations

import hashlib
from typing import Literal, get_args

import numpy as np
from scipy.special import ndtri
from scipy.stats import qmc

from plantshare.errors import MethodError

__all__ = ["SAMPLERS", "Sampler", "normal_points", "uniform_points"]

Sampler = Literal["sobol", "latin_hypercube", "monte_carlo"]
SAMPLERS: tuple[Sampler, ...] = get_args(Sampler)

EDGE = 2.0**-40
"""Least distance of a point from 0 and 1: a scrambled net may hold the corner itself."""


def uniform_points(name: str, count: int, dims: int, *, seed: int, sampler: Sampler = "sobol") -> np.ndarray:
    """Return points in the open unit cube that depend on seed and name alone.

    Every name has points of its own: its own scrambling and its own order. What another name draws, and
    whether there is another, makes no difference, so that plans, and studies with one driver more, meet
    the same futures. Within a name the points are a scrambled Sobol net or a Latin hypercube; between names
    their orders are independent permutations (Latin supercube sampling, Owen 1998, section 3): averages
    keep the evenness of each name and no false pattern joins two.

    Parameters
    ----------
    name
        What the points are for, such as a driver and a label.
    count
        Number of points; a power of two fills a Sobol net evenly.
    dims
        Coordinates of a point, the most important first, as nets are most even there.
    seed
        Number that the run records.
    sampler
        Scrambled Sobol net, Latin hypercube, or independent points.

    Returns
    -------
    numpy.ndarray
        Points, dims (point, coordinate), each strictly between 0 and 1.

    Raises
    ------
    MethodError
        If the sampler is unknown.

    Examples
    --------
    Of four points of a net one lies in each quarter:

    >>> sorted((4 * uniform_points("demand", 4, 1, seed=1)[:, 0]).astype(int).tolist())
    [0, 1, 2, 3]
    """
    generator = np.random.default_rng([seed, *np.frombuffer(digest(name), dtype=np.uint32)])
    if sampler == "sobol":
        net = qmc.Sobol(dims, scramble=True, rng=generator)
        # A net is even in blocks of a power of two; the first points of one are what there is to take.
        points = net.random_base2(max(count - 1, 0).bit_length())[:count]
        points = generator.permutation(points, axis=0)
    elif sampler == "latin_hypercube":
        points = qmc.LatinHypercube(dims, rng=generator).random(count)
    elif sampler == "monte_carlo":
        points = generator.random((count, dims))
    else:
        raise MethodError(f"no sampler '{sampler}'; wanted one of {', '.join(SAMPLERS)}")
    inside: np.ndarray = np.clip(points, EDGE, 1 - EDGE)
    return inside


def normal_points(name: str, count: int, dims: int, *, seed: int, sampler: Sampler = "sobol") -> np.ndarray:
    """Return the points of a name as standard normal deviates, dims (point, coordinate).

    Parameters
    ----------
    name, count, dims, seed, sampler
        As in :func:`uniform_points`.
    """
    deviates: np.ndarray = ndtri(uniform_points(name, count, dims, seed=seed, sampler=sampler))
    return deviates


def digest(name: str) -> bytes:
    """Return sixteen bytes that stand for a name, the same on every machine."""
    return hashlib.blake2b(name.encode(), digest_size=16).digest()
