"""The linear relaxation: short steps first, then the proof."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from plantshare.methods.linear_phase import Linear, solve_linear
from plantshare.methods.master import Master
from plantshare.methods.near_phase import Near, solve_near
from plantshare.methods.recourse import Evaluation, SecondStage
from plantshare.methods.search import Search

__all__ = ["solve_relaxation"]

PROOF_EVERY = 3
"""Rounds of short steps after which the whole master is asked for a bound."""

MOST_STEPS = 40
"""Most rounds of short steps before the proof."""


def solve_relaxation(
    master: Master,
    recourse: SecondStage,
    search: Search,
    *,
    start: np.ndarray | None,
    known: float = -np.inf,
    gap: float,
    most: int = 10_000,
    is_enough: Callable[[], bool] = lambda: False,
) -> Linear:
    """Return the best first stage of the linear relaxation, and tell the search what is proven.

    Short steps find the point in few rounds; once no more is promised within reach, the whole master is
    asked, and what cuts are missing elsewhere are made on the way to the proof.

    Parameters
    ----------
    master, recourse
        First and second stage. The second may hold means of blocks: its bound holds for the whole.
    search
        Told the bounds, and asked whether to stop.
    start
        A point of the first stage to begin near; without one there are no short steps.
    known
        Worth of that point where short steps have been made already; only the proof is left then.
    gap
        Relative gap between point and bound at which to stop.
    most
        Most rounds of the proof.
    is_enough
        Asked after each round of the proof; true ends it.
    """
    first, asked = master.first, 0
    if start is not None and not np.isfinite(known):

        def say_near(near: Near) -> None:
            nonlocal asked
            if near.rounds - asked >= PROOF_EVERY:
                # A promise within reach is no bound: the whole master is asked now and then.
                asked = near.rounds
                master.limit(first.lower, first.upper)
                search.prove(master.solve_linear().bound)
            search.say(f"near {near.value:.6g}, promised {near.promised:.6g}, round {near.rounds}")

        near = solve_near(
            master,
            recourse,
            start,
            (first.lower, first.upper),
            gap=gap / 2,
            most=MOST_STEPS,
            check=search.check,
            try_centre=True,
            say=say_near,
        )
        if near is not None and np.isfinite(near.value):
            start, known = near.x, near.value

    def say(linear: Linear, found: Evaluation) -> None:
        search.prove(linear.answer.bound)
        search.say(f"linear {linear.value:.6g}, round {linear.rounds}, {found.pivots} pivots")

    linear = solve_linear(
        master,
        recourse,
        start=start,
        known=known,
        gap=gap,
        check=search.check,
        say=say,
        most=most,
        is_enough=is_enough,
    )
    if linear.answer.x.size:
        search.prove(linear.answer.bound)
    return linear
