"""The aim of a plan of several futures: what first-stage decisions cost in each, and regret's best worths."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import xarray as xr

from plantshare.methods import Limits, Solution
from plantshare.methods.aims import Aim, Expected, ExpectedDownside, MaxMin, MeanCVaR, MinimaxRegret
from plantshare.methods.information import wait_and_see
from plantshare.methods.two_stage import TwoStage
from plantshare.methods.varying import Varying
from plantshare.results.aim import EXPECTED, StatedAim
from plantshare.solve.batches import Assembly, Batch
from plantshare.study.parties import coalition

__all__ = ["judged", "with_best_worths", "with_scenario_costs", "worded"]

BEST_TIME = 0.5
"""Share of the time limit for the best plan of each scenario, where a regret needs them."""


def with_scenario_costs(assembly: Assembly) -> TwoStage:
    """Return the program with the first-stage cost of each scenario, where figures of it are uncertain.

    A shift is decided before the wage is known that it costs: its expected cost is in the objective, and
    its cost in each future is what that future is judged by.

    Parameters
    ----------
    assembly
        The program of a study and the batches of futures it was joined from.
    """
    program = assembly.joined.program
    count = program.first.cost.size
    moved = np.concatenate([first_stage_gains(batch, count) for batch in assembly.batches])
    if not moved.any():
        return program
    chance = np.zeros(len(moved))
    for family in program.families:
        chance[family.scenario] = family.probability
    return replace(program, scenario_cost=Varying.of(program.first.cost + moved - chance @ moved))


def first_stage_gains(batch: Batch, count: int) -> np.ndarray:
    """Return what lines that differ by future earn for each first-stage column, dims (scenario, column).

    Millions per unit of the column, discounted; lines that are the same in all futures are left out.
    """
    study = batch.study
    labelling = batch.labelling
    places = np.full(int(labelling.columns.max(initial=-1)) + 1, -1)
    places[labelling.columns[batch.layout.first_columns]] = np.arange(count)
    gains = np.zeros((len(study.weights), count))
    certain = xr.ones_like(study.probability)
    members = tuple(coalition(study))
    for line in batch.lines:
        if labelling.stages[line.variable] == 1:
            weight = line.weight(members, study.discount, certain)
            if "scenario" in weight.dims:
                add_gain(gains, weight, labelling.variables[line.variable], places)
    return gains


def add_gain(gains: np.ndarray, weight: xr.DataArray, labels: xr.DataArray, places: np.ndarray) -> None:
    """Add the weight of one line to the gains of the columns that its variable holds."""
    own = weight.sum([dim for dim in weight.dims if dim not in (*labels.dims, "scenario")])
    spread = (own * xr.ones_like(labels, dtype=float)).transpose("scenario", *labels.dims)
    known = labels.values >= 0
    gains[:, places[labels.values[known]]] += spread.values[:, known]


def with_best_worths(program: TwoStage, aim: Aim, limits: Limits) -> tuple[Aim, Limits]:
    """Return the aim, with the best worths where it is a regret without them, and the limits that are left.

    The best worth is the proven bound of the scenario alone, so that no regret is understated.

    Parameters
    ----------
    program
        The program of all scenarios.
    aim
        The aim.
    limits
        Gap of each search, and time of which a share is used.
    """
    if not isinstance(aim, MinimaxRegret) or aim.best:
        return aim, limits
    began = time.perf_counter()
    best = wait_and_see(program, replace(limits, seconds=BEST_TIME * limits.seconds))[:, 1]
    left = max(limits.seconds - (time.perf_counter() - began), (1 - BEST_TIME) * limits.seconds)
    return MinimaxRegret(tuple(float(worth) for worth in best)), replace(limits, seconds=left)


def judged(aim: Aim, solution: Solution, probability: np.ndarray) -> tuple[Aim, Solution]:
    """Return a plan of the best expected worth by an aim for which that worth is all that counts.

    That is so for the expected worth itself, and for every aim where nothing depends on the future: then
    all of them rise with the one worth that a plan has.

    Parameters
    ----------
    aim
        The aim.
    solution
        The plan, with objective and bound of its expected worth.
    probability
        Probability of each scenario.
    """
    if isinstance(aim, Expected) or not solution.has_plan:
        return aim, solution
    if isinstance(aim, MinimaxRegret):
        aim = MinimaxRegret((solution.bound,) * probability.size)
    objective, bound = (
        aim.worth(np.full(probability.size, worth), probability)
        for worth in (solution.objective, solution.bound)
    )
    return aim, replace(solution, objective=objective, bound=bound)


def worded(aim: Aim) -> StatedAim:
    """Return the aim as a result states it.

    Parameters
    ----------
    aim
        The aim.
    """
    match aim:
        case MeanCVaR():
            name, figures = "cvar", {"share": aim.share, "level": aim.level}
        case ExpectedDownside():
            name, figures = "downside", {"threshold": aim.threshold, "weight": aim.weight}
        case MinimaxRegret():
            return StatedAim(name="regret", words=aim.words, best=aim.best)
        case MaxMin():
            name, figures = "worst", {}
        case Expected():
            name, figures = EXPECTED, {}
        case _:
            raise ValueError(f"a result can state no aim of the kind {type(aim).__name__}")
    return StatedAim(name=name, words=aim.words, figures=figures)
