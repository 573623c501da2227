"""Rows of a block that hold one second-stage column are limits of that column."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plantshare.methods.two_stage import Family

__all__ = ["BlockBounds", "Limited", "block_bounds"]

ROUNDING = 1e-9
"""Limits of a column that cross by no more than this, relative to their size, are taken as equal."""


@dataclass(frozen=True, slots=True, eq=False)
class Limited:
    """Limits of the columns of some blocks, and the row that each comes from.

    Parameters
    ----------
    lower, upper
        Limits, dims (block, column).
    lower_row, upper_row
        Row that gives the limit, or -1 where it is the column's own, dims (block, column).
    """

    lower: np.ndarray
    upper: np.ndarray
    lower_row: np.ndarray
    upper_row: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class BlockBounds:
    """The rows of a family that a block solver keeps as rows, and those that become limits.

    The tight links x[j,c] <= D[m,c] n[j] are most rows of a block, and each holds one flow. As limits
    of the flows they cost the simplex nothing; their duals are the reduced costs of the flows.

    Parameters
    ----------
    kept
        Rows that hold no column or several.
    layers
        (rows, columns, coefficients) of the others, no column twice in one layer.
    """

    kept: np.ndarray
    layers: tuple[tuple[np.ndarray, np.ndarray, np.ndarray], ...]

    def limits(
        self, lower: np.ndarray, upper: np.ndarray, row_lower: np.ndarray, row_upper: np.ndarray
    ) -> Limited:
        """Return the limits of columns once the rows of the layers are read as limits.

        All arguments have dims (block, column) or (block, row); the first two are changed in place.
        """
        lower_row = np.full(lower.shape, -1, dtype=np.int32)
        upper_row = np.full(upper.shape, -1, dtype=np.int32)
        for rows, columns, coefficients in self.layers:
            least, most = row_lower[:, rows] / coefficients, row_upper[:, rows] / coefficients
            is_positive = coefficients > 0
            least, most = np.where(is_positive, least, most), np.where(is_positive, most, least)
            for limit, source, found, is_tighter in (
                (lower, lower_row, least, least > lower[:, columns]),
                (upper, upper_row, most, most < upper[:, columns]),
            ):
                limit[:, columns] = np.where(is_tighter, found, limit[:, columns])
                source[:, columns] = np.where(is_tighter, rows, source[:, columns])
        crossed = (lower > upper) & (lower - upper <= ROUNDING * (1 + np.abs(lower)))
        upper[crossed] = lower[crossed]
        return Limited(lower, upper, lower_row, upper_row)

    def row_duals(self, kept_duals: np.ndarray, reduced: np.ndarray, limited: Limited) -> np.ndarray:
        """Return the duals of all rows from those of the kept rows and the reduced costs.

        When maximising, a column with a positive reduced cost rests on its upper limit.

        Parameters
        ----------
        kept_duals, reduced
            Dims (block, kept row) and (block, column).
        limited
            Limits the columns had.
        """
        height = self.kept.size + sum(rows.size for rows, _, _ in self.layers)
        duals = np.zeros((len(kept_duals), height))
        duals[:, self.kept] = kept_duals
        source = np.where(reduced > 0, limited.upper_row, limited.lower_row)
        for rows, columns, coefficients in self.layers:
            duals[:, rows] = np.where(source[:, columns] == rows, reduced[:, columns] / coefficients, 0.0)
        return duals


def block_bounds(family: Family) -> BlockBounds:
    """Return which rows of a family can be read as limits of one column."""
    recourse = family.recourse
    count = np.bincount(recourse.row, minlength=recourse.shape[0])
    varies = np.zeros(recourse.row.size, dtype=bool)
    varies[recourse.entries.places] = True
    alone = np.flatnonzero((count[recourse.row] == 1) & ~varies & (recourse.entries.base != 0))
    rows, columns, coefficients = recourse.row[alone], recourse.column[alone], recourse.entries.base[alone]
    kept = np.setdiff1d(np.arange(recourse.shape[0]), rows)
    order = np.argsort(columns, kind="stable")
    rows, columns, coefficients = rows[order], columns[order], coefficients[order]
    # The first row of each column goes to layer 0, the second to layer 1, and so on.
    starts = np.flatnonzero(np.diff(columns, prepend=-1))
    turn = np.arange(columns.size) - np.repeat(starts, np.diff(np.append(starts, columns.size)))
    layers = tuple(
        (rows[turn == layer], columns[turn == layer], coefficients[turn == layer])
        for layer in range(int(turn.max(initial=-1)) + 1)
    )
    return BlockBounds(kept, layers)
