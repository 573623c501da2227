"""The first stage with what cuts say about the second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from scipy import sparse

from plantshare.errors import MethodError
from plantshare.formulation.matrix import MatrixProgram
from plantshare.methods.block_solver import quiet_solver, run
from plantshare.methods.recourse import Cut
from plantshare.methods.two_stage import FirstStage

__all__ = ["LinearAnswer", "Master"]

BOX = 1e5
"""First limit of columns without one, while cuts leave the first stage unbounded; grows tenfold."""

TINY = 1e-11
"""Slopes below this share of the largest of a cut are moved into its constant."""

IDLE = 25
"""Solves after which a cut that never held is dropped."""


@dataclass(frozen=True, slots=True, eq=False)
class LinearAnswer:
    """What the linear relaxation of the master says.

    Parameters
    ----------
    x
        First-stage values; empty where there are none.
    bound
        No plan can be better; infinite while some group has no cut or the box holds.
    reduced
        Reduced cost of each first-stage column.
    """

    x: np.ndarray
    bound: float
    reduced: np.ndarray


class Master:
    """First stage, one column for the worth of each group of blocks, and all cuts so far.

    Parameters
    ----------
    first
        The first stage.
    groups
        Number of groups of blocks.
    exact
        Puts first-stage values right that the solver gives within its tolerance only.

    Attributes
    ----------
    worth
        What the last linear answer promised of each group.
    """

    def __init__(
        self,
        first: FirstStage,
        groups: int,
        exact: Callable[[np.ndarray], np.ndarray] = lambda x: x,
    ) -> None:
        self.first, self.groups, self.exact = first, groups, exact
        self.count = first.cost.size
        self.constants = np.zeros(0)
        self.cuts = sparse.csr_matrix((0, self.count + groups))
        self.idle = np.zeros(0, dtype=int)
        self.has_cut = np.zeros(groups, dtype=bool)
        self.lower, self.upper = first.lower.copy(), first.upper.copy()
        self.box = 0.0
        self.worth = np.zeros(groups)
        matrix = sparse.hstack(
            [first.matrix, sparse.csr_matrix((first.row_lower.size, groups))], format="csc"
        )
        # The worth of a group counts once it has a cut.
        self.highs = quiet_solver(
            np.concatenate([first.cost, np.ones(groups)]),
            matrix,
            (first.row_lower, first.row_upper),
            (np.append(first.lower, np.zeros(groups)), np.append(first.upper, np.zeros(groups))),
        )

    def limit(self, lower: np.ndarray, upper: np.ndarray) -> None:
        """Set the limits of the first-stage columns, such as to hold integers."""
        self.lower, self.upper = lower.copy(), upper.copy()
        self.set_limits()

    def set_limits(self) -> None:
        """Write the limits into the solver, with the box where there are none."""
        lower, upper = self.lower, self.upper
        if self.box:
            lower, upper = np.maximum(lower, -self.box), np.minimum(upper, self.box)
        self.highs.changeColsBounds(self.count, np.arange(self.count, dtype=np.int32), lower, upper)

    def add(self, cuts: tuple[Cut, ...]) -> None:
        """Add cuts."""
        rows, constants = [], []
        for cut in cuts:
            slope, constant = without_tiny(cut.slope, cut.constant, self.first)
            rows.append(slope)
            constants.append(constant)
            if cut.group >= 0 and not self.has_cut[cut.group]:
                self.has_cut[cut.group] = True
                self.highs.changeColBounds(self.count + cut.group, -np.inf, np.inf)
        matrix = self.cut_rows(np.array(rows), np.array([cut.group for cut in cuts]))
        self.cuts = sparse.vstack([self.cuts, matrix], format="csr")
        self.constants = np.concatenate([self.constants, constants])
        self.highs.addRows(
            len(rows),
            np.full(len(rows), -np.inf),
            np.array(constants),
            matrix.nnz,
            matrix.indptr[:-1],
            matrix.indices,
            matrix.data,
        )
        self.idle = np.concatenate([self.idle, np.zeros(len(rows), dtype=int)])

    def cut_rows(self, slopes: np.ndarray, groups: np.ndarray) -> sparse.csr_matrix:
        """Return worth[group] - slope x as rows over all columns of the master."""
        own = np.flatnonzero(groups >= 0)
        worth = sparse.csr_matrix((np.ones(own.size), (own, groups[own])), shape=(groups.size, self.groups))
        rows = sparse.hstack([sparse.csr_matrix(-slopes), worth], format="csr")
        rows.eliminate_zeros()
        return rows

    def solve_linear(self) -> LinearAnswer:
        """Return the best first stage of the linear relaxation and the bound it proves."""
        status = run(self.highs)
        while status in (
            highspy.HighsModelStatus.kUnbounded,
            highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            self.box = 10 * self.box if self.box else BOX
            if self.box > 1e12:
                return LinearAnswer(np.zeros(0), np.inf, np.zeros(0))
            self.set_limits()
            status = run(self.highs)
        if status == highspy.HighsModelStatus.kInfeasible:
            return LinearAnswer(np.zeros(0), -np.inf, np.zeros(0))
        if status != highspy.HighsModelStatus.kOptimal:
            raise MethodError(f"the master ended with {self.highs.modelStatusToString(status)!r}")
        solution = self.highs.getSolution()
        x = self.exact(np.clip(np.array(solution.col_value)[: self.count], self.lower, self.upper))
        self.worth = np.array(solution.col_value)[self.count :]
        duals = np.array(solution.row_dual)[self.first.row_lower.size :]
        self.idle = np.where(duals != 0, 0, self.idle + 1)
        bound = float(self.highs.getInfo().objective_function_value)
        if not self.has_cut.all() or self.leans_on_box(x):
            bound = np.inf
        return LinearAnswer(x, bound, np.array(solution.col_dual)[: self.count])

    def leans_on_box(self, x: np.ndarray) -> bool:
        """Return whether a limit that was only put there for the solver holds the answer."""
        if not self.box:
            return False
        near = np.abs(x) >= self.box * (1 - 1e-9)
        return bool((near & (np.abs(x) < np.maximum(np.abs(self.lower), np.abs(self.upper)))).any())

    def widen(self) -> None:
        """Let the box grow."""
        self.box *= 10
        self.set_limits()

    def drop_idle(self) -> None:
        """Drop cuts that have not held for long."""
        old = np.flatnonzero(self.idle > IDLE)
        if old.size < self.idle.size // 4:
            return
        first = self.first.row_lower.size
        self.highs.deleteRows(old.size, (first + old).astype(np.int32))
        kept = np.flatnonzero(self.idle <= IDLE)
        self.constants, self.cuts = self.constants[kept], self.cuts[kept]
        self.idle = self.idle[kept]

    def whole_program(self, lower: np.ndarray, upper: np.ndarray) -> MatrixProgram:
        """Return the master with its integers, between some limits, as a program."""
        first = self.first
        own = sparse.hstack([first.matrix, sparse.csr_matrix((first.row_lower.size, self.groups))])
        return MatrixProgram(
            cost=np.concatenate([first.cost, np.ones(self.groups)]),
            matrix=sparse.vstack([own, self.cuts], format="csc"),
            row_lower=np.concatenate([first.row_lower, np.full(self.constants.size, -np.inf)]),
            row_upper=np.concatenate([first.row_upper, self.constants]),
            lower=np.concatenate([lower, np.full(self.groups, -np.inf)]),
            upper=np.concatenate([upper, np.full(self.groups, np.inf)]),
            is_integer=np.concatenate([first.is_integer, np.zeros(self.groups, dtype=bool)]),
            rows=np.concatenate(
                [
                    np.full(first.row_lower.size, "first stage", dtype=object),
                    np.full(self.constants.size, "cut", dtype=object),
                ]
            ),
        )


def without_tiny(slope: np.ndarray, constant: float, first: FirstStage) -> tuple[np.ndarray, float]:
    """Return a cut whose tiny slopes are replaced by the most they can add."""
    tiny = (slope != 0) & (np.abs(slope) < TINY * max(1.0, float(np.abs(slope).max(initial=0.0))))
    limit = np.where(slope > 0, first.upper, first.lower)
    tiny &= np.isfinite(limit)
    added = float((slope[tiny] * limit[tiny]).sum())
    return np.where(tiny, 0.0, slope), constant + added
