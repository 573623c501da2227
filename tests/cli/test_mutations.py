"""Damaged studies on the command line: a clean list of faults, exit code 3, no traceback, nothing written.

The environment variable PLANTSHARE_MUTATIONS sets the number of damaged studies.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from plantshare.cli.app import run
from plantshare.study.checks import CHECKS
from plantshare.tables import CODES
from tests.tables.small_study import write_files
from tests.tables.test_mutations import content_of, mutated_folders, mutated_workbooks

MUTATIONS = int(os.environ.get("PLANTSHARE_MUTATIONS", "60"))
KNOWN = set(CODES) | {check.code for check in CHECKS}


def assert_clean_end(study: Path, place: Path) -> None:
    """Check and try to solve a study that may be damaged, and fail unless both end as they promise."""
    before = content_of(place)
    code, out, err = command("check", study, "--json")
    assert code in (0, 3)
    answer = json.loads(out)
    errors = [problem for problem in answer["problems"] if problem["severity"] == "error"]
    assert bool(errors) == (code == 3)
    assert {problem["code"] for problem in answer["problems"]} <= KNOWN
    if code == 3:
        code, out, solve_err = command("solve", study, "--out", place / "runs")
        assert (code, out) == (3, "")
        err += solve_err
    assert "Traceback" not in err
    assert content_of(place) == before


def command(*words: object) -> tuple[int, str, str]:
    """Run one command and return its exit code and what it printed."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run([str(word) for word in words])
    return code, out.getvalue(), err.getvalue()


@given(mutated_folders())
@settings(max_examples=max(MUTATIONS // 2, 1), suppress_health_check=list(HealthCheck))
def test_mutated_folder_ends_with_exit_code_three(changes):
    """Whatever becomes of the files: faults with known codes and exit code 3, or a study that is whole."""
    with tempfile.TemporaryDirectory() as place:
        assert_clean_end(write_files(Path(place) / "study", changes), Path(place))


@given(mutated_workbooks())
@settings(max_examples=max(MUTATIONS // 2, 1), suppress_health_check=list(HealthCheck))
def test_mutated_workbook_ends_with_exit_code_three(damaged):
    """Whatever becomes of the workbook: faults with known codes and exit code 3, or a study that is whole."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "study.xlsx"
        file.write_bytes(damaged.data)
        assert_clean_end(file, Path(place))
