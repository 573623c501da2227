"""The hurdles of the toy deal, searched once for all tests."""

from __future__ import annotations

import pytest

from plantshare.deals.hurdles import Hurdles
from tests.deals.hurdles.toys import searched


@pytest.fixture(scope="session")
def found() -> Hurdles:
    """Return every hurdle of the toy deal, prices with the plan free too."""
    return searched()
