"""Programmes that could move output toward a target, and what each lacks to be worth doing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Programme", "checked_programmes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme: the vehicles it adds in the year of the target, and its private gap.

    Parameters
    ----------
    name
        Short name.
    volume
        Vehicles that it adds, k/yr.
    gap
        What its companies lack to go ahead, m of present value: 0 if they would anyway.
    excludes
        Names of programmes that cannot go ahead beside it: the same line, the same vehicle.
    """

    name: str
    volume: float
    gap: float
    excludes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse volumes and gaps below zero, and a programme that excludes itself."""
        for what, value in (("volume", self.volume), ("gap", self.gap)):
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"{what} of '{self.name}' must be a finite number from 0 up, got {value}")
        if self.name in self.excludes:
            raise ValueError(f"'{self.name}' excludes itself")


def checked_programmes(programmes: Iterable[Programme]) -> tuple[Programme, ...]:
    """Return the programmes; refuse a name used twice and one that is excluded but unknown."""
    known = tuple(programmes)
    names = [programme.name for programme in known]
    twice = sorted({name for name in names if names.count(name) > 1})
    unknown = sorted({name for programme in known for name in programme.excludes} - set(names))
    if twice:
        raise ValueError(f"programmes need different names, got {twice} more than once")
    if unknown:
        raise ValueError(f"programmes exclude {unknown}, which are not among {names}")
    return known


def clashes(programmes: Sequence[Programme]) -> tuple[tuple[int, int], ...]:
    """Return the pairs of programmes that cannot both go ahead, by their number, each pair once."""
    number = {programme.name: position for position, programme in enumerate(programmes)}
    pairs = {
        (min(number[one.name], number[other]), max(number[one.name], number[other]))
        for one in programmes
        for other in one.excludes
    }
    return tuple(sorted(pairs))
