"""The supply curve: how much output can be had at which support per vehicle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantshare.targets.programme import Programme, checked_programmes

__all__ = ["Step", "supply_curve"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the supply curve.

    Parameters
    ----------
    programme
        Name of the programme.
    start, end
        Output before and after it, k/yr.
    per_vehicle
        Its gap over its volume: thousands of currency for each vehicle of a year's output.
    spent
        Support for it and all steps before, m.
    """

    programme: str
    start: float
    end: float
    per_vehicle: float
    spent: float


def supply_curve(programmes: Sequence[Programme]) -> tuple[Step, ...]:
    """Return programmes from the cheapest per vehicle on; what a cheaper one excludes is left out.

    The curve shows what output costs. It is no package: whole programmes leave gaps between steps, so
    the cheapest package for a need can skip a cheap step (:func:`plantshare.targets.cheapest_package`).

    Parameters
    ----------
    programmes
        What could be done; those without volume are left out.

    Examples
    --------
    >>> options = [Programme(name="A", volume=50, gap=60), Programme(name="B", volume=100, gap=0)]
    >>> [(step.programme, step.end, step.per_vehicle, step.spent) for step in supply_curve(options)]
    [('B', 100.0, 0.0, 0.0), ('A', 150.0, 1.2, 60.0)]
    """
    known = [programme for programme in checked_programmes(programmes) if programme.volume > 0]
    ranked = sorted(known, key=lambda programme: (programme.gap / programme.volume, programme.name))
    taken: list[Programme] = []
    for programme in ranked:
        if not any(excluded(programme, earlier) for earlier in taken):
            taken.append(programme)
    steps: list[Step] = []
    reached, spent = 0.0, 0.0
    for programme in taken:
        spent += programme.gap
        steps.append(
            Step(
                programme=programme.name,
                start=reached,
                end=reached + programme.volume,
                per_vehicle=programme.gap / programme.volume,
                spent=spent,
            )
        )
        reached += programme.volume
    return tuple(steps)


def excluded(one: Programme, other: Programme) -> bool:
    """Return whether two programmes cannot both go ahead, whichever of them says so."""
    return one.name in other.excludes or other.name in one.excludes
