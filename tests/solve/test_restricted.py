"""Plans in which only some deals may be signed, against studies from which the other deals are gone."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from plantshare.errors import LabelError
from plantshare.methods import Limits, Threads
from plantshare.results import Result
from plantshare.solve import solve
from plantshare.solve.restricted import Restricted, Restriction, held_years, least_shortfall
from plantshare.study import Study
from tests.deals.toys import changed, toy
from tests.strategies import Parts, studies

EXACT = Limits(gap=0.0, seconds=60)
FEW = settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.too_slow])
CLOSE = 1e-5


@pytest.fixture(scope="module")
def restricted() -> Restricted:
    """Return the toy study, built once."""
    return Restricted(toy(), EXACT)


def test_plans_sign_what_they_may(restricted: Restricted) -> None:
    """B alone earns 90, in Graz 130, in Leipzig 148; A's 60 a year less 12 for both lines come on top."""
    base = 3 * (60 - 12)
    worth = {
        names: restricted.plan(allowed=names).proof.objective
        for names in [(), ("at Graz",), ("at Leipzig",), ("at Graz", "at Leipzig")]
    }

    assert worth[()] == pytest.approx(base + 90)
    assert worth["at Graz",] == pytest.approx(base + 130)
    assert worth["at Leipzig",] == pytest.approx(base + 148)
    assert worth["at Graz", "at Leipzig"] == pytest.approx(base + 148)


def test_a_plan_is_solved_once(restricted: Restricted) -> None:
    """A kept deal may be signed in any case, so naming it twice is the same restriction."""
    first = restricted.plan(kept=["at Graz"])
    count = restricted.solves

    assert restricted.plan(allowed=["at Graz"], kept=["at Graz"]) is first
    assert restricted.solves == count


def test_a_kept_deal_builds_its_minimum_in_held_years() -> None:
    """At 2,000 a vehicle nobody builds by choice; held to 15,000 from the second year on, the plan does."""
    study = toy(**changed("options", "B Leipzig", other_conversion=1_800))
    dear = Restricted(study, EXACT)
    kept, free = dear.plan(kept=["at Leipzig"]), dear.plan(allowed=["at Leipzig"])

    assert held_years(study).sel(deal="at Leipzig").values.tolist() == [False, True, True]
    assert built(kept, "B Leipzig") == pytest.approx([0.0, 15_000.0, 15_000.0], abs=0.1)
    assert built(free, "B Leipzig") == pytest.approx([0.0, 0.0, 0.0])
    assert least_shortfall(dear.built, Restriction(), EXACT) == {}


def test_a_minimum_out_of_reach_is_held_as_nearly_as_can_be() -> None:
    """B is wanted 20,000 times: a minimum of 80,000 is met by no more than these."""
    study = toy(**changed("deal_terms", "at Leipzig", minimum=80_000))
    kept = Restricted(study, EXACT).plan(kept=["at Leipzig"])

    assert kept.has_plan
    assert built(kept, "B Leipzig")[1:] == pytest.approx([20_000.0, 20_000.0], abs=0.1)


def built(plan: Result, option: str) -> list[float]:
    """Return what a plan builds of an option, by year."""
    values: list[float] = plan.values["built"].sel(option=option).squeeze("scenario").values.tolist()
    return values


def test_an_unknown_deal_is_refused(restricted: Restricted) -> None:
    """The nearest name is offered."""
    with pytest.raises(LabelError, match="at Graz"):
        restricted.plan(allowed=["at Gratz"])


def test_a_study_without_deals_is_refused() -> None:
    """There is nothing to open or close."""
    with pytest.raises(LabelError, match=r"deals\.csv"):
        Restricted(toy(deals=[], deal_terms=[]), EXACT).plan()


def test_stopping_ends_without_a_plan_to_compare() -> None:
    """Plans that were cut short mean nothing, alone and on threads."""
    stopped = Restricted(toy(), Limits(gap=0.0, seconds=60, stop=lambda: True))

    with pytest.raises(KeyboardInterrupt):
        stopped.plan()
    with Threads(2) as threads, pytest.raises(KeyboardInterrupt):
        stopped.plan_all([stopped.restriction(allowed=["at Graz"])], threads)
    assert not stopped.plans


def without_deals(parts: Parts, names: set[str]) -> Study:
    """Return the study of some parts without some of its deals."""
    for table in ("deals", "deal_terms", "deal_terms_by_year"):
        rows = [row for row in parts.frames.get(table, []) if row["deal"] not in names]
        parts = parts.with_rows(table, rows)
    return parts.study()


@FEW
@given(studies(sharing="deals"))
def test_restricted_plans_are_those_of_studies_without_the_other_deals(parts: Parts) -> None:
    """Oracle: a study from which the other deals are deleted, built and solved from nothing.

    Invariant 5: a plan that may sign more is worth no less. Threads find the same values.
    """
    deals = [str(row["deal"]) for row in parts.frames["deals"]][:2]
    assume(deals)
    every = {str(row["deal"]) for row in parts.frames["deals"]}
    warm = Restricted(parts.study(), EXACT)
    groups = [set(group) for size in range(len(deals) + 1) for group in combinations(deals, size)]
    worth = {frozenset(group): objective(warm.plan(allowed=group)) for group in groups}

    for group in groups:
        cold = objective(solve(without_deals(parts, every - group), EXACT, method="extensive"))
        assert worth[frozenset(group)] == pytest.approx(cold, rel=CLOSE, abs=CLOSE)
        slack = CLOSE * (1 + abs(cold)) if np.isfinite(cold) else 0.0
        for part in groups:
            if part <= group:
                assert worth[frozenset(part)] <= worth[frozenset(group)] + slack
    spread = Restricted(parts.study(), EXACT)
    with Threads(2) as threads:
        plans = spread.plan_all([spread.restriction(group) for group in groups], threads)
    assert [objective(plan) for plan in plans] == pytest.approx(list(worth.values()), rel=CLOSE, abs=CLOSE)


def objective(plan: Result) -> float:
    """Return what a plan is worth, minus infinity where there is none."""
    return plan.proof.objective if plan.has_plan else -np.inf
