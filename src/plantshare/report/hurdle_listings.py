"""Tables of a report on hurdles: what would have to be true, and what explains the shortfall."""

from __future__ import annotations

import pandas as pd

from plantshare.deals.hurdles import Attribution, Hurdles
from plantshare.report.chart import Field, Row
from plantshare.report.charts.hurdle_words import (
    attribution_sentence,
    level_words,
    part_name,
    part_unit,
    requirement_cells,
    shortfall_name,
    summary,
)
from plantshare.report.listing import Listing
from plantshare.report.names import country_name, names_of
from plantshare.report.words import currency_sign, money

__all__ = [
    "attribution_listing",
    "beyond_rows",
    "kind_listing",
    "kind_table",
    "requirement_listing",
    "rest_words",
]

LEAST = 0.05
"""Millions below which a kind of money shows as nothing, and is left out."""

METHOD = (
    "Plan fixed: launches, volumes and flows of the two best plans of today stay. Plan free: both plans are "
    "made anew at every step. It signs: from here the best plan signs the deal, whatever its volume. Minimum "
    "built: from here keeping the deal with its minimum volume costs nothing. A dash was not searched. "
    "Ranges are those of the evidence, or of the drivers in uncertainty.csv."
)


def requirement_listing(found: Hurdles) -> Listing:
    """Return what would have to be true, one input a row.

    Parameters
    ----------
    found
        The hurdles of a deal.
    """
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    rows: list[Row] = [requirement_cells(found.study, row) for row in found.rows]
    behind = tuple(
        tuple(
            f"{cell.table}.{cell.row}.{cell.column}"
            for cell, weight in zip(row.input.cells, row.input.weights, strict=True)
            if weight > 0
        )[:6]
        for row in found.rows
    )
    currency = str(found.study.settings["currency"])
    return Listing(
        title="What would have to be true",
        note=(
            f"{summary(found)} {METHOD} Surpluses are known to {money(found.gap, currency)}, "
            f"after {found.solves} plans."
        ),
        fields=(
            Field(name="name", label="Input"),
            Field(name="unit", label="Unit"),
            Field(name="today", label="Today"),
            Field(name="grade", label="Grade of its evidence"),
            Field(name="fixed", label="Needed, plan fixed"),
            Field(name="signed", label="Plan free, it signs"),
            Field(name="kept", label="Plan free, minimum built"),
            Field(name="worth_words", label=f"Worth, {sign} million"),
            Field(name="range", label="Stated range"),
        ),
        rows=tuple(rows),
        behind=behind,
    )


def attribution_listing(found: Hurdles, each: Attribution) -> Listing:
    """Return what each input explains of the shortfall, held against the levels of another country.

    Parameters
    ----------
    found
        The hurdles of a deal.
    each
        One of its attributions.
    """
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    rows: list[Row] = [
        {
            "name": part_name(part.key),
            "unit": part_unit(part, sign),
            "here": "" if part.here is None else level_words(part.here, part.unit),
            "there": "" if part.there is None else level_words(part.there, part.unit),
            "alone": part.adds,
            "explains": amount,
        }
        for part, amount in zip(each.parts, each.explained, strict=True)
    ]
    bare = {"unit": "", "here": "", "there": "", "alone": None}
    sums = [*beyond_rows(found, each), (shortfall_name(each), each.shortfall)]
    rows.extend({"name": name, **bare, "explains": amount} for name, amount in sums)
    return Listing(
        title=f"What the shortfall is made of, against {country_name(found.study, each.country)}",
        note=(
            f"{attribution_sentence(found, each)} Alone: what its level there adds while all else stays. "
            "Explains: the mean of what it adds over all orders in which levels are replaced. Beyond the "
            "programme: what the deal takes from companies elsewhere, such as vehicles the host gives up. "
            f"All rows add up to the shortfall. {rest_words(found, each)}"
        ),
        fields=(
            Field(name="name", label="Input"),
            Field(name="unit", label="Unit"),
            Field(name="here", label="Here"),
            Field(name="there", label="There"),
            Field(name="alone", label="Alone", unit=f"{sign} million present value", kind="number", digits=1),
            Field(
                name="explains",
                label="Explains",
                unit=f"{sign} million present value",
                kind="number",
                digits=1,
            ),
        ),
        rows=tuple(rows),
    )


def rest_words(found: Hurdles, each: Attribution) -> str:
    """Return what the deal would be worth with every level replaced, in a sentence.

    Parameters
    ----------
    found
        The hurdles of a deal.
    each
        One of its attributions.
    """
    amount = money(abs(each.gain), str(found.study.settings["currency"]))
    if each.gain >= 0:
        return f"With every level replaced the deal would gain {amount}."
    return f"With every level replaced {amount} would still be missing."


def beyond_rows(found: Hurdles, each: Attribution) -> list[tuple[str, float]]:
    """Return what the deal takes from companies beyond its programme, then the rest, with names.

    Parameters
    ----------
    found
        The hurdles of a deal.
    each
        One of its attributions.
    """
    names = names_of(found.study, "companies")
    shown = {company: taken for company, taken in each.beyond.items() if abs(taken) > found.gap}
    small = sum(taken for company, taken in each.beyond.items() if company not in shown)
    rows = [(f"Beyond the programme: {names.get(name, name)}", taken) for name, taken in shown.items()]
    return [*rows, ("Rest", each.rest + small)]


def kind_listing(found: Hurdles) -> Listing:
    """Return what each company gains and loses by the deal, by kind of money.

    Parameters
    ----------
    found
        The hurdles of a deal.
    """
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    names, table = names_of(found.study, "companies"), kind_table(found)
    fields = [
        Field(
            name=name,
            label=names.get(name, name),
            unit=f"{sign} million present value",
            kind="number",
            digits=1,
        )
        for name in table.columns
        if name != "together"
    ]
    together = Field(
        name="together", label="Together", unit=f"{sign} million present value", kind="number", digits=1
    )
    rows: list[Row] = [
        {"kind": str(kind), **{str(name): float(amount) for name, amount in row.items()}}
        for kind, row in table.iterrows()
    ]
    return Listing(
        title="The same by kind of money",
        note=(
            "Plan with the deal less plan without it, present value. Fees are at the terms of the study; "
            "they move money between companies and not the sum."
        ),
        fields=(Field(name="kind", label="Kind of money"), *fields, together),
        rows=tuple(rows),
    )


def kind_table(found: Hurdles) -> pd.DataFrame:
    """Return what each company gains by kind of money, the largest first, with sums; m of present value.

    Parameters
    ----------
    found
        The hurdles of a deal.
    """
    table = found.pair.by_kind.pivot_table(index="kind", columns="company", values="amount", aggfunc="sum")
    table = table.fillna(0.0)
    table["together"] = table.sum(axis="columns")
    order = table.abs().max(axis="columns").sort_values(ascending=False).index
    table = table.loc[order]
    shown = table[(table.abs() > LEAST).any(axis="columns")].copy()
    shown.loc["together"] = table.sum()
    return shown.loc[:, (shown.abs() > LEAST).any() | (shown.columns == "together")]
