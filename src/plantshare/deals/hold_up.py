"""Hold-up and exit: what changes once capital is spent, and when it is better to leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from plantshare.deals.accepted import outlook_of_forms, range_under_risk
from plantshare.deals.forms.form import Form
from plantshare.deals.gain import yearly_gain
from plantshare.deals.range import TermRange
from plantshare.deals.stream import Stream, Yearly

__all__ = ["ExitTest", "HoldUp", "exit_in_futures", "exit_test", "hold_up", "hold_up_in_futures", "remainder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldUp:
    """The range of a term before anything is spent, and after.

    Parameters
    ----------
    before, after
        Range at signature, and range of what is left once capital is sunk.
    host_could_ask, guest_could_press
        By how much the agreed term could rise if the host reopened it, and fall if the guest did, without
        the other leaving; zero or more, in the unit of the term. Zero where nothing suits both any more:
        one side leaves, whatever is asked.
    """

    before: TermRange
    after: TermRange
    host_could_ask: float
    guest_could_press: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitTest:
    """Whether the guest should leave at a review, and what is fair to pay for it; values at the review, m.

    Shares of the futures count each with its probability: at the review both sides know which one came.

    Parameters
    ----------
    review
        Period at whose end the review falls.
    futures
        How many futures were looked at.
    host_continuation, guest_continuation
        What each side expects to gain by going on rather than leaving without a fee.
    fair_fee
        Termination fee that leaves the host as well off as it expects to be by going on.
    fee
        Termination fee tested.
    guest_leaves
        Whether the guest would leave at that fee if it knew no more than what it expects.
    is_efficient
        Whether leaving is better for both sides together, as they expect.
    guest_leaves_share, host_leaves_share
        Share of the futures in which going on costs the side more than that fee, so that it would leave.
    efficient_share
        Share of the futures in which leaving is better for both sides together.
    """

    review: int
    futures: int
    host_continuation: float
    guest_continuation: float
    fair_fee: float
    fee: float
    guest_leaves: bool
    is_efficient: bool
    guest_leaves_share: float
    host_leaves_share: float
    efficient_share: float

    @property
    def joint_continuation(self) -> float:
        """Return what both sides gain by going on, m."""
        return self.host_continuation + self.guest_continuation


def remainder(stream: Stream, review: int) -> Stream:
    """Return what is left of a stream after the end of a period, valued at that moment.

    Earlier periods count nothing, capital already spent is gone, and d[review] becomes 1.

    Parameters
    ----------
    stream
        The whole programme.
    review
        Period after which the remainder begins.
    """
    if review not in stream.years[:-1]:
        raise ValueError(f"a review must fall before the last period, got {review} of {stream.years}")
    years = np.array(stream.years)
    now = stream.discount[stream.years.index(review)]
    ahead = years > review
    return replace(
        stream,
        discount=np.where(ahead, stream.discount / now, 0.0),
        runs=np.where(ahead, stream.runs, 0.0),
        counterfactual=f"{stream.counterfactual}, seen after {review}",
    )


def hold_up(form: Form, stream: Stream, name: str, agreed: float, review: int) -> HoldUp:
    """Return the range of a term before and after capital is spent, in one future.

    Once tooling stands, the host accepts anything above what it could avoid, and the guest anything
    below import: for a unit fee [v + (F - a) / q, ell - cM - o].

    Parameters
    ----------
    form
        The form; its other terms stay as they are.
    stream
        The programme.
    name
        Name of the term.
    agreed
        Value agreed at signature.
    review
        Period after which the term is reopened.
    """
    return hold_up_in_futures((form,), (stream,), (1.0,), name=name, agreed=agreed, review=review)


def hold_up_in_futures(
    forms: Sequence[Form],
    streams: Sequence[Stream],
    probability: Sequence[float],
    *,
    name: str,
    agreed: float,
    review: int,
) -> HoldUp:
    """Return the range of a term before and after capital is spent, as both sides expect over futures.

    Parameters
    ----------
    forms, streams, probability
        The form with its terms, the programme, and how likely it is, in each future.
    name, agreed, review
        As of :func:`hold_up`.
    """
    before, after = (
        range_under_risk(outlook_of_forms(forms, seen, probability, (name,)), {})
        for seen in (streams, [remainder(stream, review) for stream in streams])
    )
    return HoldUp(
        before=before,
        after=after,
        host_could_ask=max(after.high - agreed, 0.0) if after.is_open else 0.0,
        guest_could_press=max(agreed - after.low, 0.0) if after.is_open else 0.0,
    )


def exit_test(form: Form, stream: Stream, review: int, termination_fee: float | None = None) -> ExitTest:
    """Return whether the guest leaves at a review: it does if going on gains it less than minus the fee.

    Parameters
    ----------
    form
        The form with its terms.
    stream
        The programme, with costs as they are seen at the review.
    review
        Period at whose end the guest may leave.
    termination_fee
        Fee for leaving, m at the review; none for the fair fee.
    """
    return exit_in_futures((form,), (stream,), (1.0,), review, termination_fee)


def exit_in_futures(
    forms: Sequence[Form],
    streams: Sequence[Stream],
    probability: Sequence[float],
    review: int,
    termination_fee: float | None = None,
) -> ExitTest:
    """Return in how many futures a side would leave at a review, and what both expect of going on.

        share of the guest = sum_s p[s] (G[s] < -fee)         expected gain of going on = sum_s p[s] G[s]

    Parameters
    ----------
    forms, streams, probability
        The form with its terms, the programme, and how likely it is, in each future.
    review
        Period at whose end a side may leave.
    termination_fee
        Fee that a side pays for leaving, m at the review; none for the fair fee.
    """
    chance = np.asarray(probability, dtype=float)
    host, guest = (
        continuations(forms, streams, review, party) for party in (streams[0].host, streams[0].guest)
    )
    fair = max(float(chance @ host), 0.0)
    fee = fair if termination_fee is None else termination_fee
    return ExitTest(
        review=review,
        futures=len(streams),
        host_continuation=float(chance @ host),
        guest_continuation=float(chance @ guest),
        fair_fee=fair,
        fee=fee,
        guest_leaves=bool(chance @ guest < -fee),
        is_efficient=bool(chance @ (host + guest) < 0),
        guest_leaves_share=float(chance @ (guest < -fee)),
        host_leaves_share=float(chance @ (host < -fee)),
        efficient_share=float(chance @ (host + guest < 0)),
    )


def continuations(forms: Sequence[Form], streams: Sequence[Stream], review: int, party: str) -> Yearly:
    """Return what a party gains by going on after a review, m at the review, dims (future)."""
    rests = [remainder(stream, review) for stream in streams]
    return np.array(
        [rest.present(yearly_gain(form, rest, party)) for form, rest in zip(forms, rests, strict=True)]
    )
