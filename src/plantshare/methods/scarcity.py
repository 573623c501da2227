"""What scarce limits are worth once every integer is held, and how far such prices may move."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy import sparse

from plantshare.errors import MethodError
from plantshare.formulation.matrix import MatrixProgram
from plantshare.methods.direct import highs_of
from plantshare.methods.solver import QuietSolver

__all__ = ["Pricing", "Share", "held_program", "payment_ranges", "scarcity_prices"]

TIGHT = 1e-6
"""Room, relative to a limit, below which the limit counts as reached."""

Share = tuple[np.ndarray, np.ndarray]
"""Which rows and which columns of a program somebody owns, each true or false, dims (row) and (column)."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HeldProgram:
    """The linear program that is left once every integer has its value.

    Parameters
    ----------
    left
        The program over the free columns, held ones moved to the right sides of its rows.
    rows, columns
        Places of its rows and columns in the whole program.
    values
        Values of integers and of columns that follow from them alone, 0 for free ones, dims (column) of the
        whole program.
    all_rows
        Number of rows of the whole program.
    """

    left: MatrixProgram
    rows: np.ndarray
    columns: np.ndarray
    values: np.ndarray
    all_rows: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pricing:
    """Prices of all limits of a held program, and what each limit is paid at them.

    Parameters
    ----------
    held
        The program.
    activity
        Optimal values of the free columns.
    row_price, row_payment
        Dual of each row, millions for one unit of its right side, and dual times right side, m; dims (row)
        of the whole program, 0 for rows without free column.
    column_price, column_payment
        The same for the bounds of each column; 0 for held ones.
    """

    held: HeldProgram
    activity: np.ndarray
    row_price: np.ndarray
    row_payment: np.ndarray
    column_price: np.ndarray
    column_payment: np.ndarray


def held_program(
    program: MatrixProgram, whole: np.ndarray, *, follows: np.ndarray, left_out: np.ndarray
) -> HeldProgram:
    """Return the linear program that is left once every integer is held.

        max c[F] x[F]   with   row_lower - A[H] v <= A[F] x[F] <= row_upper - A[H] v

    A first-stage column that an equation makes a function of held ones, such as the years in which a
    launched option is active, is held as well: rules on whole numbers alone would else share its price in
    any proportion.

    Parameters
    ----------
    program
        The program.
    whole
        Value v of each integer column, dims (column); other columns are not read.
    follows
        Columns that may be held where they follow from integers: those of the first stage, dims (column).
    left_out
        Columns that only make proofs quick, dims (column): they go with every row in which they occur.
    """
    matrix = sparse.csr_matrix(program.matrix, copy=True)
    matrix.eliminate_zeros()
    present = (matrix != 0).astype(float)
    is_left_out = present @ left_out.astype(float) > 0
    is_held, values = with_followers(program, matrix, whole, follows)
    columns = np.flatnonzero(~is_held & ~left_out)
    is_free = np.zeros(is_held.size)
    is_free[columns] = 1.0
    rows = np.flatnonzero((present @ is_free > 0) & ~is_left_out)
    used = matrix @ values
    left = MatrixProgram(
        cost=program.cost[columns],
        matrix=sparse.csc_matrix(matrix[rows][:, columns]),
        row_lower=(program.row_lower - used)[rows],
        row_upper=(program.row_upper - used)[rows],
        lower=program.lower[columns],
        upper=program.upper[columns],
        is_integer=np.zeros(columns.size, dtype=bool),
        rows=program.rows[rows],
    )
    return HeldProgram(left=left, rows=rows, columns=columns, values=values, all_rows=program.row_lower.size)


