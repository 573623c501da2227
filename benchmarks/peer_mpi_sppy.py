"""Progressive hedging of a two-stage program by mpi-sppy, as a peer beside our own methods.

mpi-sppy (Knueven, Mildebrath, Muir, Siirola, Watson and Woodruff 2023) takes one Pyomo program for each
scenario. It runs here in one process, without MPI, and HiGHS solves its scenarios. Its bound is that of
the Lagrangian at the present weights, its plans are the mean of the scenarios' first stages with whole
columns rounded, and the first stages of single scenarios; both are valued by mpi-sppy itself.
"""

from __future__ import annotations

import contextlib
import logging
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import highspy
import numpy as np
import pyomo.environ as pyo  # type: ignore[import-untyped] # Pyomo ships no types.
from pyomo.core.expr.numeric_expr import LinearExpression  # type: ignore[import-untyped] # As above.

from plantshare.methods import Progress
from plantshare.methods.limits import relative_gap
from plantshare.methods.scenarios import scenario_probability, scenario_program
from plantshare.methods.two_stage import TwoStage, extensive

__all__ = ["PeerRun", "peer_curve", "scenario_in_pyomo"]

Pyomo = Any  # Pyomo and mpi-sppy ship no types.

SOLVER = "appsi_highs"
RHO_SHARE = 0.1
"""Weight of moving a first-stage column by one, as a share of its cost, or of the dearest if it has none."""


@dataclass(slots=True, eq=False, kw_only=True)
class PeerRun:
    """What progressive hedging found; numbers as in the two-stage program, which maximises.

    Parameters
    ----------
    status
        "gap_reached", "time_limit", "iterations" (its own limit) or "failed".
    objective, bound
        Best plan and proven bound; missing if there is none.
    seconds
        Time from the arrays of the program to the end, making the Pyomo programs included.
    build_seconds
        Time to make the Pyomo programs.
    iterations
        Rounds of progressive hedging.
    told
        Best and bound in the course of time.
    problem
        What mpi-sppy said if it failed.
    """

    status: str = "iterations"
    objective: float = float("nan")
    bound: float = float("nan")
    seconds: float = 0.0
    build_seconds: float = 0.0
    iterations: int = 0
    told: list[Progress] = field(default_factory=list)
    problem: str = ""

    @property
    def gap(self) -> float:
        """Return the relative gap between objective and bound."""
        return relative_gap(self.objective, self.bound)


def peer_curve(
    program: TwoStage,
    seconds: float,
    *,
    gap: float = 1e-3,
    iterations: int = 1_000_000,
    rho: float | None = None,
) -> PeerRun:
    """Return what progressive hedging finds in a time, and how its best plan and bound went.

    Parameters
    ----------
    program
        The program; its scenarios must have one probability each.
    seconds
        Time after which no further round begins. Divided by the number of scenarios it is the longest
        that a solve of one may take, so that the first round ends in time; mpi-sppy gives up if a scenario
        then has no plan at all. HiGHS can overrun the limit, so this is no hard limit.
    gap
        Relative gap at which to stop, and a tenth of which the scenarios are solved to.
    iterations
        Most rounds.
    rho
        Penalty of every column; by the cost of the column unless given.
    """
    began = time.perf_counter()
    run = PeerRun()
    probability = scenario_probability(program)
    names = [f"s{number}" for number in range(probability.size)]

    def make(name: str) -> Pyomo:
        number = int(name[1:])
        return scenario_in_pyomo(program, number, float(probability[number]))

    with quiet():
        # mpi-sppy is an extra, and greets on the output stream when it is imported.
        from mpisppy.opt.ph import PH  # type: ignore[import-untyped]  # noqa: PLC0415  # an optional extra

        watch, hedging = watch_of(run, began, seconds, gap), None
        # HiGHS refuses another number of threads than in its first run here, and Pyomo does not see to that.
        highspy.Highs.resetThreadScheduler(True)
        try:
            hedging = PH(
                options_of(seconds / probability.size, gap, iterations, rho),
                names,
                make,
                ph_converger=watch,
                rho_setter=None if rho else lambda scenario: penalties(scenario, program),
            )
            run.build_seconds = time.perf_counter() - began
            hedging.ph_main(finalize=False)
        except (RuntimeError, ValueError, AttributeError) as error:
            # mpi-sppy and Pyomo raise these when a solve ends without a plan.
            run.status, run.problem = "failed", f"{type(error).__name__}: {error}"
            if hedging is not None and not run.told:
                learn(run, began, bound=-bound_of_first_round(hedging))
    run.seconds = time.perf_counter() - began
    return run


