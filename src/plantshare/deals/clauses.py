"""What a clause would change of the probability that a party walks, at the same expected gains."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from scipy.optimize import brentq

from plantshare.deals.forms import Contract, JointVenture, KitBuild, Licence
from plantshare.deals.forms.form import Form
from plantshare.deals.gain import with_terms, yearly_gain
from plantshare.deals.in_futures import DealInFutures, gains_of_form
from plantshare.deals.risk import is_walking, walk_away_probability
from plantshare.deals.stream import Yearly
from plantshare.study import Study
from plantshare.study.fees import index_factor, price_over_first
from plantshare.units import MINUS, currency_sign

__all__ = ["ClauseEffect", "best_clause", "clauses_of"]

Fees = Contract | KitBuild
Gains = Mapping[str, Yearly]

MINIMUM_SHARE = 0.8
"""Minimum volume of the clause as a share of the planned one, as in the check values of the trade."""

LABOUR_WEIGHT, ENERGY_WEIGHT = 0.5, 0.1
"""Shares of the fee that follow wages and energy in the clause on an index; judgement, grade E."""

TOLD = 2.0
"""Standard errors by which a probability must fall for the fall to count as more than chance."""

FLAT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseEffect:
    """One clause put into a deal, the unit fee moved so that the host expects the same.

    Parameters
    ----------
    name
        Name of the clause.
    says
        The clause in words, with its figures.
    form
        The terms with the clause.
    walks
        Probability that each party would rather walk, with the clause.
    walks_without
        The same on the stated terms.
    standard_error
        Standard error of ``closes``, from the futures in which the clause makes a difference.
    """

    name: str
    says: str
    form: Form
    walks: Mapping[str, float]
    walks_without: Mapping[str, float]
    standard_error: float

    @property
    def closes(self) -> float:
        """Return by how much the largest of the probabilities falls."""
        return max(self.walks_without.values()) - max(self.walks.values())

    @property
    def is_told(self) -> bool:
        """Return whether the futures can tell that it falls: by two standard errors or more."""
        return self.closes > FLAT and self.closes >= TOLD * self.standard_error


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A clause before the fee is moved.

    Parameters
    ----------
    name
        Name of the clause.
    forms
        The terms with the clause in each future.
    moved
        Term that is moved until the host expects what it expected.
    says
        The clause in words, from the terms with the term moved.
    """

    name: str
    forms: tuple[Form, ...]
    moved: str
    says: Callable[[Form], str]


def clauses_of(
    deal: DealInFutures, *, termination_fee: float = 0.0, review: int | None = None
) -> tuple[ClauseEffect, ...]:
    """Return what each clause that fits the form would change, the most helpful first.

    With a clause one term is moved until the host's expected gain is what it was; as no fee moves the sum,
    the guest then expects the same too, and what changes is who bears which future. A clause whose
    term would have to leave its bounds is left out.

    Parameters
    ----------
    deal
        The deal in its futures.
    termination_fee
        Fee for leaving at the review, m; 0 for what the host expects to lose if the guest leaves then.
    review
        Year after which the guest may leave; none for no clause on leaving.
    """
    stated = gains_of_form(deal, deal.forms)
    found = []
    for candidate in candidates(deal):
        forms = same_for_host(deal, candidate)
        if forms is None:
            continue
        found.append(
            effect_of(
                deal,
                name=candidate.name,
                says=candidate.says(forms[0]),
                form=forms[0],
                stated=stated,
                changed=gains_of_form(deal, forms),
            )
        )
    if review is not None and isinstance(deal.value.form, Fees):
        left = leaving(deal, stated, termination_fee, review)
        found += [] if left is None else [left]
    return tuple(sorted(found, key=lambda effect: -effect.closes))


def best_clause(effects: Sequence[ClauseEffect]) -> ClauseEffect | None:
    """Return the clause that closes most of the larger probability to walk.

    None where none closes any, or none so much that the futures can tell.

    Parameters
    ----------
    effects
        What each clause would change.
    """
    told = (effect for effect in effects if effect.is_told)
    return max(told, key=lambda effect: effect.closes, default=None)


def effect_of(
    deal: DealInFutures, *, name: str, says: str, form: Form, stated: Gains, changed: Gains
) -> ClauseEffect:
    """Return the effect of a clause from the gain of each party in each future without it and with it.

    With d[n] = 1 in a future in which only the side that walks most without the clause does, -1 in one in
    which only the side that walks most with it does, and 0 else, ``closes`` is mean(d), and its standard
    error is sqrt((mean(d^2) - mean(d)^2) sum_n p[n]^2).
    """
    without, walks = walks_under(deal, stated), walks_under(deal, changed)
    walkers = [
        is_walking(gain[max(shares, key=lambda party: shares[party])])
        for gain, shares in ((stated, without), (changed, walks))
    ]
    change, chance = walkers[0].astype(float) - walkers[1], deal.probability
    spread = float(chance @ change**2) - float(chance @ change) ** 2
    return ClauseEffect(
        name=name,
        says=says,
        form=form,
        walks=walks,
        walks_without=without,
        standard_error=(max(spread, 0.0) * float(chance @ chance)) ** 0.5,
    )


