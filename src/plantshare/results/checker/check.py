"""Check a plan and its money against the tables alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import pandas as pd

from plantshare.results.checker.aim import AimStated, check_aim
from plantshare.results.checker.audit import SHARE, Audit, Findings
from plantshare.results.checker.decided import LabelledValues, Plan, read_plan
from plantshare.results.checker.figures import Figures
from plantshare.results.checker.groups import check_groups
from plantshare.results.checker.launching import check_budgets, check_deals, check_launches
from plantshare.results.checker.ledger import Ledger, check_expected, check_money, check_npv, members_of
from plantshare.results.checker.lump_money import book_deals, book_launches, book_plants, book_recourse
from plantshare.results.checker.minimum_prices import check_minimum_prices
from plantshare.results.checker.promises import check_rules, check_targets
from plantshare.results.checker.selling import check_flows, check_quotas, check_sources
from plantshare.results.checker.shops import check_expansions, check_platforms, check_shops
from plantshare.results.checker.vehicle_money import book_banded_fees, book_building, book_sales
from plantshare.tables import Tables

__all__ = ["check_plan", "check_result"]


class PlannedStudy(Protocol):
    """What the check needs of the study that was solved."""

    @property
    def futures(self) -> Mapping[str, Tables]:
        """Return the tables of each scenario."""

    @property
    def weights(self) -> tuple[float, ...]:
        """Return the probability of each scenario."""


class SolverProof(Protocol):
    """What the check needs of the proof of a result."""

    @property
    def objective(self) -> float:
        """Return the objective that the solver states, in millions."""

    @property
    def aim(self) -> AimStated:
        """Return what the plan was chosen for."""


class SolvedPlan(Protocol):
    """What the check needs of a result."""

    @property
    def study(self) -> PlannedStudy:
        """Return the study that was solved."""

    @property
    def values(self) -> Mapping[str, LabelledValues]:
        """Return the value of every variable."""

    @property
    def money(self) -> pd.DataFrame:
        """Return every amount that moves."""

    @property
    def proof(self) -> SolverProof:
        """Return how the result was found."""


def check_result(result: SolvedPlan) -> Audit:
    """Return the audit of a solved plan; see :func:`check_plan`."""
    scenarios = dict(result.study.futures)
    probability = dict(zip(scenarios, result.study.weights, strict=True))
    return check_plan(
        scenarios, probability, result.values, result.money, result.proof.objective, aim=result.proof.aim
    )


def check_plan(
    tables_by_scenario: Mapping[str, Tables],
    probability: Mapping[str, float],
    values: Mapping[str, pd.DataFrame | LabelledValues],
    money: pd.DataFrame,
    objective: float,
    *,
    aim: AimStated | None = None,
) -> Audit:
    """Return what does not add up when every limit and every amount is recomputed from the tables.

    Nothing is shared with the code that makes plans: rules are read off the tables anew, so an error
    there does not repeat here.

    Parameters
    ----------
    tables_by_scenario
        Tables of each scenario; they differ in uncertain columns only.
    probability
        Probability of each scenario.
    values
        Value of every variable by name, as labelled arrays or as tidy frames with one column for
        each label and one of the variable's name: vehicles/yr, people, shares and counts.
    money
        Every amount that moves: kind, payer, payee, plant, vehicle, option, market, year, scenario,
        amount in millions, undiscounted.
    objective
        What the plan claims to reach of its aim, in millions.
    aim
        What it was chosen for; the expected discounted profit unless given.

    Returns
    -------
    Audit
        With a sentence for each failure; ``audit.require()`` raises them.
    """
    findings = Findings()
    scenarios = {name: Figures(tables) for name, tables in tables_by_scenario.items()}
    findings.equal("probabilities", sum(probability[name] for name in scenarios), 1.0, SHARE)
    # What is decided before the scenario is known reads columns that are the same in all of them.
    figures = next(iter(scenarios.values()))
    plan = read_plan(values, figures, list(scenarios), findings)
    if findings.failures:
        # Unknown labels have no figures: the rules cannot be looked at before they are cleared up.
        return findings.audit({})
    check_limits(figures, plan, findings, scenarios, probability)
    ledger = recomputed_money(figures, plan, scenarios)
    stated = check_money(ledger, money, figures, findings)
    npv = check_npv(ledger, stated, figures, findings, probability=probability)
    members = members_of(figures)
    if aim is None or aim.name == "expected":
        check_expected(ledger, figures, findings, probability=probability, objective=objective)
    else:
        weights = {name: probability[name] for name in scenarios}
        check_aim(
            ledger, figures, findings, members=members, probability=weights, objective=objective, aim=aim
        )
    return findings.audit(npv)


def check_limits(
    figures: Figures,
    plan: Plan,
    findings: Findings,
    scenarios: dict[str, Figures],
    probability: Mapping[str, float],
) -> None:
    """Check every limit of the tables."""
    check_launches(figures, plan, findings)
    check_deals(figures, plan, findings, scenarios)
    check_budgets(figures, plan, findings)
    check_groups(figures, plan, findings)
    check_platforms(figures, plan, findings)
    check_expansions(figures, plan, findings)
    check_shops(figures, plan, findings, scenarios)
    check_flows(figures, plan, findings, scenarios)
    check_sources(figures, plan, findings)
    check_quotas(figures, plan, findings, scenarios)
    check_minimum_prices(plan, findings, scenarios)
    check_targets(plan, findings, scenarios, probability)
    check_rules(figures, plan, findings, scenarios)


def recomputed_money(figures: Figures, plan: Plan, scenarios: dict[str, Figures]) -> Ledger:
    """Return every amount of a plan, recomputed from the tables."""
    ledger = Ledger()
    book_sales(ledger, plan, scenarios)
    book_building(ledger, plan, scenarios)
    book_banded_fees(ledger, plan, scenarios)
    book_launches(ledger, figures, plan)
    book_plants(ledger, figures, plan)
    book_recourse(ledger, plan, scenarios)
    book_deals(ledger, figures, plan)
    return ledger
