"""What a check found: every failure in the planner's words, and how much was looked at."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from plantshare.errors import CheckError

__all__ = ["CHOICE", "COUNT", "MILLIONS", "PEOPLE", "SHARE", "VEHICLES", "Audit", "Findings", "Unit"]


@dataclass(frozen=True, slots=True)
class Unit:
    """How a quantity is written, and how far it may be off before it counts as wrong.

    Parameters
    ----------
    words
        Unit as the reader sees it.
    digits
        Digits after the point in a message.
    absolute, relative
        A comparison fails where it is off by more than ``absolute + relative * |allowed|``.
    """

    words: str
    digits: int
    absolute: float
    relative: float

    def text(self, amount: float) -> str:
        """Return an amount with its unit.

        Examples
        --------
        >>> VEHICLES.text(1250.0), COUNT.text(2.0)
        ('1,250.00 vehicles/yr', '2.00')
        """
        return f"{amount:,.{self.digits}f} {self.words}".strip()

    def slack(self, allowed: float) -> float:
        """Return by how much a quantity may be off."""
        return self.absolute + self.relative * abs(allowed) if abs(allowed) < float("inf") else self.absolute


# The solver keeps rules to 1e-7 of a thousand vehicles before it scales; a hundredth of a vehicle and a
# millionth of the volume leave room for that and for sums of many flows.
VEHICLES = Unit("vehicles/yr", 2, absolute=1e-2, relative=1e-6)
PEOPLE = Unit("people", 2, absolute=1e-2, relative=1e-6)
SHARE = Unit("", 6, absolute=1e-6, relative=1e-6)
COUNT = Unit("", 2, absolute=1e-5, relative=0.0)
CHOICE = Unit("", 6, absolute=1e-5, relative=0.0)
MILLIONS = Unit("million", 6, absolute=1e-6, relative=1e-6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """The outcome of an independent check of a plan and its money.

    Parameters
    ----------
    failures
        What does not hold, one sentence each: rule, where, what was found, what is allowed.
    checked
        Number of comparisons by rule.
    largest
        Largest amount by which each rule is broken, 0 where it is kept, in the unit of the rule.
    npv
        Present value of each company in millions, expected over scenarios, recomputed from the tables.
    """

    failures: tuple[str, ...]
    checked: Mapping[str, int]
    largest: Mapping[str, float]
    npv: Mapping[str, float]

    @property
    def passed(self) -> bool:
        """Return whether everything adds up."""
        return not self.failures

    def require(self) -> Audit:
        """Return the audit itself if everything adds up.

        Raises
        ------
        CheckError
            If something does not; the error lists every failure.
        """
        if self.failures:
            raise CheckError(self.failures)
        return self


@dataclass(slots=True)
class Findings:
    """Comparisons made so far, and the sentences about those that failed."""

    failures: list[str] = field(default_factory=list)
    checked: Counter[str] = field(default_factory=Counter)
    largest: dict[str, float] = field(default_factory=dict)

    def at_most(self, rule: str, found: float, allowed: float, unit: Unit, /, **where: object) -> None:
        """Note whether a quantity keeps below a limit."""
        self.note(rule, found - allowed, unit, where, (found, "at most", allowed))

    def at_least(self, rule: str, found: float, allowed: float, unit: Unit, /, **where: object) -> None:
        """Note whether a quantity keeps above a limit."""
        self.note(rule, allowed - found, unit, where, (found, "at least", allowed))

    def equal(self, rule: str, found: float, wanted: float, unit: Unit, /, **where: object) -> None:
        """Note whether a quantity is what it must be."""
        self.note(rule, abs(found - wanted), unit, where, (found, "", wanted))

    def whole(self, rule: str, found: float, /, **where: object) -> None:
        """Note whether a yes-or-no decision is 0 or 1."""
        off = min(abs(found), abs(found - 1))
        self.checked[rule] += 1
        if not off <= CHOICE.absolute:
            self.fail(rule, off, CHOICE.text(found), "0 or 1", where)

    def holds(self, rule: str, is_true: bool, found: str, wanted: str, /, **where: object) -> None:
        """Note whether a statement in words holds."""
        self.checked[rule] += 1
        if not is_true:
            self.fail(rule, 1.0, found, wanted, where)

    def note(
        self,
        rule: str,
        excess: float,
        unit: Unit,
        where: Mapping[str, object],
        compared: tuple[float, str, float],
    ) -> None:
        """Count one comparison (found, relation, allowed) and word it if it fails, as missing numbers do."""
        found, relation, allowed = compared
        self.checked[rule] += 1
        if not excess <= unit.slack(allowed):
            self.fail(rule, excess, unit.text(found), f"{relation} {unit.text(allowed)}".strip(), where)

    def fail(self, rule: str, excess: float, found: str, allowed: str, where: Mapping[str, object]) -> None:
        """Add one sentence on a comparison that failed."""
        place = ", ".join(f"{label.replace('_', ' ')} {word}" for label, word in where.items() if word != "")
        self.failures.append(f"{rule}: {place or 'the whole plan'}: found {found}, allowed {allowed}")
        # A missing number breaks a rule without measure.
        measure = float("inf") if math.isnan(excess) else excess
        self.largest[rule] = max(self.largest.get(rule, 0.0), measure)

    def audit(self, npv: Mapping[str, float]) -> Audit:
        """Return the audit of everything noted."""
        return Audit(
            failures=tuple(self.failures),
            checked=dict(self.checked),
            largest={rule: self.largest.get(rule, 0.0) for rule in self.checked},
            npv=dict(npv),
        )
