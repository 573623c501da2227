"""Scarcity prices: duals of held programs by hand, against small changes, and against the Owen split."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from plantshare.deals.owen import Production, owen_split
from plantshare.formulation import MatrixProgram
from plantshare.methods.scarcity import held_program, payment_ranges, scarcity_prices

NEVER = np.inf


def program_of(
    cost: list[float],
    rows: list[list[float]],
    limits: list[tuple[float, float]],
    *,
    upper: list[float] | None = None,
    is_integer: list[bool] | None = None,
) -> MatrixProgram:
    """Return a program with columns from 0 on."""
    size = len(cost)
    return MatrixProgram(
        cost=np.array(cost),
        matrix=sparse.csc_matrix(np.array(rows)),
        row_lower=np.array([low for low, _ in limits]),
        row_upper=np.array([high for _, high in limits]),
        lower=np.zeros(size),
        upper=np.array(upper or [NEVER] * size),
        is_integer=np.array(is_integer or [False] * size),
        rows=np.array([f"row {number}" for number in range(len(rows))]),
    )


def none_of(program: MatrixProgram) -> np.ndarray:
    """Return that no column is meant."""
    return np.zeros(program.cost.size, dtype=bool)


def test_a_held_launch_is_paid_as_the_room_that_it_makes() -> None:
    """Sell x at 5, at most 8 of a launch y that costs 12, of 10 wanted: 8 at 5 for the launch, 40 - 12 = 28.

    Held at 1 the launch makes x <= 8, so that row 0 has the right side 8 and row 1, the 10 wanted, is loose.
    """
    program = program_of(
        [5.0, -12.0], [[1.0, -8.0], [1.0, 0.0]], [(-NEVER, 0.0), (-NEVER, 10.0)], is_integer=[False, True]
    )
    held = held_program(program, np.array([0.0, 1.0]), follows=none_of(program), left_out=none_of(program))
    found = scarcity_prices(held)

    assert found is not None
    assert held.left.row_upper.tolist() == [8.0, 10.0]
    assert (found.row_price.tolist(), found.row_payment.tolist()) == ([5.0, 0.0], [40.0, 0.0])
    assert float(program.cost @ held.values) + found.row_payment.sum() == 28.0


def test_what_follows_from_whole_numbers_is_held_with_them() -> None:
    """active = launched and x <= 8 active: active is held at 1, and its cost of 3 is no price of a limit."""
    rows = [[0.0, 1.0, -1.0], [1.0, -8.0, 0.0]]
    program = program_of(
        [5.0, -3.0, -12.0], rows, [(0.0, 0.0), (-NEVER, 0.0)], is_integer=[False, False, True]
    )
    whole = np.array([0.0, 0.0, 1.0])
    followed = held_program(program, whole, follows=~none_of(program), left_out=none_of(program))
    free = held_program(program, whole, follows=none_of(program), left_out=none_of(program))
    paid, priced = scarcity_prices(followed), scarcity_prices(free)

    assert paid is not None
    assert priced is not None
    assert (followed.values.tolist(), free.values.tolist()) == ([0.0, 1.0, 1.0], [0.0, 0.0, 1.0])
    assert paid.row_payment.tolist() == [0.0, 40.0]
    assert priced.row_payment.tolist() == [37.0, 0.0]


def test_columns_that_only_help_a_proof_go_with_their_rows() -> None:
    """x <= 4, and z = x with z <= 3 would hold it to 3: without the helper z the price is that of the 4."""
    rows = [[1.0, 0.0], [1.0, -1.0]]
    program = program_of([5.0, 0.0], rows, [(-NEVER, 4.0), (0.0, 0.0)], upper=[NEVER, 3.0])
    held = held_program(program, np.zeros(2), follows=none_of(program), left_out=np.array([False, True]))
    found = scarcity_prices(held)

    assert found is not None
    assert (held.rows.tolist(), held.columns.tolist()) == ([0], [0])
    assert found.row_payment.tolist() == [20.0, 0.0]


def test_a_plan_that_does_not_exist_has_no_prices() -> None:
    """x is 3 at least and 2 at most."""
    program = program_of([1.0], [[1.0], [1.0]], [(3.0, NEVER), (-NEVER, 2.0)])
    held = held_program(program, np.zeros(1), follows=none_of(program), left_out=none_of(program))

    assert scarcity_prices(held) is None


def test_an_owner_that_a_plan_needs_has_no_most() -> None:
    """5 must be sold from the 5 that another owner has, at a loss of 1 each.

    The seller may be paid anything from nothing on, and who must be served may pay as much, and 5 besides.
    """
    program = program_of([-1.0], [[1.0], [1.0]], [(5.0, NEVER), (-NEVER, 5.0)])
    held = held_program(program, np.zeros(1), follows=none_of(program), left_out=none_of(program))
    found = scarcity_prices(held)
    assert found is not None
    shares = [(np.array([own == 0, own == 1]), np.array([False])) for own in (0, 1)]
    asker, seller = payment_ranges(found, shares)

    assert asker == (-np.inf, pytest.approx(-5.0))
    assert seller == (pytest.approx(0.0), np.inf)


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_ranges_are_those_of_the_owen_split(data: st.DataObject) -> None:
    """Production games as programs: the least and the most of each player as owen_split finds them."""
    players, resources, products = (data.draw(st.integers(least, 3)) for least in (2, 1, 1))

    def table(rows: int, columns: int, least: int) -> np.ndarray:
        numbers = st.lists(st.integers(least, 9), min_size=rows * columns, max_size=rows * columns)
        return np.array(data.draw(numbers), dtype=float).reshape(rows, columns)

    production = Production(
        players=tuple("abc"[:players]),
        uses=table(resources, products, 1),
        prices=table(1, products, 0)[0],
        # Each resource has one owner, as each limit of a plan has.
        resources=np.diag(table(1, max(players, resources), 0)[0])[:players, :resources],
    )
    pool = production.resources.sum(axis=0)
    program = program_of(
        production.prices.tolist(), production.uses.tolist(), [(-NEVER, float(most)) for most in pool]
    )
    nobody = none_of(program)
    found = scarcity_prices(held_program(program, nobody * 0.0, follows=nobody, left_out=nobody))
    assert found is not None
    owned = [production.resources[player] > 0 for player in range(players)]
    ranges = list(payment_ranges(found, [(rows, nobody) for rows in owned]))
    expected = owen_split(production).split

    assert found.row_payment.sum() == pytest.approx(sum(expected.payoff), abs=1e-7)
    assert [low for low, _ in ranges] == pytest.approx(expected.low, abs=1e-6)
    assert [high for _, high in ranges] == pytest.approx(expected.high, abs=1e-6)
