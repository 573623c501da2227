"""First-stage columns for what blocks see of the first stage, so that cuts have few coefficients."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from plantshare.methods.two_stage import Family, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["Linked", "linked"]

DIGITS = 12
"""Digits to which two rows must agree to be seen as one."""


@dataclass(frozen=True, slots=True, eq=False)
class Linked:
    """A program with a first-stage column for each sum of first-stage columns that blocks see.

    A capacity that depends on five shift patterns, or a peak rate on all earlier launches, becomes one
    column u = t x. The blocks then see u alone, and a cut has one coefficient for it.

    Parameters
    ----------
    program
        The program with the added columns behind its own.
    sums
        Coefficients t, dims (added column, own column).
    """

    program: TwoStage
    sums: sparse.csr_matrix

    def extended(self, x: np.ndarray) -> np.ndarray:
        """Return first-stage values with those of the added columns, given the program's own."""
        own = x[: self.sums.shape[1]]
        return np.concatenate([own, self.sums @ own])


def linked(program: TwoStage) -> Linked:
    """Return a program with the sums that its blocks see as first-stage columns.

    Only rows of T that are the same in every block and hold several columns are replaced; rows that
    are multiples of one another share a column.
    """
    first, count = program.first, program.first.cost.size
    known: dict[bytes, int] = {}
    sums: list[tuple[np.ndarray, np.ndarray]] = []
    families = tuple(linked_family(family, count, known, sums) for family in program.families)
    added = len(sums)
    indices = np.concatenate([columns for columns, _ in sums] or [np.zeros(0, dtype=int)])
    values = np.concatenate([values for _, values in sums] or [np.zeros(0)])
    starts = np.concatenate([[0], np.cumsum([columns.size for columns, _ in sums])]).astype(int)
    matrix = sparse.csr_matrix((values, indices, starts), shape=(added, count))
    families = tuple(widened(family, count + added) for family in families)
    low, high = sum_limits(matrix, first.lower, first.upper)
    own = sparse.hstack([first.matrix, sparse.csr_matrix((first.row_lower.size, added))])
    links = sparse.hstack([-matrix, sparse.identity(added)])
    wider = replace(
        first,
        cost=np.concatenate([first.cost, np.zeros(added)]),
        matrix=sparse.vstack([own, links], format="csr"),
        row_lower=np.concatenate([first.row_lower, np.zeros(added)]),
        row_upper=np.concatenate([first.row_upper, np.zeros(added)]),
        lower=np.concatenate([first.lower, low]),
        upper=np.concatenate([first.upper, high]),
        is_integer=np.concatenate([first.is_integer, np.zeros(added, dtype=bool)]),
    )
    return Linked(TwoStage(first=wider, families=families), matrix)


def linked_family(
    family: Family, count: int, known: dict[bytes, int], sums: list[tuple[np.ndarray, np.ndarray]]
) -> Family:
    """Return a family whose constant rows of T with several columns see an added column each.

    New sums are added to ``known`` and ``sums``.
    """
    technology = family.technology
    entries = technology.entries
    varies = np.zeros(technology.row.size, dtype=bool)
    varies[entries.places] = True
    order = np.lexsort((technology.column, technology.row))
    starts = np.flatnonzero(np.diff(technology.row[order], prepend=-1))
    kept = np.ones(technology.row.size, dtype=bool)
    rows, columns, values = [], [], []
    for own in np.split(order, starts[1:]):
        if own.size < 2 or varies[own].any():
            continue
        used = own[entries.base[own] != 0]
        if used.size < 2:
            continue
        scale = float(np.abs(entries.base[used]).max())
        shape = np.round(entries.base[used] / scale, DIGITS)
        key = technology.column[used].tobytes() + shape.tobytes()
        if key not in known:
            known[key] = len(sums)
            sums.append((technology.column[used], entries.base[used] / scale))
        kept[own] = False
        rows.append(technology.row[own[0]])
        columns.append(count + known[key])
        values.append(scale)
    positions = np.flatnonzero(kept)
    old = entries.at(np.arange(family.blocks), positions)
    base = np.concatenate([old.base, np.array(values)])
    return replace(
        family,
        technology=VaryingMatrix(
            np.concatenate([technology.row[positions], np.array(rows, dtype=int)]),
            np.concatenate([technology.column[positions], np.array(columns, dtype=int)]),
            technology.shape,
            Varying(base, old.places, old.values),
        ),
    )


def widened(family: Family, count: int) -> Family:
    """Return a family whose matrix T has room for the added columns."""
    technology = family.technology
    shape = (technology.shape[0], count)
    return replace(
        family, technology=VaryingMatrix(technology.row, technology.column, shape, technology.entries)
    )


def sum_limits(
    matrix: sparse.csr_matrix, lower: np.ndarray, upper: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the least and the most that sums of limited columns can be."""
    entries = matrix.tocoo()
    small = np.where(entries.data > 0, lower[entries.col], upper[entries.col]) * entries.data
    large = np.where(entries.data > 0, upper[entries.col], lower[entries.col]) * entries.data
    low, high = np.zeros(matrix.shape[0]), np.zeros(matrix.shape[0])
    np.add.at(low, entries.row, small)
    np.add.at(high, entries.row, large)
    # A hair of room, so that rounding never makes a plan impossible.
    room = 1e-9 * (
        1 + np.where(np.isfinite(low), np.abs(low), 0) + np.where(np.isfinite(high), np.abs(high), 0)
    )
    return low - room, high + room
