"""Hold-up and exit: what changes once capital is spent, and when it is better to leave."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from plantshare.deals.forms.form import Form
from plantshare.deals.gain import yearly_gain
from plantshare.deals.range import TermRange, term_range
from plantshare.deals.stream import Stream

__all__ = ["ExitTest", "HoldUp", "exit_test", "hold_up", "remainder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldUp:
    """The range of a term before anything is spent, and after.

    Parameters
    ----------
    before, after
        Range at signature, and range of what is left once capital is sunk.
    host_could_ask, guest_could_press
        By how much the agreed term could rise if the host reopened it, and fall if the guest did;
        zero or more, in the unit of the term.
    """

    before: TermRange
    after: TermRange
    host_could_ask: float
    guest_could_press: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitTest:
    """Whether the guest should leave at a review, and what is fair to pay for it; values at the review, m.

    Parameters
    ----------
    review
        Period at whose end the review falls.
    host_continuation, guest_continuation
        What each side gains by going on rather than leaving without a fee.
    fair_fee
        Termination fee that leaves the host as well off as going on.
    guest_leaves
        Whether the guest leaves at the fee tested.
    is_efficient
        Whether leaving is better for both sides together.
    """

    review: int
    host_continuation: float
    guest_continuation: float
    fair_fee: float
    guest_leaves: bool
    is_efficient: bool

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
    """Return the range of a term before and after capital is spent.

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
    before = term_range(form, stream, name)
    after = term_range(form, remainder(stream, review), name)
    return HoldUp(
        before=before,
        after=after,
        host_could_ask=max(after.high - agreed, 0.0),
        guest_could_press=max(agreed - after.low, 0.0),
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
    rest = remainder(stream, review)
    host, guest = (rest.present(yearly_gain(form, rest, party)) for party in (stream.host, stream.guest))
    fair = max(host, 0.0)
    fee = fair if termination_fee is None else termination_fee
    return ExitTest(
        review=review,
        host_continuation=host,
        guest_continuation=guest,
        fair_fee=fair,
        guest_leaves=guest < -fee,
        is_efficient=host + guest < 0,
    )
