"""The command `hurdles`."""

from __future__ import annotations

import json as text
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from plantshare.cli.chart_files import write_found, wrong_files
from plantshare.cli.failure import WRONG_USE
from plantshare.cli.hurdles_text import hurdles_text
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Count, Json, Names, StudyPath
from plantshare.cli.progress import ProgressStyle
from plantshare.deals.hurdles import FREE, Attribution, Crossing, Hurdles, Requirement, WhichPlan
from plantshare.report.analyses import HURDLE_CHARTS
from plantshare.report.charts.hurdle_words import input_name, summary, unit_words
from plantshare.report.document import report_of
from plantshare.run import find_hurdles, plain

__all__ = ["hurdles"]

Flag = Annotated[bool, Parameter(negative="")]
ChartName = Literal["hurdle_ranking", "hurdle_heat_map"]


def hurdles(
    study: StudyPath,
    deal: Annotated[str, Parameter(name="DEAL")],
    /,
    *,
    plan: WhichPlan = "both",
    free: Count = FREE,
    volume: Flag = False,
    grid: Flag = False,
    beside: Names = (),
    reference: str | None = None,
    chart: ChartName | None = None,
    out: Path | None = None,
    report: Path | None = None,
    progress: ProgressStyle | None = None,
    json: Json = False,
) -> int:
    """Show what would have to be true for a deal to pay, one input at a time.

    The best plan that keeps the deal is held against the best plan without it. For each input, such as
    wage, parts or tariff, the level is shown at which the two are worth the same: with both plans as they
    are, and with both made anew. Then how much of what is missing each input explains, and the gain at
    pairs of prices of energy and work.

    Parameters
    ----------
    study
        Study folder or workbook.
    deal
        Short name of the deal, as in deals.csv.
    plan
        Hurdles with the plan fixed, free, or both.
    free
        So many inputs, the nearest hurdles first, are also searched with the plan free.
    volume
        Also search the hurdle of the volume with the plan free; each step is a new program.
    grid
        Also make plans anew for every pair of prices of energy and work.
    beside
        Other deals that may be signed, with this deal and without it.
    reference
        Country whose levels explain what is missing; every other that could build the same unless given.
    chart
        One chart to write to the file named by --out; all of them unless given.
    out
        New file for charts: .html has them all; .svg, .png, .json and .csv have the first, with the others
        in files beside it.
    report
        New file for a report of the plan that keeps the deal, with a section on its hurdles: one .html file
        that opens offline.
    progress
        How progress is told on standard error: plain words, json lines, or none.
    json
        Print one JSON object and nothing else.
    """
    wrong = wrong_files(chart, out, report)
    if wrong:
        say(wrong)
        return WRONG_USE
    found = find_hurdles(
        study,
        deal,
        plan=plan,
        free=free,
        volume=volume,
        grid=grid,
        beside=beside,
        reference=reference,
        tell=teller(progress),
    )
    files = written(found, chart=chart, out=out, report=report)
    if json:
        show_json(plain({"study": str(study), **content_of(found), **files}))
        return 0
    show(hurdles_text(found))
    for file in (*files["charts"], *files["reports"]):
        show(f"Written to {file}")
    return 0


def teller(style: ProgressStyle | None) -> Callable[[str], None]:
    """Return what tells the next step; by default words on a terminal, and nothing elsewhere."""
    chosen = style or ("plain" if sys.stderr.isatty() else "none")

    def tell(step: str) -> None:
        if chosen == "json":
            say(text.dumps({"step": step}))
        elif chosen == "plain":
            say(f"{step[:1].upper()}{step[1:]} ...")

    return tell


def written(
    found: Hurdles, *, chart: ChartName | None, out: Path | None, report: Path | None
) -> dict[str, list[str]]:
    """Write the charts and the report that are asked for, and return their files."""
    return write_found(
        HURDLE_CHARTS,
        found,
        chart=chart,
        out=out,
        report=report,
        made=lambda: report_of(found.pair.result, hurdles=found),
    )


def content_of(found: Hurdles) -> dict[str, object]:
    """Return the answer as plain data: money in millions of present value."""
    grid = found.frontier
    return {
        "deal": found.deal,
        "programme": asdict(found.pair.about),
        "summary": summary(found),
        "counterfactual": "the best plan without the deal",
        "surplus": found.surplus,
        "surplus_when_signed": found.signing,
        "accurate_to": found.gap,
        "plans_made": found.solves,
        "beside": found.beside,
        "hurdles": [requirement_of(found, row) for row in found.rows],
        "origin": {each.key: each.adds for each in found.switches},
        "attribution": [attribution_of(each) for each in found.attributions],
        "beyond_the_programme": dict(found.pair.elsewhere()),
        "by_kind": found.pair.by_kind,
        "energy_and_wage": None
        if grid is None
        else {
            "electricity_price": [grid.energy.now * factor for factor in grid.factors],
            "wage": [grid.wage.now * factor for factor in grid.factors],
            "surplus": grid.surplus,
            "wage_at_no_gain": grid.line,
            "surplus_planned_anew": grid.replanned,
        },
    }


def requirement_of(found: Hurdles, row: Requirement) -> dict[str, object]:
    """Return one hurdle as plain data; levels in the unit that it names, missing where none suffices."""
    each = row.input
    return {
        "input": each.key,
        "place": each.place,
        "name": input_name(found.study, each),
        "unit": unit_words(found.study, each) or "share",
        "today": each.now,
        "grade": row.stated.grade,
        "stated_low": row.stated.low,
        "stated_high": row.stated.high,
        "stated_by": "" if row.stated.low is None else "uncertainty" if row.stated.is_drawn else "evidence",
        "searched_from": each.value(each.low),
        "searched_to": each.value(each.high),
        "worth_of_doubling" if each.how == "scale" else "worth_of_one": row.worth,
        "plan_fixed": each.value(row.fixed) if row.is_within else None,
        "plan_fixed_change": row.fixed if row.is_within else None,
        "plan_free_signs": crossing_of(row, row.signed),
        "plan_free_minimum_built": crossing_of(row, row.kept),
    }


def crossing_of(row: Requirement, crossing: Crossing | None) -> dict[str, object] | None:
    """Return where a search with the plan free ended; none where there was none."""
    if crossing is None:
        return None
    each = row.input
    level, change = each.value(crossing.amount), crossing.amount
    return {"level": level, "change": change, "gain": crossing.gain, "rounds": crossing.rounds}


def attribution_of(each: Attribution) -> dict[str, object]:
    """Return one attribution as plain data."""
    return {
        "country": each.country,
        "options": dict(each.options),
        "shortfall": each.shortfall,
        "parts": [
            {**asdict(part), "explains": amount}
            for part, amount in zip(each.parts, each.explained, strict=True)
        ],
        "beyond": dict(each.beyond),
        "rest": each.rest,
        "gain_with_all_replaced": each.gain,
    }
