"""Checks of evidence: claims, their sources, and the cells they stand behind."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from plantshare.dictionary import Column
from plantshare.errors import LabelError
from plantshare.evidence import grades
from plantshare.evidence.records import Link
from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line
from plantshare.study.checks.reference import column_of, unknown_columns, unknown_rows, unknown_tables
from plantshare.study.checks.wording import count, names, quantity
from plantshare.study.figures import figure_cells, ledger_of

__all__ = ["EVIDENCE"]

AGREEMENT = 1e-3
"""A used claim and its cell may differ by rounding, a thousandth of the cell, and no more."""
MONEY = re.compile(
    r"\b(GBP|EUR|USD|CNY|RMB|JPY|KRW|CHF|SEK|CZK|PLN|HUF|TRY|INR|MXN|BRL|CAD|AUD|ZAR|currency)\b|[£$€¥]"
)


def evidence_table_unknown(facts: Facts) -> Iterator[Finding]:
    """Evidence points at a table that does not exist.

    The claim would stand behind nothing. Correct the name of the table.
    """
    yield from unknown_tables(facts, "evidence")


def evidence_column_unknown(facts: Facts) -> Iterator[Finding]:
    """Evidence points at a column that its table does not have.

    The claim would stand behind nothing. Correct the name of the column, or write '*' for every column.
    """
    yield from unknown_columns(facts, "evidence")


def evidence_row_unknown(facts: Facts) -> Iterator[Finding]:
    """Evidence points at a row that is not there.

    The claim would stand behind nothing. Write the key of the row, its parts joined by '/', or '*'
    for every row.
    """
    yield from unknown_rows(facts, "evidence")


def cell_value(facts: Facts, line: Line, column: Column) -> float:
    """Return the value of the cell that a row of evidence points at, NaN where that is not one number."""
    row = facts.all_keys.get(line.word("table"), {}).get(line.word("row"))
    if row is None or not column.is_number:
        return math.nan
    year = line.number("year")
    if column.by_year and not math.isnan(year):
        return facts.by_year(row, column.name).get(int(year), math.nan) if math.isfinite(year) else math.nan
    return row.number(column.name)


def same_unit(facts: Facts, claim: Line, column: Column) -> bool:
    """Return whether a claim is stated in the unit of a column, and in the prices of the study."""
    own, unit = claim.word("unit"), column.unit or ""
    currency = facts.setting_word("currency")
    in_prices = claim.number("price_year") == facts.setting_number("price_year")
    is_money = "currency" in unit or unit in ("m", "m/yr")
    written = {unit, unit.replace("currency", currency)}
    if unit in ("m", "m/yr"):
        written |= {f"{currency} {unit}", f"{currency}{unit}"}
    return own in written and (in_prices or not is_money)


def claim_value_differs(facts: Facts) -> Iterator[Finding]:
    """A cell does not hold the value of the claim that it is said to use.

    A reader who follows the chain finds another number than the plan used. Correct the cell or the
    claim, or change the role to supports. Claims in another unit or price year are not compared.
    """
    for line in facts.lines("evidence"):
        claim, column = facts.line("claims", line.word("claim")), column_of(line)
        if claim is None or column is None or line.word("role") != "used":
            continue
        cell, value = cell_value(facts, line, column), claim.number("value")
        if not (math.isfinite(cell) and math.isfinite(value) and same_unit(facts, claim, column)):
            continue
        if abs(cell - value) > AGREEMENT * max(abs(cell), abs(value)):
            yield line.finding(
                "claim",
                found=f"a claim of {quantity(value)}, while {column.key} of "
                f"{quoted(line.word('row'))} holds {quantity(cell)}",
                wanted="the value of the claim in the cell that uses it",
                fix="Correct the cell or the claim, or set the role to supports.",
            )


def claim_class_unlike(facts: Facts) -> Iterator[Finding]:
    """A claim stands behind a figure that counts another class of vehicle.

    A count of cars cannot support a count of cars and commercial vehicles. Give the claim to a
    figure of its own class. A claim that disputes a figure may count another class: that is often
    what is wrong with it.
    """
    for line in facts.lines("evidence"):
        claim = facts.line("claims", line.word("claim"))
        row = facts.all_keys.get(line.word("table"), {}).get(line.word("row"))
        if claim is None or row is None or line.word("table") not in ("targets", "statistics"):
            continue
        own, theirs = claim.word("vehicle_class"), row.word("vehicle_class")
        if own and own != theirs and line.word("role") in ("used", "supports"):
            yield line.finding(
                "claim",
                found=f"{quoted(claim.name)}, which counts class {own}, "
                f"for {quoted(row.name)} of class {theirs}",
                wanted="a claim of the same class of vehicle",
                fix="Give the claim to a figure of its own class, or set the role to disputes.",
            )


def disagree(one: Line, other: Line) -> bool:
    """Return whether two claims state unlike values of the same thing: unit, class and price year."""
    same = all(one.word(name) == other.word(name) for name in ("unit", "vehicle_class"))
    years = one.number("price_year"), other.number("price_year")
    same = same and (years[0] == years[1] or all(math.isnan(year) for year in years))
    values = one.number("value"), other.number("value")
    return same and abs(values[0] - values[1]) > AGREEMENT * max(abs(value) for value in values)


def evidence_used_twice(facts: Facts) -> Iterator[Finding]:
    """One cell is said to use two claims that disagree.

    A cell holds one value, so the choice between the two is not recorded. Keep one as used, and let
    the other support or dispute it. A figure that is made from several unlike claims may use all of
    them.
    """
    used: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in facts.lines("evidence"):
        claim = facts.line("claims", line.word("claim"))
        if line.word("role") != "used" or claim is None:
            continue
        cell = (*(line.word(name) for name in ("table", "row", "column")), str(line.number("year")))
        rival = next((other for other in used[cell] if disagree(claim, other)), None)
        used[cell].append(claim)
        if rival is not None:
            yield line.finding(
                "role",
                found=f"{quoted(claim.name)} used for {'.'.join(cell[:3])}, where "
                f"{quoted(rival.name)} is used and says {quantity(rival.number('value'))}",
                wanted="one value that is used",
                fix="Set the role of one of the two to supports, disputes or superseded.",
            )


def dispute_undecided(facts: Facts) -> Iterator[Finding]:
    """A claim disputes a cell for which no claim is used.

    Nothing says why the cell holds its value and not the disputed one. Add the claim that is used.
    """
    used = [
        Link(claim="", table=line.word("table"), row=line.word("row"), column=line.word("column"))
        for line in facts.lines("evidence")
        if line.word("role") == "used"
    ]
    for line in facts.lines("evidence"):
        if line.word("role") != "disputes":
            continue
        table, row, column = (line.word(name) for name in ("table", "row", "column"))
        if not any(link.covers(table, row, column, None) for link in used):
            yield line.finding(
                "role",
                found=f"a dispute of {table}.{row}.{column}, which uses no claim",
                wanted="a claim that is used for the cell",
                fix="Add a row of evidence with the claim that the cell uses.",
            )


def claim_without_source(facts: Facts) -> Iterator[Finding]:
    """A claim has no source, but a better grade than assumed.

    Without source it is an assumption of the authors, grade E. Name the source, or set the grade to
    E and give a reason in ``method``.
    """
    for line in facts.lines("claims"):
        if not line.word("source") and line.word("grade") in ("A", "B", "C", "D"):
            yield line.finding(
                "source",
                found=f"no source for a claim of grade {line.word('grade')}",
                wanted="a source, or grade E",
                fix="Name the source, or set the grade to E and state the reason in method.",
            )


def assumption_without_method(facts: Facts) -> Iterator[Finding]:
    """A claim of grade E gives no reason.

    An assumption is only as good as its reason. State in ``method`` how it was made.
    """
    for line in facts.lines("claims"):
        if line.word("grade") == "E" and not line.word("method"):
            yield line.finding(
                "method",
                found="nothing, for a claim of grade E",
                wanted="how the value was made, or why it was assumed",
                fix="State the reason in method.",
            )


def claim_range(facts: Facts) -> Iterator[Finding]:
    """The value of a claim lies outside its own range.

    Low, value and high must stand in that order, or the range cannot be sampled. Correct the three numbers.
    """
    for line in facts.lines("claims"):
        low, value, high = (line.number(name) for name in ("low", "value", "high"))
        if low > value or value > high or low > high:
            yield line.finding(
                "value",
                found=f"low {quantity(low)}, value {quantity(value)}, high {quantity(high)}",
                wanted="low, value and high in rising order",
                fix="Correct the three numbers.",
            )


def claim_range_flat(facts: Facts) -> Iterator[Finding]:
    """A claim states a distribution without range, or an assumption states no range at all.

    The spread is what shows how much the answer rests on it. State ``low`` and ``high``.
    """
    for line in facts.lines("claims"):
        has_range = line.number("low") < line.number("high")
        is_spread = line.word("distribution") not in ("", "point")
        is_assumed = line.word("grade") == "E" and not math.isnan(line.number("value"))
        if not has_range and (is_spread or is_assumed):
            shape = f"distribution {line.word('distribution')}" if is_spread else "grade E"
            yield line.finding(
                "low",
                found=f"no range for a claim of {shape}",
                wanted="a low below a high",
                fix="State low and high.",
            )


def claim_without_price_year(facts: Facts) -> Iterator[Finding]:
    """A claim of money has no price year.

    Money of 2015 and of 2025 are two units. Every amount resolves to a currency and a price year,
    or the study does not load. State ``price_year``.
    """
    for line in facts.lines("claims"):
        unit = line.word("unit")
        is_money = bool(MONEY.search(unit)) or unit in ("m", "m/yr")
        if is_money and math.isnan(line.number("price_year")):
            yield line.finding(
                "price_year",
                found=f"nothing, for an amount in {unit}",
                wanted="the year in whose prices the amount is stated",
                fix="State price_year; for a nominal amount it is the year of the payment.",
            )


def source_read_early(facts: Facts) -> Iterator[Finding]:
    """A source was read before it was published.

    One of the two dates is wrong, or another edition was read. Correct them.
    """
    for line in facts.lines("sources"):
        published, read = line.word("published"), line.word("read")
        length = min(len(published), len(read))
        # Dates are written year first, so that the parts both have compare as words.
        if length >= 4 and read[:length] < published[:length]:
            yield line.finding(
                "read",
                found=f"{read}, before its publication on {published}",
                wanted="a date on or after the publication",
                fix="Correct read or published.",
            )


def source_unnamed(facts: Facts) -> Iterator[Finding]:
    """A source has neither a title nor an address.

    Nobody could find it again, so its claims cannot be followed up. State at least one of them.
    """
    for line in facts.lines("sources"):
        if not line.word("title") and not line.word("url"):
            yield line.finding(
                "title",
                found="no title and no address",
                wanted="a title or an address",
                fix="State title or url of the source.",
            )


def claims_unused(facts: Facts) -> Iterator[Finding]:
    """Claims stand behind no cell.

    They may have been forgotten in ``evidence``, or belong to a row that is gone. Add them to
    ``evidence``, or keep them as a record.
    """
    used = {line.word("claim") for name in ("evidence", "capacity_statements") for line in facts.lines(name)}
    idle = [line for line in facts.lines("claims") if line.word("claim") not in used]
    if idle:
        yield idle[0].finding(
            "claim",
            found=f"{count(len(idle), 'claim')} behind no cell: {names(line.name for line in idle)}",
            wanted="a row of evidence for each claim",
            fix="Add the claims to evidence.csv, or keep them as a record.",
        )


def evidence_missing(facts: Facts) -> Iterator[Finding]:
    """Figures of a table have no source.

    Every number that a user sees can be traced. Add a claim and a row of ``evidence`` for each,
    with grade E and a reason where the figure is assumed. Reported once for each table; studies
    that ``study.toml`` calls illustrative are left alone.
    """
    if facts.tables.settings.get("illustrative") is True:
        return
    try:
        ledger = ledger_of(facts.tables)
    except LabelError:
        # An unknown claim or source is reported where it stands; until then nothing can be traced.
        return
    cells = figure_cells(facts.tables)
    cells = cells[~cells["blank"].to_numpy(dtype=bool)]
    missing = cells[(grades(cells, ledger) == "none").to_numpy()]
    totals = Counter(cells["table"])
    counts = Counter(missing["table"])
    columns = (missing[name] for name in ("table", "row", "column", "year"))
    told: set[str] = set()
    for table, row, column, year in zip(*columns, strict=True):
        key = (table, row) if math.isnan(year) else (f"{table}_by_year", f"{row}/{year:.0f}")
        line = facts.line(*key)
        if table not in told and line is not None:
            told.add(table)
            yield line.finding(
                column,
                found=f"{counts[table]:,} of {totals[table]:,} figures of {table} without source, "
                "this one the first",
                wanted="a claim behind every figure",
                fix="Add claims and evidence, grade E with a reason where a figure is assumed.",
            )


EVIDENCE = (
    Check("evidence-table-unknown", "warning", evidence_table_unknown),
    Check("evidence-column-unknown", "warning", evidence_column_unknown),
    Check("evidence-row-unknown", "warning", evidence_row_unknown),
    Check("claim-value-differs", "warning", claim_value_differs),
    Check("claim-class-unlike", "error", claim_class_unlike),
    Check("evidence-used-twice", "warning", evidence_used_twice),
    Check("dispute-undecided", "warning", dispute_undecided),
    Check("claim-without-source", "warning", claim_without_source),
    Check("assumption-without-method", "warning", assumption_without_method),
    Check("claim-range", "error", claim_range),
    Check("claim-range-flat", "warning", claim_range_flat),
    Check("claim-without-price-year", "error", claim_without_price_year),
    Check("source-read-early", "warning", source_read_early),
    Check("source-unnamed", "warning", source_unnamed),
    Check("claims-unused", "warning", claims_unused),
    Check("evidence-missing", "warning", evidence_missing),
)
