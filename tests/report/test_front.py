"""The front page: every number is computed again from the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from plantshare.errors import InfeasibleError, LabelError
from plantshare.report.answer import answer_of
from plantshare.report.beside import beside_of
from plantshare.report.binding import binding_rules
from plantshare.report.evidence import evidence_of
from plantshare.report.figure import Headline, plain_text
from plantshare.report.front import Front, front_of, question_of
from plantshare.report.front_page import FrontPage, bound_words
from plantshare.report.headlines import headlines_of
from plantshare.report.measures import measures_of
from plantshare.report.weights import weights_of
from plantshare.results import Result
from plantshare.study import study_from_tables
from tests.formulation.plants import best, study_with
from tests.report.sourced import MOVED, SALES, sourced_plan, sourced_study
from tests.run.studies import ADA, BO_APART, BO_SHARED, rows, small_tables


@pytest.fixture(scope="module")
def apart() -> Result:
    """Return the small plan with sharing off."""
    return sourced_plan(sharing="off")


@pytest.fixture(scope="module")
def shared() -> Result:
    """Return the small plan with sharing on."""
    return sourced_plan()


def front(result: Result, *beside: Result) -> Front:
    """Return the front page of a result."""
    evidence = evidence_of(result.study)
    others = [beside_of(result, each) for each in beside]
    return front_of(result, evidence, weights_of(result, evidence), others)


def answer(result: Result, *beside: Result) -> list[str]:
    """Return the sentences of the answer."""
    return [plain_text(sentence) for sentence in front(result, *beside).answer]


def by_label(headlines: tuple[Headline, ...]) -> Mapping[str, tuple[str, str]]:
    """Return value and range of each headline."""
    return {each.label: (each.value, each.range) for each in headlines}


def test_the_question_is_title_and_settings(apart: Result, shared: Result) -> None:
    """A title that asks is the question; any other has one put after it."""
    asked = sourced_study(title="Who builds where?", sharing="deals")

    assert question_of(shared.study) == (
        "Two plants, two vehicles. Who should build what, 2026 to 2027, if companies may build in one "
        "another\u2019s plants?"
    )
    assert question_of(apart.study).endswith("if every company builds new vehicles in its own plants only?")
    assert question_of(asked).startswith(
        "Who builds where, if companies may build in one another\u2019s plants "
    )


def test_the_answer_says_what_is_built_what_it_earns_and_the_gap(shared: Result) -> None:
    """Bo launches in Leipzig; 54 a + 60 a - 8/1.1 is 190.6; Leipzig builds 30,000 + 20,000 of 60,000."""
    assert round(ADA + BO_SHARED, 1) == 190.6
    assert answer(shared) == [
        "The plan makes 1 launch at 1 plant in 2026; as a guest Bo builds B at Leipzig from 2026, up to "
        "20,000 a year.",
        "All companies together earn £190.6 million (present value at 10% a year, 2026 prices), Bo the most "
        "with £96.9 million.",
        "home output is 50,000 vehicles in 2027, 10,000 short of the target of 60,000.",
    ]


def test_a_run_beside_says_what_sharing_brings(apart: Result, shared: Result) -> None:
    """Bo saves 10 a year for 8 once: 17.36 - 7.27 = 10.1; and 20,000 more are built at home."""
    gain = BO_SHARED - BO_APART
    money, output = answer(shared, apart)[1:]

    assert round(gain, 1) == 10.1
    assert money.endswith("; that is £10.1 million more than without sharing: Bo +£10.1 million.")
    assert output.startswith("home output is 50,000 vehicles in 2027 (30,000 without sharing), 10,000 short")
    assert answer(apart, shared)[1].endswith(
        "that is £10.1 million less than with sharing: Bo \u2212£10.1 million."
    )


def test_a_gain_that_is_not_proven_says_so(apart: Result, shared: Result) -> None:
    """With a bound 20 above the plan, the other case may be better after all."""
    loose = replace(apart, proof=replace(apart.proof, bound=apart.proof.objective + 20, gap=0.1))
    sentence = answer(shared, loose)[1]

    assert (
        "with no proof yet that it is not nothing (between \u2212£9.9 million and +£10.1 million)" in sentence
    )


def test_no_gain_and_nothing_launched_read_as_such(apart: Result) -> None:
    """Apart nothing is launched; held against itself nothing is gained."""
    first, second, _ = answer(apart, apart)

    assert first == "The plan launches nothing new; no company builds in the plant of another."
    assert second.endswith("; that is no more and no less than in the run beside it.")


def test_headlines_are_the_numbers_of_the_result(apart: Result, shared: Result) -> None:
    """Output, gap, profit with its bound, and what guests build; ranges span both runs."""
    assert by_label(front(shared, apart).headlines) == {
        "Output of home in 2027": ("50,000 vehicles", "30,000 to 50,000 across 2 runs"),
        "Short of the target in 2027": ("10,000 vehicles", "10,000 to 30,000 across 2 runs"),
        "Expected profit of all companies, present value": ("£190.6 million", "proven: no plan earns more"),
        "Built by guests in 2027": ("20,000 vehicles", "0 to 20,000 across 2 runs"),
    }


def test_without_sharing_spare_capacity_takes_the_place_of_guests(apart: Result) -> None:
    """Two shifts build 100,000, of which 30,000 are used; alone there is no range."""
    headlines = front(apart).headlines

    assert headlines[3].label == "Spare capacity of home in 2027"
    assert headlines[3].value == "70,000 reference cars"
    assert {each.range for each in headlines[:2]} == {"one future planned: no range"}


def test_several_futures_give_the_range() -> None:
    """Demand is 1.2 or 0.8 of the base: output 60,000 or 40,000, expected 50,000; the target is 60,000."""
    result = best(sourced_study().with_scenarios(["boom", "bust"]))
    found = by_label(front(result).headlines)

    assert found["Expected output of home in 2027"] == (
        "50,000 vehicles",
        "40,000 to 60,000 across 2 futures",
    )
    assert found["Short of the target in 2027"] == ("10,000 vehicles", "0 to 20,000 across 2 futures")
    assert "are expected to earn" in answer(result)[1]
    assert "output is expected to be 50,000 vehicles" in answer(result)[2]


def test_a_target_missed_in_one_future_and_passed_in_another_names_both_sides(toy_futures: Result) -> None:
    """The toy plan builds 102,000, 80,000 or 30,000; 80,000 are wanted."""
    headline = front(toy_futures).headlines[1]

    assert headline.label == "Short of the target in 2030"
    assert headline.range == "22,000 above to 50,000 short across 3 futures"


@pytest.mark.parametrize(
    ("target", "words", "count"),
    [
        ({"units": 50_000}, "50,000 vehicles in 2027, which meets the target of 50,000.", 4),
        ({"units": 45_000}, "50,000 vehicles in 2027, 5,000 above the target of 45,000.", 4),
        ({"year": 2040}, "in 2027; the target of 60,000 is for 2040, after the last planned year.", 4),
        (None, "50,000 vehicles in 2027; the study sets no target.", 4),
    ],
)
def test_targets_of_every_kind(target: dict[str, float] | None, words: str, count: int) -> None:
    """Met, passed, beyond the years, and none at all; there are four headlines in each case."""
    targets = [] if target is None else [{**rows()["targets"][0], **target}]
    page = front(sourced_plan({"targets": targets}))

    assert plain_text(page.answer[2]).endswith(words)
    assert len(page.headlines) == count
    assert {each.figure for each in page.headlines} <= set(page.figures)


def test_every_number_opens_a_figure_with_what_it_rests_on(apart: Result, shared: Result) -> None:
    """Parts and headlines name figures; every path of a figure is one of the study."""
    page = front(shared, apart)
    named = {part.figure for sentence in page.answer for part in sentence if part.figure}
    named |= {headline.figure for headline in page.headlines}
    paths = [path for figure in page.figures.values() for path in figure.inputs]

    assert named == set(page.figures)
    assert all(figure.value and figure.formula and figure.steps for figure in page.figures.values())
    assert {each.grade for each in evidence_of(shared.study).inputs(paths).values()} <= {
        "A",
        "D",
        "default",
        "none",
    }
    assert "\u2013" not in {each.value for each in evidence_of(shared.study).inputs(paths).values()}


def test_the_steps_of_a_number_lead_to_it(apart: Result, shared: Result) -> None:
    """Companies add up to the profit; wanted less output is the gap; the two runs make the gain."""
    figures = front(shared, apart).figures

    assert figures["profit"].steps == (
        "Bo: £96.9 million", "Ada: £93.7 million", "Together: £190.6 million; proven: no plan earns more",
    )  # fmt: skip
    assert figures["gap"].steps == (
        "Wanted: 60,000", "Output: 50,000", "Wanted less output: 10,000 vehicles",
    )  # fmt: skip
    assert "What differs there in the inputs: sharing off instead of on" in figures["gain"].steps
    assert figures["guests"].steps == ("B at Leipzig: 20,000",)


def test_the_share_without_a_source_is_by_number_and_by_money(shared: Result) -> None:
    """Only the price of A is official: one figure of all, and 60 a of the money that moves."""
    share = front(shared).evidence
    total = sum(count for *_, count, _ in share.grades)

    assert share.unsourced_share == pytest.approx(1 - SALES / MOVED)
    assert {grade: count for grade, _, count, _ in share.grades if grade in "ABCD"} == {
        "A": 1,
        "B": 0,
        "C": 0,
        "D": 1,
    }
    assert share.sentence.startswith(f"{100 * (total - 1) / total:.1f}% of the {total} figures of the study ")
    assert (
        f"; by money, {100 * (1 - SALES / MOVED):.0f}% of the £{MOVED:.1f} million of income "
        in share.sentence
    )
    assert sum(part for *_, part in share.grades) == pytest.approx(1)


def test_the_limit_names_the_rule_that_is_worth_most(shared: Result) -> None:
    """One more sale of B in 2026 earns 3,000 / 1.1, one of A 2,000 / 1.1; capacity is not full."""
    assert front(shared).limit == (
        "Demand limits the plan most: one sale more is worth up to £2,727 (B, home, 2026). Amounts are "
        "present values with the launches held."
    )


def test_the_worth_of_one_more_sale_is_what_one_more_sale_earns(shared: Result) -> None:
    """A thousand more of B wanted in 2026, with the same launch: 3 million, in present value 3/1.1."""
    more = [{"vehicle": "B", "market": "home", "year": 2026, "units": 21_000}]
    gain = sourced_plan({"demand_by_year": more}).proof.objective - shared.proof.objective
    demand = binding_rules(shared)[0]

    assert (demand.rule, demand.place) == ("demand", "B, home, 2026")
    assert demand.worth == pytest.approx(gain * 1e6 / 1_000)


def test_a_full_plant_is_named_as_the_limit() -> None:
    """Room for 100,000 of 130,000 wanted at 2,000 each: one more car in 2026 is worth 2,000."""
    crowded = best(
        study_with(
            demand=[{"vehicle": "A", "market": "home", "units": 130_000, "net_revenue": 2_000}],
            group_patterns=[{"group": "L", "pattern": "two", "fixed_cost": 18}],
        )
    )

    assert front(crowded).limit == (
        "The capacity of shops limits the plan most: capacity for one vehicle more is worth up to €2,000 "
        "(line at Leipzig, 2026). Amounts are present values with the launches held."
    )


def test_a_search_that_was_cut_short_says_so_first(shared: Result) -> None:
    """The time ran out with a bound 5 above the plan."""
    proof = replace(shared.proof, status="time_limit", bound=shared.proof.objective + 5, gap=0.026)
    cut = replace(shared, proof=proof)
    page = front(cut)

    assert page.limit.startswith(
        "Stopped at the time limit with a plan that can be used: proven that no plan earns "
    )
    assert page.headlines[2].range == "proven: no plan earns more than £5.0 million above this"


def test_without_a_bound_nothing_is_claimed(shared: Result) -> None:
    """The search found a plan and no bound."""
    proof = replace(shared.proof, bound=float("inf"), gap=float("inf"), status="interrupted")
    page = FrontPage(
        measures=measures_of(replace(shared, proof=proof)),
        others=(),
        names=evidence_of(shared.study).names,
        weights=weights_of(shared, evidence_of(shared.study)),
    )

    assert bound_words(page) == "nothing is proven yet about better plans"
    assert len(answer_of(page)) == 3
    assert len(headlines_of(page)) == 4


def test_runs_that_cannot_be_compared_are_refused(shared: Result) -> None:
    """Amounts in euros are not held against amounts in pounds; a run without a plan neither."""
    euros = best(study_from_tables(small_tables(currency="EUR")))
    none = replace(shared, values={}, proof=replace(shared.proof, status="infeasible", conflicts=("No.",)))

    with pytest.raises(LabelError, match="currency EUR, this one GBP"):
        beside_of(shared, euros)
    with pytest.raises(InfeasibleError):
        beside_of(shared, none)


def test_a_run_of_changed_figures_says_what_differs(shared: Result) -> None:
    """A cheaper launch: one cell, and the figure behind the difference is named first."""
    options = [{**row, "capex": 4} if row["option"] == "B Leipzig" else row for row in rows()["options"]]
    beside = beside_of(shared, sourced_plan({"options": options}))
    page = front(shared, beside.result)

    assert (beside.phrase, beside.difference) == ("in the run beside it", "1 cell of the study")
    assert page.figures["gain"].inputs[0] == "options.B Leipzig.capex"


def test_every_example_has_a_front_page(small_plans: list[Result]) -> None:
    """Three sentences with full stops, four headlines, no missing numbers, real minus signs."""
    for result in small_plans:
        page = front(result)
        words = [plain_text(sentence) for sentence in page.answer]
        words += [f"{each.label} {each.value} {each.range}" for each in page.headlines]

        assert len(page.answer) == 3
        assert len(page.headlines) == 4
        assert not [text for text in words if "nan" in text or " -" in text or "\u2013" in text]
        assert all(text.endswith(".") for text in words[:3])
