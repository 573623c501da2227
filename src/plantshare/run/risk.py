"""From a study, and recorded plans where there are any, to what may become of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from plantshare.errors import InfeasibleError
from plantshare.methods import Executor, Limits
from plantshare.results import Result
from plantshare.results.store import read_manifest
from plantshare.risk import DRAWS, Outlook, outlook_of
from plantshare.run.session import Futures, Stop, Tell, read_plan, run_study
from plantshare.study import Study, read_study

__all__ = ["EXPECTED", "risk_of"]

EXPECTED = "one future"
"""Name of the plan that is made for the study's own figures alone."""


def risk_of(
    path: Path,
    *,
    plans: Sequence[Path] = (),
    futures: int = 0,
    draws: int = DRAWS,
    seed: int = 0,
    out: Path = Path("runs"),
    adapt: bool = False,
    executor: Executor | None = None,
    tell: Tell | None = None,
    tell_draws: Callable[[str, int, int], None] = lambda plan, done, count: None,
    stop: Stop | None = None,
) -> tuple[Outlook, dict[str, Path]]:
    """Return what may become of plans in futures drawn from a study's drivers, and where the plans are.

    Parameters
    ----------
    path
        Study folder or workbook.
    plans
        Recorded runs to look at. Without any the study is planned, and the plan recorded.
    futures
        Where the study is planned: also plan it for that many drawn futures together. They have another
        seed than those in which the plans are looked at, so that no plan knows them.
    draws
        Futures in which the plans are looked at.
    seed
        Their seed.
    out
        Folder of runs.
    adapt
        Whether to plan anew for each stress case, which takes a search each.
    executor
        Who works through the futures, and who solves them where plans are made for several; this process
        unless given.
    tell
        Told the progress of planning.
    tell_draws
        Told the plan, how many of its futures are done, and of how many.
    stop
        Asked from time to time while planning; true ends the search with the best plan so far.

    Raises
    ------
    StudyError
        If the study has faults.
    InfeasibleError
        If it has no plan.
    RunError
        If a run cannot be read or written.
    """
    study = read_study(path)
    found: dict[str, tuple[Result, Path]] = {}
    for folder in plans:
        result = read_plan(folder)
        found[name_of(folder, found)] = (result, folder)
    if not plans:
        wanted: dict[str, Futures | None] = {EXPECTED: None}
        if futures:
            # The plan that knows of uncertainty is the one that the tables are about.
            planned_for = Futures(count=futures, seed=seed + 1)
            wanted = {f"{futures} futures": planned_for, **wanted}
        for name, drawn in wanted.items():
            found[name] = planned(path, name, drawn, out=out, tell=tell, stop=stop, executor=executor)
    outlook = outlook_of(
        study,
        {name: result for name, (result, _) in found.items()},
        draws=draws,
        seed=seed,
        executor=executor,
        limits_of=partial(limits_of_case, study, tell, stop) if adapt else None,
        tell=tell_draws,
    )
    return outlook, {name: folder for name, (_, folder) in found.items()}


def limits_of_case(study: Study, tell: Tell | None, stop: Stop | None, case: str) -> Limits:
    """Return when the search for the best plan of a stress case may stop: as the study says for any."""
    return Limits(
        gap=float(study.settings["gap"]),
        seconds=float(study.settings["time_limit"]),
        tell=None if tell is None else partial(tell, case),
        stop=stop,
    )


def planned(
    path: Path,
    name: str,
    futures: Futures | None,
    *,
    out: Path,
    tell: Tell | None,
    stop: Stop | None,
    executor: Executor | None,
) -> tuple[Result, Path]:
    """Return the plan of a study and where it is recorded."""
    (run,) = run_study(
        path, cases={name: {}}, futures=futures, out=out, tell=tell, stop=stop, executor=executor
    ) or (None,)
    if run is None or run.path is None:
        raise InfeasibleError(() if run is None else run.result.proof.conflicts)
    return run.result, run.path


def name_of(folder: Path, taken: dict[str, tuple[Result, Path]]) -> str:
    """Return a name for a recorded plan: its case, or the name of its folder."""
    case = str(read_manifest(folder)["case"])
    return case if case and case not in taken else folder.name
