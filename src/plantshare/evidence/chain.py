"""The chain behind one figure: value, claim, source, and what others say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from plantshare.errors import LabelError
from plantshare.evidence.conflicts import amount, number
from plantshare.evidence.ledger import Ledger, Opinion
from plantshare.evidence.records import CLASS_WORDS, Cell, Claim, Source
from plantshare.naming import known_name

__all__ = ["Chain", "Step", "chain", "claim_words", "parse_path"]

PATH_PARTS = 3

StepKind = Literal["figure", "claim", "source", "other", "default", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a chain.

    Parameters
    ----------
    kind
        What the step is: the figure, the claim it rests on, a source, another claim, a default of
        the dictionary, or the statement that there is none.
    depth
        How far to indent the step under the figure.
    words
        The step as a user reads it.
    claim, source
        Records that the step speaks of.
    """

    kind: StepKind
    depth: int
    words: str
    claim: Claim | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What stands behind one figure, step by step."""

    cell: Cell
    value: float
    unit: str
    grade: str
    steps: tuple[Step, ...]

    @property
    def words(self) -> str:
        """Return the chain as indented lines."""
        return "\n".join("  " * step.depth + step.words for step in self.steps)


def chain(
    cells: pd.DataFrame, ledger: Ledger, path: str, addresses: Sequence[Cell] | None = None
) -> tuple[Chain, ...]:
    """Return what stands behind a figure: value, claim, source, then other claims with their roles.

    Parameters
    ----------
    cells
        Figures of a study, one a row: table, row, column, year, value, blank, and unit if known.
    ledger
        The evidence.
    path
        The figure as table.row.column, or table.row.column.year; case does not matter.
    addresses
        Cells that the path stands for, where it does not name a column of its own table.

    Returns
    -------
    tuple of Chain
        One for each cell meant; a path without year means the row's value and that of each year.

    Raises
    ------
    LabelError
        If the path names an unknown table, row, column or year; the nearest name is offered.
    """
    wanted = parse_path(cells, path) if addresses is None else tuple(addresses)
    unit = cells["unit"] if "unit" in cells else pd.Series("", index=cells.index)
    lookup = {
        (table, row, column, None if pd.isna(year) else int(year)): place
        for place, (table, row, column, year) in enumerate(
            zip(cells["table"], cells["row"], cells["column"], cells["year"], strict=True)
        )
    }
    chains = []
    for cell in wanted:
        place = lookup.get((cell.table, cell.row, cell.column, cell.year))
        if place is None:
            raise LabelError(f"{cell.path} holds no figure")
        value, blank = float(cells["value"].iloc[place]), bool(cells["blank"].iloc[place])
        chains.append(chain_of(cell, value, str(unit.iloc[place]), ledger, is_default=blank))
    return tuple(chains)


def parse_path(cells: pd.DataFrame, path: str) -> tuple[Cell, ...]:
    """Return the cells that a dotted path names, its own year first.

    The row may hold dots itself: the table ends at the first, the column starts after the last.
    """
    parts = path.split(".")
    year = parts.pop() if len(parts) > PATH_PARTS and parts[-1].isdigit() else None
    if len(parts) < PATH_PARTS:
        raise LabelError(f"'{path}' is no path; write table.row.column, such as plants.graz.employees")
    table = known_name("table with figures", parts[0], list(dict.fromkeys(cells["table"])))
    rows = cells[cells["table"] == table]
    row = known_name(f"row in {table}", ".".join(parts[1:-1]), list(dict.fromkeys(rows["row"])))
    rows = rows[rows["row"] == row]
    column = known_name(f"figure of {table}.{row}", parts[-1], list(dict.fromkeys(rows["column"])))
    years = [None if pd.isna(found) else int(found) for found in rows["year"][rows["column"] == column]]
    if year is not None:
        years = [int(known_name(f"year of {table}.{row}.{column}", year, [str(y) for y in years if y]))]
    return tuple(Cell(table, row, column, found) for found in years)


def chain_of(cell: Cell, value: float, unit: str, ledger: Ledger, *, is_default: bool) -> Chain:
    """Return the chain of one cell."""
    opinions = ledger.claims_for(cell.table, cell.row, cell.column, cell.year)
    used = [opinion for opinion in opinions if opinion[0] == "used"]
    head = Step(kind="figure", depth=0, words=f"{cell.path} = {number(value)} {unit}".rstrip())
    steps = [head]
    for opinion in used:
        steps += claim_steps(opinion, ledger)
    if not used and is_default:
        steps.append(Step(kind="default", depth=1, words="default of the dictionary (grade E)"))
    elif not used:
        steps.append(Step(kind="none", depth=1, words="no source: nobody has said where it came from"))
    for opinion in opinions:
        if opinion[0] != "used":
            steps += claim_steps(opinion, ledger)
    grade = ledger.grade(cell, is_default=is_default)
    return Chain(cell=cell, value=value, unit=unit, grade=grade, steps=tuple(steps))


def claim_steps(opinion: Opinion, ledger: Ledger) -> list[Step]:
    """Return a claim and its source as two steps."""
    role, claim, note = opinion
    reason = f" -- {note}" if note else ""
    words = f"{role}: {claim_words(claim)}{reason}"
    source = ledger.source_of(claim)
    origin = "assumed by the authors of the study" if source is None else f"source: {source.words}"
    if source is not None and claim.locator:
        origin += f", {claim.locator}"
    return [
        Step(kind="claim" if role == "used" else "other", depth=1, words=words, claim=claim),
        Step(kind="source", depth=2, words=origin, claim=claim, source=source),
    ]


def claim_words(claim: Claim) -> str:
    """Return a claim on one line: value, range, grade, class, basis, method, dates.

    Examples
    --------
    >>> claim_words(Claim(claim="c", grade="B", value=273087, unit="vehicles", as_of="2025"))
    '273,087 vehicles, grade B, as of 2025'
    """
    parts = [
        amount(claim),
        f"grade {claim.grade}",
        f"counts {CLASS_WORDS[claim.vehicle_class]}" if claim.vehicle_class else "",
        f"basis: {claim.basis}" if claim.basis else "",
        f"method: {claim.method}" if claim.method else "",
        f"prices of {claim.price_year}" if claim.price_year else "",
        f"as of {claim.as_of}" if claim.as_of else "",
    ]
    return ", ".join(part for part in parts if part)
