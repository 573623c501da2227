"""Joint venture: both sides own the company that builds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from plantshare.deals.forms.form import (
    build_money,
    charge,
    import_money,
    is_share,
    non_negative,
    parts_money,
    sale_money,
    within,
)
from plantshare.deals.payment import Payment
from plantshare.deals.stream import Stream, Yearly
from plantshare.deals.term import Clause

__all__ = ["JointVenture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JointVenture:
    """Found a company that builds, sells to the guest at a transfer price, and shares profit and capital.

        venture  CF = (TPv - parts - kit margin - v) q - F - R
        host     e CF - e K + R                                    (and a is avoided)
        guest    (1-e) CF - (1-e) K + kit margin q + (P-s-o-TPv) q + m (P-s-ell)

    The venture pays out what it earns and calls what it lacks, period by period, so its own net is 0. What it
    pays is therefore shown with its owners by their shares, and of what passes between it and one owner the
    share of the other: e TPv q and (1-e) R go from guest to host, e kit margin q back.

    For fixed volumes NPV is affine in each of e, TPv, R and kit margin; share and prices multiply each
    other, so not in several at once unless e is fixed. With e fixed: TPv has driver (1-e) Qpv - Qpv =
    - e Qpv for the guest, R has (1-e) A for the host, kit margin has e Qpv for the guest.

    Parameters
    ----------
    host_share
        Share e of the host in capital and profit; the guest has the rest.
    transfer_price
        What the guest pays for a vehicle TPv, thousands.
    kit_margin
        What the guest earns on the parts that it supplies, thousands per vehicle, on top of parts at
        cost in the stream.
    rent
        Yearly rent R for the line, m, paid to the host; below zero the host pays.
    """

    name: ClassVar[str] = "joint venture"
    terms: ClassVar[tuple[str, ...]] = ("host_share", "transfer_price", "kit_margin", "rent")
    clauses: ClassVar[tuple[Clause, ...]] = (
        Clause(
            name="transfer price",
            says="The venture sells at a price set each year by formula.",
            guards_against="Margin upon margin: whoever sets the price keeps the profit; too few are built.",
            terms=("transfer_price",),
        ),
        Clause(
            name="shares",
            says="Who owns how much of capital and profit.",
            guards_against="One side decides, the other pays.",
            terms=("host_share",),
        ),
        Clause(
            name="deadlock and exit",
            says="Who decides when the owners do not agree, and at what price one buys the other out.",
            guards_against="A venture that neither feeds nor closes.",
        ),
        Clause(
            name="supply of parts",
            says="Parts at a price that both owners may audit.",
            guards_against="Profit taken on parts before it is shared.",
            terms=("kit_margin",),
        ),
    )
    decider: ClassVar[str] = "whoever sets the transfer price"

    host_share: float
    transfer_price: float
    kit_margin: float = 0.0
    rent: float = 0.0

    def __post_init__(self) -> None:
        """Refuse terms outside their bounds."""
        is_share(host_share=self.host_share)
        non_negative(transfer_price=self.transfer_price, kit_margin=self.kit_margin)
        within(-float("inf"), float("inf"), rent=self.rent)

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return every payment: each owner bears its share of what the venture pays and receives."""
        host, guest, share = stream.host, stream.guest, self.host_share
        volume = stream.local
        return (
            *sale_money(stream, guest),
            *import_money(stream, stream.imported),
            *(
                replace(payment, amounts=part * payment.amounts)
                for owner, part in ((host, share), (guest, 1.0 - share))
                for payment in (
                    *parts_money(stream, owner),
                    *build_money(stream, owner),
                    charge("capital", owner, stream.capital),
                )
            ),
            charge("transfer price", guest, share * self.transfer_price * volume, host),
            charge("kit margin", host, share * self.kit_margin * volume, guest),
            charge("rent", guest, (1.0 - share) * self.rent * stream.runs, host),
        )

    def earnings(self, stream: Stream) -> Yearly:
        """Return what the venture earns before capital, m by period: CF, which passes to its owners."""
        each = self.transfer_price - stream.at_line - self.kit_margin - stream.conversion
        return each * stream.local - stream.fixed - self.rent * stream.runs

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of both sides, in which no share and no internal price counts, m."""
        return stream.integrated_gain()
