"""What differs between two results: the inputs, then the plan, then the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from plantshare.dictionary import load_dictionary
from plantshare.results.futures import drawn_words, futures_words
from plantshare.results.plan import closures, deals_signed, expansions, launches, shifts, volumes
from plantshare.results.result import Result
from plantshare.study import Study
from plantshare.tables.table import BY_YEAR

__all__ = ["Comparison", "compare"]

NOTHING = "not there"
"""What stands in place of a cell whose row only one study has."""
SMALLEST_VOLUME = 0.5
SMALLEST_MONEY = 5e-4
"""Differences below half a vehicle, and below a thousandth of a million, are not listed."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Comparison:
    """What differs between result a and result b; every frame has columns ``a`` and ``b``.

    Parameters
    ----------
    settings
        Settings and planned scenarios: setting, a, b.
    cells
        Cells of the tables: table, row, column, year, a, b, change (b less a, where both are numbers).
    decisions
        Launches, early ends, closures, expansions (year) and deals (yes or no): decision, what, a, b.
    shifts
        Share of the year on a pattern: plant, group, pattern, year, a, b, change.
    plant_volumes
        Vehicles built a year: plant, year, a, b, change.
    vehicle_volumes
        Vehicles built over all years: vehicle, plant, a, b, change.
    company_money
        Present value in millions: company, a, b, change.
    kind_money
        Present value in millions: company, kind, a, b, change.
    """

    settings: pd.DataFrame
    cells: pd.DataFrame
    decisions: pd.DataFrame
    shifts: pd.DataFrame
    plant_volumes: pd.DataFrame
    vehicle_volumes: pd.DataFrame
    company_money: pd.DataFrame
    kind_money: pd.DataFrame

    @property
    def is_same(self) -> bool:
        """Return whether nothing differs."""
        return all(frame.empty for frame in self.to_frames().values())

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return every frame by its name, inputs first, then plan, then money."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


def compare(a: Result, b: Result) -> Comparison:
    """Return what differs between two results: the inputs, then the plan, then the money.

    Rows of numbers come largest difference first. Cells come largest relative difference first, as
    their units differ, and after the rows that only one study has.

    Parameters
    ----------
    a, b
        The result to start from, and the one to compare with it.

    Raises
    ------
    InfeasibleError
        If one of them has no plan.
    """
    both = (a.require_plan(), b.require_plan())
    return Comparison(
        settings=setting_differences(a.study, b.study),
        cells=cell_differences(a.study, b.study),
        decisions=decision_differences(a, b),
        shifts=numbers(*(shifts(result) for result in both), value="share", least=SMALLEST_MONEY),
        plant_volumes=numbers(
            *(volumes(result, "plant", "year") for result in both), value="units", least=SMALLEST_VOLUME
        ),
        vehicle_volumes=numbers(
            *(volumes(result, "vehicle", "plant") for result in both), value="units", least=SMALLEST_VOLUME
        ),
        company_money=numbers(
            *(result.statement(("company",)).reset_index() for result in both),
            value="amount",
            least=SMALLEST_MONEY,
        ),
        kind_money=numbers(
            *(result.statement(("company", "kind")).reset_index() for result in both),
            value="amount",
            least=SMALLEST_MONEY,
        ),
    )


def setting_differences(a: Study, b: Study) -> pd.DataFrame:
    """Return the settings that differ, and the scenarios planned together where those do."""
    rows: list[tuple[str, object, object]] = [
        (name, a.settings.get(name), b.settings.get(name))
        for name in load_dictionary().settings
        if a.settings.get(name) != b.settings.get(name)
    ]
    if drawn_words(a) != drawn_words(b):
        rows.append(("futures", futures_words(a), futures_words(b)))
    elif list(a.futures) != list(b.futures):
        rows.append(("scenarios", ", ".join(a.futures), ", ".join(b.futures)))
    elif not np.allclose(a.weights, b.weights):
        rows.append(("probabilities of scenarios", weight_words(a), weight_words(b)))
    return pd.DataFrame(rows, columns=["setting", "a", "b"], dtype=object)


def weight_words(study: Study) -> str:
    """Return the probabilities of the scenarios that are planned together."""
    return ", ".join(f"{weight:g}" for weight in study.weights)


