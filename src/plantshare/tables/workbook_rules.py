"""Drop-downs and limits that a workbook puts on the cells of a column."""

from __future__ import annotations

import math
from typing import Any

from plantshare.dictionary import Column, TableEntry
from plantshare.tables.header import is_needed
from plantshare.tables.numbers import has_no_limit, highest, lowest
from plantshare.tables.words import number_word

__all__ = ["column_note", "column_rule", "labels_name"]

LAST_ROW = 1_048_576
"""Last row that a sheet has."""

LONGEST_LIST = 255
"""Most characters that a drop-down may hold unless it refers to cells."""

LONGEST_MESSAGE = 255
"""Most characters of the message that a refused entry shows."""

Rule = dict[str, Any]
"""Options of a data validation; Any, as the writer's own records are untyped."""


def labels_name(table: str) -> str:
    """Return the name of the range that holds the labels of a table."""
    return f"labels_{table}"


def column_rule(entry: TableEntry, column: Column) -> Rule | None:
    """Return the rule for the cells of a column, or none where anything goes."""
    if column.kind == "link" and column.to is not None:
        rule: Rule = {"validate": "list", "source": f"={labels_name(column.to)}"}
        told = f"Choose a row of the sheet {column.to}."
    elif column.kind == "choice":
        choices = [choice for choice in column.choices if choice]
        if len(",".join(choices)) > LONGEST_LIST:
            return None
        rule, told = {"validate": "list", "source": choices}, f"Choose one of {', '.join(choices)}."
    elif column.kind == "flag":
        rule, told = {"validate": "list", "source": ["TRUE", "FALSE"]}, "Choose TRUE or FALSE."
    elif column.is_number:
        rule, told = number_rule(column)
    else:
        return None
    rule["ignore_blank"] = not is_needed(entry, column)
    rule["error_title"] = "Not possible here"
    rule["error_message"] = told[:LONGEST_MESSAGE]
    return rule


def number_rule(column: Column) -> tuple[Rule, str]:
    """Return the bounds of a number as a rule, and in words."""
    low, high = lowest(column), highest(column)
    # A column that may hold INF, a word, cannot be told to hold whole numbers alone.
    is_counted = column.kind in ("whole", "year") and not has_no_limit(column)
    kind = "integer" if is_counted else "decimal"
    what = "a whole number" if is_counted else "a number"
    if math.isinf(low):
        low = -1e15
    if math.isinf(high):
        high = 1e15
    rule = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
    return rule, f"Enter {what} from {number_word(low)} to {number_word(high)}."


def column_note(entry: TableEntry, column: Column) -> str:
    """Return what the comment on a header says: meaning, need, default and bounds."""
    lines = [column.text]
    if is_needed(entry, column):
        lines.append("Required in every row.")
    elif column.is_number and isinstance(column.default, int | float):
        default = float(column.default)
        if math.isinf(default):
            lines.append("Empty means no limit.")
        elif not math.isnan(default):
            lines.append(f"Empty means {number_word(default)}.")
    elif isinstance(column.default, bool):
        lines.append(f"Empty means {'true' if column.default else 'false'}.")
    elif column.default:
        lines.append(f"Empty means {column.default}.")
    if column.kind in ("list", "links"):
        lines.append("Several words are parted by semicolons.")
    if column.low is not None or column.high is not None:
        low = "" if column.low is None else f"at least {number_word(column.low)}"
        high = "" if column.high is None else f"at most {number_word(column.high)}"
        lines.append(f"{', '.join(word for word in (low, high) if word).capitalize()}.")
    return "\n".join(lines)
