"""Methods for two-stage programs behind one promise, and the choice between them by size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Protocol

from plantshare.methods.decomposition import solve_decomposition
from plantshare.methods.extensive_form import EXTENSIVE, SMALL, solve_extensive
from plantshare.methods.limits import Limits, Solution
from plantshare.methods.reduce import REDUCE, solve_reduced
from plantshare.methods.two_stage import TwoStage

__all__ = [
    "AUTO",
    "DECOMPOSITION",
    "EXTENSIVE",
    "METHODS",
    "TwoStageMethod",
    "choose_method",
    "solve_extensive",
]

AUTO, DECOMPOSITION = "auto", "decomposition"

MANY = 100
"""Blocks of each family from which representatives give a good plan sooner than means do."""


class TwoStageMethod(Protocol):
    """A way to solve a two-stage program.

    The solution holds first and second stage in the order of the extensive form, an objective that
    its values have, and a bound that no plan exceeds. ``start`` holds first-stage columns of an earlier
    plan by their place.
    """

    def __call__(
        self, program: TwoStage, limits: Limits, start: Mapping[int, float] | None = None
    ) -> Solution:
        """Return the best plan found within the limits, with its bound."""


def solve_from_scratch(
    program: TwoStage,
    limits: Limits,
    start: Mapping[int, float] | None = None,
    *,
    solve: Callable[[TwoStage, Limits], Solution],
) -> Solution:
    """Return the best plan of a method that begins from a plan of its own, which its log then says."""
    solution = solve(program, limits)
    if not start:
        return solution
    note = f"The earlier plan was not used: {solution.method} begins from its own."
    return replace(solution, log=(note, *solution.log))


METHODS: Mapping[str, TwoStageMethod] = {
    EXTENSIVE: solve_extensive,
    DECOMPOSITION: partial(solve_from_scratch, solve=solve_decomposition),
    REDUCE: partial(solve_from_scratch, solve=solve_reduced),
}
"""Every method by name."""


def choose_method(program: TwoStage) -> str:
    """Return the name of the method that suits the size of a program.

    The extensive form is quicker while it is small, and the only one for integers in the second stage.
    With many futures a plan for representatives comes first (`benchmarks/README.md` has the figures).
    """
    if program.has_integer_recourse or program.columns <= SMALL:
        return EXTENSIVE
    fewest = min((family.blocks for family in program.families), default=0)
    return REDUCE if fewest >= MANY else DECOMPOSITION
