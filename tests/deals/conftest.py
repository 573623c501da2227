"""The toy of one guest and two hosts, planned once for all tests of deals on plans."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from plantshare.deals.answer import DealAnswer
from plantshare.deals.answering import Asked, answer_of
from plantshare.deals.in_futures import DealInFutures, in_futures
from plantshare.deals.valuation import value_deal
from plantshare.methods import Limits
from plantshare.solve.restricted import Restricted
from plantshare.study import Draw, Draws, Study
from tests.deals.toys import changed, toy

EXACT = Limits(gap=0.0, seconds=60)

FACTORS = (0.5, 0.9, 1.1, 1.3)
"""Demand for B in four futures of the same probability, over that of the study."""


@pytest.fixture(scope="session")
def toy_restricted() -> Restricted:
    """Return the toy study, built once."""
    return Restricted(toy(), EXACT)


@pytest.fixture(scope="session")
def toy_dear() -> Restricted:
    """Return the toy with a fee of 1,300 at Leipzig, no minimum, and a review in 2027 for 5 m."""
    terms = {"unit_fee": 1_300, "minimum": 0, "review_years": "2027", "termination_fee": 5}
    return Restricted(toy(**changed("deal_terms", "at Leipzig", **terms)), EXACT)


def in_four_futures(study: Study) -> Study:
    """Return a toy study with four futures of demand for B."""
    names = np.array([f"draw {number}" for number in range(len(FACTORS))], dtype=object)
    factor = xr.DataArray(
        np.array([[1.0] * len(FACTORS), FACTORS]),
        coords={"vehicle": ["A", "B"], "scenario": names},
        dims=("vehicle", "scenario"),
    )
    columns = (Draw(key="demand.units", how="scale", values=factor),)
    return study.with_draws(Draws(columns=columns, weights=(0.25,) * len(FACTORS), origin={"seed": 0}))


@pytest.fixture(scope="session")
def dear_futures(toy_dear: Restricted) -> DealInFutures:
    """Return the deal at Leipzig for 1,300 in its four futures."""
    return in_futures(value_deal(toy_dear, "at Leipzig"), in_four_futures(toy_dear.study))


@pytest.fixture(scope="session")
def dear_answer(toy_dear: Restricted) -> DealAnswer:
    """Return everything about the deal at Leipzig for 1,300, with power of 2 to 3 and a cap of 12 for Ada."""
    asked = Asked(weights={"Ada": 2.0, "Bo": 3.0}, caps={"Ada": 12.0})
    return answer_of(toy_dear, "at Leipzig", in_four_futures(toy_dear.study), asked=asked)
