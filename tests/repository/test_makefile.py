"""Every task of the Makefile explains itself, and CI runs what the README and CONTRIBUTING promise."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.repository.files import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.search(r"^\.PHONY: ((?:.*\\\n)*.*)$", MAKEFILE, re.M)[1].replace("\\\n", " ").split()


@pytest.mark.parametrize("target", TARGETS)
def test_make_help_lists_the_target_with_one_line(target: str) -> None:
    """The list shows the target and a sentence of its own."""
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert re.search(rf"^  {target} +[A-Z].*\.$", shown, re.M)


def test_the_commands_of_the_readme_are_targets() -> None:
    """The README promises make demo and make test; CONTRIBUTING names more."""
    text = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    named = set(re.findall(r"\bmake ([a-z-]+)", text))

    assert {"demo", "test"} <= named <= set(TARGETS)


def test_ci_runs_every_check_and_the_demo() -> None:
    """The script calls each target that make check needs, then the demo."""
    needed = re.search(r"^check: ([a-z -]+) ##", MAKEFILE, re.M)[1].split()
    called = re.findall(r"^make (.+)$", (ROOT / ".ci" / "run").read_text(encoding="utf-8"), re.M)

    assert {"setup", "demo", *needed} <= {target for line in called for target in line.split()}
