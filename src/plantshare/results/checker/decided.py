"""The values of a plan as plain look-ups, read from arrays or tidy frames."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeGuard

import numpy as np
import pandas as pd

from plantshare.results.checker.audit import Findings
from plantshare.results.checker.figures import Figures

__all__ = ["DIMS", "LabelledValues", "Plan", "read_plan"]

DIMS: dict[str, tuple[str, ...]] = {
    "launched": ("option", "year"),
    "active": ("option", "year"),
    "ended": ("option", "year"),
    "pattern_share": ("group", "pattern", "year"),
    "closed": ("group", "year"),
    "levels_added": ("group", "year"),
    "levels_dropped": ("group", "year"),
    "heads": ("group", "year"),
    "hired": ("group", "year"),
    "made_redundant": ("group", "year"),
    "plant_closes": ("plant", "year"),
    "tooled": ("shop", "platform", "year"),
    "expanded": ("expansion", "year"),
    "crowding": ("shop", "year"),
    "signed": ("deal",),
    "local": ("vehicle", "market", "year"),
    "assigned": ("option", "market", "year"),
    "target_missed": ("target", "scenario"),
    "shipped": ("option", "market", "year", "scenario"),
    "built": ("option", "year", "scenario"),
    "lost": ("vehicle", "market", "year", "scenario"),
    "overtime": ("shop", "year", "scenario"),
    "over_quota": ("option", "quota", "year", "scenario"),
    "over_cap": ("option", "market", "year", "scenario"),
    "shortfall": ("deal", "year", "scenario"),
    "gap": ("target", "year", "scenario"),
}
"""Values that a plan may hold, each with its labels."""

TABLE_OF = {
    "option": "options", "group": "groups", "pattern": "shift_patterns", "plant": "plants",
    "shop": "shops", "platform": "platforms", "expansion": "expansions", "deal": "deals",
    "vehicle": "vehicles", "market": "markets", "target": "targets", "quota": "quotas",
}  # fmt: skip
"""Table that names the labels of each dimension."""

# Labels are words, years are whole numbers: which stands where is fixed by DIMS, not by a type.
Cell = tuple[Any, ...]


class LabelledValues(Protocol):
    """An array with labels, such as a result holds."""

    @property
    def dims(self) -> tuple[Hashable, ...]:
        """Return the names of the labels."""

    def to_series(self) -> pd.Series:
        """Return one value a row, indexed by the labels."""


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What was decided: vehicles a year, people, shares and counts; cells that are zero are left out.

    Parameters
    ----------
    cells
        Values by name and labels, the labels in the order of ``DIMS``; years are whole numbers.
    """

    cells: Mapping[str, Mapping[Cell, float]]

    def get(self, name: str, *labels: str | int) -> float:
        """Return one value, 0 where the plan holds none."""
        return self.cells[name].get(labels, 0.0)

    def rows(self, name: str) -> Iterator[tuple[Cell, float]]:
        """Return the cells of one value that are not zero."""
        return iter(self.cells[name].items())

    def is_chosen(self, name: str, *labels: str | int) -> bool:
        """Return whether a yes-or-no decision says yes."""
        return self.get(name, *labels) > 0.5


def read_plan(
    values: Mapping[str, pd.DataFrame | LabelledValues],
    figures: Figures,
    scenarios: list[str],
    findings: Findings,
) -> Plan:
    """Return the values of a plan as look-ups, noting unknown names, labels and missing numbers."""
    cells: dict[str, dict[Cell, float]] = {name: {} for name in DIMS}
    for name, value in values.items():
        known = name in DIMS
        findings.holds("known values", known, f"a value named '{name}'", "values the checker knows")
        if known:
            cells[name] = read_cells(name, value, findings)
    known_labels: dict[str, set[str | int]] = {dim: set(figures.names(TABLE_OF[dim])) for dim in TABLE_OF}
    known_labels |= {"year": set(figures.years), "scenario": set(scenarios)}
    for name, rows in cells.items():
        for labels, amount in rows.items():
            where = dict(zip(DIMS[name], labels, strict=True))
            strange = [word for dim, word in where.items() if word not in known_labels[dim]]
            findings.holds("known labels", not strange, f"'{strange}' in {name}", "labels of the study")
            findings.holds(
                "no value below zero", amount >= 0, f"{name} of {amount:,.6f}", "numbers from zero", **where
            )
    return Plan(cells)


def read_cells(name: str, value: pd.DataFrame | LabelledValues, findings: Findings) -> dict[Cell, float]:
    """Return the cells of one value that are not zero."""
    dims = DIMS[name]
    if is_frame(value):
        series = value.set_index(list(dims))[name]
    else:
        series = value.to_series()
        if len(dims) > 1:
            series = series.reorder_levels(list(dims))
    twice = bool(series.index.duplicated().any())
    findings.holds("known labels", not twice, f"two values for one cell of {name}", "one value a cell")
    series = series[~(series == 0)]
    year = dims.index("year") if "year" in dims else -1
    found: dict[Cell, float] = {}
    for index, amount in zip(series.index.tolist(), series.tolist(), strict=True):
        labels = index if isinstance(index, tuple) else (index,)
        words = tuple(int(word) if place == year else str(word) for place, word in enumerate(labels))
        found[words] = float(amount) if np.isfinite(amount) else float("nan")
    return found


def is_frame(value: pd.DataFrame | LabelledValues) -> TypeGuard[pd.DataFrame]:
    """Return whether values came as a tidy frame rather than as an array."""
    return isinstance(value, pd.DataFrame)
