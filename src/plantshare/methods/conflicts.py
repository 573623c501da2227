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
LEAST_SECONDS = 5.0


def find_conflicts(program: MatrixProgram, places: np.ndarray, limits: Limits) -> tuple[str, ...]:
    """Return the rules in conflict and the least change of each, in words.

    Each rule that a planner can bend is bent alone first: where that makes a plan possible, its least
    total change is reported, and where it falls. If no rule suffices alone, all of them are bent
    together and the changes of the cheapest combination are reported. HiGHS' own conflict set is not
    used: it is not valid when integers cause the conflict.

    Parameters
    ----------
    program
        The program that has no plan.
    places
        Labels of each row in words.
    limits
        Time to spend on all of it.
    """
    names = [name for name in dict.fromkeys(program.rows) if can_bend(name)]
    seconds = max(LEAST_SECONDS, limits.seconds / (len(names) + 1))
    each = replace(limits, gap=1e-4, seconds=seconds, tell=None)
    alone = [bend for name in names if (bend := least_bend(program, [name], each)) is not None]
    if alone:
        return tuple(line for bend in alone for line in in_words(program, places, bend))
    together = least_bend(program, names, each)
    if together is None:
        return (
            "The rules that cannot be bent conflict with one another. Look at forced launches, plants "
            "that must stay open and patterns that groups do not have.",
        )
    head = "No single rule is enough; these would have to give way together:"
    return (head, *in_words(program, places, together))


def can_bend(name: str) -> bool:
    """Return whether a planner can bend the rule."""
    return name in RULE_WORDS or name.startswith(("rule ", "budget "))


def least_bend(program: MatrixProgram, names: list[str], limits: Limits) -> np.ndarray | None:
    """Return the least violation of each row of some rules that makes a plan possible, or none."""
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
    bend = np.zeros(program.row_lower.size)
    bend[rows] = slack[:count] + slack[count:]
    return bend


def in_words(program: MatrixProgram, places: np.ndarray, bend: np.ndarray) -> list[str]:
    """Return one sentence for each rule that bends, the largest places first."""
    lines = []
    for name in dict.fromkeys(program.rows[bend > SMALL]):
        own = np.flatnonzero((program.rows == name) & (bend > SMALL))
        order = own[np.argsort(-bend[own], kind="stable")]
        lines.append(bend_words(name, [(places[row], float(bend[row])) for row in order]))
    return lines
