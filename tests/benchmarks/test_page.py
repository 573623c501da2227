"""The results page holds the figures of the results files, and the runners name what they run."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from facility import Report, solve_file
from facility_all import summary
from page import BEGIN, END, MEASURES, page_with_figures
from run_all import commands

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def test_committed_page_holds_the_committed_figures() -> None:
    """Writing the page again from the results files changes nothing."""
    page = (BENCHMARKS / "README.md").read_text(encoding="utf-8")
    build = json.loads((BENCHMARKS / "results" / "build.json").read_text(encoding="utf-8"))
    facility = pd.read_csv(BENCHMARKS / "results" / "facility.csv")
    report = json.loads((BENCHMARKS / "results" / "report.json").read_text(encoding="utf-8"))
    assert page_with_figures(page, build, facility, report) == page


def test_figures_replace_what_stood_between_the_marks() -> None:
    """2 s against linopy's 1.6 s are 1 / 0.8 = 1.25 times; 2.5 MB are 2.5 million bytes; the rest stays."""
    sides = {
        side: {"seconds": 2.0 * times, "peak_megabytes": 200.0, "times_plantshare": times}
        for side, times in {"plantshare": 1.0, "linopy": 0.8, "pyomo": 4.0}.items()
    }
    build = {
        "cores": 2,
        "memory_gigabytes": 24,
        "versions": {"Python": "3.11"},
        "building": [{"study": "uk", "rows": 1_500, "columns": 900, "coefficients": 4_000, **sides}],
        "solving": [],
    }
    facility = pd.DataFrame(
        {
            "file": ["orlib/cap41.txt", "orlib/cap42.txt"],
            "sourcing": ["multi", "multi"],
            "is_reached": [True, False],
            "build_seconds": [1.0, 2.0],
            "solve_seconds": [0.1, 0.3],
        }
    )
    report = report_figures()
    page = page_with_figures(f"before\n{BEGIN}\nold\n{END}\nafter\n", build, facility, report)
    assert page.startswith("before\n")
    assert page.endswith(f"{END}\nafter\n")
    assert "old" not in page
    assert "| linopy | 1.60 | 1.25 times | 200 MB |" in page
    assert "| OR-Library cap41 to cap114 | multi | 2 | 1 | 1.50 s | 0.20 s | 0.3 s |" in page
    assert "| size of the file, MB | 2.50 | 10.00 | 4.00 times |" in page
    assert "| first view, s | 2.50 | 10.00 | 4.00 times |" in page
    assert "| requests to other places | 0 | 1 (maps.example) | |" in page
    assert "| refused by the report's security policy | 0 | style-src 26 | |" in page
    assert "| rules of axe broken | 0 | not looked | |" in page
    assert "each chart's rows: slow 0.20, quick 0.10." in page


def report_figures() -> dict[str, Any]:
    """Return figures of a report of which Plotly takes four times as much; Any: as JSON holds them."""
    scale = {"bytes": 2.5e6, "gzip_bytes": 1e6, "view_milliseconds": 2_500.0}
    own = {name: scale.get(name, 2.0) for name in MEASURES}
    sound: dict[str, Any] = {"charts_not_drawn": 0, "requests": 0, "hosts": [], "console_errors": 0}
    sound |= {"charts_described": 2, "axe_rules": []}
    faulty = sound | {"requests": 1, "hosts": ["maps.example"], "axe_rules": None}
    return {
        "cores": 2,
        "memory_gigabytes": 24,
        "versions": {"Chromium": "150"},
        "repeats": 5,
        "load": [0.5, 1.5],
        "number_of_charts": 2,
        "plantshare": {**own, "charts": {"quick": 0.1, "slow": 0.2}},
        "plotly": {name: 4 * value for name, value in own.items()},
        "times_plantshare": dict.fromkeys(own, 4.0),
        "faults": {"plantshare": sound, "plotly": faulty},
        "under_policy": {"plantshare": {"refused": {}}, "plotly": {"refused": {"style-src": 26}}},
    }


def test_summary_counts_proven_optima_alone() -> None:
    """Of a proven value reached and a best-known one missed, 1 of 1."""
    file = BENCHMARKS / "instances" / "cflp" / "holmberg" / "p1.txt"
    reached = solve_file(file)
    fields = {name: getattr(reached, name) for name in Report.__slots__}
    missed = Report(**{**fields, "known_kind": "best_known", "is_reached": False, "seconds": 0.0})
    assert summary([reached, missed]).startswith("1 of 1 proven optima reached")


def test_command_line_prints_one_json_object() -> None:
    """Holmberg's p1 costs 8,772.0983 when demand may be split."""
    file = BENCHMARKS / "instances" / "cflp" / "holmberg" / "p1.txt"
    done = subprocess.run(
        [sys.executable, str(BENCHMARKS / "facility.py"), str(file), "--json"],
        check=True,
        capture_output=True,
        text=True,
    )
    report = json.loads(done.stdout)
    assert report["objective"] == pytest.approx(8_772.0983, abs=1e-4)
    assert report["bound"] <= report["objective"]
    assert report["seconds"] > report["build_seconds"] > 0


@pytest.mark.parametrize("full", [False, True])
def test_runner_names_files_that_exist(full: bool) -> None:
    """Only the full run writes the results page and the files beside it."""
    scripts = commands(full=full, instances=None)
    assert all((BENCHMARKS / script).is_file() for script, *_ in scripts)
    assert (["page.py"] in scripts) is full
    outputs = [Path(words[words.index("--output") + 1]) for _, *words in scripts if "--output" in words]
    assert {path.parent.name for path in outputs} == {"results" if full else "quick"}
