"""Checks of loans, guarantees and tariff changes among the support."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line
from plantshare.study.checks.margin import touches
from plantshare.study.checks.wording import quantity
from plantshare.study.lending import grant_equivalent

__all__ = ["SUPPORT"]

CREDIT = ("amount", "interest_rate", "market_rate", "years")

NEEDS = {
    "grant": ("rate",),
    "relief": ("rate",),
    "unit": ("rate",),
    "tariff": ("rate",),
    "loan": CREDIT,
    "guarantee": CREDIT,
}
"""Columns without which an instrument says nothing, by kind."""

MAY_STATE = {"guarantee": ("fee",), "tariff": ("market",)}
"""Columns that a kind may fill beside those."""

HIGHEST_DUTY = 3.0
"""Most that a duty may be, share of the customs value; the tables of tariffs end there too."""


def support_incomplete(facts: Facts) -> Iterator[Finding]:
    """A column is empty that an instrument of its kind needs.

    What it is worth could not be worked out. State it: a grant, relief, a unit payment and a tariff change
    need ``rate``; a loan and a guarantee need ``amount``, ``interest_rate``, ``market_rate`` and ``years``.
    """
    for line in facts.lines("support"):
        for column in NEEDS.get(line.word("kind"), ()):
            if math.isnan(line.number(column)):
                yield line.finding(
                    column,
                    found="nothing",
                    wanted=f"a number, as the kind is {line.word('kind')}",
                    fix=f"State {column} of {quoted(line.name)}, or correct its kind.",
                )


def support_column_idle(facts: Facts) -> Iterator[Finding]:
    """A column is filled that an instrument of its kind does not read.

    The figure changes nothing in the plan. Empty the cell, or correct the kind of the instrument.
    """
    for line in facts.lines("support"):
        kind = line.word("kind")
        read = (*NEEDS.get(kind, ()), *MAY_STATE.get(kind, ()))
        for column in ("rate", *CREDIT, "fee", "market"):
            value = line.number(column)
            is_stated = bool(line.word(column)) if column == "market" else not math.isnan(value)
            if kind in NEEDS and column not in read and is_stated and not (column == "fee" and value == 0):
                yield line.finding(
                    column,
                    found=f"a value, while the kind is {kind}",
                    wanted="an empty cell",
                    fix=f"Empty {column} of {quoted(line.name)}, or correct its kind.",
                )


def credit_without_worth(facts: Facts) -> Iterator[Finding]:
    """A loan or a guarantee costs as much as credit from the market, or more.

    Nobody would take it, and a plan would book it as a loss. Lower its interest or its fee, or correct
    the market rate.
    """
    for line in facts.lines("support"):
        numbers = [line.number(column) for column in CREDIT]
        if line.word("kind") not in ("loan", "guarantee") or not all(map(math.isfinite, numbers)):
            continue
        amount, rate, market, years = numbers
        fee = line.number("fee") if line.word("kind") == "guarantee" else 0.0
        if amount <= 0 or years < 1 or min(rate, market) < 0:
            continue
        worth = grant_equivalent(amount, rate, market, int(years), fee=fee)
        if worth <= 0:
            yield line.finding(
                "interest_rate",
                found=f"credit of {quantity(amount)} million that is worth {quantity(worth)} million",
                wanted=f"less than the market's {quantity(100 * market)}% a year, fee included",
                fix="Lower interest_rate or fee, or correct market_rate.",
            )


def credit_above_capital(facts: Facts) -> Iterator[Finding]:
    """A loan or a guarantee exceeds the launch capital of every option that it is for.

    It would finance more than the launch costs. State the amount for one launch, in millions.
    """
    for line in facts.lines("support"):
        if line.word("kind") not in ("loan", "guarantee"):
            continue
        capital = [each.number("capex") for each in facts.lines("options") if touches(facts, line, each)]
        known = [each for each in capital if not math.isnan(each)]
        if known and line.number("amount") > max(known):
            yield line.finding(
                "amount",
                found=f"{quantity(line.number('amount'))} million",
                wanted=f"at most the launch capital of {quantity(max(known))} million",
                fix="State the credit for one launch in millions, or correct capex in options.csv.",
            )


def duty_above_three(facts: Facts) -> Iterator[Finding]:
    """A tariff change sets a duty of more than three times the customs value.

    Its rate is a share; a percentage was probably entered. State 0.15 for 15%.
    """
    for line in facts.lines("support"):
        if line.word("kind") == "tariff" and line.number("rate") > HIGHEST_DUTY:
            yield line.finding(
                "rate",
                found=f"{quantity(line.number('rate'))}, which is {quantity(100 * line.number('rate'))}%",
                wanted="a share of the customs value, at most 3",
                fix="State the rate as a share, such as 0.15 for 15%.",
            )


def tariff_change_idle(facts: Facts) -> Iterator[Finding]:
    """A tariff change touches no vehicle that crosses a border.

    Every plant that it holds for stands inside its market, where no duty is paid. Name the country or
    the options whose vehicles come in from outside.
    """
    markets = [line.word("market") for line in facts.lines("markets")]
    for line in facts.lines("support"):
        if line.word("kind") != "tariff":
            continue
        touched = [each for each in facts.lines("options") if touches(facts, line, each)]
        own = [line.word("market")] if line.word("market") else markets
        plants = {each.word("plant") for each in touched}
        if plants and markets and all(facts.is_local(plant, market) for plant in plants for market in own):
            yield line.finding(
                "options" if line.words("options") else "country",
                found="plants that all stand inside the market",
                wanted="vehicles that are brought in from another country",
                fix="Name the country or the options whose vehicles pay the duty, or correct the market.",
            )


def tariff_changes_overlap(facts: Facts) -> Iterator[Finding]:
    """Two tariff changes set the duty of one option in the same market and year.

    The later row counts. Part their years, their markets or their options, or keep one.
    """
    changes = [line for line in facts.lines("support") if line.word("kind") == "tariff"]
    for one, other in combinations(changes, 2):
        is_one_market = "" in (one.word("market"), other.word("market")) or (
            one.word("market") == other.word("market")
        )
        touched = any(
            touches(facts, one, each) and touches(facts, other, each) for each in facts.lines("options")
        )
        if is_one_market and touched and years_meet(one, other):
            yield other.finding(
                "rate",
                found=f"another duty for options, market and years of {quoted(one.name)}",
                wanted="one tariff change at a time",
                fix="Part their years, markets or options, or remove one of them.",
            )


def years_meet(one: Line, other: Line) -> bool:
    """Return whether the years of two instruments have one in common; an empty year is no limit."""
    return not (
        one.number("last_year") < other.number("first_year")
        or other.number("last_year") < one.number("first_year")
    )


SUPPORT = (
    Check("support-incomplete", "error", support_incomplete),
    Check("support-column-idle", "warning", support_column_idle),
    Check("credit-without-worth", "error", credit_without_worth),
    Check("credit-above-capital", "warning", credit_above_capital),
    Check("duty-above-three", "error", duty_above_three),
    Check("tariff-change-idle", "warning", tariff_change_idle),
    Check("tariff-changes-overlap", "warning", tariff_changes_overlap),
)
