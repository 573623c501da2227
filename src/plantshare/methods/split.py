"""Take a program apart into its first stage and the blocks that only the first stage joins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from plantshare.errors import MethodError
from plantshare.formulation.matrix import ColumnStages, MatrixProgram
from plantshare.methods.two_stage import Family, FirstStage, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["Layout", "two_stage_of"]

SAME = 1e-12
"""Relative difference below which two costs are one: dividing by probabilities leaves such a hair."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Layout:
    """Where the columns and rows of the parts stand in the whole program.

    Parameters
    ----------
    first_columns, first_rows
        Places of the first stage.
    columns, rows
        Places of the blocks of each family, dims (block, column) and (block, row).
    """

    first_columns: np.ndarray
    first_rows: np.ndarray
    columns: tuple[np.ndarray, ...]
    rows: tuple[np.ndarray, ...]

    def column_values(self, values: np.ndarray) -> np.ndarray:
        """Return values given in the order of the extensive form in the order of the whole program."""
        order = np.concatenate([self.first_columns, *(places.ravel() for places in self.columns)])
        whole = np.empty(order.size)
        whole[order] = values
        return whole

    def row_values(self, values: np.ndarray) -> np.ndarray:
        """Return duals given in the order of the extensive form in the order of the whole program."""
        order = np.concatenate([self.first_rows, *(places.ravel() for places in self.rows)])
        whole = np.empty(order.size)
        whole[order] = values
        return whole


def two_stage_of(
    program: MatrixProgram, stages: ColumnStages, probability: np.ndarray
) -> tuple[TwoStage, Layout]:
    """Return a program as first stage and blocks, and where they stand in it.

    A block is one year of one scenario. If any row joins second-stage columns of two years, each
    scenario is one block.

    Parameters
    ----------
    program
        The whole program.
    stages
        Stage, year and scenario of its columns.
    probability
        Probability of each scenario.

    Raises
    ------
    MethodError
        If a row joins second-stage columns of two scenarios.
    """
    entries = program.matrix.tocoo()
    late = stages.stage[entries.col] == 2
    row, column = entries.row[late], entries.col[late]
    scenario = ends_of_rows(program.row_lower.size, row, stages.scenario[column])
    joined = np.flatnonzero(scenario[0] != scenario[1])
    if joined.size:
        raise MethodError(
            f"rule '{program.rows[joined[0]]}' joins the second stage of two scenarios, so that the "
            "program does not fall apart; solve it with the method 'extensive'"
        )
    year = ends_of_rows(program.row_lower.size, row, stages.year[column])
    by_year = bool((year[0] == year[1]).all())
    is_late = stages.stage == 2
    # A first-stage row keeps -1, as does a first-stage column.
    column_year = np.where(is_late, stages.year if by_year else 0, -1)
    row_year = np.where(scenario[0] >= 0, year[0] if by_year else 0, -1)
    whole = Whole(program, probability, column_year, stages.scenario, row_year, scenario[0])
    first_columns = np.flatnonzero(~is_late)
    first_rows = np.flatnonzero(scenario[0] < 0)
    families, columns, rows = [], [], []
    for number in np.unique(column_year[is_late]):
        name = str(stages.years[number]) if by_year and number >= 0 else ""
        for own_columns, own_rows in whole.blocks_of(int(number)):
            families.append(whole.family(name, own_columns, own_rows, first_columns))
            columns.append(own_columns)
            rows.append(own_rows)
    first = FirstStage(
        cost=program.cost[first_columns],
        matrix=program.matrix.tocsr()[first_rows][:, first_columns],
        row_lower=program.row_lower[first_rows],
        row_upper=program.row_upper[first_rows],
        lower=program.lower[first_columns],
        upper=program.upper[first_columns],
        is_integer=program.is_integer[first_columns],
    )
    layout = Layout(
        first_columns=first_columns, first_rows=first_rows, columns=tuple(columns), rows=tuple(rows)
    )
    return TwoStage(first=first, families=tuple(families)), layout


