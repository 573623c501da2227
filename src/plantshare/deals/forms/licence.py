"""Licence: one side builds and sells the other's vehicle, or under its name, for its own account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from plantshare.deals.forms.form import (
    build_money,
    charge,
    import_money,
    is_share,
    non_negative,
    parts_money,
    sale_money,
    site_money,
)
from plantshare.deals.payment import Payment
from plantshare.deals.stream import Stream
from plantshare.deals.term import Clause

__all__ = ["Licence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Let the licensee build and sell for its own account, against upfront money and a royalty.

        licensor  U[0] + roy P q + kit margin q - help
        licensee  (P-s-cM-v-o) q - roy P q - kit margin q - F - K - U[0]   (and a is avoided, if the host)

    ``licensee="host"`` is the host that builds a guest's design; ``licensee="guest"`` is the guest
    that uses a host's design or name. A licence of the name alone has a royalty and nothing else.
    NPV is affine in roy (driver PV of P q), U (d[0]), kit margin (Qpv) and help (A). Parts are stated
    at cost in the stream: the margin comes on top.

    Parameters
    ----------
    licensee
        Who builds and sells.
    royalty
        Share roy of the net price.
    upfront
        Paid in the first period U, m.
    kit_margin
        What the licensor earns on the parts that it supplies, thousands per vehicle.
    technical_support
        Yearly cost of the help that the licensor gives, m, in periods in which the deal runs.
    """

    name: ClassVar[str] = "licence"
    terms: ClassVar[tuple[str, ...]] = ("royalty", "upfront", "kit_margin", "technical_support")
    clauses: ClassVar[tuple[Clause, ...]] = (
        Clause(
            name="royalty and upfront",
            says="The licensee pays a share of each sale, and a sum at signature.",
            guards_against="A royalty works like a tax on each vehicle: a high one means fewer.",
            terms=("royalty", "upfront"),
        ),
        Clause(
            name="field of use",
            says="Which vehicles, countries and years the licence covers, and who has the name after.",
            guards_against="Sales that take the place of the licensor's own.",
        ),
        Clause(
            name="supply of kits",
            says="The licensor supplies parts at a price that is open to audit.",
            guards_against="A hidden royalty in the price of parts.",
            terms=("kit_margin",),
        ),
    )
    decider: ClassVar[str] = "licensee"

    licensee: Literal["host", "guest"] = "host"
    royalty: float = 0.0
    upfront: float = 0.0
    kit_margin: float = 0.0
    technical_support: float = 0.0

    def __post_init__(self) -> None:
        """Refuse terms outside their bounds."""
        non_negative(
            upfront=self.upfront, kit_margin=self.kit_margin, technical_support=self.technical_support
        )
        is_share(royalty=self.royalty)

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return every payment: the licensee does the business and pays the licensor."""
        sides = (stream.host, stream.guest)
        licensee, licensor = sides if self.licensee == "host" else sides[::-1]
        first = stream.discount * 0.0
        first[0] = self.upfront
        return (
            *sale_money(stream, licensee),
            *parts_money(stream, licensee),
            *build_money(stream, licensee),
            *site_money(stream, host_pays=licensee, guest_pays=licensee),
            *import_money(stream, stream.imported),
            charge("royalty", licensee, self.royalty * stream.price * stream.local, licensor),
            charge("kit margin", licensee, self.kit_margin * stream.local, licensor),
            charge("upfront", licensee, first, licensor),
            charge("technical support", licensor, self.technical_support * stream.runs),
        )

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of both sides, m: that of the stream less the help, which is a real cost."""
        return stream.integrated_gain() - self.technical_support * stream.present_years
