"""Scenarios of a program: probabilities, worths, and each alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plantshare.errors import MethodError
from plantshare.methods.scenarios import scenario_probability, scenario_program, scenario_worths
from plantshare.methods.two_stage import TwoStage, extensive
from tests.methods.scenario_programs import random_scenario_program
from tests.methods.two_stage_programs import capacity_program


@pytest.mark.parametrize("seed", range(10))
def test_worths_add_up_to_the_objective(seed: int):
    """sum_s p_s NPV_s is the objective of the extensive form at any values."""
    program = random_scenario_program(seed, families=3)
    values = np.random.default_rng(seed).normal(size=program.columns)

    worths = scenario_worths(program, values)
    assert scenario_probability(program) @ worths == pytest.approx(extensive(program).cost @ values)


@pytest.mark.parametrize("seed", range(10))
def test_a_scenario_alone_is_worth_what_it_is_worth_among_others(seed: int):
    """The same first stage and the same blocks, now certain."""
    program = random_scenario_program(seed, families=2)
    values = np.random.default_rng(seed).normal(size=program.columns)
    worths = scenario_worths(program, values)
    count, starts = program.first.cost.size, [program.first.cost.size]
    for family in program.families:
        starts.append(starts[-1] + family.blocks * family.cost.base.size)
    for scenario in range(worths.size):
        parts = [values[:count]]
        for family, start, end in zip(program.families, starts[:-1], starts[1:], strict=True):
            parts.append(values[start:end].reshape(family.blocks, -1)[family.scenario == scenario].ravel())
        alone = scenario_program(program, scenario)
        assert scenario_worths(alone, np.concatenate(parts)) == pytest.approx([worths[scenario]])


def test_probabilities_are_those_of_the_blocks():
    """Two equal chances."""
    assert scenario_probability(capacity_program()) == pytest.approx([0.5, 0.5])


def test_a_scenario_of_two_probabilities_is_refused():
    """Two years that disagree about the same scenario."""
    (family,) = capacity_program().families
    other = replace(family, probability=np.array([0.4, 0.6]))
    program = replace(capacity_program(), families=(family, other))

    with pytest.raises(MethodError, match="one probability"):
        scenario_probability(program)


def test_a_number_without_blocks_is_refused():
    """Scenarios 0 and 2 leave a hole."""
    (family,) = capacity_program().families
    program = replace(capacity_program(), families=(replace(family, scenario=np.array([0, 2])),))

    with pytest.raises(MethodError, match="number the scenarios from 0"):
        scenario_probability(program)


def test_a_program_without_a_future_is_refused():
    """There is nothing to judge a plan by."""
    with pytest.raises(MethodError, match="depends on the future"):
        scenario_probability(TwoStage(first=capacity_program().first, families=()))
