"""What moving inputs of a study does to the objective of its program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from plantshare.deals.hurdles.one_input import Input
from plantshare.errors import MethodError
from plantshare.formulation import build_program
from plantshare.formulation.labelled import labelling_of
from plantshare.solve.one_program import Built
from plantshare.study.parties import coalition

__all__ = ["shifts_of"]

CLOSE = 1e-7
"""Millions of objective by which two ways to the same move may differ."""


def shifts_of(built: Built, inputs: Iterable[Input]) -> dict[str, np.ndarray]:
    """Return what one unit of each input's move adds to the objective, by key, each dims (column).

    Inputs that act through different kinds of money are moved together in one program, and told apart by
    the kinds, so that a dozen inputs take two or three programs.

    Parameters
    ----------
    built
        The program of the study with nothing moved.
    inputs
        Inputs that change rates of money lines and nothing else.

    Raises
    ------
    MethodError
        If an input changes more than the kinds of money that it names.
    """
    shifts: dict[str, np.ndarray] = {}
    here = weights_of(built, [line.kind for line in built.lines])
    for group in grouped(inputs):
        study = built.study.with_changes(change for each in group for change in each.changes(1.0))
        program = build_program(study)
        labelling = labelling_of(program)
        if not np.array_equal(labelling.columns, built.labelling.columns):
            raise MethodError(f"{listed(group)} change what the plan may decide, not only what it costs")
        there = weights_of(
            Built(study=study, program=program, matrix=built.matrix, labelling=labelling, seconds=0.0),
            [line.kind for line in program.lines],
        )
        nothing = np.zeros(built.matrix.cost.size)
        moved = {kind: there.get(kind, nothing) - here.get(kind, nothing) for kind in {*here, *there}}
        named = {kind for each in group for kind in each.kinds}
        stray = [kind for kind, shift in moved.items() if kind not in named and np.abs(shift).max() > CLOSE]
        if stray:
            raise MethodError(f"{listed(group)} also move {', '.join(sorted(stray))}")
        for each in group:
            shifts[each.key] = sum((moved[kind] for kind in each.kinds if kind in moved), nothing)
    return shifts


def listed(group: Sequence[Input]) -> str:
    """Return the keys of inputs in a sentence."""
    return ", ".join(each.key for each in group)


def grouped(inputs: Iterable[Input]) -> list[list[Input]]:
    """Return the inputs in groups of which no two act through the same kind of money."""
    groups: list[list[Input]] = []
    for each in inputs:
        apart = (
            group for group in groups if not set(each.kinds) & {kind for one in group for kind in one.kinds}
        )
        group = next(apart, None)
        if group is None:
            groups.append([each])
        else:
            group.append(each)
    return groups


def weights_of(built: Built, kinds: Iterable[str]) -> Mapping[str, np.ndarray]:
    """Return the objective coefficients that each kind of money brings, dims (column)."""
    study, members = built.study, tuple(coalition(built.study))
    place = np.full(int(built.labelling.columns.max(initial=-1)) + 2, -1)
    place[built.labelling.columns] = np.arange(built.labelling.columns.size)
    weights = {kind: np.zeros(built.labelling.columns.size) for kind in kinds}
    for line in built.lines:
        labels = built.program.linear.variables[line.variable].labels
        weight = line.weight(members, study.discount, study.probability)
        weight = weight.sum([dim for dim in weight.dims if dim not in labels.dims])
        spread = weight.broadcast_like(labels).transpose(*labels.dims).values
        there = place[labels.values]
        known = (labels.values >= 0) & (there >= 0)
        np.add.at(weights[line.kind], there[known], spread[known])
    return weights
