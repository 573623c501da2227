"""Formulation and checker are written apart: on random studies each must agree with the other."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from plantshare.results.checker import check_result
from plantshare.solve import solve
from tests.strategies import studies


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(studies())
def test_every_solved_plan_passes_the_check(parts):
    """Whatever the study holds, its best plan keeps every limit and every amount that the tables state."""
    result = solve(parts.study())
    assume(result.has_plan)

    audit = check_result(result)

    assert audit.failures == ()
    stated = result.npv()
    for company, amount in audit.npv.items():
        assert stated.get(company, 0.0) == pytest.approx(amount, rel=1e-6, abs=1e-6)
