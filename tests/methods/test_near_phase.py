"""Short steps towards the relaxation."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.methods.master import Master
from plantshare.methods.near_phase import Near, solve_near
from plantshare.methods.recourse import Recourse
from tests.methods.two_stage_programs import capacity_program


def never() -> None:
    """Let the method run on."""


def near_from(centre: float, *, most: float = 10.0, limit: float = 10.0) -> tuple[Near | None, Master]:
    """Return what short steps find for the capacity program, and the master they used."""
    program = capacity_program(most=most)
    with Recourse(program, threads=1) as recourse:
        master = Master(program.first, recourse.groups)
        limits = (np.zeros(1), np.array([limit]))
        start = np.array([centre])
        near = solve_near(master, recourse, start, limits, gap=1e-9, most=40, check=never, try_centre=True)
    return near, master


def test_steps_lead_to_the_best_capacity():
    """From 0 the steps are 0.5, 1, 2 as each promise is kept, up to 3, worth 3 (as by hand elsewhere)."""
    near, master = near_from(0.0)

    assert near is not None
    assert near.x == pytest.approx([3])
    assert near.value == pytest.approx(3)
    assert (master.lower, master.upper) == (np.zeros(1), np.array([10.0]))


def test_steps_stay_within_limits():
    """At most 2 may be bought: 1 sells for sure (2), the next half the time (0.5): 2.5."""
    near, _ = near_from(0.0, limit=2.0)

    assert near is not None
    assert near.x == pytest.approx([2])
    assert near.value == pytest.approx(2.5)


def test_centre_outside_the_limits_is_drawn_within():
    """The centre 9 lies above the limit 2; the answer is that of the limit."""
    near, _ = near_from(9.0, limit=2.0)

    assert near is not None
    assert near.x == pytest.approx([2])
