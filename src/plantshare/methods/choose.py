"""Methods for two-stage programs behind one promise, and the choice between them by size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol

from plantshare.methods.decomposition import solve_decomposition
from plantshare.methods.direct import solve_direct
from plantshare.methods.limits import Limits, Solution
from plantshare.methods.two_stage import TwoStage, extensive

__all__ = ["AUTO", "EXTENSIVE", "METHODS", "TwoStageMethod", "choose_method", "solve_extensive"]

AUTO, EXTENSIVE, DECOMPOSITION = "auto", "extensive", "decomposition"

SMALL = 60_000
"""Columns of the extensive form below which it is solved whole, when the second stage is continuous."""


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


def solve_extensive(program: TwoStage, limits: Limits, start: Mapping[int, float] | None = None) -> Solution:
    """Return the best plan of all scenarios at once."""
    return replace(solve_direct(extensive(program), limits, start or None), method=EXTENSIVE)


def solve_by_cuts(program: TwoStage, limits: Limits, start: Mapping[int, float] | None = None) -> Solution:
    """Return the best plan that the decomposition finds; it begins from a plan of its own."""
    solution = solve_decomposition(program, limits)
    if not start:
        return solution
    note = f"The earlier plan was not used: {DECOMPOSITION} begins from its own."
    return replace(solution, log=(note, *solution.log))


METHODS: Mapping[str, TwoStageMethod] = {
    EXTENSIVE: solve_extensive,
    DECOMPOSITION: solve_by_cuts,
}
"""Every method by name."""


def choose_method(program: TwoStage) -> str:
    """Return the name of the method that suits the size of a program.

    The extensive form is quicker while it is small, and the only one for integers in the second stage.
    """
    if program.has_integer_recourse or program.columns <= SMALL:
        return EXTENSIVE
    return DECOMPOSITION
