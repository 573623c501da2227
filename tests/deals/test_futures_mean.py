"""Expected gains over drawn futures beside the study's own figures, by hand on the toy.

At 1,300 Ada gains 900 and Bo 200 on each vehicle, Bo less 8 m of capital. 60,000 are planned, so that
together they gain 58; in the four futures of 50, 90, 110 and 130% they gain 66 of it less 8: 25, 51.4, 64.6
and 77.8.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plantshare.deals.answer import DealAnswer
from plantshare.deals.futures_mean import futures_mean
from plantshare.deals.in_futures import ABSENT, PRESENT, DealInFutures

KEY = "tariffs.countervailing"


def with_state(futures: DealInFutures, inside: list[bool]) -> DealInFutures:
    """Return the deal with an extra duty in some of its futures."""
    present = np.array(inside)
    return replace(futures, groups={f"{KEY}{PRESENT}": present, f"{KEY}{ABSENT}": ~present})


def test_means_stand_beside_the_headline(dear_futures: DealInFutures) -> None:
    """At 95% of the volume Ada gains 54 * 0.95 = 51.3 and Bo 3.4: 54.7, which is 3.3 less than planned."""
    found = futures_mean(dear_futures)

    assert found.by_party["Ada"] == pytest.approx(51.3)
    assert found.by_party["Bo"] == pytest.approx(3.4)
    assert (found.companies, found.headline) == pytest.approx((54.7, 58.0))
    assert found.difference == pytest.approx(-3.3)
    squares = [(gain - 54.7) ** 2 for gain in (25.0, 51.4, 64.6, 77.8)]
    assert found.standard_error == pytest.approx((sum(squares) / 4 / 4) ** 0.5)
    assert (found.states, found.explained_by) == ((), None)


@pytest.mark.parametrize(
    ("inside", "present", "absent", "is_explained"),
    [
        ([False, True, True, False], 58.0, 51.4, True),
        ([True, False, False, False], 25.0, 64.6, False),
    ],
)
def test_a_state_explains_where_one_of_its_groups_is_near(
    dear_futures: DealInFutures, inside: list[bool], present: float, absent: float, is_explained: bool
) -> None:
    """(51.4 + 64.6) / 2 is the headline itself; 25 and 64.6 are both further from 58 than half of 3.3."""
    found = futures_mean(with_state(dear_futures, inside))
    (state,) = found.states

    assert (state.key, state.share) == (KEY, pytest.approx(sum(inside) / 4))
    assert (state.present, state.absent) == pytest.approx((present, absent))
    assert found.explained_by == (state if is_explained else None)


def test_careful_never_looks_wider_than_neutral(dear_answer: DealAnswer) -> None:
    """A certainty equivalent is never above the mean: a careful party accepts less in the same futures."""
    assert [one.term for one in dear_answer.neutral_ranges] == [one.term for one in dear_answer.averse_ranges]
    for neutral, careful in zip(dear_answer.neutral_ranges, dear_answer.averse_ranges, strict=True):
        assert careful.low >= neutral.low - 1e-9
        assert careful.high <= neutral.high + 1e-9
