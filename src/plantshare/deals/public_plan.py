"""Public finance of a deal on real plans: duty, support and taxes of jobs, against each other course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from plantshare.deals.on_plan import PlanMoney, Programme
from plantshare.deals.public import PublicFinance
from plantshare.deals.rivals import Rival, surplus_value
from plantshare.deals.stream import Yearly
from plantshare.deals.valuation import DealValue, money_seen
from plantshare.results import Result
from plantshare.results.jobs import crews, work
from plantshare.solve.restricted import Restricted
from plantshare.study import Study
from plantshare.units import THOUSAND

__all__ = [
    "BY_HOURS",
    "BY_PEOPLE",
    "DUTY_FREE",
    "RECEIPTS",
    "JobTaxes",
    "PlanSeen",
    "accounts",
    "best_rival",
    "jobs_in_plan",
    "public_finance_of_plans",
    "support_paid",
]

WITHOUT_DEAL = "the best plan without the deal"

DUTY_FREE = "the same vehicles built abroad, free of duty"
"""Name of the course in which imports in place of the programme pay no duty."""

RECEIPTS = "receipts of jobs"
"""Name of the line of taxes that jobs bring."""

BY_HOURS = "hours of work"
BY_PEOPLE = "people in shifts"
"""How jobs are counted."""

LEAST_BUILT = 1e-6
"""Thousand vehicles below which nothing is built."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobTaxes:
    """What a job brings the government; judgement throughout, grade E.

    Parameters
    ----------
    additional_share
        Share of the jobs that would not be filled elsewhere.
    per_job
        Taxes less benefits for each, thousands a year.
    hours_per_job
        Hours that a person works in a year, for jobs by hours of work.
    """

    additional_share: float = 0.6
    per_job: float = 16.0
    hours_per_job: float = 1600.0

    def __post_init__(self) -> None:
        """Refuse a share outside [0, 1], and hours and receipts that mean nothing."""
        if not 0 <= self.additional_share <= 1:
            raise ValueError(f"additional_share must lie in [0, 1], got {self.additional_share}")
        if not (self.per_job >= 0 and self.hours_per_job > 0):
            raise ValueError(
                f"per_job must be 0 or more and hours_per_job above 0, got {self.per_job} and "
                f"{self.hours_per_job}"
            )


@dataclass(frozen=True, slots=True, eq=False)
class PlanSeen:
    """A plan with its money as a deal sees it."""

    plan: Result
    money: PlanMoney


def jobs_in_plan(
    plan: Result, country: str, hours_per_job: float = JobTaxes().hours_per_job
) -> dict[str, Yearly]:
    """Return the jobs in the plants of a country by how they are counted, thousand by year.

        hours of work     sum_j hours[j] built[j,t] / hours per job, expected over scenarios
        people in shifts  sum_g heads[g,t], or sum_g,k share[g,k,t] crew[g,k]; where a study states them

    A vehicle that fills a shift which is paid anyway has hours of work and adds nobody; one that keeps a
    shift open adds its whole crew, though its own hours may be few.

    Parameters
    ----------
    plan
        A result with a plan.
    country
        Country of the plants.
    hours_per_job
        Hours that a person works in a year.
    """
    counts = {BY_HOURS: work(plan.study, plan, country, hours_per_job)}
    people = crews(plan.study, plan, country)
    if not bool(people.isnull().any()):
        counts[BY_PEOPLE] = people
    return {name: count.values.astype(float) * THOUSAND for name, count in counts.items()}


def jobs_added(
    about: Programme, better: PlanSeen, other: PlanSeen, hours_per_job: float
) -> dict[str, Yearly]:
    """Return the jobs that one plan has more of than another, thousand by year, by how they are counted.

    Nothing is counted before the programme builds its first vehicle: a shift that is kept until then has
    no work of its own yet.

    Parameters
    ----------
    about
        The programme, for its country.
    better, other
        The two plans.
    hours_per_job
        Hours that a person works in a year.
    """
    ours, theirs = (jobs_in_plan(seen.plan, about.country, hours_per_job) for seen in (better, other))
    built = better.money.local.transpose("year", ...).values.reshape(len(better.money.local.year), -1)
    is_begun = np.maximum.accumulate(built.max(axis=1) > LEAST_BUILT)
    return {name: np.where(is_begun, count - theirs[name], 0.0) for name, count in ours.items()}


