"""Amounts recomputed from tables and plan, and how they compare with the money of a result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import pandas as pd

from plantshare.results.checker.audit import MILLIONS, Findings
from plantshare.results.checker.figures import Figures

__all__ = [
    "CHARGED",
    "Entry",
    "Ledger",
    "check_expected",
    "check_money",
    "check_npv",
    "members_of",
    "present_values",
]

CHARGED = "unmet target"
"""Payer of the charge for missing a target: no company, but the integrated plan counts it."""

TRANSFERS = (
    "build fee", "fixed cost refund", "capital share", "fixed fee", "shortfall payment", "support",
    "royalty", "kit margin", "upfront", "transfer price", "rent", "purchase price", "liabilities",
    "service fee",
)  # fmt: skip
"""Kinds of money that one company of the study pays to another."""

TINY = 1e-9
"""Amounts in millions below which no row need stand."""


class Entry(NamedTuple):
    """What an amount is for, who pays and receives it, when, and what it belongs to."""

    kind: str
    payer: str
    payee: str
    year: int
    scenario: str
    plant: str = ""
    vehicle: str = ""
    option: str = ""
    market: str = ""


Sides = tuple[str, str, str, int, str]


@dataclass(slots=True)
class Ledger:
    """Amounts in millions, undiscounted, by entry."""

    amounts: dict[Entry, float] = field(default_factory=lambda: defaultdict(float))

    def add(self, amount: float, kind: str, year: int, scenario: str = "", **labels: str) -> None:
        """Add one amount; an empty payer or payee is the world outside the study."""
        if amount != 0:
            labels = {"payer": "", "payee": ""} | labels
            self.amounts[Entry(kind=kind, year=year, scenario=scenario, **labels)] += amount

    def by_sides(self) -> dict[Sides, float]:
        """Return the amounts by kind, payer, payee, year and scenario."""
        total: dict[Sides, float] = defaultdict(float)
        for entry, amount in self.amounts.items():
            total[entry[:5]] += amount
        return total


def read_money(money: pd.DataFrame, findings: Findings) -> Ledger:
    """Return the money of a result as a ledger; a missing label reads as none."""
    ledger = Ledger()
    words = money[[name for name in Entry._fields if name != "year"]].astype(object)
    words = words.where(words.notna(), "")
    rows = words.assign(year=money.year.astype(int))[list(Entry._fields)].itertuples(index=False, name=None)
    for labels, amount in zip(rows, money.amount.tolist(), strict=True):
        findings.holds("amounts are numbers", bool(np.isfinite(amount)), f"{amount}", "numbers")
        ledger.amounts[Entry(*labels)] += float(amount)
    return ledger


def check_money(ledger: Ledger, money: pd.DataFrame, figures: Figures, findings: Findings) -> Ledger:
    """Compare every amount of a result with the one recomputed, and return the result's ledger."""
    stated = read_money(money, findings)
    own, other = ledger.by_sides(), stated.by_sides()
    apart: set[Sides] = set()
    for sides in sorted(own.keys() | other.keys()):
        wanted, found = own.get(sides, 0.0), other.get(sides, 0.0)
        if not abs(found - wanted) <= MILLIONS.slack(wanted):
            apart.add(sides)
        where = dict(zip(Entry._fields[1:5], sides[1:], strict=True))
        findings.equal(f"money: {sides[0]}", found, wanted, MILLIONS, **where)
    for entry in sorted(ledger.amounts.keys() | stated.amounts.keys()):
        if entry[:5] not in apart:
            wanted, found = ledger.amounts.get(entry, 0.0), stated.amounts.get(entry, 0.0)
            where = dict(zip(Entry._fields[1:], entry[1:], strict=True))
            findings.equal(f"money: {entry.kind}", found, wanted, MILLIONS, **where)
    check_transfers(stated, figures, findings)
    return stated


def check_transfers(stated: Ledger, figures: Figures, findings: Findings) -> None:
    """Check that a transfer names two companies, so that it nets to zero over all of them."""
    companies = set(figures.names("companies"))
    for entry, amount in stated.amounts.items():
        if entry.kind in TRANSFERS and abs(amount) > TINY:
            inside = entry.payer in companies and entry.payee in companies
            where = dict(zip(Entry._fields[1:], entry[1:], strict=True))
            findings.holds(
                "transfers net to zero",
                inside,
                f"{entry.kind} from '{entry.payer}' to '{entry.payee}'",
                "payments between two companies of the study",
                **where,
            )


def check_npv(
    ledger: Ledger,
    stated: Ledger,
    figures: Figures,
    findings: Findings,
    *,
    probability: Mapping[str, float],
) -> dict[str, float]:
    """Return the present value of each company by the tables, and compare it with the money of the result.

    NPV_i = sum_s pi_s sum_t (1 + r)^-t (received - paid), t = 1 in the first year, millions.
    """
    companies = figures.names("companies")
    own, other = (present_values(each, figures, probability) for each in (ledger, stated))
    for company in companies:
        findings.equal(
            "present value", other.get(company, 0.0), own.get(company, 0.0), MILLIONS, company=company
        )
    return {company: own.get(company, 0.0) for company in companies}


def check_expected(
    ledger: Ledger,
    figures: Figures,
    findings: Findings,
    *,
    probability: Mapping[str, float],
    objective: float,
) -> None:
    """Compare the objective with the expected present value of the members by the tables, millions."""
    own = present_values(ledger, figures, probability)
    total = sum(own.get(member, 0.0) for member in members_of(figures))
    findings.equal("objective", objective, total, MILLIONS)


def members_of(figures: Figures) -> tuple[str, ...]:
    """Return whose money the plan maximises: all companies but governments, and the charge for targets."""
    companies = figures.names("companies")
    return (*(name for name in companies if figures.word("companies.role", name) != "government"), CHARGED)


def present_values(ledger: Ledger, figures: Figures, probability: Mapping[str, float]) -> dict[str, float]:
    """Return the expected present value of each payer and payee, millions."""
    value: dict[str, float] = defaultdict(float)
    rate, first = figures.discount_rate, figures.years[0]
    for entry, amount in ledger.amounts.items():
        weight = 1.0 if entry.scenario == "" else float(probability.get(entry.scenario, np.nan))
        today = amount * weight * (1 + rate) ** -(entry.year - first + 1)
        if entry.payee != "":
            value[entry.payee] += today
        if entry.payer != "":
            value[entry.payer] -= today
    return value
