"""What flexibility is worth in a study, held against cases that are known by hand or published."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.errors import LabelError
from plantshare.flexibility import Design, dedicated, expected_sales, flexibility_of, full_flexibility
from plantshare.flexibility.demand import NormalDemand, draw
from plantshare.study import read_study
from tests.flexibility.studies import coins, line_study

EXAMPLES = Path(__file__).parents[2] / "examples"
TWO = ({"P": 100, "Q": 100}, {"A": 100, "B": 100}, {"A": ["P"], "B": ["Q"]})
FUTURES = ("hh", "hl", "lh", "ll")


def test_two_plants_and_two_coins() -> None:
    """Demand 130 or 70: dedicated 170; with one link 177.5; with both, all flexible, 185 (check J1).

    130 and 70 sell 100 + 70 apart and 200 together; 70 and 130 likewise. One link helps in one of the two
    cases by 30: 7.5 in the mean.
    """
    found = flexibility_of(line_study(*TWO, coins()), scenarios=FUTURES)

    assert found.is_exact
    assert [(each.name, each.expected_sales) for each in found.ladder] == [
        ("dedicated", 170), ("present", 170), ("best links", 185), ("chain", 185), ("full", 185),
    ]  # fmt: skip
    assert found.present.utilisation == 0.85
    assert [(each.link, each.worth) for each in found.worths] == [((0, 1), 7.5), ((1, 0), 7.5)]
    assert [(each.link, each.worth, each.total) for each in found.steps] == [
        ((0, 1), 7.5, 7.5), ((1, 0), 7.5, 15),
    ]  # fmt: skip
    assert {each.standard_error for each in found.ladder} == {0}


def test_probabilities_of_futures_count() -> None:
    """Only hl (0.9) and lh (0.1): the link of plant Q to A helps in hl, by 30 * 0.9 = 27."""
    changed = coins()
    changed["scenarios"] = [
        {"scenario": name, "probability": share}
        for name, share in {"hh": 0, "hl": 0.9, "lh": 0.1, "ll": 0}.items()
    ]
    found = flexibility_of(line_study(*TWO, changed), scenarios=("hl", "lh"))

    assert [(each.link, round(each.worth, 9)) for each in found.worths] == [((1, 0), 27), ((0, 1), 3)]
    assert found.draws == 2


def test_the_published_test_of_ten_plants() -> None:
    """855.442 dedicated and 955.487 with every link, within 3 standard errors at 400,000 draws."""
    found = flexibility_of(read_study(EXAMPLES / "flexibility-10x10"), draws=400_000, steps=0)
    full, present = found.ceiling, found.present

    assert abs(present.expected_sales - 855.442049551) < 3 * present.standard_error
    assert abs(full.expected_sales - 955.4865409) < 3 * full.standard_error
    assert full.standard_error < 0.11
    assert full.gain == pytest.approx(full.expected_sales - present.expected_sales)
    # On common draws the difference is known better than either of the two.
    assert full.gain_error < 0.7 * full.standard_error
    assert len(found.worths) == 90


def test_the_data_of_general_motors() -> None:
    """Capacity 2,030,000, mean demand 2,060,000, 8 plants, 16 vehicles; every pair could be linked."""
    found = flexibility_of(read_study(EXAMPLES / "flexibility-gm"), draws=20_000, steps=3)
    network = found.network

    assert (len(network.plants), len(network.vehicles)) == (8, 16)
    assert sum(network.capacity) == 2_030_000
    assert sum(network.mean_demand.values()) == 2_060_000
    assert len(network.present) + len(network.possible) == 8 * 16
    sold = {each.name: each.expected_sales for each in found.ladder}
    assert sold["dedicated"] == sold["present"] < sold["best links"] < sold["chain"] < sold["full"]


def test_full_flexibility_sells_the_less_of_all_capacity_and_all_demand() -> None:
    """Held against the sum over draws of min(2,030,000, total demand), made apart from the command."""
    found = flexibility_of(read_study(EXAMPLES / "flexibility-gm"), draws=50_000, steps=0)
    mean = tuple(found.network.mean_demand.values())
    normal = NormalDemand(mean=mean, sd=tuple(0.4 * each for each in mean), truncation_sd=2.0)
    total = draw(normal, 50_000, np.random.default_rng(8)).sum(axis=1)
    by_hand = np.minimum(total, 2_030_000)

    error = np.hypot(found.ceiling.standard_error, by_hand.std() / np.sqrt(50_000))
    assert abs(found.ceiling.expected_sales - by_hand.mean()) < 4 * error


def test_the_command_and_the_library_agree_on_worths() -> None:
    """Each possible link added to the design, on the very draws of the study: the same mean."""
    study = line_study(
        {"P": 100, "Q": 80, "R": 60}, {"A": 90, "B": 70, "C": 50}, {"A": ["P"], "B": ["Q", "R"], "C": ["R"]}
    )
    found = flexibility_of(study, sd=0.5, draws=5_000, seed=4, steps=2)
    labels = found.network.rows["vehicle"].to_list()
    design = found.network.design(found.network.present)
    assert labels == ["A", "B", "C"]

    from_rows = np.random.default_rng(4).standard_normal((5_000, 3))
    demand = np.array([90, 70, 50]) * np.exp(0.5 * from_rows - 0.125)
    base = expected_sales(design, demand)
    assert found.present.expected_sales == pytest.approx(base.expected_sales)
    for each in found.worths:
        wider = expected_sales(design.with_link(each.link), demand)
        assert each.worth == pytest.approx(wider.expected_sales - base.expected_sales, abs=1e-9)
    total = expected_sales(design.with_links([*design.links, *(each.link for each in found.steps)]), demand)
    assert found.steps[-1].total == pytest.approx(total.expected_sales - base.expected_sales)
    assert sum(each.worth for each in found.steps) == pytest.approx(found.steps[-1].total)


@st.composite
def studies(draw):
    """Return a small study with random capacity, demand and links."""
    plants, vehicles = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    amount = st.integers(1, 200)
    capacity = {f"P{number}": draw(amount) for number in range(plants)}
    demand = {f"V{number}": draw(amount) for number in range(vehicles)}
    places = st.lists(st.sampled_from(sorted(capacity)), min_size=1, max_size=2, unique=True)
    return line_study(capacity, demand, {vehicle: draw(places) for vehicle in demand})


@given(studies())
@settings(max_examples=15, deadline=None)
def test_more_links_never_sell_less_and_full_flexibility_is_the_ceiling(study) -> None:
    """dedicated <= present <= best links <= full, chain <= full, and no link or step passes the ceiling."""
    found = flexibility_of(study, sd=0.4, draws=200)
    sold = {each.name: each.expected_sales for each in found.ladder}
    slack = 1e-9 * sum(found.network.capacity)
    order = [sold[name] for name in ("dedicated", "present", "best links", "full") if name in sold]

    assert order == sorted(order)
    assert sold.get("chain", 0.0) <= sold["full"] + slack
    assert found.ceiling.gain_error >= 0
    for worth in found.worths:
        assert -slack <= worth.worth <= found.ceiling.gain + slack
    capacity, demand = sum(found.network.capacity), found.network.mean_demand
    assert sold["full"] <= capacity + slack
    assert len(demand) == len(found.network.vehicles)


def test_a_chain_of_three_meets_the_identity_of_open_chains() -> None:
    """n = 3, capacity 1, demand 0, 1 or 2: dedicated 2, closed chain and every link 22 / 9.

    Twenty-seven futures, each listed with probability 1 / 27, through a study.
    """
    futures = {f"f{a}{b}{c}": (a, b, c) for a in range(3) for b in range(3) for c in range(3)}
    changed = {
        "scenarios": [{"scenario": name, "probability": 1 / 27} for name in futures],
        "scenario_changes": [
            {
                "scenario": name,
                "table": "demand",
                "row": f"{vehicle}/home",
                "column": "units",
                "how": "set",
                "value": value,
            }
            for name, values in futures.items()
            for vehicle, value in zip("ABC", values, strict=True)
        ],
    }
    study = line_study(
        dict.fromkeys("PQR", 1), dict.fromkeys("ABC", 1), dict(zip("ABC", "PQR", strict=True)), changed
    )
    found = flexibility_of(study, scenarios=tuple(futures), steps=2)
    sold = {each.name: each.expected_sales for each in found.ladder}

    assert sold["dedicated"] == pytest.approx(2)
    assert sold["chain"] == pytest.approx(22 / 9)
    assert sold["full"] == pytest.approx(22 / 9)
    # Two links in a row close an open chain over all three plants: 61 / 27.
    assert sold["best links"] == pytest.approx(61 / 27)


def test_standard_errors_shrink_with_the_root_of_the_draws() -> None:
    """Sixteen times the draws, a quarter of the error, within a tenth."""
    study = line_study(*TWO)
    few, many = (flexibility_of(study, sd=0.4, draws=draws, steps=0) for draws in (2_000, 32_000))

    assert many.present.standard_error == pytest.approx(few.present.standard_error / 4, rel=0.1)
    assert flexibility_of(study, sd=0.4, draws=2_000, steps=0).ladder == few.ladder


def test_certain_demand_below_capacity_leaves_nothing_to_win() -> None:
    """One future of 70 and 70: every link adds nothing, and no best link is taken."""
    found = flexibility_of(line_study(*TWO, coins()), scenarios=("ll",))

    assert {each.worth for each in found.worths} == {0}
    assert found.steps == ()
    assert found.rung("best links") is None


def test_a_study_in_which_all_is_linked_has_nothing_to_try() -> None:
    """Both vehicles at both plants."""
    found = flexibility_of(
        line_study(TWO[0], TWO[1], {"A": ["P", "Q"], "B": ["Q", "P"]}, coins()), scenarios=FUTURES
    )

    assert found.worths == ()
    assert found.ladder[0].expected_sales == 170
    assert found.present.expected_sales == found.ceiling.expected_sales == 185
    assert found.rung("dedicated").gain == -15


def test_futures_planned_together_leave_the_answer_unchanged() -> None:
    """The study of a run of several futures gives what the study itself gives."""
    study = line_study(*TWO, coins())
    one, other = (
        flexibility_of(each, sd=0.3, draws=500) for each in (study, study.with_scenarios(["hh", "ll"]))
    )

    assert one.ladder == other.ladder


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"year": 2031}, "the study has 2027 to 2029"),
        ({"draws": 1}, "at least 2 draws"),
        ({"sd": -1.0}, "above 0"),
        ({"sd": 0.3, "scenarios": ("hh",)}, "either a standard deviation or scenarios"),
        ({"scenarios": ("hx",)}, "no scenario 'hx'"),
        ({}, "does not say how uncertain demand is"),
    ],
)
def test_a_wrong_call_names_the_way_out(asked, words: str) -> None:
    """Years, draws, spreads and names."""
    with pytest.raises(LabelError, match=words):
        flexibility_of(line_study(*TWO, coins()), **asked)


def test_dedicated_and_full_are_those_of_the_library() -> None:
    """On equal numbers of plants and vehicles the ladder has the designs of the library."""
    found = flexibility_of(line_study(*TWO, coins()), scenarios=FUTURES)
    bare = Design(capacity=(100.0, 100.0), vehicles=2, links=())

    assert found.network.design(found.network.main) == dedicated(bare)
    assert found.network.design((*found.network.present, *found.network.possible)) == full_flexibility(bare)
