"""A held first stage, with the best second stage for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plantshare.methods import Limits
from plantshare.methods.fixed_plan import evaluate_plan
from plantshare.methods.two_stage import TwoStage
from tests.methods.two_stage_programs import capacity_program


def must_sell(least: float) -> TwoStage:
    """Return the capacity program in which the second scenario must sell some."""
    program = capacity_program()
    family = program.families[0]
    lower = replace(family.lower, places=np.array([0]), values=np.array([[0.0], [least]]))
    return replace(program, families=(replace(family, lower=lower),))


def test_each_scenario_makes_the_best_of_it():
    """x = 2 costs 2: demand 1 earns 3, demand 3 earns 6. Worths 1 and 4; the dual of x is 3 in the second."""
    plan = evaluate_plan(capacity_program(), np.array([2.0]))

    assert plan.worths == pytest.approx([1.0, 4.0])
    assert plan.values == pytest.approx([2.0, 1.0, 2.0])
    assert plan.duals == pytest.approx([0.0, 1.5, 1.5, 0.0])


def test_only_the_scenario_without_an_answer_is_lost():
    """x = 2 cannot sell 2.5 in the second; the first still earns 1."""
    plan = evaluate_plan(must_sell(2.5), np.array([2.0]))

    assert plan.worths == pytest.approx([1.0, -np.inf])


def test_whole_numbers_are_kept():
    """x = 1.5 sells 1 each time: worth 1.5."""
    program = capacity_program()
    family = replace(program.families[0], is_integer=np.array([True]))
    plan = evaluate_plan(replace(program, families=(family,)), np.array([1.5]), Limits(gap=0.0))

    assert plan.worths == pytest.approx([1.5, 1.5])


def test_whole_numbers_without_an_answer_are_worth_minus_infinity():
    """All blocks are one program there, so that no scenario has an answer."""
    program = must_sell(2.5)
    family = replace(program.families[0], is_integer=np.array([True]))
    plan = evaluate_plan(replace(program, families=(family,)), np.array([2.0]), Limits(gap=0.0))

    assert (plan.worths == -np.inf).all()
