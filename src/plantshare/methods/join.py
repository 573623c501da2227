"""One two-stage program from parts that hold some of its scenarios each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from plantshare.errors import MethodError
from plantshare.methods.two_stage import Family, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["Joined", "join"]


@dataclass(frozen=True, slots=True, eq=False)
class Joined:
    """A program of all scenarios, and where those of each part stand in it.

    Parameters
    ----------
    program
        The whole program.
    places
        For each part and each of its families, the family of the whole and the blocks in it.
    """

    program: TwoStage
    places: tuple[tuple[tuple[int, slice], ...], ...]

    def part_of_columns(self, part: int, values: np.ndarray) -> np.ndarray:
        """Return column values of one part in its own extensive order, from those of the whole.

        Parameters
        ----------
        part
            Number of the part.
        values
            Values in the extensive order of the whole program.
        """
        widths = [family.cost.base.size for family in self.program.families]
        return self.part_of(part, values, self.program.first.cost.size, widths)

    def part_of_rows(self, part: int, duals: np.ndarray) -> np.ndarray:
        """Return row duals of one part in its own extensive order, from those of the whole.

        Parameters
        ----------
        part
            Number of the part.
        duals
            Duals in the extensive order of the whole program.
        """
        heights = [family.row_lower.base.size for family in self.program.families]
        return self.part_of(part, duals, self.program.first.row_lower.size, heights)

    def part_of(self, part: int, vector: np.ndarray, first: int, widths: list[int]) -> np.ndarray:
        """Return the entries of one part, given the width of a block of each family."""
        sizes = [family.blocks * width for family, width in zip(self.program.families, widths, strict=True)]
        starts = first + np.concatenate([[0], np.cumsum(sizes)]).astype(int)
        pieces = [vector[:first]]
        for family, blocks in self.places[part]:
            own = vector[starts[family] : starts[family + 1]].reshape(-1, widths[family])
            pieces.append(own[blocks].ravel())
        return np.concatenate(pieces)


def join(parts: Sequence[TwoStage], weights: Sequence[float]) -> Joined:
    """Return the program whose scenarios are those of all parts.

    Blocks of the same shape and pattern become one family. A first stage that costs differently in
    each part, as where wages are uncertain, costs their mean.

    Parameters
    ----------
    parts
        Programs of the same first stage; the probabilities of each add to one.
    weights
        Probability of each part; adds to one.

    Raises
    ------
    MethodError
        If the first stages differ in more than their costs.

    Examples
    --------
    Joining the program of a coin with itself gives two coins of half the weight each.

    >>> from scipy import sparse
    >>> from plantshare.methods.two_stage import FirstStage
    >>> one, none = sparse.csr_matrix([[1.0]]), np.zeros(0)
    >>> first = FirstStage(cost=-np.ones(1), matrix=sparse.csr_matrix((0, 1)), row_lower=none,
    ...     row_upper=none, lower=np.zeros(1), upper=np.ones(1), is_integer=np.zeros(1, dtype=bool))
    >>> coin = Family(name="all", scenario=np.arange(2), probability=np.array([0.5, 0.5]),
    ...     cost=Varying.of(np.array([[3.0], [4.0]])), row_lower=Varying.same(np.array([-np.inf]), 2),
    ...     row_upper=Varying.same(np.zeros(1), 2), lower=Varying.same(np.zeros(1), 2),
    ...     upper=Varying.same(np.ones(1), 2), technology=VaryingMatrix.same(-one, 2),
    ...     recourse=VaryingMatrix.same(one, 2), is_integer=np.zeros(1, dtype=bool))
    >>> two = join([TwoStage(first=first, families=(coin,))] * 2, [0.5, 0.5]).program
    >>> two.families[0].probability, two.families[0].cost.rows().ravel()
    (array([0.25, 0.25, 0.25, 0.25]), array([3., 4., 3., 4.]))
    """
    first = parts[0].first
    for other in parts[1:]:
        require_same(first.row_lower, other.first.row_lower)
        require_same(first.row_upper, other.first.row_upper)
        require_same(first.lower, other.first.lower)
        require_same(first.upper, other.first.upper)
        if (first.matrix != other.first.matrix).nnz:
            raise MethodError("the parts of a program differ in their first stage")
    cost = np.sum([weight * part.first.cost for part, weight in zip(parts, weights, strict=True)], axis=0)
    groups: dict[tuple[object, ...], int] = {}
    members: list[list[Family]] = []
    places: list[tuple[tuple[int, slice], ...]] = []
    before = 0
    for part, weight in zip(parts, weights, strict=True):
        own = []
        for family in part.families:
            number = groups.setdefault(shape_of(family), len(members))
            if number == len(members):
                members.append([])
            start = sum(each.blocks for each in members[number])
            members[number].append(
                replace(family, probability=weight * family.probability, scenario=before + family.scenario)
            )
            own.append((number, slice(start, start + family.blocks)))
        places.append(tuple(own))
        before += 1 + max((int(family.scenario.max()) for family in part.families), default=-1)
    families = tuple(joined_family(each) for each in members)
    return Joined(TwoStage(first=replace(first, cost=cost), families=families), tuple(places))


def require_same(one: np.ndarray, other: np.ndarray) -> None:
    """Refuse first stages that differ."""
    if not np.array_equal(one, other):
        raise MethodError("the parts of a program differ in their first stage")


def shape_of(family: Family) -> tuple[object, ...]:
    """Return what families must share to be joined."""
    matrices = (family.technology, family.recourse)
    patterns = tuple(
        (each.shape, np.asarray(each.row).tobytes(), np.asarray(each.column).tobytes()) for each in matrices
    )
    return (family.name, family.is_integer.tobytes(), patterns)


def joined_family(parts: Sequence[Family]) -> Family:
    """Return one family of the blocks of several."""
    return replace(
        parts[0],
        scenario=np.concatenate([part.scenario for part in parts]),
        probability=np.concatenate([part.probability for part in parts]),
        cost=joined_vectors([part.cost for part in parts]),
        row_lower=joined_vectors([part.row_lower for part in parts]),
        row_upper=joined_vectors([part.row_upper for part in parts]),
        lower=joined_vectors([part.lower for part in parts]),
        upper=joined_vectors([part.upper for part in parts]),
        technology=joined_matrices([part.technology for part in parts]),
        recourse=joined_matrices([part.recourse for part in parts]),
    )


def joined_vectors(parts: Sequence[Varying]) -> Varying:
    """Return the vectors of all blocks of several, keeping only what differs."""
    base = parts[0].base
    differs = np.zeros(base.size, dtype=bool)
    for part in parts:
        differs[part.places] = True
        differs |= part.base != base
    places = np.flatnonzero(differs)
    return Varying(base, places, np.concatenate([part.columns(places) for part in parts]))


def joined_matrices(parts: Sequence[VaryingMatrix]) -> VaryingMatrix:
    """Return the matrices of all blocks of several, which share their pattern."""
    entries = joined_vectors([part.entries for part in parts])
    return VaryingMatrix(parts[0].row, parts[0].column, parts[0].shape, entries)
