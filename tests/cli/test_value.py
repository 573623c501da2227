"""The command `value`."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.run import example_path
from tests.cli.terminal import Terminal
from tests.run.studies import small_folder


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


def test_replications_say_how_far_the_plan_may_fall_short(terminal: Terminal, tmp_path: Path) -> None:
    """Demand a tenth more or less changes no decision: the plan is the best of each sample."""
    moved = {"driver": "sales", "kind": "range", "table": "demand", "column": "units"}
    driver = {**moved, "low": 0.9, "high": 1.1, "stated_as": "factor"}
    folder = small_folder(tmp_path / "small", {"uncertainty": [driver]})
    asked = ("value", folder, "--draws", 3, "--replications", 2)
    done, content = terminal(*asked), terminal(*asked, "--json").json

    assert done.code == 0
    assert "Plan made for 3 drawn futures, seed 0; looked at in 2 samples of 3 fresh futures each" in done.out
    assert (content["replications"], content["scenarios"]) == (2, 3)
    assert content["gap"] == pytest.approx(0, abs=0.2)
    assert content["worth"]["low"] <= content["bound"]["mean"] + 1e-6


def test_replications_need_draws_and_two_samples(terminal: Terminal, study: Path) -> None:
    """Named futures cannot be drawn anew, and one sample has no interval."""
    assert terminal("value", study, "--scenarios", "boom", "bust", "--replications", 3).code == 2
    assert terminal("value", study, "--draws", 3, "--replications", 1).code == 2
    assert terminal("value", study, "--draws", 3, "--plan", study).code == 2
