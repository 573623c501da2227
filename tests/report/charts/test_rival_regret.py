"""Regret of rival plans, by hand-made futures."""

from __future__ import annotations

import pytest

from plantshare.errors import LabelError
from plantshare.report.analyses import RISK_CHARTS, draw_analysis, shown_charts
from plantshare.report.charts.rival_regret import rival_regret
from plantshare.risk import Outlook
from tests.risk.outlooks import PLAN, RIVAL, outcomes_of, outlook_with


@pytest.fixture
def two() -> Outlook:
    """Return the plan worth 6, 28, 38, 48 and the rival worth 20 in every future."""
    return outlook_with(plans={"plan": outcomes_of(PLAN), "rival": outcomes_of(RIVAL)})


def test_the_plan_of_least_regret_is_named(two: Outlook, check_spec) -> None:
    """Regrets 14, 0, 0, 0 and 0, 8, 18, 28: means 3.5 and 13.5, marks at 14/28 and at the right end."""
    chart = draw_analysis(RISK_CHARTS, "rival_regret", two)
    plan, rival = chart.rows

    assert (plan["mean_regret"], plan["p95_regret"], plan["largest_regret"]) == (3.5, 14, 14)
    assert (rival["mean_regret"], rival["largest_regret"]) == (13.5, 28)
    assert (plan["largest_regret_at"], rival["largest_regret_at"]) == (0.5, 1)
    assert plan["mean_regret_at"] == 3.5 / 28
    assert chart.title == (
        "Plan 'plan' is regretted least: £3.5 million on average, £14.0 million at most; in 75% of futures "
        "no other is worth more"
    )
    check_spec(chart)


def test_plans_of_one_worth_are_said_to_be(check_spec) -> None:
    """A plan beside itself is never regretted."""
    same = rival_regret(outlook_with(plans={"plan": outcomes_of(PLAN), "again": outcomes_of(PLAN)}))
    better = rival_regret(
        outlook_with(plans={"plan": outcomes_of(PLAN), "more": outcomes_of(([50.0] * 4, [0.0] * 4))})
    )

    assert same.title == "The 2 plans are worth the same in every future"
    assert better.title == (
        "Plan 'more' is regretted least: no other of the 2 plans is worth more in any future"
    )
    check_spec(same)
    check_spec(better)


def test_one_plan_has_no_rival() -> None:
    """The catalogue leaves the chart out, and says so where it is asked for."""
    alone = outlook_with()

    assert shown_charts(RISK_CHARTS, alone) == ("output_fan", "profit_boxes", "driver_tornado", "stress_bars")
    with pytest.raises(LabelError, match="nothing to show here; there are: output_fan"):
        draw_analysis(RISK_CHARTS, "rival_regret", alone)
    with pytest.raises(LabelError, match="rival_regret"):
        draw_analysis(RISK_CHARTS, "rival_regrets", alone)


def test_it_fits_at_every_width(two: Outlook, texts_of, width_of) -> None:
    """Names and numbers stand inside the place."""
    for width in (340, 760, 1100):
        assert {"plan", "rival", "13.5", "28.0"} <= set(texts_of(rival_regret(two), width))
        assert width_of(rival_regret(two), width) <= width + 12
