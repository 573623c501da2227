"""What a deal of a study is worth: the best plan that keeps it beside the best plan without any deal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from plantshare.deals.accepted import Outlook, outlook_of_forms, range_under_risk
from plantshare.deals.agreed import agreed_forms
from plantshare.deals.forms.form import Form
from plantshare.deals.forms.imports import Import
from plantshare.deals.gain import Gains, gains
from plantshare.deals.on_plan import PlanMoney, Programme, plan_money, programme, streams_between
from plantshare.deals.payment import statement
from plantshare.deals.range import TermRange
from plantshare.deals.stream import Stream
from plantshare.methods import Executor
from plantshare.results import Result
from plantshare.solve.restricted import Restricted

__all__ = [
    "ELSEWHERE",
    "DealValue",
    "Interval",
    "at_least_zero",
    "deal_statement",
    "difference",
    "expected_gains",
    "in_scenarios",
    "money_seen",
    "open_terms",
    "ranges_of",
    "value_deal",
]

Interval = tuple[float, float, float]
"""Lower bound, value and upper bound, millions."""

ELSEWHERE = "elsewhere in the plan"
"""Kind of money for what a deal changes beyond its programme."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DealValue:
    """What a deal is worth at the terms that the study states, against no deal at all. Money is in millions.

    Parameters
    ----------
    deal
        Name of the deal.
    about
        Its programme and parties.
    form
        Its form with its terms; in the first scenario, where they differ.
    with_deal, without
        The best plan that signs the deal and builds its minimum, and the best plan without any deal.
    streams, probability
        The programme in each scenario of the study, and how likely each is.
    gains
        Expected gain of each party at the study's discount rate.
    own_rate_gains
        The same at the discount rate of each, assumed where none is stated: see ``own_rates``. These do not
        add up.
    surplus
        What all companies together gain by keeping the deal, with proven bounds; no terms change it.
    worth
        What the right to sign it adds to the best plan, never below zero: nothing where it stays unsigned.
    is_signed
        Whether the best plan that may sign the deal does so.
    known_costs
        What the form in which the plan signs the deal costs itself, m, such as help or services: part of the
        surplus.
    by_scenario
        The form in each scenario where a fee follows costs that differ between them; empty where it is the
        same in all.
    """

    deal: str
    about: Programme
    form: Form
    with_deal: Result
    without: Result
    streams: tuple[Stream, ...]
    probability: tuple[float, ...]
    gains: Gains
    own_rate_gains: Mapping[str, float]
    surplus: Interval
    worth: Interval
    is_signed: bool
    known_costs: float = 0.0
    by_scenario: tuple[Form, ...] = ()

    @property
    def forms(self) -> tuple[Form, ...]:
        """Return the form with its terms in each scenario."""
        return self.by_scenario or (self.form,) * len(self.streams)

    @property
    def own_costs(self) -> float:
        """Return what this form costs, m, beyond what the plan knows: help, services, another duty."""
        return costs_of(self.forms, self.streams, self.probability) - self.known_costs

    @property
    def divided(self) -> Interval:
        """Return what the terms divide, m: the gains of all companies, known as well as the surplus.

        It differs from the surplus by the form's own costs, and by charges for missed targets, which steer
        the plan and which nobody pays.
        """
        low, value, high = self.surplus
        total = self.gains.companies
        return total - (value - low), total, total + (high - value)

    @property
    def unproven(self) -> float:
        """Return what the bounds of the two plans leave open, m: how far the gain of a party may be off."""
        return max(self.surplus[2] - self.surplus[1], self.surplus[1] - self.surplus[0])


def value_deal(restricted: Restricted, deal: str, executor: Executor | None = None) -> DealValue:
    """Return what a deal is worth to each party.

    Parameters
    ----------
    restricted
        The study, built once for plans with some of its deals.
    deal
        Name of the deal.
    executor
        Who solves the plans; one after another in this process unless given.

    Raises
    ------
    LabelError
        If the study has no such deal.
    InfeasibleError
        If no plan keeps the deal, or none is possible at all.
    """
    study = restricted.study
    about = programme(study, deal)
    wanted = [
        restricted.restriction(),
        restricted.restriction(kept=[about.deal]),
        restricted.restriction(allowed=[about.deal]),
    ]
    without, with_deal, free = (plan.require_plan() for plan in restricted.plan_all(wanted, executor))
    money = [money_seen(restricted, plan, about) for plan in (with_deal, without)]
    streams = streams_between(study, about, *money)
    forms = agreed_forms(study, deal, streams)
    probability = tuple(study.weights)
    return DealValue(
        deal=deal,
        about=about,
        form=forms[0],
        with_deal=with_deal,
        without=without,
        streams=streams,
        probability=probability,
        gains=expected_gains(forms, streams, probability),
        own_rate_gains=own_rate_gains(restricted, forms, streams, probability),
        surplus=difference(with_deal, without),
        worth=at_least_zero(difference(free, without)),
        known_costs=costs_of(agreed_forms(study, about.deal, streams), streams, probability),
        is_signed=bool(free.values["signed"].sel(deal=about.deal) > 0.5),
        by_scenario=() if all(form == forms[0] for form in forms) else forms,
    )


