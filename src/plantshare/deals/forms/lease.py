"""Line lease: the guest rents a line and runs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plantshare.deals.forms.form import build_money, charge, import_money, parts_money, sale_money, within
from plantshare.deals.payment import Payment
from plantshare.deals.stream import Stream
from plantshare.deals.term import Clause

__all__ = ["LineLease"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineLease:
    """Rent the line to the guest, which runs it and pays all capital.

        host   R                                            (and a is avoided)
        guest  (P-s-cM-v-o) q - F - K - R

    NPV is affine in R, driver A.

    Parameters
    ----------
    rent
        Rent R, m/yr in periods in which the deal runs; below zero the host pays to have the line used.
    """

    name: ClassVar[str] = "line lease"
    terms: ClassVar[tuple[str, ...]] = ("rent",)
    clauses: ClassVar[tuple[Clause, ...]] = (
        Clause(
            name="rent",
            says="The guest pays for the line whether it builds or not.",
            guards_against="A host that carries the risk of a market it does not serve.",
            terms=("rent",),
        ),
        Clause(
            name="staff",
            says="Whose staff run the line, and who takes them back at the end.",
            guards_against="Two employers in one hall, and redundancy that nobody planned to pay.",
        ),
        Clause(
            name="state at return",
            says="In which state the line goes back, checked by a third party.",
            guards_against="Maintenance put off in the last years.",
        ),
    )
    decider: ClassVar[str] = "guest"

    rent: float

    def __post_init__(self) -> None:
        """Refuse a rent that is no number."""
        within(-float("inf"), float("inf"), rent=self.rent)

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return every payment: the guest runs the line and pays rent."""
        guest = stream.guest
        return (
            *sale_money(stream, guest),
            *parts_money(stream, guest),
            *build_money(stream, guest),
            *import_money(stream, stream.imported),
            charge("capital", guest, stream.capital),
            charge("rent", guest, self.rent * stream.runs, stream.host),
        )

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of both sides, in which the rent does not count, m."""
        return stream.integrated_gain()
