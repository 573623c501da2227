"""How well an input is known: the grade of its figures, and the range that their evidence states."""

from __future__ import annotations

from dataclasses import dataclass

from plantshare.deals.hurdles.one_input import Input
from plantshare.evidence import Ledger
from plantshare.evidence.records import GRADES

__all__ = ["Stated", "stated"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the evidence says of an input.

    Parameters
    ----------
    grade
        The weakest grade of its figures: A to E, or empty where none has evidence.
    low, high
        Range in the unit of the input; none where the evidence states none.
    """

    grade: str
    low: float | None = None
    high: float | None = None

    def holds(self, value: float | None) -> bool | None:
        """Return whether a value lies in the range; none where either is missing."""
        if value is None or self.low is None or self.high is None:
            return None
        slack = 1e-9 * max(abs(self.low), abs(self.high), 1.0)
        return self.low - slack <= value <= self.high + slack


def stated(ledger: Ledger, each: Input) -> Stated:
    """Return grade and range of an input, from the claims that its figures rest on.

    A claim with a range says how far its figure may lie below and above; the range of an input that is the
    mean of several figures is the mean of these shares, with the same weights.

    Parameters
    ----------
    ledger
        The evidence of the study.
    each
        The input; cells without weight count only for the grade where no cell has any.
    """
    total = sum(each.weights)
    cells = [
        (cell, weight if total else 1.0)
        for cell, weight in zip(each.cells, each.weights, strict=True)
        if weight or not total
    ]
    grades = [ledger.grade(cell) for cell, _ in cells]
    known = [grade for grade in grades if grade in GRADES]
    low = high = weighed = 0.0
    for cell, weight in cells:
        opinions = ledger.claims_for(cell.table, cell.row, cell.column, cell.year)
        claims = [claim for role, claim, _ in opinions if role == "used" and claim.has_range]
        if claims and claims[0].value and claims[0].range:
            ends, value = claims[0].range, claims[0].value
            low, high, weighed = (
                low + weight * ends[0] / value,
                high + weight * ends[1] / value,
                weighed + weight,
            )
    grade = max(known, key=GRADES.index) if known else ""
    if not weighed:
        return Stated(grade=grade)
    return Stated(grade=grade, low=each.now * low / weighed, high=each.now * high / weighed)
