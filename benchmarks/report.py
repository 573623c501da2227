"""Compare the report of a plan with one of the same charts made with Plotly: size, writing, opening.

python benchmarks/report.py [--runs OFF ON] [--repeats N] [--output FILE] [--json]

The plan is that of ``examples/uk-2026`` with sharing on, beside that without; both are made first unless
recorded runs are given. The sides take turns; each file is written in a process of its own and opened in
Chromium in a context of its own, with the network off. Medians count; a ratio is the median of the ratios
within one turn. Without Chromium, or without the page that shows a report, nothing is done and that is said.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from browser import browser_path, faults_of, faults_under_policy, started, strict_copy, times_of
from playwright.sync_api import Browser
from plotly_page import write_plotly

from plantshare.errors import ExtraMissingError
from plantshare.report.catalogue import CHARTS, draw
from plantshare.report.document import report_of
from plantshare.report.grades import figures_by_grade
from plantshare.report.html import SCRIPT, built, write_report
from plantshare.run import read_plan, run_demo

__all__ = ["SIDES", "compare", "main", "medians", "times_plantshare"]

RESULTS = Path(__file__).parent / "results" / "report.json"
SIDES = ("plantshare", "plotly")
COMPARED = (
    "bytes", "gzip_bytes", "write_seconds", "write_processor_seconds", "paint_milliseconds",
    "view_milliseconds", "every_milliseconds", "script_milliseconds", "heap_megabytes", "nodes",
)  # fmt: skip
PACKAGES = ("plantshare", "plotly", "playwright")

Report = dict[str, Any]  # Any: numbers and words, as JSON holds them


def write(side: str, off: Path, on: Path, file: Path) -> Report:
    """Return what it takes to write one file from results in memory, with the charts drawn.

    Plotly gets the words and tables of the report ready, as they are the same; its figures are drawn from
    rows that are drawn on the clock, as on our side.
    """
    before, result = read_plan(off), read_plan(on)
    counts = figures_by_grade(result.study)
    if side == "plotly":
        ready = report_of(result, beside=[before])
    began, work = time.perf_counter(), time.process_time()
    if side == "plotly":
        charts = [draw(name, result, before=before, counts=counts) for name in CHARTS]
        write_plotly(ready, charts, file)
    else:
        write_report(report_of(result, beside=[before]), file)
    times = {
        "write_seconds": time.perf_counter() - began,
        "write_processor_seconds": time.process_time() - work,
    }
    drawing = {}
    for name in CHARTS:
        began = time.perf_counter()
        draw(name, result, before=before, counts=counts)
        drawing[name] = time.perf_counter() - began
    return {**times, "rows_seconds": sum(drawing.values()), "charts": drawing}


def in_own_process(*words: str) -> Report:
    """Return what writing gives when a process of its own does it."""
    command = [sys.executable, str(Path(__file__)), "--task", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    report: Report = json.loads(done.stdout)
    return report


def measure(side: str, off: Path, on: Path, folder: Path, browser: Browser) -> Report:
    """Return size, times of writing and of opening of one side, once."""
    file = folder / f"{side}.html"
    file.unlink(missing_ok=True)
    written = in_own_process(side, str(off), str(on), str(file))
    content = file.read_bytes()
    sizes = {"bytes": len(content), "gzip_bytes": len(gzip.compress(content, mtime=0))}
    return {**sizes, **written, **times_of(browser, file, side), "load": os.getloadavg()[0]}


def medians(turns: Sequence[Mapping[str, Any]]) -> Report:
    """Return the median of each number over the turns, of nested numbers too.

    Examples
    --------
    >>> medians([{"a": 1.0, "b": {"c": 4}}, {"a": 3.0, "b": {"c": 4}}])
    {'a': 2.0, 'b': {'c': 4}}
    """
    return {
        name: medians([turn[name] for turn in turns])
        if isinstance(value, Mapping)
        else round(statistics.median(turn[name] for turn in turns), 3)
        for name, value in turns[0].items()
    }


def times_plantshare(turns: Sequence[Mapping[str, Mapping[str, Any]]]) -> Report:
    """Return how many times as much Plotly takes as Plantshare: the median of the turns, by measure.

    Examples
    --------
    >>> times_plantshare([{"plantshare": {"bytes": 2}, "plotly": {"bytes": 6}}])
    {'bytes': 3.0}
    """
    own = [turn["plantshare"] for turn in turns]
    names = [name for name in own[0] if name in COMPARED]
    ratios = {name: [turn["plotly"][name] / turn["plantshare"][name] for turn in turns] for name in names}
    return {name: round(statistics.median(each), 3) for name, each in ratios.items()}


def compare(off: Path, on: Path, repeats: int, path: str) -> Report:
    """Return the medians of both sides, their ratios, and what is wrong with either page."""
    with tempfile.TemporaryDirectory() as words, started(path) as browser:
        folder = Path(words)
        turns = [{side: measure(side, off, on, folder, browser) for side in SIDES} for _ in range(repeats)]
        pages = {side: folder / f"{side}.html" for side in SIDES}
        strict = {**pages, "plotly": folder / "strict.html"}
        strict_copy(pages["plotly"], strict["plotly"])
        faults = {side: faults_of(browser, pages[side], side, len(CHARTS)) for side in SIDES}
        policy = {side: faults_under_policy(browser, strict[side], side, len(CHARTS)) for side in SIDES}
        engine = browser.version
    loads = [turn[side]["load"] for turn in turns for side in SIDES]
    return {
        "cores": os.cpu_count(),
        "memory_gigabytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3),
        "versions": {
            "Python": platform.python_version(),
            **{package: version(package) for package in PACKAGES},
            "Chromium": engine,
        },
        "repeats": repeats,
        "load": [round(min(loads), 1), round(max(loads), 1)],
        "number_of_charts": len(CHARTS),
        **{side: medians([turn[side] for turn in turns]) for side in SIDES},
        "times_plantshare": times_plantshare(turns),
        "faults": faults,
        "under_policy": policy,
    }


def runs_of(given: Sequence[Path] | None, folder: Path) -> tuple[Path, Path]:
    """Return the runs without and with sharing: those given, or new ones."""
    if given:
        off, on = given
        return off, on
    made = [run.path for run in run_demo(folder / "runs").runs]
    off, on = (path for path in made if path is not None)
    return off, on


def lines_of(report: Report) -> list[str]:
    """Return the figures as lines: measure, both sides, and how many times Plotly takes."""
    return [
        f"{name:28} {report['plantshare'][name]:>14,} {report['plotly'][name]:>14,} {times:>8.2f} times"
        for name, times in report["times_plantshare"].items()
    ]


def main() -> None:
    """Compare the sides, or write one file for such a comparison."""
    parser = argparse.ArgumentParser(description="Compare the report with one made with Plotly.")
    parser.add_argument("--runs", nargs=2, type=Path, metavar=("OFF", "ON"), help="recorded runs to take")
    parser.add_argument("--repeats", type=int, default=5, help="turns of each side")
    parser.add_argument("--output", type=Path, default=RESULTS, help="file to write")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--task", nargs=4, metavar=("SIDE", "OFF", "ON", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.task:
        side, *paths = given.task
        print(json.dumps(write(side, *(Path(each) for each in paths))))
        return
    path = browser_path()
    try:
        built(SCRIPT)
    except ExtraMissingError as missing:
        print(f"report.py is left out: {missing}", file=sys.stderr)
        return
    if path is None:
        print("report.py is left out: no Chromium on this machine to open a report with.", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as words:
        report = compare(*runs_of(given.runs, Path(words)), given.repeats, path)
    given.output.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2) if given.json else "\n".join(lines_of(report)))


if __name__ == "__main__":
    main()
