"""Solve every published stochastic program of a folder that has a known value, and write one table.

python benchmarks/smps_all.py [DIR] [--time SECONDS] [--only STEM ...] [--measures M ...] [--output FILE]

DIR is searched with its subfolders; the files that travel with the project are used unless it is given.
Known values are in ``instances/smps/optima.csv``: of the whole program, and of each scenario alone
(wait_and_see). Rows of earlier runs for other instances are kept in the table.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from smps import solve_smps, without_missing
from smps_tree import read_smps
from smps_values import wait_and_see

from plantshare.methods import Limits

__all__ = ["Known", "known_values", "verdict"]

HERE = Path(__file__).parent
INSTANCES = HERE / "instances" / "smps"
RESULTS = HERE / "results" / "smps.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A published or proven value.

    Parameters
    ----------
    stem
        Name of the files.
    measure
        "value" of the program, or "wait_and_see".
    low, high
        The value lies between them; equal where it is known.
    tolerance
        Relative tolerance to which it is known.
    kind
        "optimal", "best_known" or "interval".
    source
        Where it comes from.
    """

    stem: str
    measure: str
    low: float
    high: float
    tolerance: float
    kind: str
    source: str


def known_values() -> list[Known]:
    """Return all known values, in the order of their table."""
    numbers = ("low", "high", "tolerance")
    with (INSTANCES / "optima.csv").open(encoding="utf-8", newline="") as file:
        return [
            Known(
                **{name: text for name, text in row.items() if name not in numbers},
                low=float(row["low"]),
                high=float(row["high"]),
                tolerance=float(row["tolerance"]),
            )
            for row in csv.DictReader(file)
        ]


def verdict(known: Known, objective: float, bound: float) -> str:
    """Return whether a value to minimise is reached, lies between bound and objective, or is missed.

    A value that is only the best known may be improved.

    Examples
    --------
    >>> known = Known(
    ...     stem="s", measure="value", low=10.0, high=10.0, tolerance=1e-4, kind="optimal", source=""
    ... )
    >>> verdict(known, 10.0005, 9.9), verdict(known, 10.1, 9.9), verdict(known, 10.1, 10.05)
    ('reached', 'bracketed', 'missed')
    """
    slack = known.tolerance * max(abs(known.low), abs(known.high))
    if known.kind == "best_known" and bound <= objective < known.low - slack:
        return "improved"
    if bound > known.high + slack or not objective >= known.low - slack:
        return "missed"
    return "reached" if objective <= known.high + slack else "bracketed"


def rows_of(stem: Path, known: list[Known], limits: Limits) -> Iterator[dict[str, object]]:
    """Yield a row for each known value of one instance."""
    for value in known:
        row: dict[str, object] = {"measure": value.measure, "low": value.low, "high": value.high}
        row |= {"limit_seconds": limits.seconds, "threads": limits.threads}
        if value.measure == "wait_and_see":
            alone = wait_and_see(read_smps(stem), limits)
            objective, bound = alone.wait_and_see, alone.wait_and_see_bound
            row = {"instance": stem.name} | row | asdict(alone)
        else:
            report = solve_smps(stem, "auto", limits)
            objective, bound = report.objective, report.bound
            row = asdict(report) | row
        yield without_missing(row) | {"kind": value.kind, "verdict": verdict(value, objective, bound)}


def stems_in(folder: Path, known: list[Known]) -> Iterator[tuple[Path, list[Known]]]:
    """Yield the instances of a folder that have known values, in the order of the table."""
    found = {path.stem: path.with_suffix("") for path in sorted(folder.rglob("*.cor"))}
    for name in dict.fromkeys(value.stem for value in known):
        if name in found:
            yield found[name], [value for value in known if value.stem == name]


def main() -> None:
    """Solve the instances and write the table as it grows."""
    parser = argparse.ArgumentParser(description="Solve every published stochastic program of a folder.")
    parser.add_argument("folder", type=Path, nargs="?", default=INSTANCES)
    parser.add_argument("--time", type=float, default=300, help="seconds for each")
    parser.add_argument("--gap", type=float, default=1e-6, help="relative gap at which to stop")
    parser.add_argument("--threads", type=int, default=0, help="threads; 0 takes every core")
    parser.add_argument("--only", nargs="*", default=[], help="names of the instances to solve")
    parser.add_argument("--measures", nargs="+", default=["value", "wait_and_see"], help="what to solve for")
    parser.add_argument("--output", type=Path, default=RESULTS, help="table to write")
    given = parser.parse_args()
    limits = Limits(gap=given.gap, seconds=given.time, threads=given.threads)
    order = [(value.stem, value.measure) for value in known_values()]
    table: dict[tuple[str, str], dict[str, object]] = {}
    if given.output.exists():
        kept = json.loads(given.output.read_text(encoding="utf-8"))
        table = {(row["instance"], row["measure"]): row for row in kept}
    for stem, known in stems_in(given.folder, known_values()):
        if given.only and stem.name not in given.only:
            continue
        wanted = [value for value in known if value.measure in given.measures]
        for row in rows_of(stem, wanted, limits):
            table[stem.name, str(row["measure"])] = row
            lines = [table[key] for key in order if key in table]
            given.output.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")
            print(f"{stem.name:18} {row['measure']:12} {row['verdict']}", flush=True)


if __name__ == "__main__":
    main()
