"""Where claims about one figure do not say the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import pandas as pd

from plantshare.evidence.ledger import Ledger, Opinion, addresses
from plantshare.evidence.records import CLASS_WORDS, Cell, Claim, Role

__all__ = ["Conflict", "Difference", "Stance", "conflicts", "is_rounding"]

Stance = Literal["same", "rounding", "differs", "other class", "unclear class", "other unit", "no value"]
LARGEST_ROUNDING = 0.01
"""A difference of more than this share is never called rounding."""
NOISE = 1e-9
"""Relative difference of two decimal numbers that were read from text alike."""

DISAGREES: tuple[Stance, ...] = ("rounding", "differs", "other class", "unclear class")

SAME_COUNT = {"vehicles": "vehicles/yr", "cars": "vehicles/yr"}
"""Units in which sources count the vehicles of a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One claim beside what the study uses.

    Parameters
    ----------
    stance
        What sets it apart. Numbers are compared only where unit and vehicle class agree.
    apart
        Whether a range is stated and the two ranges do not overlap.
    words
        The difference in words.
    """

    claim: Claim
    role: Role
    note: str
    stance: Stance
    apart: bool
    words: str

    @property
    def is_conflict(self) -> bool:
        """Return whether the claim does not say the same; what is marked as a dispute never does."""
        return self.role == "disputes" or self.stance in DISAGREES


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A figure about which claims do not say the same.

    Parameters
    ----------
    cell, value, unit
        The figure as the study has it.
    used
        Claims that the figure rests on; several where it was worked out from them.
    reason
        Why it was chosen: the note of its evidence.
    others
        Every other claim, agreeing ones among them, each with its role.
    """

    cell: Cell
    value: float
    unit: str
    used: tuple[Claim, ...]
    reason: str
    others: tuple[Difference, ...]

    @property
    def words(self) -> str:
        """Return the conflict as lines that a user reads."""
        chosen = "; ".join(figure(claim) for claim in self.used) or "no claim"
        head = f"{self.cell.path} = {number(self.value)} {self.unit}".rstrip()
        reason = f" ({self.reason})" if self.reason else ""
        lines = [f"  {other.role}: {other.words}" for other in self.others]
        return "\n".join([f"{head}; used: {chosen}{reason}", *lines])


def conflicts(cells: pd.DataFrame, ledger: Ledger) -> tuple[Conflict, ...]:
    """Return every figure about which claims disagree, in the order of the cells.

    Each other claim is set beside the claim that is used or, where there are several or none,
    beside the figure itself. Claims in another unit are listed and not compared; claims that count
    another class of vehicle are shown as such, and their numbers are never subtracted. That a
    figure is not the value of its claim is no conflict of claims: a check of the study tells that.

    Parameters
    ----------
    cells
        Figures of a study, one a row: table, row, column, year, value, blank; and unit and
        vehicle_class where they are known.
    """
    empty = pd.Series("", index=cells.index)
    units, classes = cells.get("unit", empty), cells.get("vehicle_class", empty)
    found = []
    for cell, value, unit, kind in zip(addresses(cells), cells["value"], units, classes, strict=True):
        opinions = ledger.claims_for(cell.table, cell.row, cell.column, cell.year)
        if len(opinions) > 1 or (opinions and opinions[0][0] != "used"):
            study = Claim(claim="the study", grade="E", value=float(value), unit=unit, vehicle_class=kind)
            found.append(conflict_of(cell, study, opinions))
    return tuple(each for each in found if any(other.is_conflict for other in each.others))


def conflict_of(cell: Cell, study: Claim, opinions: tuple[Opinion, ...]) -> Conflict:
    """Return the claims about one cell, set beside what the study uses."""
    own = study.vehicle_class
    # A claim that the study rests on counts what the figure counts, where it does not say so itself.
    opinions = tuple(
        (role, replace(claim, vehicle_class=own) if is_silent(role, claim) else claim, note)
        for role, claim, note in opinions
    )
    used = tuple(claim for role, claim, _ in opinions if role == "used")
    reasons = [note for role, _, note in opinions if role == "used" and note]
    known = tuple(claim for _, claim, _ in opinions if claim.vehicle_class not in ("", "unclear"))
    standard = used[0] if len(used) == 1 else study
    return Conflict(
        cell=cell,
        value=study.value or 0.0,
        unit=study.unit,
        used=used,
        reason=reasons[0] if reasons else "",
        others=tuple(difference(standard, opinion, known) for opinion in opinions if opinion[0] != "used"),
    )


def is_silent(role: Role, claim: Claim) -> bool:
    """Return whether a claim that the study accepts does not say what it counts."""
    return claim.vehicle_class == "" and role in ("used", "supports")


def difference(standard: Claim, opinion: Opinion, known: tuple[Claim, ...]) -> Difference:
    """Return how one claim differs from the standard that the study uses."""
    role, claim, note = opinion
    stance = stance_of(standard, claim, is_meant=role in ("disputes", "superseded"))
    apart = stance == "differs" and are_apart(standard, claim)
    words = f"{figure(claim)}: {sentence(stance, standard, claim, known)}"
    if apart:
        words += "; the ranges do not overlap"
    if note:
        words += f" ({note})"
    return Difference(claim=claim, role=role, note=note, stance=stance, apart=apart, words=words)