def options_of(seconds: float, gap: float, iterations: int, rho: float | None) -> dict[str, object]:
    """Return the options of mpi-sppy, with the time that each scenario has."""
    solves = {"mip_rel_gap": gap / 10, "time_limit": max(seconds, 1.0), "threads": 1}
    return {
        "solver_name": SOLVER,
        "PHIterLimit": iterations,
        "defaultPHrho": rho or 1.0,
        "convthresh": -1.0,
        "verbose": False,
        "display_progress": False,
        "toc": False,
        "time_limit": None,
        "linearize_proximal_terms": True,
        "linearize_binary_proximal_terms": True,
        "iter0_solver_options": solves,
        "iterk_solver_options": solves,
    }


def scenario_in_pyomo(program: TwoStage, scenario: int, probability: float) -> Pyomo:
    """Return one scenario as mpi-sppy takes it: to minimise, its first stage named at the root."""
    from mpisppy.scenario_tree import ScenarioNode  # type: ignore[import-untyped]  # noqa: PLC0415  # as above

    alone = extensive(scenario_program(program, scenario))
    layer = pyo.ConcreteModel(f"s{scenario}")
    limits = [
        (low if np.isfinite(low) else None, high if np.isfinite(high) else None)
        for low, high in zip(alone.lower.tolist(), alone.upper.tolist(), strict=True)
    ]
    count, first = alone.cost.size, program.first.cost.size
    kinds = alone.is_integer.tolist()
    layer.x = pyo.Var(
        range(count),
        bounds=lambda _, number: limits[number],
        domain=lambda _, number: pyo.Integers if kinds[number] else pyo.Reals,
    )
    columns = [layer.x[number] for number in range(count)]
    rows = alone.matrix.tocsr()
    starts, indices, values = rows.indptr.tolist(), rows.indices.tolist(), rows.data.tolist()
    lower, upper = alone.row_lower.tolist(), alone.row_upper.tolist()

    def row(_: Pyomo, number: int) -> Pyomo:
        own = slice(starts[number], starts[number + 1])
        if own.start == own.stop:
            return pyo.Constraint.Skip
        total = LinearExpression(
            constant=0.0,
            linear_coefs=values[own],
            linear_vars=[columns[column] for column in indices[own]],
        )
        if lower[number] == upper[number]:
            return total == lower[number]
        low, high = (value if np.isfinite(value) else None for value in (lower[number], upper[number]))
        return (
            pyo.inequality(low, total, high) if low is not None or high is not None else pyo.Constraint.Skip
        )

    layer.rows = pyo.Constraint(range(len(lower)), rule=row)
    cost = (-alone.cost).tolist()
    layer.first_cost = pyo.Expression(
        expr=LinearExpression(constant=0.0, linear_coefs=cost[:first], linear_vars=columns[:first])
    )
    rest = LinearExpression(constant=0.0, linear_coefs=cost[first:], linear_vars=columns[first:])
    layer.worth = pyo.Objective(expr=layer.first_cost + rest, sense=pyo.minimize)
    layer._mpisppy_probability = probability  # mpi-sppy reads it by this name.
    layer._mpisppy_node_list = [  # As above.
        ScenarioNode("ROOT", 1.0, 1, layer.first_cost, columns[:first], layer)
    ]
    return layer


