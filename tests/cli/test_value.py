"""The command `value`."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.run import example_path
from tests.cli.terminal import Terminal


def test_the_toy_plan_is_worth_its_published_values(terminal: Terminal) -> None:
    """852.4315 - 845.6030 = 6.8285 for planning, 870.7094 - 852.4315 = 18.2779 for knowing."""
    toy = example_path("toy-plan")
    done = terminal("value", toy, "--scenarios", "s1", "s2", "s3", "--json")

    assert done.code == 0
    assert done.json["value_of_planning"]["high"] == pytest.approx(6.8285, abs=1e-3)
    assert done.json["value_of_knowing"]["low"] == pytest.approx(18.2779, abs=1e-3)


def test_it_is_told_in_words(terminal: Terminal) -> None:
    """Three plans and two differences, each with both ends."""
    done = terminal("value", example_path("toy-plan"), "--scenarios", "s1", "s2", "s3")

    assert "3 futures planned together" in done.out
    assert "planning for all futures instead of the mean       6.8      6.8" in done.out


def test_futures_must_be_named_or_drawn(terminal: Terminal, study: Path) -> None:
    """Neither and both are wrong use."""
    assert terminal("value", study).code == 2
    assert terminal("value", study, "--draws", 3, "--scenarios", "boom").code == 2
