"""The hurdles of a deal, in words and tables."""

from __future__ import annotations

from textwrap import fill

from plantshare.cli.listing import section, table
from plantshare.deals.hurdles import Attribution, Hurdles
from plantshare.report.charts.hurdle_words import (
    attribution_sentence,
    deal_name,
    input_name,
    level_words,
    part_name,
    part_unit,
    requirement_cells,
    shortfall_name,
    summary,
    unit_words,
)
from plantshare.report.hurdle_listings import beyond_rows, kind_table, rest_words
from plantshare.report.names import country_name, names_of
from plantshare.report.words import MINUS, currency_sign, listed, millions, money, number

__all__ = ["hurdles_text"]

WIDTH = 110
"""Letters on a line of a sentence."""


def hurdles_text(found: Hurdles) -> str:
    """Return the whole answer.

    Parameters
    ----------
    found
        The hurdles of a deal.
    """
    parts = [heading(found), requirement_section(found), origin_line(found)]
    parts.extend(attribution_section(found, each) for each in found.attributions)
    parts.append(kind_section(found))
    if found.frontier is not None:
        parts.append(frontier_section(found))
    return "\n\n".join(parts)


def heading(found: Hurdles) -> str:
    """Return what the deal is, and what would have to be true, in a few lines."""
    currency = str(found.study.settings["currency"])
    names = names_of(found.study, "deals")
    others = listed([names[deal] for deal in found.beside])
    beside = f"; may be signed beside it: {others}" if found.beside else ""
    return "\n".join(
        [
            f"{deal_name(found)}: what would have to be true",
            fill(summary(found), WIDTH),
            f"Signed without its minimum volume it is worth {money(found.signing, currency, signed=True)}. "
            f"All against the best plan without the deal{beside}; known to {money(found.gap, currency)}.",
        ]
    )


def requirement_section(found: Hurdles) -> str:
    """Return the table of inputs, the nearest hurdle first."""
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    rows = []
    for row in found.rows:
        cells = requirement_cells(found.study, row)
        rows.append(
            [
                *(cells[name] for name in ("name", "unit", "today", "grade", "fixed", "fixed_change")),
                *(cells[name] for name in ("signed", "kept")),
                cells["worth_words"],
                cells["range"],
            ]
        )
    headers = [
        "input", "unit", "today", "grade", "plan fixed", "change", "plan free: signs", "free: minimum built",
        f"worth, {sign} million", "stated range",
    ]  # fmt: skip
    note = (
        "\nplan fixed: both plans of today stay; plan free: both are made anew; signs: the best plan signs "
        "the deal;\nminimum built: keeping the deal with its minimum costs nothing; a dash: not searched"
    )
    return section("Level at which the deal breaks even, one input at a time", table(headers, rows) + note)


def origin_line(found: Hurdles) -> str:
    """Return what the state of origin is worth, in one line."""
    currency = str(found.study.settings["currency"])
    adds = {each.key: money(each.adds, currency, signed=True) for each in found.switches}
    return (
        f"Rules of origin, plan fixed: {adds['origin_gained']} if every vehicle of the deal met them, "
        f"{adds['origin_lost']} if none did."
    )


def attribution_section(found: Hurdles, each: Attribution) -> str:
    """Return what explains the shortfall, against one other country."""
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    rows = []
    for part, amount in zip(each.parts, each.explained, strict=True):
        here, there = (
            "" if level is None else level_words(level, part.unit) for level in (part.here, part.there)
        )
        unit = part_unit(part, sign)
        rows.append([part_name(part.key), unit, here, there, millions(part.adds), millions(amount)])
    rows.extend([[label, "", "", "", "", millions(amount)] for label, amount in beyond_rows(found, each)])
    rows.append([shortfall_name(each), "", "", "", "", millions(each.shortfall)])
    name = country_name(found.study, each.country)
    headers = ["input", "unit", "here", f"in {name}", "alone", "explains"]
    note = (
        f"\n{attribution_sentence(found, each)}"
        "\nexplains: mean over all orders in which levels are replaced; with the rest it adds up"
        f"\n{fill(rest_words(found, each), WIDTH)}"
    )
    return section(
        f"What explains the shortfall, against {name}, {sign} million present value",
        table(headers, rows) + note,
    )


def kind_section(found: Hurdles) -> str:
    """Return what each company gains and loses by the deal, by kind of money."""
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    shown, names = kind_table(found), names_of(found.study, "companies")
    rows = [[str(kind), *(millions(amount) for amount in row)] for kind, row in shown.iterrows()]
    headers = ["kind of money", *(names.get(str(name), str(name)) for name in shown.columns)]
    note = "\nfees at the terms of the study; they move money between companies and not the sum"
    return section(
        f"What the deal changes, by kind of money, {sign} million present value", table(headers, rows) + note
    )


def frontier_section(found: Hurdles) -> str:
    """Return the gain at pairs of prices, and the wage of no gain for each price of energy."""
    grid = found.frontier
    if grid is None:
        return ""
    sign = currency_sign(str(found.study.settings["currency"])).strip()
    study, energy, wage = found.study, grid.energy, grid.wage
    rows = []
    for place, factor in enumerate(grid.factors):
        zero = grid.line[place]
        rows.append(
            [
                level_words(energy.now * factor, energy.unit),
                *(number(amount) for amount in grid.surplus[place]),
                level_words(zero, wage.unit) if zero >= 0 else f"below 0 ({MINUS}{number(abs(zero), 1)})",
            ]
        )
    headers = ["", *(level_words(wage.now * factor, wage.unit) for factor in grid.factors), "no gain at"]
    note = f"\ndown: {axis(input_name(study, energy))}, {unit_words(study, energy)}"
    note += (
        f"; across: {axis(input_name(study, wage))}, {unit_words(study, wage)}; today in the row and column "
    )
    note += f"of {level_words(energy.now, energy.unit)} and {level_words(wage.now, wage.unit)}"
    body = table(headers, rows) + note
    if grid.replanned is not None:
        again = [
            [
                level_words(energy.now * factor, energy.unit),
                *(number(amount) for amount in grid.replanned[place]),
            ]
            for place, factor in enumerate(grid.factors)
        ]
        body += f"\nwith both plans made anew:\n{table(headers[:-1], again)}"
    return section(f"Gain at prices of energy and work, plan fixed, {sign} million present value", body)


def axis(name: str) -> str:
    """Return the name of an input inside a sentence."""
    return name[:1].lower() + name[1:]
