"""Fewer futures that stand for many: fast forward selection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from plantshare.errors import MethodError
from plantshare.study import Draw, Draws, Study
from plantshare.study.arrays import array_of

__all__ = ["Reduction", "fast_forward", "reduce_draws"]

MOST_POINTS = 6_000
"""Points whose distances, every one to every other, still fit into 300 MB."""

TIE = 1e-9
"""Share of the distance within which two points serve equally well."""


@dataclass(frozen=True, slots=True, eq=False)
class Reduction:
    """Points that stand for all of them.

    Parameters
    ----------
    chosen
        Places of the points that are kept, in the order in which they were chosen.
    weights
        Probability of each: its own and that of the points that are nearest to it.
    distance
        Mean distance from a point to the one that stands for it.
    """

    chosen: tuple[int, ...]
    weights: tuple[float, ...]
    distance: float


def fast_forward(points: np.ndarray, weights: Sequence[float] | np.ndarray, keep: int) -> Reduction:
    """Return the points that fast forward selection keeps.

    Each step adds the point u that makes the mean distance least (Heitsch and Roemisch 2003, algorithm 2.4):

        sum_k p[k] min(c(k, u), min over kept i of c(k, i))

    Of points that serve equally well the first is taken. Probability moves to the nearest point kept.

    Parameters
    ----------
    points
        Dims (point, coordinate); the distance c is Euclidean.
    weights
        Probability of each point; adds to one.
    keep
        How many points to keep.

    Raises
    ------
    MethodError
        If it is asked to keep none or more than there are, or there are too many to compare.

    Examples
    --------
    Of 0, 1, 2 and 10 the points 1 and 10 stay: 0 and 2 each lie 1 away from 1, so the mean is 2 / 4.

    >>> kept = fast_forward(np.array([[0.0], [1.0], [2.0], [10.0]]), [0.25] * 4, 2)
    >>> kept.chosen, kept.weights, kept.distance
    ((1, 3), (0.75, 0.25), 0.5)
    """
    count = len(points)
    if not 1 <= keep <= count:
        raise MethodError(f"{keep} futures are to be kept of {count}; keep at least one and at most all")
    if count > MOST_POINTS:
        raise MethodError(
            f"{count:,} futures are too many to compare; draw at most {MOST_POINTS:,} to reduce"
        )
    probability = np.asarray(weights, dtype=float)
    cost = distances(points)
    # Points of no weight stand for nothing, so that they are chosen last.
    nearest = np.full(count, np.inf)
    chosen: list[int] = []
    for _ in range(keep):
        mean = probability @ np.minimum(cost, nearest[:, None])
        mean[chosen] = np.inf
        least = mean.min()
        place = int(np.flatnonzero(mean <= least + TIE * max(least, 1e-300))[0])
        chosen.append(place)
        nearest = np.minimum(nearest, cost[:, place])
    order = np.sort(chosen)
    owner = order[np.argmin(cost[:, order], axis=1)]
    owner[order] = order
    share = [float(probability[owner == place].sum()) for place in chosen]
    return Reduction(tuple(chosen), tuple(share), float(probability @ nearest))


def distances(points: np.ndarray) -> np.ndarray:
    """Return the Euclidean distance between every two points, exactly zero on the diagonal."""
    centred = points - points.mean(axis=0)
    squares = (centred**2).sum(axis=1)
    cost: np.ndarray = squares[:, None] + squares[None, :] - 2 * centred @ centred.T
    np.maximum(cost, 0.0, out=cost)
    np.sqrt(cost, out=cost)
    np.fill_diagonal(cost, 0.0)
    return cost


def reduce_draws(
    draws: Draws, keep: int, *, study: Study | None = None, importance: Mapping[str, float] | None = None
) -> Draws:
    """Return some of the futures, with probabilities, that stand for all of them.

    Two futures are as far apart as the columns that are drawn. Each column counts as its deviations from the
    mean, so scaled that their squares add to one on average: a column counts the same whatever its unit and
    however many cells it has. With a study, cells are first added up to one figure a year, each weighed by
    its money: demand by discounted revenue, a late launch by its peak rate, and everything by the discount
    factor. A few futures cannot stand for hundreds of vehicles and plants one by one, but they can for their
    sums, which is what the profit of all companies mostly hangs on.

    A reduced set is for finding a plan. Probabilities of rare events are wrong in it: evaluate the plan on
    all futures for those.

    Parameters
    ----------
    draws
        Futures, at most a few thousand.
    keep
        How many to keep.
    study
        Study whose money weighs and adds up the cells; each cell counts for itself unless given.
    importance
        Weight of a column, by its name, such as ``{"demand.units": 3.0}``; 1 unless given.

    Returns
    -------
    Draws
        Futures in the order of the draws, under the names they had; ``origin`` adds ``reduced_from`` and
        ``distance``, in standard deviations of the columns together.

    Raises
    ------
    MethodError
        If it is asked to keep none or more than there are.
    """
    points = np.concatenate(
        [spread(draw, draws, study) * (importance or {}).get(draw.key, 1.0) for draw in draws.columns]
        or [np.zeros((len(draws.weights), 1))],
        axis=1,
    )
    found = fast_forward(points, draws.weights, keep)
    order = np.argsort(found.chosen)
    weights = np.asarray(found.weights)[order]
    kept = draws.chosen(np.asarray(found.chosen)[order], tuple(float(each) for each in weights))
    size = float(np.sqrt(sum((importance or {}).get(draw.key, 1.0) ** 2 for draw in draws.columns)))
    origin = {
        **draws.origin,
        "reduced_from": len(draws.weights),
        "distance": found.distance / max(size, 1e-300),
    }
    return replace(kept, origin=origin)


def spread(draw: Draw, draws: Draws, study: Study | None) -> np.ndarray:
    """Return the deviations of one column in each future, of a mean square sum of one.

    Dims (future, cell), or (future, year) where a study weighs the cells and adds them up.
    """
    values = draw.values.transpose("scenario", ...)
    known = values.copy(data=bounded(values.values)).fillna(1.0 if draw.how == "scale" else 0.0)
    if study is not None:
        weighed = known * money(draw, study)
        dims = [dim for dim in weighed.dims if dim not in ("scenario", "year")]
        known = weighed.sum(dims).transpose("scenario", ...)
    cells = known.values.reshape(len(draws.weights), -1)
    probability = np.asarray(draws.weights)
    cells = cells - probability @ cells
    total = float(probability @ (cells**2).sum(axis=1))
    spread_out: np.ndarray = cells / np.sqrt(total) if total > 0 else cells
    return spread_out


def bounded(cells: np.ndarray) -> np.ndarray:
    """Return values in which one without end counts as twice the largest that has one."""
    known = cells[np.isfinite(cells)]
    largest = float(np.abs(known).max()) if known.size else 1.0
    most = 2 * max(largest, 1.0)
    inside: np.ndarray = np.clip(cells, -most, most)
    return inside


def money(draw: Draw, study: Study) -> xr.DataArray:
    """Return how much each cell of a column counts, dims those of the draw without the scenario."""
    dims = [dim for dim in draw.values.dims if dim != "scenario"]
    own = {dim: draw.values[dim] for dim in dims}
    weight = xr.DataArray(1.0)
    if draw.key == "demand.units":
        tables, labels = study.tables, study.labels
        revenue = array_of(tables, draw.key, labels) * array_of(tables, "demand.net_revenue", labels)
        revenue = revenue * study.discount
        weight = revenue.sum([dim for dim in revenue.dims if dim not in dims])
    elif draw.key == "options.launch_delay":
        rate = array_of(study.tables, "options.peak_rate", study.labels)
        weight = rate.where(np.isfinite(rate), rate.where(np.isfinite(rate)).max()).fillna(1.0)
    elif "year" in dims:
        weight = study.discount
    return weight.sel({dim: labels for dim, labels in own.items() if dim in weight.dims})
