"""Solve a study: build its program, run a method, and account for the plan."""

from __future__ import annotations

import time
from dataclasses import replace

from plantshare.formulation.slack import with_least_slack
from plantshare.methods import Limits
from plantshare.methods.aimed import solve_aim
from plantshare.methods.aims import Aim, Expected
from plantshare.methods.choose import AUTO, METHODS, choose_method
from plantshare.naming import known_name
from plantshare.results import Proof, Result
from plantshare.results.money import money_of
from plantshare.solve.accounts import in_files_units, known, proof_of, tidy
from plantshare.solve.aiming import judged, with_best_worths, with_scenario_costs, worded
from plantshare.solve.batches import assemble, batches_of
from plantshare.solve.course import Listener, course_of
from plantshare.solve.one_program import build, solve_built, without_plan
from plantshare.study import Study

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
        (by cuts, future by future), "reduce" (the same, from a plan for a few representatives of each
        year), or "auto", which chooses by size. One future is solved at once.
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
    listener = Listener(limits.tell)
    heard = replace(limits, tell=listener)
    if len(study.weights) == 1 and isinstance(aim, Expected):
        result = solve_built(build(study), heard, start=start)
    else:
        result = solve_several(study, heard, method, start, aim)
    course = course_of(listener.heard, result.proof) if result.has_plan else ()
    return replace(result, proof=replace(result.proof, course=course))


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
        built = build(batch)
        result = without_plan(built, built.matrix, proof, limits)
        if result.proof.conflicts:
            break
    return result
