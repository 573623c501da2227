"""The aim of a plan, worked out anew from what it comes to in each scenario."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np

from plantshare.results.checker.audit import MILLIONS, Findings
from plantshare.results.checker.figures import Figures
from plantshare.results.checker.ledger import Ledger, present_values

__all__ = ["AimStated", "check_aim"]


class AimStated(Protocol):
    """What the check needs of the aim of a result."""

    @property
    def name(self) -> str:
        """Return the name of the aim."""

    @property
    def figures(self) -> Mapping[str, float]:
        """Return its numbers by name."""

    @property
    def best(self) -> tuple[float, ...]:
        """Return the best worth in each scenario, where the aim is a regret."""


Worth = Callable[[np.ndarray, np.ndarray, AimStated], float]


def check_aim(
    ledger: Ledger,
    figures: Figures,
    findings: Findings,
    *,
    members: Sequence[str],
    probability: Mapping[str, float],
    objective: float,
    aim: AimStated,
) -> None:
    """Compare the objective with the aim of the plan, from its worth in each scenario by the tables.

        NPV_s = sum_t (1 + r)^-t (received - paid by the members in scenario s or in all of them)

    Parameters
    ----------
    ledger
        Amounts recomputed from the tables.
    figures
        Figures of the study.
    findings
        Takes what does not hold.
    members
        Whose money counts.
    probability
        Probability of each scenario.
    objective
        What the plan claims, millions.
    aim
        What it was chosen for.
    """
    known = aim.name in WORTHS
    findings.holds("aim", known, f"'{aim.name}'", f"one of {', '.join(sorted(WORTHS))}")
    if not known:
        return
    worths = []
    for scenario in probability:
        certain = {name: float(name == scenario) for name in probability}
        value = present_values(ledger, figures, certain)
        worths.append(sum(value.get(member, 0.0) for member in members))
    chance = np.array(list(probability.values()))
    possible = chance > 0
    if aim.name == "regret":
        check_best(np.array(worths), aim, findings, list(probability))
        if len(aim.best) != len(worths):
            return
    wanted = WORTHS[aim.name](np.array(worths)[possible], chance[possible], Possible(aim, possible))
    findings.equal("objective", objective, wanted, MILLIONS)


class Possible:
    """An aim with the best worths of those scenarios that can happen."""

    def __init__(self, aim: AimStated, possible: np.ndarray) -> None:
        self.name, self.figures = aim.name, aim.figures
        self.best = tuple(np.array(aim.best)[possible]) if aim.best else ()


def check_best(worths: np.ndarray, aim: AimStated, findings: Findings, scenarios: Sequence[str]) -> None:
    """Check that no scenario is worth more under the plan than the most that any plan could reach there."""
    findings.holds(
        "best worth of each scenario",
        len(aim.best) == worths.size,
        f"{len(aim.best)} best worths",
        f"one for each of {worths.size} scenarios",
    )
    for scenario, worth, best in zip(scenarios, worths, aim.best, strict=False):
        findings.at_most("best worth of each scenario", worth, best, MILLIONS, scenario=scenario)


def mean(worth: np.ndarray, chance: np.ndarray, aim: AimStated) -> float:
    """Return the expected worth."""
    return float(np.average(worth, weights=chance))


def blend(worth: np.ndarray, chance: np.ndarray, aim: AimStated) -> float:
    """Return the blend of the mean and the mean of the worst, as the best over all levels.

    CVaR_b = max over levels z of z - E (z - NPV)+ / (1 - b); one of the worths is a best level.
    """
    tail = max(
        level - mean(np.maximum(level - worth, 0.0), chance, aim) / (1 - aim.figures["level"])
        for level in worth
    )
    share = aim.figures["share"]
    return (1 - share) * mean(worth, chance, aim) + share * float(tail)


def charged(worth: np.ndarray, chance: np.ndarray, aim: AimStated) -> float:
    """Return the mean less the charge on what is short of the threshold."""
    short = np.where(worth < aim.figures["threshold"], aim.figures["threshold"] - worth, 0.0)
    return mean(worth, chance, aim) - aim.figures["weight"] * mean(short, chance, aim)


def regret(worth: np.ndarray, chance: np.ndarray, aim: AimStated) -> float:
    """Return minus the largest regret."""
    return -float(np.max(np.array(aim.best) - worth))


def lowest(worth: np.ndarray, chance: np.ndarray, aim: AimStated) -> float:
    """Return the worth of the worst scenario."""
    return float(min(worth))


WORTHS: Mapping[str, Worth] = {
    "expected": mean,
    "cvar": blend,
    "downside": charged,
    "regret": regret,
    "worst": lowest,
}
"""How each aim is worked out."""
