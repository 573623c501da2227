"""How far a plan may fall short of the best for all futures there could be, known from fresh samples."""

from __future__ import annotations

import numpy as np

from plantshare.errors import LabelError
from plantshare.methods import Limits
from plantshare.methods.choose import AUTO
from plantshare.methods.replications import GapEstimate, gap_by_replications
from plantshare.methods.two_stage import TwoStage
from plantshare.results import Result
from plantshare.solve.aiming import with_scenario_costs
from plantshare.solve.batches import assemble, looks_at_all_futures
from plantshare.solve.held import first_stage_values
from plantshare.study import Study
from plantshare.uncertainty import draw_futures
from plantshare.uncertainty.points import Sampler

__all__ = ["gap_by_samples"]

SEEDS = 2**31
"""Seeds of samples lie below this."""


def gap_by_samples(
    plan: Result,
    study: Study,
    *,
    replications: int,
    futures: int,
    seed: int = 0,
    limits: Limits | None = None,
    confidence: float = 0.95,
    sampler: Sampler = "sobol",
) -> GapEstimate:
    """Return what a plan is worth in fresh futures, and by how much it may fall short of the best plan.

    Each replication draws futures that the plan was not made for, values the plan in them and finds the
    best plan for them, or a bound of it (Mak, Morton and Wood 1999). The samples are independent of one
    another; the futures within one may lie more evenly than independent ones, which makes the intervals
    narrower and keeps them true.

    Parameters
    ----------
    plan
        A result with a plan.
    study
        Study with drivers, without futures.
    replications
        Samples, at least 2; 20 to 30 are usual.
    futures
        Futures of each sample. More of them bring the bound nearer to the worth of the best plan.
    seed
        Seed of the samples. It gives other futures than the same seed gives to ``draw_futures``.
    limits
        When the search of each sample may stop; the study's own gap and time limit unless given. A gap
        that is left widens the interval and never makes it wrong.
    confidence
        Share of intervals that cover the truth.
    sampler
        How the futures of a sample are drawn, as for :func:`plantshare.draw_futures`.

    Raises
    ------
    LabelError
        If the study has no drivers, requires a target, or asks about more than the plan decides.
    InfeasibleError
        If the result has no plan.
    MethodError
        If a sample has no bound in time.
    """
    plan.require_plan()
    if looks_at_all_futures(study):
        raise LabelError(
            "the study requires a target, which joins the futures of a sample, so that samples say nothing "
            "about all futures; measure the target or charge for missing it (rule in targets.csv)"
        )
    if limits is None:
        limits = Limits(gap=float(study.settings["gap"]), seconds=float(study.settings["time_limit"]))

    def draw(source: np.random.Generator, scenarios: int) -> TwoStage:
        drawn = draw_futures(study, scenarios, seed=int(source.integers(SEEDS)), sampler=sampler)
        return with_scenario_costs(assemble(study.with_draws(drawn)))

    return gap_by_replications(
        draw,
        decided_by(plan, study),
        replications=replications,
        scenarios=futures,
        source=np.random.default_rng([seed, replications, futures]),
        limits=limits,
        confidence=confidence,
        method=AUTO,
    )


def decided_by(plan: Result, study: Study) -> np.ndarray:
    """Return the first stage of a plan as the programs of drawn futures count it.

    Every sample of a study has the same first stage, so that two futures are enough to learn its columns.

    Parameters
    ----------
    plan
        A result with a plan.
    study
        Study with drivers, without futures.
    """
    assembly = assemble(study.with_draws(draw_futures(study, 2)))
    batch, first = assembly.batches[0], assembly.joined.program.first
    values = first_stage_values(plan.values, batch.labelling, batch.layout.first_columns, assembly.thousands)
    within: np.ndarray = np.clip(values, first.lower, first.upper)
    return within