def money_seen(restricted: Restricted, plan: Result, about: Programme) -> PlanMoney:
    """Return the money of a plan of the study as the deal sees it."""
    built = restricted.built
    return plan_money(restricted.study, built.lines, built.program_values(plan), about)


def costs_of(forms: tuple[Form, ...], streams: tuple[Stream, ...], probability: tuple[float, ...]) -> float:
    """Return what a form costs itself, expected over the scenarios, m: money that no other form would pay."""
    each = [
        stream.integrated_gain() - form.integrated_gain(stream)
        for form, stream in zip(forms, streams, strict=True)
    ]
    return float(np.dot(probability, each))


def expected_gains(
    forms: tuple[Form, ...], streams: tuple[Stream, ...], probability: tuple[float, ...]
) -> Gains:
    """Return the gain of each party, expected over the scenarios."""
    each = [gains(form, stream) for form, stream in zip(forms, streams, strict=True)]
    parties = dict.fromkeys(party for one in each for party in one.by_party)
    return Gains(
        form=forms[0].name,
        counterfactual=each[0].counterfactual,
        by_party={
            party: sum(p * one.by_party.get(party, 0.0) for p, one in zip(probability, each, strict=True))
            for party in parties
        },
        companies=sum(p * one.companies for p, one in zip(probability, each, strict=True)),
    )


def own_rate_gains(
    restricted: Restricted,
    forms: tuple[Form, ...],
    streams: tuple[Stream, ...],
    probability: tuple[float, ...],
) -> dict[str, float]:
    """Return the expected gain of each party at its own discount rate, stated or assumed."""
    rates = restricted.study["companies.discount_rate"].to_series().dropna()
    first = streams[0]
    steps = np.arange(1, len(first.years) + 1)
    own = {str(name): (1.0 + rate) ** -steps.astype(float) for name, rate in rates.items()}
    own = {
        name: factors for name, factors in own.items() if name in (first.host, first.guest, first.government)
    }
    totals = dict.fromkeys(own, 0.0)
    for chance, form, stream in zip(probability, forms, streams, strict=True):
        found = gains(form, stream, own).by_party
        for name in totals:
            totals[name] += chance * found[name]
    return totals


def difference(better: Result, other: Result) -> Interval:
    """Return what one plan brings over another, with the bounds that both proofs leave, m.

    Parameters
    ----------
    better, other
        The two plans; the objective and bound of each come from its proof.
    """
    one, two = better.proof, other.proof
    return one.objective - two.bound, one.objective - two.objective, one.bound - two.objective


def at_least_zero(interval: Interval) -> Interval:
    """Return an interval of something that cannot be below zero."""
    low, value, high = interval
    return max(low, 0.0), max(value, 0.0), max(high, 0.0)


def in_scenarios(value: DealValue, *terms: str) -> Outlook:
    """Return the deal in the scenarios of the study as drivers of some terms."""
    return outlook_of_forms(value.forms, value.streams, value.probability, terms)


def ranges_of(value: DealValue, reserved: Mapping[str, float] | None = None) -> tuple[TermRange, ...]:
    """Return the range of each term that host and guest both accept, the other terms as stated.

    Parameters
    ----------
    value
        The deal.
    reserved
        Gain below which a party walks, m; 0 where it is not stated.
    """
    return tuple(range_under_risk(in_scenarios(value, name), {}, reserved) for name in open_terms(value.form))


def open_terms(form: Form) -> tuple[str, ...]:
    """Return the terms of a form that may be bargained about: no unit fee where bands stand in its place.

    Parameters
    ----------
    form
        The form with its terms.

    Examples
    --------
    >>> from plantshare.deals.forms import Band, Contract
    >>> open_terms(Contract(bands=(Band(start=0, end=float("inf"), unit_fee=1.6),)))
    ('fixed_fee', 'shortfall_rate', 'host_capex_share')
    """
    has_bands = bool(getattr(form, "bands", ()))
    return tuple(name for name in form.terms if not (has_bands and name == "unit_fee"))


def deal_statement(value: DealValue) -> dict[tuple[str, str], float]:
    """Return the present value of each kind of money that the deal changes, m: (party, kind) -> value.

    Money of the plan without the deal is taken off, so that the kinds of a party add up to its gain.

    Parameters
    ----------
    value
        The deal.
    """
    table: dict[tuple[str, str], float] = {}
    for chance, form, stream in zip(value.probability, value.forms, value.streams, strict=True):
        under = statement(form.payments(stream), stream)
        outside = statement(Import().payments(stream), stream)
        beyond = {(party, ELSEWHERE): stream.present(money) for party, money in stream.elsewhere.items()}
        for rows, sign in ((under, chance), (outside, -chance), (beyond, chance)):
            for place, amount in rows.items():
                table[place] = table.get(place, 0.0) + sign * amount
    return {place: amount for place, amount in table.items() if abs(amount) > 1e-9}
