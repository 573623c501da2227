"""Estimates of the second stage from the duals of some blocks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.methods import Limits, pooled_recourse
from plantshare.methods.decomposition import solve_decomposition
from plantshare.methods.pooled_recourse import FRESH, MOST_DUALS, PooledRecourse, can_pool
from plantshare.methods.recourse import Recourse, cut_groups
from plantshare.methods.two_stage import Family, TwoStage
from plantshare.methods.varying import Varying
from tests.methods.two_stage_programs import capacity_program, random_program


def many_blocks(seed: int, blocks: int = 30) -> TwoStage:
    """Return a random program whose only family has many blocks that differ in right sides alone."""
    program = random_program(seed, families=1)
    family = program.families[0]
    draw = np.random.default_rng(seed)
    moved = draw.uniform(0, 2, (blocks, family.row_upper.base.size)).round(1)
    is_equal = family.row_lower.base == family.row_upper.base
    upper = family.row_upper.base + np.where(is_equal, 0.0, moved)
    alike = {
        name: Varying.same(getattr(family, name).base, blocks)
        for name in ("cost", "row_lower", "lower", "upper")
    }
    return replace(
        program,
        families=(
            replace(
                family,
                **alike,
                scenario=np.arange(blocks),
                probability=np.full(blocks, 1 / blocks),
                row_upper=Varying.of(upper),
                technology=same_matrix(family, "technology", blocks),
                recourse=same_matrix(family, "recourse", blocks),
            ),
        ),
    )


def same_matrix(family: Family, name: str, blocks: int) -> object:
    """Return a matrix of the first block for all of some blocks."""
    matrix = getattr(family, name)
    return replace(matrix, entries=Varying.same(matrix.entries.base, blocks))


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 10_000), at=st.integers(0, 10_000))
def test_estimates_and_their_cuts_are_never_below_the_truth(seed: int, at: int):
    """At any point the estimate is at least the worth, and its cut holds at every other point."""
    program = many_blocks(seed)
    groups = cut_groups(program)
    draw = np.random.default_rng(at)
    points = draw.uniform(program.first.lower, program.first.upper, (4, program.first.cost.size))
    with Recourse(program, groups, threads=1) as recourse:
        pooled = PooledRecourse(recourse, groups)
        estimates = [pooled.evaluate(point) for point in points]
        truths = [recourse.evaluate(point).values for point in points]

    for estimate, truth in zip(estimates, truths, strict=True):
        finite = np.isfinite(estimate.values)
        assert (estimate.values[finite] >= truth[finite] - 1e-6).all()
        for cut in estimate.cuts:
            for point, worth in zip(points, truths, strict=True):
                at_point = cut.constant + float(cut.slope @ point)
                if cut.group >= 0:
                    assert at_point >= worth[cut.group] - 1e-6
                elif np.isfinite(worth).all():
                    assert at_point >= -1e-6


def test_once_every_block_had_its_turn_the_estimate_is_exact():
    """Demand 1 to 240 in twelve groups of 20: two turns of ten or more blocks; x = 100 sells min(D, 100).

    3 (1 + ... + 99 + 141 * 100) / 240 = 3 * 19,050 / 240 = 238.125; x stays, so that each dual is right.
    """
    program = capacity_program(demand=tuple(float(n) for n in range(1, 241)), most=300.0)
    groups = cut_groups(program)
    with Recourse(program, groups, threads=1) as recourse:
        pooled = PooledRecourse(recourse, groups)
        values = [pooled.evaluate(np.array([100.0])).value for _ in range(2)]

    assert values[0] >= 238.125 - 1e-9
    assert values[1] == pytest.approx(238.125)


def test_old_duals_make_room():
    """However often it is asked, a group keeps no more duals than it may, and its cuts stay right."""
    program = many_blocks(3, blocks=FRESH)
    groups = ((0, np.arange(FRESH)),)
    with Recourse(program, groups, threads=1) as recourse:
        pooled = PooledRecourse(recourse, groups)
        for share in np.linspace(0.1, 0.9, 1 + MOST_DUALS // FRESH):
            point = program.first.lower + share * (program.first.upper - program.first.lower)
            estimate = pooled.evaluate(point)
        truth = recourse.evaluate(point)

    assert len(pooled.pools[0].duals) <= MOST_DUALS
    if np.isfinite(truth.value) and np.isfinite(estimate.value):
        assert estimate.value >= truth.value - 1e-6


def test_costs_that_differ_are_not_pooled():
    """A dual of one price is none of another; and few blocks save nothing."""
    program = capacity_program(demand=tuple(float(n) for n in range(6000)))
    family = program.families[0]
    prices = replace(family, cost=Varying.of(np.linspace(2, 3, 6000)[:, None]))
    other = replace(program, families=(prices,))

    assert can_pool(program, cut_groups(program))
    assert not can_pool(other, cut_groups(other))
    assert not can_pool(capacity_program(), cut_groups(capacity_program()))


def test_the_decomposition_uses_them_for_many_futures(monkeypatch):
    """Five times the fresh blocks count as many here.

    Demand is 1 to 720 with equal chance: worth 481 as by hand in the tests of the decomposition.
    """
    program = capacity_program(demand=tuple(float(n) for n in range(1, 721)), most=1000.0)
    whole = replace(program, first=replace(program.first, is_integer=np.array([True])))
    monkeypatch.setattr(pooled_recourse, "FEWEST", 5)
    solution = solve_decomposition(whole, Limits(gap=0.0, seconds=60, threads=1))

    assert any("estimated" in line for line in solution.log)
    assert solution.objective == pytest.approx(481)
    assert solution.bound == pytest.approx(481)
