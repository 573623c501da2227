"""How good a plan is proven to be, in words."""

from __future__ import annotations

from plantshare.report.words import currency_sign, millions, percent
from plantshare.results import Result

__all__ = ["PROVEN", "aim_words", "gap_words", "is_proven", "status_words"]

PROVEN = 5e-4
"""Bound and plan this close, in millions, count as the same: half a thousand of currency."""

ENDS = {
    "optimal": "Optimal",
    "gap_reached": "Good enough",
    "time_limit": "Stopped at the time limit with a plan that can be used",
    "interrupted": "Interrupted; this is the best plan found until then",
}
"""How a search that found a plan can end."""


def status_words(result: Result) -> str:
    """Return how the search ended, in one sentence."""
    return f"{ENDS[result.proof.status]}: {gap_words(result)}."


def is_proven(result: Result) -> bool:
    """Return whether no plan can earn more than this one."""
    return result.proof.bound - result.proof.objective < PROVEN


def gap_words(result: Result) -> str:
    """Return the proven gap in words."""
    proof = result.proof
    sign = currency_sign(result.study.settings["currency"])
    if not proof.gap < float("inf"):
        return "nothing is proven yet about how much better a plan could be"
    verb = "earns" if proof.aim.is_expected else "reaches"
    if is_proven(result):
        return f"proven that no plan {verb} more"
    return (
        f"proven that no plan {verb} more than {percent(proof.gap, 3)} "
        f"({sign}{millions(proof.bound - proof.objective)}m) above this one"
    )


def aim_words(result: Result) -> str:
    """Return what the plan was chosen for and reaches, in one sentence; nothing for the expected value."""
    proof = result.proof
    if proof.aim.is_expected:
        return ""
    sign = currency_sign(result.study.settings["currency"])
    if proof.aim.name == "regret":
        regret = f"{sign}{millions(abs(proof.objective))}m"
        return f"Aim: the smallest regret; {regret} in the future that regrets most."
    return f"Aim: {proof.aim.words}; {sign}{millions(proof.objective)}m."
