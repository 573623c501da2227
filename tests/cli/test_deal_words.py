"""Parties and rates of a deal in words and as data."""

from __future__ import annotations

import pytest

from plantshare.cli.deal_content import value_content
from plantshare.deals.valuation import DealValue, value_deal
from plantshare.methods import Limits
from plantshare.report.deal_rate_words import assumed_rates_words
from plantshare.solve.restricted import Restricted
from tests.deals.toys import changed, toy


@pytest.fixture(scope="module")
def value() -> DealValue:
    """Return the deal at Leipzig where only Ada states a discount rate."""
    study = toy(**changed("companies", "Ada", discount_rate=0.1))
    return value_deal(Restricted(study, Limits(gap=0.0, seconds=60)), "at Leipzig")


def test_an_assumed_discount_rate_is_told(value: DealValue) -> None:
    """Bo and the state have no rate of their own; Ada does, and Cy is no party."""
    told = "Bo and state give no discount rate: 9.0% a year is assumed (discount_rate in companies.csv)."

    assert assumed_rates_words(value) == [told]


def test_an_assumed_discount_rate_is_marked_in_the_data(value: DealValue) -> None:
    """Rates of the three parties, with whether each is assumed."""
    assert value_content(value)["own_rates"] == {
        "Ada": {"rate": 0.1, "is_assumed": False},
        "Bo": {"rate": 0.09, "is_assumed": True},
        "state": {"rate": 0.09, "is_assumed": True},
    }
