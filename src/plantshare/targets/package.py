"""The cheapest package of programmes that reaches a target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from plantshare.errors import InfeasibleError, MethodError
from plantshare.targets.programme import Programme, checked_programmes, clashes

__all__ = ["Package", "cheapest_package", "cost_by_need", "largest_volume"]

ROUNDING = 1e-6
"""Tolerance on volume in thousands: a thousandth of a vehicle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """Programmes that go ahead together, and what the state pays for it.

    Parameters
    ----------
    chosen
        Names, in the order given.
    volume
        Vehicles that they add, k/yr.
    cost
        Sum of their gaps, m: the least with which the need is met.
    lower_bound
        Proven least cost, m; equal to the cost when the search has ended.
    """

    chosen: tuple[str, ...]
    volume: float
    cost: float
    lower_bound: float


def cheapest_package(programmes: Sequence[Programme], need: float) -> Package:
    """Return the package of least cost that adds at least the volume needed.

        min sum_j gap[j] x[j]   with  sum_j volume[j] x[j] >= need,  x[i] + x[j] <= 1 where i excludes j

    Of packages of the same cost the one of most volume is taken.

    Parameters
    ----------
    programmes
        What could be done.
    need
        Vehicles to add, k/yr.

    Raises
    ------
    InfeasibleError
        If all that can go ahead together adds less; the message says how much is missing.

    Examples
    --------
    >>> options = [
    ...     Programme(name="Line", volume=100, gap=10),
    ...     Programme(name="Plant", volume=200, gap=90),
    ...     Programme(name="Kits", volume=60, gap=30),
    ... ]
    >>> cheapest_package(options, need=150).chosen
    ('Line', 'Kits')
    """
    known = checked_programmes(programmes)
    if need <= 0:
        free = [programme for programme in known if programme.gap == 0]
        return free_package(free)
    most = largest_volume(known)
    if most < need - ROUNDING:
        raise InfeasibleError(
            [f"All programmes that fit together add {most:g}k a year, {need - most:g}k under the need."]
        )
    cost = np.array([programme.gap for programme in known])
    chosen, bound = solve(known, cost, need)
    least = float(cost[list(chosen)].sum())
    # Second pass: the same cost, as many vehicles as it can buy.
    chosen, _ = solve(known, -np.array([p.volume for p in known]), need, most_cost=least + ROUNDING)
    return package(known, chosen, bound)


def free_package(free: Sequence[Programme]) -> Package:
    """Return the programmes without a gap that can go ahead together, most volume first."""
    if not free:
        return Package(chosen=(), volume=0.0, cost=0.0, lower_bound=0.0)
    names = {programme.name for programme in free}
    trimmed = [
        Programme(
            name=each.name,
            volume=each.volume,
            gap=0.0,
            excludes=tuple(n for n in each.excludes if n in names),
        )
        for each in free
    ]
    chosen, _ = solve(trimmed, -np.array([programme.volume for programme in trimmed]), 0.0)
    return package(trimmed, chosen, 0.0)


def package(programmes: Sequence[Programme], chosen: Sequence[int], bound: float) -> Package:
    """Return the record of a choice."""
    picked = [programmes[number] for number in chosen]
    cost = float(sum(programme.gap for programme in picked))
    return Package(
        chosen=tuple(programme.name for programme in picked),
        volume=float(sum(programme.volume for programme in picked)),
        cost=cost,
        lower_bound=min(bound, cost),
    )


def largest_volume(programmes: Sequence[Programme]) -> float:
    """Return the most vehicles that programmes which can go ahead together add, k/yr.

    Parameters
    ----------
    programmes
        What could be done.
    """
    known = checked_programmes(programmes)
    if not known:
        return 0.0
    volume = np.array([programme.volume for programme in known])
    chosen, _ = solve(known, -volume, 0.0)
    return float(volume[list(chosen)].sum())


def solve(
    programmes: Sequence[Programme],
    cost: np.ndarray,
    need: float,
    most_cost: float | None = None,
) -> tuple[tuple[int, ...], float]:
    """Return the programmes of least cost by their number, and the proven bound."""
    count = len(programmes)
    rows = [np.array([programme.volume for programme in programmes])]
    low, high = [need - ROUNDING], [np.inf]
    for pair in clashes(programmes):
        row = np.zeros(count)
        row[list(pair)] = 1.0
        rows.append(row)
        low.append(-np.inf)
        high.append(1.0)
    if most_cost is not None:
        rows.append(np.array([programme.gap for programme in programmes]))
        low.append(-np.inf)
        high.append(most_cost)
    found = milp(
        cost,
        constraints=LinearConstraint(np.array(rows), np.array(low), np.array(high)),
        integrality=np.ones(count),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0.0},
    )
    if found.status != 0 or found.x is None:
        raise MethodError(f"the cheapest package was not found: {found.message}")
    bound = found.fun if found.mip_dual_bound is None else found.mip_dual_bound
    return tuple(int(number) for number in np.flatnonzero(found.x > 0.5)), float(bound)


def cost_by_need(programmes: Sequence[Programme], needs: Sequence[float]) -> Mapping[float, Package]:
    """Return the cheapest package for each need, up to the largest that can be met.

    Parameters
    ----------
    programmes
        What could be done.
    needs
        Vehicles to add, k/yr; those that cannot be met are left out.
    """
    known = checked_programmes(programmes)
    most = largest_volume(known)
    return {need: cheapest_package(known, need) for need in needs if need <= most + ROUNDING}
