"""Plans in which only some deals may be signed, all from one built program."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.errors import LabelError
from plantshare.formulation import MatrixProgram, start_vector
from plantshare.methods import Executor, Limits, Solution, solve_direct
from plantshare.methods.block_solver import StoppedError
from plantshare.methods.executor import Check, Shared
from plantshare.naming import known_name
from plantshare.results import Result
from plantshare.solve.one_program import Bounds, Built, build, column_bounds, places_of, result_of
from plantshare.study import Study
from plantshare.study.parties import can_launch
from plantshare.study.roles import deal_of_option

__all__ = ["Restricted", "Restriction", "held_years"]

ROUNDING = 1e-6
"""Room that is left for the solver's rounding when a shortfall is held, thousand vehicles and share."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Which deals a plan may sign, and which it has to.

    Parameters
    ----------
    allowed
        Deals that may be signed.
    kept
        Deals that are signed and whose minimum volume is built once they have ramped up, whether or
        not that pays.
    """

    allowed: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()


@dataclass(slots=True, eq=False)
class Restricted:
    """A study with sharing by deals, built once, to be planned under many restrictions.

    A restriction changes bounds of columns and nothing else. Plans are kept, so that a restriction that
    is asked for twice is solved once, and each solve starts from the plan with the most deals in common.

    Parameters
    ----------
    study
        The study; its setting ``sharing`` is taken as "deals".
    limits
        When each solve stops; the study's own gap and time limit unless given.

    Attributes
    ----------
    built
        The program.
    solves
        How many programs were solved.
    """

    study: Study
    limits: Limits | None = None
    built: Built = field(init=False)
    solves: int = field(init=False, default=0)
    plans: dict[Restriction, Result] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Build the program."""
        self.study = self.study.with_settings(sharing="deals")
        if self.limits is None:
            settings = self.study.settings
            self.limits = Limits(gap=float(settings["gap"]), seconds=float(settings["time_limit"]))
        self.built = build(self.study)

    def plan(self, allowed: Collection[str] = (), kept: Collection[str] = ()) -> Result:
        """Return the best plan that signs no deals but some.

        Parameters
        ----------
        allowed
            Deals that may be signed; those that are kept may be in any case.
        kept
            Deals that must be signed and built.

        Raises
        ------
        LabelError
            If the study has no such deal.
        """
        wanted = self.restriction(allowed, kept)
        self.plan_all([wanted])
        return self.plans[wanted]

    def restriction(self, allowed: Collection[str] = (), kept: Collection[str] = ()) -> Restriction:
        """Return a restriction by the names of its deals.

        Parameters
        ----------
        allowed, kept
            As of :meth:`plan`.

        Raises
        ------
        LabelError
            If the study has no such deal.
        """
        names = tuple(str(name) for name in self.study.labels["deal"])
        for name in (*allowed, *kept):
            known_name("deal", name, names)
        return Restriction(allowed=frozenset(allowed) | frozenset(kept), kept=frozenset(kept))

    def plan_all(self, wanted: Sequence[Restriction], executor: Executor | None = None) -> list[Result]:
        """Return the best plan under each of several restrictions, in their order.

        Those that an executor works on start from plans that were known before, so that the answers do
        not depend on how many it works on at once.

        Parameters
        ----------
        wanted
            The restrictions.
        executor
            Who solves them; one after another in this process unless given.

        Raises
        ------
        KeyboardInterrupt
            If the limits say to stop: plans that were cut short are not to be compared.
        """
        missing = [each for each in dict.fromkeys(wanted) if each not in self.plans]
        if executor is not None and missing:
            if not self.plans:
                self.plan_all(missing[:1])
                missing = missing[1:]
            self.solve_together(missing, executor)
        else:
            for each in missing:
                self.keep(each, self.solved(self.task(each)))
        return [self.plans[each] for each in wanted]

    def solve_together(self, wanted: Sequence[Restriction], executor: Executor) -> None:
        """Solve the programs of several restrictions as tasks of an executor, and keep the plans."""
        shared = Shared((self.built.matrix, replace(self.needed_limits, tell=None, stop=None, executor=None)))
        tasks = [self.task(each) for each in wanted]
        try:
            solutions = executor.map(solve_task, [shared] * len(tasks), tasks, self.check)
        except StoppedError as stopped:
            raise KeyboardInterrupt from stopped
        for each, solution in zip(wanted, solutions, strict=True):
            self.keep(each, solution)

    def solved(self, task: Task) -> Solution:
        """Return the solution of one program, found in this process."""
        try:
            return solve_task((self.built.matrix, self.needed_limits), task, self.check)
        except StoppedError as stopped:
            raise KeyboardInterrupt from stopped

    def keep(self, wanted: Restriction, solution: Solution) -> None:
        """Keep the plan of a restriction."""
        lower, upper = column_bounds(self.built, signing_bounds(self.built, wanted))
        matrix = replace(self.built.matrix, lower=lower, upper=upper)
        self.plans[wanted] = result_of(self.built, matrix, solution, self.needed_limits)
        self.solves += 1

    def task(self, wanted: Restriction) -> Task:
        """Return the program of a restriction as bounds of columns."""
        lower, upper = column_bounds(self.built, signing_bounds(self.built, wanted))
        start = self.nearest(wanted)
        values = None if start is None else self.built.program_values(start)
        return Task(
            lower=lower,
            upper=upper,
            short=held_shortfalls(self.built, wanted),
            start={} if values is None else start_vector(self.built.labelling, values),
        )

    @property
    def needed_limits(self) -> Limits:
        """Return when each solve stops."""
        return self.limits or Limits()

    def check(self) -> None:
        """Raise when a person asked to stop."""
        stop = self.needed_limits.stop
        if stop is not None and stop():
            raise StoppedError

    def nearest(self, wanted: Restriction) -> Result | None:
        """Return the plan found so far that shares the most deals with a restriction."""
        found = [(known, plan) for known, plan in self.plans.items() if plan.has_plan]
        if not found:
            return None
        return min(
            found, key=lambda each: len(each[0].allowed ^ wanted.allowed) + len(each[0].kept ^ wanted.kept)
        )[1]


