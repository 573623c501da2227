"""The toy plan against its answers, worked out by enumerating all of its plans."""

from pathlib import Path

import pandas as pd
import pytest

from plantshare import Change, Result, Study, solve
from plantshare.study import study_from_tables
from plantshare.study.read import check_folder, read_study

FOLDER = Path(__file__).parents[2] / "examples" / "toy-plan"
FUTURES = ("s1", "s2", "s3")
LAUNCH_OF_65 = Change(table="options", row="guest_car_local", column="capex", value=65)


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the study as it stands: the means of the three futures."""
    return read_study(FOLDER)


@pytest.fixture(scope="module")
def together(study: Study) -> Study:
    """Return the study with its three futures planned together."""
    return study.with_scenarios(FUTURES)


@pytest.fixture(scope="module")
def best(together: Study) -> Result:
    """Return the best plan of the three futures together."""
    return solve(together)


def npv_by_future(result: Result) -> list[float]:
    """Return the present value in each future: what holds in all of them, and its own, not weighted."""
    amounts = result.statement(("scenario",)).amount
    return [
        amounts[""] + amounts[name] / float(result.study.probability.sel(scenario=name)) for name in FUTURES
    ]


def shifts(result: Result) -> list[str]:
    """Return the pattern of the line in each year."""
    return list(result.to_frame("pattern_share").sort_values("year").pattern)


def launches(result: Result) -> list[tuple[str, int]]:
    """Return which option is launched when."""
    frame = result.to_frame("launched")
    return list(zip(frame.option, frame.year, strict=True))


def test_the_folder_has_no_fault_and_no_doubt() -> None:
    """A study that ships must pass its own checks."""
    assert check_folder(FOLDER) == ()


def test_best_plan_of_three_futures(best: Result) -> None:
    """0.40 * 1071.3324 + 0.35 * 825.9680 + 0.25 * 539.2389 = 852.4315, by enumeration of all plans.

    Money that no future changes, the same in all three, discounted at 1.1, 1.21, 1.331, 1.4641:
    launch 50 / 1.1 = 45.4545; fixed 36 / 1.1 + 60 (1 / 1.21 + 1 / 1.331 + 1 / 1.4641) = 168.3741;
    the second shift 8 / 1.21 = 6.6116. Together 220.4403 is paid whatever the future.
    """
    assert best.proof.status == "optimal"
    assert best.proof.objective == pytest.approx(852.4315, abs=1e-4)
    assert launches(best) == [("guest_car_local", 2027)]
    assert shifts(best) == ["one_shift", "two_shifts", "two_shifts", "two_shifts"]
    paid = 50 / 1.1 + 36 / 1.1 + 60 * (1.1**-2 + 1.1**-3 + 1.1**-4) + 8 / 1.1**2
    assert best.statement(("scenario",)).amount[""] == pytest.approx(-paid)
    assert npv_by_future(best) == pytest.approx([1071.3324, 825.9680, 539.2389], abs=1e-4)


def test_first_year_of_the_best_plan_by_hand(best: Result) -> None:
    """One shift builds 60 - 3 = 57 thousand. In s1 55 own cars leave room for 2 of the guest's 20.

    55 * 5.0 + 2 * 3.5 + 18 * 2.1 = 319.8. In s2 50 and 7: 250 + 24.5 + 13 * 2.1 = 301.8. In s3 44 and 13:
    220 + 45.5 + 2 * 2.1 = 269.7.
    """
    amounts = best.statement(("year", "scenario"), discounted=False).amount[2027]
    by_future = [amounts["s1"] / 0.40, amounts["s2"] / 0.35, amounts["s3"] / 0.25]
    assert by_future == pytest.approx([319.8, 301.8, 269.7])


def test_without_the_guest(together: Study) -> None:
    """0.40 * 1024.4116 + 0.35 * 808.3505 + 0.25 * 611.6628 = 845.6030, one shift in all years."""
    alone = solve(together.with_settings(sharing="off"))
    assert alone.proof.objective == pytest.approx(845.6030, abs=1e-4)
    assert launches(alone) == []
    assert shifts(alone) == ["one_shift"] * 4
    assert npv_by_future(alone) == pytest.approx([1024.4116, 808.3505, 611.6628], abs=1e-4)


def test_second_best_plan_waits_a_year_for_the_second_shift(together: Study) -> None:
    """With two shifts priced out of 2028 alone, 1, 1, 2, 2 is best: 847.5863."""
    dear = Change(
        table="group_patterns", row="home_line/two_shifts", column="fixed_cost", year=2028, value=1_000
    )
    second = solve(together.with_changes([dear]))
    assert second.proof.objective == pytest.approx(847.5863, abs=1e-4)
    assert shifts(second) == ["one_shift", "one_shift", "two_shifts", "two_shifts"]


def test_plan_for_the_means_takes_no_guest(study: Study, together: Study, best: Result) -> None:
    """The means lead to no launch and one shift, which is worth 845.6030: 852.4315 - 845.6030 = 6.8285."""
    means = solve(study)
    alone = solve(together.with_settings(sharing="off"))
    assert launches(means) == launches(alone) == []
    assert shifts(means) == shifts(alone)
    assert best.proof.objective - alone.proof.objective == pytest.approx(6.8285, abs=1e-4)


def test_worth_of_knowing_the_future(study: Study, best: Result) -> None:
    """Each future planned by itself gives 870.7094 on average; 870.7094 - 852.4315 = 18.2779."""
    weights = best.study.probability
    wait_and_see = sum(
        float(weights.sel(scenario=name)) * solve(study.with_scenario(name)).proof.objective
        for name in FUTURES
    )
    assert wait_and_see == pytest.approx(870.7094, abs=1e-4)
    assert wait_and_see - best.proof.objective == pytest.approx(18.2779, abs=1e-4)


def test_a_launch_of_65_is_too_dear(together: Study) -> None:
    """852.4315 - 15 / 1.1 = 838.7951 is less than 845.6030 without the guest."""
    dear = solve(together.with_changes([LAUNCH_OF_65]))
    assert dear.proof.objective == pytest.approx(845.6030, abs=1e-4)
    assert launches(dear) == []


def test_target_with_confidence_brings_the_guest_back(study: Study) -> None:
    """80,000 in 2030 with probability 0.75: s1 and s2 suffice (0.40 + 0.35), s3 may miss it.

    852.4315 - 15 / 1.1 = 838.7951, and the target costs 845.6030 - 838.7951 = 6.8079.
    """
    targets = study.frame("targets").assign(rule="require", confidence=0.75)
    required = study_from_tables(study.tables.with_frame("targets", targets))
    result = solve(required.with_scenarios(FUTURES).with_changes([LAUNCH_OF_65]))
    assert result.proof.objective == pytest.approx(838.7951, abs=1e-4)
    assert result.proof.objective == pytest.approx(852.43151 - 15 / 1.1, abs=1e-4)
    assert launches(result) == [("guest_car_local", 2027)]
    assert shifts(result) == ["one_shift", "two_shifts", "two_shifts", "two_shifts"]
    reached = result.targets().set_index("scenario").reached
    assert reached.to_dict() == {"s1": True, "s2": True, "s3": False}


def test_margins_are_those_of_the_table(study: Study) -> None:
    """Own 5,000; local 22,700 - 17,000 - 2,200 = 3,500; import 2,100 with duty and 3,900 without."""
    from_file = pd.DataFrame(study.frame("options")).set_index("option")
    cost = from_file.parts_cost + from_file.other_conversion
    assert 20_000 - cost["own_car_home"] == 5_000
    assert 22_700 - cost["guest_car_local"] == 3_500
    assert 22_700 - cost["guest_car_import"] - 800 - 0.1 * 18_000 == pytest.approx(2_100)
