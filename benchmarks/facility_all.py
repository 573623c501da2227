"""Solve every facility location file of a folder that has a known value, and write one table.

python benchmarks/facility_all.py [DIR] [--time SECONDS] [--output FILE]

DIR is searched with its subfolders; the files that travel with the project are used unless it is
given. A file is solved in each sourcing for which a value is listed.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path

from facility import Report, solve_file
from instance_files import known_value

from plantshare import Limits

__all__ = ["summary", "tasks_in"]

INSTANCES = Path(__file__).parent / "instances" / "cflp"
RESULTS = Path(__file__).parent / "results" / "facility.csv"
SECONDS = {"study_seconds", "build_seconds", "solve_seconds", "seconds"}


def tasks_in(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Return each file with each sourcing (true for single) for which a value is listed."""
    for path in sorted(folder.rglob("*.txt"), key=natural):
        for single_source in (False, True):
            if known_value(path, single_source=single_source) is not None:
                yield path, single_source


def natural(path: Path) -> tuple[str, int, str]:
    """Return a key that sorts p2 before p10."""
    digits = "".join(letter for letter in path.stem if letter.isdigit())
    return (path.parent.name, int(digits or 0), path.stem)


def summary(reports: list[Report]) -> str:
    """Return one line on how many proven optima were reached."""
    proven = [report for report in reports if report.known_kind == "optimal"]
    reached = sum(bool(report.is_reached) for report in proven)
    return f"{reached} of {len(proven)} proven optima reached, in {sum(r.seconds for r in reports):.0f} s"


def row_of(report: Report) -> dict[str, object]:
    """Return one row of the table, times rounded to hundredths of a second."""
    row = asdict(report)
    return {name: round(value, 2) if name in SECONDS else value for name, value in row.items()}


def main() -> None:
    """Solve the files and write the table as it grows."""
    parser = argparse.ArgumentParser(description="Solve every facility location file of a folder.")
    parser.add_argument("folder", type=Path, nargs="?", default=INSTANCES)
    parser.add_argument("--time", type=float, default=300, help="seconds for each file")
    parser.add_argument("--output", type=Path, default=RESULTS, help="table to write")
    given = parser.parse_args()
    limits = Limits(gap=1e-7, seconds=given.time)
    reports = []
    with given.output.open("w", encoding="utf-8", newline="") as file:
        names = [field.name for field in fields(Report)]
        table = csv.DictWriter(file, names, lineterminator="\n")
        table.writeheader()
        for path, single_source in tasks_in(given.folder):
            report = solve_file(path, single_source=single_source, limits=limits)
            reports.append(report)
            table.writerow(row_of(report))
            file.flush()
            mark = "reached" if report.is_reached else "NOT REACHED"
            print(
                f"{report.file:24} {report.sourcing:6} {report.objective:16.4f} {report.status:10} "
                f"{report.solve_seconds:7.2f} s  {mark}",
                flush=True,
            )
    print(summary(reports))


if __name__ == "__main__":
    main()
