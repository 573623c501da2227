"""Games from plans: what groups of companies earn together when only deals among them may be signed."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantshare.deals.game import MOST_PLAYERS, Game
from plantshare.deals.valuation import difference
from plantshare.errors import LabelError
from plantshare.methods import Executor
from plantshare.results import Result
from plantshare.solve.restricted import Restricted

__all__ = ["CompanyGame", "company_game", "deals_among", "members_of", "with_government"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CompanyGame:
    """A game between companies and what it took to find its worths.

    Parameters
    ----------
    game
        Worth of each coalition above what its members earn without any deal, m, with proven bounds.
    coalitions
        How many coalitions there are, without the empty one.
    solves
        How many programs were solved for them.
    seconds
        Time that this took, building included.
    together, apart
        The plan in which all players may sign the deals among them, and the plan without any deal.
    """

    game: Game
    coalitions: int
    solves: int
    seconds: float
    together: Result
    apart: Result


def company_game(
    restricted: Restricted, players: Sequence[str] = (), executor: Executor | None = None
) -> CompanyGame:
    """Return what each coalition of companies is worth.

        v(C) = max profit with deals among members of C - max profit without any deal

    Companies meet in a plan only through deals, so that whoever is outside earns what it earns alone, its
    outside option, in both. Coalitions with the same deals among them share one plan. A coalition is worth
    at least as much as each of its parts, which tightens the bounds.

    Parameters
    ----------
    restricted
        The study, built once for plans with some of its deals.
    players
        Companies; all that are party to a deal of the study unless given.
    executor
        Who solves the plans of the coalitions; one after another in this process unless given.

    Raises
    ------
    LabelError
        If a player is party to no deal, or there are fewer than two or more than twenty.
    InfeasibleError
        If no plan is possible.
    """
    began, before = time.perf_counter(), restricted.solves
    deals = restricted.study.frame("deals")
    opening = deals[deals.options.map(len) > 0]
    involved = tuple(dict.fromkeys([*opening.host, *opening.guest]))
    chosen = tuple(players) or involved
    unknown = sorted(set(chosen) - set(involved))
    if unknown or not 2 <= len(chosen) <= MOST_PLAYERS:
        raise LabelError(f"found players {list(chosen)}, wanted 2 to {MOST_PLAYERS} of {list(involved)}")
    among = {
        mask: restricted.restriction(deals_among(opening, members_of(chosen, mask)))
        for mask in range(1 << len(chosen))
    }
    # Coalitions without a deal among them are the plan without any deal, as is the empty one.
    plans = restricted.plan_all(list(among.values()), executor)
    plans[0].require_plan()
    worths = np.zeros((3, 1 << len(chosen)))
    for mask, plan in enumerate(plans):
        if among[mask] != among[0]:
            worths[:, mask] = difference(plan.require_plan(), plans[0])
    low, value, high = monotone(worths)
    return CompanyGame(
        game=Game(players=chosen, values=value, low=low, high=high),
        coalitions=(1 << len(chosen)) - 1,
        solves=restricted.solves - before,
        seconds=time.perf_counter() - began,
        together=plans[-1],
        apart=plans[0],
    )


def members_of(players: Sequence[str], mask: int) -> set[str]:
    """Return the names of the players in a coalition.

    Parameters
    ----------
    players
        Names of all players.
    mask
        The coalition: bit i is set if player i is in it.
    """
    return {name for place, name in enumerate(players) if mask >> place & 1}


def deals_among(opening: pd.DataFrame, members: set[str]) -> list[str]:
    """Return the deals whose host and guest are both members.

    Parameters
    ----------
    opening
        Deals that open options, a row each.
    members
        Names of companies.
    """
    inside = opening.host.isin(members) & opening.guest.isin(members)
    return [str(name) for name in opening.deal[inside]]


def monotone(worths: np.ndarray) -> np.ndarray:
    """Return low, value and high of each coalition, none below those of its parts; dims (3, mask).

    What a part can do the whole can do, so lows and values are raised to those of the parts; no part is
    worth more than the whole, so highs are lowered to those of the coalitions around.

    Examples
    --------
    >>> monotone(np.array([[0.0, 2.0, -1.0, 1.0], [0.0, 2.0, 0.0, 1.5], [0.0, 9.0, 1.0, 3.0]])).tolist()
    [[0.0, 2.0, 0.0, 2.0], [0.0, 2.0, 0.0, 2.0], [0.0, 3.0, 1.0, 3.0]]
    """
    low, value, high = (row.copy() for row in worths)
    low, value = np.maximum(low, 0.0), np.maximum(value, 0.0)
    masks = range(len(low))
    for mask in masks:
        for place in range(len(low).bit_length() - 1):
            if mask >> place & 1:
                part = mask & ~(1 << place)
                low[mask], value[mask] = max(low[mask], low[part]), max(value[mask], value[part])
    for mask in reversed(masks):
        for place in range(len(low).bit_length() - 1):
            if mask >> place & 1:
                part = mask & ~(1 << place)
                high[part] = min(high[part], high[mask])
    return np.array([low, value, np.maximum(high, value)])


def with_government(
    host: str,
    guest: str,
    government: str,
    *,
    alone: tuple[float, float, float],
    kept: tuple[float, float, float],
    public: float,
) -> Game:
    """Return the game of host, guest and the government that could make them keep the deal.

        v(host, guest) = worth of the right to sign
        v(host, guest, government) = max(v(host, guest), surplus of keeping the deal + public gain)

    The government cannot run plants: all that it adds is to have the deal kept where it would not be
    signed. Any other coalition earns nothing more than apart. It cannot forbid the deal either: what it
    loses or gains where the two sign without it is not in the game.

    Parameters
    ----------
    host, guest, government
        Names of the players.
    alone
        Low, value and high of what the two companies gain by the right to sign the deal, m.
    kept
        Low, value and high of what the companies gain by keeping it, m; below zero where it does not pay.
    public
        What the government gains where the deal is kept, before support, beyond what it gains where it
        stays away, m.

    Examples
    --------
    The companies lack 20 and the government gains 50: it can pay them to go ahead, and 30 is left.

    >>> game = with_government(
    ...     "host", "guest", "state", alone=(0.0, 0.0, 0.0), kept=(-20.0, -20.0, -20.0), public=50.0
    ... )
    >>> game.worth("host", "guest"), game.worth("host", "guest", "state")
    (0.0, 30.0)
    """
    worths = np.zeros((3, 8))
    pair, everyone = 0b011, 0b111
    for row, (two, all_three) in enumerate(zip(alone, kept, strict=True)):
        worths[row, pair] = two
        worths[row, everyone] = max(two, all_three + public)
    low, value, high = worths
    return Game(players=(host, guest, government), values=value, low=low, high=high)
