"""What flexibility is worth, in words and tables."""

from __future__ import annotations

import math
from collections.abc import Sequence

from plantshare.cli.listing import section, table
from plantshare.flexibility import StudyFlexibility
from plantshare.flexibility.design import Link
from plantshare.flexibility.of_study import FEW_ERRORS
from plantshare.report.flexibility_words import digits_of, rung_words
from plantshare.report.words import number, percent, plural

__all__ = ["flexibility_text"]

MOST_LINKS = 12
"""Links that are printed; --json has them all."""


def flexibility_text(found: StudyFlexibility) -> str:
    """Return the whole answer.

    Parameters
    ----------
    found
        What flexibility is worth in a study.
    """
    unit = "vehicles a year" if found.is_exact else "vehicles a year with standard errors (\u00b1)"
    parts = [
        heading(found),
        section(f"What sets of links sell, {unit}", ladder_table(found)),
        *link_parts(found),
        section("What to know", "\n".join(found.notes)),
    ]
    return "\n\n".join(parts)


def heading(found: StudyFlexibility) -> str:
    """Return what was asked, and how demand was taken."""
    network = found.network
    title = str(found.study.settings["title"] or found.study.settings["name"])
    counted = "every future counted" if found.is_exact else f"{found.draws:,} draws, seed {found.seed}"
    digits = digits_of(found)
    capacity = number(sum(network.capacity), digits)
    return "\n".join(
        [
            title,
            f"{found.year}: {plural(len(network.plants), 'plant')} with a capacity of {capacity} "
            f"vehicles a year, {plural(len(network.vehicles), 'vehicle')} with a mean demand of "
            f"{number(sum(network.mean_demand.values()), digits)}",
            f"Demand: {found.demand}; {counted}",
        ]
    )


def ladder_table(found: StudyFlexibility) -> str:
    """Return the sets of links with their sales."""
    digits = digits_of(found)
    headers = ["", "links", "expected sales", *error(found), "utilisation", "beyond present", *error(found)]
    rows = [
        [
            rung_words(found, each.name),
            number(each.links),
            number(each.expected_sales, digits),
            *errors(found, each.standard_error),
            percent(each.utilisation, 1),
            number(each.gain, digits),
            *errors(found, each.gain_error),
        ]
        for each in found.ladder
    ]
    return table(headers, rows)


def link_parts(found: StudyFlexibility) -> list[str]:
    """Return the best next links one after the other, and what each link adds alone."""
    network, digits = found.network, digits_of(found)
    if not found.worths:
        return ["Every link that could exist is there already."]
    if found.worths[0].worth <= FEW_ERRORS * found.worths[0].standard_error:
        return ["No further link adds more than chance could."]
    steps = [
        [
            *names(found, each.link),
            number(each.worth, digits),
            *errors(found, each.standard_error),
            number(each.total, digits),
            *errors(found, each.total_error),
        ]
        for each in found.steps
    ]
    headers = ["plant", "vehicle", "adds", *error(found), "together", *error(found)]
    alone = [
        [
            *names(found, each.link),
            number(each.worth, digits),
            *errors(found, each.standard_error),
            "; ".join(network.options.get(each.link, ())) or "none in the study",
        ]
        for each in found.worths[:MOST_LINKS]
    ]
    rest = len(found.worths) - len(alone)
    body = table(["plant", "vehicle", "adds", *error(found), "option"], alone)
    more = f"\nand {rest:,} more; --json prints them all" if rest else ""
    title = "Best next links, one after the other, vehicles a year"
    return [
        *([section(title, table(headers, steps))] if steps else []),
        section("Each further link alone, vehicles a year", f"{body}{more}\n{possible_words(found)}"),
    ]


def names(found: StudyFlexibility, link: Link) -> list[str]:
    """Return plant and vehicle of a link."""
    return [found.plant_of(link), found.vehicle_of(link)]


def possible_words(found: StudyFlexibility) -> str:
    """Return how many links were tried, and why no more."""
    network = found.network
    words = f"{plural(len(network.possible), 'link')} could exist"
    if network.unknown:
        words += f", {len(network.unknown):,} of them with a gate whose figures the study does not state"
    if network.barred:
        words += f"; {network.barred:,} fail a gate, reach no market or are not shared"
    return words + "."


def error(found: StudyFlexibility) -> Sequence[str]:
    """Return the heading of a column of standard errors, or nothing where every future was counted."""
    return [] if found.is_exact else ["\u00b1"]


def errors(found: StudyFlexibility, amount: float) -> list[str]:
    """Return a standard error with two digits that count, or nothing where every future was counted.

    A column of them stands in the unit of the column to its left.
    """
    if found.is_exact:
        return []
    digits = max(0, 1 - math.floor(math.log10(amount))) if amount > 0 else 0
    return [number(amount, min(digits, 4))]
