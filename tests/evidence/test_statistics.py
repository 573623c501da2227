"""National figures of unlike classes are never compared."""

from __future__ import annotations

import pandas as pd
import pytest

from plantshare.errors import LabelError
from plantshare.evidence import change_between


@pytest.fixture
def statistics():
    """Return British output in 2015 and 2025, by class."""
    rows = [
        ("cars 2015", "production", "car", 1_587_677.0, ""),
        ("cars 2025", "production", "car", 717_371.0, "cars 2015"),
        ("all 2025", "production", "car_and_cv", 764_715.0, "cars 2015"),
        ("stray 2025", "production", "unclear", 738_000.0, "all 2025"),
        ("outlook 2026", "forecast", "car", 790_000.0, ""),
        ("sales 2025", "registrations", "car", 2_000_000.0, ""),
        ("none", "production", "car", 0.0, ""),
    ]
    columns = ["statistic", "measure", "vehicle_class", "units", "compared_with"]
    return pd.DataFrame(rows, columns=columns)


def test_change_between_like_classes(statistics):
    """Cars: 717,371 / 1,587,677 - 1 = -54.8%; a forecast of cars may stand beside output of cars."""
    assert change_between(statistics, "cars 2015", "cars 2025") == pytest.approx(-0.5482, abs=5e-5)
    assert change_between(statistics, "cars 2025", "outlook 2026") == pytest.approx(0.1012, abs=5e-5)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("cars 2015", "all 2025", "'cars 2015' counts cars only, and 'all 2025' counts cars and commercial"),
        ("all 2025", "stray 2025", "a class that the source does not name"),
        ("stray 2025", "stray 2025", "a class that the source does not name"),
        ("cars 2025", "sales 2025", "counts registrations"),
        ("none", "cars 2025", "is 0 vehicles"),
        ("cars 2016", "cars 2025", "Did you mean 'cars 2015'"),
    ],
)
def test_unlike_figures_have_no_change(statistics, one, other, words):
    """A fault in words, never a number: the 1.59 million of 2015 are cars, the 764,715 are not only cars."""
    with pytest.raises(LabelError, match=words):
        change_between(statistics, one, other)
