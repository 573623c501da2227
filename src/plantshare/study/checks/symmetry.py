"""Checks of groups that are said to be interchangeable."""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from plantshare.dictionary import load_dictionary
from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line, grouped
from plantshare.study.checks.wording import names

__all__ = ["SYMMETRY"]


def values(facts: Facts, line: Line, leave_out: tuple[str, ...]) -> tuple[Hashable, ...]:
    """Return the cells of a row, numbers by year where they differ, without some columns."""
    entry = load_dictionary().tables[line.table.name]
    return tuple(
        tuple(facts.by_year(line, column.name).values()) if column.by_year else str(line.cells[column.name])
        for column in entry.columns.values()
        if column.name not in leave_out
    )


def signature(facts: Facts, group: Line) -> dict[str, Hashable]:
    """Return what must be the same for two groups to be interchangeable, by what it describes."""
    name = group.word("group")
    shops = facts.shops_of_group.get(name, [])
    pairs = facts.patterns_of_group.get(name, [])
    inside = {shop.word("shop") for shop in shops}
    routes = []
    for row in facts.lines("routes"):
        option = facts.line("options", row.word("option"))
        if option is not None and row.word("shop") in inside:
            routes.append(str((values(facts, option, ("option",)), row.number("use"))))
    return {
        "the plant, start or cost of the group": values(facts, group, ("group",)),
        "the patterns": tuple(sorted(str(values(facts, pair, ("group",))) for pair in pairs)),
        "the shops": tuple(
            sorted(
                str((values(facts, shop, ("shop", "group")), facts.capacities.get(shop.word("shop"))))
                for shop in shops
            )
        ),
        "the options on the routes": tuple(sorted(routes)),
    }


def symmetry_broken(facts: Facts) -> Iterator[Finding]:
    """Groups that are said to be interchangeable differ.

    The program orders interchangeable groups to save time, and would cut off the best plan where
    they differ in plant, costs, patterns, shops or options. Make them the same, or empty
    ``symmetry``.
    """
    for word, lines in grouped(facts.lines("groups"), "symmetry").items():
        first = signature(facts, lines[0])
        for line in lines[1:] if word else []:
            other = signature(facts, line)
            unlike = [part for part in first if first[part] != other[part]]
            if unlike:
                yield line.finding(
                    "symmetry",
                    found=f"{quoted(word)}, while {' and '.join(unlike)} differ from {quoted(lines[0].name)}",
                    wanted="groups that are the same in everything but their name",
                    fix="Make the groups the same, or empty symmetry.",
                )


def symmetry_alone(facts: Facts) -> Iterator[Finding]:
    """Only one group carries a word for symmetry.

    There is no other group to exchange it with, so the word has no effect and may be misspelt.
    Write the same word into every group of the set.
    """
    for word, lines in grouped(facts.lines("groups"), "symmetry").items():
        if word and len(lines) == 1:
            yield lines[0].finding(
                "symmetry",
                found=f"{quoted(word)}, which no other group carries",
                wanted=f"a word that {names([lines[0].name])} shares with another group",
                fix="Write the same word into the groups that are interchangeable, or empty the cell.",
            )


SYMMETRY = (
    Check("symmetry-broken", "error", symmetry_broken),
    Check("symmetry-alone", "warning", symmetry_alone),
)