def walks_under(deal: DealInFutures, gain: Gains) -> dict[str, float]:
    """Return the probability that host and guest would each rather walk."""
    about = deal.value.about
    return {
        party: walk_away_probability(gain[party], deal.probability) for party in (about.host, about.guest)
    }


def same_for_host(deal: DealInFutures, candidate: Candidate) -> tuple[Form, ...] | None:
    """Return the terms with one of them moved until the host expects what it expected, if it can be."""
    host = deal.value.about.host

    def expected(forms: Sequence[Form]) -> float:
        return float(deal.probability @ gains_of_form(deal, forms)[host])

    def moved(amount: float) -> tuple[Form, ...]:
        return tuple(with_terms(form, {candidate.moved: amount}) for form in candidate.forms)

    wanted = expected(deal.forms)
    at_zero, at_one = expected(moved(0.0)), expected(moved(1.0))
    if abs(at_one - at_zero) <= FLAT:
        return None
    try:
        return moved((wanted - at_zero) / (at_one - at_zero))
    except ValueError:
        # The term would have to leave its bounds, such as a fee below zero.
        return None


def candidates(deal: DealInFutures) -> Iterator[Candidate]:
    """Return the clauses that fit the form of a deal."""
    form = deal.value.form
    if isinstance(form, Fees) and not getattr(form, "bands", ()):
        yield from fee_clauses(deal, form)
    elif isinstance(form, Licence):
        yield Candidate(
            name="a sum at signature in place of the royalty",
            forms=(replace(form, royalty=0.0),) * len(deal.streams),
            moved="upfront",
            says=lambda new: f"no royalty, and {lump_words(deal.study, shown(new, 'upfront'))} at signature",
        )
    elif isinstance(form, JointVenture):
        cost = mean_rate(deal, "at_line") + mean_rate(deal, "conversion")
        yield Candidate(
            name="transfer price at the cost of one more vehicle",
            forms=(replace(form, transfer_price=cost),) * len(deal.streams),
            moved="rent",
            says=lambda new: (
                f"a transfer price of {vehicle_words(deal.study, cost)}, which is parts and conversion, "
                f"and a rent of {lump_words(deal.study, shown(new, 'rent'))} a year"
            ),
        )


def fee_clauses(deal: DealInFutures, form: Fees) -> Iterator[Candidate]:
    """Return the clauses of a deal with fees."""
    count = len(deal.streams)
    cost = mean_rate(deal, "conversion")
    two_part = replace(form, unit_fee=cost, fee_index=(), fixed_fee_index=(), cost_refund=())
    yield Candidate(
        name="two-part fee",
        forms=(two_part,) * count,
        moved="fixed_fee",
        says=lambda new: (
            f"{vehicle_words(deal.study, cost)}, which is what building one costs the host, and a fixed fee "
            f"of {lump_words(deal.study, shown(new, 'fixed_fee'))} a year"
        ),
    )
    rate = max(form.unit_fee - cost, 0.0) or form.unit_fee / 4.0
    planned = planned_volume(deal)
    yield Candidate(
        name="minimum volume",
        forms=tuple(
            replace(stated, minimum=tuple(MINIMUM_SHARE * planned), shortfall_rate=rate)
            for stated in stated_fees(deal)
        ),
        moved="unit_fee",
        says=lambda new: (
            f"a minimum of {MINIMUM_SHARE:.0%} of the planned volume, with {money_words(deal.study, rate)} "
            f"for each vehicle short, and {vehicle_words(deal.study, shown(new, 'unit_fee'))}"
        ),
    )
    yield Candidate(
        name="index on wages and energy",
        forms=tuple(replace(form, fee_index=index) for index in indices_in_futures(deal)),
        moved="unit_fee",
        says=lambda new: (
            f"{vehicle_words(deal.study, shown(new, 'unit_fee'))} in the first year, of which "
            f"{LABOUR_WEIGHT:.0%} follows the wage and {ENERGY_WEIGHT:.0%} the price of power"
        ),
    )
    for share, words in ((0.0, "the guest pays the tooling"), (1.0, "the host pays the tooling")):
        if form.host_capex_share != share:
            yield Candidate(
                name=words,
                forms=tuple(replace(stated, host_capex_share=share) for stated in stated_fees(deal)),
                moved="unit_fee",
                says=partial(tooling_words, deal.study, words),
            )


def tooling_words(study: Study, words: str, new: Form) -> str:
    """Return who pays the tooling and the fee that goes with it."""
    return f"{words}, and the fee is {vehicle_words(study, shown(new, 'unit_fee'))}"


def vehicle_words(study: Study, thousands: float) -> str:
    """Return an amount for each vehicle in words, with the sign of the study's currency."""
    return f"{money_words(study, thousands)} a vehicle"


