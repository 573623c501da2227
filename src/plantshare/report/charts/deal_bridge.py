"""From the plan without a deal to the plan with it: what each company gains and loses, by kind of money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from plantshare.deals.answer import DealAnswer
from plantshare.deals.forms.imports import Import
from plantshare.deals.payment import statement
from plantshare.deals.valuation import ELSEWHERE, deal_statement
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.bridge_picture import spec_of
from plantshare.report.charts.profit_bridge import row_of
from plantshare.report.deal_kind_words import kind_words
from plantshare.report.deal_words import (
    FIGURES,
    LEAST,
    behind_deal,
    capital,
    counterfactual_of,
    deal_words,
    party_words,
)
from plantshare.report.words import currency_sign, listed, money, number, plural

__all__ = ["LINES", "bridge_lines", "deal_bridge"]

LINES: Mapping[str, tuple[str, ...]] = {
    "Sales": ("revenue", "import revenue"),
    "Selling": ("selling", "import selling"),
    "Vehicles, parts": ("ex-works", "parts"),
    "Freight and stock": ("import freight", "inbound freight", "outbound", "pipeline"),
    "Duty": ("import duty", "inbound duty"),
    "Conversion": ("conversion",),
    "Fixed cost": ("fixed cost", "idle line", "site services", "technical support"),
    "Launch capital": ("guest capital", "host capital", "capital", "terminal value"),
    "Support": ("grant", "energy relief", "clawback"),
    "Elsewhere in plan": (ELSEWHERE,),
}
"""Lines of the statement in their order, with the kinds of money that each takes together."""

TRANSFERS = (
    "unit fee", "fixed fee", "shortfall payment", "fixed cost refund", "capital share", "transfer price",
    "kit margin", "royalty", "upfront", "rent", "purchase price", "liabilities",
    "service fee",
)  # fmt: skip
"""Kinds that host, guest and what they own together pay each other, in their order."""

NOTHING = 1e-6
"""Millions below which a line has not changed."""

Lines = dict[tuple[str, str], tuple[float, float]]
"""Value without and with the deal, m, by party and line."""


def deal_bridge(answer: DealAnswer) -> Chart:
    """Return the steps from the plan without the deal to the plan with it, by company.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    code = str(answer.study.settings["currency"])
    found = bridge_lines(answer)
    rows = rows_of(answer, found, code)
    unit = f"{currency_sign(code).strip()} million"
    behind = behind_deal(answer.study, answer.value.deal)
    return Chart(
        name="deal_bridge",
        title=title_of(answer, found, code),
        subtitle=subtitle_of(answer, found, code),
        description=description_of(answer, found, code),
        fields=(
            Field(name="company", label="Company"),
            Field(name="item", label="Line"),
            Field(name="kinds", label="Kinds of money"),
            Field(name="before", label="Without the deal", unit=unit, kind="number", digits=1),
            Field(name="after", label="With it", unit=unit, kind="number", digits=1),
            Field(name="change", label="Change", unit=unit, kind="number", digits=1),
            Field(name="is_transfer", label="Paid under the deal", kind="flag"),
        ),
        rows=tuple(rows),
        spec=spec_of(rows, code),
        formula=(
            "change[party,kind] = sum over s of probability[s] * (pv under the deal - pv of the programme "
            "without it); elsewhere = what the deal changes for the party beyond its programme"
        ),
        reads=FIGURES,
        behind=tuple(behind if row["role"] == "step" else () for row in rows),
    )


