"""Bargaining: how parties divide a surplus that only all of them together can have."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from scipy.optimize import brentq, minimize_scalar

from plantshare.deals.game import Split

__all__ = [
    "equal_gain_point",
    "equal_gain_split",
    "kalai_smorodinsky_point",
    "kalai_smorodinsky_split",
    "nash_point",
    "nash_split",
]

Surplus = float | tuple[float, float, float]
Frontier = Callable[[float], float]


def nash_split(
    surplus: Surplus, weights: Mapping[str, float], caps: Mapping[str, float] | None = None
) -> Split:
    """Return the gains that share a surplus by bargaining power.

    gain[i] = beta[i] S; whoever would pass its cap gets the cap, and the rest is split again. This
    maximises prod_i gain[i]^beta[i] (Nash 1950; with weights Kalai 1977). Where the caps add up to
    less than the surplus, each gets its cap and the rest goes to nobody. Without a surplus above 0
    there is no deal, and each gains 0.

    Parameters
    ----------
    surplus
        Gain of all together over their outside options, in any unit of money; or (low, value, high).
    weights
        Bargaining power beta of each player, positive; only their ratios matter.
    caps
        Most that a player can gain, same unit; none for a player that is not named.

    Examples
    --------
    Of 40, 20 each; but the host can take 12 at most.

    >>> nash_split(40.0, {"host": 0.5, "guest": 0.5}, {"host": 12.0}).payoff
    (12.0, 28.0)
    """
    players = tuple(weights)
    _check_positive("weights", weights)
    limits = _limits(players, caps)

    def gains(amount: float) -> list[float]:
        return _resplit(amount, [weights[name] for name in players], limits)

    return _over_range(players, surplus, gains)


def kalai_smorodinsky_split(
    surplus: Surplus, players: Sequence[str], caps: Mapping[str, float] | None = None
) -> Split:
    """Return the gains that give each player the same share of the most it could gain.

    gain[i] = t min(cap[i], S)   with the largest t <= 1 that the surplus allows (Kalai and Smorodinsky
    1975). Without a surplus above 0 there is no deal, and each gains 0.

    Parameters
    ----------
    surplus
        Gain of all together over their outside options, in any unit of money; or (low, value, high).
    players
        Names of the players.
    caps
        Most that a player can gain, same unit; none for a player that is not named.

    Examples
    --------
    The host could gain 12, the guest 40: each gets 40 / 52 of that.

    >>> split = kalai_smorodinsky_split(40.0, ["host", "guest"], {"host": 12.0})
    >>> [round(gain, 4) for gain in split.payoff]
    [9.2308, 30.7692]
    """
    limits = _limits(tuple(players), caps)

    def gains(amount: float) -> list[float]:
        ideal = [min(limit, amount) for limit in limits]
        share = min(1.0, amount / math.fsum(ideal)) if math.fsum(ideal) > 0 else 0.0
        return [share * most for most in ideal]

    return _over_range(tuple(players), surplus, gains)


def equal_gain_split(
    surplus: Surplus, players: Sequence[str], caps: Mapping[str, float] | None = None
) -> Split:
    """Return the largest gains that are the same for all.

    gain[i] = min(S / n, smallest cap) (Kalai 1977, egalitarian). What nobody may take without taking
    more than another goes to nobody; ``nash_split`` with equal weights shares it among those below
    their caps.

    Parameters
    ----------
    surplus
        Gain of all together over their outside options, in any unit of money; or (low, value, high).
    players
        Names of the players.
    caps
        Most that a player can gain, same unit; none for a player that is not named.

    Examples
    --------
    >>> equal_gain_split(40.0, ["host", "guest"], {"host": 12.0}).payoff
    (12.0, 12.0)
    """
    limits = _limits(tuple(players), caps)

    def gains(amount: float) -> list[float]:
        return [min(amount / len(players), *limits)] * len(players)

    return _over_range(tuple(players), surplus, gains)


def nash_point(frontier: Frontier, most: float, weight: float = 0.5) -> tuple[float, float]:
    """Return the gains of two parties that maximise x^weight y^(1 - weight) on a frontier.

    Right to about 1e-8 of ``most``, as a maximum is flat.

    Parameters
    ----------
    frontier
        Most that the second party can gain if the first gains x: concave, not rising, positive before
        ``most``. Any unit of money, or of worth to the party where risk is disliked.
    most
        Most that the first party can gain, same unit, above 0.
    weight
        Bargaining power of the first party, between 0 and 1.

    Examples
    --------
    >>> [round(gain, 6) for gain in nash_point(lambda x: 1 - x**2, 1.0)]
    [0.57735, 0.666667]
    """
    _check_frontier(most)
    if not 0 < weight < 1:
        raise ValueError(f"weight must lie between 0 and 1, got {weight}")

    def loss(gain: float) -> float:
        other = frontier(gain)
        if gain <= 0 or other <= 0:
            return math.inf
        return -(weight * math.log(gain) + (1 - weight) * math.log(other))

    found = minimize_scalar(
        loss, bounds=(0.0, most), method="bounded", options={"xatol": 1e-13 * most, "maxiter": 500}
    )
    return float(found.x), float(frontier(found.x))


def kalai_smorodinsky_point(frontier: Frontier, most: float) -> tuple[float, float]:
    """Return the gains of two parties on a frontier that are the same share of the most of each.

    Parameters
    ----------
    frontier, most
        As of ``nash_point``; the most of the second party is ``frontier(0)``.

    Examples
    --------
    >>> [round(gain, 9) for gain in kalai_smorodinsky_point(lambda x: 1 - x**2, 1.0)]
    [0.618033989, 0.618033989]
    """
    return _on_ray(frontier, most, frontier(0.0) / most if most > 0 else 0.0)


def equal_gain_point(frontier: Frontier, most: float) -> tuple[float, float]:
    """Return the largest gains of two parties on a frontier that are the same.

    Parameters
    ----------
    frontier, most
        As of ``nash_point``.

    Examples
    --------
    >>> [round(gain, 9) for gain in equal_gain_point(lambda x: 2 - 2 * x, 1.0)]
    [0.666666667, 0.666666667]
    """
    return _on_ray(frontier, most, 1.0)


def _on_ray(frontier: Frontier, most: float, slope: float) -> tuple[float, float]:
    """Return the point of the frontier where the second gains ``slope`` times what the first does."""
    _check_frontier(most)
    if frontier(most) >= slope * most:
        return most, slope * most
    gain = float(brentq(lambda x: frontier(x) - slope * x, 0.0, most, xtol=1e-14 * most))
    return gain, slope * gain


def _resplit(amount: float, weights: Sequence[float], limits: Sequence[float]) -> list[float]:
    """Return shares of an amount by weight, with those at their limits fixed and the rest split again."""
    gains = [0.0] * len(weights)
    open_to = set(range(len(weights)))
    left = amount
    while open_to:
        total = math.fsum(weights[index] for index in open_to)
        shares = {index: left * weights[index] / total for index in open_to}
        capped = {index for index in open_to if shares[index] >= limits[index]}
        for index in capped or open_to:
            gains[index] = min(shares[index], limits[index])
        if not capped:
            break
        left -= math.fsum(limits[index] for index in capped)
        open_to -= capped
    return gains


def _over_range(players: tuple[str, ...], surplus: Surplus, gains: Callable[[float], list[float]]) -> Split:
    """Return gains at a surplus and at the ends of its range: every gain rises with the surplus."""
    low, value, high = surplus if isinstance(surplus, tuple) else (surplus, surplus, surplus)
    if not (math.isfinite(low) and math.isfinite(high) and low <= value <= high):
        raise ValueError(f"surplus must be finite with low <= value <= high, got {surplus}")
    at = [tuple(gains(max(amount, 0.0))) for amount in (low, value, high)]
    return Split(players=players, low=at[0], payoff=at[1], high=at[2])


def _limits(players: tuple[str, ...], caps: Mapping[str, float] | None) -> list[float]:
    """Return the cap of each player, infinite where none is named."""
    if len(players) < 2 or len(set(players)) < len(players):
        raise ValueError(f"a surplus is split between two or more players of different names, got {players}")
    given = caps or {}
    unknown = sorted(set(given) - set(players))
    if unknown:
        raise ValueError(f"caps name {unknown}, who are not among the players {list(players)}")
    wrong = {name: cap for name, cap in given.items() if not cap >= 0}
    if wrong:
        raise ValueError(f"caps must be 0 or more, got {wrong}: who can only lose signs no deal")
    return [float(given.get(name, math.inf)) for name in players]


def _check_positive(name: str, amounts: Mapping[str, float]) -> None:
    """Refuse weights that are not positive numbers."""
    wrong = {player: amount for player, amount in amounts.items() if not 0 < amount < math.inf}
    if wrong:
        raise ValueError(f"{name} must be positive numbers, got {wrong}")


def _check_frontier(most: float) -> None:
    """Refuse a frontier on which the first party cannot gain."""
    if not 0 < most < math.inf:
        raise ValueError(f"the most that the first party can gain must be above 0, got {most}")
