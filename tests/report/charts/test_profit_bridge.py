"""Profit bridge: steps add up to the difference of two runs, and transfers to nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest

from plantshare.errors import LabelError
from plantshare.report.charts.bridge_steps import MOST_COMPANIES, groups_of
from plantshare.report.charts.profit_bridge import profit_bridge
from plantshare.report.words import money
from tests.formulation.plants import best, guest, study_with


@pytest.fixture(scope="module")
def pair():
    """Return the plans of one plant without and with a guest, sharing off and on."""
    return tuple(best(study_with({"sharing": sharing}, **guest())) for sharing in ("off", "on"))


def steps(chart):
    """Return the change of every step by company and kind."""
    return {(row["company"], row["item"]): row["change"] for row in chart.rows if row["role"] == "step"}


def test_a_guest_adds_what_it_earns(pair):
    """Bo sells 10,000 a year at 3,000, three years without discounting: 90 million; nobody else changes."""
    before, after = pair
    chart = profit_bridge(after, before)

    assert steps(chart)["Bo", "revenue"] == pytest.approx(90.0)
    assert chart.title.startswith("Sharing on earns €")
    assert "more than sharing off" in chart.title


@pytest.fixture(params=["two_plants", "toy"])
def runs(request, two_plants, toy_base, toy_futures):
    """Return two runs, the one to start from first."""
    return (two_plants["off"], two_plants["on"]) if request.param == "two_plants" else (toy_base, toy_futures)


def test_steps_add_up(runs, check_spec, check_behind):
    """Each bar begins where the last one ended; the last ends at the difference of the profits."""
    before, after = runs
    chart = profit_bridge(after, before)
    bars = [row for row in chart.rows if row["role"] == "step"]
    gain = after.npv().sum() - before.npv().sum()

    assert bars[0]["start"] == 0.0
    for one, two in pairwise(bars):
        assert two["start"] == pytest.approx(one["end"])
    assert bars[-1]["end"] == pytest.approx(gain, abs=1e-3)
    total = next(row for row in chart.rows if row["role"] == "total")
    assert (total["before"], total["after"]) == pytest.approx((before.npv().sum(), after.npv().sum()))
    assert total["change"] == pytest.approx(gain)
    check_spec(chart)
    check_behind(chart, after.study)


def test_companies_are_those_of_the_statement(runs):
    """The gain of each company is the difference of its present values."""
    before, after = runs
    names = dict(
        zip(after.study.frame("companies")["company"], after.study.frame("companies")["name"], strict=True)
    )
    change = after.npv().sub(before.npv(), fill_value=0.0)
    groups = {group.name: group.change for group in groups_of(after, before)}

    assert groups == pytest.approx({names[company]: amount for company, amount in change.items()})


def test_transfers_are_visible_and_cancel_out(runs):
    """What one company pays another is a step of both; all of them add up to zero."""
    before, after = runs
    chart = profit_bridge(after, before)
    transfers = [row for row in chart.rows if row["role"] == "step" and row["is_transfer"]]

    assert len(transfers) >= 2
    assert sum(row["change"] for row in transfers) == pytest.approx(0.0, abs=1e-6)
    assert max(abs(row["change"]) for row in transfers) > 1
    assert {row["fill"] for row in transfers} == {"#FFFFFF"}
    assert chart.subtitle.endswith("outlined: paid between companies, in sum zero")


def test_title_is_recomputed_from_the_runs(two_plants):
    """Gain of all, then the two companies that gain or lose most."""
    before, after = two_plants["off"], two_plants["on"]
    change = after.npv() - before.npv()
    names = dict(
        zip(after.study.frame("companies")["company"], after.study.frame("companies")["name"], strict=True)
    )
    first, second = change.abs().sort_values(ascending=False).index[:2]
    words = [
        f"{names[each]} {'gains' if change[each] > 0 else 'loses'} {money(abs(change[each]), 'GBP')}"
        for each in (first, second)
    ]

    assert profit_bridge(after, before).title == (
        f"Sharing on earns {money(change.sum(), 'GBP')} more than sharing off: {words[0]} and {words[1]}"
    )
    back = profit_bridge(before, after).title
    assert back.startswith(f"Sharing off earns {money(change.sum(), 'GBP')} less than sharing on: ")


def test_a_run_against_itself(toy_base, check_spec):
    """No difference: no steps, and a title that says so."""
    chart = profit_bridge(toy_base, toy_base)

    assert chart.title == "The same inputs earn as much as the run before"
    assert steps(chart) == {}
    check_spec(chart)


def test_a_changed_figure_is_named():
    """One cell differs: 2,000 a car becomes 2,100, which earns 5 million a year more, 15 in all."""
    before = best(study_with())
    demand = [{"vehicle": "A", "market": "home", "units": 50_000, "net_revenue": 2_100}]
    after = best(study_with(demand=demand))

    assert profit_bridge(after, before).title == (
        "The plan with demand.A/home.net_revenue at 2,100 instead of 2,000 "
        "earns €15.0 million more than the run before"
    )


def test_many_settings_are_counted():
    """Three settings differ: the title counts them."""
    before = best(study_with())
    after = best(study_with({"discount_rate": 0.1, "sharing": "off", "labour": "heads"}))

    assert profit_bridge(after, before).title.startswith("The plan with 3 settings changed earns €")


def test_different_currencies_are_refused():
    """Euros and pounds cannot be added up."""
    before, after = best(study_with()), best(study_with({"currency": "GBP"}))

    with pytest.raises(LabelError, match="EUR of 2026 and in GBP of 2026"):
        profit_bridge(after, before)


def test_more_companies_than_fit_stand_together():
    """Of eight brands that gain, six get steps; the two smallest become one group, and nothing is lost."""
    count = MOST_COMPANIES + 2
    makers = [f"maker {number}" for number in range(count)]
    tables = {
        "companies": [{"company": "Ada"}, *({"company": maker} for maker in makers)],
        "vehicles": [
            {"vehicle": "A", "company": "Ada"},
            *({"vehicle": f"car of {m}", "company": m} for m in makers),
        ],
        "plants": [{"plant": "Leipzig", "company": "Ada", "country": "DE"}],
        "lanes": [{"plant": "Leipzig", "market": "home"}],
        "options": [
            {"option": "A Leipzig", "vehicle": "A", "plant": "Leipzig"},
            *({"option": f"{m} at Leipzig", "vehicle": f"car of {m}", "plant": "Leipzig"} for m in makers),
        ],
        "routes": [
            {"option": "A Leipzig", "shop": "line"},
            *({"option": f"{m} at Leipzig", "shop": "line"} for m in makers),
        ],
        "demand": [
            {"vehicle": "A", "market": "home", "units": 30_000, "net_revenue": 2_000},
            *(
                {"vehicle": f"car of {m}", "market": "home", "units": 1_000 * rank, "net_revenue": 3_000}
                for rank, m in enumerate(makers, start=1)
            ),
        ],
    }  # fmt: skip
    before, after = (best(study_with({"sharing": sharing}, **tables)) for sharing in ("off", "on"))
    groups = groups_of(after, before)

    assert len(groups) == MOST_COMPANIES + 1
    assert groups[-1].name == f"{count + 1 - MOST_COMPANIES} other companies"
    gain = after.npv().sum() - before.npv().sum()
    assert sum(group.change for group in groups) == pytest.approx(gain)
