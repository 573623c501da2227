"""A study with several futures as a two-stage program, built a batch of futures at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.formulation import (
    Labelling,
    Line,
    build_program,
    column_stages,
    labelled_duals,
    labelled_values,
    labelling_of,
    start_vector,
    to_matrix,
)
from plantshare.methods.join import Joined, join
from plantshare.methods.split import Layout, two_stage_of
from plantshare.results import Result
from plantshare.results.money import money_of
from plantshare.study import Study
from plantshare.units import THOUSAND

__all__ = ["Assembly", "Batch", "assemble", "batches_of", "in_program_units", "looks_at_all_futures"]

FUTURES = 50
"""Futures built at once: the modelling layer's own time is spread, and its memory stays small."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Batch:
    """Some futures of a study, and how to read values of their part of the program.

    Parameters
    ----------
    study
        The study with these futures alone.
    labelling, layout, lines, thousands
        Labels of columns and rows, their order in the part, money lines, and the variables that
        count in thousands.
    """

    study: Study
    labelling: Labelling
    layout: Layout
    lines: tuple[Line, ...]
    thousands: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Assembly:
    """The two-stage program of a study and the batches that it was joined from.

    Parameters
    ----------
    joined
        The program.
    batches
        The batches, in the order of the futures.
    """

    joined: Joined
    batches: tuple[Batch, ...]

    @property
    def thousands(self) -> frozenset[str]:
        """Return the variables that count thousand vehicles or thousand people."""
        return self.batches[0].thousands

    @property
    def decided(self) -> np.ndarray:
        """Return which first-stage columns a plan decides; the others record what futures do."""
        batch = self.batches[0]
        labelling = batch.labelling
        recorded = [
            labels.values[labels.values >= 0]
            for name, labels in labelling.variables.items()
            if labelling.stages[name] == 1 and "scenario" in labels.dims
        ]
        own = labelling.columns[batch.layout.first_columns]
        return ~np.isin(own, np.concatenate([np.zeros(0, dtype=int), *recorded]))

    def start(self, earlier: Result | None) -> dict[int, float]:
        """Return first-stage columns of an earlier plan whose labels both have, by their place.

        Parameters
        ----------
        earlier
            An earlier result, or none.
        """
        if earlier is None:
            return {}
        batch = self.batches[0]
        known = start_vector(batch.labelling, in_program_units(batch.thousands, earlier.values))
        places = {int(column): place for place, column in enumerate(batch.layout.first_columns)}
        return {places[column]: value for column, value in known.items()}

    def values(self, solution: np.ndarray) -> dict[str, xr.DataArray]:
        """Return the value of each variable with its labels, in the units of the program.

        Parameters
        ----------
        solution
            Values of all columns in extensive order.
        """

        def read(number: int, batch: Batch) -> Mapping[str, xr.DataArray]:
            own = self.joined.part_of_columns(number, solution)
            return labelled_values(batch.labelling, batch.layout.column_values(own))

        return self.gathered(read)

    def duals(self, solution: np.ndarray) -> dict[str, xr.DataArray]:
        """Return the dual of each rule with its labels, in millions per unit of its right side.

        Parameters
        ----------
        solution
            Duals of all rows in extensive order.
        """

        def read(number: int, batch: Batch) -> Mapping[str, xr.DataArray]:
            own = self.joined.part_of_rows(number, solution)
            return labelled_duals(batch.labelling, batch.layout.row_values(own))

        return self.gathered(read)

    def gathered(self, read: Callable[[int, Batch], Mapping[str, xr.DataArray]]) -> dict[str, xr.DataArray]:
        """Return arrays read batch by batch as one array each; the first stage is the same in all."""
        parts = [read(number, batch) for number, batch in enumerate(self.batches)]
        return {
            name: array
            if "scenario" not in array.dims
            # A rule that is empty in every future of a batch is not in its program.
            else xr.concat([part[name] for part in parts if name in part], dim="scenario")
            for name, array in parts[0].items()
        }

    def money(self, values: Mapping[str, xr.DataArray]) -> pd.DataFrame:
        """Return every amount that moves, as :func:`plantshare.results.money.money_of` does.

        Parameters
        ----------
        values
            Values of the variables in the units of the program.
        """
        frames = []
        for number, batch in enumerate(self.batches):
            own = {
                name: array.sel(scenario=batch.study.labels["scenario"])
                if "scenario" in array.dims
                else array
                for name, array in values.items()
            }
            lines = [
                line
                for line in batch.lines
                if number == 0 or "scenario" in {*line.rate.dims, *own[line.variable].dims}
            ]
            frames.append(money_of(lines, own, batch.study))
        filled = [frame for frame in frames if len(frame)]
        return pd.concat(filled, ignore_index=True) if filled else frames[0]


def assemble(study: Study, members: frozenset[str] | None = None) -> Assembly:
    """Return the two-stage program of a study with several futures.

    The futures are built in batches of ``FUTURES``, unless a rule looks at all of them at once, as a
    target does that must be reached with a stated confidence.

    Parameters
    ----------
    study
        A study with several futures.
    members
        Companies whose joint profit is maximised; all but governments unless given.
    """
    parts, batches, weights = [], [], []
    for own, weight in batches_of(study):
        program = build_program(own, members)
        matrix = to_matrix(program)
        part, layout = two_stage_of(matrix, column_stages(program), own.probability.values)
        parts.append(part)
        weights.append(weight)
        batches.append(
            Batch(
                study=own,
                labelling=labelling_of(program),
                layout=layout,
                lines=tuple(program.lines),
                thousands=frozenset(program.thousands),
            )
        )
    return Assembly(joined=join(parts, weights), batches=tuple(batches))


def batches_of(study: Study, most: int | None = None) -> Iterable[tuple[Study, float]]:
    """Yield studies with some of the futures each, and the probability of each batch.

    Parameters
    ----------
    study
        A study with several futures; only drawn futures can be taken apart.
    most
        Most futures of a batch; ``FUTURES`` unless given.
    """
    draws, count = study.draws, len(study.weights)
    most = FUTURES if most is None else most
    if draws is None or count <= most or looks_at_all_futures(study):
        yield study, 1.0
        return
    for part in np.array_split(np.arange(count), -(-count // most)):
        weight = float(np.asarray(study.weights)[part].sum())
        if weight > 0:
            yield study.with_draws(draws.chosen(part)), weight


def looks_at_all_futures(study: Study) -> bool:
    """Return whether a rule joins the futures: a required target with a confidence."""
    return bool((study["targets.rule"] == "require").any())


def in_program_units(thousands: Set[str], plan: Mapping[str, xr.DataArray]) -> dict[str, xr.DataArray]:
    """Return the values of an earlier plan as a program counts them.

    Parameters
    ----------
    thousands
        Variables that count thousand vehicles or people.
    plan
        Values of the earlier result.
    """
    return {name: values * THOUSAND if name in thousands else values for name, values in plan.items()}
