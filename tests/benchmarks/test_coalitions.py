"""Games from plans: the cold way finds the worths of the warm one."""

from __future__ import annotations

import pytest

from benchmarks.coalitions import coalition_figures
from plantshare.methods import Limits
from tests.deals.toys import toy


def test_both_ways_find_the_same_game() -> None:
    """Four sets of deals among seven coalitions of the toy; Bo and Ada earn 58 together."""
    found = coalition_figures(toy(), ("Ada", "Bo", "Cy"), Limits(gap=0.0, seconds=60), workers=1)

    assert (found["coalitions"], found["different_programs"], found["cold_programs"]) == (7, 4, 4)
    assert found["largest_difference"] == pytest.approx(0.0, abs=1e-6)
    assert found["worth"]["Ada + Bo"] == pytest.approx([58.0] * 3)
