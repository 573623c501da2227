"""How deals, parties, terms and their ranges are worded."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plantshare.deals.accepted import Outlook
from plantshare.deals.answer import DealAnswer
from plantshare.deals.range import TermRange
from plantshare.deals.term import term
from plantshare.deals.valuation import in_scenarios
from plantshare.dictionary import load_dictionary
from plantshare.report.names import country_name, names_of
from plantshare.report.words import currency_sign, money, number, percent
from plantshare.study import Study

__all__ = [
    "FIGURES",
    "LEAST",
    "Scale",
    "amount_words",
    "behind_deal",
    "capital",
    "counterfactual_of",
    "course_words",
    "deal_words",
    "expected_gain",
    "gain_words",
    "main_term",
    "party_in_sentence",
    "party_words",
    "scale_of",
    "stated_value",
    "tail_words",
    "term_words",
    "unit_of_money",
]

FIGURES = ("deal_terms", "options", "demand", "vehicles", "factors", "lanes", "tariffs", "group_patterns")
"""Tables that the value of a deal rests on most."""

LEAST = 0.05
"""Millions below which an amount reads 0.0."""

FLAT = 1e-9
"""Drivers below this do not move a party."""

TERMS: Mapping[str, str] = {
    "unit_fee": "Fee",
    "fixed_fee": "Fixed fee",
    "shortfall_rate": "Payment for a vehicle short of the minimum",
    "host_capex_share": "Host's share of launch capital",
    "host_share": "Host's share of the venture",
    "transfer_price": "Transfer price",
    "kit_margin": "Margin of the guest on parts",
    "rent": "Rent",
    "royalty": "Royalty on the net price",
    "upfront": "Sum at signature",
    "technical_support": "Cost of technical help",
    "price": "Purchase price",
    "liabilities": "Liabilities that pass to the buyer",
    "service_fee": "Fee for site services",
}
"""Terms as a reader meets them."""

GOVERNMENT = "government of "
"""How a party begins that is the government of a country, by its code."""

KEEPS = "the plan that keeps "
"""How a course begins that keeps another deal, by its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """How the numbers of a term are shown.

    Parameters
    ----------
    factor
        From the unit of a stream to the one shown.
    sign
        Sign before a number, such as that of the currency.
    unit
        What follows the number, with its space where it has one.
    axis
        The whole unit, for an axis or a heading.
    digits
        Digits after the point.
    """

    factor: float
    sign: str
    unit: str
    axis: str
    digits: int


def scale_of(study: Study, name: str) -> Scale:
    """Return how the numbers of a term are shown.

    Parameters
    ----------
    study
        The study, for its currency.
    name
        Name of the term.
    """
    sign, unit = currency_sign(str(study.settings["currency"])), term(name).unit
    short = sign.strip()
    if unit == "k/vehicle":
        return Scale(factor=1000.0, sign=sign, unit=" a vehicle", axis=f"{short} a vehicle", digits=0)
    if unit == "m/yr":
        return Scale(factor=1.0, sign=sign, unit=" million a year", axis=f"{short} million a year", digits=1)
    if unit == "share":
        return Scale(factor=100.0, sign="", unit="%", axis="%", digits=1)
    return Scale(factor=1.0, sign=sign, unit=" million", axis=f"{short} million", digits=1)


def amount_words(scale: Scale, value: float, *, with_unit: bool = True) -> str:
    r"""Return the value of a term as a reader says it.

    Parameters
    ----------
    scale
        How its numbers are shown.
    value
        The value, in the unit of a stream.
    with_unit
        Whether the unit follows.

    Examples
    --------
    >>> fee = Scale(factor=1000.0, sign="£", unit=" a vehicle", axis="£ a vehicle", digits=0)
    >>> amount_words(fee, 1.85), amount_words(fee, -0.2, with_unit=False) == "\u2212£200"
    ('£1,850 a vehicle', True)
    """
    shown = number(abs(value) * scale.factor, scale.digits)
    is_zero = shown == number(0.0, scale.digits)
    minus = "\u2212" if value < 0 and not is_zero else ""
    is_glued = scale.unit == "%"
    return f"{minus}{scale.sign}{shown}{scale.unit if with_unit or is_glued else ''}"


def term_words(name: str) -> str:
    """Return the name of a term as a reader meets it.

    Examples
    --------
    >>> term_words("unit_fee")
    'Fee'
    """
    return TERMS.get(name, name.replace("_", " ").capitalize())


def capital(words: str) -> str:
    """Return words with a capital letter in front.

    Examples
    --------
    >>> capital("nucleolus")
    'Nucleolus'
    """
    return f"{words[:1].upper()}{words[1:]}"


def deal_words(study: Study, deal: str) -> str:
    """Return the name of a deal as the study gives it, or its label in words.

    Parameters
    ----------
    study
        The study.
    deal
        Label of the deal.
    """
    return names_of(study, "deals").get(deal, deal.replace("_", " "))


