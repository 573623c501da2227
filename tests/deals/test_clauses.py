"""Clauses: the fee moved so that the host expects the same, and who then walks; by hand on the toy.

At 1,300 a vehicle Ada gains 54 f and Bo 12 f - 8 at volumes of f times the plan, f = 0.5, 0.9, 1.1, 1.3:
Ada expects 54 * 0.95 = 51.3 and never walks, Bo loses 2 in the first.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plantshare.deals.answer import DealAnswer
from plantshare.deals.clauses import ClauseEffect, best_clause, clauses_of, effect_of
from plantshare.deals.forms import Acquisition, Contract, JointVenture, Licence
from plantshare.deals.in_futures import DealInFutures, gains_of_form

EXPECTED = 0.9 * 60 * 0.95


def clause_in(found: tuple[ClauseEffect, ...], name: str) -> ClauseEffect:
    """Return the effect of one clause."""
    return next(effect for effect in found if effect.name == name)


def test_the_best_clause_takes_the_risk_away(dear_futures: DealInFutures) -> None:
    """If Ada pays the 8 m its fee is 0.4 + (51.3 + 8) / 57 = 1.44035, and Bo gains in every future."""
    found = clauses_of(dear_futures)
    best = found[0]

    assert best.name == "the host pays the tooling"
    assert isinstance(best.form, Contract)
    assert best.form.unit_fee == pytest.approx(0.4 + (EXPECTED + 8) / 57)
    assert best.walks_without == {"Ada": 0.0, "Bo": 0.25}
    assert best.walks == {"Ada": 0.0, "Bo": 0.0}
    assert best.closes == pytest.approx(0.25)
    assert best.says == "the host pays the tooling, and the fee is €1,440 a vehicle"


@pytest.mark.parametrize(("count", "is_told"), [(4, False), (16, True)])
def test_one_future_of_four_may_be_chance(dear_futures: DealInFutures, count: int, is_told: bool) -> None:
    """The fall by 1/4 has a standard error of sqrt(3/16 / n): 0.2165 of four futures, 0.108 of sixteen.

    Two standard errors of four futures are 0.433, of sixteen 0.2165.
    """
    deal = replace(dear_futures, probability=np.full(count, 1 / count))
    stays = np.ones(count)
    leaves = np.where(np.arange(count) % 4 == 0, -1.0, 1.0)
    effect = effect_of(
        deal,
        name="clause",
        says="a clause",
        form=deal.value.form,
        stated={"Ada": stays, "Bo": leaves},
        changed={"Ada": stays, "Bo": stays},
    )

    assert effect.closes == pytest.approx(0.25)
    assert effect.standard_error == pytest.approx((3 / 16 / count) ** 0.5)
    assert effect.is_told is is_told
    assert best_clause((effect,)) is (effect if is_told else None)


def test_a_two_part_fee_charges_cost_and_a_sum(dear_futures: DealInFutures) -> None:
    """400 a vehicle and 51.3 / 3 = 17.1 m a year: Bo gains 66 f - 59.3, still a loss at f = 0.5."""
    two_part = clause_in(clauses_of(dear_futures), "two-part fee")

    assert isinstance(two_part.form, Contract)
    assert (two_part.form.unit_fee, two_part.form.fixed_fee) == pytest.approx((0.4, 17.1))
    assert two_part.walks == {"Ada": 0.0, "Bo": 0.25}
    assert two_part.says.startswith("€400 a vehicle,")
    assert two_part.says.endswith("a fixed fee of €17.1 m a year")


def test_a_minimum_of_four_fifths_pays_the_host_either_way(dear_futures: DealInFutures) -> None:
    """16,000 a year at 900 short: 18 short at f = 0.5, so the fee is 0.4 + (51.3 - 18 * 0.9 / 4) / 57."""
    minimum = clause_in(clauses_of(dear_futures), "minimum volume")

    assert isinstance(minimum.form, Contract)
    assert minimum.form.minimum == pytest.approx((16.0, 16.0, 16.0))
    assert minimum.form.shortfall_rate == pytest.approx(0.9)
    assert minimum.form.unit_fee == pytest.approx(0.4 + (EXPECTED - 18 * 0.9 / 4) / 57)
    assert minimum.says.endswith("with €900 for each vehicle short, and €1,229 a vehicle")


def test_every_clause_leaves_the_host_what_it_expected(dear_futures: DealInFutures) -> None:
    """51.3 under each, and so for the guest, as no clause moves the sum."""
    for effect in clauses_of(dear_futures):
        gain = gains_of_form(dear_futures, (effect.form,) * 4)
        assert dear_futures.probability @ gain["Ada"] == pytest.approx(EXPECTED)
        assert dear_futures.probability @ gain["Bo"] == pytest.approx(66 * 0.95 - 8 - EXPECTED)


def test_a_guest_that_may_leave_does_so_where_going_on_costs_more(dear_futures: DealInFutures) -> None:
    """Going on after 2027 always gains Bo 200 a vehicle, so nobody leaves and the fee stays at 1,300."""
    exit_clause = clause_in(
        clauses_of(dear_futures, termination_fee=5.0, review=2027), "exit at a review for a fee"
    )

    assert isinstance(exit_clause.form, Contract)
    assert exit_clause.form.unit_fee == pytest.approx(1.3, abs=1e-6)
    assert "for €5.0 m, and the fee is €1,300 a vehicle" in exit_clause.says
    assert not [one for one in clauses_of(dear_futures, review=2028) if one.name.startswith("exit")]


def with_form(deal: DealInFutures, form: object) -> DealInFutures:
    """Return the deal under another form."""
    value = replace(deal.value, form=form)
    return replace(deal, value=value, forms=(form,) * len(deal.streams))


def test_a_licence_may_ask_for_a_sum_in_place_of_a_royalty(dear_futures: DealInFutures) -> None:
    """5% of 3,000 on 57,000 vehicles are 8.55 m expected, and so is the sum."""
    licence = with_form(dear_futures, Licence(licensee="host", royalty=0.05))
    (effect,) = clauses_of(licence)

    assert isinstance(effect.form, Licence)
    assert (effect.form.royalty, effect.form.upfront) == pytest.approx((0.0, 8.55))


def test_a_venture_may_sell_at_cost(dear_futures: DealInFutures) -> None:
    """A transfer price of 400, parts being free here, and a rent that makes up for the lost profit."""
    venture = with_form(dear_futures, JointVenture(host_share=0.5, transfer_price=1.0))
    (effect,) = clauses_of(venture)
    gain = [gains_of_form(venture, (form,) * 4)["Ada"] for form in (venture.value.form, effect.form)]

    assert isinstance(effect.form, JointVenture)
    assert effect.form.transfer_price == pytest.approx(0.4)
    assert np.mean(gain[0]) == pytest.approx(np.mean(gain[1]))


def test_other_forms_have_no_clause_to_try(dear_futures: DealInFutures) -> None:
    """A purchase is paid once, whatever the volume."""
    assert clauses_of(with_form(dear_futures, Acquisition(price=10.0))) == ()
    assert best_clause(()) is None


def test_the_answer_has_the_clauses_and_the_exit(dear_answer: DealAnswer) -> None:
    """Bo stays at the review of 2027 in all four futures; 5 m is stated, 0.9 * 20 * 0.95 = 17.1 fair."""
    assert clause_in(dear_answer.clauses, "exit at a review for a fee").says.startswith("the guest may leave")
    (test,) = dear_answer.exits
    assert (test.review, test.guest_leaves) == (2027, False)
    assert (test.futures, test.fee) == (4, 5.0)
    assert test.fair_fee == pytest.approx(17.1)
    assert (test.guest_leaves_share, test.host_leaves_share, test.efficient_share) == (0.0, 0.0, 0.0)
