"""Why no plan is possible: which rules are in conflict, and the least change that would resolve it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse

from plantshare.formulation.matrix import MatrixProgram
from plantshare.formulation.words import RULE_WORDS, bend_words
from plantshare.methods.direct import solve_direct
from plantshare.methods.limits import Limits

__all__ = ["find_conflicts"]

SMALL = 1e-6


def find_conflicts(program: MatrixProgram, limits: Limits) -> tuple[str, ...]:
    """Return the rules in conflict and the least change of each, in words.

    Each rule that a planner can bend is bent alone first: where that makes a plan possible, its least
    total change is reported. If no rule suffices alone, all of them are bent together and the changes
    of the cheapest combination are reported. HiGHS' own conflict set is not used: it is not valid when
    integers cause the conflict.
    """
    names = [name for name in dict.fromkeys(program.rows) if can_bend(name)]
    seconds = max(5.0, limits.seconds / (len(names) + 1))
    each = replace(limits, gap=1e-4, seconds=min(seconds, limits.seconds), tell=None)
    alone = {name: least_bend(program, [name], each) for name in names}
    possible = {name: bends[name] for name, bends in alone.items() if bends is not None}
    if possible:
        return tuple(bend_words(name, amount) for name, amount in sorted(possible.items()))
    together = least_bend(program, names, each)
    if together is None:
        return (
            "The rules that cannot be bent conflict with one another: capacity balances, or bounds "
            "of single values. Look at minimum volumes, closed patterns and forced launches.",
        )
    needed = {name: amount for name, amount in together.items() if amount > SMALL}
    head = "No single rule is enough; these would have to give way together:"
    return (head, *(bend_words(name, amount) for name, amount in sorted(needed.items())))


def can_bend(name: str) -> bool:
    """Return whether a planner can bend the rule."""
    return name in RULE_WORDS or name.startswith(("rule ", "budget "))


def least_bend(program: MatrixProgram, names: list[str], limits: Limits) -> dict[str, float] | None:
    """Return the least total violation of each of some rules that makes a plan possible, or none."""
    rows = np.flatnonzero(np.isin(program.rows, names))
    count = rows.size
    # One column lifts each row and one lowers it, at a cost of one each.
    entries = np.concatenate([np.ones(count), -np.ones(count)])
    extra = sparse.csc_matrix(
        (entries, (np.concatenate([rows, rows]), np.arange(2 * count))),
        shape=(program.row_lower.size, 2 * count),
    )
    bent = replace(
        program,
        cost=np.concatenate([np.zeros(program.cost.size), -np.ones(2 * count)]),
        matrix=sparse.hstack([program.matrix, extra], format="csc"),
        lower=np.concatenate([program.lower, np.zeros(2 * count)]),
        upper=np.concatenate([program.upper, np.full(2 * count, np.inf)]),
        is_integer=np.concatenate([program.is_integer, np.zeros(2 * count, dtype=bool)]),
    )
    solution = solve_direct(bent, limits)
    if not solution.has_plan:
        return None
    slack = solution.values[program.cost.size :]
    total = slack[:count] + slack[count:]
    return {name: float(total[program.rows[rows] == name].sum()) for name in names}