def bridge_lines(answer: DealAnswer) -> dict[str, Lines]:
    """Return the lines of each company, without and with the deal: company -> (kind of line, line) -> m.

    Host and guest come first. Governments are left out: the bridge
    is that of the companies.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    about, outside = answer.value.about, money_outside(answer)
    found: dict[str, Lines] = {about.host: {}, about.guest: {}}
    changes = deal_statement(answer.value)
    for party, kind in dict.fromkeys([*changes, *outside]):
        if party == about.government:
            continue
        line, before = line_of(kind), outside.get((party, kind), 0.0)
        lines = found.setdefault(party, {})
        one, two = lines.get(line, (0.0, 0.0))
        lines[line] = (one + before, two + before + changes.get((party, kind), 0.0))
    return {
        party: dict(sorted(lines.items(), key=lambda entry: order_of(entry[0])))
        for party, lines in found.items()
    }


def money_outside(answer: DealAnswer) -> dict[tuple[str, str], float]:
    """Return the expected present value of each kind of money of the programme without the deal, m."""
    table: dict[tuple[str, str], float] = {}
    for chance, stream in zip(answer.value.probability, answer.value.streams, strict=True):
        for place, amount in statement(Import().payments(stream), stream).items():
            table[place] = table.get(place, 0.0) + chance * amount
    return table


def line_of(kind: str) -> tuple[str, str]:
    """Return whether a kind is paid under the deal, and its line.

    Examples
    --------
    >>> line_of("ex-works"), line_of("unit fee"), line_of("feebate")
    (('own', 'Vehicles, parts'), ('transfer', 'Fee per vehicle'), ('own', 'Feebate'))
    """
    if kind in TRANSFERS:
        return "transfer", capital(kind_words(kind))
    return "own", next((line for line, kinds in LINES.items() if kind in kinds), capital(kind))


def order_of(line: tuple[str, str]) -> tuple[int, int]:
    """Return where a line stands in a statement: own money, then what is paid, then the rest of the plan."""
    side, name = line
    if side == "transfer":
        names = [line_of(kind)[1] for kind in TRANSFERS]
        return 1, names.index(name)
    known = list(LINES)
    if name == known[-1]:
        return 2, 0
    return 0, known.index(name) if name in known else len(known)


def change_of(lines: Lines) -> float:
    """Return what some lines add, m."""
    return sum(after - before for before, after in lines.values())


def rows_of(answer: DealAnswer, found: Mapping[str, Lines], code: str) -> list[dict[str, Any]]:
    """Return the rows from top to bottom, small lines of a company together; Any: cells of any kind."""
    sign = currency_sign(code)
    start, end = (plan.proof.objective for plan in (answer.value.without, answer.value.with_deal))
    rows = [row_of("end", "All companies", "without the deal", (start, None), 0.0)]
    rows[0]["label"] = f"Without the deal: {sign}{number(start, 1)} million"
    total, others = 0.0, []
    for party, lines in found.items():
        own = party in (answer.value.about.host, answer.value.about.guest)
        if not own and max((abs(after - before) for before, after in lines.values()), default=0.0) < LEAST:
            others.append(party)
            continue
        part, total = company_rows(party_words(answer.study, party), lines, total)
        rows += part
    if others:
        small = {("own", "all kinds"): (0.0, sum(change_of(found[party]) for party in others))}
        words = plural(len(others), "other company").replace("companys", "companies")
        part, total = company_rows(words, small, total)
        rows += part
    before = sum(value for lines in found.values() for value, _ in lines.values())
    rows.append(row_of("total", "All companies", "difference", (before, before + total), 0.0))
    rows.append(row_of("end", "All companies", "with the deal", (None, end), total))
    rows[-1]["label"] = f"With the deal: {sign}{number(end, 1)} million"
    for place, row in enumerate(rows):
        row["place"], row["next"] = place, min(place + 1, len(rows) - 1)
        row.setdefault("kinds", "")
    return rows


def company_rows(name: str, lines: Lines, total: float) -> tuple[list[dict[str, Any]], float]:
    """Return the rows of one company from a running total on, and the total after it.

    Lines that read 0.0 stand together; where they read 0.0 even so they get no row, yet count in the total.
    """
    before = sum(value for value, _ in lines.values())
    rows = [row_of("company", name, "all kinds", (before, before + change_of(lines)), total)]
    shown = {line: pair for line, pair in lines.items() if abs(pair[1] - pair[0]) >= LEAST}
    small = {line: pair for line, pair in lines.items() if NOTHING < abs(pair[1] - pair[0]) < LEAST}
    rest = change_of(small)
    if abs(rest) >= LEAST:
        named = plural(len(small), "other line")
        shown["own", named] = sum(one for one, _ in small.values()), sum(two for _, two in small.values())
        rest = 0.0
    for (side, line), pair in shown.items():
        row = row_of("step", name, line, pair, total, is_transfer=side == "transfer")
        row["kinds"] = ", ".join(kinds_of(side, line, small))
        rows.append(row)
        total += pair[1] - pair[0]
    return rows, total + rest


def kinds_of(side: str, line: str, small: Lines) -> Sequence[str]:
    """Return the kinds of money that a line takes together; of several small lines their names."""
    if side == "transfer":
        return [line.lower()]
    return LINES.get(line) or (
        [name.lower() for _, name in small] if "other line" in line else [line.lower()]
    )


def title_of(answer: DealAnswer, found: Mapping[str, Lines], code: str) -> str:
    """Return the finding: what the deal brings the companies, and the largest reason on each side."""
    whole = sum(change_of(lines) for lines in found.values())
    verb = "adds" if whole >= 0 else "costs"
    merged: dict[str, float] = {}
    for lines in found.values():
        for (side, line), (before, after) in lines.items():
            if side == "own":
                merged[line] = merged.get(line, 0.0) + after - before
    best, worst = max(merged, key=merged.__getitem__), min(merged, key=merged.__getitem__)
    parts = [
        f"{line.lower()} {'brings' if merged[line] > 0 else 'takes'} {money(abs(merged[line]), code)}"
        for line in ((best, worst) if whole >= 0 else (worst, best))
        if abs(merged[line]) >= LEAST and (merged[line] > 0) == (line == best)
    ]
    head = f"Keeping the deal {verb} the companies {money(abs(whole), code)}"
    return f"{head}: {listed(parts)}" if parts else head


def subtitle_of(answer: DealAnswer, found: Mapping[str, Lines], code: str) -> str:
    """Return what is plotted, and whether the steps add up to what lies between the two plans."""
    settings = answer.study.settings
    sign = currency_sign(code).strip()
    whole, surplus = sum(change_of(lines) for lines in found.values()), answer.value.surplus[1]
    check = (
        "the steps add up to what lies between the two plans"
        if abs(whole - surplus) < LEAST
        else f"the steps miss what lies between the two plans by {money(abs(whole - surplus), code)}"
    )
    return (
        f"{deal_words(answer.study, answer.value.deal)}: change of present value against "
        f"{counterfactual_of(answer)}, {sign} million of {settings['price_year']}; outlined: paid under the "
        f"deal, in sum zero; {check}"
    )


def description_of(answer: DealAnswer, found: Mapping[str, Lines], code: str) -> str:
    """Return the picture in words."""
    parts = []
    for party, lines in found.items():
        largest = sorted(lines.items(), key=lambda entry: -abs(entry[1][1] - entry[1][0]))[:3]
        steps = [
            f"{line.lower()} {money(after - before, code, signed=True)}"
            for (_, line), (before, after) in largest
            if abs(after - before) >= LEAST
        ]
        if steps:
            change = money(change_of(lines), code, signed=True)
            parts.append(f"{party_words(answer.study, party)}: {change}, most of all {listed(steps)}.")
    return "Waterfall from the plan without the deal to the plan with it. " + " ".join(parts)
