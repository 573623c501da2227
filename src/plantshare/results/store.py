"""Runs on disk: a solved plan as an immutable folder of Parquet tables with a manifest.

<run>/
    manifest.json         versions, input digest, settings, scenarios, proof, digest of each file
    values/<name>.parquet cells of a variable that are not zero: a column for each dim, and value
    money.parquet         every amount that moves
    duals.parquet         the dual of every rule
    axes.json             labels of the arrays
    study/                the study that was solved
    futures/<scenario>/   a future that differs from what the study itself says of the scenario
    draws/                futures drawn from distributions, where there are any
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from plantshare.errors import RunError
from plantshare.results.aim import StatedAim
from plantshare.results.cells import Axes, dual_cells, duals_from_cells, value_cells, values_from_cells
from plantshare.results.course import CoursePoint
from plantshare.results.drawn import DRAWS, read_draws, write_draws
from plantshare.results.money import MONEY_COLUMNS
from plantshare.results.parquet import read_frame, write_frame
from plantshare.results.result import Proof, Result
from plantshare.results.whole_folder import clear_leftovers, is_hidden, new_folder
from plantshare.study import Study, study_from_tables
from plantshare.study.study import rebuild
from plantshare.tables import Tables, read_tables, tables_digest, write_folder

__all__ = ["MANIFEST", "list_runs", "read_manifest", "read_result", "write_result"]

MANIFEST = "manifest.json"
FORMAT = 1
"""Version of the layout of a run folder."""

PACKAGES = ("highspy", "linopy", "numpy", "pandas", "xarray", "scipy", "duckdb")
BASE = "base"

Manifest = Mapping[str, Any]
"""A manifest as JSON holds it; Any: its entries are numbers, words and lists."""


def write_result(result: Result, runs: Path, *, case: str = "") -> Path:
    """Record a result as a new folder below ``runs``, and return that folder.

    The folder is written beside its place under a hidden name, put on disk and then renamed: it is
    there whole or not at all. Its name begins with the time, so that runs sort by age, and no run is
    ever overwritten. What killed processes left behind is cleared first.

    Parameters
    ----------
    result
        A result with a plan.
    runs
        Folder of runs; made if it is not there.
    case
        Name of the case, for a study that is solved more than once.

    Raises
    ------
    InfeasibleError
        If the result has no plan.
    RunError
        If the folder cannot be written.
    """
    result.require_plan()
    clear_leftovers(runs)
    created = datetime.now(UTC)
    digest = tables_digest(result.study.tables)
    name = f"{created:%Y%m%dT%H%M%S}.{created.microsecond:06d}-{digest[:8]}"
    try:
        with new_folder(runs, name) as folder:
            write_parts(result, folder)
            manifest = manifest_of(result, created, digest, case)
            text = json.dumps({**manifest, "files": file_digests(folder)}, indent=2, allow_nan=False)
            (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    except OSError as fault:
        raise RunError(f"the run cannot be written to {runs}: {fault.strerror or fault}") from fault
    return runs / name


def read_result(folder: Path) -> Result:
    """Return the result that a run folder holds.

    Raises
    ------
    RunError
        If the folder is no run, or a file of it is missing or was changed.
    """
    folder = Path(folder)
    manifest = read_manifest(folder)
    check_files(folder, manifest)
    content = json.loads((folder / "axes.json").read_text(encoding="utf-8"))
    axes, rules = Axes.from_json(content["values"]), Axes.from_json(content["duals"])
    with duckdb.connect() as database:
        values = {
            name: values_from_cells(
                read_frame(database, folder / "values" / f"{name}.parquet"), axes.of(name), name
            )
            for name in axes.arrays
        }
        money = read_frame(database, folder / "money.parquet")
        duals = duals_from_cells(read_frame(database, folder / "duals.parquet"), rules)
    return Result(
        study=read_study_of(folder, manifest),
        proof=proof_of(manifest["proof"]),
        values=values,
        money=money[list(MONEY_COLUMNS)],
        duals=duals,
    )


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a run.

    Raises
    ------
    RunError
        If the folder is no run, or was written in a layout that this version does not know.
    """
    file = Path(folder) / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise RunError(
            f"there is no run in {folder}: no manifest.json can be read there. Give a folder below runs/."
        ) from fault
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise RunError(
            f"the run {folder} is in a layout that this version does not know; it reads layout {FORMAT}."
        )
    return manifest


def list_runs(runs: Path) -> tuple[Path, ...]:
    """Return the runs of a folder, the oldest first; what is still being written is left out."""
    if not runs.is_dir():
        return ()
    folders = (entry for entry in runs.iterdir() if not is_hidden(entry.name))
    return tuple(sorted(folder for folder in folders if (folder / MANIFEST).is_file()))