def party_words(study: Study, party: str) -> str:
    """Return the name of a party; a government that the study does not list is named by its country.

    Parameters
    ----------
    study
        The study.
    party
        Label of the party.
    """
    known = names_of(study, "companies").get(party)
    if known is not None:
        return known
    if party.startswith(GOVERNMENT):
        return f"Government of {country_name(study, party.removeprefix(GOVERNMENT))}"
    return capital(party)


def party_in_sentence(study: Study, party: str) -> str:
    """Return the name of a party inside a sentence: "the government of Spain".

    Parameters
    ----------
    study
        The study.
    party
        Label of the party.
    """
    name = party_words(study, party)
    is_country = party.startswith(GOVERNMENT) and party not in names_of(study, "companies")
    return f"the {name[:1].lower()}{name[1:]}" if is_country else name


def course_words(study: Study, counterfactual: str) -> str:
    """Return another course than the deal as a reader knows it: a plan that keeps another deal by its name.

    Parameters
    ----------
    study
        The study.
    counterfactual
        The course, such as "the plan that keeps oxford_kits".
    """
    head, label = KEEPS, counterfactual.removeprefix(KEEPS)
    return f"{head}\u201c{deal_words(study, label)}\u201d" if label != counterfactual else counterfactual


def gain_words(study: Study, party: str, amount: float) -> str:
    """Return that a party gains or loses an amount, as part of a sentence.

    Parameters
    ----------
    study
        The study.
    party
        A company or a government.
    amount
        Its gain, m.
    """
    name, code = party_in_sentence(study, party), str(study.settings["currency"])
    if abs(amount) < LEAST:
        return f"{name} neither gains nor loses"
    return f"{name} {'gains' if amount > 0 else 'loses'} {money(abs(amount), code)}"


def unit_of_money(study: Study) -> str:
    """Return the unit of present values, such as "£ million present value"."""
    return f"{currency_sign(str(study.settings['currency'])).strip()} million present value"


def counterfactual_of(answer: DealAnswer) -> str:
    """Return with what the gains of a deal compare, in words."""
    return answer.value.gains.counterfactual


def stated_value(answer: DealAnswer, name: str) -> float | None:
    """Return the value of a term that the study states, in the unit of a stream; none where it has no one.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    name
        Name of the term.
    """
    value = getattr(answer.value.form, name, None)
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else None


def expected_gain(outlook: Outlook, party: str, value: float) -> float:
    """Return the expected gain of a party at a value of the only open term, m.

    Parameters
    ----------
    outlook
        The deal in its scenarios, with one open term.
    party
        Name of the party.
    value
        Value of the term.
    """
    return sum(
        chance * one.gain(party, (value,))
        for chance, one in zip(outlook.probability, outlook.scenarios, strict=True)
    )


def main_term(answer: DealAnswer) -> str | None:
    """Return the term that the parties bargain about first: the fee per vehicle where there is one.

    Else the first term with a break-even of both sides inside its bounds, then the first that moves both.
    None where no term moves money between them.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    names = [found.term for found in answer.ranges]
    moving = [name for name in sorted(names, key=lambda name: name != "unit_fee") if moves_both(answer, name)]
    if not moving or moving[0] == "unit_fee":
        return moving[0] if moving else None
    return next((name for name in moving if has_both_ends(answer, name)), moving[0])


def moves_both(answer: DealAnswer, name: str) -> bool:
    """Return whether a term moves money between host and guest."""
    outlook = in_scenarios(answer.value, name)
    slopes = [
        expected_gain(outlook, party, 1.0) - expected_gain(outlook, party, 0.0)
        for party in (outlook.host, outlook.guest)
    ]
    return min(slopes) < -FLAT and max(slopes) > FLAT


def has_both_ends(answer: DealAnswer, name: str) -> bool:
    """Return whether both ends of the range of a term are set by a party."""
    found = range_of(answer.ranges, name)
    return (
        found is not None
        and bool(found.asks_least and found.pays_most)
        and math.isfinite(found.low)
        and math.isfinite(found.high)
    )


def range_of(ranges: Sequence[TermRange], name: str) -> TermRange | None:
    """Return the range of one term, none where it is not among them."""
    return next((found for found in ranges if found.term == name), None)


def tail_words(answer: DealAnswer) -> str:
    """Return which futures count as bad ones, such as "the worst 25% of futures"."""
    return f"the worst {percent(1.0 - answer.aversion.level)} of futures"


def behind_deal(study: Study, deal: str) -> tuple[str, ...]:
    """Return the figures of a study that state the terms of a deal, as paths; defaults are left out.

    Parameters
    ----------
    study
        The study.
    deal
        Label of the deal.
    """
    frame = study.frame("deal_terms").set_index("deal")
    if deal not in frame.index:
        return ()
    row, known = frame.loc[deal], load_dictionary()
    names = [name for name in TERMS if name in frame.columns and is_stated(row[name])]
    return tuple(
        f"deal_terms.{deal}.{name}"
        for name in names
        if row[name] != known.column(f"deal_terms.{name}").default
    )


def is_stated(cell: object) -> bool:
    """Return whether a cell of a number holds one."""
    return isinstance(cell, int | float) and math.isfinite(cell)
