"""The command line as a whole: help, start-up, failures, pipes."""

from __future__ import annotations

import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

from plantshare.cli import commands
from plantshare.cli.app import make_app
from plantshare.cli.commands import COMMANDS, command
from tests.cli.terminal import PROGRAM, Terminal, start

HEAVY = ("numpy", "pandas", "xarray", "linopy", "highspy", "scipy", "duckdb", "xlsxwriter")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_for_itself_and_each_parameter(terminal: Terminal, name: str) -> None:
    """One line in the list, the docstring in full under --help, a text for each parameter."""
    module, _, function = COMMANDS[name].function.partition(":")
    thing = getattr(importlib.import_module(module), function)
    text = inspect.getdoc(thing) or ""

    done = terminal(name, "--help")

    assert text.splitlines()[0] == COMMANDS[name].help
    assert done.code == 0
    assert COMMANDS[name].help in " ".join(done.out.split())
    described = [line.strip() for line in text.partition("Parameters\n")[2].splitlines()]
    assert [each for each in inspect.signature(thing).parameters if each not in described] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_answer_in_json(name: str) -> None:
    """Programs read the same answers as people."""
    module, _, function = COMMANDS[name].function.partition(":")

    assert "json" in inspect.signature(getattr(importlib.import_module(module), function)).parameters


def test_help_lists_every_command_in_the_order_of_work(terminal: Terminal) -> None:
    """`init` comes first and `demo` last."""
    done = terminal("--help")

    places = [done.out.index(f" {name} ") for name in COMMANDS]
    assert done.code == 0
    assert places == sorted(places)
    assert terminal().out == done.out


def test_the_version_is_that_of_the_package(terminal: Terminal) -> None:
    """One line, as programs ask for it."""
    assert terminal("--version").out.strip() == make_app().version


@pytest.mark.parametrize("words", [("sovle",), ("check", "a", "b"), ("solve", "--sharing", "on")])
def test_wrong_use_ends_with_two_and_prints_no_result(terminal: Terminal, words: tuple[str, ...]) -> None:
    """An unknown command, one argument too many, and one too few."""
    done = terminal(*words)

    assert (done.code, done.out) == (2, "")
    assert done.err


def test_help_loads_neither_solver_nor_tables() -> None:
    """What takes a second to load is loaded by commands only."""
    program = (
        "import sys; from plantshare.cli.app import run; run(['--help']); "
        f"sys.exit(any(name in sys.modules for name in {HEAVY}))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert done.returncode == 0


def test_what_nobody_foresaw_is_one_line_with_a_way_out(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The traceback is shown to those who ask for it only."""
    (tmp_path / "odd_command.py").write_text("def fail():\n    raise ValueError('odd\\nthings')\n")
    monkeypatch.syspath_prepend(tmp_path)
    broken = commands.Command("odd_command:fail", "Fail.")
    monkeypatch.setitem(COMMANDS, "fail", broken)

    words = terminal("fail")
    monkeypatch.setenv("PLANTSHARE_TRACEBACK", "1")
    asked = terminal("fail")

    assert (words.code, words.out) == (1, "")
    assert "Unexpected: ValueError: odd things" in words.err
    assert "Traceback" not in words.err
    assert "PLANTSHARE_TRACEBACK=1" in words.err
    assert "Traceback" in asked.err
    assert command("solve", "solve", "").function == COMMANDS["solve"].function


def test_output_has_neither_colour_nor_bars_off_a_terminal(study: Path) -> None:
    """No escape sequence reaches a file."""
    process = start("check", study)
    out, err = process.communicate(timeout=120)

    assert process.returncode == 0
    assert "\x1b" not in out + err


def test_a_reader_that_stops_reading_is_no_fault(study: Path) -> None:
    """`plantshare check STUDY | true` prints no complaint."""
    program = " ".join(f"'{word}'" for word in [*PROGRAM, "check", str(study)])

    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {program} | true"], capture_output=True, text=True, check=False
    )

    assert done.stderr == ""
    assert done.returncode == 0