def write_parts(result: Result, folder: Path) -> None:
    """Write values, money, duals, their axes and the study."""
    axes, rules = Axes(), Axes()
    (folder / "values").mkdir()
    with duckdb.connect() as database:
        for name, array in result.values.items():
            axes.add(name, array)
            write_frame(database, value_cells(array), folder / "values" / f"{name}.parquet")
        for rule, array in result.duals.items():
            rules.add(rule, array)
        write_frame(database, dual_cells(result.duals), folder / "duals.parquet")
        write_frame(database, typed_money(result.money), folder / "money.parquet")
        if result.study.draws is not None:
            write_draws(database, result.study.draws, folder)
    content = {"values": axes.to_json(), "duals": rules.to_json()}
    (folder / "axes.json").write_text(json.dumps(content) + "\n", encoding="utf-8")
    study = result.study
    write_folder(study.tables, folder / "study")
    for place, (name, tables) in enumerate(study.futures.items() if study.draws is None else ()):
        if not is_stated(study, name, tables):
            write_folder(tables, folder / "futures" / str(place))


def is_stated(study: Study, scenario: str, tables: Tables) -> bool:
    """Return whether the tables of a future are what the study itself says of the scenario."""
    if scenario == BASE:
        stated = study.tables
    elif scenario in set(study.tables["scenarios"].scenario):
        stated = study.with_scenarios([scenario]).futures[scenario]
    else:
        return False
    return tables_digest(tables) == tables_digest(stated)


def read_study_of(folder: Path, manifest: Manifest) -> Study:
    """Return the study of a run with the futures that were planned together."""
    study = study_from_tables(read_tables(folder / "study"))
    if (folder / DRAWS).is_dir():
        with duckdb.connect() as database:
            return study.with_draws(read_draws(database, folder))
    futures = {}
    for place, scenario in enumerate(manifest["scenarios"]):
        own = folder / "futures" / str(place)
        name = scenario["scenario"]
        if own.is_dir():
            futures[name] = read_tables(own)
        elif name == BASE:
            futures[name] = study.tables
        else:
            futures[name] = study.with_scenarios([name]).futures[name]
    weights = tuple(float(scenario["weight"]) for scenario in manifest["scenarios"])
    return rebuild(study.tables, futures, weights)


def manifest_of(result: Result, created: datetime, digest: str, case: str) -> dict[str, Any]:
    """Return what a reader of the run wants to know first."""
    study = result.study
    return {
        "format": FORMAT,
        "case": case,
        "created": created.isoformat(timespec="microseconds"),
        "plantshare": metadata.version("plantshare"),
        "python": platform.python_version(),
        "packages": {name: metadata.version(name) for name in PACKAGES},
        "study": study.settings["name"],
        "input_digest": digest,
        "settings": {name: finite(value) for name, value in study.settings.items()},
        "scenarios": [
            {"scenario": name, "weight": weight}
            for name, weight in zip(study.futures, study.weights, strict=True)
        ],
        "proof": {name: finite(value) for name, value in asdict(result.proof).items()},
    }


def proof_of(stated: Mapping[str, Any]) -> Proof:
    """Return the proof of a manifest; where there was no bound, bound and gap are infinite."""
    # Any: the fields are words, numbers and tuples of words.
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stated.items()
    }
    if "aim" in fields:
        fields["aim"] = StatedAim(**{**stated["aim"], "best": tuple(stated["aim"]["best"])})
    fields["course"] = tuple(CoursePoint(**point) for point in stated.get("course", ()))
    for name in ("bound", "gap"):
        fields[name] = np.inf if fields[name] is None else fields[name]
    return Proof(**fields)


def finite(value: object) -> object:
    """Return a value as JSON may hold it: nothing for a number that is missing or infinite."""
    return None if isinstance(value, float) and not np.isfinite(value) else value


def typed_money(money: pd.DataFrame) -> pd.DataFrame:
    """Return the money frame with a type for each column, also where it has no rows."""
    types = dict.fromkeys(MONEY_COLUMNS, "str") | {"year": "int64", "amount": "float64"}
    return money[list(MONEY_COLUMNS)].astype(types)


def check_files(folder: Path, manifest: Manifest) -> None:
    """Refuse a run that has lost or changed a file since it was written."""
    found = file_digests(folder)
    for name, digest in manifest["files"].items():
        if found.get(name) != digest:
            what = "was changed" if name in found else "is missing"
            raise RunError(f"the run {folder} is damaged: {name} {what} since it was recorded.")


def file_digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a run but its manifest, by name below the folder."""
    return {
        name: hashlib.sha256(file.read_bytes()).hexdigest()
        for name, file in sorted(run_files(folder))
        if name != MANIFEST
    }


def run_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file of a run with its name below the folder."""
    for file in folder.rglob("*"):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file