def support_paid(study: Study, better: PlanMoney, other: PlanMoney, government: str) -> float:
    """Return what a government pays more in support under one plan than under another, present value, m.

    Parameters
    ----------
    study
        The study of both.
    better, other
        Money of the two plans.
    government
        Its name; one that is no company of the study pays none.
    """
    if government not in better.profit.company.values:
        return 0.0
    gained = (better.profit - other.profit).sel(company=government)
    return -present(study, gained)


def present(study: Study, amounts: xr.DataArray) -> float:
    """Return the present value of amounts by year and scenario, expected, m."""
    return float((amounts * study.discount * study.probability).sum())


def public_finance_of_plans(
    restricted: Restricted, value: DealValue, rivals: Sequence[Rival], taxes: JobTaxes | None = None
) -> tuple[PublicFinance, ...]:
    """Return what the government gains by a deal against each other course, at the study's discount rate.

    The courses are the best plan without any deal; the same vehicles built in a country whose exports
    pay no duty; and the plan that keeps the best rival deal, where there is one. See :func:`accounts`.

    Parameters
    ----------
    restricted
        The study, built once.
    value
        The deal.
    rivals
        Other deals of its parties.
    taxes
        What a job brings.
    """
    study, about, assumed = restricted.study, value.about, taxes or JobTaxes()

    def seen(plan: Result) -> PlanSeen:
        return PlanSeen(plan, money_seen(restricted, plan, about))

    with_deal = seen(value.with_deal)
    found = accounts(study, about, with_deal, seen(value.without), name=WITHOUT_DEAL, taxes=assumed)
    rival = best_rival(value, rivals)
    if rival is None:
        return found
    kept = seen(restricted.plan(kept=[rival.deal]))
    name = f"the plan that keeps {rival.deal}"
    return (*found, accounts(study, about, with_deal, kept, name=name, taxes=assumed)[0])


def accounts(
    study: Study, about: Programme, better: PlanSeen, other: PlanSeen, *, name: str, taxes: JobTaxes
) -> tuple[PublicFinance, PublicFinance]:
    """Return what the government gains by a plan against another, and if that one's imports paid no duty.

        net = taxes of jobs that are added + change of duty - change of support

    Duty is that on all vehicles and parts that the plan brings in, not on the programme alone. In the second
    account the imports that the programme replaces came from a country whose exports pay no duty: what is
    left is duty on parts of the programme and on other vehicles.

    Parameters
    ----------
    study
        The study of both plans.
    about
        The programme that one of them builds.
    better, other
        The plan that builds it, and the other.
    name
        What the other plan is called.
    taxes
        What a job brings.
    """
    jobs = jobs_added(about, better, other, taxes.hours_per_job)
    worth = study.discount.values * taxes.additional_share * taxes.per_job
    receipts = {count: float(worth @ added) for count, added in jobs.items()}
    by_year = {
        count: {int(year): float(each) for year, each in zip(study.years, added, strict=True)}
        for count, added in jobs.items()
    }

    def against(counterfactual: str, spared: float) -> PublicFinance:
        return PublicFinance(
            counterfactual=counterfactual,
            lines={
                RECEIPTS: min(receipts.values()),
                "duty": present(study, better.money.duty - other.money.duty) + spared,
                "support": -support_paid(study, better.money, other.money, about.government),
            },
            jobs=by_year,
            receipts=receipts,
        )

    return against(name, 0.0), against(DUTY_FREE, duty_on_replaced(study, better.money, other.money))


def duty_on_replaced(study: Study, with_deal: PlanMoney, without: PlanMoney) -> float:
    """Return the duty at home on the imports that the programme replaces, expected present value, m."""
    kinds = ("duty", "quota duty", "cap duty")
    paid, still = (
        sum(present(study, money.bought[kind]) for kind in kinds if kind in money.bought)
        for money in (without, with_deal)
    )
    return paid - still


def best_rival(value: DealValue, rivals: Sequence[Rival]) -> Rival | None:
    """Return the other deal of host or guest that gains all companies most, none where no plan keeps one.

    Parameters
    ----------
    value
        The deal.
    rivals
        Deals that share a party with it.
    """
    others = [rival for rival in rivals if rival.deal != value.about.deal and rival.surplus is not None]
    return max(others, key=surplus_value, default=None)
