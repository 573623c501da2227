"""Programmes that could add output to a target, and the best plans in which they are built."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import xarray as xr

from plantshare.formulation.rules import chosen_options
from plantshare.methods import Limits
from plantshare.results import Result
from plantshare.results.loading import plan_spare
from plantshare.results.spare import expected
from plantshare.solve.candidates import (
    Candidate,
    deal_candidates,
    launch_candidates,
    with_candidates,
)
from plantshare.solve.one_program import Built, build, solve_built
from plantshare.solve.restricted import Restricted, Restriction, held_years, least_shortfall
from plantshare.study import Study
from plantshare.study.targets import counts_toward
from plantshare.units import THOUSAND

__all__ = ["TIGHT", "ProgrammePlans", "decided_plan", "plan_programmes"]

SMALL = 0.5
"""Half a vehicle: less is none."""
SLACK = 0.01
"""Share of what two programmes promise that may fail to be built where both still count as fitting."""
PLACEHOLDER = 1.0
"""Vehicles that a programme promises until the best plan says how many it could: they lay out its rules."""
TIGHT = 3e-5
"""Relative gap of the plans: what a programme lacks is a small difference of large numbers."""


@dataclass(slots=True, eq=False, kw_only=True)
class ProgrammePlans:
    """The best plan of a study, and those in which some programmes are built whether or not that pays.

    Parameters
    ----------
    study
        The study as planned: targets measured only, programmes that no deal opens added as deals.
    target
        Name of the target.
    base
        The best plan: what companies would do anyway.
    candidates
        Programmes that count toward the target and that the best plan does not build yet, and deals.
    programmes
        All programmes that count toward the target.
    promised
        Volume that each is held to, dims (year), vehicles/yr.
    left_out
        Programmes that were not looked at, and why.
    restricted
        The program of all plans; none where no programme could be built.
    free
        Deals that companies may sign in every plan.
    limits
        When each search stops.
    """

    study: Study
    target: str
    base: Result
    candidates: tuple[Candidate, ...]
    programmes: tuple[Candidate, ...]
    promised: Mapping[str, xr.DataArray]
    left_out: Mapping[str, str]
    restricted: Restricted | None
    free: frozenset[str]
    limits: Limits
    shortfalls: dict[frozenset[str], float] = field(init=False, default_factory=dict)

    @property
    def built(self) -> Built:
        """Return the program."""
        return build(self.study) if self.restricted is None else self.restricted.built

    def forced(self, programmes: Collection[str]) -> Result:
        """Return the best plan in which programmes are built at their promised volume.

        Parameters
        ----------
        programmes
            Deals of candidates.
        """
        if not programmes or self.restricted is None:
            return self.base
        return self.restricted.plan(allowed=self.free, kept=programmes)

    def without(self, programme: str) -> Result:
        """Return the best plan that does not build a programme.

        Parameters
        ----------
        programme
            Deal of a candidate.
        """
        if self.restricted is None:
            return self.base
        return self.restricted.plan(allowed=self.free - {programme})

    def builds(self, programme: Candidate) -> bool:
        """Return whether the best plan builds a programme in the year of the target.

        Parameters
        ----------
        programme
            One of the programmes.
        """
        year = int(self.study["targets.year"].sel(target=self.target))
        active = self.base.values["active"].reindex(option=list(programme.options))
        return bool((active.sel(year=year) > 0.5).any())

    def shortfall(self, programmes: Collection[str]) -> float:
        """Return by how many vehicles, summed over years, programmes fall short of their promise at least.

        Infinite where no plan builds them all: they exclude each other.

        Parameters
        ----------
        programmes
            Deals of candidates.
        """
        names = frozenset(programmes)
        if names not in self.shortfalls:
            self.shortfalls[names] = self.find_shortfall(names)
        return self.shortfalls[names]

    def find_shortfall(self, names: frozenset[str]) -> float:
        """Return the least shortfall of programmes, from a program of its own."""
        if self.restricted is None or not names:
            return 0.0
        wanted = Restriction(allowed=self.free | names, kept=names)
        bounds = least_shortfall(self.restricted.built, wanted, self.limits)
        if bounds:
            units = float(bounds["shortfall"][1].sum())
            return units * (1e3 if "shortfall" in self.restricted.built.program.thousands else 1.0)
        if self.volume(names) > 0:
            return np.inf
        return 0.0 if self.forced(names).has_plan else np.inf

    def volume(self, programmes: Collection[str]) -> float:
        """Return what programmes promise over all years in which they are held to it, vehicles."""
        minimum, held = self.study["deal_terms.minimum"], held_years(self.study)
        own = minimum.where(held, 0.0).sel(deal=list(programmes))
        return float(own.sum())

    def fit_together(self, one: str, other: str) -> bool:
        """Return whether two programmes can both be built: the same shop, vehicle or deal may forbid it.

        Parameters
        ----------
        one, other
            Deals of candidates.
        """
        apart = self.shortfall([one]) + self.shortfall([other])
        return self.shortfall([one, other]) <= apart + SLACK * max(self.volume([one, other]), 1.0)


def plan_programmes(study: Study, target: str, limits: Limits | None = None) -> ProgrammePlans:
    """Return the best plan of a study and what is needed to plan programmes that it does not build.

    Candidates are the deals of the study with options that count toward the target, and every vehicle
    that the best plan does not build in the country of the target but could. A deal is held to its
    minimum. A vehicle without a deal is held to what the best plan builds of it elsewhere, or what its
    markets would take where it is not built at all, as far as the plant has room; like a deal from the
    year after that in which it could have been launched first.

    Parameters
    ----------
    study
        The study, of one or several futures; its setting ``sharing`` says which deals companies may
        sign in the best plan: all where it is on, those of the study where it is given by deals.
    target
        Name of the target.
    limits
        When each search stops.

    Raises
    ------
    InfeasibleError
        If the study has no plan.
    """
    settings = study.settings
    sharing = str(settings["sharing"])
    if limits is None:
        limits = Limits(gap=min(TIGHT, float(settings["gap"])), seconds=float(settings["time_limit"]))
    measured = study.with_frame("targets", study.frame("targets").assign(rule="measure"))
    stated = deal_candidates(measured, target)
    # Sharing by deals opens no other option of a guest than those of deals.
    opened = measured if sharing == "deals" else measured.with_settings(sharing="on")
    launches = launch_candidates(opened, target, guests=sharing == "on")
    placeholder = xr.full_like(measured.discount, PLACEHOLDER)
    first = with_candidates(measured, launches, {each.deal: placeholder for each in launches})
    deals = first.frame("deals")
    opening = frozenset(deals["deal"][[len(options) > 0 for options in deals["options"]]])
    free = frozenset(each.deal for each in launches) if sharing == "off" else opening
    if not opening:
        return without_programmes(measured, target, limits)
    restricted = Restricted(first, limits)
    base = restricted.plan(allowed=free).require_plan()
    promised, left_out = promises(restricted.study, target, launches, base)
    base = promise(restricted, with_candidates(restricted.study, launches, promised), base)
    restricted.plans = {Restriction(allowed=free): base}
    candidates = (*stated, *(each for each in launches if each.deal in promised))
    minimum = restricted.study["deal_terms.minimum"]
    return ProgrammePlans(
        study=restricted.study,
        target=target,
        base=base,
        candidates=candidates,
        programmes=(*stated, *launches),
        promised={each.deal: minimum.sel(deal=each.deal).drop_vars("deal") for each in candidates},
        left_out=left_out,
        restricted=restricted,
        free=free,
        limits=limits,
    )


def without_programmes(study: Study, target: str, limits: Limits) -> ProgrammePlans:
    """Return the best plan of a study in which nothing could be added."""
    return ProgrammePlans(
        study=study,
        target=target,
        base=solve_built(build(study), limits).require_plan(),
        candidates=(),
        programmes=(),
        promised={},
        left_out={},
        restricted=None,
        free=frozenset(),
        limits=limits,
    )


def promise(restricted: Restricted, study: Study, base: Result) -> Result:
    """Let deals promise what a study states instead of what the program was built with, in place.

    The best plan stays the best one, as no payment depends on what companies promise themselves.

    Parameters
    ----------
    restricted
        The program.
    study
        The same study with other minimum volumes.
    base
        The best plan.

    Returns
    -------
    Result
        That plan, as one of the study with the promises.
    """
    built = restricted.built
    if "minimum" in built.labelling.rules:
        rows = built.labelling.rules["minimum"]
        minimum = (study["deal_terms.minimum"] * THOUSAND).broadcast_like(rows).reindex_like(rows)
        signed = built.labelling.variables["signed"].broadcast_like(rows).reindex_like(rows)
        known = rows.values >= 0
        at_row = places_of(built.labelling.rows, rows.values[known])
        at_column = places_of(built.labelling.columns, signed.transpose(*rows.dims).values[known].astype(int))
        matrix = built.matrix.matrix.copy()
        matrix[at_row, at_column] = -minimum.transpose(*rows.dims).values[known]
        built = replace(built, matrix=replace(built.matrix, matrix=matrix))
    restricted.built, restricted.study = replace(built, study=study), study
    return replace(base, study=study)


def places_of(labels: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return where labels stand among the labels of the rows or columns of a matrix."""
    place = np.full(int(labels.max(initial=-1)) + 1, -1)
    place[labels] = np.arange(labels.size)
    found: np.ndarray = place[wanted]
    return found


