"""Solve the blocks of a family one after another, each from a basis that is given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import highspy
import numpy as np
from scipy import sparse

from plantshare.errors import MethodError
from plantshare.methods.bases import Bases
from plantshare.methods.block_bounds import BlockBounds, Limited, block_bounds
from plantshare.methods.executor import Check
from plantshare.methods.scenarios import blocks_of
from plantshare.methods.solver import QuietSolver
from plantshare.methods.two_stage import Family

__all__ = ["BlockSolver", "Outcome", "Part", "Start", "StoppedError", "quiet_solver", "run"]

OPTIMAL = highspy.HighsModelStatus.kOptimal
IMPOSSIBLE = (
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


TIGHT, LOOSE = 1e-9, 1e-6
"""Tolerances of a block: the sum of many would show what each gains within the usual 1e-7."""


class StoppedError(Exception):
    """Raised when the time is over or a person asked to stop."""


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """Where some blocks are to be solved: all that may change a digit, besides their data.

    Parameters
    ----------
    x
        Values of the first-stage columns.
    bases
        Where each block starts; one without a basis starts where the block before it ended.
    """

    x: np.ndarray
    bases: Bases


@dataclass(slots=True, eq=False)
class Outcome:
    """What the blocks are worth at a first stage, and how that changes around it.

    Parameters
    ----------
    value
        Sum of probability times value; minus infinity where a block has no answer.
    slope
        Change of that sum with each first-stage column: the sum is at most value + slope (z - x).
    bases
        Where the blocks ended.
    cuts
        For blocks without an answer: (violation v, slope) such that v + slope (z - x) <= 0 must hold.
    pivots
        Simplex iterations.
    """

    value: float
    slope: np.ndarray
    bases: Bases
    cuts: list[tuple[float, np.ndarray]] = field(default_factory=list)
    pivots: int = 0


class BlockSolver:
    """The blocks of a family, solved one after another by one solver.

    Nothing is kept from one call to the next: HiGHS remembers more than its basis (edge weights,
    scaling, random numbers), so each call begins with a new solver, and a call that is repeated
    elsewhere gives the same digits.

    Parameters
    ----------
    family
        The family; its blocks are solved in their order.
    """

    def __init__(self, family: Family) -> None:
        self.family = family
        self.bounds: BlockBounds = block_bounds(family)
        self.kept_index = np.arange(self.bounds.kept.size, dtype=np.int32)

    @property
    def blocks(self) -> int:
        """Return how many blocks there are."""
        return self.family.blocks

    def shifted(self, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the limits of the rows of every block once the first stage is fixed."""
        used = self.family.technology.times(x)
        return self.family.row_lower.rows() - used, self.family.row_upper.rows() - used

    def solve(self, start: Start, check: Check) -> Outcome:
        """Return what the blocks are worth at a first stage.

        Parameters
        ----------
        start
            The first stage, and where each block starts.
        check
            Called before each block; raises to stop.
        """
        return self.priced(start, check)[0]

    def priced(self, start: Start, check: Check) -> tuple[Outcome, np.ndarray]:
        """Return what the blocks are worth, and the row duals of those that have an answer.

        The duals have dims (block, row), and do not count probabilities.

        Parameters
        ----------
        start
            The first stage, and where each block starts.
        check
            Called before each block; raises to stop.
        """
        row_lower, row_upper = self.shifted(start.x)
        limited = self.bounds.limits(self.family.lower.rows(), self.family.upper.rows(), row_lower, row_upper)
        values = np.zeros(self.blocks)
        duals = np.zeros((self.blocks, self.bounds.kept.size))
        reduced = np.zeros(limited.lower.shape)
        bases = list(start.bases.kept)
        cuts: list[tuple[float, np.ndarray]] = []
        is_answered, pivots = np.zeros(self.blocks, dtype=bool), 0
        for number, highs, status in self.solved(start.bases, (row_lower, row_upper), limited, check):
            if status == OPTIMAL:
                is_answered[number] = True
                bases[number] = highs.getBasis()
                solution, info = highs.getSolution(), highs.getInfo()
                values[number] = info.objective_function_value
                duals[number], reduced[number] = solution.row_dual, solution.col_dual
                pivots += info.simplex_iteration_count
            elif status in IMPOSSIBLE:
                cuts.append(self.violation(number, row_lower[number], row_upper[number]))
            else:
                raise MethodError(
                    f"a block of the second stage ended with {highs.modelStatusToString(status)!r}"
                )
        ends = Bases(tuple(bases))
        rows = self.bounds.row_duals(duals, reduced, limited)
        if cuts:
            return Outcome(-np.inf, np.zeros(0), ends, cuts, pivots), rows[is_answered]
        slope = -self.family.technology.weighted(self.family.probability[:, None] * rows)
        return Outcome(float(self.family.probability @ values), slope, ends, cuts, pivots), rows

    def columns(self, start: Start, check: Check) -> tuple[np.ndarray, np.ndarray]:
        """Return values of the columns and duals of the rows of every block, dims (block, place).

        Parameters
        ----------
        start
            The first stage, and where each block starts.
        check
            Called before each block; raises to stop.
        """
        return self.settled(start, check)[:2]

    def settled(self, start: Start, check: Check) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return values of columns and duals of rows of every block, and which blocks have an answer.

        Dims are (block, place), and (block) for the last. Values of a block without an answer mean nothing.

        Parameters
        ----------
        start
            The first stage, and where each block starts.
        check
            Called before each block; raises to stop.
        """
        row_lower, row_upper = self.shifted(start.x)
        limited = self.bounds.limits(self.family.lower.rows(), self.family.upper.rows(), row_lower, row_upper)
        values = np.zeros(limited.lower.shape)
        duals, reduced = np.zeros((self.blocks, self.bounds.kept.size)), np.zeros_like(values)
        is_answered = np.ones(self.blocks, dtype=bool)
        for number, highs, status in self.solved(start.bases, (row_lower, row_upper), limited, check):
            if status in IMPOSSIBLE:
                is_answered[number] = False
            elif status != OPTIMAL:
                raise MethodError(
                    f"a block of the second stage ended with {highs.modelStatusToString(status)!r}"
                )
            solution = highs.getSolution()
            values[number] = solution.col_value
            duals[number], reduced[number] = solution.row_dual, solution.col_dual
        return values, self.bounds.row_duals(duals, reduced, limited), is_answered

    def solved(
        self, bases: Bases, row_limits: tuple[np.ndarray, np.ndarray], limited: Limited, check: Check
    ) -> Iterator[tuple[int, QuietSolver, highspy.HighsModelStatus]]:
        """Yield each block's number, the solver that holds its answer until the next, and its status."""
        lower, upper = (limits[:, self.bounds.kept] for limits in row_limits)
        highs = self.solver_of_first(lower[0], upper[0], limited)
        for number in range(self.blocks):
            check()
            if number:
                self.load(highs, number, (lower[number], upper[number]), limited)
            basis = bases.kept[number]
            if basis is not None:
                highs.setBasis(basis)
            status = run(highs)
            if status in IMPOSSIBLE:
                # A first stage that is exact to 1e-7 only must not make a block impossible.
                highs.setOptionValue("primal_feasibility_tolerance", LOOSE)
                status = run(highs)
                highs.setOptionValue("primal_feasibility_tolerance", TIGHT)
            yield number, highs, status

    def solver_of_first(self, row_lower: np.ndarray, row_upper: np.ndarray, limited: Limited) -> QuietSolver:
        """Return a new solver with the data of the first block."""
        highs = quiet_solver(
            self.family.cost.block(0),
            sparse.csc_matrix(self.family.recourse.block(0)[self.bounds.kept]),
            (row_lower, row_upper),
            (limited.lower[0], limited.upper[0]),
        )
        highs.setOptionValue("primal_feasibility_tolerance", TIGHT)
        highs.setOptionValue("dual_feasibility_tolerance", TIGHT)
        return highs

    def load(
        self, highs: QuietSolver, number: int, row_limits: tuple[np.ndarray, np.ndarray], limited: Limited
    ) -> None:
        """Give a solver that holds the block before the data of a block."""
        highs.limit_rows(self.kept_index, *row_limits)
        lower, upper = limited.lower[number], limited.upper[number]
        is_moved = (lower != limited.lower[number - 1]) | (upper != limited.upper[number - 1])
        moved = np.flatnonzero(is_moved).astype(np.int32)
        if moved.size:
            highs.changeColsBounds(moved.size, moved, lower[moved], upper[moved])
        places = self.family.cost.places
        if places.size:
            highs.changeColsCost(places.size, places.astype(np.int32), self.family.cost.values[number])
        self.change_recourse(highs, number)

    def change_recourse(self, highs: QuietSolver, number: int) -> None:
        """Write the entries of W that vary into a solver."""
        places = self.family.recourse.entries.places
        # A row that became the limit of a column has no entry that varies.
        row = np.searchsorted(self.bounds.kept, self.family.recourse.row[places])
        values = self.family.recourse.entries.values[number]
        for at, column, value in zip(row, self.family.recourse.column[places], values, strict=True):
            highs.changeCoeff(int(at), int(column), float(value))

    def violation(
        self, number: int, row_lower: np.ndarray, row_upper: np.ndarray
    ) -> tuple[float, np.ndarray]:
        """Return by how much the rows of a block must be violated, and its slope in the first stage.

        min sum of r + s  with  row_lower <= W y + r - s <= row_upper: 0 if the block has an answer, and
        convex in the first stage (phase one of the L-shaped method, Van Slyke and Wets 1969).
        """
        recourse = self.family.recourse.block(number)
        height, width = recourse.shape
        identity = sparse.identity(height, format="csc")
        highs = quiet_solver(
            np.concatenate([np.zeros(width), -np.ones(2 * height)]),
            sparse.hstack([recourse, identity, -identity], format="csc"),
            (row_lower, row_upper),
            (
                np.append(self.family.lower.block(number), np.zeros(2 * height)),
                np.append(self.family.upper.block(number), np.full(2 * height, np.inf)),
            ),
        )
        highs.run()
        if highs.getModelStatus() != OPTIMAL:
            raise MethodError("a block of the second stage has no answer whatever the first stage is")
        duals = np.array(highs.getSolution().row_dual)
        # The solver maximises minus the violation.
        slope = duals @ self.family.technology.block(number)
        return -float(highs.getInfo().objective_function_value), np.asarray(slope)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Some blocks of a family, which are gathered when they are solved, so that nothing is held twice.

    Parameters
    ----------
    family
        The family.
    chosen
        Numbers of the blocks, in the order in which they are solved.
    """

    family: Family
    chosen: np.ndarray

    def __reduce__(self) -> tuple[type[Part], tuple[Family, np.ndarray]]:
        """Return what is sent elsewhere: these blocks alone."""
        return Part, (blocks_of(self.family, self.chosen), np.arange(self.chosen.size))

    @property
    def solver(self) -> BlockSolver:
        """Return a solver of the blocks."""
        return BlockSolver(blocks_of(self.family, self.chosen))

    def solve(self, start: Start, check: Check) -> Outcome:
        """Return what the blocks are worth at a first stage, as ``BlockSolver.solve``."""
        return self.solver.solve(start, check)

    def priced(self, start: Start, check: Check) -> tuple[Outcome, np.ndarray]:
        """Return what the blocks are worth, and row duals, as ``BlockSolver.priced``."""
        return self.solver.priced(start, check)

    def settled(self, start: Start, check: Check) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return values, duals and which blocks have an answer, as ``BlockSolver.settled``."""
        return self.solver.settled(start, check)


def run(highs: QuietSolver) -> highspy.HighsModelStatus:
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
) -> QuietSolver:
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
    highs = QuietSolver()
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("solver", "simplex")
    if highs.passModel(problem) == highspy.HighsStatus.kError:
        raise MethodError("the solver refused a block of the second stage")
    return highs
