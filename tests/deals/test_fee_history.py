"""Fees fitted to what a guest paid."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantshare.deals.fee_history import fee_from_history

BUILT, PAID = (20.565, 43.728, 91.429), (440.812, 531.565, 715.118)


def test_the_fees_of_nio_to_jac_have_a_large_fixed_part() -> None:
    """Millions and thousands of yuan: 361.749 a year and 3.8675 a vehicle; misses below 1 m."""
    fee = fee_from_history(BUILT, PAID)

    assert fee.fixed_fee == pytest.approx(361.749, abs=1e-3)
    assert fee.unit_fee == pytest.approx(3.8675, abs=1e-4)
    assert [fee.total(q) + miss for q, miss in zip(BUILT, fee.misses, strict=True)] == pytest.approx(PAID)
    assert max(abs(miss) for miss in fee.misses) < 1.0


@given(st.lists(st.tuples(st.floats(1, 200), st.floats(0, 900)), min_size=3, max_size=8))
def test_no_other_line_is_nearer(history) -> None:
    """Misses add up to zero and do not lean on volume, which is what least squares means."""
    built, paid = zip(*history, strict=True)
    if max(built) - min(built) < 1.0:
        return
    misses = np.array(fee_from_history(built, paid).misses)

    assert misses.sum() == pytest.approx(0, abs=1e-6)
    assert misses @ np.array(built) == pytest.approx(0, abs=1e-4)


def test_a_history_needs_two_volumes() -> None:
    """One volume tells nothing about how a fee moves."""
    with pytest.raises(ValueError, match="2 different volumes"):
        fee_from_history([10, 10], [5, 6])
    with pytest.raises(ValueError, match="2 volumes and 1 totals"):
        fee_from_history([10, 20], [5])
