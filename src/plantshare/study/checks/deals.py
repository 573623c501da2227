"""Checks of deals: who is party to them, which options they open, and their volumes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line, grouped
from plantshare.study.checks.forms import FORMS
from plantshare.study.checks.terms import TERMS
from plantshare.study.checks.wording import quantity
from plantshare.study.checks.years import ends_before_start, misses_horizon
from plantshare.study.roles import FEE_FORMS

__all__ = ["DEALS"]


def deal_with_itself(facts: Facts) -> Iterator[Finding]:
    """Host and guest of a deal are the same company.

    A company needs no deal to build in its own plant. Correct the host or the guest.
    """
    for line in facts.lines("deals"):
        if line.word("host") == line.word("guest") != "":
            yield line.finding(
                "guest",
                found=f"{quoted(line.word('guest'))}, who is the host too",
                wanted="two companies",
                fix="Correct the host or the guest.",
            )


def deal_host_wrong(facts: Facts) -> Iterator[Finding]:
    """The host of a deal does not run the plant of its option.

    Only the owner of a plant, or a partner in it, can let others build there. Correct the host, the
    option, or the owner of the plant.
    """
    for line in facts.lines("deals"):
        for name in line.words("options"):
            option = facts.line("options", name)
            plant = None if option is None else facts.line("plants", option.word("plant"))
            if plant is None:
                continue
            owners = (plant.word("company"), *plant.words("partners"))
            if line.word("host") not in owners:
                yield line.finding(
                    "host",
                    found=f"{quoted(line.word('host'))}, while {quoted(owners[0])} runs "
                    f"{quoted(plant.name)}, the plant of option {quoted(name)}",
                    wanted="the company that runs the plant",
                    fix="Correct the host, or the options of the deal.",
                )


def deal_guest_wrong(facts: Facts) -> Iterator[Finding]:
    """The guest of a deal does not sell the vehicle of its option.

    The fees would be paid by a company that earns nothing from the vehicle. Correct the guest, the
    option, or the company of the vehicle.
    """
    for line in facts.lines("deals"):
        for name in line.words("options"):
            option = facts.line("options", name)
            vehicle = None if option is None else facts.line("vehicles", option.word("vehicle"))
            if vehicle is not None and vehicle.word("company") != line.word("guest"):
                yield line.finding(
                    "guest",
                    found=f"{quoted(line.word('guest'))}, while {quoted(vehicle.word('company'))} sells "
                    f"{quoted(vehicle.name)}, the vehicle of option {quoted(name)}",
                    wanted="the company that sells the vehicle",
                    fix="Correct the guest, or the options of the deal.",
                )


def deal_years(facts: Facts, line: Line) -> tuple[float, float]:
    """Return the years of a deal; an empty year is unbounded."""
    first, last = line.number("first_year"), line.number("last_year")
    return -math.inf if math.isnan(first) else first, math.inf if math.isnan(last) else last


def deal_overlap(facts: Facts) -> Iterator[Finding]:
    """Two deals open the same option.

    An option pays the fee of its one deal, so one of the two would be left out. Give each deal an
    option of its own, a copy with another name, and the same word in ``exclusive`` where only one
    of the deals may be signed.
    """
    for one, other in combinations(facts.lines("deals"), 2):
        shared = [name for name in one.words("options") if name in other.words("options")]
        if shared:
            yield other.finding(
                "options",
                found=f"{quoted(shared[0])}, which deal {quoted(one.word('deal'))} opens too",
                wanted="an option that one deal opens",
                fix="Add a copy of the option under another name for the second deal.",
            )


def deal_years_reversed(facts: Facts) -> Iterator[Finding]:
    """A deal ends before it starts.

    It would never open an option, and its guest could not build there at all. Correct its
    first and its last year.
    """
    for line in facts.lines("deals"):
        first, last = deal_years(facts, line)
        yield from ends_before_start(line, first, last, "deal")


def deal_outside(facts: Facts) -> Iterator[Finding]:
    """A deal lies outside the planned years.

    It plays no part in the plan. Correct its years, or remove it.
    """
    for line in facts.lines("deals"):
        first, last = deal_years(facts, line)
        if facts.years and first <= last and (last < facts.first_year or first > facts.last_year):
            yield misses_horizon(facts, line, first, last, "deal")


def deal_without_options(facts: Facts) -> Iterator[Finding]:
    """A deal opens no option.

    Signing it changes nothing in the plan, whatever its terms say. List the options that it opens,
    name the deal whose programme it prices in ``alternative_to``, or remove the deal.
    """
    for line in facts.lines("deals"):
        if not line.words("options") and not line.word("alternative_to"):
            yield line.finding(
                "options",
                found="no option",
                wanted="the options that the deal opens, parted by semicolons",
                fix="List the options of the deal, or remove it.",
            )


def alternative_opens_options(facts: Facts) -> Iterator[Finding]:
    """A deal prices the programme of another one, yet opens options itself.

    The plan knows the programme once, from the deal that opens its options. Empty ``options``, or
    ``alternative_to``.
    """
    for line in facts.lines("deals"):
        if line.word("alternative_to") and line.words("options"):
            yield line.finding(
                "options",
                found=f"{quoted(line.words('options')[0])}, beside alternative_to",
                wanted=f"no option: those of {quoted(line.word('alternative_to'))} are meant",
                fix="Empty options, or empty alternative_to if the deal has a programme of its own.",
            )


def alternative_of_alternative(facts: Facts) -> Iterator[Finding]:
    """A deal prices the programme of a deal that has none itself.

    The deal that it names is an alternative to a deal too, or is the deal itself. Name the deal that opens
    the options.
    """
    for line in facts.lines("deals"):
        named = facts.line("deals", line.word("alternative_to"))
        if named is not None and named.word("alternative_to"):
            yield line.finding(
                "alternative_to",
                found=f"{quoted(named.name)}, an alternative itself",
                wanted="the deal that opens the options",
                fix="Name the deal whose programme is priced in another form.",
            )


def alternative_parties_differ(facts: Facts) -> Iterator[Finding]:
    """A deal prices the programme of another one between other companies.

    The programme uses the plant of one host and the vehicle of one guest, in whatever form. Correct
    host or guest, or give the deal options of its own.
    """
    for line in facts.lines("deals"):
        named = facts.line("deals", line.word("alternative_to"))
        for side in ("host", "guest"):
            if named is not None and named.word(side) != line.word(side):
                yield line.finding(
                    side,
                    found=quoted(line.word(side)),
                    wanted=f"{quoted(named.word(side))}, the {side} of {quoted(named.name)}",
                    fix=f"Correct the {side}, or give the deal options of its own.",
                )


def deal_without_terms(facts: Facts) -> Iterator[Finding]:
    """A deal has no terms.

    The guest then pays the host's variable cost of each vehicle and nothing else, which leaves the
    host no gain. Add a row to ``deal_terms`` once terms are known.
    """
    for line in facts.lines("deals"):
        if facts.line("deal_terms", line.word("deal")) is None:
            yield line.finding(
                "deal",
                found=f"{quoted(line.word('deal'))} without a row in deal_terms",
                wanted="the fee, or other terms",
                fix="Add the terms of the deal to deal_terms.csv.",
            )


def exclusive_alone(facts: Facts) -> Iterator[Finding]:
    """A deal excludes others, but no other deal carries its word.

    The word has no effect, and may be misspelt. Write the same word into every deal of the set.
    """
    signed = (line for line in facts.lines("deals") if not line.word("alternative_to"))
    for word, lines in grouped(signed, "exclusive").items():
        if word and len(lines) == 1:
            yield lines[0].finding(
                "exclusive",
                found=f"{quoted(word)}, which no other deal carries",
                wanted="a word that at least two deals share",
                fix="Write the same word into the deals that exclude each other, or empty the cell.",
            )


def minimum_above_maximum(facts: Facts) -> Iterator[Finding]:
    """A deal promises more than it reserves.

    The minimum lies above the maximum, so the guest would always pay for a shortfall. Correct the
    two volumes.
    """
    for line in facts.lines("deal_terms"):
        low, high = facts.by_year(line, "minimum"), facts.by_year(line, "maximum")
        wrong = [year for year in facts.years if low[year] > high[year]]
        if wrong:
            yield line.finding(
                "minimum",
                found=f"{quantity(low[wrong[0]])} vehicles in {wrong[0]}",
                wanted=f"at most the maximum of {quantity(high[wrong[0]])}",
                fix="Correct minimum or maximum of the deal.",
            )


def minimum_above_capacity(facts: Facts) -> Iterator[Finding]:
    """A deal promises more than its options can ever build.

    The guest would pay for a shortfall in every year. Lower the minimum, or raise the peak rate or
    capacity of the options.
    """
    for line in facts.lines("deal_terms"):
        deal = facts.line("deals", line.word("deal"))
        owner = facts.line("deals", deal.word("alternative_to")) if deal else None
        programme = owner or deal
        options = [facts.line("options", name) for name in programme.words("options")] if programme else []
        known = [option for option in options if option is not None]
        most = sum(facts.most_output(option) for option in known)
        minimum = facts.top(line, "minimum")
        if known and minimum > most * 1.000001:
            yield line.finding(
                "minimum",
                found=f"{quantity(minimum)} vehicles a year",
                wanted=f"at most the {quantity(most)} that its options can build",
                fix="Lower the minimum, or raise peak_rate or capacity of the options.",
            )


def shortfall_without_minimum(facts: Facts) -> Iterator[Finding]:
    """A deal charges for a shortfall, but promises no volume.

    Without minimum there is no shortfall. State the minimum, or set ``shortfall_rate`` to zero.
    """
    for line in facts.lines("deal_terms"):
        if line.number("shortfall_rate") > 0 and facts.top(line, "minimum") == 0:
            yield line.finding(
                "shortfall_rate",
                found=f"{quantity(line.number('shortfall_rate'))} a vehicle without any minimum",
                wanted="a minimum above zero",
                fix="State the minimum in vehicles a year, or set shortfall_rate to 0.",
            )


def minimum_without_shortfall(facts: Facts) -> Iterator[Finding]:
    """A deal promises a volume, but nothing is due for a shortfall.

    The promise costs nothing to break. State ``shortfall_rate``, the payment for each vehicle short.
    """
    for line in facts.lines("deal_terms"):
        deal = facts.line("deals", line.word("deal"))
        if deal is None or deal.word("form") not in FEE_FORMS:
            continue
        if line.number("shortfall_rate") == 0 and facts.top(line, "minimum") > 0:
            yield line.finding(
                "shortfall_rate",
                found=f"0, with a minimum of {quantity(facts.top(line, 'minimum'))} vehicles a year",
                wanted="a payment above zero for each vehicle short",
                fix="State shortfall_rate in currency per vehicle, or set the minimum to 0.",
            )


def option_without_deal(facts: Facts) -> Iterator[Finding]:
    """Sharing needs a deal, but no deal opens an option at the plant of another company.

    With ``sharing`` set to deals the option can never be launched. Add it to a deal, or set sharing to on.
    """
    if facts.setting_word("sharing") != "deals":
        return
    opened = {name for line in facts.lines("deals") for name in line.words("options")}
    for option in facts.lines("options"):
        plant = facts.line("plants", option.word("plant"))
        vehicle = facts.line("vehicles", option.word("vehicle"))
        if plant is None or vehicle is None or option.name in opened | facts.incumbents:
            continue
        if vehicle.word("company") not in (plant.word("company"), *plant.words("partners")):
            yield option.finding(
                "option",
                found=f"{quoted(option.name)} at a plant of {quoted(plant.word('company'))}, in no deal",
                wanted="a deal that opens the option",
                fix="Add the option to a deal in deals.csv, or set sharing to on in study.toml.",
            )


DEALS = (
    Check("deal-with-itself", "error", deal_with_itself),
    Check("deal-host-wrong", "error", deal_host_wrong),
    Check("deal-guest-wrong", "error", deal_guest_wrong),
    Check("deal-overlap", "error", deal_overlap),
    Check("deal-years-reversed", "error", deal_years_reversed),
    Check("deal-outside", "warning", deal_outside),
    Check("deal-without-options", "warning", deal_without_options),
    Check("alternative-opens-options", "error", alternative_opens_options),
    Check("alternative-of-alternative", "error", alternative_of_alternative),
    Check("alternative-parties-differ", "error", alternative_parties_differ),
    Check("deal-without-terms", "warning", deal_without_terms),
    Check("exclusive-alone", "warning", exclusive_alone),
    Check("minimum-above-maximum", "error", minimum_above_maximum),
    Check("minimum-above-capacity", "warning", minimum_above_capacity),
    Check("shortfall-without-minimum", "warning", shortfall_without_minimum),
    Check("minimum-without-shortfall", "warning", minimum_without_shortfall),
    Check("option-without-deal", "warning", option_without_deal),
    *TERMS,
    *FORMS,
)
