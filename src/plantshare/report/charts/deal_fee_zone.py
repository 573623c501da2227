"""What host and guest gain at each value of the term that they bargain about, and where both gain."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from plantshare.deals.accepted import Outlook
from plantshare.deals.answer import DealAnswer
from plantshare.deals.range import TermRange
from plantshare.deals.term import term
from plantshare.deals.valuation import in_scenarios
from plantshare.errors import LabelError
from plantshare.report.chart import Chart, Field
from plantshare.report.charts.deal_zone_picture import ZoneWords, place_gains, spec_of
from plantshare.report.deal_range_words import bargain_words, range_words
from plantshare.report.deal_words import (
    FIGURES,
    Scale,
    amount_words,
    behind_deal,
    counterfactual_of,
    deal_words,
    expected_gain,
    main_term,
    party_words,
    range_of,
    scale_of,
    stated_value,
    term_words,
    unit_of_money,
)
from plantshare.report.words import money

__all__ = ["deal_fee_zone"]

ROOM = 0.12
"""Share of the span by which the scale reaches beyond the outermost mark."""


def deal_fee_zone(answer: DealAnswer) -> Chart:
    """Return the gains of host and guest against the main term, and the ranges that both accept.

    Parameters
    ----------
    answer
        What is to be said of a deal.

    Raises
    ------
    LabelError
        If no term moves money between host and guest.
    """
    name = main_term(answer)
    if name is None:
        raise LabelError(f"no term of '{answer.value.deal}' moves money between host and guest")
    study, scale = answer.study, scale_of(answer.study, name)
    outlook, stated = in_scenarios(answer.value, name), stated_value(answer, name)
    found = known_ranges(answer, name)
    rows = [
        *fee_rows(answer, outlook, scale, found[0][1], domain_of(found, stated, name)),
        *(range_row(label, each, scale) for label, each in found),
    ]
    words = ZoneWords(
        host=party_words(study, outlook.host),
        guest=party_words(study, outlook.guest),
        axis=f"{term_words(name)}, {scale.axis}",
        unit=unit_of_money(study),
        stated="" if stated is None else f"stated {amount_words(scale, stated, with_unit=False)}",
        zone="both gain" if found[0][1].is_open else range_words(scale, found[0][1]).removesuffix(scale.unit),
    )
    behind = behind_deal(answer.study, answer.value.deal)
    return Chart(
        name="deal_fee_zone",
        title=bargain_words(answer.study, found[0][1]),
        subtitle=subtitle_of(answer, name),
        description=description_of(answer, outlook, scale, found[0][1]),
        fields=fields_of(answer, name, scale),
        rows=tuple(rows),
        spec=spec_of(rows, place_gains(rows), words),
        formula=(
            "gain[i](t) = const[i] + driver[i] * t, expected over the scenarios, volumes held; both gain "
            "where gain[host](t) >= 0 and gain[guest](t) >= 0"
        ),
        reads=FIGURES,
        behind=tuple(behind for _ in rows),
    )


def known_ranges(answer: DealAnswer, name: str) -> list[tuple[str, TermRange]]:
    """Return the ranges of a term with their labels, that on the study's own figures first."""
    found = [
        ("As the study states it", range_of(answer.ranges, name)),
        ("With rivals to turn to", range_of(answer.contested, name)),
        ("Over the futures, both neutral", range_of(answer.neutral_ranges, name)),
        ("Over the same futures, both careful", range_of(answer.averse_ranges, name)),
    ]
    if answer.hold_up is not None and answer.hold_up.after.term == name:
        found.append(("Once tooling is paid", answer.hold_up.after))
    return [(label, each) for label, each in found if each is not None]


def domain_of(found: Sequence[tuple[str, TermRange]], stated: float | None, name: str) -> tuple[float, float]:
    """Return the ends of the scale of a term: all that is marked on it, and some room."""
    marks = [end for _, each in found for end in (each.low, each.high) if math.isfinite(end)]
    marks += [] if stated is None else [stated]
    low, high = (min(marks), max(marks)) if marks else (0.0, 1.0)
    room = ROOM * (high - low) if high > low else max(1.0, abs(high)) * ROOM
    known = term(name)
    return max(low - room, known.low), min(high + room, known.high)


