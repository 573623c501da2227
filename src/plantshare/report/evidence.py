"""What stands behind the figures that a report names: amount, grade, words and source of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pandas as pd

from plantshare.dictionary import Column, load_dictionary
from plantshare.errors import LabelError
from plantshare.evidence import Cell, Chain, Claim, Ledger, Source, addresses, chain, coverage
from plantshare.evidence.chain import claim_words
from plantshare.evidence.coverage import STANDING
from plantshare.report.amounts import amount_words
from plantshare.report.row_names import RowNames
from plantshare.report.words import MISSING, currency_sign, plural
from plantshare.study import Study
from plantshare.study.figures import figure_cells, ledger_of, resolve_figure

__all__ = ["GRADE_WORDS", "NO_EVIDENCE", "Evidence", "Input", "evidence_of"]

GRADE_WORDS: Mapping[str, str] = {
    "A": "official",
    "B": "reported",
    "C": "worked out from facts",
    "D": "judged",
    "E": "assumed",
    "default": "default of the dictionary",
    "none": "no source",
}
"""What each grade means, from best to worst."""

NO_EVIDENCE = "none"
ROLE_WORDS = {"supports": "Supported by", "disputes": "Disputed by", "superseded": "In place of"}
OTHERS_SHOWN = 3
"""So many further claims of each role are told; how many more there are is said."""

OWN = "assumed by the authors of the study"
TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9_]*_[A-Za-z0-9_]*")
"""What the name of a claim looks like inside a method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One figure of the study as a reader meets it behind a number.

    Parameters
    ----------
    label
        What the figure is, with the names of its row.
    value, unit
        Amount, or lowest to highest over the years, and the words that follow it.
    grade
        Grade of its weakest year: a key of ``GRADE_WORDS``.
    words
        How the figure was had: what it rests on, what supports it and what disputes it.
    source
        Name of its source, if it has one.
    """

    label: str
    value: str
    unit: str
    grade: str
    words: str
    source: str | None = None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Evidence:
    """Figures and ledger of a study, read once for a whole report; make it with :func:`evidence_of`.

    Parameters
    ----------
    study
        The study.
    cells
        Every figure, one a row.
    ledger
        The evidence behind them.
    places
        Addresses of the figures of each table, row and column: its own value and one for each year.
    names
        Names of rows as a reader sees them.
    counts
        Figures by table and grade.
    """

    study: Study
    cells: pd.DataFrame
    ledger: Ledger
    places: Mapping[tuple[str, str, str], Sequence[Cell]]
    names: RowNames
    counts: pd.DataFrame
    known: dict[str, Input] = field(default_factory=dict, repr=False)

    def inputs(self, paths: Iterable[str]) -> dict[str, Input]:
        """Return what stands behind each path, in their order, each path once.

        A path that names no figure is told as such: it is listed with the reason.
        """
        wanted = list(dict.fromkeys(paths))
        cells: dict[str, tuple[Cell, ...]] = {}
        for path in wanted:
            if path in self.known:
                continue
            try:
                cells[path] = self.cells_of(path)
            except LabelError as fault:
                self.known[path] = Input(
                    label=path, value=MISSING, unit="", grade=NO_EVIDENCE, words=sentence(str(fault))
                )
        every = list(dict.fromkeys(cell for group in cells.values() for cell in group))
        chains = dict(zip(every, chain(self.cells, self.ledger, "", every), strict=True))
        for path, group in cells.items():
            self.known[path] = self.input_of(path, [chains[cell] for cell in group])
        return {path: self.known[path] for path in wanted}

    def cells_of(self, path: str) -> tuple[Cell, ...]:
        """Return the cells of a path; a row's own value is left out where every year has its own.

        Raises
        ------
        LabelError
            If the path names no figure.
        """
        table, row, column, year = parts_of(path)
        found = self.places.get((table, row, column))
        if found is None:
            return resolve_figure(self.study.tables, path, self.cells)
        if year is not None:
            found = [cell for cell in found if cell.year == year] or found
        by_year = [cell for cell in found if cell.year is not None]
        if {int(each) for each in self.study.years} <= {cell.year for cell in by_year}:
            return tuple(by_year)
        return tuple(found)

    def input_of(self, path: str, chains: Sequence[Chain]) -> Input:
        """Return the figure behind a path from the chains of its cells."""
        table, row, column, year = parts_of(path)
        known = load_dictionary().tables[table].columns.get(column)
        label = f"{title_of(column, known)}: {self.names.words(table, row)}"
        units = {each.unit for each in chains}
        if len(units) == 1:
            values = [each.value for each in chains]
            sign = currency_sign(str(self.study.settings["currency"]))
            value, unit = amount_words(min(values), max(values), units.pop(), sign)
            unit += span_words(chains, self.study, year)
        else:
            value, unit = plural(len(chains), "figure"), ""
        sources = Counter(name for each in chains for name in sources_of(each))
        return Input(
            label=label if year is None else f"{label}, {year}",
            value=value,
            unit=unit.removeprefix(", "),
            grade=max((each.grade for each in chains), key=STANDING.index),
            words=self.chain_words(chains, is_own=known is not None),
            source=sources.most_common(1)[0][0] if sources else None,
        )

    def chain_words(self, chains: Sequence[Chain], *, is_own: bool) -> str:
        """Return how figures were had: the same words once, and of many rows only what they are."""
        if not is_own:
            kinds = Counter(f"{each.cell.table}.{each.cell.column}" for each in chains)
            listed = "; ".join(f"{self.kind_words(key)} ({count})" for key, count in kinds.items())
            return f"Made up of {plural(len(chains), 'figure')}: {listed}."
        told = list(dict.fromkeys(self.words_of(each) for each in chains))
        more = len(told) - 1
        return told[0] + (f" Other years: {plural(more, 'further claim')}." if more else "")

    def kind_words(self, key: str) -> str:
        """Return what the figures of a column are, inside a sentence."""
        column = load_dictionary().column(key)
        return title_of(column.name, column).lower()

    def words_of(self, found: Chain) -> str:
        """Return what one figure rests on, what supports it and what disputes it."""
        used = [step.claim for step in found.steps if step.kind == "claim" and step.claim is not None]
        parts = [sentence(self.claim_text(claim)) for claim in used]
        parts += [sentence(step.words) for step in found.steps if step.kind in ("default", "none")]
        told = {name for claim in used for name in TOKEN.findall(claim.method)}
        for role, words in ROLE_WORDS.items():
            others = [
                step.claim
                for step in found.steps
                if step.kind == "other" and step.claim is not None and step.words.startswith(f"{role}:")
            ]
            others = [claim for claim in others if role != "supports" or claim.claim not in told]
            if others:
                shown = "; ".join(self.short_claim(claim) for claim in others[:OTHERS_SHOWN])
                more = len(others) - OTHERS_SHOWN
                parts.append(sentence(f"{words} {shown}" + (f"; and {more} more" if more > 0 else "")))
        return " ".join(parts)

    def claim_text(self, claim: Claim) -> str:
        """Return a claim in words, without its grade and with other claims by what they say."""
        method = TOKEN.sub(lambda name: self.claim_name(name.group()), claim.method)
        told = claim_words(replace(claim, method="")).replace(f", grade {claim.grade}", "", 1)
        parts = [told, method, claim.locator if claim.source else ""]
        if not claim.source and OWN not in method.lower():
            parts.append(OWN)
        return " ".join(sentence(part) for part in parts if part)

    def claim_name(self, word: str) -> str:
        """Return what a claim says in a few words if a word is the name of one, else the word."""
        claim = self.ledger.claims.get(word)
        if claim is None:
            return word
        amount = "" if claim.point is None else f"{claim.point:,.6g}, "
        return f"{claim.text or word.replace('_', ' ')} ({amount}grade {claim.grade})"

    def short_claim(self, claim: Claim) -> str:
        """Return a claim that is not used in a few words: what it says, and who."""
        source = self.ledger.source_of(claim)
        amount = claim_words(replace(claim, method="", basis="", vehicle_class="", as_of="", price_year=None))
        amount = amount.replace(f", grade {claim.grade}", f" (grade {claim.grade})", 1)
        who = "" if source is None else f", {source.publisher or source.title or source.source}"
        return f"{claim.text or 'a claim'}: {amount}{who}"

    def sources(self, inputs: Mapping[str, Input]) -> dict[str, Source]:
        """Return the sources that some inputs name."""
        named = dict.fromkeys(each.source for each in inputs.values() if each.source is not None)
        return {name: self.ledger.sources[name] for name in named}


def evidence_of(study: Study) -> Evidence:
    """Return the evidence of a study, with its figures read once."""
    cells, ledger = figure_cells(study.tables), ledger_of(study.tables)
    places: dict[tuple[str, str, str], list[Cell]] = {}
    for cell in addresses(cells):
        places.setdefault((cell.table, cell.row, cell.column), []).append(cell)
    return Evidence(
        study=study,
        cells=cells,
        ledger=ledger,
        places=places,
        names=RowNames(study),
        counts=coverage(cells, ledger),
    )


def parts_of(path: str) -> tuple[str, str, str, int | None]:
    """Return table, row, column and year of a path; the row may hold points itself.

    Examples
    --------
    >>> parts_of("demand.leaf 2.0/GB.units"), parts_of("demand.leaf/GB.units.2030")
    (('demand', 'leaf 2.0/GB', 'units', None), ('demand', 'leaf/GB', 'units', 2030))
    """
    parts = path.split(".")
    year = int(parts.pop()) if len(parts) > 3 and parts[-1].isdigit() else None
    return parts[0], ".".join(parts[1:-1]), parts[-1], year


def title_of(name: str, column: Column | None) -> str:
    """Return what a column holds: the first clause of its words in the dictionary."""
    text = "" if column is None else re.split(r"[.;,:]", column.text, maxsplit=1)[0].strip()
    return text or name.replace("_", " ").capitalize()


def span_words(chains: Sequence[Chain], study: Study, year: int | None) -> str:
    """Return which years an amount holds for, where it differs by year."""
    years = [each.cell.year for each in chains if each.cell.year is not None]
    if year is not None or not years:
        return ""
    if len(years) < len(chains):
        years += [int(each) for each in study.years]
    first, last = min(years), max(years)
    return f", {first}" if first == last else f", {first} to {last}"


def sources_of(found: Chain) -> list[str]:
    """Return the names of the sources that a figure rests on: of the claims used."""
    return [
        step.claim.source
        for step in found.steps
        if step.kind == "claim" and step.claim is not None and step.claim.source
    ]


def sentence(words: str) -> str:
    """Return words as a sentence: a capital in front, a full stop at the end."""
    text = words.strip().removesuffix(".")
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}" if text else ""
