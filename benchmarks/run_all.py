"""Run the benchmarks: a quick set by default, everything with --full.

python benchmarks/run_all.py [--full] [--instances DIR]

The quick set takes a few minutes, writes to ``results/quick`` and leaves the results page
alone. With --full the 20 times larger study is built too, every side takes three turns, the files of
DIR are solved (those that travel with the project unless it is given), and the results page is
written anew.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

__all__ = ["commands", "main"]

HERE = Path(__file__).resolve().parent


def commands(*, full: bool, instances: Path | None) -> list[list[str]]:
    """Return the command lines to run, one after another."""
    results = HERE / "results" if full else HERE / "results" / "quick"
    folder = [str(instances)] if instances is not None else []
    facility = ["facility_all.py", *folder, "--output", str(results / "facility.csv")]
    effort = ["--repeats", "3"] if full else ["--studies", "uk", "--repeats", "1", "--solve-seconds", "60"]
    build = ["build.py", *effort, "--output", str(results / "build.json")]
    report = ["report.py", "--repeats", "5" if full else "1", "--output", str(results / "report.json")]
    return [facility, build, report, ["page.py"]] if full else [facility, build, report]


def main() -> None:
    """Run every benchmark and stop at the first that fails."""
    parser = argparse.ArgumentParser(description="Run the benchmarks.")
    parser.add_argument("--full", action="store_true", help="run everything and write the results page")
    parser.add_argument("--instances", type=Path, help="folder of facility location files")
    given = parser.parse_args()
    (HERE / "results" / "quick").mkdir(parents=True, exist_ok=True)
    for script, *words in commands(full=given.full, instances=given.instances):
        print(f"== {script}", flush=True)
        subprocess.run([sys.executable, str(HERE / script), *words], check=True)


if __name__ == "__main__":
    main()
