"""Public finance of a deal on real plans: duty, support and taxes of jobs, against each other course."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import xarray as xr

from plantshare.deals.on_plan import PlanMoney
from plantshare.deals.public import PublicFinance
from plantshare.deals.rivals import Rival, surplus_value
from plantshare.deals.stream import Yearly
from plantshare.deals.valuation import DealValue, money_seen
from plantshare.results import Result
from plantshare.results.jobs import crews, work
from plantshare.solve.restricted import Restricted
from plantshare.study import Study
from plantshare.units import THOUSAND

__all__ = ["DUTY_FREE", "JobTaxes", "best_rival", "jobs_in_plan", "public_finance_of_plans", "support_paid"]

DUTY_FREE = "the same vehicles built abroad, free of duty"
"""Name of the course in which imports in place of the programme pay no duty."""


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
        Hours that a person works in a year: jobs where the study states no crews.
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


def jobs_in_plan(plan: Result, country: str, hours_per_job: float = JobTaxes().hours_per_job) -> Yearly:
    """Return the jobs in the plants of a country, thousand by year.

        jobs[t] = sum_g heads[g,t]                              where labour is planned in heads
                = sum_g,k share[g,k,t] crew[g,k]                where crews are stated
                = sum_j hours[j] built[j,t] / hours per job     else, expected over scenarios

    Parameters
    ----------
    plan
        A result with a plan.
    country
        Country of the plants.
    hours_per_job
        Hours that a person works in a year.
    """
    people = crews(plan.study, plan, country)
    if bool(people.isnull().any()):
        people = work(plan.study, plan, country, hours_per_job)
    jobs: Yearly = people.values.astype(float) * THOUSAND
    return jobs


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

        net = taxes of jobs that are added + change of duty - change of support

    The courses are the best plan without any deal; the same vehicles built in a country whose exports
    pay no duty; and the plan that keeps the best rival deal, where there is one. Duty is that on all
    vehicles and parts that the plan brings in, not on the programme alone.

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
    with_deal = money_seen(restricted, value.with_deal, about)
    without = money_seen(restricted, value.without, about)

    def against(name: str, plan: Result, spared: float = 0.0) -> PublicFinance:
        other = money_seen(restricted, plan, about)
        jobs = jobs_in_plan(value.with_deal, about.country, assumed.hours_per_job) - jobs_in_plan(
            plan, about.country, assumed.hours_per_job
        )
        receipts = jobs * assumed.additional_share * assumed.per_job
        return PublicFinance(
            counterfactual=name,
            lines={
                "receipts of jobs": float(study.discount.values @ receipts),
                "duty": present(study, with_deal.duty - other.duty) + spared,
                "support": -support_paid(study, with_deal, other, about.government),
            },
            jobs={int(year): float(count) for year, count in zip(study.years, jobs, strict=True)},
        )

    found = [
        against("the best plan without the deal", value.without),
        against(DUTY_FREE, value.without, spared=duty_on_replaced(study, with_deal, without)),
    ]
    rival = best_rival(value, rivals)
    if rival is not None:
        found.append(against(f"the plan that keeps {rival.deal}", restricted.plan(kept=[rival.deal])))
    return tuple(found)


def duty_on_replaced(study: Study, with_deal: PlanMoney, without: PlanMoney) -> float:
    """Return the duty at home on the imports that the programme replaces, expected present value, m."""
    kinds = ("duty", "quota duty", "cap duty")
    paid, still = (
        sum(present(study, money.bought[kind]) for kind in kinds if kind in money.bought)
        for money in (without, with_deal)
    )
    return paid - still


def best_rival(value: DealValue, rivals: Sequence[Rival]) -> Rival | None:
    """Return the other deal of host or guest that gains all companies most, none where none of them pays.

    Parameters
    ----------
    value
        The deal.
    rivals
        Deals that share a party with it.
    """
    others = [rival for rival in rivals if rival.deal != value.about.deal and surplus_value(rival) > 0]
    return max(others, key=surplus_value, default=None)
