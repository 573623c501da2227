"""The second stage of a two-stage program: its worth at a first stage, and cuts, by an executor."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol

import numpy as np

from plantshare.methods.bases import Bases
from plantshare.methods.block_solver import Outcome, Part, Start
from plantshare.methods.condensed import Groups
from plantshare.methods.executor import Check, Executor, Shared, Threads
from plantshare.methods.two_stage import Family, TwoStage

__all__ = ["Cut", "Evaluation", "Recourse", "SecondStage", "Settled", "cut_groups"]

MOST_BLOCKS = 256
"""Blocks that one task works through; fixed, so that answers do not depend on the workers."""

FEWEST_GROUPS = 12
"""Cuts that an iteration gives at least, where there are as many blocks."""


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """One cut at x: worth[group] <= constant + slope z, or 0 <= constant + slope z without a group.

    Parameters
    ----------
    group
        Number of the group of blocks, or -1 for a cut that keeps the second stage possible.
    constant, slope
        The right side.
    """

    group: int
    constant: float
    slope: np.ndarray


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """What the second stage is worth at a first stage.

    Parameters
    ----------
    values
        Worth of each group; minus infinity where a block has no answer.
    cuts
        One for each group that has an answer, and some for blocks that have none.
    pivots
        Simplex iterations.
    """

    values: np.ndarray
    cuts: tuple[Cut, ...]
    pivots: int

    @property
    def value(self) -> float:
        """Return the expected worth of the second stage."""
        return float(self.values.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """The best second stage of a first stage.

    Parameters
    ----------
    values, duals
        Second-stage columns and rows in extensive order.
    impossible
        Numbers of the scenarios with a block that has no answer; its values mean nothing.
    """

    values: np.ndarray
    duals: np.ndarray
    impossible: np.ndarray


class SecondStage(Protocol):
    """Says what the second stage is worth at a first stage, or at most, with cuts that hold for the whole."""

    def evaluate(self, x: np.ndarray, check: Check = lambda: None) -> Evaluation:
        """Return worth and cuts at a first stage.

        Parameters
        ----------
        x
            Values of the first-stage columns.
        check
            Raises to stop.
        """


class Recourse:
    """The blocks of a program, worked on by an executor, each from the basis of its last answer.

    Parameters
    ----------
    program
        The program; its second stage must be continuous.
    groups
        Groups of blocks that share a cut; those of ``cut_groups`` unless given.
    threads
        Threads of this process; 0 takes one for each core. An executor takes their place.
    executor
        Who solves the blocks, and stays open when the recourse ends.
    """

    def __init__(
        self,
        program: TwoStage,
        groups: Groups | None = None,
        threads: int = 0,
        *,
        executor: Executor | None = None,
    ) -> None:
        self.program = program
        self.parts: list[Shared[Part]] = []
        self.bases: list[Bases] = []
        self.places: list[tuple[int, np.ndarray]] = []
        group_of: list[int] = []
        groups = cut_groups(program) if groups is None else groups
        for group, (number, part) in enumerate(groups):
            for chosen in np.array_split(part, -(-part.size // MOST_BLOCKS)):
                self.parts.append(Shared(Part(program.families[number], chosen)))
                self.bases.append(Bases((None,) * chosen.size))
                self.places.append((number, chosen))
                group_of.append(group)
        self.group_of = np.array(group_of, dtype=int)
        self.groups = len(groups)
        self.stack = ExitStack()
        self.executor = executor if executor is not None else self.stack.enter_context(Threads(threads))

    def __enter__(self) -> Recourse:
        """Return the recourse."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the threads, if they are its own."""
        self.stack.close()

    def evaluate(self, x: np.ndarray, check: Check = lambda: None) -> Evaluation:
        """Return what the second stage is worth at a first stage, and its cuts there.

        Parameters
        ----------
        x
            Values of the first-stage columns.
        check
            Called before each block, or from time to time while blocks are away; raises to stop.
        """
        outcomes = self.executor.map(Part.solve, self.parts, self.starts(x), check)
        self.bases = [outcome.bases for outcome in outcomes]
        values = np.zeros(self.groups)
        np.add.at(values, self.group_of, [outcome.value for outcome in outcomes])
        cuts: list[Cut] = []
        for group in np.flatnonzero(np.isfinite(values)):
            own = [outcomes[at] for at in np.flatnonzero(self.group_of == group)]
            slope = np.sum([outcome.slope for outcome in own], axis=0)
            cuts.append(Cut(int(group), float(values[group] - slope @ x), slope))
        cuts.extend(cut for outcome in outcomes for cut in possible_cuts(outcome, x))
        return Evaluation(values, tuple(cuts), sum(outcome.pivots for outcome in outcomes))

    def starts(self, x: np.ndarray) -> list[Start]:
        """Return the tasks of a first stage."""
        return [Start(x, bases) for bases in self.bases]

    def columns(self, x: np.ndarray, check: Check = lambda: None) -> tuple[np.ndarray, np.ndarray]:
        """Return values of all second-stage columns and duals of all rows, in extensive order."""
        settled = self.settled(x, check)
        return settled.values, settled.duals

    def settled(self, x: np.ndarray, check: Check = lambda: None) -> Settled:
        """Return the best second stage of a first stage, every block solved once.

        Parameters
        ----------
        x
            Values of the first-stage columns.
        check
            Called before each block, or from time to time while blocks are away; raises to stop.
        """
        found = self.executor.map(Part.settled, self.parts, self.starts(x), check)
        families = self.program.families
        values = [np.zeros((f.blocks, f.cost.base.size)) for f in families]
        duals = [np.zeros((f.blocks, f.row_lower.base.size)) for f in families]
        impossible: set[int] = set()
        for (number, chosen), (own_values, own_duals, is_answered) in zip(self.places, found, strict=True):
            values[number][chosen] = own_values
            weight = families[number].probability[chosen][:, None]
            duals[number][chosen] = weight * own_duals
            impossible.update(families[number].scenario[chosen[~is_answered]].tolist())
        flat = [
            np.concatenate([part.ravel() for part in parts] or [np.zeros(0)]) for parts in (values, duals)
        ]
        return Settled(flat[0], flat[1], np.array(sorted(impossible), dtype=int))


def cut_groups(program: TwoStage) -> Groups:
    """Return the groups of blocks that share a cut: a family each, or parts of it where there are few."""
    share = -(-FEWEST_GROUPS // max(1, len(program.families)))
    return tuple(
        (number, part)
        for number, family in enumerate(program.families)
        for part in np.array_split(similar_first(family), share)
        if part.size
    )


def similar_first(family: Family) -> np.ndarray:
    """Return the numbers of the blocks in an order in which neighbours are alike.

    The limits of rows and columns that vary are brought to one scale and summed: a block with more
    demand follows one with a little less, so that few pivots lead from one to the next.
    """
    size = np.zeros(family.blocks)
    for varying in (family.row_lower, family.row_upper, family.lower, family.upper):
        values = np.where(np.isfinite(varying.values), varying.values, 0.0)
        if values.size:
            spread = values.std(axis=0)
            size += (values / np.where(spread > 0, spread, 1.0)).sum(axis=1)
    return np.argsort(size, kind="stable")


def possible_cuts(outcome: Outcome, x: np.ndarray, most: int = 5) -> list[Cut]:
    """Return the cuts of the blocks that are furthest from an answer."""
    worst = sorted(outcome.cuts, key=lambda cut: -cut[0])[:most]
    return [Cut(-1, float(slope @ x - violation), -slope) for violation, slope in worst]
