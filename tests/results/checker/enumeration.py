"""The toy plan by brute force: every launch year and every path of shift levels, in plain Python.

Nothing of Plantshare is used: the numbers stand here a second time, in thousands of vehicles,
thousands of currency per vehicle and millions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from scipy.optimize import linprog

YEARS = 4
RATE = 0.10
CAPACITY = (0.0, 60.0, 105.0)
FIXED = (6.0, 36.0, 60.0)
LEVEL_UP, LEVEL_DOWN, START_LEVEL = 8.0, 20.0, 1
HOST_MARGIN, LOCAL_MARGIN = 5.0, 3.5
LAUNCH_COST = 50.0
PEAK, RAMP = 60.0, (0.4, 1.0, 1.0, 1.0)
CROWDING = 3.0
PROBABILITY = (0.40, 0.35, 0.25)


@dataclass(frozen=True)
class Future:
    """Demand of host and guest, and what an imported guest car earns, by year."""

    host: tuple[float, ...]
    guest: tuple[float, ...]
    import_margin: tuple[float, ...]


FUTURES = (
    Future((55, 55, 50, 50), (20, 40, 60, 70), (2.1, 2.1, 2.1, 2.1)),
    Future((50, 46, 42, 40), (20, 30, 40, 40), (2.1, 2.1, 2.1, 2.1)),
    Future((44, 38, 34, 30), (15, 15, 15, 15), (2.1, 2.1, 3.9, 3.9)),
)


@dataclass(frozen=True)
class Plan:
    """First-stage decisions: year of the launch (0 to 3, or none) and shift level of each year."""

    launch: int | None
    levels: tuple[int, ...]


def plans() -> Iterator[Plan]:
    """Yield every plan: five choices of launch and three levels in four years, 405 in all."""
    for launch in (None, *range(YEARS)):
        for levels in product(range(3), repeat=YEARS):
            yield Plan(launch, levels)


def first_stage_cost(plan: Plan, launch_cost: float = LAUNCH_COST) -> float:
    """Return the present value of fixed cost, changes of level and the launch."""
    cost, before = 0.0, START_LEVEL
    for year, level in enumerate(plan.levels):
        paid = FIXED[level] + LEVEL_UP * max(0, level - before) + LEVEL_DOWN * max(0, before - level)
        paid += launch_cost if plan.launch == year else 0.0
        cost += paid * (1 + RATE) ** -(year + 1)
        before = level
    return cost


def room_and_limit(plan: Plan, year: int) -> tuple[float, float]:
    """Return the capacity of the line and the most that the guest may build there."""
    level = plan.levels[year]
    is_active = plan.launch is not None and plan.launch <= year
    room = CAPACITY[level] - (CROWDING if is_active and level >= 1 else 0.0)
    return room, PEAK * RAMP[year - plan.launch] if is_active else 0.0


def greedy_year(plan: Plan, future: Future, year: int) -> tuple[float, float]:
    """Return margin and line output of a year: host cars first, then local guest cars if they earn more."""
    room, limit = room_and_limit(plan, year)
    own = min(room, future.host[year])
    imported = future.import_margin[year]
    local = min(room - own, limit, future.guest[year]) if imported < LOCAL_MARGIN else 0.0
    margin = HOST_MARGIN * own + LOCAL_MARGIN * local + imported * (future.guest[year] - local)
    return margin, own + local


def margin_by_linear_program(plan: Plan, future: Future, year: int) -> float:
    """Return the margin of a year by a linear program: own, local and imported cars."""
    room, limit = room_and_limit(plan, year)
    answer = linprog(
        c=[-HOST_MARGIN, -LOCAL_MARGIN, -future.import_margin[year]],
        A_ub=[[1, 1, 0], [0, 1, 1]],
        b_ub=[room, future.guest[year]],
        bounds=[(0, future.host[year]), (0, limit), (0, None)],
    )
    return -float(answer.fun)


def value(plan: Plan, future: Future, launch_cost: float = LAUNCH_COST) -> float:
    """Return the present value of a plan in one future."""
    margins = (greedy_year(plan, future, year)[0] * (1 + RATE) ** -(year + 1) for year in range(YEARS))
    return sum(margins) - first_stage_cost(plan, launch_cost)


def values(plan: Plan, launch_cost: float = LAUNCH_COST) -> np.ndarray:
    """Return the present value of a plan in each future."""
    return np.array([value(plan, future, launch_cost) for future in FUTURES])


def expected(amounts: Sequence[float] | np.ndarray) -> float:
    """Return the expectation over the futures."""
    return float(np.dot(PROBABILITY, amounts))


def mean_future() -> Future:
    """Return the future in which every number is its mean."""

    def mean(name: str) -> tuple[float, ...]:
        return tuple(expected([getattr(future, name)[year] for future in FUTURES]) for year in range(YEARS))

    return Future(mean("host"), mean("guest"), mean("import_margin"))


def worst_quarter(amounts: np.ndarray) -> float:
    """Return the mean of the worst 25% of outcomes (CVaR at 0.75), splitting an outcome where needed."""
    left, total = 0.25, 0.0
    for index in np.argsort(amounts):
        taken = min(left, PROBABILITY[index])
        total, left = total + taken * amounts[index], left - taken
    return total / 0.25


def reaches(plan: Plan, output: float) -> float:
    """Return the probability with which the line builds at least so much in the last year."""
    built = [greedy_year(plan, future, YEARS - 1)[1] for future in FUTURES]
    return expected([amount >= output - 1e-9 for amount in built])
