"""Programs of fewer blocks: the mean of many blocks, which no plan beats where costs agree."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plantshare.methods.clusters import clusters
from plantshare.methods.two_stage import Family, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["Groups", "condensed", "mean_value"]

Groups = tuple[tuple[int, np.ndarray], ...]
"""Family and block numbers of each group of blocks."""

MOST_CELLS = 0.25
"""Share of the blocks above which a condensed program saves too little."""


def condensed(program: TwoStage, groups: Groups, parts: int = 1) -> tuple[TwoStage, Groups] | None:
    """Return a program in which blocks of equal cost and recourse matrix are one, or few: their means.

    The worth of a block is concave in its right side (Jensen 1906), so the mean block is worth at
    least the mean of the blocks: a cut of the condensed program holds for the whole one. None where
    costs or recourse matrices differ so much that little would be saved.

    Parameters
    ----------
    program
        The program.
    groups
        Groups of blocks that share a cut; the condensed program has one family for each.
    parts
        Means that a group keeps: more are nearer to the whole program, and take longer.
    """
    families, cells, blocks = [], 0, 0
    for number, chosen in groups:
        family = program.families[number]
        data = np.hstack([family.cost.values[chosen], family.recourse.entries.values[chosen]])
        _, cell = np.unique(data, axis=0, return_inverse=True)
        alike = [chosen[cell == label] for label in range(int(cell.max()) + 1)]
        kept = clusters(family, alike, parts)
        families.append(merged(family, kept))
        cells, blocks = cells + len(kept), blocks + chosen.size
    if cells > MOST_CELLS * blocks:
        return None
    own = tuple((number, np.arange(family.blocks)) for number, family in enumerate(families))
    return TwoStage(first=program.first, families=tuple(families)), own


def mean_value(program: TwoStage) -> TwoStage:
    """Return the program with one block for each family, which holds the mean of its data.

    Its plan is what a stochastic plan is compared with.
    """
    return replace(
        program, families=tuple(merged(family, [np.arange(family.blocks)]) for family in program.families)
    )


def merged(family: Family, parts: list[np.ndarray]) -> Family:
    """Return a family of one block for each part: its mean, weighted by probability."""
    weights = [family.probability[part] for part in parts]

    def mean(varying: Varying) -> Varying:
        rows = []
        for part, weight in zip(parts, weights, strict=True):
            # A weight of zero times an infinite limit is no number.
            used = weight > 0 if weight.sum() > 0 else np.ones(part.size, dtype=bool)
            share = weight[used] / weight.sum() if weight.sum() > 0 else np.full(part.size, 1 / part.size)
            rows.append(share @ varying.values[part[used]])
        first = varying.base.copy()
        first[varying.places] = rows[0]
        return Varying(first, varying.places, np.array(rows))

    def mean_matrix(matrix: VaryingMatrix) -> VaryingMatrix:
        return VaryingMatrix(matrix.row, matrix.column, matrix.shape, mean(matrix.entries))

    return replace(
        family,
        scenario=np.arange(len(parts)),
        probability=np.array([weight.sum() for weight in weights]),
        cost=mean(family.cost),
        row_lower=mean(family.row_lower),
        row_upper=mean(family.row_upper),
        lower=mean(family.lower),
        upper=mean(family.upper),
        technology=mean_matrix(family.technology),
        recourse=mean_matrix(family.recourse),
    )
