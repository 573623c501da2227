"""The second stage estimated from the duals of a few blocks, which hold for every block of a family."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from plantshare.methods.bases import Bases
from plantshare.methods.block_solver import Outcome, Part, Start
from plantshare.methods.condensed import Groups
from plantshare.methods.executor import Check, Shared
from plantshare.methods.recourse import Cut, Evaluation, Recourse, possible_cuts
from plantshare.methods.two_stage import Family, TwoStage
from plantshare.methods.varying import Varying

__all__ = ["PooledRecourse", "can_pool"]

FRESH = 12
"""Blocks of each group that are solved at a point; the others are estimated."""

MOST_DUALS = 240
"""Duals that a group keeps; those that estimate no block for longest make room."""

ROUNDING = 1e-7
"""Price below which a limit that is infinite has none, relative to the largest price."""

FEWEST = 40
"""Times the fresh blocks that a group must have: with fewer, solving all of them leads as far as quickly."""


def can_pool(program: TwoStage, groups: Groups) -> bool:
    """Return whether the duals of one block hold for all others of its group, and whether that saves time.

    They do where costs and recourse matrices are the same: blocks that differ in right sides, limits
    and coefficients of T alone have one set of dual solutions (Higle and Sen 1991).
    """
    used = [program.families[number] for number, _ in groups]
    if any(f.cost.places.size or f.recourse.entries.places.size for f in used):
        return False
    return sum(part.size for _, part in groups) >= FEWEST * FRESH * len(groups)


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Limits of blocks on one side, those that any block lacks being zero.

    Parameters
    ----------
    base
        Limits of the first block of the family, dims (place).
    limit, part
        The limits as the family keeps them, and the blocks.
    is_endless
        Where a block has no limit, dims (place).
    """

    base: np.ndarray
    limit: Varying
    part: np.ndarray
    is_endless: np.ndarray

    def times(self, prices: np.ndarray) -> np.ndarray:
        """Return the sum over places of limit times price, dims (block, dual), for prices (dual, place)."""
        places = self.limit.places
        if places.size == 0:
            return np.repeat((prices @ self.base)[None, :], self.part.size, axis=0)
        own = np.where(self.is_endless[places], 0.0, self.limit.values[self.part] - self.base[places])
        worth: np.ndarray = prices @ self.base + own @ prices[:, places].T
        return worth


@dataclass(slots=True, eq=False)
class Pool:
    """Dual solutions of one group, and what each promises of each block before the first stage is known.

    Parameters
    ----------
    family, blocks
        The family, and numbers of the blocks of the group.
    row_limits, limits
        Lower and upper limits of the rows and of the columns of the blocks.
    duals
        Dual solutions, dims (dual, row).
    constants
        Worth of each dual at a first stage of zero, dims (block, dual).
    unused
        Evaluations since a dual was last the best of some block, dims (dual).
    """

    family: Family
    blocks: np.ndarray
    row_limits: tuple[Ends, Ends]
    limits: tuple[Ends, Ends]
    duals: np.ndarray = field(init=False)
    constants: np.ndarray = field(init=False)
    unused: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        """Begin without duals."""
        self.duals = np.zeros((0, self.family.row_lower.base.size))
        self.constants = np.zeros((self.blocks.size, 0))
        self.unused = np.zeros(0, dtype=int)

    def add(self, duals: np.ndarray) -> None:
        """Add dual solutions, dims (dual, row); those whose promise is infinite are left out.

        A dual pi promises of a block with right sides r, s, limits l, u and reduced costs d = q - pi W

            sum_i (pi_i^+ s_i + pi_i^- r_i) + sum_j (d_j^+ u_j + d_j^- l_j) - pi T x
        """
        reduced = self.family.cost.base - duals @ self.family.recourse.first
        worth = np.zeros((self.blocks.size, len(duals)))
        useful = np.ones(len(duals), dtype=bool)
        for prices, low, high in ((duals, *self.row_limits), (reduced, *self.limits)):
            small = ROUNDING * max(1.0, float(np.abs(prices).max(initial=0.0)))
            for part, limit in ((np.maximum(prices, 0.0), high), (np.minimum(prices, 0.0), low)):
                useful &= (np.abs(part[:, limit.is_endless]) <= small).all(axis=1)
                worth += limit.times(part)
        stays = np.argsort(self.unused, kind="stable")[: max(0, MOST_DUALS - int(useful.sum()))]
        stays.sort()
        self.duals = np.concatenate([self.duals[stays], duals[useful]])
        self.constants = np.hstack([self.constants[:, stays], worth[:, useful]])
        self.unused = np.concatenate([self.unused[stays], np.zeros(int(useful.sum()), dtype=int)])

    def cut(self, group: int, x: np.ndarray) -> tuple[Cut, float]:
        """Return the cut in which each block has the dual that promises least of it, and its worth."""
        technology = self.family.technology
        used = technology.times(x)[self.blocks]
        promises = self.constants - used @ self.duals.T
        best = promises.argmin(axis=1)
        self.unused += 1
        self.unused[np.unique(best)] = 0
        every = np.arange(self.blocks.size)
        weight = self.family.probability[self.blocks]
        rows = np.zeros((self.family.blocks, self.duals.shape[1]))
        rows[self.blocks] = weight[:, None] * self.duals[best]
        slope = -technology.weighted(rows)
        constant = float(weight @ self.constants[every, best])
        return Cut(group, constant, slope), constant + float(slope @ x)


