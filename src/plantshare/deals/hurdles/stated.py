"""How well an input is known: the grade of its figures, and the range that is stated for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from plantshare.deals.hurdles.one_input import Input
from plantshare.evidence import Cell, Ledger
from plantshare.evidence.records import GRADES
from plantshare.study import Study
from plantshare.study.figures import ledger_of
from plantshare.uncertainty.drivers import Driver
from plantshare.uncertainty.ranges import ends_of_row
from plantshare.uncertainty.read_drivers import drivers_of

__all__ = ["Known", "Stated", "known_of", "stated"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Known:
    """What a study says of its own figures.

    Parameters
    ----------
    study
        The study.
    ledger
        Its evidence.
    drivers
        Its drivers of uncertainty.
    """

    study: Study
    ledger: Ledger
    drivers: Sequence[Driver]


def known_of(study: Study) -> Known:
    """Return what a study says of its own figures."""
    return Known(study=study, ledger=ledger_of(study.tables), drivers=drivers_of(study))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What a study says of how well it knows an input.

    Parameters
    ----------
    grade
        The weakest grade of its figures: A to E, or empty where none has evidence.
    low, high
        Range in the unit of the input; none where neither the evidence nor a driver of uncertainty states
        one.
    is_drawn
        Whether some of it comes from a driver of uncertainty rather than from the evidence.
    """

    grade: str
    low: float | None = None
    high: float | None = None
    is_drawn: bool = False

    def holds(self, value: float | None) -> bool | None:
        """Return whether a value lies in the range; none where either is missing."""
        if value is None or self.low is None or self.high is None:
            return None
        slack = 1e-9 * max(abs(self.low), abs(self.high), 1.0)
        return self.low - slack <= value <= self.high + slack


def stated(known: Known, each: Input) -> Stated:
    """Return grade and range of an input, from the claims that its figures rest on, or else from drivers.

    A claim with a range says how far its figure may lie below and above, and so does a driver of
    uncertainty; the range of an input that is the mean of several figures is the mean of these shares, with
    the same weights.

    Parameters
    ----------
    known
        What the study says of its figures.
    each
        The input; cells without weight count only for the grade where no cell has any.
    """
    total = sum(each.weights)
    cells = [
        (cell, weight if total else 1.0)
        for cell, weight in zip(each.cells, each.weights, strict=True)
        if weight or not total
    ]
    grades = [known.ledger.grade(cell) for cell, _ in cells]
    graded = [grade for grade in grades if grade in GRADES]
    grade = max(graded, key=GRADES.index) if graded else ""
    low = high = weighed = 0.0
    is_drawn = False
    for cell, weight in cells:
        claimed = ends_of_claims(known.ledger, cell)
        ends = claimed or ends_of_drivers(known, cell)
        if ends is not None:
            low, high, weighed = low + weight * ends[0], high + weight * ends[1], weighed + weight
            is_drawn = is_drawn or claimed is None
    if not weighed:
        return Stated(grade=grade)
    return Stated(
        grade=grade, low=each.now * low / weighed, high=each.now * high / weighed, is_drawn=is_drawn
    )


def ends_of_claims(ledger: Ledger, cell: Cell) -> tuple[float, float] | None:
    """Return the range of a figure by its claim, as shares of the value, none where it states none."""
    opinions = ledger.claims_for(cell.table, cell.row, cell.column, cell.year)
    claims = [claim for role, claim, _ in opinions if role == "used" and claim.has_range]
    if not claims or not claims[0].value or not claims[0].range:
        return None
    ends, value = claims[0].range, claims[0].value
    return ends[0] / value, ends[1] / value


def ends_of_drivers(known: Known, cell: Cell) -> tuple[float, float] | None:
    """Return the range of a figure by a driver of uncertainty, as shares of the value, if there is one."""
    ends = ends_of_row(known.study, known.drivers, f"{cell.table}.{cell.column}", cell.row)
    return None if ends is None else (ends.low, ends.high)
