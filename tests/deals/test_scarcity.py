"""Payment at scarcity prices: by hand on the toy, against small changes of limits, and in the core."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import vstack

from plantshare.deals.coalitions import company_game
from plantshare.deals.scarcity import ScarcitySplit, payments_of, scarcity_split, worst_group
from plantshare.errors import LabelError
from plantshare.formulation import MatrixProgram
from plantshare.methods import Limits
from plantshare.solve.one_program import Built, build, column_bounds, solve_built
from plantshare.solve.restricted import Restricted, signing_bounds
from plantshare.study import read_study
from tests.deals.toys import ROWS, changed, toy
from tests.strategies import Parts, studies

EXACT = Limits(gap=0.0, seconds=60)
EXAMPLES = Path(__file__).parents[2] / "examples"
FEW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def gains_of(split: ScarcitySplit) -> dict[str, float]:
    """Return what each company is paid beyond the plan without any deal."""
    return {one.name: one.gain for one in split.companies}


def test_idle_capacity_is_paid_nothing(toy_restricted: Restricted) -> None:
    """Leipzig has room for 60,000 and builds 50,000: all 58 m of the deal go to Bo, whose car it is.

    Bo: 20 at 2.6 for three years less 8 of capital, 148, and 90 without deals. Ada: 30 at 2 for three years
    less 18 of fixed cost, 162 in both. Cy: its line of 6 a year, -18. Nothing else fits.
    """
    split = scarcity_split(
        toy_restricted.built, toy_restricted.plan(["at Leipzig", "at Graz"]), toy_restricted.plan()
    )

    assert split is not None
    assert {one.name: one.total for one in split.companies} == pytest.approx(
        {"Ada": 162.0, "Bo": 148.0, "Cy": -18.0}
    )
    assert gains_of(split) == pytest.approx({"Ada": 0.0, "Bo": 58.0, "Cy": 0.0}, abs=1e-6)
    assert split["Bo"].fixed == pytest.approx({"launch capital": -8.0})
    assert split["Cy"].resources == {}
    assert split.is_unique
    assert split.others == ()
    assert sum(one.total for one in split.paid) == pytest.approx(split.objective)
    with pytest.raises(LabelError, match="wanted one of"):
        split["state"]


def test_scarce_capacity_is_paid_and_held_capital_is_not() -> None:
    """Room for 40,000: 30 of A at 2 leave 10 of B, worth 1.1 more each than an import, so a place costs 1.1.

    Ada: 40 places at 1.1 and 30 cars at 0.9 for three years less 18: 132 + 81 - 18 = 195, 33 more than apart.
    Bo: 20 at the 1.5 of an import, 90, and the capital of 8 that no price pays back: alone it had 8 more.
    """
    capacity = changed("shop_patterns", "line L", capacity=40_000)
    terms = changed("deal_terms", "at Leipzig", minimum=0)
    restricted = Restricted(toy(**capacity, **terms), EXACT)
    found = company_game(restricted, ("Ada", "Bo"))
    split = scarcity_split(restricted.built, found.together, found.apart)

    assert split is not None
    assert split["Ada"].resources == pytest.approx({"plants": 132.0, "options": 81.0}, abs=1e-6) or split[
        "Ada"
    ].resources == pytest.approx({"plants": 132.0, "customers": 81.0}, abs=1e-6)
    assert split["Ada"].total == pytest.approx(195.0)
    assert split["Bo"].total == pytest.approx(82.0)
    assert found.game.worth("Ada", "Bo") == pytest.approx(25.0)
    assert sum(gains_of(split).values()) == pytest.approx(25.0)
    members, lack = worst_group(found.game, split)
    assert (members, lack) == (("Bo",), pytest.approx(8.0))


def optimum(program: MatrixProgram, row: int, step: float) -> float:
    """Return the optimum of a program without integers once the limits of a row have moved by a step."""
    matrix = program.matrix.tocsr()
    move = np.zeros(program.row_lower.size)
    move[row] = step
    low, high = program.row_lower + move, program.row_upper + move
    below, above = np.isfinite(high), np.isfinite(low)
    found = linprog(
        -program.cost,
        A_ub=vstack([matrix[below], -matrix[above]]),
        b_ub=np.concatenate([high[below], -low[above]]),
        bounds=np.column_stack([program.lower, program.upper]),
        method="highs-ds",
    )
    return -float(found.fun) if found.status == 0 else -np.inf


def with_held(built: Built, values: np.ndarray) -> MatrixProgram:
    """Return a program whose integers are held by their bounds, every column and row kept."""
    matrix, whole = built.matrix, built.matrix.is_integer
    return replace(
        matrix,
        lower=np.where(whole, values, matrix.lower),
        upper=np.where(whole, values, matrix.upper),
        is_integer=np.zeros_like(whole),
    )


def test_a_price_is_what_a_little_more_of_the_limit_brings() -> None:
    """Two plants: move each priced row by 0.001 up and down in the whole program, solved by another way in.

    (z(b) - z(b - e)) / e >= price >= (z(b + e) - z(b)) / e, as the optimum z is concave in b.
    """
    restricted = Restricted(read_study(EXAMPLES / "two-plants"), EXACT)
    plan = restricted.plan(["dawn_at_northgate"])
    found = payments_of(restricted.built, plan)
    split = scarcity_split(restricted.built, plan, restricted.plan())
    assert found is not None
    assert split is not None
    program = with_held(restricted.built, found.pricing.held.values)
    rows, step = found.pricing.held.rows, 1e-3
    priced = rows[np.abs(found.pricing.row_price[rows]) > 1e-6][::5]
    base = optimum(program, 0, 0.0)
    more = np.array([(optimum(program, row, step) - base) / step for row in priced])
    less = np.array([(base - optimum(program, row, -step)) / step for row in priced])
    price = found.pricing.row_price[priced]

    assert base == pytest.approx(plan.proof.objective, rel=1e-7)
    assert (more <= price + 1e-4 * (1 + np.abs(price))).all()
    assert (less >= price - 1e-4 * (1 + np.abs(price))).all()
    # Where the optimum has no kink the two sides leave one price, which is then the one found.
    assert np.isclose(more, less, rtol=1e-3).sum() >= 5
    assert sum(one.total for one in split.paid) == pytest.approx(plan.proof.objective, rel=1e-9)
    apart = restricted.plan().proof.objective
    assert sum(one.gain for one in split.paid) == pytest.approx(plan.proof.objective - apart, rel=1e-7)


def test_what_each_company_is_paid_alone_is_its_profit() -> None:
    """Two plants without deals: nobody uses what another has, so that duality holds for each company."""
    restricted = Restricted(read_study(EXAMPLES / "two-plants"), EXACT)
    plan = restricted.plan()
    split = scarcity_split(restricted.built, plan)
    assert split is not None
    discount = restricted.study.discount.to_series()
    money = plan.money.assign(present=plan.money.amount * plan.money.year.map(discount))
    received = money.groupby("payee").present.sum()
    paid = money.groupby("payer").present.sum()

    for one in split.companies:
        profit = received.get(one.name, 0.0) - paid.get(one.name, 0.0)
        assert one.total == pytest.approx(profit, rel=1e-7)


def test_the_toy_plan_is_paid_out_to_the_last() -> None:
    """Options, plants and the target of the toy plan together make its profit, in the mean of its futures."""
    study = read_study(EXAMPLES / "toy-plan")
    for each in (study, study.with_scenarios([str(name) for name in study.frame("scenarios").scenario])):
        built = build(each)
        plan = solve_built(built, EXACT)
        split = scarcity_split(built, plan)

        assert split is not None
        assert sum(one.total for one in split.paid) == pytest.approx(plan.proof.objective, rel=1e-9)
        assert all(one.low <= one.total <= one.high for one in split.paid)


@FEW
@given(studies())
def test_payments_of_random_studies_add_up(parts: Parts) -> None:
    """By duality every plan is paid out, to companies, countries and rules, and every limit has an owner."""
    built = build(parts.study())
    plan = solve_built(built, EXACT)
    assume(plan.has_plan)
    split = scarcity_split(built, plan)

    assert split is not None
    total = sum(one.total for one in split.paid)
    assert total == pytest.approx(plan.proof.objective, rel=1e-6, abs=1e-5)
    assert {one.kind for one in split.others} <= {"country", "planner"}


@FEW
@given(
    st.integers(20, 60),
    st.integers(5, 40),
    st.integers(10, 50),
    st.integers(0, 40),
)
def test_without_whole_numbers_no_group_does_better_apart(
    leipzig: int, graz: int, wanted: int, capital: int
) -> None:
    """Owen 1975, theorem 1: launches, signatures and shifts in fractions, no limit but those of companies.

    Capacity of both lines, demand for B and the capital for a launch are drawn; both deals are open.
    """
    rows = [row | {"capex": capital} if "capex" in row else row for row in ROWS["options"]]
    shops = [
        row | {"capacity": 1000 * size}
        for row, size in zip(ROWS["shop_patterns"], (leipzig, graz), strict=True)
    ]
    study = toy(
        options=rows,
        shop_patterns=shops,
        **changed("demand", "B", units=1000 * wanted),
        **changed("deal_terms", "at Leipzig", minimum=0),
    )
    restricted = Restricted(study, EXACT)
    matrix = restricted.built.matrix
    restricted.built = without_integers(restricted.built)
    found = company_game(restricted)
    split = scarcity_split(restricted.built, found.together)
    lower, upper = column_bounds(restricted.built, signing_bounds(restricted.built, restricted.restriction()))
    closed = replace(restricted.built, matrix=replace(restricted.built.matrix, lower=lower, upper=upper))
    apart = scarcity_split(closed, found.apart)

    assert matrix.is_integer.any()
    assert split is not None
    assert apart is not None
    size = 1e-6 * (1.0 + abs(found.together.proof.objective))
    gain = {one.name: one.total - apart[one.name].total for one in split.companies}
    assert sum(gain.values()) == pytest.approx(float(found.game.values[-1]), abs=size)
    for mask in range(1, len(found.game.values)):
        paid = sum(gain[name] for name in found.game.members(mask))
        assert paid >= found.game.values[mask] - size


def without_integers(built: Built) -> Built:
    """Return a program in which every number may be fractional."""
    matrix = built.matrix
    return replace(built, matrix=replace(matrix, is_integer=np.zeros_like(matrix.is_integer)))
