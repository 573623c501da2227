"""What explains the shortfall of the toy deal, and that it adds up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.hurdles import Attribution, Hurdles, Part
from plantshare.deals.hurdles.attribution import explained
from tests.deals.hurdles.toys import SHORTFALL


def against(found: Hurdles, country: str) -> Attribution:
    """Return what explains the shortfall against one country."""
    return next(each for each in found.attributions if each.country == country)


def test_the_country_that_supplies_now_comes_first(found: Hurdles) -> None:
    """China supplies, Spain could."""
    assert [each.country for each in found.attributions] == ["CN", "ES"]
    assert against(found, "ES").options == {"B Leipzig": "B Barcelona"}


def test_against_the_country_that_supplies(found: Hurdles) -> None:
    """20,000 vehicles: energy 100 a vehicle, labour 200, parts 100; lumps 1 and 3; volume doubled.

    On a volume of 20,000 or 40,000, each as often: 1.5 times 2, 4 and 2. Volume: -2 + half of 8.
    All at once: 2 (-2 + 8) + 2 + 4 = 18, so that 6 - 18 is left.
    """
    each = against(found, "CN")
    adds = {part.key: part.adds for part in each.parts}
    shares = {part.key: amount for part, amount in zip(each.parts, each.explained, strict=True)}

    assert adds["energy"] == pytest.approx(2.0, abs=1e-5)
    assert adds["volume"] == pytest.approx(-2.0, abs=1e-5)
    wanted = {"energy": 3, "labour": 6, "suppliers": 3, "fixed cost": 1, "capital": 3, "volume": 2}
    assert {key: shares[key] for key in wanted} == pytest.approx(wanted, abs=1e-4)
    assert each.rest == pytest.approx(SHORTFALL - 18, abs=1e-4)
    assert each.gain == pytest.approx(18 - SHORTFALL, abs=1e-4)


def test_the_same_by_kind_of_money(found: Hurdles) -> None:
    """20,000 vehicles: parts 100 more, labour 200, energy 100; freight and duty saved; capital 3, fixed 1."""
    together = found.pair.by_kind.groupby("kind")["amount"].sum()
    wanted = {"parts": -2, "labour": -4, "energy": -2, "freight": 4, "duty": 2, "launch capital": -3}

    assert together[list(wanted)].to_dict() == pytest.approx(wanted, abs=1e-4)
    assert together["build fee"] == pytest.approx(0, abs=1e-9)
    assert together.sum() == pytest.approx(found.surplus, abs=1e-9)


def test_against_another_site_the_tariff_of_its_market_counts(found: Hurdles) -> None:
    """30% in place of 10% on 1,000 for 20,000 vehicles: 4. Volume 15,000 a year in place of 10,000.

    All at once: 1.5 (-2 + 0.8 + 2 + 4) + 2 = 9.2.
    """
    each = against(found, "ES")
    parts = {part.key: part for part in each.parts}

    assert (parts["tariff"].here, parts["tariff"].there) == pytest.approx((0.1, 0.3))
    assert parts["tariff"].adds == pytest.approx(4.0, abs=1e-5)
    assert parts["volume"].there == pytest.approx(15_000)
    assert each.rest == pytest.approx(SHORTFALL - 9.2, abs=1e-4)


def test_what_is_explained_and_the_rest_add_up(found: Hurdles) -> None:
    """To the shortfall, exactly."""
    for each in found.attributions:
        assert sum(each.explained) + sum(each.beyond.values()) + each.rest == pytest.approx(
            each.shortfall, abs=1e-12
        )


@given(
    st.lists(st.tuples(st.floats(-50, 50), st.booleans()), max_size=6),
    st.floats(-100, 100),
    st.floats(0.1, 4),
)
def test_shares_add_up_to_replacing_all_at_once(
    given_parts: list[tuple[float, bool]], moving: float, factor: float
) -> None:
    """f (M + grown) - M + the rest, whatever the numbers."""
    parts = [
        Part(key=f"part {place}", unit="m", here=None, there=None, adds=adds, grows=grows)
        for place, (adds, grows) in enumerate(given_parts)
    ]
    grown = sum(part.adds for part in parts if part.grows)
    at_once = sum(part.adds for part in parts if not part.grows)

    whole = factor * (moving + grown) - moving + at_once
    shares = explained(parts, moving, factor)
    assert np.sum(shares) == pytest.approx(whole, abs=1e-8)
    # Shapley on a product of two: what grows counts for the mean of both volumes.
    for part, share in zip(parts, shares, strict=False):
        mean = (1 + factor) / 2 if part.grows else 1.0
        assert share == pytest.approx(part.adds * mean, abs=1e-8)
