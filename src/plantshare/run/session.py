"""From a study folder to recorded runs: read, solve, check, write."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from plantshare.methods import Executor, Limits, Progress
from plantshare.methods.aims import Aim
from plantshare.methods.information import Information
from plantshare.methods.replications import GapEstimate
from plantshare.results import Result
from plantshare.results.checker import check_result
from plantshare.results.store import MANIFEST, read_result, write_result
from plantshare.solve import gap_by_samples, solve, value_of_planning
from plantshare.study import Study, read_study
from plantshare.uncertainty import draw_futures

__all__ = [
    "Futures",
    "RunFolder",
    "is_run",
    "plan_study",
    "planning_value",
    "prepare_study",
    "read_plan",
    "run_study",
    "sampled_gap",
]

Settings = Mapping[str, Any]
"""Settings of a study by name; Any: they hold numbers, flags or words."""

ONE_CASE: Mapping[str, Settings] = {"": {}}

Tell = Callable[[str, Progress], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Futures:
    """Futures to draw from the drivers of a study.

    Parameters
    ----------
    count
        How many.
    seed
        Seed of the draws.
    """

    count: int
    seed: int = 0


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
    futures: Futures | None = None,
    out: Path = Path("runs"),
    method: str = "auto",
    aim: Aim | None = None,
    start: Result | None = None,
    tell: Tell | None = None,
    stop: Stop | None = None,
    executor: Executor | None = None,
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
    futures
        Futures to draw from the study's drivers and to plan together.
    out
        Folder of runs.
    method
        How several scenarios are planned together, as for :func:`plantshare.solve`.
    aim
        What the plan is chosen for; the expected profit unless given.
    start
        Earlier result to start the first case from; each later case starts from the one before.
    tell
        Called with the name of the case and its progress from time to time.
    stop
        Asked from time to time; true ends the search with the best plan so far, and no further case
        begins.
    executor
        Who solves the futures of a decomposition; threads of this process unless given.

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
    study = prepare_study(path, scenario=scenario, scenarios=scenarios, futures=futures)
    runs: list[RunFolder] = []
    for case, settings in cases.items():
        if stop is not None and stop():
            break
        result = plan_study(
            study.with_settings(**settings),
            case=case,
            method=method,
            aim=aim,
            start=start,
            tell=tell,
            stop=stop,
            executor=executor,
        )
        recorded = write_result(result, out, case=case) if result.has_plan else None
        runs.append(RunFolder(case=case, result=result, path=recorded))
        start = result if result.has_plan else start
    return tuple(runs)


def prepare_study(
    path: Path,
    *,
    scenario: str | None = None,
    scenarios: Sequence[str] = (),
    futures: Futures | None = None,
) -> Study:
    """Return the study of a folder, in one scenario or with several planned together.

    Parameters
    ----------
    path
        Study folder or workbook.
    scenario
        Scenario that takes the place of the study's own figures.
    scenarios
        Scenarios to plan together.
    futures
        Futures to draw from the study's drivers and to plan together.

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
    if futures is not None:
        return study.with_draws(draw_futures(study, futures.count, seed=futures.seed))
    return study.with_scenarios(scenarios) if scenarios else study


def plan_study(
    study: Study,
    *,
    case: str = "",
    method: str = "auto",
    aim: Aim | None = None,
    start: Result | None = None,
    tell: Tell | None = None,
    stop: Stop | None = None,
    executor: Executor | None = None,
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
        executor=executor,
    )
    result = solve(study, limits, method=method, start=start, aim=aim)
    if result.has_plan:
        check_result(result).require()
    return result


def planning_value(
    path: Path,
    *,
    scenarios: Sequence[str] = (),
    futures: Futures | None = None,
    settings: Settings = MappingProxyType({}),
) -> tuple[Study, Information]:
    """Return a study with its futures, and what planning for all of them at once is worth.

    Parameters
    ----------
    path
        Study folder or workbook.
    scenarios
        Scenarios to plan together.
    futures
        Futures to draw and to plan together.
    settings
        Settings that replace those of the study, such as gap and time limit.

    Raises
    ------
    StudyError
        If the study has faults.
    """
    study = prepare_study(path, scenarios=scenarios, futures=futures).with_settings(**settings)
    return study, value_of_planning(study)


def sampled_gap(
    path: Path,
    *,
    futures: Futures,
    replications: int,
    plan: Path | None = None,
    settings: Settings = MappingProxyType({}),
) -> tuple[Result, GapEstimate]:
    """Return a plan, and by how much it may fall short of the best one for all futures there could be.

    Parameters
    ----------
    path
        Study folder or workbook.
    futures
        Futures to plan for, and how many each sample has.
    replications
        Samples.
    plan
        Recorded run whose plan is looked at; unless given the study is planned for the futures, and the plan
        is not recorded.
    settings
        Settings that replace those of the study, such as gap and time limit.

    Raises
    ------
    StudyError
        If the study has faults.
    InfeasibleError
        If it has no plan.
    """
    study = prepare_study(path).with_settings(**settings)
    if plan is None:
        draws = draw_futures(study, futures.count, seed=futures.seed)
        found = plan_study(study.with_draws(draws))
    else:
        found = read_plan(plan)
    estimate = gap_by_samples(
        found.require_plan(), study, replications=replications, futures=futures.count, seed=futures.seed
    )
    return found, estimate


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
