"""Games: how coalitions are named and counted, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.deals import Game, Split, game_from_coalitions, nash_split
from plantshare.deals.game import membership, scale
from plantshare.errors import LabelError
from tests.deals.games import G1, game_of


def test_a_coalition_is_found_by_any_order_of_its_names() -> None:
    """G is bit 0, H2 bit 2: mask 5."""
    assert G1.mask("H2", "G") == G1.mask("G", "H2") == 5
    assert G1.members(5) == ("G", "H2")
    assert (G1.worth("H2", "G"), G1.worth(), G1.everyone) == (80, 0, 7)


def test_a_worth_may_carry_its_bounds() -> None:
    """(58, 62) has its middle 60; (58, 59, 62) names its value; a number is known exactly."""
    game = game_from_coalitions("abc", {"ab": (58, 62), "ac": (58, 59, 62), "abc": 80}, unlisted=0)
    assert [float(game.values[game.mask(*pair)]) for pair in ("ab", "ac")] == [60, 59]
    assert game.is_interval
    assert not game.with_values(game.values).is_interval
    assert not G1.is_interval
    assert (game.lowest[3], game.highest[3], game.lowest[7], game.highest[7]) == (58, 62, 80, 80)


def test_the_arrays_of_a_game_cannot_be_changed() -> None:
    """The given array stays free, the game's copy is not."""
    given = np.array([0.0, 1.0, 2.0, 3.0])
    game = Game(players=("a", "b"), values=given)
    given[3] = 99
    assert game.worth("a", "b") == 3
    with pytest.raises(ValueError, match="read-only"):
        game.values[3] = 99


def test_the_scale_of_a_game_is_its_largest_gain() -> None:
    """10 - (1 + 2) = 7; 1 + 2 = 3 gains nothing, so the largest worth counts; all 0 has scale 1."""
    assert [scale(game_of(values)) for values in ([0, 1, 2, 10], [0, 1, 2, 3], [0, 0, 0, 0])] == [7, 3, 1]


def test_membership_counts_the_coalitions_of_each_player() -> None:
    """Of 8 coalitions of 3 players, each is in 4."""
    assert membership(3).sum(axis=0).tolist() == [4, 4, 4]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"players": ("a",)}, "2 to 20 players"),
        ({"players": ("a", "a")}, "come twice"),
        ({"values": np.zeros(3)}, "one worth for each coalition"),
        ({"values": np.array([0, 1, np.nan, 2])}, r"coalition of \{b\} is nan"),
        ({"values": np.array([1.0, 1, 1, 1])}, "empty coalition is 1, wanted 0"),
        ({"low": np.array([0, 2.0, 0, 0])}, r"worth of \{a\} is 1, outside its bounds 2 to 1"),
    ],
)
def test_a_game_that_does_not_fit_is_refused(change: dict[str, object], words: str) -> None:
    """Each fault is named with what was found and wanted."""
    with pytest.raises(ValueError, match=words):
        Game(**{"players": ("a", "b"), "values": np.array([0, 1.0, 2, 4]), **change})


def test_coalitions_must_be_known_once_and_complete() -> None:
    """Unknown player, player twice, coalition twice, coalitions missing."""
    with pytest.raises(LabelError, match=r"unknown players \['x'\]"):
        game_from_coalitions("ab", {"ax": 1}, unlisted=0)
    with pytest.raises(LabelError, match="a player twice"):
        game_from_coalitions("ab", {"aa": 1}, unlisted=0)
    with pytest.raises(LabelError, match=r"\{a, b\} is given twice"):
        game_from_coalitions("ab", {"ab": 1, "ba": 2}, unlisted=0)
    with pytest.raises(ValueError, match=r"2 coalitions have no worth \(\{b\}, \{a, b\}\)"):
        game_from_coalitions("ab", {"a": 1})
    with pytest.raises(LabelError, match=r"found players \['x'\]"):
        G1.mask("x")


def test_a_split_is_read_by_name() -> None:
    """40 in halves, surplus 30 to 50: 15 to 25 each."""
    split = nash_split((30.0, 40.0, 50.0), {"host": 1, "guest": 1})
    assert (split["host"], split.range_of("guest")) == (20, (15, 25))
    assert isinstance(split, Split)
    with pytest.raises(LabelError, match="wanted one of"):
        split["x"]
