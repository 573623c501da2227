"""From a study folder to recorded runs: read, solve, check, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from plantshare.methods import Limits, Progress
from plantshare.results import Result
from plantshare.results.checker import check_result
from plantshare.results.store import MANIFEST, read_result, write_result
from plantshare.solve import solve
from plantshare.study import Study, read_study

__all__ = ["RunFolder", "is_run", "plan_study", "prepare_study", "read_plan", "run_study"]

Settings = Mapping[str, Any]
"""Settings of a study by name; Any: they hold numbers, flags or words."""

ONE_CASE: Mapping[str, Settings] = {"": {}}

Tell = Callable[[str, Progress], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RunFolder:
    """One solved case and where it is recorded.

    Parameters
    ----------
    case
        Name of the case; empty where a study is solved once.
    result
        The result, checked where it has a plan.
    path
        Folder of the run; none where there is no plan, as only plans are recorded.
    """

    case: str
    result: Result
    path: Path | None


def run_study(
    path: Path,
    *,
    cases: Mapping[str, Settings] = ONE_CASE,
    scenario: str | None = None,
    scenarios: Sequence[str] = (),
    out: Path = Path("runs"),
    method: str = "auto",
    start: Result | None = None,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> tuple[RunFolder, ...]:
    """Solve a study once for each case, check every plan independently and record it.

    Parameters
    ----------
    path
        Study folder or workbook.
    cases
        Settings that replace those of the study, by the name of the case. Gap and time limit are
        settings too.
    scenario
        Scenario that takes the place of the study's own figures.
    scenarios
        Scenarios to plan together.
    out
        Folder of runs.
    method
        How several scenarios are planned together, as for :func:`plantshare.solve`.
    start
        Earlier result to start the first case from; each later case starts from the one before.
    tell
        Called with the name of the case and its progress from time to time.
    stop
        Asked from time to time; true ends the search with the best plan so far, and no further case
        begins.

    Returns
    -------
    tuple of RunFolder
        One for each case that was begun, in order.

    Raises
    ------
    StudyError
        If the study has faults.
    CheckError
        If a plan fails its check; it is not recorded.
    RunError
        If a run cannot be written.
    """
    study = prepare_study(path, scenario=scenario, scenarios=scenarios)
    runs: list[RunFolder] = []
    for case, settings in cases.items():
        if stop is not None and stop():
            break
        result = plan_study(
            study.with_settings(**settings), case=case, method=method, start=start, tell=tell, stop=stop
        )
        recorded = write_result(result, out, case=case) if result.has_plan else None
        runs.append(RunFolder(case=case, result=result, path=recorded))
        start = result if result.has_plan else start
    return tuple(runs)


def prepare_study(path: Path, *, scenario: str | None = None, scenarios: Sequence[str] = ()) -> Study:
    """Return the study of a folder, in one scenario or with several planned together.

    Raises
    ------
    StudyError
        If the study has faults.
    LabelError
        If a scenario is unknown.
    """
    study = read_study(path)
    if scenario is not None:
        study = study.with_scenario(scenario)
    return study.with_scenarios(scenarios) if scenarios else study


def plan_study(
    study: Study,
    *,
    case: str = "",
    method: str = "auto",
    start: Result | None = None,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> Result:
    """Solve a study within its own gap and time limit, and check the plan independently.

    Raises
    ------
    CheckError
        If the plan breaks a rule of the study, or its money does not add up.
    """
    limits = Limits(
        gap=float(study.settings["gap"]),
        seconds=float(study.settings["time_limit"]),
        tell=None if tell is None else lambda progress: tell(case, progress),
        stop=stop,
    )
    result = solve(study, limits, method=method, start=start)
    if result.has_plan:
        check_result(result).require()
    return result


def is_run(path: Path) -> bool:
    """Return whether a folder is a recorded run rather than a study."""
    return (path / MANIFEST).is_file()


def read_plan(path: Path) -> Result:
    """Return the result of a recorded run.

    Raises
    ------
    RunError
        If the folder is no run, or is damaged.
    """
    return read_result(path)