def fee_rows(
    answer: DealAnswer, outlook: Outlook, scale: Scale, found: TermRange, domain: tuple[float, float]
) -> list[dict[str, Any]]:
    """Return the gains at the values that matter, from the lowest; Any: cells are numbers and words."""
    stated = stated_value(answer, found.term)
    names = {side: party_words(answer.study, side) for side in (outlook.host, outlook.guest)}
    marks = [("Left end of the picture", domain[0]), ("Right end of the picture", domain[1])]
    if found.asks_least and domain[0] <= found.low <= domain[1]:
        marks.append((f"{names[found.asks_least]} neither gains nor loses", found.low))
    if found.pays_most and domain[0] <= found.high <= domain[1]:
        marks.append((f"{names[found.pays_most]} neither gains nor loses", found.high))
    if stated is not None:
        marks.append(("Stated", stated))
    return [
        {
            "role": "fee",
            "what": label,
            "low": value * scale.factor,
            "high": None,
            "host": expected_gain(outlook, outlook.host, value),
            "guest": expected_gain(outlook, outlook.guest, value),
            "words": "",
            "is_open": None,
            "is_end": label.endswith("picture"),
            "is_stated": label == "Stated",
        }
        for label, value in sorted(marks, key=lambda mark: mark[1])
    ]


def range_row(label: str, found: TermRange, scale: Scale) -> dict[str, Any]:
    """Return one range that host and guest accept; Any: cells are numbers and words."""

    def shown(end: float) -> float | None:
        return end * scale.factor if math.isfinite(end) else None

    return {
        "role": "range",
        "what": label,
        "low": shown(found.low),
        "high": shown(found.high),
        "host": None,
        "guest": None,
        "words": range_words(scale, found).removesuffix(scale.unit),
        "is_open": found.is_open,
        "is_end": False,
        "is_stated": False,
    }


def fields_of(answer: DealAnswer, name: str, scale: Scale) -> tuple[Field, ...]:
    """Return the columns of the table."""
    study, about, unit = answer.study, answer.value.about, unit_of_money(answer.study)
    return (
        Field(name="what", label="What"),
        Field(
            name="low",
            label=f"{term_words(name)}, or least of a range",
            unit=scale.axis,
            kind="number",
            digits=scale.digits,
        ),
        Field(name="high", label="Most of a range", unit=scale.axis, kind="number", digits=scale.digits),
        Field(name="words", label="In words"),
        Field(
            name="host", label=f"Gain of {party_words(study, about.host)}", unit=unit, kind="number", digits=1
        ),
        Field(
            name="guest",
            label=f"Gain of {party_words(study, about.guest)}",
            unit=unit,
            kind="number",
            digits=1,
        ),
    )


def subtitle_of(answer: DealAnswer, name: str) -> str:
    """Return what is plotted: measure, unit, counterfactual and basis."""
    futures = ""
    if answer.averse_ranges:
        futures = (
            "; lines and first bars on the study's own figures, neutral and careful ones both over the same "
            "drawn futures"
        )
    return (
        f"{deal_words(answer.study, answer.value.deal)}: expected gain against "
        f"{counterfactual_of(answer)}, {unit_of_money(answer.study)}, by {term_words(name).lower()}; "
        "volumes and all other terms as planned; bars below: the range that both accept, dashed where they "
        f"miss each other{futures}"
    )


def description_of(answer: DealAnswer, outlook: Outlook, scale: Scale, found: TermRange) -> str:
    """Return the picture in words."""
    study, code = answer.study, str(answer.study.settings["currency"])
    rises = expected_gain(outlook, outlook.host, 1.0) > expected_gain(outlook, outlook.host, 0.0)
    up, down = (outlook.host, outlook.guest) if rises else (outlook.guest, outlook.host)
    stated = stated_value(answer, found.term)
    parts = [
        f"Two straight lines that cross: the gain of {party_words(study, up)} rises with the term, that of "
        f"{party_words(study, down)} falls.",
        f"Both accept: {range_words(scale, found)}.",
    ]
    if stated is not None:
        parts.append(
            f"At the stated {amount_words(scale, stated)} {party_words(study, outlook.host)} has "
            f"{money(expected_gain(outlook, outlook.host, stated), code, signed=True)} and "
            f"{party_words(study, outlook.guest)} "
            f"{money(expected_gain(outlook, outlook.guest, stated), code, signed=True)}."
        )
    return " ".join(parts)
