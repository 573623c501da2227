"""Checks of scenarios and their changes."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.dictionary import load_dictionary
from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding
from plantshare.study.checks.reference import column_of, unknown_columns, unknown_rows, unknown_tables
from plantshare.study.checks.wording import count, quantity, years_in_words

__all__ = ["SCENARIOS"]


def probability_sum(facts: Facts) -> Iterator[Finding]:
    """The probabilities of the scenarios do not add to one.

    Expected values would be scaled by the difference. Correct them, or leave all of them empty for
    equal weights.
    """
    lines = facts.lines("scenarios")
    stated = [line.number("probability") for line in lines]
    if lines and not any(math.isnan(p) for p in stated) and abs(sum(stated) - 1) > 1e-6:
        yield lines[0].finding(
            "probability",
            found=f"probabilities that add to {quantity(sum(stated))}",
            wanted="probabilities that add to 1",
            fix="Correct the probabilities, or leave all of them empty for equal weights.",
        )


def probability_partly(facts: Facts) -> Iterator[Finding]:
    """Some scenarios state a probability and others do not.

    The weight of the rest cannot be known. State all of them, or none.
    """
    lines = facts.lines("scenarios")
    empty = [line for line in lines if math.isnan(line.number("probability"))]
    if empty and len(empty) < len(lines):
        yield empty[0].finding(
            "probability",
            found=f"{count(len(empty), 'scenario')} without probability, beside others with one",
            wanted="a probability for every scenario, or for none",
            fix="State the missing probabilities, or empty all of them.",
        )


def scenario_empty(facts: Facts) -> Iterator[Finding]:
    """Two or more scenarios change nothing.

    One may stand for the study as it is; a second is the same future again. List what it changes,
    or remove it.
    """
    changed = {line.word("scenario") for line in facts.lines("scenario_changes")}
    same = [line for line in facts.lines("scenarios") if line.word("scenario") not in changed]
    for line in same[1:]:
        yield line.finding(
            "scenario",
            found=f"{quoted(line.name)}, which changes nothing, like {quoted(same[0].name)}",
            wanted="at most one scenario without changes",
            fix="Add its changes to scenario_changes.csv, or remove it.",
        )


def change_table_unknown(facts: Facts) -> Iterator[Finding]:
    """A scenario changes a table that does not exist.

    The change could not be made. Correct the name of the table; a change of one year names the
    table itself and fills in ``year``.
    """
    yield from unknown_tables(facts, "scenario_changes")


def change_column_unknown(facts: Facts) -> Iterator[Finding]:
    """A scenario changes a column that its table does not have.

    The change could not be made. Correct the name of the column.
    """
    yield from unknown_columns(facts, "scenario_changes")


def change_row_unknown(facts: Facts) -> Iterator[Finding]:
    """A scenario changes a row that is not there.

    The change could not be made. Write the key of the row, its parts joined by '/', or '*' for every row.
    """
    yield from unknown_rows(facts, "scenario_changes")


def change_of_words(facts: Facts) -> Iterator[Finding]:
    """A scenario changes a setting, a key, or a column that holds words.

    A change replaces, scales or adds to a number; a key or a word cannot be changed so. Change a
    number, or make a second study.
    """
    for line in facts.lines("scenario_changes"):
        column, table = column_of(line), load_dictionary().tables.get(line.word("table"))
        in_key = table is not None and line.word("column") in table.key
        if line.word("column") == "*" or (
            column is not None
            and (table is None or in_key or not (column.is_number or column.kind == "flag"))
        ):
            yield line.finding(
                "column",
                found=f"{quoted(line.word('table') + '.' + line.word('column'))}, "
                "which is not one column of numbers outside the key",
                wanted="a column of a table that holds numbers or true and false",
                fix="Name a column with numbers, or keep the difference in a study of its own.",
            )


def change_year_unused(facts: Facts) -> Iterator[Finding]:
    """A scenario changes one year of a column that does not differ by year.

    The change could not be made. Leave the year empty, so that it holds for all.
    """
    for line in facts.lines("scenario_changes"):
        column, year = column_of(line), line.number("year")
        if column is not None and not column.by_year and not math.isnan(year):
            yield line.finding(
                "year",
                found=f"{year:.0f} for {quoted(column.key)}, which is the same in every year",
                wanted="an empty year",
                fix="Empty the year.",
            )


def change_outside(facts: Facts) -> Iterator[Finding]:
    """A scenario changes a year that is not planned.

    The change has no effect. Correct the year, or leave it empty for every year.
    """
    for line in facts.lines("scenario_changes"):
        year = line.number("year")
        if facts.years and not math.isnan(year) and year not in facts.years:
            yield line.finding(
                "year",
                found=f"{year:.0f}",
                wanted=f"a year from {years_in_words(facts.first_year, facts.last_year)}",
                fix="Correct the year, or leave it empty for every year.",
            )


def change_out_of_bounds(facts: Facts) -> Iterator[Finding]:
    """A scenario sets a value that the column does not allow.

    The study would be invalid in that scenario. Correct the value; a factor needs ``how`` set to scale.
    """
    for line in facts.lines("scenario_changes"):
        column, value = column_of(line), line.number("value")
        if column is None or line.word("how") != "set":
            continue
        low = -math.inf if column.low is None else column.low
        high = math.inf if column.high is None else column.high
        if value < low or value > high:
            yield line.finding(
                "value",
                found=f"{quantity(value)} for {quoted(column.key)}",
                wanted=f"between {quantity(low)} and {quantity(high)}",
                fix="Correct the value, or set how to scale or add.",
            )


def change_decided_before(facts: Facts) -> Iterator[Finding]:
    """A scenario with a probability changes something that is fixed before the future is known.

    Scenarios are planned together only over uncertain columns, such as demand, duty, wage and
    availability. This one can still be solved alone. Empty its probability, or change an uncertain
    column.
    """
    weighted = {
        line.word("scenario")
        for line in facts.lines("scenarios")
        if not math.isnan(line.number("probability"))
    }
    for line in facts.lines("scenario_changes"):
        column = column_of(line)
        if column is not None and not column.uncertain and line.word("scenario") in weighted:
            yield line.finding(
                "column",
                found=f"{quoted(column.key)}, which is not uncertain",
                wanted="an uncertain column in a scenario with a probability",
                fix="Empty the probability and solve the scenario alone, or change another column.",
            )


SCENARIOS = (
    Check("probability-sum", "error", probability_sum),
    Check("probability-partly", "error", probability_partly),
    Check("scenario-empty", "warning", scenario_empty),
    Check("change-table-unknown", "error", change_table_unknown),
    Check("change-column-unknown", "error", change_column_unknown),
    Check("change-row-unknown", "error", change_row_unknown),
    Check("change-of-words", "error", change_of_words),
    Check("change-year-unused", "error", change_year_unused),
    Check("change-outside", "warning", change_outside),
    Check("change-out-of-bounds", "error", change_out_of_bounds),
    Check("change-decided-before", "warning", change_decided_before),
)
