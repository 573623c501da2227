"""What a plan comes to in futures it was not made for: first stage held, the rest re-decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

import numpy as np
import xarray as xr

from plantshare.errors import LabelError
from plantshare.formulation import (
    Labelling,
    build_program,
    column_stages,
    labelled_values,
    labelling_of,
    start_vector,
    to_matrix,
)
from plantshare.methods import Executor
from plantshare.methods.executor import Check, Shared
from plantshare.methods.recourse import Recourse
from plantshare.methods.split import two_stage_of
from plantshare.results import Result
from plantshare.results.outcomes import Outcomes, joined_outcomes, outcomes_of
from plantshare.solve.batches import batches_of, in_program_units
from plantshare.study import Study

__all__ = ["evaluate"]

FUTURES = 250
"""Futures that are built and solved at once; more take memory and save little time."""


def evaluate(
    plan: Result,
    study: Study,
    *,
    executor: Executor | None = None,
    tell: Callable[[int, int], None] = lambda done, count: None,
) -> Outcomes:
    """Return what a plan comes to in every future of a study.

    Launches, shifts, closures, expansions and deals are those of the plan. Volumes, flows and overtime are
    the best that each future allows. Targets are measured and not required.

    Parameters
    ----------
    plan
        A result with a plan.
    study
        The study with the futures, as from ``study.with_draws``; it must have the options, groups and
        years of the plan.
    executor
        Who builds and solves the futures; a batch at a time in this process unless given, with a thread
        for each core. The outcomes are the same.
    tell
        Told how many futures are done, and of how many.

    Raises
    ------
    LabelError
        If the plan does not decide on something that the study asks about.
    InfeasibleError
        If the result has no plan.
    """
    plan.require_plan()
    measured = with_measured_targets(study)
    batches = list(batches_of(measured, most=FUTURES))
    count, done = len(study.weights), 0
    parts: list[Outcomes] = []
    for group in [batches] if executor is not None else [[batch] for batch in batches]:
        studies = [batch for batch, _ in group]
        parts.extend(outcomes_in(plan, studies, executor))
        done += sum(len(batch.weights) for batch in studies)
        tell(done, count)
    return joined_outcomes(parts, [weight for _, weight in batches])


def outcomes_in(plan: Result, studies: Sequence[Study], executor: Executor | None) -> list[Outcomes]:
    """Return what a plan comes to in each of some batches of futures."""
    if executor is None:
        return [evaluate_batch(plan.values, study, threads=0) for study in studies]
    shared: Shared[Mapping[str, xr.DataArray]] = Shared(dict(plan.values))
    return executor.map(work_on_batch, [shared] * len(studies), studies, lambda: None)


def work_on_batch(values: Mapping[str, xr.DataArray], study: Study, check: Check) -> Outcomes:
    """Return what a plan comes to in a few futures, as a task of an executor."""
    check()
    return evaluate_batch(values, study, threads=1)


def evaluate_batch(plan: Mapping[str, xr.DataArray], study: Study, threads: int) -> Outcomes:
    """Return what the values of a plan come to in a few futures."""
    program = build_program(study, is_held=True)
    matrix, labelling = to_matrix(program), labelling_of(program)
    two_stage, layout = two_stage_of(matrix, column_stages(program), study.probability.values)
    lines = tuple(program.lines)
    first = first_stage_values(plan, labelling, layout.first_columns, program.thousands)
    first = np.clip(first, two_stage.first.lower, two_stage.first.upper)
    with Recourse(two_stage, threads=threads) as recourse:
        second, _ = recourse.columns(first)
    values = labelled_values(labelling, layout.column_values(np.concatenate([first, second])))
    return outcomes_of(study, lines, values)


def first_stage_values(
    plan: Mapping[str, xr.DataArray], labelling: Labelling, columns: np.ndarray, thousands: Set[str]
) -> np.ndarray:
    """Return the value of each first-stage column in the plan.

    Raises
    ------
    LabelError
        If the plan does not decide on one of them.
    """
    known = start_vector(labelling, in_program_units(thousands, plan))
    missing = [column for column in columns if int(column) not in known]
    if missing:
        label = labelling.columns[missing[0]]
        name = next(name for name, labels in labelling.variables.items() if (labels.values == label).any())
        raise LabelError(
            f"the plan does not say '{name}' for everything that the study asks about; "
            "evaluate it on the study it was made for, or plan anew"
        )
    return np.array([known[int(column)] for column in columns])


def with_measured_targets(study: Study) -> Study:
    """Return the study with targets that are measured where they were required."""
    frame = study.frame("targets")
    if not (frame.rule == "require").any():
        return study
    return study.with_frame("targets", frame.assign(rule=frame.rule.replace("require", "measure")))
