"""The command `solve`."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from plantshare.cli.aim import AimName, aim_of
from plantshare.cli.failure import INFEASIBLE, UNEXPECTED, WRONG_USE
from plantshare.cli.interrupt import INTERRUPTED, stop_on_interrupt
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Above, Count, Json, Names, Share, StudyPath, Workers
from plantshare.cli.plan_text import infeasible_text, plan_text
from plantshare.cli.progress import ProgressStyle, progress_teller
from plantshare.run import Futures, RunFolder, read_plan, run_study, summary_of, workers_for

__all__ = ["solve"]

DONE, AT_LIMIT = 0, 5


def solve(
    study: StudyPath,
    /,
    *,
    scenario: str | None = None,
    scenarios: Names = (),
    draws: Count = 0,
    seed: Count = 0,
    sharing: Literal["off", "on", "deals"] | None = None,
    gap: Share = None,
    time: Above = None,
    out: Path = Path("runs"),
    method: Literal["auto", "extensive", "decomposition", "reduce"] = "auto",
    start: Path | None = None,
    aim: AimName = "expected",
    level: Share = None,
    weight: Above = None,
    threshold: float | None = None,
    workers: Workers = None,
    cluster: str | None = None,
    progress: ProgressStyle | None = None,
    json: Json = False,
) -> int:
    """Find the best plan of a study and record it as a run.

    The plan is checked independently of the solver and then written to a new folder below --out. A
    study without any possible plan ends with exit code 4, names what would have to give way, and
    records nothing. A time limit (exit code 5) and Ctrl-C (exit code 130) keep the best plan found so far.

    Parameters
    ----------
    study
        Study folder or workbook.
    scenario
        Scenario of the study that takes the place of its own figures.
    scenarios
        Scenarios to plan together: launches and shifts are the same in all of them.
    draws
        Futures to draw from the drivers of the study (uncertainty.csv) and to plan together.
    seed
        Seed of the draws; the same seed gives the same futures.
    sharing
        Whether companies may newly build in plants of others; as the study says unless given.
    gap
        Share by which a plan may fall short of the best one, such as 0.001; as the study says unless given.
    time
        Seconds after which the best plan so far is taken; as the study says unless given.
    out
        Folder that takes the run.
    method
        How several scenarios are planned together: all at once; by cuts future by future; "reduce", by cuts
        that begin from a plan for a few representatives of each year; or chosen by size.
    start
        Earlier run to start the search from.
    aim
        What the plan is chosen for where futures differ: the expected profit; "cvar", a blend of it and of
        the mean over the worst futures; "downside", the expected profit less a charge on falling short of
        a threshold; "regret", the smallest loss against the best plan of each future; "worst", the profit
        in the worst future.
    level
        For cvar: share of probability that does not count as the worst, such as 0.9 for the worst tenth;
        0.9 unless given.
    weight
        For cvar: weight of the worst futures, up to 1; 0.5 unless given. For downside: charge on each
        million short; 1 unless given.
    threshold
        For downside: present value in millions below which a future falls short.
    workers
        Futures that are worked on at once when they are planned by cuts; one for each core unless given.
    cluster
        Where futures are solved when they are planned by cuts: the address of a Dask scheduler, or
        local for processes of this machine. The plan is the same, to the last digit.
    progress
        How progress is told on standard error; by default in words where that is a terminal.
    json
        Print one JSON object and nothing else.
    """
    if (scenario is not None) + bool(scenarios) + bool(draws) > 1:
        say(
            "Give one of --scenario, --scenarios and --draws: one future, named ones together, or drawn ones."
        )
        return WRONG_USE
    try:
        wanted = aim_of(aim, level=level, weight=weight, threshold=threshold)
    except ValueError as fault:
        say(str(fault))
        return WRONG_USE
    if aim != "expected" and not (scenarios or draws):
        say(f"--aim {aim} looks at several futures: name them with --scenarios, or draw them with --draws.")
        return WRONG_USE
    chosen = {"sharing": sharing, "gap": gap, "time_limit": time}
    settings = {name: value for name, value in chosen.items() if value is not None}
    with stop_on_interrupt() as stop, workers_for(workers, cluster) as executor:
        runs = run_study(
            study,
            cases={"": settings},
            scenario=scenario,
            scenarios=scenarios,
            futures=Futures(count=draws, seed=seed) if draws else None,
            out=out,
            method=method,
            aim=wanted,
            start=None if start is None else read_plan(start),
            tell=progress_teller(progress),
            stop=stop,
            executor=executor,
        )
        code = exit_code(runs, interrupted=stop())
    if not runs:
        say("Interrupted before the search began; nothing was written.")
        return code
    if json:
        show_json(answer(runs[0], code))
    else:
        tell_answer(runs[0])
    return code


def exit_code(runs: tuple[RunFolder, ...], *, interrupted: bool) -> int:
    """Return the exit code of solved cases: the worst of them."""
    if interrupted:
        return INTERRUPTED
    codes = {
        "optimal": DONE,
        "gap_reached": DONE,
        "time_limit": AT_LIMIT,
        "infeasible": INFEASIBLE,
        "interrupted": INTERRUPTED,
    }
    ends = [codes.get(run.result.proof.status, UNEXPECTED) for run in runs]
    return next((code for code in (UNEXPECTED, INFEASIBLE, AT_LIMIT) if code in ends), DONE)


def answer(run: RunFolder, code: int) -> dict[str, Any]:
    """Return the answer as plain data; Any: nested data of any shape."""
    return {**summary_of(run.result), "run": None if run.path is None else str(run.path), "exit_code": code}


def tell_answer(run: RunFolder) -> None:
    """Print the plan and where it is recorded, or why there is none."""
    if run.path is None:
        say(infeasible_text(run.result))
        return
    show(plan_text(run.result))
    show(f"\nRecorded in {run.path}")
