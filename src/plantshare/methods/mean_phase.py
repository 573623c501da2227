"""A first guess and first cuts from the mean of the blocks, solved whole."""

from __future__ import annotations

from dataclasses import replace

import highspy
import numpy as np

from plantshare.methods.condensed import Groups, condensed
from plantshare.methods.direct import highs_of
from plantshare.methods.recourse import Cut
from plantshare.methods.search import Search
from plantshare.methods.two_stage import TwoStage, extensive

__all__ = ["MeanAnswer", "solve_mean"]

MOST_COLUMNS = 300_000
"""Columns of a mean program above which it is not solved whole."""

MeanAnswer = tuple[np.ndarray, tuple[Cut, ...], float]
"""First stage, cuts, and bound."""


def solve_mean(program: TwoStage, groups: Groups, search: Search) -> MeanAnswer | None:
    """Return the first stage that suits the mean of the blocks, cuts that hold for all, and a bound.

    The duals of the whole mean program give the one cut for each group that proves its bound, which is
    a bound of the full program too (Jensen). None where the mean saves too little or has no answer.
    """
    smaller = condensed(program, groups)
    if smaller is None or smaller[0].columns > MOST_COLUMNS:
        return None
    mean = smaller[0]
    whole = extensive(mean)
    highs = highs_of(replace(whole, is_integer=np.zeros_like(whole.is_integer)))
    highs.setOptionValue("time_limit", max(search.left, 1e-3))
    highs.setOptionValue("solver", "ipm")
    highs.setOptionValue("run_crossover", "on")
    highs.setOptionValue("threads", 1)
    if search.limits.stop is not None:
        stop = search.limits.stop

        def ask(event: highspy.highs.HighsCallbackEvent) -> None:
            if stop():
                event.interrupt()

        highs.cbIpmInterrupt.subscribe(ask)
        highs.cbSimplexInterrupt.subscribe(ask)
    highs.run()
    search.check()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution()
    values, duals = np.array(solution.col_value), np.array(solution.row_dual)
    count = program.first.cost.size
    x = values[:count]
    cuts = []
    column, row = count, program.first.row_lower.size
    for group, family in enumerate(mean.families):
        height, width = family.recourse.shape
        own = values[column : column + width * family.blocks]
        worth = float(whole.cost[column : column + own.size] @ own)
        rows = duals[row : row + height * family.blocks].reshape(family.blocks, height)
        slope = -family.technology.weighted(rows)
        cuts.append(Cut(group, worth - float(slope @ x), slope))
        column, row = column + own.size, row + rows.size
    return np.clip(x, program.first.lower, program.first.upper), tuple(cuts), float(whole.cost @ values)
