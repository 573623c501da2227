"""Hall purchase: the guest buys a part of the plant and the host keeps the rest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plantshare.deals.forms.acquisition import PURCHASE_CLAUSES, at_signature, in_last_period
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
from plantshare.deals.stream import Stream
from plantshare.deals.term import Clause

__all__ = ["HallPurchase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HallPurchase:
    """Sell one hall to the guest; the host goes on serving the site.

        guest  - price - K + (P-s-cM-v-o) q - F - services + terminal[T]
        host   price + services - cost of services                     (and a is avoided)

    NPV is affine in the price (driver 1) and in the service fee (A); the cost of the services is real
    and lowers the integrated gain.

    Parameters
    ----------
    price
        Price of the hall at signature, m.
    service_fee, service_cost
        What the guest pays for gate, energy network, paint shop or logistics, and what they cost, m/yr.
    terminal_value
        What the hall is worth to the buyer after the last period, m.
    """

    name: ClassVar[str] = "hall purchase"
    terms: ClassVar[tuple[str, ...]] = ("price", "service_fee")
    clauses: ClassVar[tuple[Clause, ...]] = (
        PURCHASE_CLAUSES[0],
        Clause(
            name="site services",
            says="The host serves the hall at a fee that follows its cost.",
            guards_against="A buyer that depends on services which only the seller can give.",
            terms=("service_fee",),
        ),
        Clause(
            name="first refusal",
            says="If the guest sells, the host may buy the hall back first.",
            guards_against="A stranger inside the gate.",
        ),
    )
    decider: ClassVar[str] = "guest"

    price: float
    service_fee: float = 0.0
    service_cost: float = 0.0
    terminal_value: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a price that is no number, and yearly sums below zero."""
        non_negative(
            service_fee=self.service_fee,
            service_cost=self.service_cost,
            terminal_value=self.terminal_value,
        )
        within(-float("inf"), float("inf"), price=self.price)

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return every payment: the guest runs the hall, the host the site around it."""
        host, guest = stream.host, stream.guest
        return (
            *sale_money(stream, guest),
            *parts_money(stream, guest),
            *build_money(stream, guest),
            *import_money(stream, stream.imported),
            charge("capital", guest, stream.capital),
            charge("purchase price", guest, at_signature(stream, self.price), host),
            charge("service fee", guest, self.service_fee * stream.runs, host),
            charge("site services", host, self.service_cost * stream.runs),
            charge("terminal value", WORLD, in_last_period(stream, self.terminal_value), guest),
        )

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of both sides, m: the stream less services, and the terminal value."""
        services = self.service_cost * stream.present_years
        return (
            stream.integrated_gain() - services + stream.present(in_last_period(stream, self.terminal_value))
        )
