"""Solve the blocks of a family one after another, each from the basis of the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np
from scipy import sparse

from plantshare.errors import MethodError
from plantshare.methods.block_bounds import BlockBounds, Limited, block_bounds
from plantshare.methods.two_stage import Family

__all__ = ["BlockSolver", "Outcome", "StoppedError", "quiet_solver", "run"]

OPTIMAL = highspy.HighsModelStatus.kOptimal
IMPOSSIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


TIGHT, LOOSE = 1e-9, 1e-6
"""Tolerances of a block: the sum of many would show what each gains within the usual 1e-7."""


class StoppedError(Exception):
    """Raised when the time is over or a person asked to stop."""


@dataclass(slots=True, eq=False)
class Outcome:
    """What the blocks are worth at a first stage, and how that changes around it.

    Parameters
    ----------
    value
        Sum of probability times value; minus infinity where a block has no answer.
    slope
        Change of that sum with each first-stage column: the sum is at most value + slope (z - x).
    cuts
        For blocks without an answer: (violation v, slope) such that v + slope (z - x) <= 0 must hold.
    pivots
        Simplex iterations.
    """

    value: float
    slope: np.ndarray
    cuts: list[tuple[float, np.ndarray]] = field(default_factory=list)
    pivots: int = 0


class BlockSolver:
    """One solver for some blocks of a family, which keeps its basis from block to block.

    Parameters
    ----------
    family
        The family.
    chosen
        Numbers of the blocks, in the order in which they are solved.
    """

    def __init__(self, family: Family, chosen: np.ndarray) -> None:
        self.family, self.chosen = family, chosen
        self.probability = family.probability[chosen]
        self.bounds: BlockBounds = block_bounds(family)
        self.technology = family.technology
        height, width = family.recourse.shape
        every = np.arange(height)
        self.row_lower, self.row_upper = (
            family.row_lower.at(chosen, every),
            family.row_upper.at(chosen, every),
        )
        columns = np.arange(width)
        self.lower, self.upper = family.lower.at(chosen, columns), family.upper.at(chosen, columns)
        self.cost = family.cost.at(chosen, columns)
        entry = np.arange(family.technology.row.size)
        self.technology = type(family.technology)(
            family.technology.row,
            family.technology.column,
            family.technology.shape,
            family.technology.entries.at(chosen, entry),
        )
        self.kept_index = np.arange(self.bounds.kept.size, dtype=np.int32)
        self.column_index = columns.astype(np.int32)
        self.highs: highspy.Highs | None = None
        self.bases: list[highspy.HighsBasis | None] = [None] * chosen.size
        self.loaded = (np.zeros(0), np.zeros(0))

    def shifted(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the limits of the rows of every block once the first stage is fixed."""
        used = self.technology.times(x)
        return self.row_lower.rows() - used, self.row_upper.rows() - used

    def solve(self, x: np.ndarray, check: Callable[[], None]) -> Outcome:
        """Return what the blocks are worth at a first stage.

        Parameters
        ----------
        x
            Values of the first-stage columns.
        check
            Called before each block; raises to stop.
        """
        row_lower, row_upper = self.shifted(x)
        limited = self.bounds.limits(self.lower.rows(), self.upper.rows(), row_lower, row_upper)
        kept = self.bounds.kept
        count = self.chosen.size
        values = np.zeros(count)
        duals = np.zeros((count, kept.size))
        reduced = np.zeros((count, self.column_index.size))
        outcome = Outcome(0.0, np.zeros(0))
        kept_lower, kept_upper = row_lower[:, kept], row_upper[:, kept]
        for number in range(count):
            check()
            highs = self.load(number, kept_lower[number], kept_upper[number], limited)
            status = run(highs)
            if status in IMPOSSIBLE:
                # A first stage that is exact to 1e-7 only must not make a block impossible.
                status = self.run_loosely(highs)
            if status == OPTIMAL:
                self.bases[number] = highs.getBasis()
                solution, info = highs.getSolution(), highs.getInfo()
                values[number] = info.objective_function_value
                duals[number], reduced[number] = solution.row_dual, solution.col_dual
                outcome.pivots += info.simplex_iteration_count
            elif status in IMPOSSIBLE:
                values[number] = -np.inf
                outcome.cuts.append(self.violation(number, row_lower[number], row_upper[number]))
            else:
                raise MethodError(
                    f"a block of the second stage ended with {highs.modelStatusToString(status)!r}"
                )
        if outcome.cuts:
            outcome.value = -np.inf
            return outcome
        weight = self.probability[:, None]
        rows = weight * self.bounds.row_duals(duals, reduced, limited)
        outcome.value = float(self.probability @ values)
        outcome.slope = -self.technology.weighted(rows)
        return outcome

    def run_loosely(self, highs: highspy.Highs) -> highspy.HighsModelStatus:
        """Run a block with a wider tolerance and return its status."""
        highs.setOptionValue("primal_feasibility_tolerance", LOOSE)
        status = run(highs)
        highs.setOptionValue("primal_feasibility_tolerance", TIGHT)
        return status

    def columns(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return values of the columns and duals of the rows of every block at a first stage."""
        row_lower, row_upper = self.shifted(x)
        limited = self.bounds.limits(self.lower.rows(), self.upper.rows(), row_lower, row_upper)
        kept, count = self.bounds.kept, self.chosen.size
        values = np.zeros((count, self.column_index.size))
        duals, reduced = np.zeros((count, kept.size)), np.zeros_like(values)
        for number in range(count):
            highs = self.load(number, row_lower[number, kept], row_upper[number, kept], limited)
            if run(highs) in IMPOSSIBLE:
                self.run_loosely(highs)
            solution = highs.getSolution()
            values[number] = solution.col_value
            duals[number], reduced[number] = solution.row_dual, solution.col_dual
        return values, self.bounds.row_duals(duals, reduced, limited)

    def load(
        self, number: int, row_lower: np.ndarray, row_upper: np.ndarray, limited: Limited
    ) -> highspy.Highs:
        """Return the solver with the data of one block."""
        lower, upper = limited.lower[number], limited.upper[number]
        if self.highs is None:
            recourse = self.family.recourse.block(int(self.chosen[number]))[self.bounds.kept]
            self.highs = quiet_solver(
                self.cost.block(number), sparse.csc_matrix(recourse), (row_lower, row_upper), (lower, upper)
            )
            self.highs.setOptionValue("primal_feasibility_tolerance", TIGHT)
            self.highs.setOptionValue("dual_feasibility_tolerance", TIGHT)
            self.loaded = (lower, upper)
            return self.highs
        highs = self.highs
        # The solver's stubs leave this call out.
        highs.changeRowsBounds(row_lower.size, self.kept_index, row_lower, row_upper)  # type: ignore[attr-defined]
        moved = np.flatnonzero((lower != self.loaded[0]) | (upper != self.loaded[1])).astype(np.int32)
        if moved.size:
            highs.changeColsBounds(moved.size, moved, lower[moved], upper[moved])
        self.loaded = (lower, upper)
        if self.cost.places.size:
            places = self.cost.places
            highs.changeColsCost(places.size, places.astype(np.int32), self.cost.values[number])
        self.change_recourse(number)
        basis = self.bases[number]
        if basis is not None:
            highs.setBasis(basis)
        return highs

    def change_recourse(self, number: int) -> None:
        """Write the entries of W that vary into the solver."""
        recourse = self.family.recourse
        places = recourse.entries.places
        if places.size == 0 or self.highs is None:
            return
        row = np.searchsorted(self.bounds.kept, recourse.row[places])
        values = recourse.entries.values[self.chosen[number]]
        for at, column, value in zip(row, recourse.column[places], values, strict=True):
            self.highs.changeCoeff(int(at), int(column), float(value))

    def violation(
        self, number: int, row_lower: np.ndarray, row_upper: np.ndarray
    ) -> tuple[float, np.ndarray]:
        """Return by how much the rows of a block must be violated, and its slope in the first stage.

        min sum of r + s  with  row_lower <= W y + r - s <= row_upper: 0 if the block has an answer, and
        convex in the first stage (phase one of the L-shaped method, Van Slyke and Wets 1969).
        """
        block = int(self.chosen[number])
        recourse = self.family.recourse.block(block)
        height, width = recourse.shape
        identity = sparse.identity(height, format="csc")
        highs = quiet_solver(
            np.concatenate([np.zeros(width), -np.ones(2 * height)]),
            sparse.hstack([recourse, identity, -identity], format="csc"),
            (row_lower, row_upper),
            (
                np.append(self.lower.block(number), np.zeros(2 * height)),
                np.append(self.upper.block(number), np.full(2 * height, np.inf)),
            ),
        )
        highs.run()
        if highs.getModelStatus() != OPTIMAL:
            raise MethodError("a block of the second stage has no answer whatever the first stage is")
        duals = np.array(highs.getSolution().row_dual)
        # The solver maximises minus the violation.
        slope = duals @ self.technology.block(number)
        return -float(highs.getInfo().objective_function_value), np.asarray(slope)


def run(highs: highspy.Highs) -> highspy.HighsModelStatus:
    """Run a solver and return its status; where it gets lost from its basis, once more without it."""
    highs.run()
    status = highs.getModelStatus()
    if status in (highspy.HighsModelStatus.kUnknown, highspy.HighsModelStatus.kSolveError):
        highs.clearSolver()
        highs.run()
        status = highs.getModelStatus()
    return status


def quiet_solver(
    cost: np.ndarray,
    matrix: sparse.csc_matrix,
    row_limits: tuple[np.ndarray, np.ndarray],
    limits: tuple[np.ndarray, np.ndarray],
) -> highspy.Highs:
    """Return a solver of one thread that maximises a linear program by simplex from a kept basis."""
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = cost.size, row_limits[0].size
    problem.col_cost_, problem.sense_ = cost, highspy.ObjSense.kMaximize
    problem.col_lower_, problem.col_upper_ = limits
    problem.row_lower_, problem.row_upper_ = row_limits
    problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    problem.a_matrix_.start_ = matrix.indptr
    problem.a_matrix_.index_ = matrix.indices
    problem.a_matrix_.value_ = matrix.data
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("solver", "simplex")
    if highs.passModel(problem) == highspy.HighsStatus.kError:
        raise MethodError("the solver refused a block of the second stage")
    return highs
