"""Values of columns and rows back as labelled arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.formulation.program import Program

__all__ = ["Labelling", "labelled_duals", "labelled_values", "labelling_of", "start_vector"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Labelling:
    """Which label each column and row of a program in matrix form has; all that reading values needs.

    Parameters
    ----------
    columns, rows
        The modelling layer's label of each column and row, in the order of the matrix.
    variables, rules
        Labels of every cell of each variable that results show, and of each rule; -1 where there is none.
    stages
        Stage of each variable.
    """

    columns: np.ndarray
    rows: np.ndarray
    variables: Mapping[str, xr.DataArray]
    rules: Mapping[str, xr.DataArray]
    stages: Mapping[str, int]


def labelling_of(program: Program) -> Labelling:
    """Return the labels of a program's columns and rows."""
    linear = program.linear
    return Labelling(
        columns=np.asarray(program.matrices.vlabels),
        rows=np.asarray(program.matrices.clabels),
        variables={
            name: linear.variables[name].labels for name in program.stages if name not in program.helpers
        },
        rules={name: linear.constraints[name].labels for name in linear.constraints},
        stages={name: stage for name, stage in program.stages.items() if name not in program.helpers},
    )


def labelled_values(labelling: Labelling, values: np.ndarray) -> dict[str, xr.DataArray]:
    """Return the value of each variable with its labels, in the units of the program.

    Cells that do not exist hold 0. A negative zero or a hair below a limit of zero reads as 0.
    """
    lookup = by_label(labelling.columns, values)
    return {
        name: read_cells(labels, lookup, name, missing=0.0) for name, labels in labelling.variables.items()
    }


def labelled_duals(labelling: Labelling, duals: np.ndarray) -> dict[str, xr.DataArray]:
    """Return the dual value of each rule with its labels: millions per unit of its right side."""
    lookup = by_label(labelling.rows, duals)
    return {
        name: read_cells(labels, lookup, name, missing=np.nan) for name, labels in labelling.rules.items()
    }


def by_label(labels: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Return values placed at their label."""
    lookup = np.zeros(int(labels.max(initial=-1)) + 1)
    lookup[labels] = values
    return lookup


def read_cells(labels: xr.DataArray, lookup: np.ndarray, name: str, missing: float) -> xr.DataArray:
    """Return the values of an array of labels; -1 marks cells that do not exist."""
    # A rule without any variable has a label, but no row.
    known = (labels.values >= 0) & (labels.values < lookup.size)
    if lookup.size == 0:
        values = np.full(labels.shape, missing)
    else:
        values = np.where(known, lookup[np.where(known, labels.values, 0)], missing)
    return xr.DataArray(values, coords=labels.coords, dims=labels.dims, name=name)


def start_vector(labelling: Labelling, values: Mapping[str, xr.DataArray]) -> dict[int, float]:
    """Return column values of an earlier plan, for the columns whose labels both have.

    Only first-stage variables are read: they are what a warm start needs.
    """
    column = {label: index for index, label in enumerate(labelling.columns)}
    start: dict[int, float] = {}
    for name, stage in labelling.stages.items():
        if stage != 1 or name not in values:
            continue
        labels = labelling.variables[name].to_series()
        known = values[name].to_series().reindex(labels.index)
        frame = pd.DataFrame({"label": labels, "value": known}).dropna()
        frame = frame[frame.label >= 0]
        start |= {column[label]: value for label, value in zip(frame.label, frame.value, strict=True)}
    return start