def cell_differences(a: Study, b: Study) -> pd.DataFrame:
    """Return the cells that differ, in every table and by-year table."""
    rows: list[tuple[Any, ...]] = []  # Any: cells hold words, numbers, flags and tuples
    for name, entry in load_dictionary().tables.items():
        rows += table_differences(a, b, name, name, entry.key)
        if entry.by_year:
            rows += table_differences(a, b, name, name + BY_YEAR, (*entry.key, "year"))
    frame = pd.DataFrame(rows, columns=["table", "row", "column", "year", "a", "b"])
    one, two = (pd.to_numeric(frame[side], errors="coerce").astype(float) for side in ("a", "b"))
    frame["change"] = two - one
    size = np.fmax(one.abs(), two.abs())
    order = (
        (frame["change"].abs() / size.where(size > 0))
        .fillna(np.inf)
        .sort_values(ascending=False, kind="stable")
    )
    return frame.loc[order.index].reset_index(drop=True)


def table_differences(
    a: Study, b: Study, table: str, name: str, key: tuple[str, ...]
) -> list[tuple[Any, ...]]:
    """Return the cells of one table that differ: table, row, column, year, a and b."""
    if a.frame(name).equals(b.frame(name)):
        return []
    one, two = rows_by_key(a, name, key), rows_by_key(b, name, key)
    differences: list[tuple[Any, ...]] = []
    for words in dict.fromkeys([*one, *two]):
        year = int(words[-1]) if name != table else None
        named = words if year is None else words[:-1]
        row = "/".join("" if part is None else str(part) for part in named)
        if words not in one or words not in two:
            sides = ("a row", NOTHING) if words in one else (NOTHING, "a row")
            differences.append((table, row, "", year, *sides))
            continue
        before, after = one[words], two[words]
        differences += [
            (table, row, column, year, word(before[column]), word(after[column]))
            for column in before
            if column not in key and word(before[column]) != word(after[column])
        ]
    return differences


def rows_by_key(study: Study, name: str, key: tuple[str, ...]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Return the rows of a table by their keys."""
    records = study.frame(name).to_dict("records")
    return {
        tuple(word(row[column]) for column in key): {str(column): cell for column, cell in row.items()}
        for row in records
    }


def word(value: object) -> object:
    """Return a cell as it can be compared: lists as one word, nothing for a missing number."""
    if isinstance(value, tuple):
        return "; ".join(value)
    return None if isinstance(value, float) and np.isnan(value) else value


def decision_differences(a: Result, b: Result) -> pd.DataFrame:
    """Return launches, early ends, closures, expansions and deals that differ."""
    one, two = decisions(a), decisions(b)
    rows = [
        (*what, one.get(what), two.get(what))
        for what in dict.fromkeys([*one, *two])
        if one.get(what) != two.get(what)
    ]
    return pd.DataFrame(rows, columns=["decision", "what", "a", "b"], dtype=object)


def decisions(result: Result) -> Mapping[tuple[str, str], int | str]:
    """Return the year of each launch, early end, closure and expansion, and the deals signed."""
    started, shut, grown = launches(result), closures(result), expansions(result)
    ended = started[started["ended"].notna()]
    taken: dict[tuple[str, str], int | str] = {}
    for kind, names, years in (
        ("launch", started["option"], started["year"]),
        ("early end", ended["option"], ended["ended"]),
        ("closure", shut["group"], shut["year"]),
        ("expansion", grown["expansion"], grown["year"]),
    ):
        taken |= {(kind, name): int(year) for name, year in zip(names, years, strict=True)}
    return taken | {("deal", deal): "signed" for deal in deals_signed(result)}


def numbers(a: pd.DataFrame, b: pd.DataFrame, *, value: str, least: float) -> pd.DataFrame:
    """Return the numbers that differ, largest difference first; a number without row counts as zero.

    Examples
    --------
    >>> a = pd.DataFrame({"plant": ["Graz", "Linz"], "units": [5.0, 7.0]})
    >>> b = pd.DataFrame({"plant": ["Linz"], "units": [7.0]})
    >>> numbers(a, b, value="units", least=0.5)
      plant    a    b  change
    0  Graz  5.0  0.0    -5.0
    """
    keys = [column for column in a if column != value]
    sides = [frame.rename(columns={value: side}) for frame, side in ((a, "a"), (b, "b"))]
    both = sides[0].merge(sides[1], how="outer", on=keys)
    both[["a", "b"]] = both[["a", "b"]].fillna(0.0)
    both["change"] = both["b"] - both["a"]
    both = both[both["change"].abs() > least]
    order = both["change"].abs().sort_values(ascending=False, kind="stable").index
    return both.loc[order].reset_index(drop=True)
