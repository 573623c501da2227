"""A stochastic program in SMPS form as matrices: in two stages, or whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from smps_tree import Node, Tree

from plantshare.formulation import MatrixProgram
from plantshare.methods.two_stage import Family, FirstStage, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["two_stage_program", "whole_tree"]


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """The data of one node: costs to maximise, limits, and coefficients by (row, column).

    Parameters
    ----------
    cost, lower, upper
        Of the columns of the period.
    row_lower, row_upper
        Of the rows of the period.
    entries
        Changed coefficients of the rows of the period.
    """

    cost: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    row_lower: np.ndarray
    row_upper: np.ndarray
    entries: dict[tuple[int, int], float]


@dataclass(frozen=True, slots=True, eq=False)
class Base:
    """What all nodes of a period share, from the core file.

    Parameters
    ----------
    state
        The data of the core file.
    row_place, column_place
        Position of each row and column of the program within its period.
    """

    state: State
    row_place: np.ndarray
    column_place: np.ndarray


def bases_of(tree: Tree) -> list[Base]:
    """Return what the nodes of each period share."""
    core = tree.core
    cost, lower, upper = -core.factor * np.array(core.cost), np.array(core.lower), np.array(core.upper)
    limits = np.array([core.row_limits(row, right) for row, right in enumerate(core.right)]).reshape(-1, 2)
    row_place, column_place = np.zeros(len(core.rows), dtype=int), np.zeros(len(core.columns), dtype=int)
    bases = []
    for period in range(len(tree.periods)):
        rows, columns = tree.row_period == period, tree.column_period == period
        row_place[rows], column_place[columns] = np.arange(rows.sum()), np.arange(columns.sum())
        state = State(cost[columns], lower[columns], upper[columns], limits[rows, 0], limits[rows, 1], {})
        bases.append(Base(state, row_place, column_place))
    return bases


def state_of(tree: Tree, node: Node, base: Base) -> State:
    """Return the data of a node."""
    core, shared = tree.core, base.state
    cost, lower, upper = shared.cost.copy(), shared.lower.copy(), shared.upper.copy()
    row_lower, row_upper = shared.row_lower.copy(), shared.row_upper.copy()
    entries = {}
    for (kind, row, column), value in node.changes.items():
        if kind == "entry":
            entries[row, column] = value
        elif kind == "cost":
            cost[base.column_place[column]] = -core.factor * value
        elif kind == "lower":
            lower[base.column_place[column]] = value
        elif kind == "upper":
            upper[base.column_place[column]] = value
        elif kind in ("right", "span"):
            right = node.changes.get(("right", row, -1), core.right[row])
            span = node.changes.get(("span", row, -1), core.span[row])
            at = base.row_place[row]
            row_lower[at], row_upper[at] = core.limits(row, right, span)
    return State(cost, lower, upper, row_lower, row_upper, entries)


def two_stage_program(tree: Tree) -> TwoStage:
    """Return a program of two periods in two stages, to maximise minus its cost."""
    core = tree.core
    late_rows, late_columns = tree.row_period == 1, tree.column_period == 1
    bases = bases_of(tree)
    states = [state_of(tree, node, bases[node.period]) for node in tree.nodes]
    root, leaves = states[0], states[1:]
    probability = np.array([node.probability for node in tree.nodes[1:]])
    first_entries = {
        (row, column): value for (row, column), value in core.entries.items() if not late_rows[row]
    }
    technology, recourse = (matrix_of(tree, leaves, period) for period in (0, 1))
    family = Family(
        name="",
        scenario=np.arange(len(leaves)),
        probability=probability,
        cost=Varying.of(np.array([state.cost for state in leaves])),
        row_lower=Varying.of(np.array([state.row_lower for state in leaves])),
        row_upper=Varying.of(np.array([state.row_upper for state in leaves])),
        lower=Varying.of(np.array([state.lower for state in leaves])),
        upper=Varying.of(np.array([state.upper for state in leaves])),
        technology=technology,
        recourse=recourse,
        is_integer=np.array(core.is_integer)[late_columns],
    )
    first = FirstStage(
        cost=root.cost,
        matrix=local_matrix(tree, first_entries, 0, 0),
        row_lower=root.row_lower,
        row_upper=root.row_upper,
        lower=root.lower,
        upper=root.upper,
        is_integer=np.array(core.is_integer)[~late_columns],
    )
    return TwoStage(first=first, families=(family,))


def matrix_of(tree: Tree, leaves: list[State], period: int) -> VaryingMatrix:
    """Return the rows of the second period in the columns of a period, one matrix for each state.

    It has every place that the core file or some state has.
    """
    known = {key for key in tree.core.entries if tree.row_period[key[0]] == 1}
    known = known.union(*(state.entries for state in leaves))
    keys = sorted(key for key in known if tree.column_period[key[1]] == period)
    base = np.array([tree.core.entries.get(key, 0.0) for key in keys])
    values = np.repeat(base[None, :], len(leaves), axis=0)
    at = {key: number for number, key in enumerate(keys)}
    for number, state in enumerate(leaves):
        for key, value in state.entries.items():
            if key in at:
                values[number, at[key]] = value
    row, column = np.array(keys, dtype=int).reshape(-1, 2).T
    rows, columns = np.flatnonzero(tree.row_period == 1), np.flatnonzero(tree.column_period == period)
    return VaryingMatrix(
        np.searchsorted(rows, row),
        np.searchsorted(columns, column),
        (rows.size, columns.size),
        Varying.of(values),
    )


def local_matrix(
    tree: Tree, entries: dict[tuple[int, int], float], row_period: int, column_period: int
) -> sparse.csr_matrix:
    """Return coefficients by the places of rows and columns in their periods."""
    rows = np.flatnonzero(tree.row_period == row_period)
    columns = np.flatnonzero(tree.column_period == column_period)
    kept = [
        (row, column, value)
        for (row, column), value in entries.items()
        if tree.column_period[column] == column_period
    ]
    table = np.array(kept, dtype=float).reshape(-1, 3)
    place = (np.searchsorted(rows, table[:, 0]), np.searchsorted(columns, table[:, 1]))
    return sparse.csr_matrix((table[:, 2], place), shape=(rows.size, columns.size))


def whole_tree(tree: Tree) -> MatrixProgram:
    """Return the extensive form on the tree, of any number of periods."""
    core = tree.core
    columns = [np.flatnonzero(tree.column_period == period) for period in range(len(tree.periods))]
    rows = [np.flatnonzero(tree.row_period == period) for period in range(len(tree.periods))]
    by_period: list[list[tuple[tuple[int, int], float]]] = [[] for _ in tree.periods]
    for key, value in core.entries.items():
        by_period[tree.row_period[key[0]]].append((key, value))
    left = np.concatenate([[0], np.cumsum([columns[node.period].size for node in tree.nodes])])
    top = np.concatenate([[0], np.cumsum([rows[node.period].size for node in tree.nodes])])
    states, triples = [], []
    bases = bases_of(tree)
    for number, node in enumerate(tree.nodes):
        state, base = state_of(tree, node, bases[node.period]), bases[node.period]
        states.append(state)
        path = {node.period: number}
        at = node
        while at.parent >= 0:
            path[tree.nodes[at.parent].period] = at.parent
            at = tree.nodes[at.parent]
        for (row, column), value in {**dict(by_period[node.period]), **state.entries}.items():
            period = int(tree.column_period[column])
            triples.append(
                (
                    top[number] + base.row_place[row],
                    left[path[period]] + base.column_place[column],
                    value,
                )
            )
    table = np.array(triples, dtype=float).reshape(-1, 3)
    place = (table[:, 0].astype(int), table[:, 1].astype(int))
    whole = np.array(core.is_integer)
    return MatrixProgram(
        cost=np.concatenate(
            [node.probability * state.cost for node, state in zip(tree.nodes, states, strict=True)]
        ),
        matrix=sparse.csc_matrix((table[:, 2], place), shape=(int(top[-1]), int(left[-1]))),
        row_lower=np.concatenate([state.row_lower for state in states]),
        row_upper=np.concatenate([state.row_upper for state in states]),
        lower=np.concatenate([state.lower for state in states]),
        upper=np.concatenate([state.upper for state in states]),
        is_integer=np.concatenate([whole[columns[node.period]] for node in tree.nodes]),
        rows=np.concatenate(
            [np.full(rows[node.period].size, tree.periods[node.period], dtype=object) for node in tree.nodes]
        ),
    )
