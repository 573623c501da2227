"""Import: the status quo, against which every other form is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plantshare.deals.forms.form import charge, import_money
from plantshare.deals.payment import Payment
from plantshare.deals.stream import Stream
from plantshare.deals.term import Clause

__all__ = ["Import"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """Import everything, and leave the line idle.

        guest       m0 (P - s - ell)
        host        - a
        government  + duty m0

    Every gain is measured against this money, so the gains of the import itself are 0.
    """

    name: ClassVar[str] = "import"
    terms: ClassVar[tuple[str, ...]] = ()
    clauses: ClassVar[tuple[Clause, ...]] = ()
    decider: ClassVar[str] = "guest"

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return the money of the import and the carrying cost of the idle line."""
        return (*import_money(stream, stream.imported_without), charge("idle line", stream.host, stream.idle))

    def integrated_gain(self, stream: Stream) -> float:
        """Return zero: nothing changes."""
        return 0.0
