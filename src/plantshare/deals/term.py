"""Terms of a deal: what each is called, its unit and bounds, and what is usual."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from plantshare.dictionary import Column, load_dictionary
from plantshare.errors import LabelError
from plantshare.units import THOUSAND

__all__ = ["Clause", "Term", "TypicalTerm", "term", "typical_terms"]

SCALES = {"currency/vehicle": THOUSAND, "vehicles/yr": THOUSAND}
"""From the unit of a file to the unit of a stream: thousands of currency, thousand vehicles."""

UNITS = {"currency/vehicle": "k/vehicle", "vehicles/yr": "k/yr"}

OTHER_HOMES = {"host_share": "deal_shares.share"}
"""Terms that stand in another table than ``deal_terms``."""

GRADES = {"official": "A", "reported": "B", "estimated": "C", "assumed": "E"}
"""Grade of evidence by the word of the research."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One number that the parties agree on, as the dictionary of the study describes it.

    Parameters
    ----------
    name, symbol, unit, text
        Name of the column in ``deal_terms``, its symbol in formulas, its unit in a stream, its text.
    low, high
        Bounds in the unit of a stream; infinite where there is none.
    default
        Value where nothing is stated, in the unit of a stream.
    scale
        Factor from the unit of the file to that of a stream.
    """

    name: str
    symbol: str
    unit: str
    text: str
    low: float
    high: float
    default: float
    scale: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause of a deal: what it says, and which trouble it keeps away.

    Parameters
    ----------
    name
        Its usual name.
    says
        What it obliges whom to do.
    guards_against
        What happens without it.
    terms
        Terms that it fixes, names of columns in ``deal_terms``.
    """

    name: str
    says: str
    guards_against: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TypicalTerm:
    """What is known about a term from deals that were signed.

    Parameters
    ----------
    name, unit
        Name in the research, and unit: the money and the year of the source, not of a study.
    low, central, high
        Range, in that unit; none where the research gives words.
    applies_to
        Which deals it holds for.
    grade
        Grade of the evidence, A to E.
    source_url, source_date, evidence, note
        Where it stands, and how it was found.
    """

    name: str
    unit: str
    low: float | None
    central: float | None
    high: float | None
    applies_to: str
    grade: str
    source_url: str
    source_date: str
    evidence: str
    note: str


def term(name: str) -> Term:
    """Return a term as the dictionary describes it, in the units of a stream.

    Parameters
    ----------
    name
        Name of a number column of ``deal_terms``.

    Raises
    ------
    LabelError
        If there is no such number.

    Examples
    --------
    >>> fee = term("unit_fee")
    >>> fee.symbol, fee.unit, fee.low, fee.scale
    ('w', 'k/vehicle', 0.0, 0.001)
    """
    column = load_dictionary().column(OTHER_HOMES.get(name, f"deal_terms.{name}"))
    if not column.is_number:
        raise LabelError(f"{column.key} holds no number, so it is no term to bargain about")
    return described(name, column)


def described(name: str, column: Column) -> Term:
    """Return a number column as a term."""
    unit = column.unit or ""
    scale = SCALES.get(unit, 1.0)
    low = -float("inf") if column.low is None else column.low * scale
    high = float("inf") if column.high is None else column.high * scale
    return Term(
        name=name,
        symbol=column.symbol or column.name,
        unit=UNITS.get(unit, unit),
        text=column.text,
        low=low,
        high=high,
        default=float(column.default) * scale if isinstance(column.default, (int, float)) else float("nan"),
        scale=scale,
    )


@cache
def typical_terms() -> tuple[TypicalTerm, ...]:
    """Return what signed deals of the trade tell about terms, with source and grade.

    Examples
    --------
    >>> share = next(row for row in typical_terms() if row.name == "take_or_pay_share_of_planned_volume")
    >>> share.low, share.central, share.high, share.grade
    (50.0, 70.0, 85.0, 'E')
    """
    text = (resources.files("plantshare.deals") / "typical_terms.csv").read_text(encoding="utf-8")
    return tuple(typical(row) for row in csv.DictReader(text.splitlines()))


def typical(row: dict[str, str]) -> TypicalTerm:
    """Return one row of the research as a record."""
    return TypicalTerm(
        name=row["term"],
        unit=row["unit"],
        low=number(row["low"]),
        central=number(row["central"]),
        high=number(row["high"]),
        applies_to=row["applies_to"],
        grade=GRADES[row["quality"]],
        source_url=row["source_url"],
        source_date=row["source_date"],
        evidence=row["evidence"],
        note=row["note"],
    )


def number(cell: str) -> float | None:
    """Return a cell as a number; none where it holds words or nothing."""
    try:
        return float(cell)
    except ValueError:
        return None
