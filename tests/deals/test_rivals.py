"""Other deals, and the price that the runner-up sets: worked out on the toy."""

from __future__ import annotations

import pytest

from plantshare.deals.rivals import contested_range, contests_of, reserved_by_rivals, rivals_of
from plantshare.deals.valuation import value_deal
from plantshare.solve.restricted import Restricted
from tests.deals.toys import ROWS, changed, toy


def test_rivals_are_valued_like_the_deal(toy_restricted: Restricted) -> None:
    """Leipzig gains 58, Graz 40; the guest is party to both."""
    rivals = rivals_of(toy_restricted, "at Leipzig")

    assert [(rival.deal, rival.shares) for rival in rivals] == [("at Leipzig", "both"), ("at Graz", "guest")]
    assert [rival.surplus[1] for rival in rivals if rival.surplus] == pytest.approx([58.0, 40.0])


def test_the_runner_up_sets_a_price(toy_restricted: Restricted) -> None:
    """With 40 to be had in Graz Bo pays at most 1,500 - (8 + 40) / 60 thousand = 700."""
    rivals = rivals_of(toy_restricted, "at Leipzig")
    value = value_deal(toy_restricted, "at Leipzig")
    fee = contested_range(value, rivals, "unit_fee")

    assert (fee.low, fee.high) == pytest.approx((0.4, 0.7))
    assert reserved_by_rivals(value, rivals) == pytest.approx({"Ada": 0.0, "Bo": 40.0})
    found = {
        contest.player: (contest.partner, contest.least, contest.most) for contest in contests_of(rivals)
    }
    assert found["Ada"] == ("Bo", pytest.approx(0.0), pytest.approx(18.0))
    assert found["Bo"] == ("Ada", pytest.approx(40.0), pytest.approx(58.0))
    assert found["Cy"][0] is None


def test_a_second_deal_of_the_same_two_is_no_threat() -> None:
    """Neither can turn to the other instead of the other."""
    second = {"deal": "again", "host": "Ada", "guest": "Bo", "options": "B Leipzig again"}
    option = {**ROWS["options"][2], "option": "B Leipzig again"}
    study = toy(
        deals=[ROWS["deals"][0], second],
        deal_terms=[ROWS["deal_terms"][0]],
        options=[*ROWS["options"], option],
        routes=[*ROWS["routes"], {"option": "B Leipzig again", "shop": "line L"}],
    )
    restricted = Restricted(study)
    rivals = rivals_of(restricted, "at Leipzig")

    assert len(rivals) == 2
    assert set(reserved_by_rivals(value_deal(restricted, "at Leipzig"), rivals).values()) == {0.0}


def test_a_rival_that_pays_more_without_its_minimum_is_the_larger_threat() -> None:
    """Graz asks for 40,000 a year: 20,000 more than pay, at 700 each for a market without duty.

    From the second year on, once the line has ramped up: 40 - 2 * 14 = 12.

    Signed and built for the home market alone it is worth 40; what is due for the shortfall stays between
    the two.
    """
    study = toy(
        **changed("deal_terms", "at Graz", minimum=40_000, shortfall_rate=10),
        markets=[*ROWS["markets"], {"market": "far", "countries": "CN"}],
        lanes=[
            *ROWS["lanes"],
            {"plant": "Wuhu", "market": "far"},
            {"plant": "Graz", "market": "far"},
        ],
        demand=[*ROWS["demand"], {"vehicle": "B", "market": "far", "units": 30_000, "net_revenue": 3_000}],
    )
    restricted = Restricted(study)
    rivals = rivals_of(restricted, "at Leipzig")
    graz = next(rival for rival in rivals if rival.deal == "at Graz")

    assert graz.surplus is not None
    assert (graz.surplus[1], graz.right[1]) == pytest.approx((12.0, 40.0))
    assert reserved_by_rivals(value_deal(restricted, "at Leipzig"), rivals)["Bo"] == pytest.approx(40.0)
