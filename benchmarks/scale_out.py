"""Dask distributed against Ray: what an engine for scenario blocks costs, and what a killed worker costs.

python benchmarks/scale_out.py [--engines dask ray] [--turns 3] [--output FILE]

Each engine is installed into a virtual environment of its own, with nothing else, and measured there on
this machine with two workers: a task takes 5 ms of processor time and reads 2 MB that all tasks share.
During a further run the process of one worker is killed (SIGKILL), and the answers are compared with those
of a plain loop. Processor time counts all processes of the engine, so that other work on the machine,
which stretches the seconds, leaves it nearly alone. An engine that is not named keeps its figures.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.metadata
import json
import os
import platform
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

__all__ = ["Report", "measure", "measured_apart"]

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results" / "scale_out.json"

PACKAGES = {"dask": "distributed", "ray": "ray"}
"""What is installed for each engine."""

WORKERS, TASKS, TASK_SECONDS, SHARED_BYTES, KILLED_AFTER = 2, 1_000, 0.005, 2_000_000, 300

Report = dict[str, Any]
"""Figures by name; Any: numbers, words and lists, as JSON has them."""

Run = Callable[[Callable[[int], None]], list[str]]
"""Runs every task and tells how many are done; returns the answers in order."""


def work(shared: bytes, number: int) -> tuple[str, int]:
    """Return a digest of a number and shared data after 5 ms of work, and the process that took it."""
    digest = hashlib.sha256(b"%d" % number).digest()
    until = time.thread_time() + TASK_SECONDS
    while time.thread_time() < until:
        pass
    return hashlib.sha256(digest + shared[:64]).hexdigest(), os.getpid()


def keep(shared: bytes) -> bytes:
    """Return what was sent: as the answer of a task it can be made again when a worker is lost."""
    return shared


@contextmanager
def dask_run(shared: bytes) -> Iterator[Run]:
    """Give a way to run the tasks by Dask, on a cluster of this machine."""
    # Each engine is installed only where it is measured.
    distributed = importlib.import_module("distributed")
    with (
        distributed.LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        client.wait_for_workers(WORKERS)
        sent = client.submit(keep, shared, key="shared")

        def run(tell: Callable[[int], None]) -> list[str]:
            futures = client.map(work, [sent] * TASKS, range(TASKS), pure=False)
            for done, _ in enumerate(distributed.as_completed(futures)):
                tell(done)
            return told(client.gather(futures))

        yield run


@contextmanager
def ray_run(shared: bytes) -> Iterator[Run]:
    """Give a way to run the tasks by Ray, on a cluster of this machine."""
    ray = importlib.import_module("ray")
    ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    sent = ray.put(shared)
    remote = ray.remote(work)

    def run(tell: Callable[[int], None]) -> list[str]:
        references = [remote.remote(sent, number) for number in range(TASKS)]
        left = references
        while left:
            _, left = ray.wait(left, num_returns=min(50, len(left)), timeout=0.05)
            tell(TASKS - len(left))
        return told(ray.get(references))

    try:
        yield run
    finally:
        ray.shutdown()


ENGINES = {"dask": dask_run, "ray": ray_run}


def told(found: list[tuple[str, int]]) -> list[str]:
    """Return the answers, and note the processes that gave them."""
    PROCESSES.update(process for _, process in found)
    return [answer for answer, _ in found]


PROCESSES: set[int] = set()
"""Processes that have answered."""


class Killer:
    """Kills one process that works on tasks, once some are done."""

    def __init__(self) -> None:
        self.killed = 0

    def __call__(self, done: int) -> None:
        """Kill a worker when its time has come."""
        if not self.killed and done >= KILLED_AFTER:
            self.killed = max(process for process in PROCESSES if (Path("/proc") / str(process)).exists())
            os.kill(self.killed, signal.SIGKILL)


def family() -> set[int]:
    """Return this process and all that it started, and these, and so on."""
    parents = {
        int(folder.name): parent for folder in Path("/proc").glob("[0-9]*") if (parent := parent_of(folder))
    }
    own = {os.getpid()}
    while grown := {child for child, parent in parents.items() if parent in own} - own:
        own |= grown
    return own


def parent_of(folder: Path) -> int:
    """Return the parent of a process; 0 if it has ended."""
    return int(fields[1]) if (fields := fields_of(folder)) else 0


def fields_of(folder: Path) -> list[str]:
    """Return what the kernel tells of a process, from its state on; nothing if it has ended."""
    try:
        return (folder / "stat").read_text().rsplit(")", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def processor_seconds() -> float:
    """Return the processor time of the family so far."""
    ticks = 0
    for process in family():
        # User and system time of the process and of those of its children that have ended.
        ticks += sum(int(field) for field in fields_of(Path("/proc") / str(process))[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory() -> float:
    """Return the memory of the family in MB, shared pages by their part."""
    total = 0
    for process in family():
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def measure(engine: str) -> Report:
    """Return the figures of one engine, which must be installed here."""
    shared = bytes(SHARED_BYTES)
    wanted = [
        hashlib.sha256(hashlib.sha256(b"%d" % at).digest() + shared[:64]).hexdigest() for at in range(TASKS)
    ]
    alone, began = memory(), time.perf_counter()
    with ENGINES[engine](shared) as run:
        started = time.perf_counter() - began
        right = run(lambda done: None) == wanted
        busy, began = processor_seconds(), time.perf_counter()
        right = run(lambda done: None) == wanted and right
        seconds, busy = time.perf_counter() - began, processor_seconds() - busy
        used = memory() - alone
        killer, began = Killer(), time.perf_counter()
        right_after_kill = run(killer) == wanted
        seconds_with_kill = time.perf_counter() - began
    return {
        "start_seconds": started,
        "run_seconds": seconds,
        "milliseconds_beyond_a_task": 1000 * (seconds * WORKERS / TASKS - TASK_SECONDS),
        "processor_milliseconds_beyond_a_task": 1000 * (busy / TASKS - TASK_SECONDS),
        "is_right": right,
        "memory_megabytes": used,
        "is_right_after_a_killed_worker": right_after_kill and killer.killed > 0,
        "seconds_with_a_killed_worker": seconds_with_kill,
    }


def facts(engine: str) -> Report:
    """Return version, licence and wheel of an engine that is installed here."""
    package = importlib.metadata.distribution(PACKAGES[engine])
    wheel = (package.read_text("WHEEL") or "").splitlines()
    licence = package.metadata["License-Expression"] or package.metadata["License"] or "see its files"
    return {
        "version": package.version,
        "licence": licence.splitlines()[0],
        "wheel": [line.removeprefix("Tag: ") for line in wheel if line.startswith("Tag: ")],
        "packages": len(list(importlib.metadata.distributions())),
    }


def megabytes(folder: Path) -> float:
    """Return the size of the files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1024**2


