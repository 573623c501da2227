"""Aims on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.cli.aim import OPTIONS, AimName, aim_of
from plantshare.methods.aims import Aim, Expected, ExpectedDownside, MaxMin, MeanCVaR, MinimaxRegret
from plantshare.run import example_path
from tests.cli.terminal import Terminal

TOY = example_path("toy-plan")
FUTURES = ("--scenarios", "s1", "s2", "s3")


@pytest.mark.parametrize(
    ("name", "options", "aim"),
    [
        ("expected", {}, Expected()),
        ("cvar", {}, MeanCVaR(share=0.5, level=0.9)),
        ("cvar", {"level": 0.75, "weight": 1.0}, MeanCVaR(share=1.0, level=0.75)),
        ("downside", {"threshold": 600.0}, ExpectedDownside(threshold=600.0, weight=1.0)),
        ("regret", {}, MinimaxRegret()),
        ("worst", {}, MaxMin()),
    ],
)
def test_options_make_an_aim(name: AimName, options: dict[str, float], aim: Aim) -> None:
    """Half the weight on the worst tenth, and a charge of 1, unless given."""
    assert aim_of(name, **options) == aim


@pytest.mark.parametrize("name", [name for name, own in OPTIONS.items() if "threshold" not in own])
def test_an_option_of_another_aim_is_refused(name: AimName) -> None:
    """Only the downside has a threshold."""
    with pytest.raises(ValueError, match="--threshold does not belong"):
        aim_of(name, threshold=1.0)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--aim", "downside"), "needs --threshold"),
        (("--aim", "cvar", "--level", "1"), "level must lie in [0, 1)"),
        (("--aim", "worst", "--weight", "2"), "--weight does not belong"),
        (("--level", "0.9"), "--level does not belong to --aim expected"),
    ],
)
def test_a_wrong_aim_ends_with_code_2(
    terminal: Terminal, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    """The message names the option, and nothing is written."""
    done = terminal("solve", TOY, *FUTURES, "--out", tmp_path / "runs", *options)

    assert done.code == 2
    assert words in done.err
    assert not (tmp_path / "runs").exists()


def test_one_future_has_no_aim(terminal: Terminal, tmp_path: Path) -> None:
    """With the means alone there is no bad future to look at."""
    done = terminal("solve", TOY, "--out", tmp_path / "runs", "--aim", "worst")

    assert done.code == 2
    assert "--scenarios" in done.err


def test_the_worst_future_of_the_toy(terminal: Terminal, tmp_path: Path) -> None:
    """Without the guest the worst future is worth 611.6628, and 845.6030 are expected."""
    done = terminal("solve", TOY, *FUTURES, "--out", tmp_path / "runs", "--aim", "worst", "--json")

    assert done.code == 0
    assert done.json["objective"] == pytest.approx(611.6628, abs=1e-4)
    assert done.json["expected_profit"] == pytest.approx(845.6030, abs=1e-4)
    assert done.json["aim"]["name"] == "worst"
    assert done.json["launches"] == []


def test_the_answer_says_what_was_aimed_at(terminal: Terminal, tmp_path: Path) -> None:
    """The expected profit keeps its name; the aim has its own line."""
    done = terminal("solve", TOY, *FUTURES, "--out", tmp_path / "runs", "--aim", "regret")

    assert done.code == 0
    assert "Expected profit of all companies: £845.6m" in done.out
    assert "Aim: the smallest regret; £47.4m in the future that regrets most" in done.out
