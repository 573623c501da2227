"""Hosts and guests that pair off: worked contests, and the core of the whole game as the oracle."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals import contests, core_range, matching_game


def test_five_hosts_bid_for_one_guest() -> None:
    """Gains 40, 58, 35, 20, -5: the best keeps up to 58 - 40 = 18, the guest has 40 to 58."""
    hosts = ["Sunderland", "Halewood", "Solihull", "Burnaston", "Barcelona"]
    found = {
        one.player: one for one in contests(hosts, ["guest"], np.array([[40.0], [58], [35], [20], [-5]]))
    }
    best, guest = found["Halewood"], found["guest"]
    assert (best.partner, best.least, best.most, best.rival) == ("guest", 0, 18, "Sunderland")
    assert (guest.partner, guest.least, guest.most, guest.rival) == ("Halewood", 40, 58, None)
    assert all((found[name].partner, found[name].most) == (None, 0) for name in hosts if name != "Halewood")


def test_several_guests_for_one_host_turn_the_tables() -> None:
    """Gains 30 and 50: the host has 30 to 50, the better guest 0 to 20."""
    host, first, second = contests(["H"], ["G1", "G2"], np.array([[30.0, 50.0]]))
    assert (host.partner, host.least, host.most) == ("G2", 30, 50)
    assert (first.partner, second.least, second.most, second.rival) == (None, 0, 20, "G1")


def test_a_second_guest_loosens_the_runner_up() -> None:
    """H1-G1 10, H1-G2 7, H2-G1 8, H2-G2 4: best is H1-G2 and H2-G1, 7 + 8 = 15.

    Without H1: 8, so it adds 7. Without H2: 10, adds 5. Without G1: 7, adds 8. Without G2: 10, adds 5.
    """
    found = contests(["H1", "H2"], ["G1", "G2"], np.array([[10.0, 7.0], [8.0, 4.0]]))
    assert [(one.player, one.partner, one.least, one.most) for one in found] == [
        ("H1", "G2", 2, 7),
        ("H2", "G1", 0, 5),
        ("G1", "H2", 3, 8),
        ("G2", "H1", 0, 5),
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 3).flatmap(
        lambda hosts: st.lists(
            st.lists(st.integers(-3, 12), min_size=hosts, max_size=hosts), min_size=1, max_size=3
        )
    )
)
def test_the_ends_are_those_of_the_core_of_the_game(rows: list[list[int]]) -> None:
    """Every stable split of the pairs is a core split of the game of all coalitions, and no more."""
    gains = np.array(rows, dtype=float)
    hosts = [f"H{index}" for index in range(gains.shape[0])]
    guests = [f"G{index}" for index in range(gains.shape[1])]
    ends = core_range(matching_game(hosts, guests, gains))
    found = contests(hosts, guests, gains)
    assert ends is not None
    assert [one.least for one in found] == pytest.approx(list(ends.low), abs=1e-7)
    assert [one.most for one in found] == pytest.approx(list(ends.high), abs=1e-7)


def test_bounds_of_gains_become_bounds_of_worths() -> None:
    """58..62 and 78..82: H2 and G 78 to 82, all 78 to 82."""
    gains = np.array([[60.0], [80.0]])
    game = matching_game(["H1", "H2"], ["G"], gains, low=gains - 2, high=gains + 2)
    assert (game.lowest[-1], game.values[-1], game.highest[-1]) == (78, 80, 82)


@pytest.mark.parametrize(
    ("hosts", "gains", "words"),
    [
        (["A"], np.zeros((2, 1)), "one row for each host"),
        (["G"], np.zeros((1, 1)), "named once"),
        (["A"], np.array([[np.nan]]), "finite"),
    ],
)
def test_what_does_not_fit_is_refused(hosts: list[str], gains: np.ndarray, words: str) -> None:
    """Sizes, names on both sides, and gains that are no numbers."""
    with pytest.raises(ValueError, match=words):
        contests(hosts, ["G"], gains)
