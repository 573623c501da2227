"""Games that the tests share: the worked ones, and strategies for random ones."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from plantshare.deals import Game, game_from_coalitions

__all__ = ["G1", "G2", "G3", "MAJORITY", "game_of", "games", "interval_games"]

G1 = game_from_coalitions(
    ["G", "H1", "H2"], {("G", "H1"): 60, ("G", "H2"): 80, ("G", "H1", "H2"): 80}, unlisted=0
)
"""One guest, two hosts: 60 with the first, 80 with the second."""

G2 = game_from_coalitions(["H", "G", "V"], {("H", "G", "V"): 40}, unlisted=0)
"""Host, guest and government, who earn nothing unless all agree."""

G3 = game_from_coalitions(["H", "G", "V"], {("H", "G"): 58, ("G", "V"): 20, ("H", "G", "V"): 100}, unlisted=0)
"""Host and guest earn 58 without the government, and 100 with it."""

MAJORITY = game_from_coalitions(
    ["a", "b", "c"], {("a", "b"): 1, ("a", "c"): 1, ("b", "c"): 1, ("a", "b", "c"): 1}, unlisted=0
)
"""Any two of three earn all there is."""


def game_of(values: list[float]) -> Game:
    """Return the game of worths by mask, players a, b, c, ..."""
    count = (len(values) - 1).bit_length()
    return Game(players=tuple("abcdefgh"[:count]), values=np.array(values, dtype=float))


@st.composite
def games(draw: st.DrawFn, most: int = 5, worth: int = 20) -> Game:
    """Return a game of up to five players with small whole worths, so that many coalitions tie."""
    count = draw(st.integers(2, most))
    size = (1 << count) - 1
    return game_of([0, *draw(st.lists(st.integers(-worth // 4, worth), min_size=size, max_size=size))])


@st.composite
def interval_games(draw: st.DrawFn, most: int = 4) -> Game:
    """Return a game whose worths are known to within up to 2 either way; some exactly."""
    game = draw(games(most))
    size = len(game.values) - 1
    width = np.array([0, *draw(st.lists(st.integers(0, 2), min_size=size, max_size=size))])
    return Game(players=game.players, values=game.values, low=game.values - width, high=game.values + width)