def money_words(study: Study, thousands: float) -> str:
    """Return thousands of currency as an amount, with the sign of the study's currency."""
    return signed_words(study, f"{1000 * thousands:,.0f}")


def lump_words(study: Study, millions: float) -> str:
    """Return millions of currency in words, with the sign of the study's currency."""
    return signed_words(study, f"{millions:,.1f} m")


def signed_words(study: Study, words: str) -> str:
    """Return the words of a number with the sign of the study's currency, behind a minus."""
    minus = MINUS if words.startswith("-") else ""
    return f"{minus}{currency_sign(str(study.settings['currency']))}{words.removeprefix('-')}"


def stated_fees(deal: DealInFutures) -> Iterator[Fees]:
    """Return the stated terms of a deal with fees in each future."""
    for form in deal.forms:
        if isinstance(form, Fees):
            yield form


def shown(form: Form, name: str) -> float:
    """Return a term of a form."""
    return float(getattr(form, name))


def mean_rate(deal: DealInFutures, name: str) -> float:
    """Return a rate of the programme, thousands per vehicle: its mean over planned vehicles and years."""
    weight = rate = 0.0
    for chance, stream in zip(deal.value.probability, deal.value.streams, strict=True):
        volume = stream.discount * stream.local
        weight += chance * float(volume.sum())
        rate += chance * float(volume @ getattr(stream, name))
    return rate / weight if weight > 0 else 0.0


def planned_volume(deal: DealInFutures) -> Yearly:
    """Return the volume that is planned, k by period, expected over the scenarios of the study."""
    planned = [stream.local for stream in deal.value.streams]
    volume: Yearly = np.asarray(deal.value.probability) @ np.array(planned)
    return volume


def indices_in_futures(deal: DealInFutures) -> tuple[tuple[float, ...], ...]:
    """Return what wages and energy multiply a fee by, by future and year."""
    wage, power = (
        price_over_first(deal.study, deal.value.deal, name).transpose("scenario", "year").values
        for name in ("wage", "electricity_price")
    )
    factors = index_factor(LABOUR_WEIGHT, ENERGY_WEIGHT, wage, power)
    return tuple(tuple(future) for future in factors.tolist())


def leaving(deal: DealInFutures, stated: Gains, termination_fee: float, review: int) -> ClauseEffect | None:
    """Return the effect of letting the guest leave after a review year for a fee.

    The guest leaves in the futures in which going on would lose it more than the fee. The unit fee is
    moved until the host expects what it expected; none where no fee does that.
    """
    about = deal.value.about
    ahead = np.array(deal.streams[0].years) > review
    if not ahead.any() or ahead.all():
        return None
    now = float(deal.streams[0].discount[~ahead][-1])
    form = deal.value.form
    by_fee = {
        party: [yearly_gains(deal, amount, party) for amount in (0.0, 1.0)]
        for party in (about.host, about.guest)
    }

    def gains_at(amount: float, leave_fee: float) -> dict[str, Yearly]:
        yearly = {party: at[0] + amount * (at[1] - at[0]) for party, at in by_fee.items()}
        leaves = yearly[about.guest][:, ahead].sum(1) < -leave_fee * now
        paid = np.where(leaves, leave_fee * now, 0.0)
        kept = {
            party: np.where(leaves, money[:, ~ahead].sum(1), money.sum(1)) for party, money in yearly.items()
        }
        return {about.host: kept[about.host] + paid, about.guest: kept[about.guest] - paid}

    agreed = shown(form, "unit_fee")
    host = by_fee[about.host]
    going_on = host[0] + agreed * (host[1] - host[0])
    fee = termination_fee or max(float(deal.probability @ going_on[:, ahead].sum(1)) / now, 0.0)
    wanted = float(deal.probability @ going_on.sum(1))

    def short(amount: float) -> float:
        return float(deal.probability @ gains_at(amount, fee)[about.host]) - wanted

    most = 4.0 * max(agreed, 1.0)
    if short(0.0) * short(most) > 0:
        return None
    amount = float(brentq(short, 0.0, most, xtol=1e-7))
    says = (
        f"the guest may leave after {review} for {lump_words(deal.study, fee)}, and the fee is "
        f"{vehicle_words(deal.study, amount)}"
    )
    moved = with_terms(form, {"unit_fee": amount})
    return effect_of(
        deal,
        name="exit at a review for a fee",
        says=says,
        form=moved,
        stated=stated,
        changed=gains_at(amount, fee),
    )


def yearly_gains(deal: DealInFutures, unit_fee: float, party: str) -> Yearly:
    """Return the discounted gain of a party at a unit fee, m, dims (future, period)."""
    rows = [
        stream.discount * yearly_gain(with_terms(form, {"unit_fee": unit_fee}), stream, party)
        for form, stream in zip(deal.forms, deal.streams, strict=True)
    ]
    return np.array(rows)
