"""Tables of a report about how far it can be trusted: proof, limits, assumptions and sources."""

from __future__ import annotations

from collections import Counter

from plantshare.dictionary import load_dictionary
from plantshare.evidence import addresses
from plantshare.report.binding import binding_rules
from plantshare.report.chart import Field, Row
from plantshare.report.evidence import Evidence, title_of
from plantshare.report.listing import Listing
from plantshare.report.proof import aim_words, gap_words, status_words
from plantshare.report.weights import Weights
from plantshare.report.words import currency_sign, number, plural
from plantshare.results import Result
from plantshare.results.checker import check_result
from plantshare.results.futures import futures_words

__all__ = ["assumption_listing", "audit_words", "limit_listing", "proof_listing", "source_listing"]

HEAVIEST = 4
"""So many figures stand behind a row of the assumptions."""


def audit_words(result: Result) -> str:
    """Return what the independent checker found when it computed the plan again from the tables."""
    audit = check_result(result)
    count = number(sum(audit.checked.values()))
    head = (
        f"A checker that shares no code with the search computed {count} limits and amounts again from the "
        "tables alone"
    )
    if audit.passed:
        return f"{head}: all hold."
    return f"{head}: {plural(len(audit.failures), 'comparison')} failed, the first: {audit.failures[0]}."


def proof_listing(result: Result) -> Listing:
    """Return how the plan was found and how good it is proven to be."""
    proof, settings = result.proof, result.study.settings
    sign = currency_sign(str(settings["currency"]))
    bound = f"{sign}{number(proof.bound, 2)} million" if proof.gap < float("inf") else "no bound is proven"
    facts = {
        "How the search ended": status_words(result),
        "Expected profit of all companies": f"{sign}{number(result.expected_profit, 2)} million",
        **({"Aim": aim_words(result)} if aim_words(result) else {}),
        "No plan can earn more than"
        if proof.aim.is_expected
        else "No plan can reach more of the aim than": bound,
        "Gap": gap_words(result),
        "Futures planned together": futures_words(result.study),
        "Discount rate": f"{settings['discount_rate']:.1%} a year, real",
        "Sharing": str(settings["sharing"]),
        "Method": f"{proof.method}, {proof.solver}",
        "Time": f"{number(proof.build_seconds, 1)} s to build, {number(proof.solve_seconds, 1)} s to solve",
        "Size": f"{plural(proof.columns, 'variable')} ({number(proof.integers)} yes-or-no or whole), "
        f"{plural(proof.rows, 'rule')}",
        "Independent check": audit_words(result),
    }
    return Listing(
        title="Proof",
        fields=(Field(name="what", label="What"), Field(name="found", label="Found")),
        rows=tuple({"what": what, "found": found} for what, found in facts.items()),
    )


def limit_listing(result: Result) -> Listing:
    """Return the limits that bind, and what one more unit of each is worth where it is worth most."""
    sign = currency_sign(str(result.study.settings["currency"])).strip()
    rows: list[Row] = [
        {
            "limit": f"{each.words[:1].upper()}{each.words[1:]}",
            "unit": each.unit,
            "worth": each.worth,
            "place": each.place,
            "count": each.count,
        }
        for each in binding_rules(result)
    ]
    return Listing(
        title="Limits that bind",
        note="Worth of one more unit where it is worth most: present value, expected over the futures, with "
        "the launches held."
        if rows
        else "No limit on capacity, demand, rates or quotas binds.",
        fields=(
            Field(name="limit", label="Limit"),
            Field(name="unit", label="One more unit"),
            Field(name="worth", label="Worth at most", unit=sign, kind="number"),
            Field(name="place", label="Where"),
            Field(name="count", label="Binds at", unit="places and years", kind="number"),
        ),
        rows=tuple(rows),
    )


def assumption_listing(result: Result, weights: Weights) -> Listing:
    """Return the kinds of figures through which most money of the answer passes."""
    unit = f"{currency_sign(str(result.study.settings['currency'])).strip()} million"
    frame = weights.by_column()
    heaviest = weights.figures.groupby(["column", "path"], sort=False)["amount"].sum().reset_index()
    heaviest = heaviest.sort_values("amount", ascending=False, kind="stable")
    rows: list[Row] = []
    behind = []
    for row in frame.itertuples():
        table, _, name = str(row.column).partition(".")
        column = load_dictionary().column(str(row.column))
        rows.append(
            {
                "figures": f"{title_of(name, column)} ({table.replace('_', ' ')})",
                "count": int(row.figures),
                "amount": float(row.amount),
                "share": float(row.share),
                "unsourced": float(row.unsourced),
            }
        )
        behind.append(tuple(heaviest["path"][heaviest["column"] == row.column].head(HEAVIEST)))
    return Listing(
        title="Assumptions with the most weight",
        note="Money that passes through the figures of each kind: present value of income and cost, both "
        "counted above zero, without what companies pay one another. An amount passes whole through every "
        "figure that it is a product of, so that the shares add up to more than 100%. Volumes and "
        "capacities are not weighed.",
        fields=(
            Field(name="figures", label="Kind of figure"),
            Field(name="count", label="Figures used", kind="number"),
            Field(name="amount", label="Money through them", unit=unit, kind="number"),
            Field(name="share", label="Share of all money", unit="%", kind="share", digits=1),
            Field(name="unsourced", label="Of this judged, assumed or default", unit="%", kind="share"),
        ),
        rows=tuple(rows),
        behind=tuple(behind),
    )


def source_listing(evidence: Evidence) -> Listing:
    """Return the sources by how many figures rest on them, the most first."""
    used: Counter[str] = Counter()
    for cell in addresses(evidence.cells):
        opinions = evidence.ledger.claims_for(cell.table, cell.row, cell.column, cell.year)
        used.update({claim.source for role, claim, _ in opinions if role == "used" and claim.source})
    sources = evidence.ledger.sources
    rows: list[Row] = [
        {
            "title": sources[name].title or name,
            "publisher": sources[name].publisher,
            "published": sources[name].published,
            "count": count,
        }
        for name, count in used.most_common()
    ]
    return Listing(
        title="Sources by how much rests on them",
        note="Figures of the study that rest on each source, wholly or in part."
        if rows
        else "No figure of the study names a source.",
        fields=(
            Field(name="title", label="Title"),
            Field(name="publisher", label="Publisher"),
            Field(name="published", label="Published"),
            Field(name="count", label="Figures", kind="number"),
        ),
        rows=tuple(rows),
    )
