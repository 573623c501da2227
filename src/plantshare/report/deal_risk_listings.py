"""Tables of a report on a deal in drawn futures: who would rather walk, and what a clause would change."""

from __future__ import annotations

from plantshare.deals.answer import DealAnswer
from plantshare.deals.in_futures import ABSENT, PRESENT
from plantshare.report.chart import Field, Row
from plantshare.report.deal_clause_words import clause_terms
from plantshare.report.deal_futures_words import HELD, state_words
from plantshare.report.deal_words import capital, counterfactual_of, party_words
from plantshare.report.listing import Listing
from plantshare.report.words import listed, percent

__all__ = ["clause_listing", "group_words", "walking_listing"]


def group_words(group: str) -> str:
    """Return a group of futures as a reader meets it: a state of a column is named by its text.

    Parameters
    ----------
    group
        Name of the group.

    Examples
    --------
    >>> group_words("weak demand"), group_words("tariffs.countervailing never")
    ('Weak demand', 'Countervailing duty on top: never')
    """
    for state in (PRESENT, ABSENT):
        key = group.removesuffix(state)
        if key != group and "." in key:
            return f"{state_words(key)}:{state}"
    return capital(group)


def walking_listing(answer: DealAnswer) -> Listing:
    """Return the probability that host and guest would rather walk, in all futures and by group."""
    about, futures = answer.value.about, answer.futures
    walks = {risk.party: risk for risk in answer.risks}
    groups = {} if futures is None else futures.groups
    rows: list[Row] = []
    if futures is not None:
        rows.append(
            {
                "group": "All futures",
                "share": 1.0,
                **{
                    side: walks[party].gain.loss_probability if party in walks else 0.0
                    for side, party in (("host", about.host), ("guest", about.guest))
                },
            }
        )
        for group, inside in groups.items():
            rows.append(
                {
                    "group": group_words(group),
                    "share": float(futures.probability[inside].sum()),
                    **{
                        side: walks[party].walks.get(group, 0.0) if party in walks else 0.0
                        for side, party in (("host", about.host), ("guest", about.guest))
                    },
                }
            )
    names = [party_words(answer.study, party) for party in (about.host, about.guest)]
    return Listing(
        title="Who would rather walk, and when",
        note=f"Share of the futures of each group in which a party loses against {counterfactual_of(answer)} "
        "on the stated terms. Demand is split in thirds by what is wanted of the vehicles of the deal. "
        f"{HELD}",
        fields=(
            Field(name="group", label="Futures"),
            Field(name="share", label="Share of all", kind="share", digits=1),
            Field(name="host", label=f"{names[0]} would walk", kind="share", digits=1),
            Field(name="guest", label=f"{names[1]} would walk", kind="share", digits=1),
        ),
        rows=tuple(rows),
    )


def clause_listing(answer: DealAnswer) -> Listing:
    """Return what each clause would change of the probability that a party walks, the best first."""
    about = answer.value.about
    names = [party_words(answer.study, party) for party in (about.host, about.guest)]
    rows: list[Row] = [
        {
            "clause": capital(each.name),
            "says": capital(clause_terms(each)),
            "host": each.walks.get(about.host),
            "guest": each.walks.get(about.guest),
            "closes": 100.0 * each.closes,
        }
        for each in sorted(answer.clauses, key=lambda each: -each.closes)
    ]
    without = [
        f"{name} {percent(answer.clauses[0].walks_without.get(party), 1)}" if answer.clauses else ""
        for name, party in zip(names, (about.host, about.guest), strict=True)
    ]
    return Listing(
        title="What a clause would change",
        note=f"As stated, the chance to walk is: {listed(without)}. Each clause is put in alone, and a "
        "term is moved so that the host expects what it expects now; amounts in the currency of the study.",
        fields=(
            Field(name="clause", label="Clause"),
            Field(name="says", label="It says"),
            Field(name="host", label=f"{names[0]} would walk", kind="share", digits=1),
            Field(name="guest", label=f"{names[1]} would walk", kind="share", digits=1),
            Field(
                name="closes",
                label="The larger chance falls by",
                unit="percentage points",
                kind="number",
                digits=1,
            ),
        ),
        rows=tuple(rows),
    )
