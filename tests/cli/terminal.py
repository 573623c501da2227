"""Run commands as a user would, in this process or in one of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

import pytest

from plantshare.cli.app import run

PROGRAM = [sys.executable, "-c", "from plantshare.cli import main; main()"]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: exit code, results and messages."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """Return standard output as the one JSON object it must be; Any: data of any shape."""

        def refuse(word: str) -> None:
            raise AssertionError(f"{word} is not JSON")

        content = json.loads(self.out, parse_constant=refuse)
        assert isinstance(content, dict)
        return content


@dataclass(frozen=True, slots=True)
class Terminal:
    """Runs commands in this process and catches what they print."""

    capture: pytest.CaptureFixture[str]

    def __call__(self, *words: object) -> Done:
        """Run one command."""
        self.capture.readouterr()
        code = run([str(word) for word in words])
        out, err = self.capture.readouterr()
        return Done(code, out, err)


def start(*words: object, **environment: str) -> subprocess.Popen[str]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [*PROGRAM, *(str(word) for word in words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1", **environment},
    )
