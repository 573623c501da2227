"""Solve a study: build its program, run a method, and account for the plan."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import xarray as xr

from plantshare.formulation import (
    MatrixProgram,
    Program,
    build_program,
    column_stages,
    labelled_duals,
    labelled_values,
    row_places,
    start_vector,
    to_matrix,
)
from plantshare.formulation.slack import with_least_slack
from plantshare.methods import Limits, Solution, solve_direct
from plantshare.methods.choose import AUTO, EXTENSIVE, METHODS, choose_method
from plantshare.methods.conflicts import find_conflicts
from plantshare.methods.split import two_stage_of
from plantshare.naming import known_name
from plantshare.results import Proof, Result
from plantshare.results.money import money_of
from plantshare.study import Study
from plantshare.units import THOUSAND

__all__ = ["solve"]


def solve(
    study: Study,
    limits: Limits | None = None,
    *,
    method: str = AUTO,
    start: Result | None = None,
) -> Result:
    """Return the best plan of a study, with its money, its duals and its proof.

    The plan maximises the expected discounted profit of all companies that are not governments:
    who builds what, where, from when, on which shifts, and which market each plant serves.

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
    began = time.perf_counter()
    program = build_program(study)
    matrix = to_matrix(program)
    build_seconds = time.perf_counter() - began
    first_guess = None if start is None else start_vector(program, in_program_units(program, start))
    known_name("method", method, [AUTO, *METHODS])
    built = Built(program, matrix, study.probability.values)
    solution = run_method(method, built, limits, first_guess)
    proof = proof_of(matrix, solution, build_seconds)
    if not solution.has_plan:
        if solution.status == "infeasible":
            proof = replace(proof, conflicts=find_conflicts(matrix, row_places(program), limits))
        return Result(study=study, proof=proof, values={}, money=money_of([], {}, study), duals={})
    values = with_least_slack(study, tidy(labelled_values(program, solution.values)))
    return Result(
        study=study,
        proof=proof,
        values={name: in_files_units(program, name, array) for name, array in values.items()},
        money=money_of(program.lines, values, study),
        duals=known(labelled_duals(program, solution.duals)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Built:
    """A program, its arrays, and the probability of each future."""

    program: Program
    matrix: MatrixProgram
    probability: np.ndarray


def run_method(
    method: str, built: Built, limits: Limits, first_guess: Mapping[int, float] | None
) -> Solution:
    """Return the solution that a method finds; one future, and the extensive form, are solved whole."""
    futures = built.probability.size
    if futures == 1 or method == EXTENSIVE:
        solution = solve_direct(built.matrix, limits, first_guess)
        return solution if futures == 1 else replace(solution, method=EXTENSIVE)
    parts, layout = two_stage_of(built.matrix, column_stages(built.program), built.probability)
    if method == AUTO:
        return run_method(choose_method(parts), built, limits, first_guess)
    solution = METHODS[method](parts, limits)
    note = () if first_guess is None else (f"The earlier plan was not used: {method} begins from its own.",)
    if not solution.has_plan:
        return replace(solution, log=(*note, *solution.log))
    return replace(
        solution,
        values=layout.column_values(solution.values),
        duals=layout.row_values(solution.duals),
        log=(*note, *solution.log),
    )


def known(duals: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return the duals of rules that the method has found the worth of."""
    return {name: array for name, array in duals.items() if bool(array.notnull().any())}


def proof_of(matrix: MatrixProgram, solution: Solution, build_seconds: float) -> Proof:
    """Return how a solution was found."""
    return Proof(
        status=solution.status,
        objective=solution.objective,
        bound=solution.bound,
        gap=solution.gap,
        build_seconds=build_seconds,
        solve_seconds=solution.seconds,
        columns=int(matrix.cost.size),
        rows=int(matrix.row_lower.size),
        integers=int(matrix.is_integer.sum()),
        method=solution.method,
        solver=solution.solver,
        log=solution.log,
    )


def tidy(values: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return values without the solver's rounding: what is within 1e-9 of zero is zero."""
    return {name: array.where(np.abs(array) > 1e-9, 0.0) for name, array in values.items()}


def in_files_units(program: Program, name: str, values: xr.DataArray) -> xr.DataArray:
    """Return values one by one where the program counts in thousands."""
    return values / THOUSAND if name in program.thousands else values


def in_program_units(program: Program, result: Result) -> dict[str, xr.DataArray]:
    """Return the values of an earlier result as the program counts them."""
    return {
        name: values * THOUSAND if name in program.thousands else values
        for name, values in result.values.items()
        if program.has(name)
    }
