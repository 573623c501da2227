"""Relief for the whole sector against support for programmes."""

from __future__ import annotations

import pytest

from plantshare.targets import cheapest_package, sector_relief
from tests.targets.programmes import REFERENCE

YEARS = 3.7907867694


def test_relief_for_all_pays_mostly_for_what_is_there_anyway() -> None:
    """P1. 0.038 * 900 * A = 129.6449; A gets 14.4050 for nothing; the other gaps exceed their relief: 275."""
    found = sector_relief(REFERENCE, 400, rate=38, electricity=1, existing=900, present_years=YEARS)

    assert found.on_existing == pytest.approx(129.6449, abs=1e-3)
    assert found.cost == pytest.approx(419.0499, abs=1e-3)
    assert found.package.chosen == ("A", "D", "E", "F", "G")
    assert found.on_programmes == pytest.approx(0.038 * 410 * YEARS, abs=1e-3)


def test_without_relief_the_package_is_the_cheapest_one() -> None:
    """A rate of 0 costs what support for programmes costs."""
    found = sector_relief(REFERENCE, 400, rate=0, electricity=1, existing=900, present_years=YEARS)

    assert found.cost == cheapest_package(REFERENCE, 400).cost == 275


def test_large_relief_chooses_another_package() -> None:
    """At 500 a MWh every gap up to 1.8954 a vehicle is closed, so 400k takes the fewest vehicles."""
    found = sector_relief(REFERENCE, 400, rate=500, electricity=1, existing=0, present_years=YEARS)

    assert found.top_up == pytest.approx(0)
    assert found.package.volume == 400
