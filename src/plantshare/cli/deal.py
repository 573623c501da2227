"""The command `deal`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter, validators

from plantshare.cli.chart_files import write_found, wrong_files
from plantshare.cli.deal_content import answer_content, game_content, listed_content
from plantshare.cli.deal_listing import game_text, listing_text
from plantshare.cli.deal_text import deal_text
from plantshare.cli.failure import WRONG_USE
from plantshare.cli.interrupt import stop_on_interrupt
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Above, Count, Json, Names, Share, StudyPath, Workers
from plantshare.cli.progress import ProgressStyle, draws_teller, progress_teller
from plantshare.deals.answer import DealAnswer
from plantshare.deals.answering import Asked
from plantshare.deals.public_plan import JobTaxes
from plantshare.deals.risk import Aversion
from plantshare.errors import LabelError
from plantshare.report.analyses import DEAL_CHARTS
from plantshare.report.document import report_of
from plantshare.run import plain, workers_for
from plantshare.run.deal import DRAWS, ListedDeal, deal_of, deals_of, game_of
from plantshare.study import Study
from plantshare.units import THOUSAND

__all__ = ["STOPPING", "deal"]

STOPPING = "Stopping without an answer: plans that were cut short cannot be compared."

ChartName = Literal["deal_fee_zone", "deal_bridge", "deal_splits", "deal_core", "deal_futures"]
Level = Annotated[float, Parameter(validator=validators.Number(gte=0, lt=1))]
Weight = Annotated[float, Parameter(validator=validators.Number(gte=0, lte=1))]


def deal(
    study: StudyPath,
    name: Annotated[str, Parameter(name="DEAL")] = "",
    /,
    *,
    value_all: Annotated[bool, Parameter(name="--all", negative="")] = False,
    game: Annotated[bool, Parameter(negative="")] = False,
    players: Names = (),
    draws: Count = DRAWS,
    seed: Count = 0,
    weights: Names = (),
    caps: Names = (),
    aversion: Weight = 0.5,
    level: Level = 0.75,
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
    """Show what a deal is worth to each party, on which terms, at what risk, and who could break it.

    The best plan that keeps the deal is set beside the best plan without any deal. Shown are the gain of
    each party with its proven bounds, the range of each term that both accept, ways to share the gain, the
    price that the best rival deal sets, public finance, how far the fee could be pressed once the tooling
    stands, and, in drawn futures, when a party would rather walk and which clause helps.

    Without DEAL the deals of the study are listed.

    Parameters
    ----------
    study
        Study folder or workbook.
    name
        Short name of the deal.
    value_all
        Without DEAL: also find what all companies gain by each. Takes a plan each.
    game
        Show the game between companies instead: what each group of them earns by the deals among it, who
        gets what by Shapley and nucleolus, and whether a split exists that no group would leave.
    players
        With --game: companies that play; all that are party to a deal unless given.
    draws
        Futures in which the deal is looked at, drawn from the drivers of the study (uncertainty.csv); 0 for
        none.
    seed
        Seed of the draws; the same seed gives the same futures.
    weights
        Bargaining power of host and guest, such as jlr=0.4 chery=0.6.
    caps
        Most that a side may gain, in millions, such as jlr=50.
    aversion
        Weight of bad cases in what a gain is worth to a side, from 0 to 1.
    level
        Which cases are bad: the worst share 1 - level.
    receipts_per_job
        Taxes less benefits of a job, currency a year; an assumption of 16,000 unless given.
    additional_share
        Share of jobs that would not be filled elsewhere; an assumption of 0.6 unless given.
    workers
        Plans that are searched for at once; one for each core unless given. The answer is the same.
    cluster
        Where plans are searched for: the address of a Dask scheduler, or local for processes of this
        machine.
    chart
        One chart to write to the file named by --out; all of them unless given.
    out
        New file for charts of the deal: .html has them all; .svg, .png, .json and .csv have the first, with
        the others in files beside it.
    report
        New file for a report of the plan with the deal beside the plan without it, with a section on the
        deal: one .html file that opens offline.
    progress
        How progress is told on standard error: plain words, json lines, or none.
    json
        Print one JSON object and nothing else.
    """
    wrong = wrong_use(name, game=game, value_all=value_all, players=players, draws=draws)
    if not name and (chart or out or report):
        wrong = wrong or "Charts and reports are of one deal: name it."
    wrong = wrong or wrong_files(chart, out, report)
    if wrong:
        say(wrong)
        return WRONG_USE
    asked = Asked(
        aversion=Aversion(weight=aversion, level=level),
        weights=amounts("weights", weights, above_zero=True),
        caps=amounts("caps", caps, above_zero=False),
        taxes=taxes_of(receipts_per_job, additional_share),
    )
    with stop_on_interrupt(STOPPING) as stop, ExitStack() as stack:
        executor = stack.enter_context(workers_for(workers, cluster))
        tell = progress_teller(progress)
        if game:
            found = game_of(study, players, executor=executor, tell=tell, stop=stop)
            answered(json, game_content(found) | {"study": str(study)}, game_text(found))
            return 0
        if not name:
            found_deals = deals_of(study, is_valued=value_all, executor=executor, tell=tell, stop=stop)
            return list_deals(study, *found_deals, json=json)
        answer = deal_of(
            study,
            name,
            draws=draws,
            seed=seed,
            asked=asked,
            executor=executor,
            tell=tell,
            tell_done=draws_teller(progress),
            stop=stop,
        )
    files = written(answer, chart=chart, out=out, report=report)
    answered(
        json,
        {"study": str(study), **answer_content(answer), **files},
        "\n".join(
            [deal_text(answer), *(f"Written to {file}" for file in (*files["charts"], *files["reports"]))]
        ),
    )
    return 0


def list_deals(path: Path, found: Study, deals: Sequence[ListedDeal], *, json: bool) -> int:
    """Show the deals of a study."""
    content = {"study": str(path), "deals": [listed_content(one) for one in deals]}
    answered(json, content, listing_text(found, deals))
    return 0


def answered(as_json: bool, content: Mapping[str, object], text: str) -> None:
    """Show an answer as data or in words."""
    if as_json:
        show_json(plain(dict(content)))
    else:
        show(text)


def wrong_use(name: str, *, game: bool, value_all: bool, players: Sequence[str], draws: int) -> str:
    """Return what is wrong with what is asked for, nothing where all is well."""
    if name and (game or value_all):
        return "Give either a deal, or --all or --game to look at all deals together."
    if players and not game:
        return "Players belong to --game."
    if draws == 1:
        return "A distribution needs two draws or more; --draws 200 is a good number, 0 leaves it out."
    return ""


def written(
    answer: DealAnswer, *, chart: ChartName | None, out: Path | None, report: Path | None
) -> dict[str, list[str]]:
    """Write the charts and the report that are asked for, and return their files."""
    value = answer.value
    return write_found(
        DEAL_CHARTS,
        answer,
        chart=chart,
        out=out,
        report=report,
        made=lambda: report_of(value.with_deal, beside=[value.without], deals=[answer]),
    )


def amounts(option: str, given: Sequence[str], *, above_zero: bool) -> dict[str, float]:
    """Return amounts by party from words such as ``jlr=0.4``.

    Parameters
    ----------
    option
        Name of the option, for what is said of wrong words.
    given
        The words.
    above_zero
        Whether amounts must be finite and above zero; zero or more otherwise.

    Raises
    ------
    LabelError
        If a word is no name and number, the number is out of bounds, or a party is named twice.
    """
    found: dict[str, float] = {}
    for word in given:
        party, _, text = word.partition("=")
        try:
            amount = float(text)
        except ValueError:
            wanted = "wanted a party and a number, such as jlr=0.4"
            raise LabelError(f"--{option}: found '{word}', {wanted}") from None
        if not (0 < amount < math.inf if above_zero else amount >= 0):
            wanted = "wanted a number above 0" if above_zero else "wanted 0 or more"
            raise LabelError(f"--{option}: found {text} for {party}, {wanted}")
        if party in found:
            raise LabelError(f"--{option}: found {party} twice, wanted one number for each party")
        found[party] = amount
    return found


def taxes_of(receipts_per_job: float | None, additional_share: float | None) -> JobTaxes:
    """Return what a job brings, as assumed where nothing is given."""
    usual = JobTaxes()
    return JobTaxes(
        per_job=usual.per_job if receipts_per_job is None else receipts_per_job * THOUSAND,
        additional_share=usual.additional_share if additional_share is None else additional_share,
    )