def stance_of(standard: Claim, claim: Claim, *, is_meant: bool) -> Stance:
    """Return what sets a claim apart from the standard.

    A claim that disputes a figure is meant as the same figure, however loosely its unit is written;
    one that supports it may be a part of how it was made, and must state the same unit.
    """
    if claim.range is None or standard.range is None:
        return "no value"
    if not same_unit(standard.unit, claim.unit, is_meant=is_meant):
        return "other unit"
    classes = {standard.vehicle_class, claim.vehicle_class} - {""}
    if len(classes) > 1:
        return "unclear class" if "unclear" in classes else "other class"
    if standard.point is None or claim.point is None:
        return "differs" if are_apart(standard, claim) else "same"
    if is_close(standard.point, claim.point):
        return "same"
    return "rounding" if is_rounding(standard.point, claim.point) else "differs"


def sentence(stance: Stance, standard: Claim, claim: Claim, known: tuple[Claim, ...]) -> str:
    """Return the stance in words."""
    if stance == "other class":
        classes = [CLASS_WORDS[each.vehicle_class] for each in (claim, standard)]
        return f"counts another class ({classes[0]}), not {classes[1]}"
    if stance == "unclear class":
        return unclear(claim, known)
    if stance == "rounding":
        return f"agrees with {number(standard.point)} when rounded"
    if stance == "differs":
        return f"differs from {amount(standard)}"
    if stance == "other unit":
        return f"is stated in {claim.unit or 'no unit'}, not {standard.unit or 'no unit'}"
    return "agrees" if stance == "same" else "gives no value"


def unclear(claim: Claim, known: tuple[Claim, ...]) -> str:
    """Return in words which figures of known class a claim of unclear class matches, if any."""
    others = [each for each in known if each is not claim]
    comparable = [each for each in others if same_unit(each.unit, claim.unit, is_meant=True)]
    matches = [each for each in comparable if agree(each, claim)]
    if matches:
        return f"counts an unclear class; matches {listed(matches, 'and')}"
    if not comparable:
        return "counts an unclear class"
    words = "matches neither" if len(comparable) > 1 else "does not match"
    return f"counts an unclear class; {words} {listed(comparable, 'nor')}"


def listed(claims: list[Claim], last: str) -> str:
    """Return claims as a list of values with their classes, each value once."""
    words = dict.fromkeys(f"{number(claim.point)} ({CLASS_WORDS[claim.vehicle_class]})" for claim in claims)
    return f" {last} ".join(words)


def agree(one: Claim, other: Claim) -> bool:
    """Return whether a value is the other one, at least when rounded, or lies in its range."""
    if one.point is None or other.range is None:
        return False
    if other.point is None:
        return other.range[0] <= one.point <= other.range[1]
    return is_close(one.point, other.point) or is_rounding(one.point, other.point)


def is_close(one: float, other: float) -> bool:
    """Return whether two values are the same number."""
    return abs(one - other) <= NOISE * max(abs(one), abs(other))


def is_rounding(one: float, other: float) -> bool:
    """Return whether one value is the other one rounded to fewer digits.

    The value with the coarser last digit is taken as rounded. A difference of more than 1% is
    never called rounding, else 500 would stand for 549.

    Examples
    --------
    >>> is_rounding(760_000, 764_715), is_rounding(738_000, 764_715)
    (True, False)
    """
    step = max(last_digit(one), last_digit(other))
    largest = LARGEST_ROUNDING * max(abs(one), abs(other))
    return abs(one - other) <= min(step / 2, largest)


def last_digit(value: float) -> float:
    """Return the worth of the last digit that is not zero: 10,000 for 760,000."""
    exponent = Decimal(repr(float(value))).normalize().as_tuple().exponent
    return 10.0**exponent if isinstance(exponent, int) and value else 0.0


def are_apart(one: Claim, other: Claim) -> bool:
    """Return whether at least one claim states a range and the two do not overlap."""
    if one.range is None or other.range is None or not (one.has_range or other.has_range):
        return False
    return one.range[1] < other.range[0] or other.range[1] < one.range[0]


def same_unit(one: str, other: str, *, is_meant: bool) -> bool:
    """Return whether two units are the same word.

    Where the same figure is meant, an empty unit takes that of the other, and vehicles are vehicles
    a year.
    """
    words = ["".join(unit.split()).casefold() for unit in (one, other)]
    if not is_meant:
        return words[0] == words[1]
    words = [SAME_COUNT.get(word, word) for word in words]
    return words[0] == words[1] or "" in words


def figure(claim: Claim) -> str:
    """Return value and unit of a claim with its name and grade."""
    return f"{amount(claim)} [{claim.claim}, grade {claim.grade}]"


def amount(claim: Claim) -> str:
    """Return value, range and unit of a claim in words.

    Examples
    --------
    >>> amount(Claim(claim="c", grade="C", value=500000, low=450000, unit="vehicles/yr"))
    '500,000 (450,000 to 500,000) vehicles/yr'
    """
    ends = claim.range
    if ends is None:
        return claim.text or "no value"
    span = f"{number(ends[0])} to {number(ends[1])}"
    value = span if claim.point is None else number(claim.point)
    if claim.point is not None and claim.has_range:
        value += f" ({span})"
    return f"{value} {claim.unit}".rstrip()


def number(value: float | None) -> str:
    """Return a number with commas and without needless digits."""
    return "no value" if value is None else f"{value:,.10g}"
