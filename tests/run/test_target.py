"""What reaching a target takes, on the study of Ada and Bo."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plantshare.deals.public_plan import DUTY_FREE
from plantshare.errors import LabelError
from plantshare.run.target import find_target
from plantshare.run.target_effects import WITHOUT, relief_rate_of
from plantshare.targets import Assumed, extra_from_samples
from tests.run.studies import ANNUITY, rows
from tests.targets.studies import GAP, WALK, short_study, with_options, with_third

STATE = [*rows()["companies"], {"company": "State", "country": "DE", "role": "government"}]


def granted(share: float) -> dict[str, list[dict[str, object]]]:
    """Return tables in which the state pays a share of the capital of B in Leipzig."""
    grant = {"support": "aid", "payer": "State", "kind": "grant", "options": "B Leipzig", "rate": share}
    return {"companies": STATE, "support": [grant]}


def test_a_need_that_one_programme_meets() -> None:
    """45,000 are 15,000 more than planned; Bo's 20,000 in Leipzig do it for 9.917 million."""
    found = find_target(short_study(target=45_000))
    first = found.needs[0]

    assert [need.confidence for need in found.needs] == [0.5, 0.8, 0.9]
    assert {need.extra for need in found.needs} == {15_000.0}
    assert first.package.chosen == ("B at Leipzig",)
    assert (first.short, first.package.cost) == (0, pytest.approx(GAP))
    assert first.together is not None
    assert first.together.volume == pytest.approx(20_000)
    assert first.together.gap[1] == pytest.approx(GAP)
    assert first.together.effects.by_company == pytest.approx({"Ada": 0, "Bo": -GAP})
    assert (found.chance, first.together.chance) == (0, 1)


def test_a_need_that_nothing_meets_says_how_much_is_missing() -> None:
    """60,000 are 30,000 more than planned; all programmes add 20,000, which is 10,000 too few."""
    found = find_target(short_study())
    need = found.needs[-1]

    assert (need.extra, need.short) == (pytest.approx(30_000), pytest.approx(10_000))
    assert need.package.chosen == ("B at Leipzig",)
    assert need.together is not None
    assert need.together.chance == 0


def test_a_target_that_is_reached_needs_nothing() -> None:
    """30,000 are planned, 25,000 wanted."""
    found = find_target(short_study(target=25_000))

    assert found.chance == 1
    assert all(need.extra == 0 and need.package.chosen == () and need.short == 0 for need in found.needs)


def test_without_any_programme_there_is_no_package() -> None:
    """Sharing off opens nothing."""
    found = find_target(short_study(sharing="off"))

    assert (found.programmes, found.options, found.curve) == ((), (), ())
    assert [need.short for need in found.needs] == pytest.approx([30_000] * 3)
    assert found.needs[0].together is None


def test_the_gap_split_of_two_lines() -> None:
    """The line takes 100,000 on two shifts; 30,000 run on today; 5,000 are built by others."""
    target = {**rows()["targets"][0], "other_output": 5_000}
    found = find_target(short_study(capital=8, changed={"targets": [target]}))
    steps = {rung.name: rung.units for rung in found.split}

    assert steps == pytest.approx(
        {
            "notional": 105_000, "straight-time": 105_000, "contracted": 35_000, "planned": 55_000,
            "likely": 55_000,
        }
    )  # fmt: skip
    assert [rung.missing for rung in found.split] == pytest.approx([0, 0, 25_000, 5_000, 5_000])
    assert all(rung.definition and rung.reads for rung in found.split)
    assert np.isnan(found.rung("likely").low)


def test_a_third_shift_is_notional_capacity_only() -> None:
    """Two shifts of 100,000 are the basis, three of 140,000 the largest pattern."""
    base = rows()
    changed = {
        "shift_patterns": [*base["shift_patterns"], {"pattern": "three", "level": 3, "shifts": 3}],
        "group_patterns": [*base["group_patterns"], {"group": "line", "pattern": "three", "fixed_cost": 15}],
        "shop_patterns": [
            *base["shop_patterns"],
            {"shop": "assembly", "pattern": "three", "capacity": 140_000},
        ],
    }
    found = find_target(short_study(changed=changed))

    assert found.rung("notional").units == pytest.approx(140_000)
    assert found.rung("straight-time").units == pytest.approx(100_000)


