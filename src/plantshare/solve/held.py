"""What a plan comes to in futures it was not made for: first stage held, the rest re-decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from typing import TypeVar

import numpy as np
import xarray as xr

from plantshare.errors import LabelError
from plantshare.formulation import (
    Labelling,
    Line,
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

__all__ = ["evaluate", "first_stage_values", "measured", "with_measured_targets"]

Measured = TypeVar("Measured")
Measure = Callable[[Study, tuple[Line, ...], Mapping[str, xr.DataArray]], Measured]

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
    parts = measured(plan, study, outcomes_of, executor=executor, tell=tell)
    return joined_outcomes([part for part, _ in parts], [weight for _, weight in parts])


def measured(
    plan: Result,
    study: Study,
    measure: Measure[Measured],
    *,
    executor: Executor | None = None,
    tell: Callable[[int, int], None] = lambda done, count: None,
) -> list[tuple[Measured, float]]:
    """Return what a measure makes of a plan in each batch of futures, with the probability of the batch.

    Parameters
    ----------
    plan, study, executor, tell
        As of :func:`evaluate`.
    measure
        Told the futures of a batch as a study, the money lines of its program, and the values of its
        variables in the units of the program; an executor must be able to send it to another process.

    Raises
    ------
    LabelError, InfeasibleError
        As :func:`evaluate`.
    """
    plan.require_plan()
    batches = list(batches_of(with_measured_targets(study), most=FUTURES))
    count, done = len(study.weights), 0
    parts: list[Measured] = []
    for group in [batches] if executor is not None else [[batch] for batch in batches]:
        studies = [batch for batch, _ in group]
        parts.extend(measured_in(plan, studies, measure, executor))
        done += sum(len(batch.weights) for batch in studies)
        tell(done, count)
    return list(zip(parts, [weight for _, weight in batches], strict=True))


def measured_in(
    plan: Result, studies: Sequence[Study], measure: Measure[Measured], executor: Executor | None
) -> list[Measured]:
    """Return what a measure makes of a plan in each of some batches of futures."""
    if executor is None:
        return [measure_batch(plan.values, study, measure, threads=0) for study in studies]
    shared: Shared[tuple[Mapping[str, xr.DataArray], Measure[Measured]]] = Shared(
        (dict(plan.values), measure)
    )
    return executor.map(work_on_batch, [shared] * len(studies), studies, lambda: None)


def work_on_batch(
    held: tuple[Mapping[str, xr.DataArray], Measure[Measured]], study: Study, check: Check
) -> Measured:
    """Return what a measure makes of a few futures, as a task of an executor."""
    check()
    values, measure = held
    return measure_batch(values, study, measure, threads=1)


def measure_batch(
    plan: Mapping[str, xr.DataArray], study: Study, measure: Measure[Measured], threads: int
) -> Measured:
    """Return what a measure makes of the values of a plan in a few futures."""
    program = build_program(study, is_held=True)
    matrix, labelling = to_matrix(program), labelling_of(program)
    two_stage, layout = two_stage_of(matrix, column_stages(program), study.probability.values)
    lines = tuple(program.lines)
    first = first_stage_values(plan, labelling, layout.first_columns, program.thousands)
    first = np.clip(first, two_stage.first.lower, two_stage.first.upper)
    with Recourse(two_stage, threads=threads) as recourse:
        second, _ = recourse.columns(first)
    values = labelled_values(labelling, layout.column_values(np.concatenate([first, second])))
    return measure(study, lines, values)


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
