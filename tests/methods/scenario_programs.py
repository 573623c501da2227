"""Two-stage programs for tests whose blocks agree on the probability of each scenario."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from plantshare.methods.two_stage import Family, FirstStage, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix
from tests.methods.two_stage_programs import random_program

__all__ = ["choice_program", "newsvendor_program", "random_scenario_program"]


def random_scenario_program(seed: int, *, integers: bool = True, families: int = 2) -> TwoStage:
    """Return a random program; a scenario may lack a block of a family, as when shapes differ.

    In some of them the first stage costs differently in each scenario.
    """
    program = random_program(seed, integers=integers, families=families)
    draw = np.random.default_rng(seed + 1)
    most = max(family.blocks for family in program.families)
    places = [np.sort(draw.permutation(most)[: family.blocks]) for family in program.families]
    probability = draw.uniform(0.1, 1, most)
    probability /= probability.sum()
    costs = None
    if draw.random() < 0.4:
        moved = draw.integers(-2, 3, (most, program.first.cost.size)).astype(float)
        costs = Varying.of(program.first.cost + moved - probability @ moved)
    return replace(
        program,
        scenario_cost=costs,
        families=tuple(
            replace(family, scenario=place, probability=probability[place])
            for family, place in zip(program.families, places, strict=True)
        ),
    )


def choice_program(worths: np.ndarray, probability: np.ndarray) -> TwoStage:
    """Return: choose one plan; plan i is worth worths[i, s] in scenario s.

    The first stage holds one binary for each plan, the second stage y <= sum_i worths[i, s] x_i.

    Parameters
    ----------
    worths
        Dims (plan, scenario).
    probability
        Probability of each scenario.
    """
    plans, scenarios = worths.shape
    first = FirstStage(
        cost=np.zeros(plans),
        matrix=sparse.csr_matrix(np.ones((1, plans))),
        row_lower=np.ones(1),
        row_upper=np.ones(1),
        lower=np.zeros(plans),
        upper=np.ones(plans),
        is_integer=np.ones(plans, dtype=bool),
    )
    family = Family(
        name="all",
        scenario=np.arange(scenarios),
        probability=probability,
        cost=Varying.same(np.ones(1), scenarios),
        row_lower=Varying.same(np.array([-np.inf]), scenarios),
        row_upper=Varying.same(np.zeros(1), scenarios),
        lower=Varying.same(np.array([-np.inf]), scenarios),
        upper=Varying.same(np.array([np.inf]), scenarios),
        technology=VaryingMatrix(
            np.zeros(plans, dtype=int), np.arange(plans), (1, plans), Varying.of(-worths.T.copy())
        ),
        recourse=VaryingMatrix.same(sparse.csr_matrix([[1.0]]), scenarios),
        is_integer=np.zeros(1, dtype=bool),
    )
    return TwoStage(first=first, families=(family,))


def newsvendor_program(demand: np.ndarray, *, cost: float = 1.0, price: float = 4.0) -> TwoStage:
    """Return: buy x at a cost, sell y <= x and y <= demand at a price; equal chances."""
    count = demand.size
    first = FirstStage(
        cost=np.array([-cost]),
        matrix=sparse.csr_matrix((0, 1)),
        row_lower=np.zeros(0),
        row_upper=np.zeros(0),
        lower=np.zeros(1),
        upper=np.array([1e3]),
        is_integer=np.zeros(1, dtype=bool),
    )
    family = Family(
        name="all",
        scenario=np.arange(count),
        probability=np.full(count, 1 / count),
        cost=Varying.same(np.array([price]), count),
        row_lower=Varying.same(np.array([-np.inf]), count),
        row_upper=Varying.same(np.zeros(1), count),
        lower=Varying.same(np.zeros(1), count),
        upper=Varying.of(demand[:, None]),
        technology=VaryingMatrix.same(sparse.csr_matrix([[-1.0]]), count),
        recourse=VaryingMatrix.same(sparse.csr_matrix([[1.0]]), count),
        is_integer=np.zeros(1, dtype=bool),
    )
    return TwoStage(first=first, families=(family,))
