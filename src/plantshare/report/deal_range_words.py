"""How the range of a term is worded: for the command line, tables, leads and charts."""

from __future__ import annotations

import math
from collections.abc import Sequence

from plantshare.deals.range import TermRange
from plantshare.deals.valuation import DealValue
from plantshare.report.deal_words import Scale, amount_words, capital, party_words, scale_of, term_words
from plantshare.report.words import MISSING, number
from plantshare.study import Study

__all__ = [
    "apart_words",
    "bargain_words",
    "brief_words",
    "end_words",
    "miss_words",
    "range_sentence",
    "range_sentences",
    "range_words",
    "term_in_sentence",
]


def term_in_sentence(name: str) -> str:
    """Return the name of a term inside a sentence.

    Examples
    --------
    >>> term_in_sentence("fixed_fee")
    'fixed fee'
    """
    words = term_words(name)
    return f"{words[:1].lower()}{words[1:]}"


def end_words(scale: Scale, value: float) -> str:
    """Return an end of a range without its unit, a dash for one that does not exist."""
    return amount_words(scale, value, with_unit=False) if math.isfinite(value) else MISSING


def brief_words(scale: Scale, value: float) -> str:
    """Return an end of a range with millions but without "a vehicle" or "a year"; a dash where there is none.

    Examples
    --------
    >>> rent = Scale(factor=1.0, sign="£", unit=" million a year", axis="£ million a year", digits=1)
    >>> brief_words(rent, 9.0), brief_words(rent, math.inf) == MISSING
    ('£9.0 million', True)
    """
    if not math.isfinite(value):
        return MISSING
    return amount_words(scale, value).removesuffix(" a year").removesuffix(" a vehicle")


def apart_words(scale: Scale, width: float) -> str:
    """Return a distance between two values of a term: of shares in percentage points.

    Examples
    --------
    >>> royalty = Scale(factor=100.0, sign="", unit="%", axis="%", digits=1)
    >>> apart_words(royalty, 0.044)
    '4.4 percentage points'
    """
    if scale.unit == "%":
        return f"{number(width * scale.factor, scale.digits)} percentage points"
    return brief_words(scale, width)


def has_ends(found: TermRange) -> bool:
    """Return whether both ends of a range are numbers."""
    return math.isfinite(found.low) and math.isfinite(found.high)


def range_words(scale: Scale, found: TermRange) -> str:
    """Return a range in words: from where to where, or by how much the two sides miss each other.

    Parameters
    ----------
    scale
        How the numbers of the term are shown.
    found
        The range.
    """
    if not found.is_open and not has_ends(found):
        return "nothing suits both"
    if not found.is_open:
        whole = apart_words if scale.unit == "%" else amount_words
        return f"they miss by {whole(scale, -found.width)}"
    if not math.isfinite(found.low) and not math.isfinite(found.high):
        return "any"
    if not math.isfinite(found.high):
        return f"{amount_words(scale, found.low)} or more"
    if not math.isfinite(found.low):
        return f"{amount_words(scale, found.high)} or less"
    return f"{end_words(scale, found.low)} to {amount_words(scale, found.high)}"


def miss_words(study: Study, found: TermRange) -> str:
    """Return what each side would need where no value suits both and both ends are numbers.

    Parameters
    ----------
    study
        The study, for names and currency.
    found
        A range that is not open.
    """
    scale = scale_of(study, found.term)
    low, high = amount_words(scale, found.low), brief_words(scale, found.high)
    least, most = (party_words(study, name) if name else "" for name in (found.asks_least, found.pays_most))
    if not least:
        return f"{most} would need {high} or less, while the least possible is {low}"
    if not most:
        return f"{least} would need {low} or more, while the most possible is {high}"
    return f"{least} needs {low} and {most} accepts {high} at most"


def bargain_words(study: Study, found: TermRange) -> str:
    """Return at which values of a term both gain, or what keeps them apart, as a sentence without its stop.

    Parameters
    ----------
    study
        The study, for names and currency.
    found
        The range of the term.
    """
    what = term_in_sentence(found.term)
    if found.is_open:
        where = range_words(scale_of(study, found.term), found)
        return f"Both gain at any {what}" if where == "any" else f"Both gain at a {what} of {where}"
    if not has_ends(found):
        return f"No {what} suits both"
    return f"No {what} suits both: {miss_words(study, found)}"


def range_sentence(study: Study, found: TermRange, stated: float, when: str = "") -> str:
    """Return the range of a term with its stated value, and who sets its ends.

    Parameters
    ----------
    study
        The study, for names and currency.
    found
        The range of the term.
    stated
        Value that the study states, in the unit of a stream.
    when
        Words that follow the name of the term, such as "once the tooling is paid".
    """
    scale = scale_of(study, found.term)
    name = f"{term_words(found.term)} {when}".rstrip()
    head = f"{name} (stated: {amount_words(scale, stated)})"
    if found.is_open:
        where = range_words(scale, found)
        return f"{head}: both accept {'any value' if where == 'any' else where}{ends_words(study, found)}."
    if not has_ends(found):
        return f"{head}: no value suits {party_words(study, found.pays_most)}, the other terms as stated."
    apart = f", {apart_words(scale, -found.width)} apart" if found.asks_least and found.pays_most else ""
    return f"{head}: no value suits both. {capital(miss_words(study, found))}{apart}."


def ends_words(study: Study, found: TermRange) -> str:
    """Return which party accepts no less and which no more, nothing where only bounds of the term hold."""
    least, most = (party_words(study, name) if name else "" for name in (found.asks_least, found.pays_most))
    if least and most:
        return f"; {least} accepts no less, {most} no more"
    if least:
        return f"; {least} accepts no less"
    return f"; {most} accepts no more" if most else ""


def range_sentences(value: DealValue, ranges: Sequence[TermRange]) -> list[str]:
    """Return a sentence for the range of each term.

    Parameters
    ----------
    value
        The deal, for its stated terms.
    ranges
        Ranges of some of its terms.
    """
    study = value.without.study
    return [range_sentence(study, found, float(getattr(value.form, found.term))) for found in ranges]
