"""Owen splits: the published production game, and the theorem that they lie in the core."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals import Production, core_test, excess, nucleolus, owen_split, production_game, shapley

PUBLISHED = Production(
    players=("1", "2", "3"),
    uses=np.array([[1.0, 2.0], [3.0, 1.0]]),
    prices=np.array([3.0, 4.0]),
    resources=np.array([[8.0, 6.0], [4.0, 12.0], [0.0, 12.0]]),
)


@st.composite
def productions(draw: st.DrawFn) -> Production:
    """Return two to four players, up to three resources and products; every product takes something."""
    players, resources, products = (draw(st.integers(2, 4)), draw(st.integers(1, 3)), draw(st.integers(1, 3)))
    small = st.integers(0, 9)

    def table(rows: int, columns: int, numbers: st.SearchStrategy[int]) -> np.ndarray:
        return np.array(
            draw(st.lists(numbers, min_size=rows * columns, max_size=rows * columns)), float
        ).reshape(rows, columns)

    return Production(
        players=tuple("abcd"[:players]),
        uses=table(resources, products, st.integers(1, 9)),
        prices=table(1, products, small)[0],
        resources=table(players, resources, small),
    )


def test_the_published_production_game_has_its_values() -> None:
    """Pool (12, 30): u1 + 3 u2 = 3 and 2 u1 + u2 = 4 give 1.8 and 0.4; 8 x 1.8 + 6 x 0.4 = 16.8."""
    game = production_game(PUBLISHED)
    assert [game.worth(*names) for names in ("1", "2", "3", "12", "13", "23", "123")] == pytest.approx(
        [16.8, 12, 0, 28.8, 21.6, 12, 33.6], abs=1e-9
    )
    found = owen_split(PUBLISHED)
    assert found.prices == pytest.approx((1.8, 0.4))
    assert found.split.payoff == pytest.approx((16.8, 12, 4.8))
    assert (found.split.low, found.split.high) == (
        pytest.approx((16.8, 12, 4.8)),
        pytest.approx((16.8, 12, 4.8)),
    )
    assert shapley(game).payoff == pytest.approx((19.2, 12, 2.4))
    assert nucleolus(game).split.payoff == pytest.approx((19.2, 12, 2.4))


def test_equally_scarce_resources_leave_a_range_of_prices() -> None:
    """10 hall and 10 press hours, one product of 1 and 1 that earns 5: any prices that sum to 5 fit."""
    found = owen_split(
        Production(
            players=("hall", "press"),
            uses=np.array([[1.0], [1.0]]),
            prices=np.array([5.0]),
            resources=np.array([[10.0, 0.0], [0.0, 10.0]]),
        )
    )
    assert sum(found.split.payoff) == pytest.approx(50)
    assert [found.split.range_of(name) for name in ("hall", "press")] == [
        pytest.approx((0, 50), abs=1e-9)
    ] * 2


@settings(max_examples=40, deadline=None)
@given(productions())
def test_an_owen_split_is_in_the_core(production: Production) -> None:
    """No coalition earns more from its own pool; payoffs add up to the worth of all (Owen 1975)."""
    game, split = production_game(production), owen_split(production).split
    assert sum(split.payoff) == pytest.approx(float(game.values[-1]), abs=1e-7)
    assert excess(game, split.payoff).max() <= 1e-7
    assert not core_test(game).is_empty
    assert all(
        low <= gain <= high for low, gain, high in zip(split.low, split.payoff, split.high, strict=True)
    )


def test_what_does_not_fit_is_refused() -> None:
    """Sizes, negative resources, and a product from nothing."""
    parts = {"players": ("a", "b"), "uses": np.array([[1.0]]), "prices": np.array([1.0])}
    with pytest.raises(ValueError, match="wanted prices of shape"):
        Production(**parts, resources=np.array([[1.0]]))
    with pytest.raises(ValueError, match="brings -1 of a resource"):
        Production(**parts, resources=np.array([[1.0], [-1.0]]))
    free = Production(**{**parts, "uses": np.array([[0.0]])}, resources=np.array([[1.0], [1.0]]))
    with pytest.raises(ValueError, match="without taking any resource"):
        owen_split(free)
