"""What is wrong with one cell, before it is known where the cell stands."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["CellFault", "Wording"]


@dataclass(frozen=True, slots=True)
class Wording:
    """What the writer of a refused cell is told.

    Parameters
    ----------
    code
        Code of the fault.
    wanted
        What should stand in the cell.
    fix
        What to do about it.
    """

    code: str
    wanted: str
    fix: str


@dataclass(frozen=True, slots=True)
class CellFault:
    """A cell that could not be used.

    Parameters
    ----------
    row
        Position of the cell in its column, from 0.
    wording
        What is wrong with it.
    """

    row: int
    wording: Wording
