"""Solve the whole program at once with HiGHS."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import highspy
import numpy as np

from plantshare.errors import MethodError
from plantshare.formulation.matrix import MatrixProgram
from plantshare.methods.limits import Limits, Progress, Solution, Status
from plantshare.methods.solver import QuietSolver, solver_name

__all__ = ["highs_of", "solve_direct"]

ENDS: dict[highspy.HighsModelStatus, Status] = {
    highspy.HighsModelStatus.kOptimal: "optimal",
    highspy.HighsModelStatus.kTimeLimit: "time_limit",
    highspy.HighsModelStatus.kInterrupt: "interrupted",
    highspy.HighsModelStatus.kInfeasible: "infeasible",
    highspy.HighsModelStatus.kUnbounded: "unbounded",
    highspy.HighsModelStatus.kUnboundedOrInfeasible: "infeasible",
    highspy.HighsModelStatus.kModelEmpty: "optimal",
}


def solve_direct(
    program: MatrixProgram,
    limits: Limits,
    start: Mapping[int, float] | None = None,
    *,
    enough: float = -np.inf,
) -> Solution:
    """Return the best plan that HiGHS finds within the limits, with its proven bound.

    Duals are those of the linear program that is left when every integer is fixed at its value in
    the plan: what one more unit of a limit is worth if no launch, pattern or closure changes.

    Parameters
    ----------
    program
        The program as arrays.
    limits
        When to stop.
    start
        Values of some columns of an earlier plan; the solver completes them.
    enough
        A program with integers that has a plan is left, as if interrupted, once its bound is no more.

    Raises
    ------
    MethodError
        If the solver fails without an answer.
    """
    began = time.perf_counter()
    highs = highs_of(program)
    highs.setOptionValue("mip_rel_gap", limits.gap)
    highs.setOptionValue("time_limit", limits.seconds)
    highs.setOptionValue("threads", limits.threads)
    if start:
        columns = np.fromiter(start.keys(), dtype=np.int32)
        highs.setSolution(len(start), columns, np.fromiter(start.values(), dtype=float))
    log = listen(highs, limits, began, enough)
    highs.run()
    status = ending(highs, program, limits)
    if status in ("infeasible", "unbounded", "no_plan"):
        return no_plan(status, time.perf_counter() - began, log)
    values = np.array(highs.getSolution().col_value)
    has_integers = bool(program.is_integer.any())
    info = highs.getInfo()
    objective = float(info.objective_function_value)
    bound = float(info.mip_dual_bound) if has_integers else objective
    if not has_integers and status != "optimal":
        bound = float("inf")
    if has_integers:
        values, duals = polished(program, values)
        objective = float(program.cost @ values)
    else:
        duals = np.array(highs.getSolution().row_dual)
    return Solution(
        status=status,
        values=values,
        duals=duals,
        objective=objective,
        bound=max(bound, objective),
        seconds=time.perf_counter() - began,
        method="direct",
        solver=solver_name(),
        log=tuple(log),
    )


def highs_of(program: MatrixProgram) -> QuietSolver:
    """Return a quiet solver that holds the program."""
    problem = highspy.HighsLp()
    problem.num_col_, problem.num_row_ = program.cost.size, program.row_lower.size
    problem.col_cost_, problem.sense_ = program.cost, highspy.ObjSense.kMaximize
    problem.col_lower_, problem.col_upper_ = program.lower, program.upper
    problem.row_lower_, problem.row_upper_ = program.row_lower, program.row_upper
    problem.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    problem.a_matrix_.start_ = program.matrix.indptr
    problem.a_matrix_.index_ = program.matrix.indices
    problem.a_matrix_.value_ = program.matrix.data
    if program.is_integer.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        problem.integrality_ = [kinds[int(whole)] for whole in program.is_integer]
    highs = QuietSolver()
    if highs.passModel(problem) == highspy.HighsStatus.kError:
        raise MethodError("the solver refused the program; run `plantshare check` on the study")
    return highs


def listen(highs: QuietSolver, limits: Limits, began: float, enough: float) -> list[str]:
    """Let the solver tell its progress and ask whether to stop; return the log that it will fill."""
    tell, stop = limits.tell, limits.stop
    log: list[str] = []
    highs.setOptionValue("output_flag", True)
    highs.setOptionValue("log_to_console", False)
    highs.cbLogging.subscribe(lambda event: log.append(event.message.rstrip()))
    if tell is not None:

        def report(event: highspy.highs.HighsCallbackEvent) -> None:
            data = event.data_out
            tell(
                Progress(
                    time.perf_counter() - began, finite(data.mip_primal_bound), finite(data.mip_dual_bound)
                )
            )

        highs.cbMipLogging.subscribe(report)
        highs.cbMipImprovingSolution.subscribe(report)
    if stop is not None:

        def ask(event: highspy.highs.HighsCallbackEvent) -> None:
            if stop():
                event.interrupt()

        highs.cbMipInterrupt.subscribe(ask)
        highs.cbSimplexInterrupt.subscribe(ask)
    if np.isfinite(enough):

        def compare(event: highspy.highs.HighsCallbackEvent) -> None:
            data = event.data_out
            if np.isfinite(finite(data.mip_primal_bound)) and finite(data.mip_dual_bound) <= enough:
                event.interrupt()

        highs.cbMipInterrupt.subscribe(compare)
    return log


def finite(value: float) -> float:
    """Return the value, or missing where the solver says infinity."""
    return value if abs(value) < highspy.kHighsInf / 2 else float("nan")


def ending(highs: QuietSolver, program: MatrixProgram, limits: Limits) -> Status:
    """Return how the solver ended."""
    found = highs.getModelStatus()
    if found not in ENDS:
        raise MethodError(f"the solver ended with {highs.modelStatusToString(found)!r}")
    status = ENDS[found]
    if found == highspy.HighsModelStatus.kUnboundedOrInfeasible:
        # Presolve could not tell which; without presolve the simplex can.
        highs.setOptionValue("presolve", "off")
        highs.run()
        status = ENDS.get(highs.getModelStatus(), "infeasible")
    if status in ("time_limit", "interrupted"):
        feasible = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return status if feasible else "no_plan"
    if status == "optimal" and program.is_integer.any() and limits.gap > 0:
        proven = highs.getInfo().mip_gap
        return "optimal" if proven <= limits.gap else "gap_reached"
    return status


def polished(program: MatrixProgram, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the best values and the row duals once every integer is fixed at its whole value.

    The linear program that is left also removes the solver's tolerance on integers: a launch of
    0.9999999 becomes 1, and the flows follow.
    """
    whole = np.round(values)
    fixed = replace(
        program,
        lower=np.where(program.is_integer, whole, program.lower),
        upper=np.where(program.is_integer, whole, program.upper),
        is_integer=np.zeros_like(program.is_integer),
    )
    highs = highs_of(fixed)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        # Rounding can leave a hair of infeasibility; the solver's own point then stands.
        return values, np.full(program.row_lower.size, np.nan)
    solution = highs.getSolution()
    return np.array(solution.col_value), np.array(solution.row_dual)


def no_plan(status: Status, seconds: float, log: list[str]) -> Solution:
    """Return a solution without a plan."""
    nothing = np.array([])
    return Solution(
        status=status,
        values=nothing,
        duals=nothing,
        objective=float("nan"),
        bound=float("nan"),
        seconds=seconds,
        method="direct",
        solver=solver_name(),
        log=tuple(log),
    )