def ends_of_rows(count: int, row: np.ndarray, label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the largest label among the entries of each row; -1 for rows without."""
    least, largest = np.full(count, -1), np.full(count, -1)
    if row.size:
        order = np.argsort(row, kind="stable")
        rows, starts = np.unique(row[order], return_index=True)
        least[rows] = np.minimum.reduceat(label[order], starts)
        largest[rows] = np.maximum.reduceat(label[order], starts)
    return least, largest


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """The program with the year and scenario of each column and row."""

    program: MatrixProgram
    probability: np.ndarray
    column_year: np.ndarray
    column_scenario: np.ndarray
    row_year: np.ndarray
    row_scenario: np.ndarray

    def blocks_of(self, year: int) -> list[tuple[np.ndarray, np.ndarray]]:
        """Return columns and rows of the blocks of a year, blocks of equal shape together."""
        columns = places_by_scenario(self.column_year == year, self.column_scenario)
        rows = places_by_scenario(self.row_year == year, self.row_scenario)
        shapes: dict[tuple[int, bytes], list[int]] = {}
        nothing = np.zeros(0, dtype=int)
        for scenario, own in columns.items():
            shape = (rows.get(scenario, nothing).size, self.program.is_integer[own].tobytes())
            shapes.setdefault(shape, []).append(scenario)
        return [
            (
                np.array([columns[scenario] for scenario in scenarios]),
                np.array([rows.get(scenario, nothing) for scenario in scenarios]),
            )
            for scenarios in shapes.values()
        ]

    def family(self, name: str, columns: np.ndarray, rows: np.ndarray, first_columns: np.ndarray) -> Family:
        """Return the blocks that hold some columns and rows, dims (block, column) and (block, row)."""
        program = self.program
        scenario = self.column_scenario[columns[:, 0]]
        probability = self.probability[scenario]
        weight = np.where(probability > 0, probability, 1.0)
        cost = program.cost[columns] / weight[:, None]
        cost = np.where(np.abs(cost - cost[0]) <= SAME * np.abs(cost[0]), cost[0], cost)
        lines = program.matrix.tocsr()[rows.ravel()].tocoo()
        place = np.full(program.cost.size, -1)
        place[first_columns] = np.arange(first_columns.size)
        place[columns] = np.arange(columns.shape[1])
        early = self.column_year[lines.col] < 0
        return Family(
            name=name,
            scenario=scenario,
            probability=probability,
            cost=Varying.of(cost),
            row_lower=Varying.of(program.row_lower[rows]),
            row_upper=Varying.of(program.row_upper[rows]),
            lower=Varying.of(program.lower[columns]),
            upper=Varying.of(program.upper[columns]),
            technology=stacked(lines, early, place, rows.shape, first_columns.size),
            recourse=stacked(lines, ~early, place, rows.shape, columns.shape[1]),
            is_integer=program.is_integer[columns[0]],
        )


def places_by_scenario(own: np.ndarray, scenario: np.ndarray) -> dict[int, np.ndarray]:
    """Return the places that are marked, by scenario, in their order."""
    places = np.flatnonzero(own)
    order = places[np.argsort(scenario[places], kind="stable")]
    labels, starts = np.unique(scenario[order], return_index=True)
    parts = np.split(order, starts[1:])
    return {int(label): part for label, part in zip(labels, parts, strict=True)}


def stacked(
    lines: sparse.coo_matrix, chosen: np.ndarray, place: np.ndarray, rows: tuple[int, int], width: int
) -> VaryingMatrix:
    """Return the chosen entries of stacked blocks of rows as one matrix for each block."""
    blocks, height = rows
    block, row = np.divmod(lines.row[chosen], max(height, 1))
    column = place[lines.col[chosen]]
    key = row.astype(np.int64) * width + column
    known, position = np.unique(key, return_inverse=True)
    values = np.zeros((blocks, known.size))
    values[block, position] = lines.data[chosen]
    return VaryingMatrix(
        row=(known // max(width, 1)).astype(np.int64),
        column=(known % max(width, 1)).astype(np.int64),
        shape=(height, width),
        entries=Varying.of(values),
    )