def signing_bounds(built: Built, wanted: Restriction) -> Bounds:
    """Return the bounds that close deals and sign others."""
    if "signed" not in built.labelling.variables:
        raise LabelError("the study has no deal that opens an option: list some in deals.csv")
    names = built.labelling.variables["signed"].indexes["deal"]
    return {"signed": (named(names, wanted.kept), named(names, wanted.allowed))}


def named(names: pd.Index, chosen: frozenset[str]) -> xr.DataArray:
    """Return 1 for the chosen deals and 0 for the others, dims (deal)."""
    return xr.DataArray(np.isin(names, list(chosen)).astype(float), coords={"deal": names}, dims="deal")


def least_shortfall(built: Built, wanted: Restriction, limits: Limits) -> Bounds:
    """Return the bounds that hold kept deals to their minimum volume, or as near to it as plants can come.

    The least sum of shortfalls over the years in which the deals are held to their minimum is found
    first, whatever it costs; each shortfall may then be as large as there and no larger.

    Parameters
    ----------
    built
        The program.
    wanted
        Which deals are kept.
    limits
        When the search for the least sum stops.
    """
    short = held_shortfalls(built, wanted)
    if not short.size:
        return {}
    lower, upper = column_bounds(built, signing_bounds(built, wanted))
    program = replace(built.matrix, lower=lower, upper=upper)
    held = with_least(program, short, limits)
    if held is program:
        return {}
    labels = built.labelling.variables["shortfall"]
    mine = np.isin(labels.values, built.labelling.columns[short])
    limit = np.full(labels.shape, np.nan)
    limit[mine] = held.upper[places_of(built, labels.values[mine])]
    upper_bound = labels.copy(data=limit)
    return {"shortfall": (xr.full_like(upper_bound, np.nan), upper_bound)}


def with_least(program: MatrixProgram, short: np.ndarray, limits: Limits) -> MatrixProgram:
    """Return the program with some shortfalls held to what they are where their sum is least.

    It is the same program where none of its plans is found.
    """
    cost = np.zeros(program.cost.size)
    cost[short] = -1.0
    least = solve_direct(replace(program, cost=cost), replace(limits, tell=None))
    if not least.has_plan:
        return program
    upper = program.upper.copy()
    upper[short] = least.values[short] * (1.0 + ROUNDING) + ROUNDING
    return replace(program, upper=upper)


def held_shortfalls(built: Built, wanted: Restriction) -> np.ndarray:
    """Return the places of the columns in which kept deals fall short of a minimum that they are held to."""
    if "shortfall" not in built.labelling.variables or not wanted.kept:
        return np.zeros(0, dtype=int)
    labels = built.labelling.variables["shortfall"]
    mine = held_years(built.study) & (named(labels.indexes["deal"], wanted.kept) > 0)
    mine = mine.reindex(deal=labels.indexes["deal"]).broadcast_like(labels).transpose(*labels.dims)
    return places_of(built, labels.values[mine.values & (labels.values >= 0)])


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """One program to be solved: bounds of all columns, and shortfalls that are to be as small as can be.

    Parameters
    ----------
    lower, upper
        Bounds, dims (column).
    short
        Places of shortfalls: the least sum of them is found first, whatever it costs; each may then be as
        large as there and no larger.
    start
        Values of some columns to start from, by place.
    """

    lower: np.ndarray
    upper: np.ndarray
    short: np.ndarray
    start: Mapping[int, float]


def solve_task(data: tuple[MatrixProgram, Limits], task: Task, check: Check) -> Solution:
    """Return the solution of a program under other bounds, as a task of an executor."""

    def is_stopped() -> bool:
        try:
            check()
        except StoppedError:
            return True
        return False

    matrix, limits = data
    check()
    limits = replace(limits, stop=is_stopped)
    program = replace(matrix, lower=task.lower, upper=task.upper)
    if task.short.size:
        program = with_least(program, task.short, limits)
    solution = solve_direct(program, limits, task.start)
    check()
    return solution


def held_years(study: Study) -> xr.DataArray:
    """Return the years in which a kept deal is held to its minimum, dims (deal, year).

    They begin the year after that in which the last of its options could have been launched first: until
    then the volume ramps up.

    Parameters
    ----------
    study
        The study.
    """
    possible = can_launch(study)
    years = xr.DataArray(study.years, coords={"year": study.years}, dims="year")
    first = years.where(possible).min("year")
    deal = deal_of_option(study)
    own = first.where(deal != "", drop=True).fillna(-np.inf)
    last = own.groupby(deal.sel(option=own.option).rename("deal")).max()
    last = last.reindex(deal=study.labels["deal"], fill_value=np.inf)
    return (years > last).transpose("deal", "year")
