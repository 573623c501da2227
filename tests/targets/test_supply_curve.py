"""The supply curve of the reference programmes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from plantshare.targets import Programme, cheapest_package, supply_curve
from tests.targets.programmes import REFERENCE


def test_programmes_come_by_support_per_vehicle() -> None:
    """0, 50/70, 60/80 and 45/60, 120/100, 350/200; B is left out, as A is cheaper."""
    steps = supply_curve(REFERENCE)

    assert "".join(step.programme for step in steps) == "AGDEFC"
    assert [step.per_vehicle for step in steps] == pytest.approx([0, 50 / 70, 0.75, 0.75, 1.2, 1.75])
    assert [step.end for step in steps] == [100, 170, 250, 310, 410, 610]
    assert steps[-1].spent == 625
    assert all(one.end == other.start for one, other in pairwise(steps))


def test_the_curve_is_no_package() -> None:
    """For 450k the curve spends 625 up to its step; the package leaves out E and F and spends 460."""
    reached = next(step for step in supply_curve(REFERENCE) if step.end >= 450)

    assert reached.spent == 625
    assert cheapest_package(REFERENCE, 450).cost == 460


def test_who_excludes_whom_does_not_matter() -> None:
    """The exclusion is stated once, at the dear one or at the cheap one."""
    cheap, dear = ("cheap", 1), ("dear", 2)
    for holder in (cheap, dear):
        options = [
            Programme(
                name=name,
                volume=1,
                gap=gap,
                excludes=tuple({"cheap", "dear"} - {name}) if name == holder[0] else (),
            )
            for name, gap in (cheap, dear)
        ]
        assert [step.programme for step in supply_curve(options)] == ["cheap"]