def promises(
    study: Study, target: str, launches: Sequence[Candidate], plan: Result
) -> tuple[dict[str, xr.DataArray], dict[str, str]]:
    """Return what each vehicle without a deal is held to, and the reason why others are left out.

    Parameters
    ----------
    study
        The study with the launches as deals.
    target
        Name of the target.
    launches
        Vehicles that could be launched.
    plan
        The best plan.

    Returns
    -------
    tuple
        Volumes by deal, dims (year), vehicles/yr; and reasons by name. A vehicle that the best plan
        builds in the country in the year of the target is in neither.
    """
    counts = counts_toward(study).sel(target=target)
    year = int(study["targets.year"].sel(target=target))
    built = expected(study, plan.values["built"])
    vehicle = study["options.vehicle"]
    demand = expected(study, study["demand.units"])
    sales = demand.sum("market").broadcast_like(study.discount)
    room = plan_spare(study, plan.values).sellable
    promised: dict[str, xr.DataArray] = {}
    left_out: dict[str, str] = {}
    for each in launches:
        mine = vehicle == each.vehicles[0]
        if float(built.where(mine & (counts > 0), 0.0).sel(year=year).sum()) > SMALL:
            continue
        elsewhere = built.where(mine & (counts == 0), 0.0).sum("option")
        wanted = elsewhere if float(elsewhere.max()) > SMALL else sales.sel(vehicle=each.vehicles[0])
        space = room.sel(option=list(each.options)).fillna(np.inf).max("option")
        volume = (wanted.where(wanted < space, space) + 1e-6) // 1.0
        volume = volume.drop_vars("vehicle", errors="ignore")
        if float(volume.sel(year=year)) >= 1.0:
            promised[each.deal] = volume.transpose("year")
        elif float(wanted.sel(year=year)) < 1.0:
            left_out[each.name] = f"no market takes it in {year}"
        else:
            left_out[each.name] = f"the plant has no room for it in {year}"
    return promised, left_out


def decided_plan(plans: ProgrammePlans) -> Result:
    """Return the best plan that launches nothing but what rules of the study require.

    What is built today goes on until it runs out, and sells what it can.

    Parameters
    ----------
    plans
        The study with its best plan.

    Returns
    -------
    Result
        Without a plan where the study cannot do without other launches.
    """
    required = required_options(plans.study)
    built = plans.built
    labels = built.labelling.variables["launched"]
    open_to = np.isin(labels.option.values, list(required)).astype(float)
    upper = xr.DataArray(open_to, coords={"option": labels.option.values}, dims="option")
    bounds = {"launched": (xr.full_like(upper, np.nan), upper)}
    return solve_built(built, plans.limits, start=plans.base, bounds=bounds)


def required_options(study: Study) -> frozenset[str]:
    """Return the options that a rule of the study wants launched."""
    rules = study.frame("rules")
    return frozenset(
        str(option)
        for row in rules[rules["kind"] == "launch"].itertuples()
        for option in chosen_options(study, row.plant, row.vehicle, row.option)
    )
