"""The study: every input of a plan, checked and labelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError, Problem
from plantshare.study.arrays import array_of, rows_of
from plantshare.study.changes import Change, apply_changes, changes_of
from plantshare.study.draws import DrawnTables, Draws, drawn_array, require_labels
from plantshare.study.labels import labels_of
from plantshare.tables import Tables

__all__ = ["Study", "study_from_tables"]


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Every input of a plan, checked and labelled.

    Make one with :func:`read_study`. A study is never changed: ``with_changes``,
    ``with_settings``, ``with_scenario`` and ``with_scenarios`` return new ones.

    Parameters
    ----------
    tables
        The tables as read, defaults filled in.
    labels
        Labels of every dimension.
    futures
        Tables of each scenario that is planned together, by scenario name; one, called "base",
        unless ``with_scenarios`` or ``with_draws`` was used.
    weights
        Probability of each scenario; adds to one.
    warnings
        What the checks found doubtful when the study was read; a study with changes holds none.
    draws
        What the futures do to uncertain columns, where they were drawn.
    """

    tables: Tables
    labels: Mapping[str, np.ndarray]
    futures: Mapping[str, Tables]
    weights: tuple[float, ...] = (1.0,)
    arrays: dict[str, xr.DataArray] = field(default_factory=dict, repr=False)
    warnings: tuple[Problem, ...] = ()
    draws: Draws | None = None

    def __getitem__(self, key: str) -> xr.DataArray:
        """Return one column as a labelled array in the unit of the dictionary.

        Dims are those of the table's key, then year where the column differs by year, then
        scenario where it is uncertain.

        Raises
        ------
        LabelError
            If the dictionary has no such column.
        """
        if key not in self.arrays:
            self.arrays[key] = self.build_array(key)
        return self.arrays[key]

    def build_array(self, key: str) -> xr.DataArray:
        """Return one column as an array, with a slice for each scenario where it is uncertain."""
        if not load_dictionary().column(key).uncertain:
            return array_of(self.tables, key, self.labels)
        if self.draws is not None:
            return drawn_array(array_of(self.tables, key, self.labels), key, self.draws)
        slices = [array_of(tables, key, self.labels) for tables in self.futures.values()]
        scenario = pd.Index(list(self.futures), name="scenario", dtype=object)
        return xr.concat(slices, dim=scenario).transpose(..., "scenario")

    def has(self, table: str) -> xr.DataArray:
        """Return whether the table has a row, over the dimensions of its key."""
        return rows_of(self.tables, table, self.labels)

    def frame(self, table: str) -> pd.DataFrame:
        """Return one table as a frame, defaults filled in."""
        return self.tables[table]

    @property
    def settings(self) -> Mapping[str, Any]:
        """Return every setting of the study."""
        return self.tables.settings

    @property
    def years(self) -> np.ndarray:
        """Return the planned years."""
        return self.labels["year"]

    @property
    def probability(self) -> xr.DataArray:
        """Return the probability of each scenario, dims (scenario)."""
        return xr.DataArray(np.array(self.weights), coords={"scenario": self.labels["scenario"]})

    @property
    def discount(self) -> xr.DataArray:
        """Return the discount factor d_t = (1 + r)^-t, t = 1 in the first year, dims (year)."""
        steps = np.arange(1, len(self.years) + 1)
        factors = (1 + self.settings["discount_rate"]) ** -steps.astype(float)
        return xr.DataArray(factors, coords={"year": self.years})

    def with_settings(self, **settings: Any) -> Study:
        """Return the study with some settings replaced.

        Raises
        ------
        LabelError
            If the dictionary has no such setting.
        """
        unknown = sorted(set(settings) - set(load_dictionary().settings))
        if unknown:
            raise LabelError(f"no setting '{unknown[0]}'")
        changed = self.tables.with_settings(**settings)
        if self.draws is not None:
            return drawn_study(changed, self.draws)
        futures = {name: tables.with_settings(**settings) for name, tables in self.futures.items()}
        return rebuild(changed, futures, self.weights)

    def with_frame(self, name: str, frame: pd.DataFrame) -> Study:
        """Return the study with one table replaced, in the base and in every scenario.

        Parameters
        ----------
        name
            Name of the table.
        frame
            Its new rows, with the columns that the table has.
        """
        changed = self.tables.with_frame(name, frame)
        if self.draws is not None:
            return drawn_study(changed, self.draws)
        futures = {future: tables.with_frame(name, frame) for future, tables in self.futures.items()}
        return rebuild(changed, futures, self.weights)

    def with_changes(self, changes: Iterable[Change]) -> Study:
        """Return the study with cells changed, in the base and in every scenario.

        Drawn futures do to the changed cells what they did to the old ones: a factor of demand stays
        the same factor.
        """
        changes = tuple(changes)
        changed = apply_changes(self.tables, changes)
        if self.draws is not None:
            return drawn_study(changed, self.draws)
        futures = {name: apply_changes(each, changes) for name, each in self.futures.items()}
        return rebuild(changed, futures, self.weights)

    def with_scenario(self, name: str) -> Study:
        """Return the study as it stands in one of its named scenarios."""
        return study_from_tables(apply_changes(self.tables, changes_of(self.tables, name)))

    def with_draws(self, draws: Draws) -> Study:
        """Return the study with drawn futures planned together; they replace those it had.

        Parameters
        ----------
        draws
            The futures, drawn for the labels of this study.

        Raises
        ------
        LabelError
            If they were drawn for other labels.
        """
        study = drawn_study(self.tables, draws)
        for draw in draws.columns:
            require_labels(draw, study.labels)
        return study

    def with_scenarios(self, names: Sequence[str]) -> Study:
        """Return the study with several of its scenarios planned together.

        The first stage is shared; probabilities are rescaled to add to one, and are equal where the
        study states none.

        Raises
        ------
        LabelError
            If a scenario is unknown or changes a column that is not uncertain.
        """
        futures = {}
        for name in names:
            changes = changes_of(self.tables, name)
            for change in changes:
                column = load_dictionary().column(f"{change.table}.{change.column}")
                if not column.uncertain:
                    raise LabelError(
                        f"scenario '{name}' changes {column.key}, which is decided on before the "
                        f"scenario is known; solve it alone with with_scenario('{name}')"
                    )
            futures[name] = apply_changes(self.tables, changes)
        table = self.tables["scenarios"].set_index("scenario").probability
        given = np.array([table[name] for name in names], dtype=float)
        weights = np.where(np.isnan(given), 1.0, given) if np.isnan(given).any() else given
        return rebuild(self.tables, futures, tuple(weights / weights.sum()))


def study_from_tables(tables: Tables) -> Study:
    """Return the study of some tables, taken as correct; :func:`read_study` checks them first."""
    return rebuild(tables, {"base": tables}, (1.0,))


def drawn_study(tables: Tables, draws: Draws) -> Study:
    """Return the study of some tables with drawn futures."""
    labels = {**labels_of(tables), "scenario": np.array(draws.names, dtype=object)}
    return Study(tables, labels, DrawnTables(tables, labels, draws), draws.weights, draws=draws)


def rebuild(tables: Tables, futures: Mapping[str, Tables], weights: tuple[float, ...]) -> Study:
    """Return a study with labels taken anew from its tables."""
    labels = {**labels_of(tables), "scenario": np.array(list(futures), dtype=object)}
    # The scenarios table names futures; the array dimension holds only those planned together.
    return Study(tables, labels, futures, weights)
