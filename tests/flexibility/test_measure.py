"""Expected sales and worth of links: by enumeration, by theorem, and on the published ten by ten."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from plantshare.flexibility import (
    Design,
    DiscreteDemand,
    NormalDemand,
    best_next_link,
    chain,
    dedicated,
    draw,
    expected_sales,
    full_flexibility,
    link_worths,
    outcomes,
    simulated_sales,
    worth_of_full_flexibility,
)

TWO = dedicated(Design(capacity=(100.0, 100.0), vehicles=2, links=()))
COINS = outcomes(DiscreteDemand(values=((130.0, 70.0),) * 2, probabilities=((0.5, 0.5),) * 2))
TEN = Design(capacity=(100.0,) * 10, vehicles=10, links=())
NORMAL = NormalDemand(mean=(100.0,) * 10, sd=(40.0,) * 10, truncation_sd=2.0)
DRAWS = 200_000


def unit_sales(design: Design) -> float:
    """Return expected sales under demand of 0, 1 or 2 for every vehicle, by all outcomes."""
    count = design.vehicles
    demand = DiscreteDemand(values=((0.0, 1.0, 2.0),) * count, probabilities=((1 / 3,) * 3,) * count)
    return expected_sales(design, *outcomes(demand)).expected_sales


def units(count: int) -> Design:
    """Return plants of capacity 1 and as many vehicles, without links."""
    return Design(capacity=(1.0,) * count, vehicles=count, links=())


def test_two_plants_sell_170_alone_and_185_together() -> None:
    """Alone (100 + 70) / 2 each; together (200 + 200 + 200 + 140) / 4 = 185 of 200."""
    alone = expected_sales(TWO, *COINS)
    together = expected_sales(full_flexibility(TWO), *COINS)
    assert (alone.expected_sales, alone.utilisation, alone.standard_error) == (170.0, 0.85, 0.0)
    assert (together.expected_sales, together.utilisation) == (185.0, 0.925)


def test_one_link_between_two_plants_helps_in_one_outcome_of_four() -> None:
    """130 and 70: the second plant has 30 to spare for the first vehicle, 30 / 4 = 7.5; both links 15."""
    worths = link_worths(TWO, *COINS)
    assert [(one.link, one.worth) for one in worths] == [((0, 1), 7.5), ((1, 0), 7.5)]
    assert worth_of_full_flexibility(TWO, *COINS) == (15.0, 0.0)
    best = best_next_link(TWO, *COINS)
    assert best is not None
    assert best.link == (0, 1)
    assert best_next_link(full_flexibility(TWO), *COINS) is None


def test_the_best_link_leads_from_the_spare_plant_to_the_short_vehicle() -> None:
    """Vehicle 0 lacks 40 and vehicle 1 lacks 10, plant 2 has 25 to spare: worths 25 and 10, others 0."""
    design = dedicated(Design(capacity=(100.0, 100.0, 100.0), vehicles=3, links=()))
    worths = {one.link: one.worth for one in link_worths(design, np.array([[140.0, 110.0, 75.0]] * 2))}
    assert worths == {(2, 0): 25, (2, 1): 10, (0, 1): 0, (0, 2): 0, (1, 0): 0, (1, 2): 0}
    only = link_worths(design, np.array([[140.0, 110.0, 75.0]]), links=[(2, 1)])
    assert [(one.link, one.worth) for one in only] == [((2, 1), 10)]
    assert math.isnan(only[0].standard_error)


def test_three_unit_plants_have_the_known_exact_values() -> None:
    """Counted over 27 outcomes: dedicated 2, open chain 61/27, closed chain and full 22/9."""
    design = units(3)
    assert unit_sales(dedicated(design)) == pytest.approx(2.0, rel=1e-12)
    assert unit_sales(chain(design, is_closed=False)) == pytest.approx(float(Fraction(61, 27)), rel=1e-12)
    assert unit_sales(chain(design)) == pytest.approx(float(Fraction(22, 9)), rel=1e-12)
    assert unit_sales(full_flexibility(design)) == pytest.approx(float(Fraction(22, 9)), rel=1e-12)


@pytest.mark.parametrize("count", [3, 4, 5, 6])
def test_a_closed_chain_is_n_times_the_last_step_of_the_open_one(count: int) -> None:
    """[C_n] = n ([L_n] - [L_(n-1)]) (Simchi-Levi and Wei 2012)."""
    long, short = (unit_sales(chain(units(size), is_closed=False)) for size in (count, count - 1))
    assert unit_sales(chain(units(count))) == pytest.approx(count * (long - short), rel=1e-12)


def test_links_along_a_growing_chain_add_ever_more() -> None:
    """Of five plants, each further link 0-1, 1-2, ... adds no less, and the closing link most."""
    design = dedicated(units(5))
    values = [unit_sales(design)]
    for number in range(5):
        design = design.with_link((number, (number + 1) % 5))
        values.append(unit_sales(design))
    steps = np.diff(values)
    assert (np.diff(steps) >= -1e-12).all()
    assert steps[-1] > steps[0] > 0


def test_the_long_chain_is_best_where_every_degree_is_two() -> None:
    """Six plants: two rings of three, or three rings of two, sell less than one ring of six."""
    design = dedicated(units(6))
    rings = [
        [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3)],
        [(0, 1), (1, 0), (2, 3), (3, 2), (4, 5), (5, 4)],
    ]
    best = unit_sales(chain(design))
    for ring in rings:
        assert unit_sales(design.with_links([*design.links, *ring])) < best - 1e-9


@pytest.mark.parametrize(
    ("design", "value"), [(dedicated(TEN), 855.442049551), (full_flexibility(TEN), 955.4865409)]
)
def test_ten_by_ten_reaches_the_exact_values(design: Design, value: float) -> None:
    """Closed form and convolution, within 3 standard errors of 200,000 draws; an error is about 0.14."""
    found = simulated_sales(design, NORMAL, draws=DRAWS, generator=np.random.default_rng(2))
    assert 0.12 < found.standard_error < 0.16
    assert abs(found.expected_sales - value) < 3 * found.standard_error
    assert found.utilisation == pytest.approx(found.expected_sales / 1000, rel=1e-12)


def test_the_chain_of_ten_earns_nearly_all_of_full_flexibility() -> None:
    """Full flexibility adds 100 with 90 links; the 10 of the chain add more than 94 of them."""
    demand = draw(NORMAL, 50_000, np.random.default_rng(3))
    alone, ring, full = (
        expected_sales(design, demand).expected_sales
        for design in (dedicated(TEN), chain(TEN), full_flexibility(TEN))
    )
    assert 0.94 < (ring - alone) / (full - alone) < 1


def test_common_draws_sharpen_the_worth_of_a_link() -> None:
    """The worth of closing the ring has less than half the standard error of the sales themselves."""
    demand = draw(NORMAL, 20_000, np.random.default_rng(3))
    opened = chain(TEN, is_closed=False)
    (closing,) = link_worths(opened, demand, links=[(9, 0)])
    gain = expected_sales(chain(TEN), demand).expected_sales - expected_sales(opened, demand).expected_sales
    assert closing.worth == pytest.approx(gain, rel=1e-9)
    assert closing.standard_error < 0.5 * expected_sales(opened, demand).standard_error


def test_a_seed_gives_the_same_digits_across_blocks() -> None:
    """250,000 draws are two blocks and a half; the mean and error of all are those of one array."""
    first, second = (
        simulated_sales(chain(TEN), NORMAL, draws=250_000, generator=np.random.default_rng(5))
        for _ in range(2)
    )
    assert first == second
    generator = np.random.default_rng(5)
    demand = np.concatenate([draw(NORMAL, size, generator) for size in (100_000, 100_000, 50_000)])
    whole = expected_sales(chain(TEN), demand)
    assert first.expected_sales == pytest.approx(whole.expected_sales, rel=1e-12)
    assert first.standard_error == pytest.approx(whole.standard_error, rel=1e-9)


def test_simulated_coins_agree_with_the_enumeration() -> None:
    """185 within 3 standard errors of 100,000 draws."""
    coins = DiscreteDemand(values=((130.0, 70.0),) * 2, probabilities=((0.5, 0.5),) * 2)
    found = simulated_sales(full_flexibility(TWO), coins, draws=100_000, generator=np.random.default_rng(6))
    assert abs(found.expected_sales - 185) < 3 * found.standard_error


def test_no_capacity_has_no_utilisation_and_one_draw_no_error() -> None:
    """0 / 0 is missing; probabilities must belong to the outcomes."""
    empty = Design(capacity=(0.0,), vehicles=1, links=((0, 0),))
    found = expected_sales(empty, np.array([[5.0], [6.0]]))
    assert (found.expected_sales, found.standard_error) == (0.0, 0.0)
    assert math.isnan(found.utilisation)
    with pytest.raises(ValueError, match="at least 2 draws"):
        simulated_sales(TWO, NORMAL, draws=1, generator=np.random.default_rng(1))
    with pytest.raises(ValueError, match="sum to 1"):
        expected_sales(TWO, COINS[0], np.full(4, 0.5))
