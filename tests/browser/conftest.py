"""A browser for the tests of pages, and the reports they open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from plantshare.report.html import write_report
from plantshare.run import example_path, report_run, run_demo, run_study

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--disable-quic", "--no-first-run")  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return Chromium as the system has it; without one the tests are skipped, except on CI."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None and os.environ.get("CI"):
        pytest.fail("no browser on this machine: `make browser` installs one")
    if found is None:
        pytest.skip("no browser on this machine: `make browser` installs one")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture(scope="session")
def uk_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of the United Kingdom study with sharing on, beside the plan without."""
    folder = tmp_path_factory.mktemp("uk")
    off, on = (run.path for run in run_demo(folder / "runs").runs)
    file: Path = folder / "uk.html"
    write_report(report_run(on, beside=(off,)), file)
    return file


@pytest.fixture(scope="session", params=["two-plants", "toy-plan"])
def small_report(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the report of a small study, recorded once; toy-plan has no places, and three futures."""
    folder = tmp_path_factory.mktemp(request.param)
    scenarios = ("s1", "s2", "s3") if request.param == "toy-plan" else ()
    run = run_study(example_path(request.param), scenarios=scenarios, out=folder / "runs")[0]
    file: Path = folder / "small.html"
    write_report(report_run(run.path), file)
    return file
