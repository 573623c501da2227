"""From a study to what reaching a national target takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import numpy as np

from plantshare.errors import LabelError
from plantshare.methods import Executor, Limits
from plantshare.naming import known_name
from plantshare.results import Result
from plantshare.results.output import national_output
from plantshare.results.spare import expected
from plantshare.run.session import Stop, Tell
from plantshare.run.target_effects import EffectsOfPlans, instruments_of, relief_rate_of, verdicts_of
from plantshare.solve import evaluate
from plantshare.solve.programmes import TIGHT, ProgrammePlans, decided_plan, plan_programmes
from plantshare.study import Study, read_study
from plantshare.study.targets import counts_toward
from plantshare.targets import SectorRelief, extra_from_samples, largest_volume, sector_relief, supply_curve
from plantshare.targets.found import Assumed, Found, Need, Together
from plantshare.targets.from_plans import (
    gap_between,
    options_of,
    package_for,
    planned_programmes,
    with_exclusions,
)
from plantshare.targets.gap_split import Likely, gap_split, output_in
from plantshare.targets.package import Package
from plantshare.targets.programme import Programme
from plantshare.uncertainty import draw_futures
from plantshare.units import THOUSAND

__all__ = ["CONFIDENCES", "DRAWS", "find_target", "target_of"]

CONFIDENCES = (0.5, 0.8, 0.9)
DRAWS = 1_000
"""Futures unless another number is asked for: a probability of one half is then known to 3 percent."""

Done = Callable[[str, int, int], None]


def silent(what: str, done: int, count: int) -> None:
    """Tell nobody."""


def target_of(
    path: Path,
    target: str = "",
    *,
    draws: int = DRAWS,
    seed: int = 0,
    confidences: Sequence[float] = CONFIDENCES,
    relief: float | None = None,
    assumed: Assumed | None = None,
    executor: Executor | None = None,
    tell: Tell | None = None,
    tell_done: Done = silent,
    stop: Stop | None = None,
) -> Found:
    """Return what reaching a national target takes: the gap, programmes, packages, support and jobs.

    Parameters
    ----------
    path
        Study folder or workbook.
    target
        Name of the target; the first of the study unless given.
    draws
        Futures in which output is looked at, where the study states drivers.
    seed
        Their seed.
    confidences
        Probabilities with which the target is to be reached.
    relief
        Relief on electricity for every vehicle built in the country, currency a MWh; the largest that the
        study or one of its futures states unless given.
    assumed
        What public finance takes for granted.
    executor
        Who works through the futures; this process unless given.
    tell
        Told the progress of each search.
    tell_done
        Told what is done, how many of it, and of how many.
    stop
        Asked from time to time while planning; true ends the search with the best plan so far.

    Raises
    ------
    StudyError
        If the study has faults.
    LabelError
        If it has no such target, or the target is not for a planned year.
    InfeasibleError
        If it has no plan.
    """
    return find_target(
        read_study(path),
        target,
        draws=draws,
        seed=seed,
        confidences=confidences,
        relief=relief,
        assumed=assumed,
        executor=executor,
        tell=tell,
        tell_done=tell_done,
        stop=stop,
    )


def find_target(
    study: Study,
    target: str = "",
    *,
    draws: int = DRAWS,
    seed: int = 0,
    confidences: Sequence[float] = CONFIDENCES,
    relief: float | None = None,
    assumed: Assumed | None = None,
    executor: Executor | None = None,
    tell: Tell | None = None,
    tell_done: Done = silent,
    stop: Stop | None = None,
) -> Found:
    """Return what reaching a national target takes.

    Parameters
    ----------
    study
        The study, without drawn futures.
    target, draws, seed, confidences, relief, assumed, executor, tell, tell_done, stop
        As of :func:`target_of`.
    """
    target = chosen_target(study, target)
    limits = limits_of(study, tell, stop)
    plans = plan_programmes(study, target, limits)
    futures = Futures(plans, draws=draws, seed=seed, executor=executor, tell=tell_done)
    likely = futures.likely("futures of the best plan", plans.base)
    effects = EffectsOfPlans(plans, assumed or Assumed())
    planned, left_out = planned_programmes(plans, effects, tell_done)
    planned = with_exclusions(plans, planned, tell_done)
    options, idle = options_of(planned)
    packages = Packages(plans, futures, effects, options)
    needs = tuple(packages.need(confidence, likely) for confidence in confidences)
    instruments, without = instruments_of(study, plans, limits)
    rate = relief_rate_of(study) if relief is None else relief
    return Found(
        study=study,
        target=target,
        base=plans.base,
        split=gap_split(plans.study, target, plans.base, decided_plan(plans), likely),
        likely=likely,
        programmes=planned,
        left_out={**left_out, **idle},
        options=options,
        curve=supply_curve(options),
        needs=needs,
        verdicts=verdicts_of(study, plans, without),
        instruments=instruments,
        relief=relief_for_all(plans, options, needs, rate) if rate > 0 else None,
        relief_rate=rate,
        assumed=effects.assumed,
    )


def chosen_target(study: Study, target: str) -> str:
    """Return the target that is meant.

    Raises
    ------
    LabelError
        If there is no such target, or its year is not planned.
    """
    names = [str(name) for name in study.frame("targets").target]
    if not names:
        raise LabelError("the study has no target; state one in targets.csv")
    wanted = known_name("target", target, names) if target else names[0]
    year = int(study["targets.year"].sel(target=wanted))
    if year not in study.years:
        raise LabelError(
            f"target '{wanted}' is for {year}, which is not planned; the study plans "
            f"{study.years[0]} to {study.years[-1]}"
        )
    return wanted


def limits_of(study: Study, tell: Tell | None, stop: Stop | None) -> Limits:
    """Return when each search stops: gaps are small differences, so the plans have to be good."""
    settings = study.settings
    return Limits(
        gap=min(TIGHT, float(settings["gap"])),
        seconds=float(settings["time_limit"]),
        tell=None if tell is None else partial(tell, "plan"),
        stop=stop,
    )


class Futures:
    """The drawn futures of a study, in which every plan is looked at alike.

    Parameters
    ----------
    plans
        The study with its best plan.
    draws, seed, executor, tell
        As of :func:`target_of`.
    """

    def __init__(
        self, plans: ProgrammePlans, *, draws: int, seed: int, executor: Executor | None, tell: Done
    ) -> None:
        """Draw the futures, if the study states drivers."""
        self.plans, self.executor, self.tell = plans, executor, tell
        has_drivers = len(plans.study.frame("uncertainty")) > 0 and draws > 0
        self.drawn = draw_futures(plans.study, draws, seed=seed) if has_drivers else None

    def likely(self, name: str, plan: Result) -> Likely:
        """Return the output of a plan in the year of the target, future by future.

        Parameters
        ----------
        name
            What is told of the plan.
        plan
            A result with a plan.
        """
        study, target = self.plans.study, self.plans.target
        year = int(study["targets.year"].sel(target=target))
        goal = float(study["targets.units"].sel(target=target))
        if self.drawn is None:
            output = national_output(study, plan.values).sel(target=target, drop=True)
            mean = (output * study.probability).sum("scenario").expand_dims(scenario=1)
            return Likely.of(mean, np.array([1.0]), {}, year=year, goal=goal)
        outcomes = evaluate(
            plan, study.with_draws(self.drawn), executor=self.executor, tell=partial(self.tell, name)
        )
        return Likely.of(
            outcomes.output.sel(target=target, drop=True),
            np.asarray(outcomes.weights),
            dict(self.drawn.origin),
            year=year,
            goal=goal,
        )


class Packages:
    """Packages of programmes, each planned together once.

    Parameters
    ----------
    plans
        The study with its best plan.
    futures
        Where packages are looked at.
    effects
        What plans change beside output.
    options
        Programmes that add output.
    """

    def __init__(
        self,
        plans: ProgrammePlans,
        futures: Futures,
        effects: EffectsOfPlans,
        options: Sequence[Programme],
    ) -> None:
        """Remember what packages are made of."""
        self.plans, self.futures, self.effects, self.options = plans, futures, effects, options
        self.known: dict[tuple[str, ...], Together | None] = {}

    def need(self, confidence: float, likely: Likely) -> Need:
        """Return what a confidence takes.

        Parameters
        ----------
        confidence
            Probability with which the target is to be reached.
        likely
            Output of the best plan in drawn futures.
        """
        goal = float(self.plans.study["targets.units"].sel(target=self.plans.target))
        extra = extra_from_samples(goal, likely.output.tolist(), confidence, likely.weights.tolist())
        package, short = package_for(self.options, extra)
        return Need(
            confidence=confidence,
            extra=extra,
            package=package,
            short=short,
            together=self.together(package, goal),
        )

    def together(self, package: Package, goal: float) -> Together | None:
        """Return a package planned in one plan; none where it is empty or no plan builds all of it."""
        if package.chosen not in self.known:
            self.known[package.chosen] = self.plan(package, goal) if package.chosen else None
        return self.known[package.chosen]

    def plan(self, package: Package, goal: float) -> Together | None:
        """Return a package planned in one plan."""
        plans = self.plans
        plan = plans.forced(package.chosen)
        if not plan.has_plan:
            return None
        chosen = [each for each in plans.candidates if each.deal in package.chosen]
        likely = self.futures.likely("futures of the package", plan)
        return Together(
            names=package.chosen,
            volume=output_in(plans.study, plans.target, plan)
            - output_in(plans.study, plans.target, plans.base),
            gap=gap_between(plans.base, plan),
            sum_volume=package.volume / THOUSAND,
            sum_gap=package.cost,
            chance=likely.chance(goal),
            likely=likely,
            effects=self.effects(plan, chosen),
        )


def relief_for_all(
    plans: ProgrammePlans, options: Sequence[Programme], needs: Sequence[Need], rate: float
) -> SectorRelief:
    """Return what relief on electricity for every vehicle built in the country costs, and the top-up.

    Output and electricity per vehicle are those of the best plan, weighted by year as the relief is
    discounted. Where no programmes reach the least need, the most that they add is taken.

    Parameters
    ----------
    plans
        The study with its best plan.
    options
        Programmes that add output.
    needs
        What each confidence takes.
    rate
        Relief, currency a MWh.
    """
    study = plans.study
    counted = counts_toward(study).sel(target=plans.target, drop=True) > 0
    built = expected(study, plans.base.values["built"]).where(counted, 0.0)
    electricity = expected(study, study["options.electricity"])
    weights = study.discount / study.discount.sum()
    output = float((built.sum("option") * weights).sum())
    used = float(((built * electricity).sum("option") * weights).sum())
    need = min((each.extra for each in needs), default=0.0) * THOUSAND
    return sector_relief(
        options,
        min(need, largest_volume(options)),
        rate=rate,
        electricity=used / output if output > 0 else 0.0,
        existing=output * THOUSAND,
        present_years=float(study.discount.sum()),
    )