class PooledRecourse:
    """A second stage of which only some blocks are solved at each point, others in each round.

    Every cut holds for the whole program, and no worth is less than the true one. The blocks take
    turns, so that after a while each has had a dual of its own.

    Parameters
    ----------
    recourse
        The whole second stage, whose executor solves the blocks.
    groups
        Its groups of blocks.
    """

    def __init__(self, recourse: Recourse, groups: Groups) -> None:
        self.recourse = recourse
        self.members = groups
        self.groups = recourse.groups
        self.turn = 0
        self.pools = [pool_of(recourse.program.families[number], part) for number, part in groups]
        self.bases: list[Bases] = [Bases((None,) * min(FRESH, part.size)) for _, part in groups]

    def evaluate(self, x: np.ndarray, check: Check = lambda: None) -> Evaluation:
        """Return what the second stage is worth at most at a first stage, and cuts that hold there.

        Parameters
        ----------
        x
            Values of the first-stage columns.
        check
            Called before each block; raises to stop.
        """
        fresh = []
        for number, part in self.members:
            chosen = part[self.turn % -(-part.size // FRESH) :: -(-part.size // FRESH)]
            chosen = np.resize(chosen, min(FRESH, part.size))
            fresh.append(Shared(Part(self.recourse.program.families[number], chosen)))
        self.turn += 1
        starts = [Start(x, bases) for bases in self.bases]
        found = self.recourse.executor.map(Part.priced, fresh, starts, check)
        cuts: list[Cut] = []
        values = np.zeros(self.groups)
        for group, (outcome, duals) in enumerate(found):
            self.bases[group] = outcome.bases
            self.pools[group].add(duals)
            if self.pools[group].duals.size:
                cut, values[group] = self.pools[group].cut(group, x)
                cuts.append(cut)
            if outcome.cuts:
                values[group] = -np.inf
                cuts.extend(possible_cuts(outcome, x))
        return Evaluation(values, tuple(cuts), pivots_of(found))


def pivots_of(found: list[tuple[Outcome, np.ndarray]]) -> int:
    """Return the simplex iterations of some outcomes."""
    return sum(outcome.pivots for outcome, _ in found)


def pool_of(family: Family, part: np.ndarray) -> Pool:
    """Return an empty pool of some blocks of a family."""
    return Pool(
        family,
        part,
        (ends_of(family.row_lower, part), ends_of(family.row_upper, part)),
        (ends_of(family.lower, part), ends_of(family.upper, part)),
    )


def ends_of(limit: Varying, part: np.ndarray) -> Ends:
    """Return the limits of some blocks on one side."""
    is_endless = ~np.isfinite(limit.base)
    is_endless[limit.places] |= ~np.isfinite(limit.values).all(axis=0)
    base = np.where(is_endless, 0.0, limit.base)
    return Ends(base, limit, part, is_endless)
