"""A solve that is killed leaves no half-written run, and the next one works."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from plantshare.results.store import list_runs, read_result
from tests.cli.terminal import Terminal
from tests.run.studies import small_folder

KILLS = int(os.environ.get("PLANTSHARE_KILLS", "5"))
SEED = 20260122
LONGEST = 2.0
"""Seconds within which a kill comes; a solve and its writing take less."""

FOREVER = """
import sys
from pathlib import Path
from plantshare.cli.app import run
sys.stdout.write("ready\\n")
sys.stdout.flush()
while True:
    run(["solve", sys.argv[1], "--out", sys.argv[2], "--json"])
"""


def killed(study: Path, runs: Path, seconds: float, *, while_writing: bool) -> None:
    """Solve over and over in a process of its own, and kill it after some seconds.

    With ``while_writing`` the seconds are counted from the moment in which a run is being written.
    """
    process = subprocess.Popen(
        [sys.executable, "-c", FOREVER, str(study), str(runs)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    end = time.monotonic() + 60
    while while_writing and time.monotonic() < end and not list(runs.glob(".writing~*")):
        time.sleep(0.001)
    time.sleep(seconds)
    process.kill()
    process.communicate()


def test_a_kill_leaves_no_half_written_run(terminal: Terminal, tmp_path: Path) -> None:
    """Whenever the process dies, every run that is listed is whole; the next run clears the rest."""
    study, runs = small_folder(tmp_path / "small"), tmp_path / "runs"
    moments = random.Random(SEED)
    whole: set[Path] = set()
    left = 0
    for kill in range(KILLS):
        # Every other kill is aimed at the writing, which takes a small part of the time.
        while_writing = kill % 2 == 0
        killed(
            study, runs, moments.uniform(0, 0.1 if while_writing else LONGEST), while_writing=while_writing
        )
        for run in set(list_runs(runs)) - whole:
            assert read_result(run).has_plan
            whole.add(run)
        left += len(list(runs.glob(".writing~*")))

    done = terminal("solve", study, "--out", runs, "--json")

    assert left > 0, "no kill came while a run was being written"
    assert done.code == 0
    assert read_result(Path(done.json["run"])).has_plan
    assert [entry.name for entry in runs.iterdir() if entry.name.startswith(".")] == []
