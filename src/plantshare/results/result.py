"""The result of a solved program: plan, flows, money, duals and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd
import xarray as xr

from plantshare.errors import InfeasibleError, LabelError
from plantshare.formulation.line import UNMET_TARGET
from plantshare.results.aim import StatedAim
from plantshare.results.course import CoursePoint
from plantshare.results.loading import loading, plant_loading
from plantshare.results.money import statement_of
from plantshare.results.output import output_by_plant, target_table
from plantshare.study import Study
from plantshare.study.parties import coalition

__all__ = ["Proof", "Result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a result was found and how good it is proven to be.

    Parameters
    ----------
    status
        optimal, gap_reached, time_limit, interrupted, infeasible, unbounded or no_plan.
    objective, bound
        What the plan was chosen for, and the most any plan could reach of it, in millions: the expected
        discounted profit of the coalition, unless ``aim`` says otherwise.
    gap
        Relative gap between the two.
    build_seconds, solve_seconds
        Time spent building the program and solving it.
    columns, rows, integers
        Size of the program.
    method, solver
        Name of the method, and name and version of the solver.
    conflicts
        Where no plan is possible: the rules in conflict and the least change of each, in words.
    log
        What the solver said, line by line.
    aim
        What the plan was chosen for.
    course
        Best plan and bound over the time of the search, in the order of time.
    """

    status: str
    objective: float
    bound: float
    gap: float
    build_seconds: float
    solve_seconds: float
    columns: int
    rows: int
    integers: int
    method: str
    solver: str
    conflicts: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    aim: StatedAim = field(default_factory=StatedAim)
    course: tuple[CoursePoint, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Result:
    """A solved plan. Made by :func:`plantshare.solve`; never changed.

    Parameters
    ----------
    study
        The study that was solved.
    proof
        How it was found and how good it is.
    values
        Value of every variable: vehicles a year, people, or shares and counts; see
        ``docs/reference/blocks``. Stage 2 variables end in (year, scenario).
    money
        Every amount that moves, one a row: kind, payer, payee, plant, vehicle, option, market, year,
        scenario, amount in millions of currency, undiscounted.
    duals
        What one more unit of each rule's limit is worth, in millions, integers held.
    """

    study: Study
    proof: Proof
    values: Mapping[str, xr.DataArray]
    money: pd.DataFrame
    duals: Mapping[str, xr.DataArray]

    @property
    def has_plan(self) -> bool:
        """Return whether there is a plan."""
        return bool(self.values)

    def require_plan(self) -> Result:
        """Return the result itself if it holds a plan.

        Raises
        ------
        InfeasibleError
            If it holds none; the error names the rules in conflict.
        """
        if not self.has_plan:
            raise InfeasibleError(self.proof.conflicts or (f"The solver ended with {self.proof.status}.",))
        return self

    def to_frame(self, name: str) -> pd.DataFrame:
        """Return one variable as a tidy frame: a column for each dim and one for the value.

        Rows are the cells that are not zero.

        Raises
        ------
        LabelError
            If the plan has no such variable.
        """
        if name not in self.values:
            raise LabelError(f"no variable '{name}'; the plan has {', '.join(sorted(self.values))}")
        frame = self.values[name].rename(name).to_dataframe()[name].reset_index()
        return frame[frame[name] != 0].reset_index(drop=True)

    def to_xarray(self) -> xr.Dataset:
        """Return all variables as one labelled dataset."""
        return xr.Dataset(dict(self.values))

    def statement(
        self, by: tuple[str, ...] = ("company", "kind"), *, discounted: bool = True
    ) -> pd.DataFrame:
        """Return what each company gains and pays in millions, expected over scenarios.

        Parameters
        ----------
        by
            Columns to group by: company, kind, plant, vehicle, option, market, year, scenario.
        discounted
            Present values at the study's discount rate, or plain sums.
        """
        probability = dict(zip(self.study.labels["scenario"], self.study.probability.values, strict=True))
        discount = dict(zip(self.study.years, self.study.discount.values, strict=True))
        return statement_of(self.money, probability, discount if discounted else None, by)

    def npv(self) -> pd.Series:
        """Return the present value of each company in millions, expected over scenarios."""
        return self.statement(("company",)).amount

    @property
    def expected_profit(self) -> float:
        """Return the expected discounted profit of all companies but governments, in millions.

        The charge for missed targets is taken off. This is the objective, unless the plan was chosen for
        another aim.
        """
        if self.proof.aim.is_expected:
            return self.proof.objective
        members = coalition(self.study) | {UNMET_TARGET}
        own = self.npv()
        return float(own[own.index.isin(members)].sum())

    def loading(self) -> pd.DataFrame:
        """Return load, capacity and utilisation by shop and year on every stated basis."""
        return loading(self.study, self.values)

    def plant_loading(self) -> pd.DataFrame:
        """Return load, capacity, spare and utilisation by plant and year on the basis of the study."""
        return plant_loading(self.study, self.values)

    def output(self) -> pd.DataFrame:
        """Return vehicles built by plant and year, expected over scenarios."""
        return output_by_plant(self.study, self.values)

    def targets(self) -> pd.DataFrame:
        """Return output, target and gap for each target and scenario."""
        return target_table(self.study, self.values)
