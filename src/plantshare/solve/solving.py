"""Solve a study: build its program, run a method, and account for the plan."""

from __future__ import annotations

import time
from collections.abc import Mapping, Set
from dataclasses import replace

import numpy as np
import xarray as xr

from plantshare.formulation import (
    MatrixProgram,
    Program,
    build_program,
    labelled_duals,
    labelled_values,
    labelling_of,
    row_places,
    start_vector,
    to_matrix,
)
from plantshare.formulation.slack import with_least_slack
from plantshare.methods import Limits, Solution, solve_direct
from plantshare.methods.aimed import solve_aim
from plantshare.methods.aims import Aim, Expected
from plantshare.methods.choose import AUTO, METHODS, choose_method
from plantshare.methods.conflicts import find_conflicts
from plantshare.naming import known_name
from plantshare.results import Proof, Result
from plantshare.results.money import money_of
from plantshare.solve.aiming import judged, with_best_worths, with_scenario_costs, worded
from plantshare.solve.batches import assemble, batches_of, in_program_units
from plantshare.study import Study
from plantshare.units import THOUSAND

__all__ = ["solve"]


def solve(
    study: Study,
    limits: Limits | None = None,
    *,
    method: str = AUTO,
    start: Result | None = None,
    aim: Aim | None = None,
) -> Result:
    """Return the best plan of a study, with its money, its duals and its proof.

    The plan maximises the expected discounted profit of all companies that are not governments, unless
    another aim is given: who builds what, where, from when, on which shifts, and which market each
    plant serves.

    Parameters
    ----------
    study
        The study. After ``with_scenarios`` all its scenarios share launches, shifts and closures.
    limits
        When to stop; the study's own gap and time limit unless given.
    method
        How a study with several futures is solved: "extensive" (all of them at once), "decomposition"
        (by cuts, future by future), or "auto", which chooses by size. One future is solved at once.
    start
        An earlier result to start from. Decisions whose labels both studies have are tried first. The
        decomposition begins from a plan of its own, and its log says so.
    aim
        What the plan is chosen for where futures differ: ``Expected()`` unless given, ``MeanCVaR``,
        ``ExpectedDownside``, ``MinimaxRegret`` or ``MaxMin``. The objective and the bound of the proof
        are then those of the aim; for a regret they are minus the regret.

    Returns
    -------
    Result
        With ``proof.status`` "infeasible" and the rules in conflict where no plan is possible. The
        decomposition leaves out the duals of rules that hold before the future is known.

    Raises
    ------
    LabelError
        If there is no such method.
    MethodError
        If the method cannot solve this program; the message names the one that can.

    Examples
    --------
    One plant of 100 a year, 30 wanted at a margin of 2,000 and no cost: 30 * 2,000 / 1.1.

    >>> from plantshare.study import study_from_tables
    >>> from plantshare.tables import tables_from_frames
    >>> tables = tables_from_frames(
    ...     {"name": "one", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2026},
    ...     {
    ...         "companies": [{"company": "Ada"}],
    ...         "plants": [{"plant": "Leipzig", "company": "Ada", "country": "DE"}],
    ...         "vehicles": [{"vehicle": "A", "company": "Ada"}],
    ...         "options": [{"option": "A Leipzig", "vehicle": "A", "plant": "Leipzig"}],
    ...         "incumbents": [{"option": "A Leipzig"}],
    ...         "markets": [{"market": "home", "countries": "DE"}],
    ...         "lanes": [{"plant": "Leipzig", "market": "home"}],
    ...         "demand": [{"vehicle": "A", "market": "home", "units": 30_000, "net_revenue": 2_000}],
    ...     },
    ... )
    >>> result = solve(study_from_tables(tables))
    >>> result.proof.status, round(float(result.npv()["Ada"]), 3)
    ('optimal', 54.545)
    """
    if limits is None:
        settings = study.settings
        limits = Limits(gap=float(settings["gap"]), seconds=float(settings["time_limit"]))
    known_name("method", method, [AUTO, *METHODS])
    aim = Expected() if aim is None else aim
    if len(study.weights) == 1 and isinstance(aim, Expected):
        return solve_one(study, limits, start)
    return solve_several(study, limits, method, start, aim)


