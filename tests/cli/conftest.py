"""A terminal, the small study on disk, and two runs of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.run import run_study
from tests.cli.terminal import Terminal
from tests.run.studies import small_folder


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Return a terminal that runs commands in this process."""
    return Terminal(capsys)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return the small study as a folder of its own."""
    return small_folder(tmp_path / "small")


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return recorded runs of the small study, with sharing off and on, for reading only."""
    place = tmp_path_factory.mktemp("recorded")
    folder = small_folder(place / "small")
    cases = {"off": {"sharing": "off"}, "on": {"sharing": "on"}}
    runs = run_study(folder, cases=cases, out=place / "runs")
    return {run.case: run.path for run in runs if run.path is not None}
