"""Checks of what a deal says: bands, shares, index, ranges, reviews, and who owns whom."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, Line, grouped
from plantshare.study.checks.wording import names, quantity
from plantshare.study.roles import FEE_FORMS

__all__ = ["TERMS"]

ROUNDING = 1e-6

OF_FORM: Mapping[str, tuple[str, ...]] = {
    "unit_fee": FEE_FORMS,
    "fixed_fee": FEE_FORMS,
    "shortfall_rate": FEE_FORMS,
    "host_capex_share": FEE_FORMS,
    "labour_weight": FEE_FORMS,
    "energy_weight": FEE_FORMS,
    "royalty": ("licence",),
    "upfront": ("licence",),
    "technical_support": ("licence",),
    "kit_margin": ("licence", "joint_venture"),
    "transfer_price": ("joint_venture",),
    "rent": ("joint_venture", "lease"),
    "price": ("acquisition", "hall"),
    "liabilities": ("acquisition",),
    "service_fee": ("hall",),
    "service_cost": ("hall",),
    "terminal_value": ("acquisition", "hall"),
    "duty_as_vehicle": ("kit",),
    "duty_as_parts": ("kit",),
}
"""Terms that only some forms of deal have."""


def band_gap(facts: Facts) -> Iterator[Finding]:
    """The fee bands of a deal leave a gap or overlap.

    A vehicle would have no fee, or two. The first band begins at 0, each begins where the one
    before ends, and the last has no end: leave its ``to_units`` empty.
    """
    for deal, lines in grouped(facts.lines("deal_bands"), "deal").items():
        if any(math.isnan(line.number("from_units")) for line in lines):
            continue
        reached = 0.0
        for line in sorted(lines, key=lambda line: line.number("band")):
            start, end = line.number("from_units"), line.number("to_units")
            if start != reached:
                yield line.finding(
                    "from_units",
                    found=f"{quantity(start)} vehicles",
                    wanted=f"{quantity(reached)}, where the bands of {quoted(deal)} have come to",
                    fix="Let each band begin where the one before ends, the first at 0.",
                )
            elif end <= start:
                yield line.finding(
                    "to_units",
                    found=f"{quantity(end)} vehicles",
                    wanted=f"more than the {quantity(start)} at which the band begins",
                    fix="Correct the end of the band, or leave it empty for the last.",
                )
            reached = end
        if lines and math.isfinite(reached):
            last = max(lines, key=lambda line: line.number("band"))
            yield last.finding(
                "to_units",
                found=f"{quantity(reached)} vehicles in the last band",
                wanted="no end",
                fix="Leave to_units of the last band empty, or add the band that follows.",
            )


def fee_beside_bands(facts: Facts) -> Iterator[Finding]:
    """A deal states a unit fee and fee bands.

    Bands take the place of the fee, so one of the two is not meant. Remove the fee or the bands.
    """
    banded = set(grouped(facts.lines("deal_bands"), "deal"))
    for line in facts.lines("deal_terms"):
        fee = facts.top(line, "unit_fee")
        if line.word("deal") in banded and fee > 0:
            yield line.finding(
                "unit_fee",
                found=f"{quantity(fee)} a vehicle, beside rows in deal_bands",
                wanted="a fee or bands",
                fix="Empty unit_fee, or remove the bands of the deal.",
            )


def bands_without_contract(facts: Facts) -> Iterator[Finding]:
    """A deal that is no contract build has fee bands.

    Only a contract build pays by bands; a kit build has one fee. Correct the form, or remove the bands.
    """
    for deal, lines in grouped(facts.lines("deal_bands"), "deal").items():
        line = facts.line("deals", deal)
        form = "contract" if line is None else line.word("form")
        if form != "contract":
            yield lines[0].finding(
                "deal",
                found=f"{quoted(deal)}, a {form.replace('_', ' ')}",
                wanted="a contract build",
                fix="Correct the form of the deal in deals.csv, or remove its rows here.",
            )


def venture_without_shares(facts: Facts) -> Iterator[Finding]:
    """Nobody holds a share in a joint venture.

    Its profit and its capital have no owner, so it has no value to either side. Add a row for each
    owner to ``deal_shares``.
    """
    held = grouped(facts.lines("deal_shares"), "deal")
    for line in facts.lines("deals"):
        if line.word("form") == "joint_venture" and line.word("deal") not in held:
            yield line.finding(
                "form",
                found=f"joint venture {quoted(line.word('deal'))} without a row in deal_shares",
                wanted="the shares of its host and its guest",
                fix="Add the owners to deal_shares.csv, or correct the form.",
            )


def share_without_party(facts: Facts) -> Iterator[Finding]:
    """A share in a joint venture is held by a company that is no party of the deal.

    What its owner gains would appear nowhere. Host and guest own the venture between them.
    """
    for line in facts.lines("deal_shares"):
        deal = facts.line("deals", line.word("deal"))
        sides = () if deal is None else (deal.word("host"), deal.word("guest"))
        if sides and line.word("company") not in sides:
            yield line.finding(
                "company",
                found=quoted(line.word("company")),
                wanted=f"{quoted(sides[0])} or {quoted(sides[1])}, the host and the guest",
                fix="Correct the company, or add its share to that of a party.",
            )


def shares_not_one(facts: Facts) -> Iterator[Finding]:
    """The shares of a joint venture do not add up to 1.

    Some of its profit and capital would belong to nobody, or to two. State 0.5 for 50%, and a row for
    each owner.
    """
    for deal, lines in grouped(facts.lines("deal_shares"), "deal").items():
        total = sum(line.number("share") for line in lines)
        if abs(total - 1.0) > ROUNDING:
            yield lines[-1].finding(
                "share",
                found=f"shares of {quoted(deal)} that add up to {quantity(total)}",
                wanted="a sum of 1",
                fix="Correct the shares, or add the owner that is missing.",
            )


def deal_without_party(facts: Facts) -> Iterator[Finding]:
    """A side of a deal is no company that could build or sell.

    A government neither runs a plant nor sells a vehicle, so nobody would pay or receive the money of
    that side. Name the company, or use ``support`` for what a government gives.
    """
    for line in facts.lines("deals"):
        for side in ("host", "guest"):
            company = facts.line("companies", line.word(side))
            if company is not None and company.word("role") == "government":
                yield line.finding(
                    side,
                    found=f"{quoted(company.name)}, a government",
                    wanted="a company that builds or sells vehicles",
                    fix="Name the company, or state what the government gives in support.csv.",
                )


def fee_outside_range(facts: Facts) -> Iterator[Finding]:
    """A unit fee lies outside the range that is on the table.

    The answer for the fee and the answer for the range would contradict each other. Correct the fee,
    or ``unit_fee_low`` and ``unit_fee_high``.
    """
    for line in facts.lines("deal_terms"):
        low, high = line.number("unit_fee_low"), line.number("unit_fee_high")
        if low > high:
            yield line.finding(
                "unit_fee_low",
                found=f"{quantity(low)} a vehicle",
                wanted=f"at most unit_fee_high of {quantity(high)}",
                fix="Correct the two ends of the range.",
            )
            continue
        least, most = facts.range_of(line, "unit_fee")
        bands = [band for band in facts.lines("deal_bands") if band.word("deal") == line.word("deal")]
        fees = [(line, least), (line, most), *((band, band.number("unit_fee")) for band in bands)]
        for place, value in dict.fromkeys(fees):
            if value < low or value > high:
                yield place.finding(
                    "unit_fee",
                    found=f"{quantity(value)} a vehicle",
                    wanted=f"at least the {quantity(low)} of its range"
                    if value < low
                    else f"at most the {quantity(high)} of its range",
                    fix="Correct unit_fee, or widen its range in deal_terms.csv.",
                )


def index_above_one(facts: Facts) -> Iterator[Finding]:
    """More than the whole fee follows wages and energy.

    What follows the wage and what follows the price of energy are shares of one fee. Lower one of
    the two weights.
    """
    for line in facts.lines("deal_terms"):
        total = line.number("labour_weight") + line.number("energy_weight")
        if total > 1 + ROUNDING:
            yield line.finding(
                "labour_weight",
                found=f"weights that add up to {quantity(total)}",
                wanted="a sum of at most 1",
                fix="Lower labour_weight or energy_weight.",
            )


def term_idle(facts: Facts) -> Iterator[Finding]:
    """A deal states a term that its form does not have.

    The term has no effect. Correct the form of the deal, or remove the term.
    """
    for line in facts.lines("deal_terms"):
        deal = facts.line("deals", line.word("deal"))
        form = "" if deal is None else deal.word("form")
        for term, forms in OF_FORM.items():
            value = line.number(term)
            if form and form not in forms and not math.isnan(value) and value != 0:
                yield line.finding(
                    term,
                    found=f"{quantity(value)}, while the deal is a {form.replace('_', ' ')}",
                    wanted=f"a deal of form {' or '.join(forms)}",
                    fix="Correct the form of the deal in deals.csv, or remove the term.",
                )


def review_outside(facts: Facts) -> Iterator[Finding]:
    """A review lies outside the planned years, or is no year.

    Nobody could leave then. State years within the horizon, parted by semicolons.
    """
    for line in facts.lines("deal_terms"):
        wrong = [
            word
            for word in line.words("review_years")
            if not word.strip().isdecimal() or (facts.years and int(word) not in facts.years)
        ]
        if wrong:
            yield line.finding(
                "review_years",
                found=names(wrong),
                wanted="planned years, such as 2030;2033",
                fix="Correct the years of review, or change the horizon in study.toml.",
            )


def ownership_circular(facts: Facts) -> Iterator[Finding]:
    """Companies own each other in a circle.

    Profit would pass round without end and belong to nobody. Correct the holdings; a holding of less
    than control between partners is better left out.
    """
    owned: dict[str, list[Line]] = grouped(
        (line for line in facts.lines("holdings") if line.number("share") > 0), "owner"
    )
    for line in facts.lines("holdings"):
        owner, company = line.word("owner"), line.word("company")
        if not (owner and company and line.number("share") > 0):
            continue
        if owner in reached_from(company, owned):
            yield line.finding(
                "owner",
                found=f"{quoted(owner)}, which {quoted(company)} owns in turn",
                wanted="an owner that is not owned by its own holding",
                fix=f"Remove holding {quoted(line.word('holding'))}, or another that closes the circle.",
            )


def reached_from(company: str, owned: Mapping[str, list[Line]]) -> set[str]:
    """Return a company and every company that it owns, directly or through others."""
    reached, waiting = {company}, [company]
    while waiting:
        for line in owned.get(waiting.pop(), []):
            below = line.word("company")
            if below not in reached:
                reached.add(below)
                waiting.append(below)
    return reached


def holdings_above_one(facts: Facts) -> Iterator[Finding]:
    """The owners of a company own more than all of it.

    Its profit would be counted twice. State 0.5 for 50%, and correct the shares.
    """
    for company, lines in grouped(facts.lines("holdings"), "company").items():
        total = sum(line.number("share") for line in lines)
        if company and total > 1 + ROUNDING:
            yield lines[-1].finding(
                "share",
                found=f"shares in {quoted(company)} that add up to {quantity(total)}",
                wanted="a sum of at most 1",
                fix="Correct the shares of the owners.",
            )


TERMS = (
    Check("deal-without-party", "error", deal_without_party),
    Check("band-gap", "error", band_gap),
    Check("fee-beside-bands", "error", fee_beside_bands),
    Check("bands-without-contract", "error", bands_without_contract),
    Check("fee-outside-range", "error", fee_outside_range),
    Check("index-above-one", "error", index_above_one),
    Check("venture-without-shares", "error", venture_without_shares),
    Check("share-without-party", "error", share_without_party),
    Check("shares-not-one", "error", shares_not_one),
    Check("term-idle", "warning", term_idle),
    Check("review-outside", "warning", review_outside),
    Check("ownership-circular", "error", ownership_circular),
    Check("holdings-above-one", "error", holdings_above_one),
)
