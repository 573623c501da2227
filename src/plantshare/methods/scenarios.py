"""Scenarios of a two-stage program: their probabilities, what each is worth, and each alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plantshare.errors import MethodError
from plantshare.methods.two_stage import Family, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["blocks_of", "first_costs", "scenario_probability", "scenario_program", "scenario_worths"]

ROUNDING = 1e-9
"""Difference below which two probabilities of a scenario are one."""


def scenario_probability(program: TwoStage) -> np.ndarray:
    """Return the probability of each scenario, read off its blocks, dims (scenario).

    Raises
    ------
    MethodError
        If blocks of one scenario have different probabilities, or those of the scenarios do not sum
        to one: then the program does not say what a scenario is.
    """
    if not program.families:
        raise MethodError(
            "nothing in the program depends on the future, so that every plan has one worth only"
        )
    count = 1 + max(int(family.scenario.max(initial=-1)) for family in program.families)
    probability = np.full(count, np.nan)
    for family in program.families:
        known = probability[family.scenario]
        apart = np.isfinite(known) & ~(np.abs(known - family.probability) <= ROUNDING)
        if apart.any():
            raise MethodError(
                f"scenario {family.scenario[apart][0]} has blocks of probability {known[apart][0]:.9g} and "
                f"{family.probability[apart][0]:.9g}; give the blocks of a scenario one probability"
            )
        probability[family.scenario] = family.probability
    total = float(np.nansum(probability))
    if np.isnan(probability).any() or abs(total - 1) > ROUNDING * count:
        raise MethodError(
            f"the probabilities of {count} scenarios sum to {total:.9g}, wanted 1; "
            "number the scenarios from 0 and give each at least one block"
        )
    return probability


def first_costs(program: TwoStage) -> Varying:
    """Return the cost of the first stage in each scenario.

    Parameters
    ----------
    program
        The program.

    Raises
    ------
    MethodError
        If it states costs for another number of scenarios.
    """
    count = scenario_probability(program).size
    costs = program.scenario_cost
    if costs is None:
        return Varying.same(program.first.cost, count)
    if len(costs.values) != count:
        raise MethodError(f"first-stage costs are stated for {len(costs.values)} scenarios of {count}")
    return costs


def scenario_worths(program: TwoStage, values: np.ndarray) -> np.ndarray:
    """Return what a plan is worth in each scenario: c_s x + sum over its blocks of q y, dims (scenario).

    The money of the first stage is counted in full in each scenario, so that the expected worth is the
    probability-weighted sum of these.

    Parameters
    ----------
    program
        The program.
    values
        Value of every column in extensive order.
    """
    costs = first_costs(program)
    first = program.first.cost.size
    x, own_places = values[:first], costs.places
    worth: np.ndarray = costs.base @ x + (costs.values - costs.base[own_places]) @ x[own_places]
    end = first
    for family in program.families:
        width = family.cost.base.size
        own = values[end : end + width * family.blocks].reshape(family.blocks, width)
        places = family.cost.places
        money = own @ family.cost.base
        money += np.einsum("bp,bp->b", own[:, places], family.cost.values - family.cost.base[places])
        np.add.at(worth, family.scenario, money)
        end += own.size
    return worth


def scenario_program(program: TwoStage, scenario: int) -> TwoStage:
    """Return the program of one scenario alone, which is known before the first stage is decided.

    Parameters
    ----------
    program
        The program of all scenarios.
    scenario
        Number of the scenario.
    """
    own = []
    for family in program.families:
        blocks = np.flatnonzero(family.scenario == scenario)
        if blocks.size:
            alone = blocks_of(family, blocks)
            own.append(replace(alone, scenario=0 * alone.scenario, probability=np.ones(blocks.size)))
    first = replace(program.first, cost=first_costs(program).block(scenario))
    return TwoStage(first=first, families=tuple(own))


def blocks_of(family: Family, blocks: np.ndarray) -> Family:
    """Return a family of some of its blocks, in the order given.

    Parameters
    ----------
    family
        The family.
    blocks
        Numbers of the blocks.
    """
    return replace(
        family,
        scenario=family.scenario[blocks],
        probability=family.probability[blocks],
        cost=chosen(family.cost, blocks),
        row_lower=chosen(family.row_lower, blocks),
        row_upper=chosen(family.row_upper, blocks),
        lower=chosen(family.lower, blocks),
        upper=chosen(family.upper, blocks),
        technology=chosen_matrix(family.technology, blocks),
        recourse=chosen_matrix(family.recourse, blocks),
    )


def chosen(varying: Varying, blocks: np.ndarray) -> Varying:
    """Return the vectors of some blocks."""
    return varying.at(blocks, np.arange(varying.base.size))


def chosen_matrix(matrix: VaryingMatrix, blocks: np.ndarray) -> VaryingMatrix:
    """Return the matrices of some blocks."""
    return replace(matrix, entries=chosen(matrix.entries, blocks))
