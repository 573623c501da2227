"""The program as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import xarray as xr
from scipy import sparse

from plantshare.formulation.program import Program
from plantshare.study.labels import DIMENSIONS

__all__ = ["ColumnStages", "MatrixProgram", "column_stages", "row_places", "to_matrix"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class MatrixProgram:
    """Maximise c x subject to row_lower <= A x <= row_upper and lower <= x <= upper.

    Parameters
    ----------
    cost
        Objective coefficients c, one for each column.
    matrix
        Coefficients A by columns.
    row_lower, row_upper, lower, upper
        Limits of rows and columns; infinite where there is none.
    is_integer
        Whether the column must be whole.
    rows
        Name of the rule that each row belongs to.
    """

    cost: np.ndarray
    matrix: sparse.csc_matrix
    row_lower: np.ndarray
    row_upper: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    is_integer: np.ndarray
    rows: np.ndarray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ColumnStages:
    """When each column of a program is decided.

    Parameters
    ----------
    stage
        1 before any scenario is known, 2 after.
    year, scenario
        Place of the year and of the scenario among the labels of the program; -1 for columns of
        stage 1 and for columns without such a label.
    years
        Labels of the years.
    """

    stage: np.ndarray
    year: np.ndarray
    scenario: np.ndarray
    years: np.ndarray


def column_stages(program: Program) -> ColumnStages:
    """Return stage, year and scenario of each column, in the order of ``to_matrix``."""
    columns = np.asarray(program.matrices.vlabels)
    size = int(columns.max(initial=-1)) + 1
    stage = np.ones(size, dtype=np.int8)
    place = {dim: np.full(size, -1, dtype=np.int32) for dim in ("year", "scenario")}
    for name, own_stage in program.stages.items():
        labels = program.linear.variables[name].labels
        known = labels.values >= 0
        stage[labels.values[known]] = own_stage
        for dim, numbers in place.items():
            if own_stage == 2 and dim in labels.dims:
                number = xr.DataArray(np.arange(labels.sizes[dim]), dims=dim)
                spread = (xr.zeros_like(labels) + number).transpose(*labels.dims).values
                numbers[labels.values[known]] = spread[known]
    return ColumnStages(
        stage=stage[columns],
        year=place["year"][columns],
        scenario=place["scenario"][columns],
        years=np.asarray(program.labels["year"]),
    )


def to_matrix(program: Program) -> MatrixProgram:
    """Return the program as arrays; columns and rows follow the modelling layer's order."""
    parts = program.matrices
    sense, right = np.asarray(parts.sense), np.asarray(parts.b, dtype=float)
    columns = np.asarray(parts.vlabels)
    return MatrixProgram(
        cost=objective_of(program, columns),
        matrix=sparse.csc_matrix(parts.A),
        row_lower=np.where(sense == "<", -np.inf, right),
        row_upper=np.where(sense == ">", np.inf, right),
        lower=np.asarray(parts.lb, dtype=float),
        upper=np.asarray(parts.ub, dtype=float),
        is_integer=np.isin(parts.vtypes, ["B", "I"]),
        rows=row_names(program, np.asarray(parts.clabels)),
    )


def objective_of(program: Program, columns: np.ndarray) -> np.ndarray:
    """Return the objective coefficient of each column, from its label."""
    cost = np.zeros(int(columns.max(initial=-1)) + 1)
    for name, weight in program.weights.items():
        labels = program.linear.variables[name].labels
        spread = (weight * xr.ones_like(labels, dtype=float)).transpose(*labels.dims).values
        known = labels.values >= 0
        cost[labels.values[known]] = spread[known]
    named: np.ndarray = cost[columns]
    return named


def row_names(program: Program, labels: np.ndarray) -> np.ndarray:
    """Return the rule name of each row label."""
    names = np.full(label_count(program), "", dtype=object)
    for name in program.linear.constraints:
        own = np.asarray(program.linear.constraints[name].labels).ravel()
        names[own[own >= 0]] = name
    named: np.ndarray = names[labels]
    return named


def label_count(program: Program) -> int:
    """Return one more than the largest row label; rows without any variable have one but are left out."""
    rules = (program.linear.constraints[name].labels for name in program.linear.constraints)
    return 1 + max((int(own.max()) for own in rules if own.size), default=-1)


def row_places(program: Program) -> np.ndarray:
    """Return the labels of each row in words, such as "line, 2027", without a lone scenario."""
    alone = len(program.labels["scenario"]) == 1
    labels = np.asarray(program.matrices.clabels)
    places: np.ndarray = np.full(label_count(program), "", dtype=object)
    for name in program.linear.constraints:
        own = program.linear.constraints[name].labels
        if alone and "scenario" in own.dims:
            own = own.isel(scenario=0)
        if own.dims:
            order = [dim for dim in DIMENSIONS if dim in own.dims]
            own = own.stack(cell=[*order, *(dim for dim in own.dims if dim not in order)])
            words = [", ".join(str(word) for word in cell) for cell in own.indexes["cell"]]
            known = own.values >= 0
            places[own.values[known]] = np.array(words, dtype=object)[known]
    named: np.ndarray = places[labels]
    return named
