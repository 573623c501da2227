"""Joint venture: both sides own the company that builds."""

from __future__ import annotations

from dataclasses import dataclass
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
from plantshare.deals.payment import Payment, cash_flow
from plantshare.deals.stream import Stream
from plantshare.deals.term import Clause

__all__ = ["VENTURE", "JointVenture"]

VENTURE = "joint venture"
"""Name of the company that the two sides own; what it earns passes to them, so it keeps nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointVenture:
    """Found a company that builds, sells to the guest at a transfer price, and shares profit and capital.

        venture  CF = (TPv - parts - kit margin - v) q - F - R
        host     e CF - e K + R                                    (and a is avoided)
        guest    (1-e) CF - (1-e) K + kit margin q + (P-s-o-TPv) q + m (P-s-ell)

    The venture pays out what it earns and calls what it lacks, period by period, so its own net is 0.
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
        """Return every payment; dividends and capital calls empty the venture in each period."""
        host, guest = stream.host, stream.guest
        inside = (
            *parts_money(stream, VENTURE),
            *build_money(stream, VENTURE),
            charge("kit margin", VENTURE, self.kit_margin * stream.local, guest),
            charge("rent", VENTURE, self.rent * stream.runs, host),
            charge("transfer price", guest, self.transfer_price * stream.local, VENTURE),
        )
        earned = cash_flow(inside, VENTURE, len(stream.years))
        capital = stream.capital
        return (
            *sale_money(stream, guest),
            *import_money(stream, stream.imported),
            *inside,
            charge("capital", VENTURE, capital),
            *(
                payment
                for owner, share in ((host, self.host_share), (guest, 1.0 - self.host_share))
                for payment in (
                    charge("dividend", VENTURE, share * earned, owner),
                    charge("equity", owner, share * capital, VENTURE),
                )
            ),
        )

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of both sides, in which no share and no internal price counts, m."""
        return stream.integrated_gain()