def test_needs_come_from_the_samples_of_drawn_futures() -> None:
    """Each confidence takes what extra_from_samples says of the 16 outputs, and more of it takes more."""
    study = short_study(changed={"uncertainty": WALK}, target=35_000)
    found, again = find_target(study, draws=16, seed=3), find_target(study, draws=16, seed=3)
    output = found.likely.output

    assert output.size == 16
    assert found.likely.origin["seed"] == 3
    assert np.array_equal(output, again.likely.output)
    assert found.chance == np.mean(output >= 35_000 - 0.5)
    assert list(found.likely.by_year) == [2026, 2027]
    assert found.likely.by_year[2027] == found.chance
    extras = [need.extra for need in found.needs]
    assert extras == [extra_from_samples(35_000, output.tolist(), share) for share in (0.5, 0.8, 0.9)]
    assert extras == sorted(extras)
    # Adding the extra reaches the goal with that confidence at least, in these very futures.
    for need in found.needs:
        assert np.mean(output + need.extra >= 35_000 - 0.5) >= need.confidence
    likely = found.rung("likely")
    assert likely.low <= likely.units <= likely.high


def test_a_package_is_planned_together_because_programmes_share_what_they_need() -> None:
    """The first shift has room for 30,000 beside Ada's; the second takes 100,000 more for 4 million a year.

    60,000 of B alone take 30% of the second shift, 1.2 million a year, and save 30 for a capital of 60. B and
    C together take 90%, 3.6 a year: the free room is there once, so that they lack 1.2 a more than the sum.
    """
    found = find_target(short_study(changed=with_third(second_shift=160_000), target=140_000))
    (joint,) = {need.together for need in found.needs}
    alone = 60 / 1.1 - (30 - 1.2) * ANNUITY

    assert [each.gap[1] for each in found.programmes] == pytest.approx([alone, alone])
    assert joint is not None
    assert joint.sum_gap == pytest.approx(2 * alone)
    assert joint.gap[1] == pytest.approx(2 * alone + 1.2 * ANNUITY)
    assert (joint.volume, joint.sum_volume) == (pytest.approx(120_000), pytest.approx(120_000))


def test_programmes_that_exclude_each_other_are_not_in_one_package() -> None:
    """The line holds B or C; 130,000 would need both, so 40,000 are missing."""
    found = find_target(short_study(changed=with_third(), target=130_000))

    assert [each.excludes for each in found.programmes] == [("C at Leipzig",), ("B at Leipzig",)]
    assert [len(need.package.chosen) for need in found.needs] == [1, 1, 1]
    assert found.needs[0].short == pytest.approx(40_000)


def test_duty_jobs_and_receipts_of_a_programme() -> None:
    """Duty of 10% on 1,000 is 2 million a year on 20,000 vehicles; 40 hours each are 500 jobs of 1,600.

    Held from 2027 the programme starts in 2026, so the state loses 2 a. Receipts: 0.5 thousand jobs * 0.6 *
    16 thousand = 4.8 million a year. The company gains the duty, so the gap falls by 2 a.
    """
    options = with_options(capex=40, hours=40)
    options = [{**row, "customs_value": 1_000} if row["option"] == "B Wuhu" else row for row in options]
    tariffs = [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1}]
    changed = {"options": options, "tariffs": tariffs, "companies": STATE}
    (only,) = find_target(short_study(changed=changed)).programmes
    effects = only.effects

    assert only.gap[1] == pytest.approx(40 / 1.1 - 12 * ANNUITY)
    assert np.isnan(effects.jobs)
    assert effects.work == pytest.approx(500)
    assert effects.public[WITHOUT] == pytest.approx(
        {"receipts of jobs": 4.8 * ANNUITY, "support": 0, "duty": -2 * ANNUITY}
    )
    assert effects.public[DUTY_FREE]["duty"] == 0


