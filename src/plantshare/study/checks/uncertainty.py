"""Checks of the drivers of uncertainty."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.dictionary import TableEntry, load_dictionary
from plantshare.evidence.records import same_parts
from plantshare.naming import did_you_mean, quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line, grouped
from plantshare.study.checks.reference import column_of, unknown_columns, unknown_tables
from plantshare.study.checks.wording import count, names, quantity

__all__ = ["UNCERTAINTY"]

ALL, CANCELLED = "all", "cancelled"
OWN_COLUMN = {"outage": "shops.availability", "delay": "options.launch_delay"}
"""The one column that a kind of driver can move."""

NEEDED: dict[str, tuple[str, ...]] = {
    "lognormal_walk": ("sd",),
    "normal": ("sd",),
    "range": ("low", "high"),
    "regime": ("rate", "high"),
    "outage": ("rate", "weeks"),
    "delay": ("outcomes",),
}
"""Figures that say how far a driver moves."""


def driver_unknown(facts: Facts) -> Iterator[Finding]:
    """A driver of uncertainty points at a table, column or row that is not there.

    It would move nothing, and the study would look more certain than it is. Correct the name of the
    table, the column or the row, or the word in ``by`` or ``shared_by``.
    """
    yield from unknown_tables(facts, "uncertainty")
    yield from unknown_columns(facts, "uncertainty")
    for line in facts.lines("uncertainty"):
        entry = load_dictionary().tables.get(line.word("table"))
        if entry is not None:
            yield from unknown_driver_rows(facts, line, entry)
            yield from unknown_words(line, entry)


def unknown_driver_rows(facts: Facts, line: Line, entry: TableEntry) -> Iterator[Finding]:
    """Yield the rows of a driver that are none of its table."""
    known = facts.all_keys[entry.name]
    for row in line.words("row"):
        parts = row.split("/")
        if row != "*" and row not in known and not any(same_parts(parts, key.split("/")) for key in known):
            yield line.finding(
                "row",
                found=quoted(row),
                wanted=f"a row of {entry.name}, written {'/'.join(entry.key)}",
                fix=f"{did_you_mean(row, known)}Correct the row, or add it to {entry.name}.",
            )


def unknown_words(line: Line, entry: TableEntry) -> Iterator[Finding]:
    """Yield the words of ``by`` and ``shared_by`` that are no column which the rows lead to."""
    known = reachable(entry, frozenset())
    group = line.word("shared_by")
    for column, words in (("by", line.words("by")), ("shared_by", (group,) if group else ())):
        for word in words:
            if word not in known and not (column == "by" and words == (ALL,)):
                yield line.finding(
                    column,
                    found=quoted(word),
                    wanted=f"a column of {entry.name} or of a table that its key names",
                    fix=f"{did_you_mean(word, known)}Correct the word.",
                )


def reachable(entry: TableEntry, seen: frozenset[str]) -> frozenset[str]:
    """Return the columns of a table and of the tables that its links lead to."""
    found = frozenset(entry.columns)
    for column in entry.columns.values():
        if column.kind == "link" and column.to and column.to not in seen | {entry.name}:
            target = load_dictionary().tables[column.to]
            found |= reachable(target, seen | {entry.name})
    return found


def driver_certain(facts: Facts) -> Iterator[Finding]:
    """A driver moves a column that is not uncertain.

    That column is decided on before the future is known. Name an uncertain one, such as demand,
    duty, wage or availability.
    """
    for line in facts.lines("uncertainty"):
        column = column_of(line)
        if column is not None and not column.uncertain:
            yield line.finding(
                "column",
                found=f"{quoted(column.key)}, which is not uncertain",
                wanted="an uncertain column",
                fix="Name an uncertain column, or remove the driver.",
            )


def driver_misplaced(facts: Facts) -> Iterator[Finding]:
    """A stop or a delay moves a column that it cannot move.

    Stops of a plant take a share of its availability, and a delay moves the ramp of a launch; neither means
    anything elsewhere. Name that column, or choose another kind.
    """
    for line in facts.lines("uncertainty"):
        own, column = OWN_COLUMN.get(line.word("kind")), column_of(line)
        if own is not None and column is not None and column.uncertain and column.key != own:
            yield line.finding(
                "kind",
                found=f"a driver of kind {line.word('kind')} that moves {quoted(column.key)}",
                wanted=own,
                fix=f"Name {own}, or choose another kind of driver.",
            )


def driver_without_size(facts: Facts) -> Iterator[Finding]:
    """A driver does not say how far it moves.

    A walk or a normal error needs ``sd``; a regime ``rate`` and the other value (``high``, ``low`` or
    ``outcomes``); an outage ``rate`` and ``weeks``; a delay ``outcomes``; a range ``low`` and ``high``, or
    neither where the claims behind the cells have ranges. Without it every future is the same.
    """
    for line in facts.lines("uncertainty"):
        kind = line.word("kind")
        empty = [name for name in NEEDED.get(kind, ()) if is_missing(facts, line, name)]
        if empty:
            yield line.finding(
                empty[0],
                found=f"no value for a driver of kind {kind}",
                wanted=f"a value for {names(NEEDED[kind])}",
                fix=f"State {' and '.join(empty)}.",
            )


def is_missing(facts: Facts, line: Line, column: str) -> bool:
    """Return whether a driver lacks a figure that nothing else stands in for."""
    if column == "outcomes":
        return not line.words("outcomes")
    value, kind = line.number(column), line.word("kind")
    if kind == "range":
        by_claims = math.isnan(line.number("low")) and math.isnan(line.number("high"))
        return math.isnan(value) and not (by_claims and has_claim(facts, line))
    if kind == "regime" and column == "high":
        return math.isnan(value) and math.isnan(line.number("low")) and not line.words("outcomes")
    return math.isnan(value) or value == 0


def has_claim(facts: Facts, line: Line) -> bool:
    """Return whether some claim with a range speaks of the column of a driver."""
    for evidence in facts.lines("evidence"):
        claim = facts.line("claims", evidence.word("claim"))
        places = (evidence.word("table"), evidence.word("column"))
        if claim is not None and places == (line.word("table"), line.word("column")):
            ends = (claim.number("low"), claim.number("high"))
            if ends[0] < ends[1] and claim.word("distribution") != "point":
                return True
    return False


def driver_range_reversed(facts: Facts) -> Iterator[Finding]:
    """The range of a driver is the wrong way round.

    Its low value lies above its high value, so no value lies between them. Swap the two, or correct
    the one that is mistyped.
    """
    for line in facts.lines("uncertainty"):
        if line.number("low") > line.number("high"):
            yield line.finding(
                "low",
                found=f"{quantity(line.number('low'))}, above the high of {quantity(line.number('high'))}",
                wanted="a low value that is not above the high one",
                fix="Swap low and high.",
            )


def driver_mode_outside(facts: Facts) -> Iterator[Finding]:
    """The likeliest value of a range lies outside the range.

    Where a driver states no ``mode`` it is the value of the study in its first year. Widen the range, state
    another mode, or correct the value.
    """
    for line in facts.lines("uncertainty"):
        low, high = line.number("low"), line.number("high")
        if line.word("kind") != "range" or not low <= high:
            continue
        for value, name in modes_of(facts, line):
            if not low <= value <= high:
                yield line.finding(
                    "mode",
                    found=f"{quantity(value)}{name}, outside {quantity(low)} to {quantity(high)}",
                    wanted="a likeliest value within the range",
                    fix="Widen the range, state another mode, or correct the value.",
                )
                break


def modes_of(facts: Facts, line: Line) -> Iterator[tuple[float, str]]:
    """Yield the likeliest values of a range: its mode, or the values of the rows that it moves."""
    mode, column = line.number("mode"), column_of(line)
    if not math.isnan(mode):
        yield mode, ""
    elif line.word("stated_as") == "factor":
        yield 1.0, ", the value of the study"
    elif column is not None and column.is_number:
        for key, row in facts.all_keys[column.table].items():
            wanted = line.words("row")
            fits = any(each in ("*", key) or same_parts(each.split("/"), key.split("/")) for each in wanted)
            if fits or not wanted:
                values = facts.by_year(row, column.name) if column.by_year else {}
                yield (
                    values.get(int(facts.first_year) if values else 0, row.number(column.name)),
                    f" at {key}",
                )


def driver_outcomes(facts: Facts) -> Iterator[Finding]:
    """The outcomes of a driver are not values with probabilities that add to one.

    Each is written ``value:probability``, such as ``6:0.25``, and a launch that never comes
    ``cancelled:0.05``. Correct the one that is not, or the probabilities.
    """
    for line in facts.lines("uncertainty"):
        words = line.words("outcomes")
        shares = [share_of(word, may_cancel=line.word("kind") == "delay") for word in words]
        wrong = [word for word, share in zip(words, shares, strict=True) if math.isnan(share)]
        if wrong or (words and abs(sum(shares) - 1) > 1e-6):
            found = quoted(wrong[0]) if wrong else f"probabilities that add to {quantity(sum(shares))}"
            yield line.finding(
                "outcomes",
                found=found,
                wanted="value:probability, with probabilities that add to 1",
                fix="Correct the outcomes, such as 0:0.6;6:0.3;cancelled:0.1 for a delay in months.",
            )


def share_of(word: str, *, may_cancel: bool) -> float:
    """Return the probability of an outcome, NaN where it is not written as one."""
    value, _, probability = word.partition(":")
    try:
        number = 0.0 if may_cancel and value.strip() == CANCELLED else float(value)
        share = float(probability)
    except ValueError:
        return math.nan
    return share if math.isfinite(number) and 0 <= share <= 1 else math.nan


def driver_out_of_bounds(facts: Facts) -> Iterator[Finding]:
    """A driver leads to a value that the column does not allow, or switches with a probability above one.

    The study would be invalid in that future. Correct the value; a factor needs ``stated_as`` set to factor.
    """
    for line in facts.lines("uncertainty"):
        kind, column = line.word("kind"), column_of(line)
        if kind == "regime" and line.number("rate") > 1:
            yield line.finding(
                "rate",
                found=quantity(line.number("rate")),
                wanted="a probability, from 0 to 1",
                fix="State the probability that the state switches on in a year.",
            )
        if column is None or kind not in ("range", "regime"):
            continue
        is_factor = line.word("stated_as") == "factor"
        least = 0.0 if is_factor else -math.inf if column.low is None else column.low
        most = math.inf if is_factor or column.high is None else column.high
        for name in ("low", "mode", "high"):
            value = line.number(name)
            if value < least or value > most:
                yield line.finding(
                    name,
                    found=f"{quantity(value)} for {quoted(column.key)}",
                    wanted=f"between {quantity(least)} and {quantity(most)}",
                    fix="Correct the value, or set stated_as to factor.",
                )


def correlation_unlike(facts: Facts) -> Iterator[Finding]:
    """A correlation stands alone, or differs within its set.

    Drivers with one word in ``correlated_with`` move together by one correlation. Give every driver
    of the set the same word and the same correlation, and at least two drivers the word.
    """
    for word, lines in grouped(facts.lines("uncertainty"), "correlated_with").items():
        values = {line.number("correlation") for line in lines}
        if word and (len(lines) == 1 or len(values) > 1):
            yield lines[-1].finding(
                "correlated_with" if len(lines) == 1 else "correlation",
                found=f"{quoted(word)} with {count(len(lines), 'driver')} and "
                f"{count(len(values), 'correlation')}",
                wanted="at least two drivers with one correlation",
                fix="Write the same word and correlation into every driver of the set.",
            )


def correlation_impossible(facts: Facts) -> Iterator[Finding]:
    """Three or more drivers are said to move against each other.

    If the first moves against the second and the second against the third, the first and the third move
    together: no such set can be drawn, its correlations are not positive semidefinite. Keep two drivers in
    the set, or correct the sign.
    """
    for word, lines in grouped(facts.lines("uncertainty"), "correlated_with").items():
        if word and len(lines) > 2 and all(line.number("correlation") < 0 for line in lines):
            yield lines[-1].finding(
                "correlation",
                found=f"{quantity(lines[-1].number('correlation'))} between {count(len(lines), 'driver')}",
                wanted="a correlation of at least 0, or two drivers",
                fix="Keep two drivers in the set, or correct the sign.",
            )


def correlation_unshared(facts: Facts) -> Iterator[Finding]:
    """A driver of many values is correlated with another, but its values have nothing in common.

    What moves together between drivers is the common part of their values, and there is none. State
    ``shared``, the share of the variance that is common, or set ``by`` to all.
    """
    for line in facts.lines("uncertainty"):
        is_one = line.words("by") == (ALL,) or (
            len(line.words("row")) == 1 and "*" not in line.words("row")[0]
        )
        if line.word("correlated_with") and line.number("shared") == 0 and not is_one:
            entry = load_dictionary().tables.get(line.word("table"))
            if entry is not None and len(facts.lines(entry.name)) > 1:
                yield line.finding(
                    "shared",
                    found=f"no common part, in the set {quoted(line.word('correlated_with'))}",
                    wanted="a share of the variance that the values have in common",
                    fix="State shared, or set by to all.",
                )


UNCERTAINTY = (
    Check("driver-unknown", "error", driver_unknown),
    Check("driver-certain", "error", driver_certain),
    Check("driver-misplaced", "error", driver_misplaced),
    Check("driver-without-size", "error", driver_without_size),
    Check("driver-range-reversed", "error", driver_range_reversed),
    Check("driver-mode-outside", "error", driver_mode_outside),
    Check("driver-outcomes", "error", driver_outcomes),
    Check("driver-out-of-bounds", "error", driver_out_of_bounds),
    Check("correlation-unlike", "error", correlation_unlike),
    Check("correlation-impossible", "error", correlation_impossible),
    Check("correlation-unshared", "warning", correlation_unshared),
)
