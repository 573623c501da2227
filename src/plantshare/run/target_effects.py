"""What a plan for a target changes beside output: companies, jobs, public finance, and support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import xarray as xr

from plantshare.deals.on_plan import Programme, plan_money, programme
from plantshare.deals.public import is_additional
from plantshare.deals.public_plan import JobTaxes, PlanSeen, accounts
from plantshare.formulation import Line
from plantshare.formulation.support import support_rates
from plantshare.methods import Limits
from plantshare.results import Result
from plantshare.results.jobs import crews, work
from plantshare.solve.batches import in_program_units
from plantshare.solve.candidates import Candidate
from plantshare.solve.programmes import ProgrammePlans, plan_programmes
from plantshare.study import Study
from plantshare.study.support import qualifying
from plantshare.study.unit_costs import duty_cost
from plantshare.targets.found import Assumed, Effects, Instrument, Verdict
from plantshare.targets.gap_split import output_in
from plantshare.units import MILLION, THOUSAND

__all__ = ["WITHOUT", "EffectsOfPlans", "instruments_of", "relief_rate_of", "verdicts_of"]

WITHOUT = "the best plan without it"


@dataclass(slots=True, eq=False)
class EffectsOfPlans:
    """Effects of plans against the best plan of the same program.

    Parameters
    ----------
    plans
        The study with its best plan.
    assumed
        What public finance takes for granted.
    """

    plans: ProgrammePlans
    assumed: Assumed
    before: dict[tuple[str, ...], PlanSeen] = field(init=False, default_factory=dict)

    def __call__(self, plan: Result, programmes: Sequence[Candidate]) -> Effects:
        """Return what a plan changes.

        Parameters
        ----------
        plan
            A plan in which programmes are built.
        programmes
            Those that it is about; their country is the home of the duty.
        """
        study, base, hours = self.plans.study, self.plans.base, self.assumed.hours_per_job
        about = programme_of_all(study, programmes)
        year = int(study["targets.year"].sel(target=self.plans.target))
        more_jobs = crews(study, plan, about.country) - crews(study, base, about.country)
        more_work = work(study, plan, about.country, hours) - work(study, base, about.country, hours)
        gained = plan.npv().subtract(base.npv(), fill_value=0.0)
        found = accounts(
            study, about, self.seen(plan, about), self.base(about), name=WITHOUT, taxes=self.taxes
        )
        return Effects(
            by_company={
                str(name): float(gain) for name, gain in gained.items() if name not in ("", about.government)
            },
            jobs=float(more_jobs.sel(year=year)),
            work=float(more_work.sel(year=year)),
            public={each.counterfactual: dict(each.lines) for each in found},
            public_high={each.counterfactual: each.net_high for each in found},
        )

    @property
    def taxes(self) -> JobTaxes:
        """Return what a job brings the government."""
        assumed = self.assumed
        return JobTaxes(
            additional_share=assumed.additional_share,
            per_job=assumed.receipts_per_job * THOUSAND,
            hours_per_job=assumed.hours_per_job,
        )

    def seen(self, plan: Result, about: Programme) -> PlanSeen:
        """Return a plan with its money as the programmes see it."""
        built = self.plans.built
        values = in_program_units(built.program.thousands, plan.values)
        return PlanSeen(plan, plan_money(self.plans.study, built.lines, values, about))

    def base(self, about: Programme) -> PlanSeen:
        """Return the best plan as programmes see it, once for each."""
        if about.options not in self.before:
            self.before[about.options] = self.seen(self.plans.base, about)
        return self.before[about.options]


def programme_of_all(study: Study, programmes: Sequence[Candidate]) -> Programme:
    """Return programmes as one: the options and vehicles of all; parties are those of the first."""
    each = [programme(study, one.deal) for one in programmes]
    return replace(
        each[0],
        options=tuple(dict.fromkeys(name for one in each for name in one.options)),
        vehicles=tuple(dict.fromkeys(name for one in each for name in one.vehicles)),
    )


def instruments_of(
    study: Study, plans: ProgrammePlans, limits: Limits | None = None
) -> tuple[tuple[Instrument, ...], dict[str, ProgrammePlans]]:
    """Return what each instrument of support does to the best plan, and the study planned without each.

    Parameters
    ----------
    study
        The study as read.
    plans
        The same with its best plan.
    limits
        When each search stops.
    """
    output = output_in(plans.study, plans.target, plans.base)
    found, without = [], {}
    for name in paying(study):
        fewer = plan_programmes(without_support(study, name), plans.target, limits)
        added = output - output_in(fewer.study, fewer.target, fewer.base)
        found.append(Instrument(support=name, paid=paid_by(plans, name), added=added))
        without[name] = fewer
    return tuple(found), without


def paying(study: Study) -> tuple[str, ...]:
    """Return the instruments of support that pay anything, and tariff changes."""
    support = study.frame("support")
    pays = (support.rate > 0) | (support.amount > 0) | ((support.kind == "tariff") & support.rate.notna())
    return tuple(str(name) for name in support.support[pays])


def without_support(study: Study, name: str) -> Study:
    """Return the study in which an instrument pays nothing and changes no duty."""
    frame = study.frame("support")
    others = frame.support != name
    idle = frame.kind.map(lambda kind: float("nan") if kind == "tariff" else 0.0).astype(float)
    changed = frame.assign(rate=frame.rate.where(others, idle), amount=frame.amount.where(others, 0.0))
    return study.with_frame("support", changed)


def paid_by(plans: ProgrammePlans, name: str) -> float:
    """Return the present value of what an instrument pays in the best plan, m.

    For a tariff change that is the duty which it spares what the plan brings into markets of the
    government's country; below zero where it raises the duty. Vehicles above the cap of an undertaking
    are counted as those below it.
    """
    study, values = plans.study, plans.base.values
    rates = support_rates(study)
    if name in rates:
        variable, rate = rates[name]
        decided = in_program_units(plans.built.program.thousands, values)[variable]
        amount = Line(kind="support", variable=variable, rate=rate).amount(decided)
    else:
        spared = duty_cost(without_support(study, name)) - duty_cost(study)
        payer = study.frame("support").set_index("support").payer[name]
        there = home_markets(study, str(payer))
        amount = values["shipped"] * spared.sel(market=there) * MILLION
    present = amount * study.discount
    weighted: xr.DataArray = present * study.probability if "scenario" in present.dims else present
    return float(weighted.sum())


def home_markets(study: Study, government: str) -> list[str]:
    """Return the markets that hold the country of a government."""
    country = study.frame("companies").set_index("company").country[government]
    markets = study.frame("markets")
    return [str(row.market) for row in markets.itertuples() if country in row.countries]


def verdicts_of(
    study: Study, plans: ProgrammePlans, without: Mapping[str, ProgrammePlans]
) -> tuple[Verdict, ...]:
    """Return whether each instrument makes each programme that it could pay happen.

    Parameters
    ----------
    study
        The study as read.
    plans
        The study planned with all support.
    without
        The study planned without each instrument.
    """
    rows = study.frame("support").set_index("support")
    candidates = {each.deal for each in plans.candidates}
    verdicts = []
    for name, fewer in without.items():
        paid = qualifying(study, rows.options[name], str(rows.country[name]))
        # Another duty on what comes from elsewhere reaches every programme at home.
        paid = xr.ones_like(paid) if rows.kind[name] == "tariff" else paid
        known = {each.deal for each in fewer.candidates}
        for each in plans.programmes:
            is_built = plans.builds(each)
            if not float(paid.sel(option=list(each.options)).sum()):
                continue
            if not (is_built or (each.deal in candidates and each.deal in known)):
                continue
            surplus = surplus_of(fewer, each)
            verdict = is_additional(surplus) if is_built else "too little"
            verdicts.append(
                Verdict(support=name, programme=each.name, verdict=verdict, surplus_without=surplus)
            )
    return tuple(verdicts)


def surplus_of(plans: ProgrammePlans, about: Candidate) -> tuple[float, float]:
    """Return what companies gain by a programme, m: low and high.

    That is the best plan against the one that may not build it, where the best plan does; else the plan
    that must build it against the best plan.
    """
    if plans.builds(about):
        one, other = plans.base.proof, plans.without(about.deal).proof
    else:
        one, other = plans.forced([about.deal]).proof, plans.base.proof
    return one.objective - other.bound, one.bound - other.objective


def relief_rate_of(study: Study) -> float:
    """Return the largest relief on electricity that the study or one of its futures states, currency a MWh.

    Parameters
    ----------
    study
        The study; 0 where it states none.
    """
    support = study.frame("support")
    names = set(support.support[support.kind == "relief"])
    rates = list(support.rate[support.kind == "relief"])
    changes = study.frame("scenario_changes")
    mine = changes[
        (changes["table"] == "support") & (changes["column"] == "rate") & changes["row"].isin(names)
    ]
    return max([0.0, *map(float, rates), *map(float, mine["value"][mine["how"] == "set"])])
