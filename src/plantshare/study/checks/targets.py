"""Checks of national targets and of support."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding
from plantshare.study.checks.wording import quantity, years_in_words
from plantshare.study.checks.years import ends_before_start

__all__ = ["TARGETS"]


def target_outside(facts: Facts) -> Iterator[Finding]:
    """A target is measured in a year that is not planned.

    Nothing can be said about it. Lengthen the horizon to its year, or correct the year.
    """
    for line in facts.lines("targets"):
        year = line.number("year")
        if facts.years and not math.isnan(year) and year not in facts.years:
            yield line.finding(
                "year",
                found=f"{year:.0f}",
                wanted=f"a year from {years_in_words(facts.first_year, facts.last_year)}",
                fix="Correct the year, or change first_year and last_year in study.toml.",
            )


def target_class_unlike(facts: Facts) -> Iterator[Finding]:
    """A target counts another class of vehicle than the national figures of the study.

    Cars alone and cars with commercial vehicles are two different numbers; a distance between them
    means nothing. State both in one class: ``vehicle_class`` of the target and of the study.
    """
    own = facts.setting_word("vehicle_class")
    for line in facts.lines("targets"):
        if own and line.word("vehicle_class") not in ("", own):
            yield line.finding(
                "vehicle_class",
                found=f"{quoted(line.word('vehicle_class'))}, while the study counts {quoted(own)}",
                wanted="one class of vehicle for the target and the study",
                fix="State the target in the class of the study, or change vehicle_class in study.toml.",
            )


def target_without_plant(facts: Facts) -> Iterator[Finding]:
    """No plant stands in the country of a target.

    The plan cannot move its output. Correct the country, or remove the target.
    """
    built = {line.word("country") for line in facts.lines("plants")}
    for line in facts.lines("targets"):
        if line.word("country") and line.word("country") not in built:
            yield line.finding(
                "country",
                found=f"{quoted(line.word('country'))}, where no plant stands",
                wanted="the country of at least one plant",
                fix="Correct the country, or remove the target.",
            )


def target_price_zero(facts: Facts) -> Iterator[Finding]:
    """A target that is priced charges nothing for a shortfall.

    It has no effect on the plan. State ``shortfall_cost`` for one vehicle, or set the rule to measure.
    """
    for line in facts.lines("targets"):
        if line.word("rule") == "price" and line.number("shortfall_cost") == 0:
            yield line.finding(
                "shortfall_cost",
                found="0, while the rule is price",
                wanted="a charge above zero for each vehicle short",
                fix="State shortfall_cost in currency per vehicle, or set rule to measure.",
            )


def confidence_idle(facts: Facts) -> Iterator[Finding]:
    """A target states a confidence, but is not required.

    Only a required target reads it. Set the rule to require, or leave the confidence at 1.
    """
    for line in facts.lines("targets"):
        if line.number("confidence") < 1 and line.word("rule") in ("measure", "price"):
            yield line.finding(
                "confidence",
                found=f"{quantity(line.number('confidence'))}, while the rule is {line.word('rule')}",
                wanted="a confidence of 1, or the rule require",
                fix="Set rule to require, or empty the confidence.",
            )


def target_met_already(facts: Facts) -> Iterator[Finding]:
    """A target is reached by plants that the study does not plan.

    Nothing is left to decide. Check that ``units`` and ``other_output`` are both vehicles a year.
    """
    for line in facts.lines("targets"):
        if line.number("other_output") >= line.number("units"):
            yield line.finding(
                "other_output",
                found=f"{quantity(line.number('other_output'))} vehicles a year",
                wanted=f"less than the target of {quantity(line.number('units'))}",
                fix="Correct units or other_output, both in vehicles a year.",
            )


def target_beyond_capacity(facts: Facts) -> Iterator[Finding]:
    """A required target exceeds all that could be built.

    Every option in the country at its most, with all overtime and expansions, falls short, so no
    plan exists. Lower the target, add capacity, or set the rule to measure.
    """
    for line in facts.lines("targets"):
        options = [
            option
            for option in facts.lines("options")
            if facts.country_of_plant(option.word("plant")) == line.word("country")
        ]
        most = sum(facts.most_output(option) * option.number("count_weight") for option in options)
        most += line.number("other_output")
        if line.word("rule") == "require" and line.number("units") > most * 1.000001:
            yield line.finding(
                "units",
                found=f"{quantity(line.number('units'))} vehicles required",
                wanted=f"at most the {quantity(most)} that could be built",
                fix="Lower the target, add options or capacity, or set rule to measure.",
            )


def support_for_nobody(facts: Facts) -> Iterator[Finding]:
    """Support names neither options nor a country with plants.

    Nobody receives it. Name the options, or the country whose plants receive it.
    """
    built = {line.word("country") for line in facts.lines("plants")}
    for line in facts.lines("support"):
        country = line.word("country")
        if not line.words("options") and country not in built:
            yield line.finding(
                "country",
                found=f"{quoted(country)}, where no plant stands" if country else "no country and no option",
                wanted="options, or the country of a plant",
                fix="Name the options that receive the support, or correct the country.",
            )


def support_years_reversed(facts: Facts) -> Iterator[Finding]:
    """Support ends before it starts.

    It would never be paid, and the options would look dearer than they are. Correct its first and
    its last year.
    """
    for line in facts.lines("support"):
        first, last = line.number("first_year"), line.number("last_year")
        yield from ends_before_start(line, first, last, "support")


def grant_above_one(facts: Facts) -> Iterator[Finding]:
    """A grant pays more than the whole capital of a launch.

    Its rate is a share; a percentage or an amount was probably entered. State 0.15 for 15%.
    """
    for line in facts.lines("support"):
        if line.word("kind") == "grant" and line.number("rate") > 1:
            yield line.finding(
                "rate",
                found=f"{quantity(line.number('rate'))}, which is {quantity(100 * line.number('rate'))}%",
                wanted="a share of the launch capital, at most 1",
                fix="State the rate as a share, such as 0.15 for 15%.",
            )


def relief_above_price(facts: Facts) -> Iterator[Finding]:
    """Energy relief exceeds the price of electricity.

    Plants would be paid to use power. State relief in study currency a MWh.
    """
    for line in facts.lines("support"):
        factors = facts.line("factors", line.word("country"))
        if line.word("kind") != "relief" or factors is None:
            continue
        price = facts.top(factors, "electricity_price") * facts.top(factors, "exchange_rate")
        if line.number("rate") > price > 0:
            yield line.finding(
                "rate",
                found=f"{quantity(line.number('rate'))} a MWh",
                wanted=f"at most the price of {quantity(price)} a MWh",
                fix="State the relief in study currency a MWh, or correct the electricity price.",
            )


def support_payer_private(facts: Facts) -> Iterator[Finding]:
    """Support is paid by a company that is not a government.

    The account of the state would miss the cost. Set the role of the payer to government, or name
    another payer.
    """
    for line in facts.lines("support"):
        payer = facts.line("companies", line.word("payer"))
        if payer is not None and payer.word("role") != "government":
            yield line.finding(
                "payer",
                found=f"{quoted(payer.name)}, whose role is {payer.word('role')}",
                wanted="a company whose role is government",
                fix="Name the government that pays, or set its role in companies.csv.",
            )


TARGETS = (
    Check("target-outside", "error", target_outside),
    Check("target-class-unlike", "error", target_class_unlike),
    Check("target-without-plant", "warning", target_without_plant),
    Check("target-price-zero", "warning", target_price_zero),
    Check("confidence-idle", "warning", confidence_idle),
    Check("target-met-already", "warning", target_met_already),
    Check("target-beyond-capacity", "error", target_beyond_capacity),
    Check("support-for-nobody", "error", support_for_nobody),
    Check("support-years-reversed", "error", support_years_reversed),
    Check("grant-above-one", "error", grant_above_one),
    Check("relief-above-price", "warning", relief_above_price),
    Check("support-payer-private", "warning", support_payer_private),
)
