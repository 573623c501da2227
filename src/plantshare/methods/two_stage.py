"""A two-stage program in matrix form: one first stage, and blocks that it alone joins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from plantshare.formulation.matrix import MatrixProgram
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["Family", "FirstStage", "TwoStage", "extensive"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class FirstStage:
    """What is decided before any news: c x under row_lower <= A x <= row_upper, lower <= x <= upper.

    Parameters
    ----------
    cost, matrix, row_lower, row_upper, lower, upper, is_integer
        As in a program in matrix form.
    """

    cost: np.ndarray
    matrix: sparse.csr_matrix
    row_lower: np.ndarray
    row_upper: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    is_integer: np.ndarray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Family:
    """Blocks of one shape, such as the same year in every scenario.

    Given the first stage x, block b of the family is worth

        Q_b(x) = max q_b y  with  row_lower_b <= T_b x + W_b y <= row_upper_b,  lower_b <= y <= upper_b

    and counts in the objective with its probability. Only what differs between blocks is kept more
    than once.

    Parameters
    ----------
    name
        What the blocks share, such as "2031".
    scenario
        Number of the scenario of each block.
    probability
        Weight of each block in the objective.
    cost, row_lower, row_upper, lower, upper
        The data of the blocks.
    technology, recourse
        The matrices T and W.
    is_integer
        Which second-stage columns must be whole.
    """

    name: str
    scenario: np.ndarray
    probability: np.ndarray
    cost: Varying
    row_lower: Varying
    row_upper: Varying
    lower: Varying
    upper: Varying
    technology: VaryingMatrix
    recourse: VaryingMatrix
    is_integer: np.ndarray

    @property
    def blocks(self) -> int:
        """Return how many blocks there are."""
        return int(self.probability.size)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TwoStage:
    """A program to maximise: c x + sum over families and their blocks of probability times Q_b(x).

    Parameters
    ----------
    first
        The first stage.
    families
        The blocks, by shape. No row joins two blocks.
    scenario_cost
        Cost of the first stage in each scenario where it differs, as where wages are uncertain, one
        vector for each scenario; their mean is the cost of the first stage. Only what looks at single
        scenarios reads it.
    """

    first: FirstStage
    families: tuple[Family, ...]
    scenario_cost: Varying | None = None

    @property
    def has_integer_recourse(self) -> bool:
        """Return whether any second-stage column must be whole."""
        return any(bool(family.is_integer.any()) for family in self.families)

    @property
    def columns(self) -> int:
        """Return the number of columns of the extensive form."""
        return self.first.cost.size + sum(f.blocks * f.cost.base.size for f in self.families)

    @property
    def rows(self) -> int:
        """Return the number of rows of the extensive form."""
        return self.first.row_lower.size + sum(f.blocks * f.row_lower.base.size for f in self.families)


def extensive(program: TwoStage) -> MatrixProgram:
    """Return the whole program at once: the first stage, then every block, family by family.

    Examples
    --------
    >>> from plantshare.methods.varying import Varying, VaryingMatrix
    >>> one = sparse.csr_matrix([[1.0]])
    >>> first = FirstStage(
    ...     cost=np.array([-1.0]), matrix=sparse.csr_matrix((0, 1)), row_lower=np.zeros(0),
    ...     row_upper=np.zeros(0), lower=np.zeros(1), upper=np.ones(1), is_integer=np.zeros(1, dtype=bool),
    ... )
    >>> two = Family(
    ...     name="all", scenario=np.arange(2), probability=np.array([0.5, 0.5]),
    ...     cost=Varying.of(np.array([[3.0], [4.0]])), row_lower=Varying.same(np.array([-np.inf]), 2),
    ...     row_upper=Varying.same(np.zeros(1), 2), lower=Varying.same(np.zeros(1), 2),
    ...     upper=Varying.same(np.ones(1), 2), technology=VaryingMatrix.same(-one, 2),
    ...     recourse=VaryingMatrix.same(one, 2), is_integer=np.zeros(1, dtype=bool),
    ... )
    >>> whole = extensive(TwoStage(first=first, families=(two,)))
    >>> whole.cost
    array([-1. ,  1.5,  2. ])
    >>> whole.matrix.toarray()
    array([[-1.,  1.,  0.],
           [-1.,  0.,  1.]])
    """
    first = program.first
    parts = [first.matrix.tocoo()]
    row, column = [parts[0].row], [parts[0].col]
    data = [parts[0].data]
    rows, columns = first.row_lower.size, first.cost.size
    for family in program.families:
        height, width = family.recourse.shape
        top = rows + height * np.arange(family.blocks)[:, None]
        left = columns + width * np.arange(family.blocks)[:, None]
        for matrix, is_own in ((family.technology, False), (family.recourse, True)):
            row.append((top + matrix.row).ravel())
            place = (
                left + matrix.column
                if is_own
                else np.broadcast_to(matrix.column, (family.blocks, matrix.column.size))
            )
            column.append(place.ravel())
            data.append(matrix.entries.rows().ravel())
        rows, columns = rows + height * family.blocks, columns + width * family.blocks
    entries = (np.concatenate(data), (np.concatenate(row), np.concatenate(column)))
    return MatrixProgram(
        cost=np.concatenate(
            [first.cost, *((f.probability[:, None] * f.cost.rows()).ravel() for f in program.families)]
        ),
        matrix=sparse.csc_matrix(entries, shape=(rows, columns)),
        row_lower=np.concatenate([first.row_lower, *(f.row_lower.rows().ravel() for f in program.families)]),
        row_upper=np.concatenate([first.row_upper, *(f.row_upper.rows().ravel() for f in program.families)]),
        lower=np.concatenate([first.lower, *(f.lower.rows().ravel() for f in program.families)]),
        upper=np.concatenate([first.upper, *(f.upper.rows().ravel() for f in program.families)]),
        is_integer=np.concatenate(
            [first.is_integer, *(np.tile(f.is_integer, f.blocks) for f in program.families)]
        ),
        rows=np.concatenate(
            [
                np.full(first.row_lower.size, "first stage", dtype=object),
                *(
                    np.full(f.blocks * f.row_lower.base.size, f"second stage {f.name}".rstrip(), dtype=object)
                    for f in program.families
                ),
            ]
        ),
    )
