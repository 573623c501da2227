"""Best plans with a deal and without it, again and again, while prices move."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np
import xarray as xr

from plantshare.errors import InfeasibleError
from plantshare.formulation import MatrixProgram, labelled_values
from plantshare.methods import Limits, Solution, solve_direct
from plantshare.naming import known_name
from plantshare.results import Result
from plantshare.solve.accounts import proof_of
from plantshare.solve.one_program import Built, build, column_bounds, with_plan
from plantshare.solve.restricted import Restriction, least_shortfall, signing_bounds
from plantshare.study import Study

__all__ = ["GAP", "Planned", "Side"]

GAP = 1e-5
"""Relative gap of each plan unless the study asks for less: a hurdle is a small difference of two plans."""

Side = Literal["without", "signed", "kept"]
"""Without the deal; with it signed; with it signed and its minimum volume built once it has ramped up."""

Columns = np.ndarray
"""One number for each column of a program."""


@dataclass(slots=True, eq=False)
class Planned:
    """A study whose best plans with a deal and without it are asked for under moved prices.

    The program is built once. A move of prices changes the objective and nothing else, so that every plan
    found for one side stays possible and is where the next search of that side starts.

    Parameters
    ----------
    study
        The study; its setting ``sharing`` is taken as "deals".
    deal
        Deal that opens options.
    limits
        When each solve stops; the time limit of the study and :data:`GAP` unless given.
    beside
        Other deals that may be signed on either side.
    hints
        Plans of a similar study, from which the first search of each side starts.

    Attributes
    ----------
    built
        The program.
    known
        Plans found for each side, each dims (column).
    solves
        How many programs were solved.
    slack
        How far any plan found may fall short of the best, m.
    answers
        The first answer of each side: its plan at today's prices.

    Raises
    ------
    LabelError
        If the study has no such deal.
    """

    study: Study
    deal: str
    limits: Limits | None = None
    beside: Collection[str] = ()
    hints: Mapping[Side, Columns] = field(default_factory=dict)
    built: Built = field(init=False)
    known: dict[Side, list[Columns]] = field(init=False)
    solves: int = field(init=False, default=0)
    slack: float = field(init=False, default=0.0)
    sides: dict[Side, tuple[Columns, Columns]] = field(init=False, default_factory=dict)
    answers: dict[Side, Solution] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Build the program."""
        names = [str(name) for name in self.study.labels["deal"]]
        for name in (self.deal, *self.beside):
            known_name("deal", name, names)
        self.study = self.study.with_settings(sharing="deals")
        self.built = build(self.study)
        self.known = {"without": [], "signed": [], "kept": []}

    @property
    def stops(self) -> Limits:
        """Return when each solve stops."""
        if self.limits is not None:
            return self.limits
        settings = self.study.settings
        return Limits(gap=min(GAP, float(settings["gap"])), seconds=float(settings["time_limit"]))

    def value(self, side: Side, shift: Columns | None = None) -> tuple[Columns, float]:
        """Return the best plan of a side and what it earns, m of present value.

        Parameters
        ----------
        side
            With the deal, or without.
        shift
            What a move of prices adds to the objective, dims (column); nothing unless given.

        Raises
        ------
        InfeasibleError
            If the side has no plan at all.
        """
        matrix = self.built.matrix
        cost = matrix.cost if shift is None else matrix.cost + shift
        lower, upper = self.limits_of(side)
        program = replace(matrix, cost=cost, lower=lower, upper=upper)
        best = max(self.known[side], key=lambda plan: float(cost @ plan), default=None)
        solution = solve_direct(
            program, self.stops, started(program, self.hints.get(side) if best is None else best)
        )
        self.solves += 1
        if not solution.has_plan:
            raise InfeasibleError((f"No plan is possible {WORDS[side]} '{self.deal}'.",))
        # A search that stops at its gap can end below a plan that is known from other prices.
        if best is None or float(cost @ solution.values) > float(cost @ best):
            best = solution.values
        self.answers.setdefault(side, solution)
        self.slack = max(self.slack, solution.bound - float(cost @ best))
        self.known[side].append(best)
        return best, float(cost @ best)

    def limits_of(self, side: Side) -> tuple[Columns, Columns]:
        """Return the lower and upper bounds of a side, each dims (column)."""
        if side not in self.sides:
            own = frozenset({self.deal})
            wanted = {
                "without": Restriction(allowed=frozenset(self.beside) - own),
                "signed": Restriction(allowed=frozenset(self.beside) | own, kept=own),
                "kept": Restriction(allowed=frozenset(self.beside) | own, kept=own),
            }[side]
            bounds = dict(signing_bounds(self.built, wanted))
            if side == "kept":
                bounds |= least_shortfall(self.built, wanted, self.stops)
            self.sides[side] = column_bounds(self.built, bounds)
        return self.sides[side]

    def result(self, side: Side) -> Result:
        """Return the plan of a side at today's prices with its money and proof.

        Parameters
        ----------
        side
            A side that was planned.
        """
        solution, matrix = self.answers[side], self.built.matrix
        size = (matrix.cost.size, matrix.row_lower.size, int(matrix.is_integer.sum()))
        return with_plan(self.built, solution, proof_of(solution, self.built.seconds, size))

    def labelled(self, plan: Columns) -> dict[str, xr.DataArray]:
        """Return the values of a plan by variable, in the units of the program."""
        return labelled_values(self.built.labelling, plan)


WORDS: dict[Side, str] = {"without": "without the deal", "signed": "with the deal", "kept": "with the deal"}


def started(program: MatrixProgram, plan: Columns | None) -> dict[int, float] | None:
    """Return the whole decisions of an earlier plan by column; nothing where it is of another program."""
    if plan is None or plan.size != program.cost.size:
        return None
    whole = np.flatnonzero(program.is_integer)
    return dict(zip(whole.tolist(), np.round(plan[whole]).tolist(), strict=True))
