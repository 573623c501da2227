"""Programmes that could add output, and the best plans in which they are built."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.solve.programmes import decided_plan, plan_programmes
from plantshare.study.targets import counts_toward
from tests.run.studies import rows
from tests.targets.studies import GAP, short_study, with_third

TARGET = "DE 2027"
DEAL = {"deal": "lend", "name": "Ada builds for Bo", "host": "Ada", "guest": "Bo", "options": "B Leipzig"}
TERMS = {"deal": "lend", "unit_fee": 500, "minimum": 12_000, "shortfall_rate": 100}


def built_at_home(plan, study) -> float:
    """Return the vehicles that count toward the target in 2027."""
    counts = counts_toward(study).sel(target=TARGET)
    return float((plan.values["built"].sel(year=2027).isel(scenario=0) * counts).sum())


def test_a_vehicle_that_is_brought_is_a_programme_at_the_plant_that_could_build_it() -> None:
    """Bo's 20,000 from Wuhu fit beside Ada's 30,000; building them loses 30/1.1 - 10 a = 9.917 million."""
    plans = plan_programmes(short_study(), TARGET)
    (only,) = plans.candidates
    forced = plans.forced([only.deal])

    assert (only.deal, only.host, only.guest, only.is_stated) == ("B at Leipzig", "Ada", "Bo", False)
    assert plans.promised[only.deal].values.tolist() == [20_000, 20_000]
    assert built_at_home(plans.base, plans.study) == pytest.approx(30_000)
    assert built_at_home(forced, plans.study) == pytest.approx(50_000)
    assert plans.base.proof.objective - forced.proof.objective == pytest.approx(GAP)
    assert plans.left_out == {}


def test_the_base_is_what_companies_do_anyway() -> None:
    """With a capital of 8 building in Leipzig saves 10 a - 8/1.1 > 0: it is no programme any more."""
    plans = plan_programmes(short_study(capital=8), TARGET)

    assert built_at_home(plans.base, plans.study) == pytest.approx(50_000)
    assert plans.candidates == ()
    assert [plans.builds(each) for each in plans.programmes] == [True]
    saved = plans.base.proof.objective - plans.without("B at Leipzig").proof.objective
    assert saved == pytest.approx(-8 / 1.1 + 10 * (1 / 1.1 + 1 / 1.21))


def test_a_deal_is_held_to_its_minimum() -> None:
    """12,000 of the 20,000 are promised; once launched every vehicle saves 500, so all 20,000 move.

    The capital is the same, so the gap is too.
    """
    study = short_study(changed={"deals": [DEAL], "deal_terms": [TERMS]}, sharing="deals")
    plans = plan_programmes(study, TARGET)
    (only,) = plans.candidates

    assert (only.deal, only.name, only.is_stated) == ("lend", "Ada builds for Bo", True)
    assert plans.promised["lend"].sel(year=2027) == 12_000
    forced = plans.forced(["lend"])
    assert built_at_home(forced, plans.study) == pytest.approx(50_000)
    assert plans.base.proof.objective - forced.proof.objective == pytest.approx(GAP)


def test_sharing_off_leaves_deals_as_programmes_only() -> None:
    """A deal that pays is not in the base, as companies are on their own; without a deal there is none."""
    deal = {"deals": [DEAL], "deal_terms": [TERMS]}
    plans = plan_programmes(short_study(capital=8, changed=deal, sharing="off"), TARGET)

    assert built_at_home(plans.base, plans.study) == pytest.approx(30_000)
    assert [each.deal for each in plans.candidates] == ["lend"]
    assert plan_programmes(short_study(sharing="off"), TARGET).candidates == ()
    assert plan_programmes(short_study(sharing="deals"), TARGET).candidates == ()


def test_two_programmes_that_a_line_cannot_hold_exclude_each_other() -> None:
    """Two shifts take 100,000 and both promise 120,000, so that 20,000 are short even without Ada's own.

    With 150,000 both fit.
    """
    tight = plan_programmes(short_study(changed=with_third()), TARGET)
    wide = plan_programmes(short_study(changed=with_third(second_shift=150_000)), TARGET)
    pair = ("B at Leipzig", "C at Leipzig")

    assert tuple(each.deal for each in tight.candidates) == pair
    # They are held to it in 2027 alone, the year after that in which they could be launched first.
    assert tight.shortfall(pair) == pytest.approx(20_000, abs=1)
    assert not tight.fit_together(*pair)
    assert wide.fit_together(*pair)


def test_deals_of_one_word_exclude_each_other() -> None:
    """No plan signs both, so their shortfall together has no end."""
    second = {**DEAL, "deal": "other", "options": "C Leipzig", "exclusive": "one"}
    terms = [{**TERMS, "minimum": 0}, {**TERMS, "deal": "other", "minimum": 0}]
    changed = {**with_third(), "deals": [{**DEAL, "exclusive": "one"}, second], "deal_terms": terms}
    plans = plan_programmes(short_study(changed=changed, sharing="deals"), TARGET)

    assert plans.shortfall(["lend", "other"]) == np.inf
    assert not plans.fit_together("lend", "other")


def test_a_full_plant_leaves_a_programme_out() -> None:
    """The line takes 30,000 on either pattern, which Ada's vehicle needs."""
    full = [{"shop": "assembly", "pattern": pattern, "capacity": 30_000} for pattern in ("one", "two")]
    plans = plan_programmes(short_study(changed={"shop_patterns": full}), TARGET)

    assert plans.candidates == ()
    assert plans.left_out == {"B at Leipzig": "the plant has no room for it in 2027"}


def test_what_no_market_takes_is_left_out() -> None:
    """Nobody buys B in 2027."""
    none = [rows()["demand"][0], {**rows()["demand"][1], "units": 0}]
    plans = plan_programmes(short_study(changed={"demand": none}), TARGET)

    assert plans.left_out == {"B at Leipzig": "no market takes it in 2027"}


def test_a_required_target_is_only_measured() -> None:
    """A rule that requires 60,000 would have no plan; companies do not plan for it."""
    target = {**rows()["targets"][0], "rule": "require", "confidence": 1}
    plans = plan_programmes(short_study(changed={"targets": [target]}), TARGET)

    assert built_at_home(plans.base, plans.study) == pytest.approx(30_000)


def test_what_is_decided_launches_only_what_rules_require() -> None:
    """With a capital of 8 the best plan builds B in Leipzig; it is decided only where a rule wants it."""
    rule = {"rule": "announced", "kind": "launch", "option": "B Leipzig"}
    free = plan_programmes(short_study(capital=8), TARGET)
    bound = plan_programmes(short_study(capital=8, changed={"rules": [rule]}), TARGET)

    assert built_at_home(decided_plan(free), free.study) == pytest.approx(30_000)
    assert built_at_home(decided_plan(bound), bound.study) == pytest.approx(50_000)
