"""Which figures of a study have a claim behind them."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.dictionary import load_dictionary
from plantshare.study.checks.facts import Facts, Line

__all__ = ["figures", "unsourced"]

NOT_FIGURES = frozenset(
    {"sources", "claims", "evidence", "scenarios", "scenario_changes", "uncertainty", "rules", "deal_terms"}
)
"""Tables that hold evidence itself, choices of the planner, or invented futures."""


def figures(facts: Facts, table: str) -> Iterator[tuple[Line, str, int | None]]:
    """Yield each number that the files state in a table: its line, its column, its year."""
    entry = load_dictionary().tables[table]
    columns = [c.name for c in entry.columns.values() if c.kind in ("number", "whole")]
    columns = [name for name in columns if name not in entry.key]
    for line in facts.lines(table):
        for name in columns:
            if not line.is_blank(name):
                yield line, name, None
    for line in facts.lines(f"{table}_by_year"):
        for column in entry.by_year:
            year = line.number("year")
            if column.is_number and not line.is_blank(column.name) and math.isfinite(year):
                yield line, column.name, int(year)


def behind(facts: Facts, table: str) -> dict[tuple[str, str], set[int | None]]:
    """Return the years that claims stand behind, by row and column, with None for every year."""
    years: dict[tuple[str, str], set[int | None]] = {}
    for line in facts.lines("evidence"):
        if line.word("table") == table and line.word("role") in ("used", "supports"):
            year = line.number("year")
            cell = (line.word("row"), line.word("column"))
            years.setdefault(cell, set()).add(int(year) if math.isfinite(year) else None)
    return years


def unsourced(facts: Facts, table: str) -> tuple[int, list[tuple[Line, str]]]:
    """Return how many figures a table states, and the line and column of those without a claim."""
    if table in NOT_FIGURES:
        return 0, []
    sourced, total, missing = behind(facts, table), 0, []
    for line, column, year in figures(facts, table):
        total += 1
        row = line.name if year is None else line.name.rpartition("/")[0]
        years = set[int | None]()
        for cell in ((row, column), (row, "*"), ("*", column), ("*", "*")):
            years |= sourced.get(cell, set())
        has_claim = table == "capacity_statements" and line.word("claim") != ""
        if not has_claim and not years & {None, year}:
            missing.append((line, column))
    return total, missing
