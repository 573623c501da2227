"""The package runs as a program."""

from __future__ import annotations

import subprocess
import sys
from importlib import metadata


def test_the_package_runs_as_a_program() -> None:
    """`python -m plantshare --version` prints the version, as the command does."""
    done = subprocess.run(
        [sys.executable, "-m", "plantshare", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == metadata.version("plantshare")
