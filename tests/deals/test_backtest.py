"""Old deals: what the sums say of each, beside what happened."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from plantshare.deals.backtest import BackTest, advice_on, back_test, back_tests, programme
from plantshare.deals.backtest_cases import Case, Entry, read_cases
from plantshare.errors import LabelError

FOLDER = Path(__file__).parents[2] / "examples" / "backtests"
CASES = {case.case: case for case in read_cases(FOLDER)}


@pytest.fixture(scope="module")
def tests() -> dict[str, BackTest]:
    """Return the test of every case."""
    return {test.case.case: test for test in back_tests(FOLDER)}


def with_input(case: Case, **values: float) -> Case:
    """Return a case with other inputs."""
    others = {name: Entry(value=value, grade="E", reason="test") for name, value in values.items()}
    return replace(case, inputs={**case.inputs, **others})


def test_every_case_of_the_research_is_there():
    """Eight deals with 63 figures; each has an address and a grade, and each outcome is an outcome."""
    assert list(CASES) == [
        "tpca", "autoeuropa", "subaru_toyota", "nedcar", "sunderland_q30", "nio_jac", "fisker_magna",
        "leap_tychy",
    ]  # fmt: skip
    facts = [fact for case in CASES.values() for fact in case.facts]
    assert len(facts) == 63
    assert all(fact.source_url and fact.grade in "ABCE" for fact in facts)
    for case in CASES.values():
        assert {fact.stage for entry in case.outcomes.values() for fact in entry.facts} <= {"outcome"}
        assert {fact.stage for entry in case.inputs.values() for fact in entry.facts} <= {"known_at_decision"}
        assert all(entry.grade in "ABCDE" and entry.grade for entry in case.inputs.values())


def test_inputs_are_worked_out_from_facts():
    """200 and 100 thousand; half; 230 m dollars at 0.80; 9 months are 0.75 years."""
    tpca, subaru = CASES["tpca"], CASES["subaru_toyota"]

    assert (tpca.number("volume"), tpca.number("capital"), tpca.number("host_share")) == (300, 1500, 0.5)
    assert subaru.number("guest_capital") == pytest.approx(184)
    assert subaru.number("unit_fee") == 1.5  # as for all cases
    assert CASES["leap_tychy"].outcome("years_run") == pytest.approx(0.75, abs=1e-5)
    assert CASES["tpca"].outcome("volume") == pytest.approx((330 + 199 + 211) / 3)


def test_the_range_of_a_fee_is_the_one_by_hand(tests):
    """Subaru: K 184 at signature, five years from month 13, 40, 85, 100, 100, 100 thousand.

    d[n] = 1.1^-(13/12 + n), n = 1..5; w_min = v + (F-a) A / Qpv, w_max = 2.8 - K / Qpv; F - a = 22.
    """
    d = [1.1 ** -(13 / 12 + n) for n in range(1, 6)]
    volume = sum(a * q for a, q in zip(d, (40, 85, 100, 100, 100), strict=True))
    terms = tests["subaru_toyota"].advice.terms

    assert terms.low == pytest.approx(0.85 + 22 * sum(d) / volume, abs=1e-9)
    assert terms.high == pytest.approx(2.8 - 184 / volume, abs=1e-9)
    surplus = (terms.high - terms.low) * volume
    said = tests["subaru_toyota"].advice
    assert said.host + said.guest == pytest.approx(surplus, abs=1e-6)
    # S(f) = (2.8 - 0.85) Qpv f - 22 A - 184
    assert said.break_even == pytest.approx((22 * sum(d) + 184) / (1.95 * volume), abs=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_what_came_as_planned_is_worth_what_was_promised(name):
    """With the volume and years of the plan the replay is the gain of host and guest."""
    case = replace(CASES[name], outcomes={})
    test = back_test(case)

    assert test.replayed == pytest.approx(test.advice.host + test.advice.guest, abs=1e-6)
    assert (test.volume_share, test.chance) == (None, None)
    assert test.held == (test.advice.advice != "do not sign")


@pytest.mark.parametrize("name", CASES)
def test_advice_follows_its_rule(name, tests):
    """Together below zero: do not sign; a side that loses in a quarter: a clause; else sign."""
    said = tests[name].advice
    risky = max(said.host_walks, said.guest_walks) >= 0.25
    expected = "do not sign" if said.host + said.guest < 0 else "sign with a clause" if risky else "sign"

    assert said.advice == expected
    assert (said.break_even > 1) == (said.advice == "do not sign") == (not said.terms.is_open)


def test_verdicts_and_misses(tests):
    """Right: a plain sign for a deal that held, a warning for one that did not. Three are wrong."""
    for test in tests.values():
        assert test.is_right == ((test.advice.advice == "sign") == (test.replayed >= 0))
        assert bool(test.misses) == (
            not test.is_right or test.years_run < test.life or (test.chance or 1.0) < 0.05
        )
    assert [name for name, test in tests.items() if not test.is_right] == ["tpca", "nedcar", "leap_tychy"]
    assert "no warning of a deal that lost" in tests["leap_tychy"].misses
    assert "warned of a deal that held" in tests["nedcar"].misses


def test_volume_is_set_against_the_plan_of_the_same_years(tests):
    """NIO built 41.8 a year where the ramp planned 81.25; Q30 built 70 of 60 (0.4 + 0.85 + 1 + 0.6)."""
    built = (11.348 + 20.565 + 43.728 + 91.429) / 4

    assert tests["nio_jac"].volume_share == pytest.approx(built / 81.25)
    assert tests["sunderland_q30"].volume_share == pytest.approx(70 / (60 * 2.85))
    assert tests["fisker_magna"].chance == pytest.approx(0.00066, abs=1e-5)


def test_more_spread_means_more_walking_and_a_dearer_plant_less_gain():
    """A wider spread of volume cannot make a side surer that gains as planned."""
    case = CASES["fisker_magna"]
    plain, wide = advice_on(case), advice_on(with_input(case, volume_sd_log=0.9))
    dear = advice_on(with_input(case, guest_capital=200.0))

    assert wide.guest_walks >= plain.guest_walks
    assert dear.guest < plain.guest
    assert dear.host == pytest.approx(plain.host)


def test_a_kit_pays_the_duty_on_parts():
    """4.5% of kit and freight, 12.3, in place of 30.7% of the car and freight, 13."""
    stream = programme(CASES["leap_tychy"])

    assert stream.inbound_duty[1] == pytest.approx(0.045 * 12.3)
    assert stream.duty[1] == pytest.approx(0.307 * 13)


def test_hindsight_is_refused(tmp_path):
    """An input that names an outcome is a fault, not a number; so is a row for a case that is not there."""
    shutil.copytree(FOLDER, tmp_path / "cases")
    inputs = tmp_path / "cases" / "inputs.csv"
    text = inputs.read_text()
    inputs.write_text(text + "fisker_magna,volume,output,0.001,,,,k/yr,,\n")
    with pytest.raises(LabelError, match="'fisker_magna' has 0 facts 'output'"):
        read_cases(tmp_path / "cases")
    inputs.write_text(text + "nobody,volume,,,10,,,k/yr,E,\n")
    with pytest.raises(LabelError, match="no case is called 'nobody'"):
        read_cases(tmp_path / "cases")
    with pytest.raises(LabelError, match="states no wage"):
        CASES["tpca"].number("wage")
