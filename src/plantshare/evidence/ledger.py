"""The ledger: all sources, claims and links of a study, and which of them speak of a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from plantshare.errors import LabelError
from plantshare.evidence.records import GRADES, ROLES, Cell, Claim, Grade, Link, Role, Source

__all__ = ["Ledger", "Opinion", "addresses", "grades", "ledger_from_frames"]

Opinion = tuple[Role, Claim, str]
"""A role, the claim that has it, and the note that says why."""

NUMBERS = ("value", "low", "high")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ledger:
    """All evidence of a study; make one with :func:`ledger_from_frames`.

    Parameters
    ----------
    sources, claims
        Records by name.
    links
        Every link from a claim to cells, in the order of the file.
    exact
        Links that name their row, by table and row.
    wild
        Links that hold for several rows.
    known
        Claims of the cells that were asked for, so that each cell is worked out once.
    """

    sources: Mapping[str, Source]
    claims: Mapping[str, Claim]
    links: tuple[Link, ...]
    exact: Mapping[tuple[str, str], tuple[Link, ...]]
    wild: tuple[Link, ...]
    known: dict[Cell, tuple[Opinion, ...]] = field(default_factory=dict, repr=False)

    def claims_for(self, table: str, row: str, column: str, year: int | None = None) -> tuple[Opinion, ...]:
        """Return the claims that speak of one cell, as (role, claim, note).

        Of the claims used, only the most closely addressed count: a row before '*', a column before
        '*', a year before all years. Other claims count when they are addressed at least as closely
        as the one used, so that a general dispute does not follow a figure with evidence of its own.
        """
        cell = Cell(table, row, column, year)
        if cell not in self.known:
            self.known[cell] = self.opinions_on(cell)
        return self.known[cell]

    def opinions_on(self, cell: Cell) -> tuple[Opinion, ...]:
        """Return the claims that speak of one cell, from the links."""
        found = [
            link
            for link in (*self.exact.get((cell.table, cell.row), ()), *self.wild)
            if link.covers(cell.table, cell.row, cell.column, cell.year)
        ]
        closest = max((link.specificity for link in found if link.role == "used"), default=None)
        if closest is not None:
            found = [
                link
                for link in found
                if link.specificity == closest or (link.role != "used" and link.specificity > closest)
            ]
        found.sort(key=lambda link: ROLES.index(link.role))
        return tuple((link.role, self.claims[link.claim], link.note) for link in found)

    def source_of(self, claim: Claim) -> Source | None:
        """Return the source of a claim, or none for an assumption of the study's authors."""
        return self.sources[claim.source] if claim.source else None

    def grade(self, cell: Cell, *, is_default: bool = False) -> Grade | str:
        """Return the grade of a cell: A to E, "default" or "none".

        A figure that rests on several claims has the grade of its weakest.
        """
        opinions = self.claims_for(cell.table, cell.row, cell.column, cell.year)
        used = [claim.grade for role, claim, _ in opinions if role == "used"]
        if used:
            return max(used, key=GRADES.index)
        return "default" if is_default else "none"

    def with_links(self, links: Iterable[Link]) -> Ledger:
        """Return the ledger with further links, such as those that other tables imply."""
        return ledger(self.sources, self.claims, (*self.links, *links))


def ledger_from_frames(sources: pd.DataFrame, claims: pd.DataFrame, evidence: pd.DataFrame) -> Ledger:
    """Return the ledger of three frames with the columns of the tables of the same names.

    Columns that are missing take the defaults of the records.

    Raises
    ------
    LabelError
        If a claim names an unknown source, or a link an unknown claim.
    """
    return ledger(
        {source.source: source for source in (Source(**words(row)) for row in records(sources))},
        {claim.claim: claim for claim in (claim_of(row) for row in records(claims))},
        tuple(link_of(row) for row in records(evidence)),
    )


def grades(cells: pd.DataFrame, ledger: Ledger) -> pd.Series:
    """Return the grade of each cell, on the index of ``cells``: A to E, "default" or "none"."""
    found = [
        ledger.grade(cell, is_default=bool(blank))
        for cell, blank in zip(addresses(cells), cells["blank"], strict=True)
    ]
    return pd.Series(found, index=cells.index, dtype=object, name="grade")


def addresses(cells: pd.DataFrame) -> list[Cell]:
    """Return the address of each cell."""
    return [
        Cell(str(table), str(row), str(column), None if pd.isna(year) else int(year))
        for table, row, column, year in zip(
            cells["table"], cells["row"], cells["column"], cells["year"], strict=True
        )
    ]


def ledger(sources: Mapping[str, Source], claims: Mapping[str, Claim], links: tuple[Link, ...]) -> Ledger:
    """Return a ledger with its links sorted by the rows they name."""
    for claim in claims.values():
        if claim.source and claim.source not in sources:
            raise LabelError(
                f"claim '{claim.claim}' names the source '{claim.source}', which is not in sources. "
                "Add the source, or correct its name."
            )
    exact: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    wild = []
    for link in links:
        if link.claim not in claims:
            raise LabelError(
                f"evidence for {link.table}, {link.row}, {link.column} names the claim "
                f"'{link.claim}', which is not in claims. Add the claim, or correct its name."
            )
        if link.is_exact:
            exact[link.table, link.row].append(link)
        else:
            wild.append(link)
    return Ledger(
        sources=sources,
        claims=claims,
        links=links,
        exact={place: tuple(found) for place, found in exact.items()},
        wild=tuple(wild),
    )


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Return the rows of a frame without their missing cells."""
    return [
        {str(name): cell for name, cell in row.items() if not pd.isna(cell)}
        for row in frame.to_dict("records")
    ]


def words(row: Mapping[str, object], leave: Iterable[Hashable] = ()) -> dict[str, str]:
    """Return the cells of a row as words, except some."""
    return {name: str(cell) for name, cell in row.items() if name not in leave}


def claim_of(row: Mapping[str, object]) -> Claim:
    """Return the claim of a row."""
    numbers = {name: float(str(row[name])) for name in NUMBERS if name in row}
    year = {"price_year": int(float(str(row["price_year"])))} if "price_year" in row else {}
    texts = words(row, {*NUMBERS, "price_year", "grade"})
    grade = next(grade for grade in GRADES if grade == row["grade"])
    return Claim(**texts, **numbers, **year, grade=grade)  # type: ignore[arg-type]  # three dicts of unlike values


def link_of(row: Mapping[str, object]) -> Link:
    """Return the link of a row."""
    return Link(
        table=str(row["table"]),
        row=str(row["row"]),
        column=str(row["column"]),
        claim=str(row["claim"]),
        year=int(float(str(row["year"]))) if "year" in row else None,
        role=next(role for role in ROLES if role == row.get("role", "used")),
        note=str(row.get("note", "")),
    )
