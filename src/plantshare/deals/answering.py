"""From a study and one of its deals to everything that is to be said of it."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from plantshare.deals.accepted import NEUTRAL, area_under_risk, range_under_risk
from plantshare.deals.answer import DealAnswer
from plantshare.deals.bargaining import kalai_smorodinsky_split, nash_split
from plantshare.deals.clauses import clauses_of
from plantshare.deals.coalitions import with_government
from plantshare.deals.elsewhere import elsewhere_by_kind
from plantshare.deals.forms import Contract, KitBuild
from plantshare.deals.futures_mean import futures_mean
from plantshare.deals.gain import DriverForm, driver_form, with_terms
from plantshare.deals.game import Game, Split
from plantshare.deals.hold_up import ExitTest, HoldUp, exit_in_futures, hold_up_in_futures
from plantshare.deals.in_futures import DealInFutures, Told, in_futures, party_risks, terms_in_futures
from plantshare.deals.led_volume import LedVolume, led_volume
from plantshare.deals.nucleolus import nucleolus
from plantshare.deals.power import power
from plantshare.deals.public import PublicFinance
from plantshare.deals.public_plan import (
    JobTaxes,
    PlanSeen,
    accounts,
    public_finance_of_plans,
    support_paid,
)
from plantshare.deals.range import Point, TermArea, TermRange
from plantshare.deals.risk import Aversion
from plantshare.deals.rivals import contested_ranges, contests_of, rivals_of
from plantshare.deals.shapley import shapley
from plantshare.deals.term import term
from plantshare.deals.valuation import (
    DealValue,
    Interval,
    in_scenarios,
    money_seen,
    open_terms,
    ranges_of,
    value_deal,
)
from plantshare.errors import LabelError
from plantshare.methods import Executor
from plantshare.solve.restricted import Restricted
from plantshare.study import Study

__all__ = ["Asked", "answer_of", "fee_area", "term_answers"]

FEE_TERMS = ("unit_fee", "fixed_fee")
FLAT = 1e-9
ROOM = 1.25
"""How far the picture of two fees reaches beyond the furthest of its ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to assume in an answer where the study says nothing.

    Parameters
    ----------
    aversion
        How much host and guest mind bad cases.
    weights
        Bargaining power by party; the same for both unless given.
    caps
        Most that a party may gain, m; none for a party that is not named.
    taxes
        What jobs bring the government.
    """

    aversion: Aversion = field(default_factory=Aversion)
    weights: Mapping[str, float] = field(default_factory=dict)
    caps: Mapping[str, float] = field(default_factory=dict)
    taxes: JobTaxes = field(default_factory=JobTaxes)


def answer_of(
    restricted: Restricted,
    deal: str,
    drawn: Study | None = None,
    *,
    asked: Asked | None = None,
    executor: Executor | None = None,
    tell: Told = lambda plan, done, count: None,
) -> DealAnswer:
    """Return everything that is to be said of one deal.

    Parameters
    ----------
    restricted
        The study, built once for plans with some of its deals.
    deal
        Name of the deal.
    drawn
        The study with drawn futures, as from ``study.with_draws``; none for no word on risk.
    asked
        What to assume where the study says nothing.
    executor
        Who solves the plans; one after another in this process unless given.
    tell
        Told which plan is looked at, how many futures are done, and of how many.

    Raises
    ------
    LabelError
        If the study has no such deal, or weights or caps name others than its host and guest.
    InfeasibleError
        If no plan keeps the deal, or none is possible at all.
    """
    began, assumed = time.perf_counter(), asked or Asked()
    value = value_deal(restricted, deal, executor)
    known_sides(value, assumed.weights)
    known_sides(value, assumed.caps)
    rivals = rivals_of(restricted, value.about.deal, executor)
    futures = None if drawn is None else in_futures(value, drawn, tell)
    public = public_finance_of_plans(restricted, value, rivals, assumed.taxes)
    game = three_sided(restricted, value, public[0], assumed.taxes)
    reviews, fee = exit_terms(restricted.study, deal)
    return DealAnswer(
        value=value,
        elsewhere=elsewhere_by_kind(restricted, value),
        ranges=ranges_of(value),
        neutral_ranges=() if futures is None else futures_ranges(futures, NEUTRAL),
        averse_ranges=() if futures is None else futures_ranges(futures, assumed.aversion),
        contested=contested_ranges(value, rivals),
        area=fee_area(value),
        splits=splits_of(value, game, assumed),
        game=game,
        powers=power(game),
        rivals=rivals,
        contests=contests_of(rivals),
        futures=futures,
        risks=() if futures is None else party_risks(futures, assumed.aversion),
        expected=None if futures is None else futures_mean(futures),
        clauses=()
        if futures is None
        else clauses_of(futures, termination_fee=fee, review=reviews[0] if reviews else None),
        public=public,
        volume=volume_of(value if futures is None else futures),
        hold_up=fee_hold_up(value),
        exits=exits_of(value if futures is None else futures, reviews, fee),
        aversion=assumed.aversion,
        taxes=assumed.taxes,
        seconds=time.perf_counter() - began,
    )


def known_sides(value: DealValue, named: Mapping[str, float]) -> None:
    """Refuse names of others than host and guest."""
    sides = (value.about.host, value.about.guest)
    unknown = sorted(set(named) - set(sides))
    if unknown:
        raise LabelError(f"found {', '.join(unknown)}, wanted the sides of the deal: {' and '.join(sides)}")


def futures_ranges(futures: DealInFutures, aversion: Aversion) -> tuple[TermRange, ...]:
    """Return the range of each term over drawn futures where host and guest mind bad cases alike."""
    about = futures.value.about
    minds = {about.host: aversion, about.guest: aversion}
    return tuple(
        range_under_risk(terms_in_futures(futures, name), minds) for name in open_terms(futures.value.form)
    )


def term_answers(value: DealValue, *terms: str) -> tuple[TermRange, ...] | TermArea:
    """Return the range of every term, of one, or the area of two together.

    Parameters
    ----------
    value
        The deal.
    terms
        None for all terms, one, or two.

    Raises
    ------
    LabelError
        If the form has no such term.
    """
    known = open_terms(value.form)
    unknown = [name for name in terms if name not in known]
    if unknown or len(set(terms)) > 2:
        raise LabelError(
            f"found {', '.join(unknown or terms)}, wanted one or two terms of a {value.form.name}: "
            f"{', '.join(known)}"
        )
    if len(terms) == 2:
        return area_of(value, (terms[0], terms[1]))
    return tuple(found for found in ranges_of(value) if not terms or found.term in terms)


def fee_area(value: DealValue) -> TermArea | None:
    """Return the pairs of unit fee and fixed fee that both accept; none for forms without both.

    Parameters
    ----------
    value
        The deal.
    """
    known = open_terms(value.form)
    if not set(FEE_TERMS) <= set(known):
        return None
    return area_of(value, FEE_TERMS)


def area_of(value: DealValue, terms: tuple[str, str]) -> TermArea:
    """Return the pairs of two terms that both accept, in a box that reaches beyond all their ends."""
    box = (reach(value, terms[0]), reach(value, terms[1]))
    return area_under_risk(in_scenarios(value, *terms), {}, box)


def reach(value: DealValue, name: str) -> Point:
    """Return the lowest and highest value of a term to look at: beyond what either party could ask.

    The ends are the values at which host or guest neither gains nor loses, with the fees as stated and
    without them, and the stated value.
    """
    known = term(name)
    no_fees = dict.fromkeys((each for each in FEE_TERMS if each in open_terms(value.form)), 0.0)
    ends = [0.0, float(getattr(value.form, name))]
    for stated, stream in zip(value.forms, value.streams, strict=True):
        for form in (stated, with_terms(stated, no_fees)):
            ends += even_points(driver_form(form, stream, (name,)), (value.about.host, value.about.guest))
    return max(ROOM * min(ends), known.low), min(ROOM * max(ends) or 1.0, known.high)


def even_points(drivers: DriverForm, parties: Sequence[str]) -> list[float]:
    """Return the values of the only term of a driver form at which each party neither gains nor loses."""
    return [
        -drivers.constant[party] / drivers.drivers[party][0]
        for party in parties
        if abs(drivers.drivers[party][0]) > FLAT
    ]


def splits_of(value: DealValue, game: Game, asked: Asked) -> dict[str, Split]:
    """Return the gain of each party by rule; zeros where there is nothing to divide."""
    host, guest = value.about.host, value.about.guest
    surplus = ordered(value.divided)
    found = {"Nash": nash_split(surplus, {host: 1.0, guest: 1.0})}
    if asked.weights:
        weights = {party: asked.weights.get(party, 1.0) for party in (host, guest)}
        found["Nash, weighted"] = nash_split(surplus, weights, asked.caps)
    if asked.caps:
        found["Nash, capped"] = nash_split(surplus, {host: 1.0, guest: 1.0}, asked.caps)
    found["Kalai-Smorodinsky"] = kalai_smorodinsky_split(surplus, (host, guest), asked.caps)
    found["Shapley"] = shapley(game)
    found["nucleolus"] = nucleolus(game).split
    return found


def three_sided(restricted: Restricted, value: DealValue, account: PublicFinance, taxes: JobTaxes) -> Game:
    """Return the game of host, guest and government.

    Support that the plan already pays is taken from what the companies gain and given back to the
    government: the game is about what the three have together before any of it moves. What the government
    gains or loses counts against what it would have if it stayed away: where the two sign the deal without
    any support, its duty and its taxes of jobs change all the same, and neither is in the game.

    Parameters
    ----------
    restricted
        The study, built once.
    value
        The deal.
    account
        Public finance of the deal against the best plan without any.
    taxes
        What a job brings.
    """
    about = value.about
    free = restricted.plan(allowed=[about.deal])
    seen = money_seen(restricted, free, about)
    without = money_seen(restricted, value.without, about)
    support = -account.lines["support"]
    by_right = support_paid(restricted.study, seen, without, about.government)
    low, worth, high = value.worth
    alone = (max(low - by_right, 0.0), max(worth - by_right, 0.0), high)
    kept = tuple(amount - support for amount in value.divided)
    public = account.net + support
    if value.is_signed and worth - by_right >= 0:
        anyway, _ = accounts(
            restricted.study,
            about,
            PlanSeen(free, seen),
            PlanSeen(value.without, without),
            name=account.counterfactual,
            taxes=taxes,
        )
        public -= anyway.net - anyway.lines["support"]
    return with_government(
        about.host,
        about.guest,
        about.government,
        alone=ordered(alone),
        kept=ordered((kept[0], kept[1], kept[2])),
        public=public,
    )


def ordered(interval: Interval) -> Interval:
    """Return low, value and high with the value inside, against rounding of the proofs."""
    low, value, high = interval
    return min(low, value), value, max(high, value)


def fee_hold_up(value: DealValue) -> HoldUp | None:
    """Return the range of the unit fee before and after tooling is paid, expected over the scenarios.

    None for forms without a unit fee, and where no capital is spent before the last year.
    """
    form, years = value.form, value.streams[0].years
    if not isinstance(form, Contract | KitBuild) or "unit_fee" not in open_terms(form):
        return None
    spent = np.flatnonzero(np.array([stream.capital for stream in value.streams]).max(axis=0) > 0)
    if not spent.size or spent[-1] + 1 >= len(years):
        return None
    return hold_up_in_futures(
        value.forms,
        value.streams,
        value.probability,
        name="unit_fee",
        agreed=form.unit_fee,
        review=years[int(spent[-1])],
    )


def exit_terms(study: Study, deal: str) -> tuple[tuple[int, ...], float]:
    """Return the review years of a deal inside the study but for its last, and the termination fee, m."""
    terms = study.frame("deal_terms").set_index("deal")
    if deal not in terms.index:
        return (), 0.0
    years = sorted(int(year) for year in terms.loc[deal, "review_years"])
    inside = tuple(year for year in years if int(study.years[0]) <= year < int(study.years[-1]))
    return inside, float(study["deal_terms.termination_fee"].sel(deal=deal))


def exits_of(deal: DealValue | DealInFutures, reviews: tuple[int, ...], fee: float) -> tuple[ExitTest, ...]:
    """Return whether a side should leave at each review, over drawn futures or the scenarios of the plan."""
    return tuple(
        exit_in_futures(deal.forms, deal.streams, tuple(deal.probability), review, fee or None)
        for review in reviews
    )


def volume_of(deal: DealValue | DealInFutures) -> LedVolume:
    """Return who decides the volume and what it would build, over drawn futures or those of the plan."""
    return led_volume(deal.forms, deal.streams, tuple(deal.probability))
