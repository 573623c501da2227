"""Programmes for the supply curve, from plans in which they are built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from plantshare.errors import InfeasibleError
from plantshare.results import Result
from plantshare.solve.candidates import Candidate
from plantshare.solve.programmes import ProgrammePlans
from plantshare.targets.found import Effects, Interval, Planned
from plantshare.targets.gap_split import output_in
from plantshare.targets.package import Package, cheapest_package, largest_volume
from plantshare.targets.programme import Programme
from plantshare.units import THOUSAND

__all__ = ["gap_between", "options_of", "package_for", "planned_programmes", "with_exclusions"]

LEAST = 50.0
"""Vehicles a year below which a programme adds nothing."""
MARGIN = 1e-9


def planned_programmes(
    plans: ProgrammePlans,
    effects_of: Callable[[Result, Sequence[Candidate]], Effects],
    tell: Callable[[str, int, int], None] = lambda what, done, count: None,
) -> tuple[tuple[Planned, ...], dict[str, str]]:
    """Return every programme as planned, and the reason for those that no plan can build.

    Parameters
    ----------
    plans
        The study with its best plan and its candidates.
    effects_of
        What a plan with some programmes changes beside output.
    tell
        Told what is done, how many of it, and of how many.
    """
    found, left_out = [], dict(plans.left_out)
    before = output_in(plans.study, plans.target, plans.base)
    year = int(plans.study["targets.year"].sel(target=plans.target))
    signed = plans.base.values.get("signed")
    for done, each in enumerate(plans.candidates, start=1):
        plan = plans.forced([each.deal])
        if not plan.has_plan:
            left_out[each.name] = "no plan can build it: " + (
                "; ".join(plan.proof.conflicts) or f"the search ended with {plan.proof.status}"
            )
            continue
        found.append(
            Planned(
                candidate=each,
                promised=float(plans.promised[each.deal].sel(year=year)),
                volume=output_in(plans.study, plans.target, plan) - before,
                gap=gap_between(plans.base, plan),
                is_in_plan=signed is not None and float(signed.sel(deal=each.deal)) > THOUSAND * 500,
                effects=effects_of(plan, [each]),
            )
        )
        tell("programmes", done, len(plans.candidates))
    return tuple(found), left_out


def gap_between(base: Result, plan: Result) -> Interval:
    """Return what companies together lose by a plan against the best plan, with proven bounds, m.

        base objective - objective;  from base objective - bound  to  base bound - objective

    Parameters
    ----------
    base
        The best plan.
    plan
        The best plan in which something is forced.
    """
    one, two = base.proof, plan.proof
    differences = one.objective - two.bound, one.objective - two.objective, one.bound - two.objective
    low, value, high = (max(each, 0.0) for each in differences)
    return low, value, high


def with_exclusions(
    plans: ProgrammePlans,
    found: Sequence[Planned],
    tell: Callable[[str, int, int], None] = lambda what, done, count: None,
) -> tuple[Planned, ...]:
    """Return programmes with those that cannot go ahead beside each.

    Two programmes are tried together where they share a plant or a vehicle: they exclude each other where
    no plan builds what both promise.

    Parameters
    ----------
    plans
        The study with its best plan.
    found
        Programmes as planned.
    tell
        As of :func:`planned_programmes`.
    """
    pairs = [
        (one.candidate, other.candidate)
        for one, other in combinations(found, 2)
        if set(one.candidate.plants) & set(other.candidate.plants)
        or set(one.candidate.vehicles) & set(other.candidate.vehicles)
    ]
    excludes: dict[str, list[str]] = {}
    for done, (one, other) in enumerate(pairs, start=1):
        if not plans.fit_together(one.deal, other.deal):
            excludes.setdefault(one.deal, []).append(other.deal)
            excludes.setdefault(other.deal, []).append(one.deal)
        tell("pairs of programmes", done, len(pairs))
    return tuple(replace(each, excludes=tuple(excludes.get(each.candidate.deal, ()))) for each in found)


def options_of(found: Sequence[Planned]) -> tuple[tuple[Programme, ...], dict[str, str]]:
    """Return programmes that add output as options of a package, and the reason why others are none.

    Parameters
    ----------
    found
        Programmes as planned.
    """
    left_out = {}
    for each in found:
        if each.is_in_plan:
            left_out[each.candidate.name] = "the best plan builds it anyway"
        elif each.volume < LEAST:
            left_out[each.candidate.name] = "it adds no output: what it brings it drives out elsewhere"
    kept = [each for each in found if each.candidate.name not in left_out]
    names = {each.candidate.deal for each in kept}
    options = tuple(
        Programme(
            name=each.candidate.deal,
            volume=each.volume * THOUSAND,
            gap=each.gap[1],
            excludes=tuple(name for name in each.excludes if name in names),
        )
        for each in kept
    )
    return options, left_out


def package_for(options: Sequence[Programme], extra: float) -> tuple[Package, float]:
    """Return the package of least cost for a need, or of most volume, and how far it falls short.

    Parameters
    ----------
    options
        Programmes that add output, thousand vehicles and m.
    extra
        Output to add, vehicles/yr.

    Returns
    -------
    tuple of Package and float
        Vehicles that are missing, 0 where the need is met.

    Examples
    --------
    >>> package, short = package_for([Programme(name="Line", volume=100, gap=10)], 130_000)
    >>> package.chosen, short
    (('Line',), 30000.0)
    """
    need = extra * THOUSAND
    if need <= MARGIN:
        return Package(chosen=(), volume=0.0, cost=0.0, lower_bound=0.0), 0.0
    try:
        return cheapest_package(options, need), 0.0
    except InfeasibleError:
        most = largest_volume(options)
        package = cheapest_package(options, most) if most > 0 else package_for(options, 0.0)[0]
        return package, (need - most) / THOUSAND
