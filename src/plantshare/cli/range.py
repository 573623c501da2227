"""The command `range`."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter

from plantshare.cli.deal import STOPPING, answered
from plantshare.cli.deal_content import area_content, range_content, value_content
from plantshare.cli.deal_words import Words
from plantshare.cli.failure import WRONG_USE
from plantshare.cli.interrupt import stop_on_interrupt
from plantshare.cli.listing import sentences, table
from plantshare.cli.output import say
from plantshare.cli.parameters import Json, StudyPath, Workers
from plantshare.cli.progress import ProgressStyle, progress_teller
from plantshare.deals.range import TermArea
from plantshare.deals.valuation import DealValue
from plantshare.report.deal_range_words import range_sentences, term_in_sentence
from plantshare.report.names import names_of
from plantshare.run import workers_for
from plantshare.run.deal import range_of

__all__ = ["range_command"]


def range_command(
    study: StudyPath,
    deal: Annotated[str, Parameter(name="DEAL")],
    term: Annotated[str, Parameter(name="TERM")] = "",
    term2: Annotated[str, Parameter(name="TERM2")] = "",
    /,
    *,
    workers: Workers = None,
    progress: ProgressStyle | None = None,
    json: Json = False,
) -> int:
    """Show which values of the terms of a deal host and guest both accept.

    Each compares with the best plan without any deal. Given one term, its range; given two, the area of
    both together; without any, the range of each term of the form, the others as the study states them.

    Parameters
    ----------
    study
        Study folder or workbook.
    deal
        Short name of the deal.
    term
        Term, such as unit_fee, royalty, rent or price.
    term2
        Second term.
    workers
        Plans that are searched for at once; one for each core unless given.
    progress
        How progress is told on standard error: plain words, json lines, or none.
    json
        Print one JSON object and nothing else.
    """
    terms = [name for name in (term, term2) if name]
    if len(terms) == 2 and term == term2:
        say(f"Found {term} twice: name one term, or two that differ.")
        return WRONG_USE
    with stop_on_interrupt(STOPPING) as stop, workers_for(workers) as executor:
        value, found = range_of(
            study, deal, terms, executor=executor, tell=progress_teller(progress), stop=stop
        )
    head = {"study": str(study), **value_content(value)}
    title = f"{names_of(value.without.study, 'deals')[deal]}\nAgainst {value.gains.counterfactual}:"
    if isinstance(found, TermArea):
        content = {**head, "area": area_content(found)}
        text = area_text(value, found)
    else:
        content = {**head, "ranges": [range_content(one) for one in found]}
        text = sentences(range_sentences(value, found))
    answered(json, content, f"{title}\n{text}")
    return 0


def area_text(value: DealValue, area: TermArea) -> str:
    """Return the pairs of two terms that both accept.

    Parameters
    ----------
    value
        The deal.
    area
        The pairs.
    """
    words = Words(value)
    names = [term_in_sentence(name) for name in area.terms]
    if not area.corners:
        return f"No pair of {names[0]} and {names[1]} suits both."
    rows = [[words.term(area.terms[0], x), words.term(area.terms[1], y)] for x, y in area.corners]
    return (
        f"Both gain at every pair of {names[0]} and {names[1]} between these corners:\n{table(names, rows)}"
    )
