"""The command `demo`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from plantshare.cli.interrupt import stop_on_interrupt
from plantshare.cli.listing import section, table
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Json
from plantshare.cli.plan_text import by_year, infeasible_text, launch_table
from plantshare.cli.progress import ProgressStyle, progress_teller
from plantshare.cli.solve import exit_code
from plantshare.errors import ExtraMissingError
from plantshare.report.proof import status_words
from plantshare.report.words import currency_sign, millions, number, percent, thousands
from plantshare.results.plan import launches
from plantshare.run import Demo, RunFolder, report_demo, run_demo
from plantshare.run.demo import TARGET_YEAR, home_loading, output_by_year, target_of

__all__ = ["demo"]

ASSUMED = ("E", "default", "none")


def demo(*, out: Path = Path("runs"), progress: ProgressStyle | None = None, json: Json = False) -> int:
    """Plan the United Kingdom 2026 study with sharing off and on.

    Says, for both cases, who builds what where, what each company earns, how full the plants are and
    how far output is from the national target. Both plans are recorded as runs, and a report is written.

    Parameters
    ----------
    out
        Folder that takes the runs.
    progress
        How progress is told on standard error; by default in words where that is a terminal.
    json
        Print one JSON object and nothing else.
    """
    if not json:
        say("Planning the United Kingdom 2026 study twice, with sharing off and on ...")
    with stop_on_interrupt() as stop:
        done = run_demo(out, tell=progress_teller(progress), stop=stop)
        code = exit_code(done.runs, interrupted=stop())
    done = with_report(done)
    if not done.runs:
        say("Interrupted before the search began; nothing was written.")
    elif json:
        show_json(done.to_json())
    else:
        show(demo_text(done))
    return code


def with_report(done: Demo) -> Demo:
    """Return the demo with its report, or without where this installation cannot show one."""
    try:
        return report_demo(done)
    except ExtraMissingError as missing:
        say(f"No report was written: {missing}")
        return done


def demo_text(done: Demo) -> str:
    """Return the answer of the demo."""
    planned = [run for run in done.runs if run.result.has_plan]
    missing = [
        f"Sharing {run.case}: {infeasible_text(run.result)}" for run in done.runs if run not in planned
    ]
    head = f"{done.study.settings['title']} ({done.study.settings['name']})"
    if not planned:
        return "\n".join([head, *missing])
    ends = [f"Sharing {run.case}: {status_words(run.result)}" for run in planned]
    parts = [
        "\n".join([head, *missing, *ends]),
        output_section(planned),
        money_section(planned, done.difference()),
        *(launch_section(run) for run in planned),
        *(loading_section(run) for run in planned),
        evidence_section(done),
        files_section(done),
    ]
    return "\n\n".join(parts)


def output_section(runs: list[RunFolder]) -> str:
    """Return national output by year in every case, and the distance to the target."""
    target = target_of(runs[0].result.study)
    outputs = {run.case: output_by_year(run.result, target) for run in runs}
    rows = [
        [str(year), *(thousands(output[year]) for output in outputs.values())]
        for year in next(iter(outputs.values()))
    ]
    counts = {"car": "cars", "cv": "commercial vehicles", "car_and_cv": "cars and commercial vehicles"}
    distances = [
        f"Sharing {case}: {thousands(output[TARGET_YEAR])} thousand in {TARGET_YEAR}, "
        f"{thousands(target['units'] - output[TARGET_YEAR])} thousand short of "
        f"{thousands(target['units'])} thousand."
        for case, output in outputs.items()
    ]
    lines = [
        table(["year", *(f"sharing {case}" for case in outputs)], rows),
        "",
        *distances,
        f"Counts {counts[target['vehicle_class']]}, with {thousands(target['other_output'])} thousand a year "
        "from plants that the study does not plan.",
    ]
    return section("United Kingdom output, thousand vehicles a year", "\n".join(lines))


def money_section(runs: list[RunFolder], difference: dict[str, Any]) -> str:
    """Return the present value of each company in every case; Any: the difference is nested data."""
    sign = currency_sign(runs[0].result.study.settings["currency"])
    values = {f"sharing {run.case}": run.result.npv().to_dict() for run in runs}
    if difference:
        values["what sharing brings"] = difference["npv"]
    companies = sorted({company for column in values.values() for company in column})
    rows = [
        [company, *(millions(column.get(company, 0.0)) for column in values.values())]
        for company in companies
    ]
    rows.append(["together", *(millions(sum(column.values())) for column in values.values())])
    lines = [table(["company", *values], rows)]
    if difference:
        lines += [
            "",
            f"Together, sharing is proven to bring between {sign}{millions(difference['objective_low'])}m "
            f"and {sign}{millions(difference['objective_high'])}m.",
            "No terms are set: a guest refunds what its vehicle costs the host to build, and no more.",
            *(
                f"To be no worse off, {host} would have to ask {sign}{number(fee)} a vehicle on top of that."
                for host, fee in difference["host_asks"].items()
            ),
        ]
    return section(f"Present value of each company, {sign}m", "\n".join(lines))


def launch_section(run: RunFolder) -> str:
    """Return who builds what where, from when, in one case."""
    return section(f"Launches with sharing {run.case}, guests first", launch_table(launches(run.result)))


def loading_section(run: RunFolder) -> str:
    """Return how full the plants of the country are in one case."""
    frame = home_loading(run.result, target_of(run.result.study)["country"])
    body = by_year(frame, ["plant", "basis"], "utilisation", percent)
    return section(f"Utilisation with sharing {run.case}, share of the capacity on the basis named", body)


def evidence_section(done: Demo) -> str:
    """Return how many figures rest on which grade."""
    rows = [
        [grade, number(entry["figures"]), percent(entry["share"], 1)]
        for grade, entry in done.evidence().items()
    ]
    weak = sum(entry["share"] for grade, entry in done.evidence().items() if grade in ASSUMED)
    lines = [
        table(["grade", "figures", "share"], rows),
        "",
        f"{percent(weak)} of the figures are assumed, defaults or without a source: read what differs "
        "between the plans, not their levels. The README of the study lists its holes.",
    ]
    return section("What the figures of the study rest on", "\n".join(lines))


def files_section(done: Demo) -> str:
    """Return where everything is, and how long it took."""
    files = [["study", str(done.folder)]]
    files += [[f"run, sharing {run.case}", str(run.path)] for run in done.runs if run.path is not None]
    if done.report is not None:
        files.append(["report, open it in a browser", str(done.report)])
    lines = [table(["what", "where"], files), "", f"Everything took {number(done.seconds, 1)} s."]
    scenarios = done.study.frame("scenarios")
    if len(scenarios):
        named = [f"  {row.scenario}: {row.name}" for row in scenarios.itertuples(index=False)]
        lines += [
            "",
            f"What if? Plan another future with `plantshare solve {done.folder} --scenario NAME`:",
            *named,
        ]
    return section("Files", "\n".join(lines))
