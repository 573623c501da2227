"""Bargaining: worked splits, closed forms on a frontier, and what must hold for any surplus."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals import (
    equal_gain_point,
    equal_gain_split,
    kalai_smorodinsky_point,
    kalai_smorodinsky_split,
    nash_point,
    nash_split,
)

SURPLUS, VEHICLES, LEAST_FEE = 58.3563, 182.8191, 1.68851
"""Gain in £m, discounted vehicles in thousands, and the least fee in £k of the worked contract."""

surpluses = st.floats(0, 1000)
caps = st.dictionaries(st.sampled_from("abc"), st.floats(0, 500))


def test_the_worked_contract_is_split_in_halves_or_by_weight() -> None:
    """58.3563 / 2 = 29.1781 each, fee 1.68851 + 29.1781 / 182.8191 = 1.84811; at 0.4: 23.3425, 1.81619."""
    half = nash_split(SURPLUS, {"host": 0.5, "guest": 0.5})
    weak = nash_split(SURPLUS, {"host": 0.4, "guest": 0.6})
    assert half.payoff == pytest.approx((29.17815, 29.17815))
    assert weak.payoff == pytest.approx((23.34252, 35.01378))
    fees = [LEAST_FEE + split["host"] / VEHICLES for split in (half, weak)]
    assert fees == pytest.approx([1.84811, 1.81619], abs=1e-5)


def test_a_cap_is_fixed_before_the_rest_is_split_again() -> None:
    """40 with a cap of 12: Nash 12 and 28; equal shares of ideal gains 12 and 40: 40 / 52 of each."""
    cap = {"host": 12.0}
    assert nash_split(40.0, {"host": 1, "guest": 1}, cap).payoff == (12, 28)
    assert kalai_smorodinsky_split(40.0, ["host", "guest"], cap).payoff == pytest.approx(
        (9.2308, 30.7692), abs=1e-4
    )
    assert equal_gain_split(40.0, ["host", "guest"], cap).payoff == (12, 12)


def test_a_second_cap_may_bind_only_after_the_first() -> None:
    """90 in thirds of 30; a stops at 10, the others would have 40; b stops at 35, c gets 45."""
    assert nash_split(90.0, {"a": 1, "b": 1, "c": 1}, {"a": 10, "b": 35}).payoff == (10, 35, 45)


def test_what_caps_leave_goes_to_nobody() -> None:
    """Caps of 3 and 4 on 40."""
    for split in (
        nash_split(40.0, {"a": 1, "b": 1}, {"a": 3, "b": 4}),
        kalai_smorodinsky_split(40.0, "ab", {"a": 3, "b": 4}),
    ):
        assert split.payoff == (3, 4)


def test_without_surplus_nobody_gains_or_loses() -> None:
    """A surplus of -5 to 20: at worst no deal, 10 each at best."""
    for split in (
        nash_split((-5.0, 8.0, 20.0), {"a": 1, "b": 1}),
        kalai_smorodinsky_split((-5.0, 8.0, 20.0), "ab"),
        equal_gain_split((-5.0, 8.0, 20.0), "ab"),
    ):
        assert (split.low, split.payoff, split.high) == ((0, 0), (4, 4), (10, 10))


def test_published_frontiers_have_their_points() -> None:
    """y <= 1 - x^2: x = 1 / sqrt 3, y = 2 / 3; x = y = (sqrt 5 - 1) / 2. x + y <= 1, y <= 1/2: 2/3, 1/3."""
    root = (math.sqrt(5) - 1) / 2
    assert nash_point(lambda x: 1 - x**2, 1.0) == pytest.approx((1 / math.sqrt(3), 2 / 3), abs=1e-7)
    assert kalai_smorodinsky_point(lambda x: 1 - x**2, 1.0) == pytest.approx((root, root))
    assert nash_point(lambda x: min(0.5, 1 - x), 1.0) == pytest.approx((0.5, 0.5), abs=1e-7)
    assert kalai_smorodinsky_point(lambda x: min(0.5, 1 - x), 1.0) == pytest.approx((2 / 3, 1 / 3))
    assert equal_gain_point(lambda x: min(0.4, 1 - x), 1.0) == pytest.approx((0.4, 0.4))
    assert equal_gain_point(lambda x: 3 - x, 1.0) == (1, 1)


def test_a_frontier_of_transfers_gives_the_same_as_a_split() -> None:
    """Ten to share, weight 0.3: 3 and 7."""
    assert nash_point(lambda x: 10 - x, 10.0, 0.3) == pytest.approx((3, 7), abs=1e-6)


@given(surpluses, st.lists(st.floats(0.1, 10), min_size=3, max_size=3), caps)
def test_a_nash_split_spends_all_it_can_and_favours_nobody(
    surplus: float, powers: list[float], limits: dict[str, float]
) -> None:
    """Gains add up to the surplus or all are at caps; gain over weight is the same for all below caps."""
    weights = dict(zip("abc", powers, strict=True))
    split = nash_split(surplus, weights, limits)
    room = math.fsum(limits.get(name, math.inf) for name in weights)
    assert math.fsum(split.payoff) == pytest.approx(min(surplus, room), abs=1e-9)
    most = [limits.get(name, math.inf) for name in weights]
    assert all(gain <= cap + 1e-9 for gain, cap in zip(split.payoff, most, strict=True))
    ratios = [gain / weights[name] for name, gain in zip(weights, split.payoff, strict=True)]
    free = [ratio for ratio, gain, cap in zip(ratios, split.payoff, most, strict=True) if gain < cap - 1e-9]
    assert free == pytest.approx([max(ratios)] * len(free), abs=1e-6)


@given(surpluses, surpluses, caps)
def test_a_larger_surplus_makes_nobody_poorer(first: float, second: float, limits: dict[str, float]) -> None:
    """So that the ends of a range of surpluses are the ends of each gain."""
    small, large = sorted((first, second))
    for split in (
        nash_split((small, small, large), {"a": 1, "b": 2, "c": 3}, limits),
        kalai_smorodinsky_split((small, small, large), "abc", limits),
        equal_gain_split((small, small, large), "abc", limits),
    ):
        assert all(low <= high + 1e-9 for low, high in zip(split.low, split.high, strict=True))


def test_what_makes_no_sense_is_refused() -> None:
    """Weights of 0, caps below 0 or of strangers, one player, and a frontier that starts at 0."""
    with pytest.raises(ValueError, match="weights must be positive"):
        nash_split(1.0, {"a": 0, "b": 1})
    with pytest.raises(ValueError, match="caps must be 0 or more"):
        nash_split(1.0, {"a": 1, "b": 1}, {"a": -1})
    with pytest.raises(ValueError, match=r"caps name \['x'\]"):
        kalai_smorodinsky_split(1.0, "ab", {"x": 1})
    with pytest.raises(ValueError, match="two or more players"):
        equal_gain_split(1.0, ["a"])
    with pytest.raises(ValueError, match="low <= value <= high"):
        equal_gain_split((2.0, 1.0, 3.0), "ab")
    with pytest.raises(ValueError, match="above 0"):
        nash_point(lambda x: -x, 0.0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        nash_point(lambda x: 1 - x, 1.0, 1.0)
