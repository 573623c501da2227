"""Several sets of futures side by side, so that one evaluation serves all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from plantshare.study import Draw, Draws

__all__ = ["side_by_side"]


def side_by_side(cases: Mapping[str, Draws]) -> Draws:
    """Return the futures of several sets as one set, all equally likely within their case.

    What one case draws leaves the futures of the others as they are.

    Parameters
    ----------
    cases
        Futures by the name of their case. The futures are called "case 1", "case 2" and so on.
    """
    names = [f"{case} {number + 1}" for case, draws in cases.items() for number in range(len(draws.weights))]
    columns: list[Draw] = []
    before = 0
    for draws in cases.values():
        count = len(draws.weights)
        own = names[before : before + count]
        columns.extend(renamed(draw, own, names) for draw in draws.columns)
        before += count
    weights = np.concatenate([np.asarray(draws.weights) for draws in cases.values()]) / len(cases)
    return Draws(columns=tuple(columns), weights=tuple(float(one) for one in weights), origin={})


def renamed(draw: Draw, own: list[str], names: list[str]) -> Draw:
    """Return a draw whose futures stand under new names among others that it leaves alone."""
    values = draw.values.assign_coords(scenario=np.array(own, dtype=object))
    return replace(draw, values=values.reindex(scenario=np.array(names, dtype=object)))