def test_crews_count_where_the_study_states_them() -> None:
    """60,000 of B and Ada's 30,000 take 75% of a second shift, which needs 150 people more: 112.5.

    Receipts by crews: 0.1125 thousand jobs * 10 thousand a year, in both years. No vehicle has hours of work,
    so the least that is received is nothing.
    """
    crews = [
        {"group": "line", "pattern": "one", "fixed_cost": 6, "crew": 100},
        {"group": "line", "pattern": "two", "fixed_cost": 10, "crew": 250},
    ]
    demand = [rows()["demand"][0], {**rows()["demand"][1], "units": 60_000}]
    changed = {"group_patterns": crews, "demand": demand}
    found = find_target(
        short_study(changed=changed, capital=60), assumed=Assumed(receipts_per_job=10_000, additional_share=1)
    )
    effects = found.programmes[0].effects

    assert effects.jobs == pytest.approx(112.5)
    assert effects.public[WITHOUT]["receipts of jobs"] == 0
    assert effects.public_high[WITHOUT] == pytest.approx(0.1125 * 10 * ANNUITY)


@pytest.mark.parametrize(
    ("capital", "share", "verdict", "paid", "added"),
    [
        (8, 0.5, "windfall", 4 / 1.1, 0),
        (30, 0.5, "additional", 15 / 1.1, 20_000),
        (30, 0.1, "too little", 0, 0),
    ],
)
def test_support_is_additional_a_windfall_or_too_little(
    capital: float, share: float, verdict: str, paid: float, added: float
) -> None:
    """Without aid Bo gains 10 a - K/1.1: 10.08 for K = 8, and -9.92 for 30.

    Half of 30 brings +3.72; a tenth leaves -7.19.
    """
    found = find_target(short_study(capital=capital, changed=granted(share)))
    (only,) = found.verdicts

    assert (only.support, only.programme, only.verdict) == ("aid", "B at Leipzig", verdict)
    surplus = 10 * ANNUITY - capital / 1.1
    assert only.surplus_without == pytest.approx((surplus, surplus))
    (instrument,) = found.instruments
    assert instrument.paid == pytest.approx(paid)
    assert instrument.added == pytest.approx(added)


def test_a_loan_is_set_against_what_companies_do_without_it() -> None:
    """Credit of 60 without interest where the market asks 25%, repaid by 30 and 30: 60 - 43.2 = 16.8.

    That tops up 10 a - 30/1.1 = -9.92: the programme is additional, and the loan pays 16.8/1.1.
    """
    loan = {
        "support": "aid", "payer": "State", "kind": "loan", "options": "B Leipzig", "amount": 60,
        "interest_rate": 0, "market_rate": 0.25, "years": 2,
    }  # fmt: skip
    found = find_target(short_study(capital=30, changed={"companies": STATE, "support": [loan]}))
    (only,), (instrument,) = found.verdicts, found.instruments

    assert (only.verdict, instrument.support) == ("additional", "aid")
    assert only.surplus_without[0] == pytest.approx(10 * ANNUITY - 30 / 1.1)
    assert instrument.paid == pytest.approx(16.8 / 1.1)
    assert instrument.added == pytest.approx(20_000)