def solve_one(study: Study, limits: Limits, start: Result | None) -> Result:
    """Return the best plan of one future."""
    began = time.perf_counter()
    program = build_program(study)
    matrix, labelling = to_matrix(program), labelling_of(program)
    seconds = time.perf_counter() - began
    guess = (
        None if start is None else start_vector(labelling, in_program_units(program.thousands, start.values))
    )
    solution = solve_direct(matrix, limits, guess)
    size = (matrix.cost.size, matrix.row_lower.size, int(matrix.is_integer.sum()))
    proof = proof_of(solution, seconds, size)
    if not solution.has_plan:
        return without_plan(study, proof, program, matrix, limits)
    values = with_least_slack(study, tidy(labelled_values(labelling, solution.values)))
    return Result(
        study=study,
        proof=proof,
        values=in_files_units(program.thousands, values),
        money=money_of(program.lines, values, study),
        duals=known(labelled_duals(labelling, solution.duals)),
    )


def solve_several(study: Study, limits: Limits, method: str, start: Result | None, aim: Aim) -> Result:
    """Return the best plan of several futures for an aim."""
    began = time.perf_counter()
    assembly = assemble(study)
    program = with_scenario_costs(assembly)
    seconds = time.perf_counter() - began
    chosen = choose_method(program) if method == AUTO else method
    first_guess = assembly.start(start)
    if isinstance(aim, Expected) or not program.families:
        aim, solution = judged(aim, METHODS[chosen](program, limits, first_guess), study.probability.values)
    else:
        aim, left = with_best_worths(program, aim, limits)
        solution = solve_aim(program, aim, left, chosen, first_guess)
    integers = sum(family.blocks * int(family.is_integer.sum()) for family in program.families)
    size = (program.columns, program.rows, int(program.first.is_integer.sum()) + integers)
    proof = replace(proof_of(solution, seconds, size), aim=worded(aim))
    if not solution.has_plan:
        return without_plan_in_any(study, proof, limits)
    values = with_least_slack(study, tidy(assembly.values(solution.values)))
    return Result(
        study=study,
        proof=proof,
        values=in_files_units(assembly.thousands, values),
        money=assembly.money(values),
        duals=known(assembly.duals(solution.duals)),
    )


def without_plan_in_any(study: Study, proof: Proof, limits: Limits) -> Result:
    """Return a result without plan, with the rules in conflict in the first batch of futures that has any."""
    result = Result(study=study, proof=proof, values={}, money=money_of([], {}, study), duals={})
    for batch, _ in batches_of(study) if proof.status == "infeasible" else ():
        program = build_program(batch)
        result = without_plan(study, proof, program, to_matrix(program), limits)
        if result.proof.conflicts:
            break
    return result


def without_plan(
    study: Study, proof: Proof, program: Program, matrix: MatrixProgram, limits: Limits
) -> Result:
    """Return a result without plan, with the rules in conflict where no plan is possible."""
    if proof.status == "infeasible":
        proof = replace(proof, conflicts=find_conflicts(matrix, row_places(program), limits))
    return Result(study=study, proof=proof, values={}, money=money_of([], {}, study), duals={})


def known(duals: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return the duals of rules that the method has found the worth of."""
    return {name: array for name, array in duals.items() if bool(array.notnull().any())}


def proof_of(solution: Solution, build_seconds: float, size: tuple[int, int, int]) -> Proof:
    """Return how a solution was found; size is that of the program: columns, rows, integers."""
    columns, rows, integers = size
    return Proof(
        status=solution.status,
        objective=solution.objective,
        bound=solution.bound,
        gap=solution.gap,
        build_seconds=build_seconds,
        solve_seconds=solution.seconds,
        columns=columns,
        rows=rows,
        integers=integers,
        method=solution.method,
        solver=solution.solver,
        log=solution.log,
    )


def tidy(values: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return values without the solver's rounding: what is within 1e-9 of zero is zero."""
    return {name: array.where(np.abs(array) > 1e-9, 0.0) for name, array in values.items()}


def in_files_units(thousands: Set[str], values: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return values one by one where the program counts in thousands."""
    return {name: array / THOUSAND if name in thousands else array for name, array in values.items()}
