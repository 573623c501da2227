"""Payments: money by period with the party that pays and the party that receives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from plantshare.deals.stream import Stream, Yearly

__all__ = ["WORLD", "Payment", "cash_flow", "parties_of", "present_value", "statement"]

WORLD = ""
"""Customers, suppliers, staff and lenders: everyone outside the deal."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Payment:
    """One kind of money of a deal, by period; the payer loses it and the payee gains it.

    The same shape as a money line of a result, so that a statement can hold both.

    Parameters
    ----------
    kind
        What the money is for, such as "unit fee".
    payer, payee
        Names of the parties; the empty word is the world outside the deal.
    amounts
        Millions by period, undiscounted.
    """

    kind: str
    payer: str
    payee: str
    amounts: Yearly

    def __post_init__(self) -> None:
        """Refuse a payment to oneself and one between nobody."""
        if self.payer == self.payee:
            raise ValueError(f"{self.kind}: payer and payee are both '{self.payer}' [deal-with-itself]")

    @property
    def is_transfer(self) -> bool:
        """Return whether both sides are parties, so that the money nets to zero between them."""
        return WORLD not in (self.payer, self.payee)


def parties_of(payments: Iterable[Payment]) -> tuple[str, ...]:
    """Return every party that pays or receives, in the order in which they occur."""
    names = [name for payment in payments for name in (payment.payer, payment.payee)]
    return tuple(name for name in dict.fromkeys(names) if name != WORLD)


def cash_flow(payments: Iterable[Payment], party: str, periods: int) -> Yearly:
    """Return what a party receives less what it pays, millions by period.

    Parameters
    ----------
    payments
        Payments of a deal.
    party
        Name of the party.
    periods
        Number of periods of the stream.
    """
    flow = np.zeros(periods)
    for payment in payments:
        flow = flow + payment.amounts * ((payment.payee == party) - float(payment.payer == party))
    return flow


def present_value(payments: Iterable[Payment], party: str, discount: Yearly) -> float:
    """Return the net present value of a party, m: sum_t d[t] (received - paid).

    Parameters
    ----------
    payments
        Payments of a deal.
    party
        Name of the party.
    discount
        Discount factor of each period.
    """
    return float(discount @ cash_flow(payments, party, len(discount)))


def statement(payments: Iterable[Payment], stream: Stream) -> Mapping[tuple[str, str], float]:
    """Return the present value of each kind of money for each party, m: (party, kind) -> value.

    A transfer stands at both parties and adds up to zero.

    Parameters
    ----------
    payments
        Payments of a deal.
    stream
        The stream that they belong to, for its discount factors.
    """
    table: dict[tuple[str, str], float] = {}
    for payment in payments:
        value = stream.present(payment.amounts)
        for party, sign in ((payment.payee, 1.0), (payment.payer, -1.0)):
            if party != WORLD:
                table[party, payment.kind] = table.get((party, payment.kind), 0.0) + sign * value
    return table
