"""Vectors and matrices of which many blocks hold copies that differ in few places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

__all__ = ["Varying", "VaryingMatrix"]


@dataclass(frozen=True, slots=True, eq=False)
class Varying:
    """One vector for each block, stored as what they share and what differs.

    Parameters
    ----------
    base
        Values of the first block, one for each place.
    places
        Places at which at least one block differs from the first.
    values
        Values at those places, dims (block, place).

    Examples
    --------
    >>> demand = Varying.of(np.array([[5.0, 1.0, 7.0], [5.0, 2.0, 7.0]]))
    >>> demand.places, demand.block(1)
    (array([1]), array([5., 2., 7.]))
    """

    base: np.ndarray
    places: np.ndarray
    values: np.ndarray

    @classmethod
    def of(cls, rows: np.ndarray) -> Varying:
        """Return vectors given one by row, keeping only what differs."""
        # A value that is infinite in both is the same value; their difference would be no number.
        differs = (rows != rows[0]).any(axis=0)
        places = np.flatnonzero(differs)
        return cls(rows[0].copy(), places, np.ascontiguousarray(rows[:, places]))

    @classmethod
    def same(cls, values: np.ndarray, blocks: int) -> Varying:
        """Return the same vector for every block."""
        return cls(np.asarray(values, dtype=float), np.zeros(0, dtype=int), np.zeros((blocks, 0)))

    def block(self, number: int) -> np.ndarray:
        """Return the vector of one block."""
        full = self.base.copy()
        full[self.places] = self.values[number]
        return full

    def rows(self, chosen: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Return the vectors of some blocks, dims (block, place)."""
        values = self.values[chosen]
        full = np.repeat(self.base[None, :], len(values), axis=0)
        full[:, self.places] = values
        return full

    def columns(self, positions: np.ndarray) -> np.ndarray:
        """Return the values of every block at some positions, dims (block, position)."""
        place = np.full(self.base.size, -1)
        place[self.places] = np.arange(self.places.size)
        own = place[positions]
        full = np.repeat(self.base[None, positions], len(self.values), axis=0)
        full[:, own >= 0] = self.values[:, own[own >= 0]]
        return full

    def at(self, chosen: np.ndarray, positions: np.ndarray) -> Varying:
        """Return the same for some blocks and some positions."""
        where = np.full(self.base.size, -1)
        where[self.places] = np.arange(self.places.size)
        own = where[positions]
        known = own >= 0
        if np.array_equal(own[known], np.arange(self.places.size)):
            is_every = np.array_equal(chosen, np.arange(len(self.values)))
            values = self.values if is_every else self.values[chosen]
        else:
            values = self.values[np.ix_(chosen, own[known])]
        base = self.base[positions].copy()
        if known.any() and len(values):
            base[known] = values[0]
        return Varying(base, np.flatnonzero(known), values)

    def mean(self, weight: np.ndarray) -> np.ndarray:
        """Return the weighted mean over the blocks; the weights sum to one."""
        full = self.base.copy()
        full[self.places] = weight @ self.values
        return full


@dataclass(frozen=True, eq=False)
class VaryingMatrix:
    """One sparse matrix for each block, all with the same pattern.

    Parameters
    ----------
    row, column
        Place of each entry that is not zero in every block, sorted by row, then column.
    shape
        Rows and columns.
    entries
        Values of the entries.
    """

    row: np.ndarray
    column: np.ndarray
    shape: tuple[int, int]
    entries: Varying

    @classmethod
    def same(cls, matrix: sparse.spmatrix, blocks: int) -> VaryingMatrix:
        """Return the same matrix for every block."""
        rows = sparse.coo_matrix(sparse.csr_matrix(matrix))
        return cls(rows.row, rows.col, rows.shape, Varying.same(rows.data, blocks))

    def block(self, number: int) -> sparse.csr_matrix:
        """Return the matrix of one block."""
        return self.filled(self.entries.block(number))

    def filled(self, entries: np.ndarray) -> sparse.csr_matrix:
        """Return a matrix of this pattern with other values."""
        return sparse.csr_matrix((entries, (self.row, self.column)), shape=self.shape)

    @cached_property
    def first(self) -> sparse.csr_matrix:
        """Return the matrix of the first block."""
        return self.filled(self.entries.base)

    @cached_property
    def shared(self) -> sparse.csr_matrix:
        """Return the entries that all blocks share, with none where blocks differ."""
        entries = self.entries.base.copy()
        entries[self.entries.places] = 0.0
        return self.filled(entries)

    @cached_property
    def sum_by_row(self) -> sparse.csr_matrix:
        """Return which row each varying entry belongs to, dims (entry, row)."""
        places = self.entries.places
        ones = np.ones(places.size)
        return sparse.csr_matrix(
            (ones, (np.arange(places.size), self.row[places])), shape=(places.size, self.shape[0])
        )

    def times(self, x: np.ndarray) -> np.ndarray:
        """Return the matrix of every block times a vector, dims (block, row)."""
        shared = self.shared @ x
        places = self.entries.places
        if places.size == 0:
            return np.repeat(shared[None, :], len(self.entries.values), axis=0)
        product: np.ndarray = shared + (self.entries.values * x[self.column[places]]) @ self.sum_by_row
        return product

    def weighted(self, rows: np.ndarray) -> np.ndarray:
        """Return the sum over blocks of a row vector times the matrix of the block, by column.

        g[c] = sum_b sum_r rows[b, r] T_b[r, c]
        """
        total: np.ndarray = rows.sum(axis=0) @ self.shared
        places = self.entries.places
        if places.size:
            own = np.einsum("be,be->e", rows[:, self.row[places]], self.entries.values)
            np.add.at(total, self.column[places], own)
        return total
