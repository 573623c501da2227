"""Run the examples of a documentation page in the order in which a reader meets them."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FENCE = re.compile(r"^```(?P<language>[a-z]*).*?$\n(?P<body>.*?)^```$", re.M | re.S)
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


@dataclass(frozen=True, slots=True)
class Example:
    """One fenced block of a page: its language, its text and the line its text begins on."""

    language: str
    body: str
    line: int


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block, and the output shown under it."""

    line: str
    shown: str


def examples_of(text: str) -> list[Example]:
    """Return every fenced block of a page."""
    return [
        Example(found["language"], found["body"], text[: found.start("body")].count("\n") + 1)
        for found in FENCE.finditer(text)
    ]


def commands_of(body: str) -> Iterator[Command]:
    """Yield each line that begins with a dollar, with the lines under it up to the next."""
    for part in re.split(r"^\$ ", body, flags=re.M)[1:]:
        line, _, shown = part.partition("\n")
        yield Command(line, shown)


def run_page(path: Path, folder: Path) -> None:
    """Run a page's python, pycon and console blocks in one folder and one namespace."""
    names: dict[str, Any] = {"__name__": "__page__"}
    for example in examples_of(path.read_text(encoding="utf-8")):
        if example.language == "python":
            # Empty lines in front make a traceback name the line of the page.
            code = "\n" * (example.line - 1) + example.body
            exec(compile(code, str(path), "exec"), names)
        elif example.language == "pycon":
            run_session(example, path, names)
        elif example.language == "console":
            run_console(example, folder)


def run_session(example: Example, path: Path, names: dict[str, Any]) -> None:
    """Run an interpreter session and compare what it shows."""
    # The parser makes a copy of the names; the session has to work on ours.
    parsed = doctest.DocTestParser().get_doctest(example.body, {}, path.name, str(path), example.line)
    parsed.globs = names
    report: list[str] = []
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    runner.run(parsed, out=report.append, clear_globs=False)
    assert runner.summarize(verbose=False).failed == 0, "".join(report)


def run_console(example: Example, folder: Path) -> None:
    """Run each command; `$ echo $?` under one states the exit code it must have, else 0."""
    commands = list(commands_of(example.body))
    assert commands, f"line {example.line}: a console block begins its commands with $"
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    for command, following in zip(commands, [*commands[1:], None], strict=True):
        if command.line == "echo $?":
            continue
        stated = following is not None and following.line == "echo $?"
        wanted = int(following.shown) if following is not None and stated else 0
        done = subprocess.run(
            ["bash", "-c", command.line],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        got = done.stdout + done.stderr
        assert done.returncode == wanted, f"{command.line}: exit code {done.returncode}\n{got}"
        if command.shown.strip():
            fits = doctest.OutputChecker().check_output(command.shown, got, FLAGS)
            assert fits, f"{command.line} shows\n{got}\nbut the page says\n{command.shown}"
