"""The command `risk`."""

from __future__ import annotations

from pathlib import Path

from plantshare.cli.failure import WRONG_USE
from plantshare.cli.interrupt import stop_on_interrupt
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Count, Json, StudyPath
from plantshare.cli.progress import ProgressStyle, draws_teller, progress_teller
from plantshare.cli.risk_text import risk_text
from plantshare.risk import DRAWS, Outlook
from plantshare.run import plain, risk_of

__all__ = ["risk"]


def risk(
    study: StudyPath,
    /,
    *,
    plan: tuple[Path, ...] = (),
    futures: Count = 0,
    draws: Count = DRAWS,
    seed: Count = 0,
    out: Path = Path("runs"),
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
    out
        Folder that takes the runs.
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
    with stop_on_interrupt() as stop:
        outlook, plans = risk_of(
            study,
            plans=plan,
            futures=futures,
            draws=draws,
            seed=seed,
            out=out,
            tell=progress_teller(progress),
            tell_draws=draws_teller(progress),
            stop=stop,
        )
    if json:
        show_json(
            plain(
                {"study": str(study), **content_of(outlook), "plans": {k: str(v) for k, v in plans.items()}}
            )
        )
    else:
        show(risk_text(outlook, plans))
    return 0


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
