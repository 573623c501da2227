"""Where blocks start: the bases of their last answers, which travel between processes."""

from __future__ import annotations

import zlib

import highspy
import numpy as np

__all__ = ["Bases"]

STATES = 5
"""States of a column or row in a basis, numbered from 0."""


class Bases:
    """The basis in which each block ended, for its next start; they travel between processes.

    Bases that came from elsewhere are opened when somebody asks for them; whoever only passes them on
    leaves them packed.

    Parameters
    ----------
    kept
        Basis of each block, none before it was first solved; or all of them packed, as they travel.
    """

    def __init__(self, kept: tuple[highspy.HighsBasis | None, ...] | bytes) -> None:
        self.opened = None if isinstance(kept, bytes) else kept
        self.packed = kept if isinstance(kept, bytes) else None

    @property
    def kept(self) -> tuple[highspy.HighsBasis | None, ...]:
        """Return the basis of each block."""
        if self.opened is None:
            self.opened = unpack(self.packed or b"")
        return self.opened

    def __reduce__(self) -> tuple[type[Bases], tuple[bytes]]:
        """Return how to make the bases again."""
        if self.packed is None:
            self.packed = pack(self.kept)
        return Bases, (self.packed,)


def pack(kept: tuple[highspy.HighsBasis | None, ...]) -> bytes:
    """Return bases as bytes: the counts of states and columns, then one byte for each state."""
    written = []
    for basis in kept:
        states = [] if basis is None else [*basis.col_status, *basis.row_status]
        columns = 0 if basis is None else len(basis.col_status)
        written += [size.to_bytes(4, "little") for size in (len(states), columns)]
        written.append(bytes(map(int, states)))
    return zlib.compress(b"".join(written), level=1)


def unpack(packed: bytes) -> tuple[highspy.HighsBasis | None, ...]:
    """Return bases as they were before they were packed."""
    states = np.array([highspy.HighsBasisStatus(number) for number in range(STATES)], dtype=object)
    written, at = zlib.decompress(packed), 0
    kept: list[highspy.HighsBasis | None] = []
    while at < len(written):
        size, columns = (int.from_bytes(written[at + skip : at + skip + 4], "little") for skip in (0, 4))
        numbers = np.frombuffer(written, dtype=np.uint8, count=size, offset=at + 8)
        at += 8 + size
        basis = None
        if size:
            basis = highspy.HighsBasis()
            basis.col_status = states[numbers[:columns]].tolist()
            basis.row_status = states[numbers[columns:]].tolist()
            basis.valid, basis.alien = True, False
        kept.append(basis)
    return tuple(kept)
