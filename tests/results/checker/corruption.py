"""What the checker is given, and ways to spoil it one thing at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import xarray as xr

from plantshare.results import Result
from plantshare.results.checker import Audit, check_plan
from plantshare.tables import Tables

__all__ = [
    "Case",
    "Corruption",
    "MoneyChange",
    "Spoil",
    "add",
    "case_of",
    "cell",
    "money",
    "put",
    "settings",
    "without",
]

MoneyChange = Callable[[pd.DataFrame], pd.DataFrame]


@dataclass(frozen=True)
class Case:
    """Tables, probabilities, values, money and objective: the arguments of ``check_plan``."""

    tables: Mapping[str, Tables]
    probability: Mapping[str, float]
    values: Mapping[str, xr.DataArray]
    money: pd.DataFrame
    objective: float

    def audit(self) -> Audit:
        """Return what the checker says."""
        return check_plan(self.tables, self.probability, self.values, self.money, self.objective)

    def put(self, name: str, amount: float, **labels: Any) -> Case:
        """Return the case with cells of one value set; labels left out mean every one."""
        array = self.values[name].copy(deep=True)
        array.loc[labels] = amount
        return replace(self, values={**self.values, name: array})

    def add(self, name: str, amount: float, **labels: Any) -> Case:
        """Return the case with an amount added to one cell."""
        return self.put(name, float(self.values[name].sel(**labels)) + amount, **labels)

    def without(self, name: str) -> Case:
        """Return the case without one of its values."""
        return replace(self, values={key: array for key, array in self.values.items() if key != name})

    def with_tables(self, change: Callable[[Tables], Tables]) -> Case:
        """Return the case with the tables of every scenario changed under an unchanged plan."""
        return replace(self, tables={name: change(tables) for name, tables in self.tables.items()})

    def with_cell(self, table: str, row: str, column: str, cell: Any) -> Case:
        """Return the case with one cell of the tables changed under an unchanged plan."""

        def change(tables: Tables) -> Tables:
            frame = tables[table].copy()
            frame[column] = [
                cell if name == row else old
                for name, old in zip(frame[frame.columns[0]], frame[column], strict=True)
            ]
            return tables.with_frame(table, frame)

        return self.with_tables(change)

    def with_money(self, change: MoneyChange) -> Case:
        """Return the case with the money changed."""
        return replace(self, money=change(self.money.copy()))


Spoil = Callable[[Case], Case]


def put(name: str, amount: float, **labels: Any) -> Spoil:
    """Set cells of one value."""
    return lambda case: case.put(name, amount, **labels)


def add(name: str, amount: float, **labels: Any) -> Spoil:
    """Add an amount to one cell of a value."""
    return lambda case: case.add(name, amount, **labels)


def without(name: str) -> Spoil:
    """Leave out one value."""
    return lambda case: case.without(name)


def cell(table: str, row: str, column: str, amount: float) -> Spoil:
    """Change one cell of the tables under an unchanged plan."""
    return lambda case: case.with_cell(table, row, column, amount)


def settings(**changed: Any) -> Spoil:
    """Change settings under an unchanged plan."""
    return lambda case: case.with_tables(lambda tables: tables.with_settings(**changed))


def money(change: MoneyChange) -> Spoil:
    """Change the money."""
    return lambda case: case.with_money(change)


@dataclass(frozen=True)
class Corruption:
    """One way to spoil a case, and the rule that the checker must name.

    Parameters
    ----------
    words
        What is spoilt, for the name of the test.
    rule
        Rule that must be among the failures.
    spoil
        Returns the spoilt case.
    """

    words: str
    rule: str
    spoil: Spoil


def case_of(result: Result) -> Case:
    """Return what the checker is given for a result."""
    names = list(result.study.futures)
    return Case(
        tables=dict(result.study.futures),
        probability=dict(zip(names, result.study.weights, strict=True)),
        values=dict(result.values),
        money=result.money,
        objective=result.proof.objective,
    )