def penalties(scenario: Pyomo, program: TwoStage) -> list[tuple[int, float]]:
    """Return the penalty of each first-stage column: a share of its cost."""
    cost = np.abs(program.first.cost)
    known = cost[cost > 0]
    cost = np.where(cost > 0, cost, known.max() if known.size else 1.0)
    return [(id(scenario.x[number]), RHO_SHARE * float(value)) for number, value in enumerate(cost)]


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the output stream for results: mpi-sppy prints to it, and Pyomo warns there."""
    log = logging.getLogger("pyomo")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    finally:
        log.setLevel(level)


def watch_of(run: PeerRun, began: float, seconds: float, gap: float) -> Pyomo:
    """Return a class that mpi-sppy asks in each round whether it is done; it fills the run."""
    from mpisppy.convergers.converger import (  # type: ignore[import-untyped]  # noqa: PLC0415  # as above
        Converger,
    )

    class Watch(Converger):  # type: ignore[misc] # As above.
        """Values the round and stops when the gap or the time is reached."""

        def __init__(self, hedging: Pyomo) -> None:
            """Keep the run of mpi-sppy to ask."""
            super().__init__(hedging)
            self.hedging = hedging

        def is_converged(self) -> bool:
            """Return whether to stop, after bound and plans of some rounds."""
            hedging = self.hedging
            run.iterations = hedging._PHIter  # The only place where the round is told.
            if run.iterations == 1:
                learn(run, began, bound=-hedging.trivial_bound)
            if is_power_of_two(run.iterations):
                kept = [values_of(scenario) for scenario in hedging.local_scenarios.values()]
                if run.iterations > 1:
                    learn(run, began, bound=-hedging.post_solve_bound(hedging.current_solver_options))
                for plan in candidates(hedging, kept, run.iterations):
                    learn(run, began, plan=value_of(hedging, plan))
                for scenario, values in zip(hedging.local_scenarios.values(), kept, strict=True):
                    place(scenario, values)
            if run.gap <= gap:
                run.status = "gap_reached"
            elif time.perf_counter() - began > seconds:
                run.status = "time_limit"
            return run.status != "iterations"

    return Watch


def is_power_of_two(number: int) -> bool:
    """Return whether a number is 1, 2, 4, 8 and so on."""
    return number > 0 and number & (number - 1) == 0


def learn(run: PeerRun, began: float, *, bound: float = float("nan"), plan: float = float("nan")) -> None:
    """Keep a bound or a plan if it is the best so far; a missing one changes nothing."""
    run.bound = float(np.fmin(run.bound, bound))
    run.objective = float(np.fmax(run.objective, plan))
    run.told.append(Progress(time.perf_counter() - began, run.objective, run.bound))


def bound_of_first_round(hedging: Pyomo) -> float:
    """Return the bound of the scenarios alone, or no number if some has none."""
    total = 0.0
    for scenario in hedging.local_scenarios.values():
        bound = getattr(scenario._mpisppy_data, "outer_bound", None)
        total += scenario._mpisppy_probability * (float("nan") if bound is None else float(bound))
    return total


def first_stage(scenario: Pyomo) -> list[Pyomo]:
    """Return the first-stage columns of a scenario."""
    columns: list[Pyomo] = scenario._mpisppy_node_list[0].nonant_vardata_list  # Its only home.
    return columns


def values_of(scenario: Pyomo) -> np.ndarray:
    """Return the first stage of a scenario's present solution."""
    return np.array([column.value for column in first_stage(scenario)], dtype=float)


def place(scenario: Pyomo, values: np.ndarray) -> None:
    """Give the first stage of a scenario values, as if they had just been solved for."""
    for column, value in zip(first_stage(scenario), values.tolist(), strict=True):
        column.set_value(value, skip_validation=True)


def candidates(hedging: Pyomo, kept: list[np.ndarray], iteration: int) -> Iterator[np.ndarray]:
    """Yield first stages to try: the mean of all with whole columns rounded, and that of one scenario."""
    scenarios = list(hedging.local_scenarios.values())
    weight = np.array([scenario._mpisppy_probability for scenario in scenarios])  # Its home.
    columns = first_stage(scenarios[0])
    whole = np.array([column.is_integer() or column.is_binary() for column in columns])
    mean = weight @ np.array(kept)
    for plan in (mean, kept[iteration.bit_length() % len(kept)]):
        yield np.where(whole, np.round(plan), plan)


def value_of(hedging: Pyomo, plan: np.ndarray) -> float:
    """Return what a first stage is worth over all scenarios; missing if one has no answer to it."""
    scenarios = list(hedging.local_scenarios.values())
    hedging.disable_W_and_prox()
    for scenario in scenarios:
        for column, value in zip(first_stage(scenario), plan.tolist(), strict=True):
            column.fix(value, skip_validation=True)
    hedging.solve_loop(solver_options=hedging.current_solver_options, need_solution=False)
    is_answered = hedging.no_incumbent_prob() == 0
    worth = -float(hedging.Eobjective()) if is_answered else float("nan")
    for scenario in scenarios:
        for column in first_stage(scenario):
            column.unfix()
    hedging.reenable_W_and_prox()
    return worth
