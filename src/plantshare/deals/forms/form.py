"""What every form of a deal promises, and the money that stays the same whatever the form."""

from __future__ import annotations

import math
from typing import ClassVar, Protocol

from plantshare.deals.payment import WORLD, Payment
from plantshare.deals.stream import Stream, Yearly
from plantshare.deals.term import Clause

__all__ = [
    "Form",
    "build_money",
    "charge",
    "import_money",
    "is_share",
    "non_negative",
    "parts_money",
    "sale_money",
    "site_money",
    "within",
]


class Form(Protocol):
    """A form of deal with its terms: the money that moves, and who decides the volume.

    ``terms`` names the numbers in each of which the money of every party is affine while the volumes
    stay; ``integrated_gain`` is what host and guest gain together, and no transfer changes it.
    """

    name: ClassVar[str]
    terms: ClassVar[tuple[str, ...]]
    clauses: ClassVar[tuple[Clause, ...]]
    decider: ClassVar[str]

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return every payment under the deal."""
        ...

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of host and guest together over the outside option, m."""
        ...


def charge(kind: str, payer: str, amounts: Yearly, payee: str = WORLD) -> Payment:
    """Return a payment from one side to the other, by default to the world outside the deal."""
    return Payment(kind=kind, payer=payer, payee=payee, amounts=amounts)


def import_money(stream: Stream, volume: Yearly) -> tuple[Payment, ...]:
    """Return what the guest earns and pays on imports: m (P - s - ell), duty to the government.

    Parameters
    ----------
    stream
        Rates per vehicle.
    volume
        Vehicles imported in each period, k.
    """
    guest = stream.guest
    return (
        charge("import revenue", WORLD, volume * stream.price, guest),
        charge("import selling", guest, volume * stream.selling),
        charge("ex-works", guest, volume * stream.ex_works),
        charge("import freight", guest, volume * stream.freight),
        charge("import duty", guest, volume * stream.duty, stream.government),
        charge("pipeline", guest, volume * stream.pipeline),
    )


def sale_money(stream: Stream, seller: str) -> tuple[Payment, ...]:
    """Return what the seller earns and pays on vehicles built: q (P - s - o)."""
    return (
        charge("revenue", WORLD, stream.local * stream.price, seller),
        charge("selling", seller, stream.local * stream.selling),
        charge("outbound", seller, stream.local * stream.outbound),
    )


def parts_money(stream: Stream, buyer: str) -> tuple[Payment, ...]:
    """Return what parts or kits cost at the line: q cM, of which duty goes to the government."""
    return (
        charge("parts", buyer, stream.local * stream.parts),
        charge("inbound freight", buyer, stream.local * stream.inbound_freight),
        charge("inbound duty", buyer, stream.local * stream.inbound_duty, stream.government),
    )


def build_money(stream: Stream, builder: str) -> tuple[Payment, ...]:
    """Return what the builder pays to build: v q + F."""
    return (
        charge("conversion", builder, stream.local * stream.conversion),
        charge("fixed cost", builder, stream.fixed),
    )


def site_money(stream: Stream, *, host_pays: str, guest_pays: str) -> tuple[Payment, ...]:
    """Return the capital of both sides, each paid by the party named.

    Parameters
    ----------
    stream
        The stream, with its capital by period.
    host_pays, guest_pays
        Who pays the suppliers of the host's and of the guest's part of the capital.
    """
    return (
        charge("host capital", host_pays, stream.host_capital),
        charge("guest capital", guest_pays, stream.guest_capital),
    )


def non_negative(**values: float) -> None:
    """Refuse a term below zero or not finite, and name it."""
    within(0.0, float("inf"), **values)


def is_share(**values: float) -> None:
    """Refuse a share that does not lie in [0, 1], and name it."""
    within(0.0, 1.0, **values)


def within(low: float, high: float, **values: float) -> None:
    """Refuse a term that is not finite or outside its bounds, with the code of the study's own check."""
    for name, value in values.items():
        if not math.isfinite(value):
            raise ValueError(f"{name} must be a finite number, got {value} [number-nan]")
        if value < low:
            raise ValueError(f"{name} must be at least {low:g}, got {value} [number-low]")
        if value > high:
            raise ValueError(f"{name} must be at most {high:g}, got {value} [number-high]")
