"""The method that solves all scenarios at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from plantshare.methods.direct import solve_direct
from plantshare.methods.limits import Limits, Solution
from plantshare.methods.two_stage import TwoStage, extensive

__all__ = ["EXTENSIVE", "SMALL", "solve_extensive"]

EXTENSIVE = "extensive"

SMALL = 60_000
"""Columns of the extensive form below which it is solved whole, when the second stage is continuous."""


def solve_extensive(program: TwoStage, limits: Limits, start: Mapping[int, float] | None = None) -> Solution:
    """Return the best plan of all scenarios at once.

    Parameters
    ----------
    program
        The program.
    limits
        When to stop.
    start
        First-stage columns of an earlier plan by their place.
    """
    return replace(solve_direct(extensive(program), limits, start or None), method=EXTENSIVE)
