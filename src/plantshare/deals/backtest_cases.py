"""Old deals as data: facts that were published, what was assumed beside them, and what happened."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from plantshare.deals.term import GRADES
from plantshare.errors import LabelError

__all__ = ["Case", "Entry", "Fact", "read_cases"]

Row = Mapping[str, str]

EVERY = "all"
"""What stands for every case in a row of ``inputs.csv``."""

DERIVED = "D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One figure as it was published.

    Parameters
    ----------
    stage
        ``known_at_decision`` or ``outcome``.
    year, variable, value, unit
        What it measures, when, and how much.
    grade
        Grade of the evidence, A to E.
    source_url, note
        Where it stands, and what to mind.
    """

    stage: str
    year: int
    variable: str
    value: float
    unit: str
    grade: str
    source_url: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An input or an outcome: worked out from facts, or stated with a reason.

    Parameters
    ----------
    value
        Its value, in the unit of the sums.
    grade
        Grade of the weakest part, A to E.
    reason
        Why it was taken.
    facts
        What it was worked out from; none where it is assumed.
    ages
        Years of the launch that it holds for, 0 for the first; none for full rate.
    """

    value: float
    grade: str
    reason: str
    facts: tuple[Fact, ...] = ()
    ages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One old deal.

    Parameters
    ----------
    case, name, plan
        Short name, title, and what it was meant to do.
    form, host, guest, decided
        Form of the deal, its parties, and the year of the decision.
    inputs, outcomes
        What was known or is assumed at the decision, and what happened, by name.
    facts
        Every published figure, also those that the sums do not use.
    """

    case: str
    name: str
    plan: str
    form: str
    host: str
    guest: str
    decided: int
    inputs: Mapping[str, Entry]
    outcomes: Mapping[str, Entry] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()

    def number(self, name: str) -> float:
        """Return an input.

        Parameters
        ----------
        name
            Its name.

        Raises
        ------
        LabelError
            If neither the case nor all cases state it.
        """
        if name not in self.inputs:
            raise LabelError(f"case '{self.case}' states no {name}, and neither do all cases")
        return self.inputs[name].value

    def outcome(self, name: str) -> float | None:
        """Return an outcome, or none where nothing was published.

        Parameters
        ----------
        name
            Its name.
        """
        return self.outcomes[name].value if name in self.outcomes else None


def read_cases(folder: Path) -> tuple[Case, ...]:
    """Return the old deals of a folder, in the order of its file of cases.

    Parameters
    ----------
    folder
        Folder with ``cases.csv``, ``facts.csv``, ``inputs.csv`` and ``outcomes.csv``.

    Raises
    ------
    LabelError
        If a row rests on a fact that the folder does not hold, or names a case that it lacks.
    """
    facts: dict[str, list[Fact]] = {}
    for row in rows(folder / "facts.csv"):
        facts.setdefault(row["case"], []).append(fact(row))
    known = {row["case"] for row in rows(folder / "cases.csv")}
    stated = {name: tuple(rows(folder / f"{name}.csv")) for name in ("inputs", "outcomes")}
    for name in {row["case"] for table in stated.values() for row in table} | facts.keys():
        if name not in {*known, EVERY}:
            raise LabelError(f"no case is called '{name}'; there are {', '.join(sorted(known))}")
    return tuple(
        case(row, tuple(facts.get(row["case"], ())), stated["inputs"], stated["outcomes"])
        for row in rows(folder / "cases.csv")
    )


def rows(path: Path) -> Iterable[Row]:
    """Return the rows of a file as words."""
    return csv.DictReader(path.read_text(encoding="utf-8").splitlines())


def fact(row: Row) -> Fact:
    """Return one published figure."""
    return Fact(
        stage=row["stage"],
        year=int(row["year"]),
        variable=row["variable"],
        value=float(row["value"]),
        unit=row["unit"],
        grade=GRADES[row["quality"]],
        source_url=row["source_url"],
        note=row["note"],
    )


def case(row: Row, facts: tuple[Fact, ...], inputs: Iterable[Row], outcomes: Iterable[Row]) -> Case:
    """Return one case: what all cases state, then its own rows in their place."""
    name = row["case"]
    own = [each for each in inputs if each["case"] == name]
    shared = [each for each in inputs if each["case"] == EVERY]
    return Case(
        case=name,
        name=row["name"],
        plan=row["plan"],
        form=row["form"],
        host=row["host"],
        guest=row["guest"],
        decided=int(row["decided"]),
        inputs={each["input"]: entry(name, each, facts) for each in (*shared, *own)},
        outcomes={each["outcome"]: entry(name, each, facts) for each in outcomes if each["case"] == name},
        facts=facts,
    )


def entry(name: str, row: Row, facts: tuple[Fact, ...]) -> Entry:
    """Return one input, the sum of its facts, or one outcome, the mean of its years.

    Inputs rest on what was known at the decision alone: no hindsight.
    """
    ages = tuple(int(age) for age in row.get("ages", "").split(";") if age)
    if not row["facts"]:
        return Entry(value=float(row["value"]), grade=row["grade"], reason=row["reason"], ages=ages)
    named = row["facts"].split(";")
    stage = "outcome" if "outcome" in row else "known_at_decision"
    then = tuple(each for each in facts if each.stage == stage)
    found = tuple(fact_named(name, word.removeprefix("-"), then) for word in named)
    signs = [-1.0 if word.startswith("-") else 1.0 for word in named]
    total = sum(sign * each.value for sign, each in zip(signs, found, strict=True))
    is_mean = "outcome" in row and min(signs) > 0
    value = total * float(row["times"]) / (len(found) if is_mean else 1)
    grades = [each.grade for each in found] + [row["grade"]] * bool(row["grade"])
    grade = max([DERIVED, *grades]) if len(found) > 1 else max(grades)
    return Entry(value=value, grade=grade, reason=row["reason"], facts=found, ages=ages)


def fact_named(name: str, words: str, facts: tuple[Fact, ...]) -> Fact:
    """Return the fact of a case by variable, and by year where ``variable@year`` says so."""
    variable, _, year = words.partition("@")
    found = [each for each in facts if each.variable == variable and (not year or each.year == int(year))]
    if len(found) != 1:
        raise LabelError(f"case '{name}' has {len(found)} facts '{words}', wanted one")
    return found[0]
