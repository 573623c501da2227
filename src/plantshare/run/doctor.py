"""Whether Plantshare and its solver work on this machine."""

from __future__ import annotations

import os
import platform
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path

from plantshare.errors import PlantshareError, RunError
from plantshare.results.store import PACKAGES, read_result, write_result
from plantshare.run.examples import EXAMPLES, example_path
from plantshare.run.session import plan_study
from plantshare.study import Study, study_from_tables
from plantshare.tables import tables_from_frames

__all__ = ["Finding", "examine", "tiny_study"]

KNOWN_VALUE = 30_000 * 2_000 / 1e6 / 1.1
"""Best value of the tiny study in millions: 30,000 vehicles at 2,000 each, discounted one year."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Parameters
    ----------
    what
        What was looked at.
    works
        Whether it works.
    found
        What was found, in words.
    """

    what: str
    works: bool
    found: str


def examine() -> tuple[Finding, ...]:
    """Return what works here and what does not: versions, solver, a tiny study, examples, disk."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in PACKAGES)
    return (
        Finding("plantshare", True, metadata.version("plantshare")),
        Finding("python", True, f"{platform.python_version()} on {platform.system()}"),
        Finding("processor cores", True, str(os.cpu_count() or "unknown")),
        Finding("packages", True, versions),
        look("solver and independent check", solve_tiny),
        look("run folders", write_and_read),
        *(look(f"example {name}", partial(example_place, name)) for name in EXAMPLES),
    )


def look(what: str, attempt: Callable[[], str]) -> Finding:
    """Return what an attempt found, or why it failed."""
    try:
        return Finding(what, True, attempt())
    except (PlantshareError, OSError) as failure:
        return Finding(what, False, " ".join(str(failure).split()))


def solve_tiny() -> str:
    """Return the solver and the value of a study whose best plan is known.

    Raises
    ------
    RunError
        If the solver finds another value.
    """
    proof = plan_study(tiny_study()).proof
    if proof.status != "optimal" or abs(proof.objective - KNOWN_VALUE) > 1e-6 * KNOWN_VALUE:
        raise RunError(f"{proof.solver} ended {proof.status} at {proof.objective}, wanted {KNOWN_VALUE}")
    return f"{proof.solver}, {proof.solve_seconds:.2f} s"


def write_and_read() -> str:
    """Return where a run was written and read back the same.

    Raises
    ------
    RunError
        If it came back changed.
    """
    result = plan_study(tiny_study())
    with tempfile.TemporaryDirectory() as place:
        again = read_result(write_result(result, Path(place)))
        if not again.values["built"].equals(result.values["built"]):
            raise RunError(f"a run written to {place} came back changed")
        return f"written and read back in {place}"


def example_place(name: str) -> str:
    """Return where an example study is."""
    return str(example_path(name))


def tiny_study() -> Study:
    """Return a study of one plant and one vehicle in one year, which needs no files."""
    settings = {"name": "tiny", "currency": "GBP", "price_year": 2026, "first_year": 2026, "last_year": 2026}
    return study_from_tables(
        tables_from_frames(
            settings,
            {
                "companies": [{"company": "Ada"}],
                "plants": [{"plant": "Leipzig", "company": "Ada", "country": "DE"}],
                "vehicles": [{"vehicle": "A", "company": "Ada"}],
                "options": [{"option": "A Leipzig", "vehicle": "A", "plant": "Leipzig"}],
                "incumbents": [{"option": "A Leipzig"}],
                "markets": [{"market": "home", "countries": "DE"}],
                "lanes": [{"plant": "Leipzig", "market": "home"}],
                "demand": [{"vehicle": "A", "market": "home", "units": 30_000, "net_revenue": 2_000}],
            },
        )
    )
