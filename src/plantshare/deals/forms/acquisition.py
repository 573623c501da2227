"""Acquisition: the guest buys the plant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plantshare.deals.forms.form import (
    build_money,
    charge,
    import_money,
    non_negative,
    parts_money,
    sale_money,
    within,
)
from plantshare.deals.payment import WORLD, Payment
from plantshare.deals.stream import Stream, Yearly
from plantshare.deals.term import Clause

__all__ = ["PURCHASE_CLAUSES", "Acquisition", "at_signature", "in_last_period"]

PURCHASE_CLAUSES = (
    Clause(
        name="price and earn-out",
        says="The buyer pays at closing, and perhaps more later if the plant is well used.",
        guards_against="A seller that fears selling too cheap, and a buyer that fears an empty plant.",
        terms=("price",),
    ),
    Clause(
        name="liabilities",
        says="Which pensions, clean-up and staff costs pass to the buyer.",
        guards_against="A price that looks high and is not, or the other way round.",
        terms=("liabilities",),
    ),
    Clause(
        name="supply back",
        says="For some years the plant goes on building for the seller.",
        guards_against="An empty plant while the buyer's vehicle is launched.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acquisition:
    """Sell the plant to the guest, with its liabilities.

        guest  - price - L - K + (P-s-cM-v-o) q - F + terminal[T]
        host   price + L                                            (and a is avoided)

    NPV is affine in the price (driver 1), in L, which is a transfer as the host would owe it, and in
    the terminal value. That value is a gain of the buyer alone that the seller did not expect; the
    integrated gain rises by it.

    Parameters
    ----------
    price
        Price at signature, m; below zero the host pays to hand the plant over.
    liabilities
        Liabilities L that pass to the buyer, m at signature.
    terminal_value
        What the plant is worth to the buyer after the last period, m.
    """

    name: ClassVar[str] = "acquisition"
    terms: ClassVar[tuple[str, ...]] = ("price", "liabilities")
    clauses: ClassVar[tuple[Clause, ...]] = PURCHASE_CLAUSES
    decider: ClassVar[str] = "owner"

    price: float
    liabilities: float = 0.0
    terminal_value: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a price that is no number, and liabilities below zero."""
        non_negative(liabilities=self.liabilities, terminal_value=self.terminal_value)
        within(-float("inf"), float("inf"), price=self.price)

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return every payment: the guest runs all, and has bought the plant."""
        host, guest = stream.host, stream.guest
        return (
            *sale_money(stream, guest),
            *parts_money(stream, guest),
            *build_money(stream, guest),
            *import_money(stream, stream.imported),
            charge("capital", guest, stream.capital),
            charge("purchase price", guest, at_signature(stream, self.price), host),
            charge("liabilities", guest, at_signature(stream, self.liabilities), host),
            charge("terminal value", WORLD, in_last_period(stream, self.terminal_value), guest),
        )

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of both sides, m: that of the stream, and the terminal value."""
        return stream.integrated_gain() + stream.present(in_last_period(stream, self.terminal_value))


def at_signature(stream: Stream, amount: float) -> Yearly:
    """Return an amount in the first period and nothing after, m."""
    amounts = stream.discount * 0.0
    amounts[0] = amount
    return amounts


def in_last_period(stream: Stream, amount: float) -> Yearly:
    """Return an amount in the last period and nothing before, m."""
    amounts = stream.discount * 0.0
    amounts[-1] = amount
    return amounts
