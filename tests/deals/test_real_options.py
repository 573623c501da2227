"""Waiting, and a way out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.real_options import value_of_choices


def test_waiting_beats_investing_now() -> None:
    """Now 140 / 1.1 - 120 = 7.2727; wait 0.5 * 100 / 1.1 = 45.4545; exit at 90 (110 + 45) / 1.1 - 120."""
    found = value_of_choices(capital=120, values=(220, 60), probability=(0.5, 0.5), rate=0.1, exit_value=90)

    assert (found.now, found.wait, found.now_with_exit) == pytest.approx((7.2727, 45.4545, 20.9091), abs=1e-4)
    assert found.worth_of_waiting == pytest.approx(45.4545 - 7.2727, abs=1e-4)
    assert found.worth_of_exit == pytest.approx(20.9091 - 7.2727, abs=1e-4)
    assert found.best == "wait"


def test_without_news_there_is_nothing_to_wait_for() -> None:
    """A sure 200: now 61.8182; a year later 80 / 1.1, 10.9091 of interest more; with 20 forgone 60 / 1.1."""
    sure = {"capital": 120, "values": (200,), "probability": (1.0,), "rate": 0.1}

    assert value_of_choices(**sure).worth_of_waiting == pytest.approx(120 * (1 - 1 / 1.1))
    found = value_of_choices(**sure, forgone=20)
    assert found.best == "now"
    assert found.worth_of_waiting == pytest.approx(60 / 1.1 - 61.8182, abs=1e-4)
    assert value_of_choices(**{**sure, "values": (50,)}).best == "never"


@given(st.lists(st.floats(0, 500), min_size=1, max_size=6), st.floats(0, 300), st.floats(0, 300))
def test_a_right_is_never_worth_less_than_nothing(
    values: list[float], capital: float, way_out: float
) -> None:
    """A way out adds something or nothing; a better one never adds less."""
    chance = [1 / len(values)] * len(values)
    some, more = (
        value_of_choices(capital=capital, values=values, probability=chance, rate=0.1, exit_value=exit_value)
        for exit_value in (way_out, way_out + 10)
    )

    assert some.worth_of_exit >= 0
    assert more.now_with_exit >= some.now_with_exit >= some.now - 1e-9
