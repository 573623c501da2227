"""The command `target`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import asdict
from json import dumps
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from plantshare.cli.chart_files import write_found, wrong_files
from plantshare.cli.failure import WRONG_USE
from plantshare.cli.interrupt import stop_on_interrupt
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Above, Count, Json, Share, StudyPath, Workers
from plantshare.cli.progress import ProgressStyle, progress_teller
from plantshare.cli.target_text import target_text
from plantshare.report.analyses import TARGET_CHARTS
from plantshare.report.document import report_of
from plantshare.run import plain, target_of, workers_for
from plantshare.run.target import CONFIDENCES, DRAWS
from plantshare.targets import Assumed, Found, Need, Planned

__all__ = ["target"]

Confidences = Annotated[tuple[float, ...], Parameter(consume_multiple=True, negative="")]
ChartName = Literal["gap_split", "target_curve", "supply_curve"]


def target(
    study: StudyPath,
    name: Annotated[str, Parameter(name="TARGET")] = "",
    /,
    *,
    draws: Count = DRAWS,
    seed: Count = 0,
    confidence: Confidences = CONFIDENCES,
    relief: Above = None,
    receipts_per_job: Above = None,
    additional_share: Share = None,
    workers: Workers = None,
    cluster: str | None = None,
    chart: ChartName | None = None,
    out: Path | None = None,
    report: Path | None = None,
    progress: ProgressStyle | None = None,
    json: Json = False,
) -> int:
    """Show how far a country is from a production target, and what would close the gap at least cost.

    First the gap split: what plants could build, are bound to, are planned to and likely will. Then every
    programme that could add output, each planned anew with what companies together lose by it; the supply
    curve; the package of least cost for each confidence; jobs, public finance, and whether support
    changes anything.

    Parameters
    ----------
    study
        Study folder or workbook.
    name
        Target, by its short name; the first of the study unless given.
    draws
        Futures in which output is looked at, where the study states drivers (uncertainty.csv).
    seed
        Seed of the draws; the same seed gives the same futures.
    confidence
        Probabilities with which the target is to be reached, such as 0.5 0.8 0.9.
    relief
        Relief on electricity for every vehicle built in the country, currency a MWh, set against support
        for programmes; the largest that the study or a future of it states unless given.
    receipts_per_job
        Taxes less benefits of a job, currency a year; an assumption of 16,000 unless given.
    additional_share
        Share of jobs that would not be filled elsewhere; an assumption of 0.6 unless given.
    workers
        Batches of futures that are worked on at once. Unless given, one batch at a time with a thread for
        each core, which takes the least memory.
    cluster
        Where futures are worked through: the address of a Dask scheduler, or local for processes of this
        machine.
    chart
        One chart to write to the file named by --out; all of them unless given.
    out
        New file for charts: .html has them all; .svg, .png, .json and .csv have the first, with the others
        in files beside it.
    report
        New file for a report of the best plan with a section on the target: one .html file that opens
        offline.
    progress
        How progress is told on standard error: plain words, json lines, or none.
    json
        Print one JSON object and nothing else.
    """
    wrong = wrong_use(confidence, chart, out, report)
    if wrong:
        say(wrong)
        return WRONG_USE
    defaults = Assumed()
    assumed = Assumed(
        receipts_per_job=defaults.receipts_per_job if receipts_per_job is None else receipts_per_job,
        additional_share=defaults.additional_share if additional_share is None else additional_share,
    )
    with stop_on_interrupt() as stop, ExitStack() as stack:
        chosen = workers is not None or cluster is not None
        executor = stack.enter_context(workers_for(workers, cluster)) if chosen else None
        found = target_of(
            study,
            name,
            draws=draws,
            seed=seed,
            confidences=confidence,
            relief=relief,
            assumed=assumed,
            executor=executor,
            tell=progress_teller(progress),
            tell_done=steps_teller(progress),
            stop=stop,
        )
    files = written(found, chart=chart, out=out, report=report)
    if json:
        show_json(plain({"study": str(study), **content_of(found), **files}))
        return 0
    show(target_text(found))
    for file in (*files["charts"], *files["reports"]):
        show(f"Written to {file}")
    return 0


def steps_teller(style: ProgressStyle | None) -> Callable[[str, int, int], None]:
    """Return what tells how much of the work is done; by default words on a terminal."""
    chosen = style or ("plain" if sys.stderr.isatty() else "none")

    def tell(what: str, done: int, count: int) -> None:
        if chosen == "json":
            say(dumps({"step": what, "done": done, "count": count}))
        elif chosen == "plain":
            say(f"{what}: {done:,} of {count:,}")

    return tell


def wrong_use(
    confidence: tuple[float, ...], chart: ChartName | None, out: Path | None, report: Path | None
) -> str:
    """Return what is wrong with what is asked for, nothing where all is well.

    Raises
    ------
    StudyError
        If a file is there already: found out before minutes of work, not after.
    """
    outside = [share for share in confidence if not 0 < share < 1]
    if outside:
        return f"A confidence lies between 0 and 1, such as 0.8; found {outside[0]:g}."
    return wrong_files(chart, out, report)


def written(
    found: Found, *, chart: ChartName | None, out: Path | None, report: Path | None
) -> dict[str, list[str]]:
    """Write the charts and the report that are asked for, and return their files."""
    return write_found(
        TARGET_CHARTS,
        found,
        chart=chart,
        out=out,
        report=report,
        made=lambda: report_of(found.base, target=found),
    )


def content_of(found: Found) -> dict[str, object]:
    """Return the answer as plain data: money in millions, volumes in vehicles a year."""
    likely = found.likely
    return {
        "target": found.target,
        "year": found.year,
        "units": found.goal,
        "draws": dict(likely.origin),
        "chance": found.chance,
        "chance_by_year": dict(likely.by_year),
        "split": [asdict(rung) for rung in found.split],
        "programmes": [programme_content(each) for each in found.programmes],
        "left_out": dict(found.left_out),
        "curve": [
            {
                "programme": step.programme,
                "start": step.start * 1e3,
                "end": step.end * 1e3,
                "gap_per_vehicle": step.per_vehicle * 1e3,
                "gap_so_far": step.spent,
            }
            for step in found.curve
        ],
        "needs": [need_content(need) for need in found.needs],
        "support": [asdict(each) for each in found.instruments],
        "verdicts": [asdict(each) for each in found.verdicts],
        "relief": None
        if found.relief is None
        else {
            "rate": found.relief_rate,
            "on_existing": found.relief.on_existing,
            "on_programmes": found.relief.on_programmes,
            "top_up": found.relief.top_up,
            "cost": found.relief.cost,
            "programmes": list(found.relief.package.chosen),
        },
        "assumed": asdict(found.assumed),
    }


def programme_content(each: Planned) -> dict[str, object]:
    """Return a programme as plain data."""
    return {
        "programme": each.candidate.deal,
        "name": each.candidate.name,
        "is_stated": each.candidate.is_stated,
        "other_forms": list(each.candidate.forms),
        "host": each.candidate.host,
        "guest": each.candidate.guest,
        "plants": list(each.candidate.plants),
        "vehicles": list(each.candidate.vehicles),
        "promised": each.promised,
        "volume": each.volume,
        "gap": dict(zip(("low", "value", "high"), each.gap, strict=True)),
        "is_in_plan": each.is_in_plan,
        "excludes": list(each.excludes),
        "effects": asdict(each.effects),
    }


def need_content(need: Need) -> dict[str, object]:
    """Return what a confidence takes as plain data."""
    joint = need.together
    return {
        "confidence": need.confidence,
        "extra": need.extra,
        "short": need.short,
        "programmes": list(need.package.chosen),
        "volume": need.package.volume * 1e3,
        "cost": need.package.cost,
        "lower_bound": need.package.lower_bound,
        "together": None
        if joint is None
        else {
            "volume": joint.volume,
            "gap": dict(zip(("low", "value", "high"), joint.gap, strict=True)),
            "chance": joint.chance,
            "chance_by_year": dict(joint.likely.by_year),
            "effects": asdict(joint.effects),
        },
    }