@pytest.mark.parametrize(
    ("capital", "rate", "verdict", "spared", "added"),
    [
        # 500 more on each import: Bo gains 20 a - 30/1.1 = 7.44 by Leipzig, and nothing is brought in.
        (30, 0.6, "additional", 0, 20_000),
        # Without duty Bo gains the freight alone; Leipzig is not built, and 20,000 are spared 100 each.
        (30, 0, "too little", 2 * ANNUITY, 0),
        # 50 more on each of 20,000 are not enough, and the state gains by them.
        (30, 0.15, "too little", -1 * ANNUITY, 0),
    ],
)
def test_a_tariff_change_is_set_against_the_duty_before_it(
    capital: float, rate: float, verdict: str, spared: float, added: float
) -> None:
    """A tenth of 1,000 is the duty before: Bo gains 12 a - 30/1.1 = -6.45 by Leipzig."""
    options = [
        {**row, "customs_value": 1_000} if row["option"] == "B Wuhu" else row
        for row in with_options(capex=capital)
    ]
    change = {"support": "border", "payer": "State", "kind": "tariff", "country": "CN", "rate": rate}
    tables = {
        "options": options,
        "tariffs": [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1}],
        "companies": STATE,
        "support": [change],
    }
    found = find_target(short_study(changed=tables))
    (only,), (instrument,) = found.verdicts, found.instruments

    assert (only.verdict, instrument.support) == (verdict, "border")
    assert only.surplus_without[0] == pytest.approx(12 * ANNUITY - 30 / 1.1)
    assert instrument.paid == pytest.approx(spared)
    assert instrument.added == pytest.approx(added)


def test_a_grant_to_both_owners_of_a_venture_is_paid_once() -> None:
    """Two instruments, of which the first has two payees: half and a tenth of 30 are 15 and 3."""
    grants = [
        {"support": name, "payer": "State", "kind": "grant", "options": "B Leipzig", "rate": rate}
        for name, rate in (("one", 0.5), ("two", 0.1))
    ]
    venture = {
        "deals": [
            {"deal": "both", "host": "Ada", "guest": "Bo", "options": "B Leipzig", "form": "joint_venture"}
        ],
        "deal_terms": [{"deal": "both", "transfer_price": 1_000}],
        "deal_shares": [
            {"deal": "both", "company": "Ada", "share": 0.5},
            {"deal": "both", "company": "Bo", "share": 0.5},
        ],
    }
    study = short_study(changed={"companies": STATE, "support": grants, **venture}, sharing="deals")
    paid = {each.support: each.paid for each in find_target(study).instruments}

    assert paid == pytest.approx({"one": 15 / 1.1, "two": 3 / 1.1})


def test_relief_for_all_pays_output_that_is_there_anyway() -> None:
    """10 a MWh * 2 MWh on 30,000 vehicles is 0.6 a year; on Bo's 20,000 0.4, which tops up to the gap."""
    options = [{**row, "electricity": 2} for row in with_options(capex=30)]
    found = find_target(short_study(changed={"options": options}, target=45_000), relief=10)

    assert found.relief is not None
    assert found.relief.on_existing == pytest.approx(0.6 * ANNUITY)
    assert found.relief.on_programmes == pytest.approx(0.4 * ANNUITY)
    assert found.relief.cost == pytest.approx(0.6 * ANNUITY + found.options[0].gap)


def test_the_relief_of_a_future_is_the_rate_that_is_tried() -> None:
    """No rate in the base, 12 in a future; without any instrument there is no rate and no table."""
    relief = {"support": "power", "payer": "State", "kind": "relief", "country": "DE", "rate": 0}
    change = {"scenario": "boom", "table": "support", "row": "power", "column": "rate", "value": 12}
    study = short_study(changed={"companies": STATE, "support": [relief], "scenario_changes": [change]})

    assert relief_rate_of(study) == 12
    assert relief_rate_of(short_study()) == 0
    assert find_target(short_study()).relief is None


def test_wrong_targets_are_named() -> None:
    """An unknown name, a year that is not planned, and a study without targets."""
    later = {**rows()["targets"][0], "year": 2040}
    for study, name, words in (
        (short_study(), "nowhere", "no target 'nowhere'"),
        (short_study(changed={"targets": [later]}), "", "2040, which is not planned"),
        (short_study(changed={"targets": []}), "", "no target"),
    ):
        with pytest.raises(LabelError, match=words):
            find_target(study, name)


def test_bounds_enclose_the_gap() -> None:
    """Proven low <= value <= high, and none below zero."""
    for each in find_target(short_study()).programmes:
        low, value, high = each.gap
        assert 0 <= low <= value <= high
        assert replace(each, gap=(low, value, high)).gap[2] == pytest.approx(GAP, rel=1e-4)
