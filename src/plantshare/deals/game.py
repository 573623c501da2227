"""Games: what every group of parties can earn together, each worth with the bounds proven for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from plantshare.errors import LabelError

__all__ = [
    "TOLERANCE",
    "Game",
    "Split",
    "Worth",
    "game_from_coalitions",
    "membership",
    "scale",
    "split_of_values",
]

Floats = npt.NDArray[np.float64]
Worth = float | tuple[float, float] | tuple[float, float, float]

MOST_PLAYERS = 20
TOLERANCE = 1e-9
"""Share of a game's scale below which two amounts count as equal."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Game:
    """What each coalition of players is worth, with proven lower and upper bounds.

    A coalition is a mask: bit i is set if player i, counted from 0, is in it. A worth that comes from
    a solve with a gap lies somewhere between ``low`` and ``high``; ``values`` are the ones that a single
    figure is computed from.

    Parameters
    ----------
    players
        Names of the players, 2 to 20.
    values
        Worth v of every coalition, dims (mask), in any one unit of money. The empty coalition has 0.
    low, high
        Proven bounds of each worth, dims (mask), same unit; the values themselves unless given.

    Raises
    ------
    ValueError
        If the sizes do not fit, a worth is not a finite number, or it lies outside its bounds.

    Examples
    --------
    >>> game = Game(players=("host", "guest"), values=np.array([0.0, 1.0, 2.0, 10.0]))
    >>> game.worth("host", "guest"), game.members(2), game.is_interval
    (10.0, ('guest',), False)
    """

    players: tuple[str, ...]
    values: Floats
    low: Floats | None = None
    high: Floats | None = None

    def __post_init__(self) -> None:
        """Check names and sizes, and keep the arrays from being changed."""
        _check_players(self.players)
        for name in ("values", "low", "high"):
            given = getattr(self, name)
            array = np.array(self.values if given is None else given, dtype=float)
            _check_worths(name, array, self.players)
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        outside = np.flatnonzero((self.values < self.lowest) | (self.values > self.highest))
        if outside.size:
            mask = int(outside[0])
            raise ValueError(
                f"the worth of {_name(mask, self.players)} is {self.values[mask]:g}, outside its bounds "
                f"{self.lowest[mask]:g} to {self.highest[mask]:g}: give low <= value <= high"
            )

    @property
    def lowest(self) -> Floats:
        """Return the lower bound of every worth, dims (mask)."""
        return self.values if self.low is None else self.low

    @property
    def highest(self) -> Floats:
        """Return the upper bound of every worth, dims (mask)."""
        return self.values if self.high is None else self.high

    @property
    def everyone(self) -> int:
        """Return the mask of all players together."""
        return len(self.values) - 1

    @property
    def alone(self) -> Floats:
        """Return what each player is worth alone, dims (player)."""
        return np.asarray(self.values[1 << np.arange(len(self.players))])

    @property
    def is_interval(self) -> bool:
        """Return whether any worth is known only between two bounds."""
        return bool((self.lowest < self.highest).any())

    def mask(self, *members: str) -> int:
        """Return the mask of the named players.

        Raises
        ------
        LabelError
            If a name is not that of a player.
        """
        unknown = sorted(set(members) - set(self.players))
        if unknown:
            raise LabelError(f"found players {unknown}, wanted some of {list(self.players)}")
        return sum(1 << self.players.index(name) for name in set(members))

    def members(self, mask: int) -> tuple[str, ...]:
        """Return the names of the players in a coalition, in the order of the game."""
        return tuple(name for index, name in enumerate(self.players) if mask >> index & 1)

    def worth(self, *members: str) -> float:
        """Return the worth of the coalition of the named players."""
        return float(self.values[self.mask(*members)])

    def with_values(self, values: Floats) -> Game:
        """Return the game of the same players with exactly known worths, dims (mask)."""
        return replace(self, values=values, low=None, high=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What each player gets, with the range that the bounds of the game leave.

    Parameters
    ----------
    players
        Names of the players.
    payoff
        What each gets at the values of the game, dims (player), the unit of the worths.
    low, high
        Range of each payoff over all games within the bounds, dims (player).
    range_kind
        "exact": each end is reached by some game within the bounds. "enclosure": proven to hold every
        game, but perhaps too wide. Ends of different players need not be reached by the same game.
    """

    players: tuple[str, ...]
    payoff: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    range_kind: Literal["exact", "enclosure"] = "exact"

    def __getitem__(self, player: str) -> float:
        """Return what one player gets at the values of the game."""
        return self.payoff[self._index(player)]

    def range_of(self, player: str) -> tuple[float, float]:
        """Return the range of what one player gets."""
        index = self._index(player)
        return self.low[index], self.high[index]

    def _index(self, player: str) -> int:
        """Return the place of a player."""
        if player not in self.players:
            raise LabelError(f"found player {player!r}, wanted one of {list(self.players)}")
        return self.players.index(player)


def game_from_coalitions(
    players: Sequence[str],
    worths: Mapping[Iterable[str], Worth],
    *,
    unlisted: float | None = None,
) -> Game:
    """Return the game of coalitions given by the names of their members.

    Parameters
    ----------
    players
        Names of the players.
    worths
        Worth of each coalition: one number, the pair (low, high), whose middle is then taken as the
        value, or (low, value, high). Names in any order, as a tuple or a frozenset; the empty coalition
        may be left out.
    unlisted
        Worth of coalitions that are not given. Without it, each must be given.

    Raises
    ------
    LabelError
        If a coalition names an unknown player, one twice, or comes twice.
    ValueError
        If coalitions are missing, or a worth is no number or outside its bounds.

    Examples
    --------
    >>> game = game_from_coalitions(
    ...     ["guest", "host 1", "host 2"],
    ...     {("guest", "host 1"): 60, ("guest", "host 2"): (78, 82), ("guest", "host 1", "host 2"): 80},
    ...     unlisted=0,
    ... )
    >>> game.worth("host 2", "guest"), float(game.lowest[game.mask("guest", "host 2")])
    (80.0, 78.0)
    """
    _check_players(tuple(players))
    count = 1 << len(players)
    columns = np.full((3, count), np.nan if unlisted is None else float(unlisted))
    columns[:, 0] = 0.0
    seen: set[int] = set()
    for coalition, worth in worths.items():
        mask = _mask_of(tuple(coalition), players)
        if mask in seen:
            raise LabelError(f"the coalition of {_name(mask, players)} is given twice: keep one of them")
        seen.add(mask)
        columns[:, mask] = _three(worth)
    missing = [mask for mask in range(1, count) if mask not in seen]
    if missing and unlisted is None:
        some = ", ".join(_name(mask, players) for mask in missing[:3])
        raise ValueError(
            f"{len(missing)} coalitions have no worth ({some}{', ...' if len(missing) > 3 else ''}): "
            f"give every coalition, or say with unlisted= what the others are worth"
        )
    return Game(players=tuple(players), low=columns[0], values=columns[1], high=columns[2])


def membership(count: int) -> Floats:
    """Return who is in which coalition: 1 or 0, dims (mask, player).

    Parameters
    ----------
    count
        Number of players.

    Examples
    --------
    >>> membership(2)
    array([[0., 0.],
           [1., 0.],
           [0., 1.],
           [1., 1.]])
    """
    return (np.arange(1 << count)[:, None] >> np.arange(count) & 1).astype(float)


def scale(game: Game) -> float:
    """Return the largest gain of a coalition over its members alone, by which a game is measured.

    Where nobody gains from anybody, to the last digits, it is the largest worth, or 1 if all are 0.

    Parameters
    ----------
    game
        The game.

    Examples
    --------
    Together they earn 10, alone 1 and 2:

    >>> scale(Game(players=("a", "b"), values=np.array([0.0, 1.0, 2.0, 10.0])))
    7.0
    """
    gain = float(np.abs(game.values - membership(len(game.players)) @ game.alone).max())
    worth = float(np.abs(game.values).max())
    return gain if gain > TOLERANCE * worth else worth or 1.0


def split_of_values(players: tuple[str, ...], payoff: Iterable[float]) -> Split:
    """Return a split that is known exactly, so that each range is one point.

    Parameters
    ----------
    players
        Names of the players.
    payoff
        What each gets, dims (player).
    """
    exact = tuple(float(amount) for amount in payoff)
    return Split(players=players, payoff=exact, low=exact, high=exact)


def _check_players(players: tuple[str, ...]) -> None:
    """Refuse too few, too many or equal names."""
    if not 2 <= len(players) <= MOST_PLAYERS:
        raise ValueError(f"a game has 2 to {MOST_PLAYERS} players, got {len(players)}: {list(players)}")
    twice = sorted({name for name in players if players.count(name) > 1})
    if twice:
        raise ValueError(f"players {twice} come twice: give every player a name of its own")


def _check_worths(name: str, worths: Floats, players: tuple[str, ...]) -> None:
    """Refuse an array of worths that is not one finite number for each coalition."""
    wanted = 1 << len(players)
    if worths.shape != (wanted,):
        raise ValueError(
            f"{name} has shape {worths.shape}, wanted ({wanted},): one worth for each coalition of "
            f"{len(players)} players, the empty one first"
        )
    if not np.isfinite(worths).all():
        mask = int(np.flatnonzero(~np.isfinite(worths))[0])
        raise ValueError(
            f"{name} of the coalition of {_name(mask, players)} is {worths[mask]}, wanted a finite number"
        )
    if worths[0] != 0:
        raise ValueError(f"{name} of the empty coalition is {worths[0]:g}, wanted 0: nobody earns nothing")


def _mask_of(members: tuple[str, ...], players: Sequence[str]) -> int:
    """Return the mask of the named members, each known and named once."""
    unknown = sorted(set(members) - set(players))
    if unknown or len(set(members)) < len(members):
        fault = f"unknown players {unknown}" if unknown else "a player twice"
        raise LabelError(f"coalition {list(members)} names {fault}; the players are {list(players)}")
    return sum(1 << list(players).index(name) for name in members)


def _three(worth: Worth) -> tuple[float, float, float]:
    """Return low, value and high of a worth written in one of its three ways."""
    numbers = (worth,) if isinstance(worth, int | float) else tuple(worth)
    if len(numbers) == 1:
        return (float(numbers[0]),) * 3
    if len(numbers) == 2:
        return float(numbers[0]), (numbers[0] + numbers[1]) / 2, float(numbers[1])
    return float(numbers[0]), float(numbers[1]), float(numbers[2])


def _name(mask: int, players: Sequence[str]) -> str:
    """Return a coalition in braces."""
    return "{" + ", ".join(name for index, name in enumerate(players) if mask >> index & 1) + "}"