def measured_apart(engine: str, turns: int) -> Report:
    """Return the figures of an engine in a new virtual environment: medians of some turns."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / engine
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        before = megabytes(folder)
        python = str(folder / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", "--quiet", "--no-compile", PACKAGES[engine]]
        began = time.perf_counter()
        subprocess.run(install, check=True)
        installed = time.perf_counter() - began
        size = megabytes(folder) - before
        command = [python, __file__, "--measure", engine]
        found = [
            json.loads(
                subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
            )
            for _ in range(turns)
        ]
    report: Report = {
        **found[0]["facts"],
        "load_average": round(os.getloadavg()[1], 1),
        "install_megabytes": round(size, 1),
        "install_seconds": round(installed, 1),
    }
    for name, value in found[0]["figures"].items():
        values = [one["figures"][name] for one in found]
        report[name] = all(values) if isinstance(value, bool) else round(statistics.median(values), 3)
    return report


def main() -> None:
    """Measure every engine, or one in this very environment."""
    parser = argparse.ArgumentParser(description="Measure engines that spread tasks over processes.")
    parser.add_argument("--engines", nargs="+", choices=list(ENGINES), default=list(ENGINES))
    parser.add_argument("--turns", type=int, default=3, help="measurements of each engine; medians count")
    parser.add_argument("--output", type=Path, default=RESULTS, help="file to write")
    parser.add_argument("--measure", choices=list(ENGINES), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps({"facts": facts(given.measure), "figures": measure(given.measure)}))
        return
    before = json.loads(given.output.read_text(encoding="utf-8"))["engines"] if given.output.exists() else {}
    engines = before | {engine: measured_apart(engine, given.turns) for engine in given.engines}
    report: Report = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "workers": WORKERS,
        "tasks": TASKS,
        "task_milliseconds": 1000 * TASK_SECONDS,
        "engines": engines,
    }
    given.output.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
