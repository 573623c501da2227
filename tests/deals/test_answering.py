"""Everything about one deal, by hand on the toy: ranges, splits, power, public finance, hold-up."""

from __future__ import annotations

import pytest

from plantshare.deals.answer import DealAnswer
from plantshare.deals.answering import Asked, answer_of, term_answers, three_sided
from plantshare.deals.public_plan import JobTaxes, public_finance_of_plans
from plantshare.deals.range import TermArea
from plantshare.deals.valuation import value_deal
from plantshare.errors import LabelError
from plantshare.methods import Limits
from plantshare.solve.restricted import Restricted
from tests.deals.toys import changed, toy


def test_splits_follow_power_caps_and_ideals(dear_answer: DealAnswer) -> None:
    """Of 58: halves; 2 to 3 with Ada capped at 12; 12 for Ada; 12 and 58 of 70 each times 58."""
    payoff = {rule: split.payoff for rule, split in dear_answer.splits.items()}

    assert payoff["Nash"] == pytest.approx((29.0, 29.0))
    assert payoff["Nash, weighted"] == pytest.approx((12.0, 46.0))
    assert payoff["Nash, capped"] == pytest.approx((12.0, 46.0))
    assert payoff["Kalai-Smorodinsky"] == pytest.approx((58 * 12 / 70, 58 * 58 / 70))
    assert payoff["Shapley"] == pytest.approx((29.0, 29.0, 0.0))
    assert payoff["nucleolus"] == pytest.approx((29.0, 29.0, 0.0))
    assert {one.player: one.role for one in dear_answer.powers} == {
        "Ada": "veto",
        "Bo": "veto",
        "state": "null",
    }


def test_fees_form_an_area(dear_answer: DealAnswer) -> None:
    """Ada needs 60 w + 3 Phi >= 24, Bo 60 w + 3 Phi <= 82: four corners on the axes."""
    assert dear_answer.area is not None
    corners = {(round(x, 4), round(y, 4)) for x, y in dear_answer.area.corners}

    assert corners == {(0.4, 0.0), (round(82 / 60, 4), 0.0), (0.0, round(82 / 3, 4)), (0.0, 8.0)}


def test_tooling_widens_the_range(dear_answer: DealAnswer) -> None:
    """Before 400 to 1,366.67; after the 8 m are spent in 2026, 400 to 1,500."""
    assert dear_answer.hold_up is not None
    after = dear_answer.hold_up.after

    assert (after.low, after.high) == pytest.approx((0.4, 1.5))
    assert dear_answer.hold_up.host_could_ask == pytest.approx(0.2)
    assert dear_answer.hold_up.guest_could_press == pytest.approx(0.9)


def test_everything_is_there(dear_answer: DealAnswer) -> None:
    """Each part that the record promises, with its counterfactual."""
    assert [found.term for found in dear_answer.ranges] == list(dear_answer.value.form.terms)
    assert dear_answer.contested[0].high == pytest.approx(0.7)
    assert len(dear_answer.rivals) == 2
    assert {risk.party for risk in dear_answer.risks} == {"Ada", "Bo", "state"}
    assert len(dear_answer.public) == 3
    assert all(found.counterfactual for found in (*dear_answer.ranges, *dear_answer.averse_ranges))
    assert all(account.counterfactual for account in dear_answer.public)
    assert dear_answer.study is dear_answer.value.without.study or dear_answer.study.years.size == 3


def test_where_nothing_is_gained_nothing_is_split() -> None:
    """Kept at a loss of 23: splits are zeros, and the government, which loses duty, brings nothing."""
    study = toy(**changed("options", "B Leipzig", other_conversion=1_800))
    answer = answer_of(Restricted(study, Limits(gap=0.0)), "at Leipzig")

    for rule in ("Nash", "Kalai-Smorodinsky", "Shapley", "nucleolus"):
        assert answer.splits[rule].payoff == pytest.approx((0.0,) * len(answer.splits[rule].players))
    assert answer.futures is None
    assert (answer.risks, answer.clauses, answer.averse_ranges) == ((), (), ())


def test_terms_are_asked_for_by_name(toy_restricted: Restricted) -> None:
    """None, one or two terms of the form; others are refused with those that there are."""
    value = value_deal(toy_restricted, "at Leipzig")

    assert len(term_answers(value)) == 4 if not isinstance(term_answers(value), TermArea) else False
    assert isinstance(term_answers(value, "unit_fee", "host_capex_share"), TermArea)
    with pytest.raises(LabelError, match="unit_fee"):
        term_answers(value, "rent")


def test_weights_are_those_of_the_sides(toy_restricted: Restricted) -> None:
    """Cy has no say in Leipzig."""
    with pytest.raises(LabelError, match="Cy"):
        answer_of(toy_restricted, "at Leipzig", asked=Asked(weights={"Cy": 1.0}))


def test_what_the_government_has_anyway_is_in_no_split() -> None:
    """Without duty and with 200 to build: 20 * 2.8 * 3 - 8 = 160 against 150 of imports, so both sign for 10.

    The state gains 0.2 * 9.6 * 3 = 5.76 of taxes, whether it sits at the table or not: all three have 10.
    """
    tables = {
        **changed("options", "B Leipzig", other_conversion=0),
        "tariffs": [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0}],
    }
    restricted = Restricted(toy(**tables), Limits(gap=0.0))
    value = value_deal(restricted, "at Leipzig")
    (account, *_) = public_finance_of_plans(restricted, value, ())
    game = three_sided(restricted, value, account, JobTaxes())

    assert account.net == pytest.approx(5.76)
    assert game.worth("Ada", "Bo") == pytest.approx(10.0)
    assert game.worth("Ada", "Bo", "state") == pytest.approx(10.0)


def test_what_the_government_makes_happen_is_in_the_split() -> None:
    """The same with 400 to build and 13 m of capital: 20 * 2.6 * 3 - 13 = 143 against 150, 7 short.

    Taxes of 5.76 do not make up for that; at 20% and 160 thousand a job they are 0.2 * 0.2 * 160 * 3 = 19.2,
    of which 12.2 are left for the three.
    """
    tables = {
        **changed("options", "B Leipzig", capex=13),
        "tariffs": [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0}],
    }
    restricted = Restricted(toy(**tables), Limits(gap=0.0))
    value = value_deal(restricted, "at Leipzig")
    for taxes, left in ((JobTaxes(), 0.0), (JobTaxes(additional_share=0.2, per_job=160.0), 12.2)):
        (account, *_) = public_finance_of_plans(restricted, value, (), taxes)
        game = three_sided(restricted, value, account, taxes)
        assert game.worth("Ada", "Bo") == 0.0
        assert game.worth("Ada", "Bo", "state") == pytest.approx(left)
