"""The command `risk`."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from plantshare.cli.chart_files import write_found, wrong_files
from plantshare.cli.failure import WRONG_USE
from plantshare.cli.interrupt import stop_on_interrupt
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Count, Json, StudyPath, Workers
from plantshare.cli.progress import ProgressStyle, draws_teller, progress_teller
from plantshare.cli.risk_text import risk_text
from plantshare.report.analyses import RISK_CHARTS
from plantshare.risk import DRAWS, Outlook
from plantshare.run import plain, report_run, risk_of, workers_for

__all__ = ["risk"]


def risk(
    study: StudyPath,
    /,
    *,
    plan: tuple[Path, ...] = (),
    futures: Count = 0,
    draws: Count = DRAWS,
    seed: Count = 0,
    adapt: Annotated[bool, Parameter(negative="")] = False,
    out: Path = Path("runs"),
    workers: Workers = None,
    cluster: str | None = None,
    chart: Path | None = None,
    report: Path | None = None,
    progress: ProgressStyle | None = None,
    json: Json = False,
) -> int:
    """Show what may become of a plan when sales, prices, tariffs and launches turn out otherwise.

    Launches, shifts and deals of the plan are held. Futures are drawn from the drivers of the study
    (uncertainty.csv); in each of them volumes, flows and overtime are the best that it allows. Shown are
    national output with the chance of the target, the profit of each company, the regret of rival
    plans, which driver matters most, and stress cases.

    Parameters
    ----------
    study
        Study folder or workbook.
    plan
        Recorded run whose plan is looked at; give several to compare them. Without any the study is
        planned first, and the plan recorded.
    futures
        Without --plan: also make a plan for that many drawn futures together, and show it first.
    draws
        Futures in which the plans are looked at.
    seed
        Seed of the draws; the same seed gives the same futures.
    adapt
        Also plan anew for each stress case, as if it were known from the start: what adapting can save at
        most. Takes a search for each case, with gap and time limit of the study.
    out
        Folder that takes the runs.
    workers
        Batches of futures that are worked on at once. Unless given, one batch at a time with a thread for
        each core, which takes the least memory.
    cluster
        Where futures are worked through: the address of a Dask scheduler, or local for processes of this
        machine. The answer is the same, to the last digit.
    chart
        New file for the charts: .html has all of them; .svg, .png, .json and .csv have the fan of output,
        with the others in files beside it.
    report
        New file, ending in .html, for the report of the first plan with a section on risk.
    progress
        How progress is told on standard error; by default in words where that is a terminal.
    json
        Print one JSON object and nothing else.
    """
    if draws < 2:
        say("A distribution needs at least two draws; --draws 10000 is a good number.")
        return WRONG_USE
    if plan and futures:
        say("Give either --plan, to look at plans that are there, or --futures, to make one.")
        return WRONG_USE
    wrong = wrong_files(None, chart, report)
    if wrong:
        say(wrong)
        return WRONG_USE
    with stop_on_interrupt() as stop, ExitStack() as stack:
        chosen = workers is not None or cluster is not None
        executor = stack.enter_context(workers_for(workers, cluster)) if chosen else None
        outlook, plans = risk_of(
            study,
            plans=plan,
            futures=futures,
            draws=draws,
            seed=seed,
            out=out,
            adapt=adapt,
            executor=executor,
            tell=progress_teller(progress),
            tell_draws=draws_teller(progress),
            stop=stop,
        )
    files = written(outlook, plans, chart=chart, report=report)
    if json:
        recorded = {name: str(folder) for name, folder in plans.items()}
        show_json(plain({"study": str(study), **content_of(outlook), "plans": recorded, **files}))
        return 0
    show(risk_text(outlook, plans))
    for file in (*files["charts"], *files["reports"]):
        show(f"Written to {file}")
    return 0


def written(
    outlook: Outlook, plans: Mapping[str, Path], *, chart: Path | None, report: Path | None
) -> dict[str, list[str]]:
    """Write the charts and the report that are asked for, and return their files."""
    return write_found(
        RISK_CHARTS,
        outlook,
        chart=None,
        out=chart,
        report=report,
        made=lambda: report_run(next(iter(plans.values())), outlook=outlook),
    )


def content_of(outlook: Outlook) -> dict[str, object]:
    """Return an outlook as plain data: money in millions, volumes in vehicles a year."""
    return {
        "draws": dict(outlook.origin),
        "output": outlook.output,
        "companies": outlook.companies,
        "regret": outlook.regret,
        "tornado": outlook.tornado,
        "stress": outlook.stress,
    }
