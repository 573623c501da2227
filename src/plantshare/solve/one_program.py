"""One built program that is solved again and again, with some of its columns held or closed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from plantshare.formulation import (
    Labelling,
    Line,
    MatrixProgram,
    Program,
    build_program,
    labelled_duals,
    labelled_values,
    labelling_of,
    row_places,
    start_vector,
    to_matrix,
)
from plantshare.formulation.slack import with_least_slack
from plantshare.methods import Limits, Solution, solve_direct
from plantshare.methods.conflicts import find_conflicts
from plantshare.results import Proof, Result
from plantshare.results.money import money_of
from plantshare.solve.accounts import in_files_units, known, proof_of, tidy
from plantshare.solve.batches import in_program_units
from plantshare.study import Study

__all__ = [
    "Bounds",
    "Built",
    "build",
    "column_bounds",
    "places_of",
    "result_of",
    "solve_built",
    "without_plan",
]

Bounds = Mapping[str, tuple[xr.DataArray, xr.DataArray]]
"""Lower and upper bound of cells of some variables, in the units of the program; missing cells stay."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Built:
    """A study as a program in matrix form, with the labels of its columns and its money lines.

    Parameters
    ----------
    study
        The study that it was built from.
    program
        The labelled program.
    matrix
        The same as arrays.
    labelling
        Labels of its columns and rows.
    seconds
        Time that building took.
    """

    study: Study
    program: Program
    matrix: MatrixProgram
    labelling: Labelling
    seconds: float

    @property
    def lines(self) -> tuple[Line, ...]:
        """Return the money lines of the program."""
        return tuple(self.program.lines)

    def program_values(self, plan: Result) -> dict[str, xr.DataArray]:
        """Return the values of a plan in the units of the program: thousands of vehicles and people.

        Parameters
        ----------
        plan
            A result with a plan of the same study.
        """
        return in_program_units(self.program.thousands, plan.values)


def build(study: Study) -> Built:
    """Return the program of a study, ready to be solved.

    Parameters
    ----------
    study
        The study; several scenarios are solved together, all at once.
    """
    began = time.perf_counter()
    program = build_program(study)
    matrix, labelling = to_matrix(program), labelling_of(program)
    seconds = time.perf_counter() - began
    return Built(study=study, program=program, matrix=matrix, labelling=labelling, seconds=seconds)


def column_bounds(built: Built, bounds: Bounds) -> tuple[np.ndarray, np.ndarray]:
    """Return the bounds of every column with those of some variables replaced, each dims (column).

    Parameters
    ----------
    built
        The program.
    bounds
        Lower and upper bound by variable; cells that are missing or do not exist keep their own.
    """
    lower, upper = built.matrix.lower.copy(), built.matrix.upper.copy()
    for name, sides in bounds.items():
        labels = built.labelling.variables[name]
        for side, values in zip((lower, upper), sides, strict=True):
            wanted = values.broadcast_like(labels).reindex_like(labels).transpose(*labels.dims).values
            asked = (labels.values >= 0) & ~np.isnan(wanted)
            side[places_of(built, labels.values[asked])] = wanted[asked]
    return lower, upper


def places_of(built: Built, labels: np.ndarray) -> np.ndarray:
    """Return the places of columns by their labels.

    Parameters
    ----------
    built
        The program.
    labels
        Labels of columns that it has.
    """
    place = np.full(int(built.labelling.columns.max(initial=-1)) + 2, -1)
    place[built.labelling.columns] = np.arange(built.labelling.columns.size)
    found: np.ndarray = place[labels]
    return found


def solve_built(
    built: Built, limits: Limits, *, start: Result | None = None, bounds: Bounds | None = None
) -> Result:
    """Return the best plan of a built program.

    Parameters
    ----------
    built
        The program.
    limits
        When to stop.
    start
        An earlier result to start from; decisions whose labels both have are tried first.
    bounds
        Bounds of some variables for this solve alone.
    """
    matrix = built.matrix
    if bounds:
        lower, upper = column_bounds(built, bounds)
        matrix = replace(matrix, lower=lower, upper=upper)
    guess = None
    if start is not None:
        guess = start_vector(built.labelling, built.program_values(start))
    return result_of(built, matrix, solve_direct(matrix, limits, guess), limits)


def result_of(built: Built, matrix: MatrixProgram, solution: Solution, limits: Limits) -> Result:
    """Return a solution as a result of the study.

    Parameters
    ----------
    built
        The program.
    matrix
        The same with the bounds under which it was solved.
    solution
        What the solver found.
    limits
        Limits of the search for rules in conflict, where there is no plan.
    """
    size = (matrix.cost.size, matrix.row_lower.size, int(matrix.is_integer.sum()))
    proof = proof_of(solution, built.seconds, size)
    if not solution.has_plan:
        return without_plan(built, matrix, proof, limits)
    return with_plan(built, solution, proof)


def with_plan(built: Built, solution: Solution, proof: Proof) -> Result:
    """Return the result of a solution: values with their labels, money and duals."""
    study = built.study
    values = with_least_slack(study, tidy(labelled_values(built.labelling, solution.values)))
    return Result(
        study=study,
        proof=proof,
        values=in_files_units(built.program.thousands, values),
        money=money_of(built.program.lines, values, study),
        duals=known(labelled_duals(built.labelling, solution.duals)),
    )


def without_plan(built: Built, matrix: MatrixProgram, proof: Proof, limits: Limits) -> Result:
    """Return a result without plan, with the rules in conflict where no plan is possible."""
    if proof.status == "infeasible":
        proof = replace(proof, conflicts=find_conflicts(matrix, row_places(built.program), limits))
    return Result(study=built.study, proof=proof, values={}, money=money_of([], {}, built.study), duals={})
