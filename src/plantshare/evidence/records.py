"""Records of evidence: a source, a claim, the link from a claim to a cell, and the cell itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

__all__ = ["CLASS_WORDS", "GRADES", "ROLES", "Cell", "Claim", "Grade", "Link", "Role", "Source"]

Grade = Literal["A", "B", "C", "D", "E"]
Role = Literal["used", "supports", "disputes", "superseded"]

GRADES: tuple[Grade, ...] = get_args(Grade)
"""Grades from best to worst: official, reported, estimated from facts, judged, assumed."""
ROLES: tuple[Role, ...] = get_args(Role)
"""What a claim does for a cell, in the order in which claims are shown."""

CLASS_WORDS = {
    "car": "cars only",
    "cv": "commercial vehicles only",
    "car_and_cv": "cars and commercial vehicles",
    "unclear": "a class that the source does not name",
}
"""Classes of vehicle in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where claims come from; fields as in the table ``sources``."""

    source: str
    title: str = ""
    publisher: str = ""
    url: str = ""
    published: str = ""
    read: str = ""
    licence: str = ""

    @property
    def words(self) -> str:
        """Return the source on one line: title, publisher, date, address.

        Examples
        --------
        >>> Source(source="smmt", title="Output 2025", publisher="SMMT", published="2026-01").words
        'Output 2025, SMMT, 2026-01'
        """
        parts = (self.title or self.source, self.publisher, self.published, self.url)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a source says; fields as in the table ``claims``, none where a number is missing.

    Parameters
    ----------
    source
        Name of the source; empty for an assumption of the study's authors.
    value, low, high
        Value and range, in ``unit``.
    """

    claim: str
    grade: Grade
    source: str = ""
    text: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    distribution: str = "point"
    as_of: str = ""
    price_year: int | None = None
    vehicle_class: str = ""
    basis: str = ""
    locator: str = ""
    method: str = ""

    @property
    def point(self) -> float | None:
        """Return the value of the claim, or the end that low and high agree on, or none."""
        return self.low if self.value is None and self.low == self.high else self.value

    @property
    def range(self) -> tuple[float, float] | None:
        """Return the range of the claim, its value where no end is stated, or none."""
        ends = [end for end in (self.low, self.value, self.high) if end is not None]
        return (min(ends), max(ends)) if ends else None

    @property
    def has_range(self) -> bool:
        """Return whether the claim states a range that is more than a point."""
        ends = self.range
        return ends is not None and ends[0] < ends[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """That a claim stands behind a cell, or disputes it.

    Parameters
    ----------
    row
        Key of the row, joined by '/'; any part, or the whole, may be '*'.
    column
        Column, or '*' for every column.
    year
        Year, or none for every year.
    note
        Why the claim was chosen, or what it disputes.
    """

    table: str
    row: str
    column: str
    claim: str
    year: int | None = None
    role: Role = "used"
    note: str = ""

    @property
    def is_exact(self) -> bool:
        """Return whether the link names its row without a wildcard."""
        return "*" not in (self.table, *self.row.split("/"))

    @property
    def specificity(self) -> tuple[int, int, int, int]:
        """Return how closely the link names its cells; the larger wins.

        Row parts named count first, then the column, then the year, then the table.
        """
        named = sum(part != "*" for part in self.row.split("/"))
        return (named, int(self.column != "*"), int(self.year is not None), int(self.table != "*"))

    def covers(self, table: str, row: str, column: str, year: int | None) -> bool:
        """Return whether the link speaks of a cell; a cell without year holds for all years.

        Examples
        --------
        >>> link = Link(table="lanes", row="Graz/*", column="*", claim="quote")
        >>> link.covers("lanes", "Graz/EU", "freight", None), link.covers("lanes", "Linz/EU", "freight", None)
        (True, False)
        """
        if self.table not in ("*", table) or self.column not in ("*", column):
            return False
        if self.year is not None and self.year != year:
            return False
        return self.row == "*" or same_parts(self.row.split("/"), row.split("/"))


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """The address of one figure.

    Parameters
    ----------
    row
        Key of the row, joined by '/'.
    year
        Year of a value that differs by year; none for the row's own value.
    """

    table: str
    row: str
    column: str
    year: int | None = None

    @property
    def path(self) -> str:
        """Return the dotted path, such as ``plants.sunderland.employees``."""
        return ".".join((self.table, self.row, self.column, *([str(self.year)] if self.year else [])))


def same_parts(wanted: list[str], found: list[str]) -> bool:
    """Return whether each part of a key is the one that is wanted, '*' meaning any."""
    return len(wanted) == len(found) and all(
        want in ("*", part) for want, part in zip(wanted, found, strict=True)
    )