def with_followers(
    program: MatrixProgram, matrix: sparse.csr_matrix, whole: np.ndarray, follows: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return which columns are held and at which values, those that follow from integers included."""
    is_held = program.is_integer | (program.lower == program.upper)
    values = np.where(program.is_integer, whole, np.where(is_held, program.lower, 0.0))
    present = (matrix != 0).astype(float)
    is_equation = program.row_lower == program.row_upper
    while True:
        free = (~is_held).astype(float)
        has_one = (present @ free == 1) & (present @ (free * follows) == 1)
        alone = np.flatnonzero(is_equation & has_one)
        if not alone.size:
            return is_held, values
        rest = sparse.csr_matrix(matrix[alone].multiply(~is_held))
        rest.eliminate_zeros()
        rest = rest.tocoo()
        # An equation that says again what another one says gives the same value.
        values[rest.col] = (program.row_upper[alone] - matrix[alone] @ values)[rest.row] / rest.data
        is_held[rest.col] = True


def scarcity_prices(held: HeldProgram) -> Pricing | None:
    """Return the prices of all limits of a held program; none where it has no optimum.

    By duality the payments of rows and columns add up to what the free columns earn:

        sum_r y[r] b[r] + sum_j d[j] bound[j] = c[F] x[F],   d = c - y A

    Parameters
    ----------
    held
        The program.

    Examples
    --------
    Two products earn 3 and 2, both need the one hall of 10 hours; of the first 4 can be sold.

    >>> from scipy import sparse
    >>> hall = MatrixProgram(
    ...     cost=np.array([3.0, 2.0]), matrix=sparse.csc_matrix([[1.0, 1.0]]), row_lower=np.array([-np.inf]),
    ...     row_upper=np.array([10.0]), lower=np.zeros(2), upper=np.array([4.0, np.inf]),
    ...     is_integer=np.zeros(2, dtype=bool), rows=np.array(["hall"]),
    ... )
    >>> none = np.zeros(2, dtype=bool)
    >>> prices = scarcity_prices(held_program(hall, np.zeros(2), follows=none, left_out=none))
    >>> prices.row_payment, prices.column_payment
    (array([20.]), array([4., 0.]))
    """  # fmt: skip
    left = held.left
    highs = highs_of(left)
    highs.run()
    if highs.getModelStatus() not in (
        highspy.HighsModelStatus.kOptimal,
        highspy.HighsModelStatus.kModelEmpty,
    ):
        return None
    solution = highs.getSolution()
    prices = np.array(solution.row_dual, dtype=float)
    reduced = left.cost - left.matrix.T @ prices
    row_price, row_payment = np.zeros(held.all_rows), np.zeros(held.all_rows)
    column_price, column_payment = np.zeros(held.values.size), np.zeros(held.values.size)
    row_price[held.rows], column_price[held.columns] = prices, reduced
    row_payment[held.rows] = prices * limit_paid(prices, left.row_lower, left.row_upper)
    column_payment[held.columns] = reduced * limit_paid(reduced, left.lower, left.upper)
    return Pricing(
        held=held,
        activity=np.array(solution.col_value, dtype=float),
        row_price=row_price,
        row_payment=row_payment,
        column_price=column_price,
        column_payment=column_payment,
    )


def limit_paid(price: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> np.ndarray:
    """Return the limit that a price is for: the upper one where more is worth something, else the lower.

    Where that limit is infinite the price is the solver's rounding, and 0 is returned.
    """
    chosen = np.where(price > 0, upper, lower)
    finite: np.ndarray = np.where(np.isfinite(chosen), chosen, 0.0)
    return finite


def payment_ranges(pricing: Pricing, shares: Iterable[Share]) -> Iterator[tuple[float, float]]:
    """Yield the least and the most that each owner of limits may be paid, over all prices that fit.

    Let z be the optimum as a function of the right sides and b[i] those of owner i. Prices that fit are the
    slopes of the concave z, so that

        low[i] = z'(b; b[i]),   high[i] = -z'(b; -b[i])

    The slope along b[i] is a linear program over changes w of the columns, in which only limits that are
    reached remain. A side is infinite where no plan is possible along it.

    Parameters
    ----------
    pricing
        The prices.
    shares
        Rows and columns of the whole program that each owner has.

    Raises
    ------
    MethodError
        If the solver fails.
    """
    held, left = pricing.held, pricing.held.left
    output = left.matrix @ pricing.activity
    rows = reached(output, left.row_lower, left.row_upper)
    columns = reached(pricing.activity, left.lower, left.upper)
    still = replace(
        left,
        row_lower=np.where(rows[0], 0.0, -np.inf),
        row_upper=np.where(rows[1], 0.0, np.inf),
        lower=np.where(columns[0], 0.0, -np.inf),
        upper=np.where(columns[1], 0.0, np.inf),
    )
    highs = highs_of(still)
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("solver", "simplex")
    highs.run()
    for own_rows, own_columns in shares:
        own = own_rows[held.rows], own_columns[held.columns]
        row_step = np.where(own[0], finite_limit(left.row_lower, left.row_upper, rows), 0.0)
        column_step = np.where(own[1], finite_limit(left.lower, left.upper, columns), 0.0)
        yield (
            slope(highs, still, row_step, column_step),
            -slope(highs, still, -row_step, -column_step),
        )


def reached(values: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return which lower and which upper limits are reached."""
    room = TIGHT * (1.0 + np.abs(values))
    return values <= lower + room, values >= upper - room


def finite_limit(
    lower: np.ndarray, upper: np.ndarray, is_reached: tuple[np.ndarray, np.ndarray]
) -> np.ndarray:
    """Return the limit that is reached, 0 where none is; where both are, they are the same."""
    found: np.ndarray = np.where(is_reached[1], upper, np.where(is_reached[0], lower, 0.0))
    return found


def slope(highs: QuietSolver, still: MatrixProgram, row_step: np.ndarray, column_step: np.ndarray) -> float:
    """Return how fast the optimum rises as limits move along a step; minus infinity where no plan is left."""
    rows, columns = (np.arange(size, dtype=np.int32) for size in (row_step.size, column_step.size))
    highs.limit_rows(rows, still.row_lower + row_step, still.row_upper + row_step)
    highs.changeColsBounds(columns.size, columns, still.lower + column_step, still.upper + column_step)
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return -np.inf
    if status != highspy.HighsModelStatus.kOptimal:
        raise MethodError(f"the range of prices ended with {highs.modelStatusToString(status)!r}")
    return float(highs.getInfo().objective_function_value)
