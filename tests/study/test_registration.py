"""What a registration is worth."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.study.registration import registration_worth


@pytest.mark.parametrize(("share", "clean", "other"), [(0.33, 2.01, -0.99), (0.80, 0.60, -2.40)])
def test_a_clean_vehicle_earns_what_the_rest_has_to_pay_for(share, clean, other):
    """3 * (1 - 0.33) = 2.01 and -3 * 0.33 = -0.99; 3 * 0.2 = 0.6 and -3 * 0.8 = -2.4."""
    assert registration_worth(3, share, emits=False) == pytest.approx(clean)
    assert registration_worth(3, share, emits=True) == pytest.approx(other)


@given(st.floats(0, 100), st.floats(0, 1))
def test_a_maker_that_meets_the_share_pays_nothing(price, share):
    """theta clean and 1 - theta other vehicles balance: theta rho (1 - theta) - (1 - theta) rho theta = 0."""
    clean, other = (registration_worth(price, share, emits=emits) for emits in (False, True))

    assert share * clean + (1 - share) * other == pytest.approx(0, abs=1e-9)
    assert clean - other == pytest.approx(price)


def test_a_share_is_no_percentage():
    """33 is a mistake for 0.33."""
    with pytest.raises(ValueError, match="between 0 and 1, got 33"):
        registration_worth(3, 33, emits=True)
