"""What a deal comes to, in a few plain sentences."""

from __future__ import annotations

import math

from plantshare.deals.answer import DealAnswer
from plantshare.report.deal_futures_words import futures_sentences
from plantshare.report.deal_range_words import apart_words, bargain_words
from plantshare.report.deal_words import (
    LEAST,
    amount_words,
    counterfactual_of,
    gain_words,
    main_term,
    party_words,
    range_of,
    scale_of,
    stated_value,
)
from plantshare.report.words import listed, money, percent, plural

__all__ = ["lead_of"]


def lead_of(answer: DealAnswer) -> str:
    """Return what a deal comes to, in a few plain sentences, the first with the counterfactual.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    sentences = [
        gain_sentence(answer),
        *futures_sentences(answer),
        term_sentence(answer),
        signed_sentence(answer),
        risk_sentence(answer),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def gain_sentence(answer: DealAnswer) -> str:
    """Return what host, guest and all companies gain or lose at the stated terms."""
    value, code = answer.value, str(answer.study.settings["currency"])
    host, guest = value.about.host, value.about.guest
    moved = [gain_words(answer.study, party, value.gains.by_party.get(party, 0.0)) for party in (host, guest)]
    whole = value.surplus[1]
    verb = "gain" if whole >= 0 else "lose"
    proven = f" (proven to within {money(value.unproven, code)})" if value.unproven >= LEAST else ""
    return (
        f"Against {counterfactual_of(answer)}, {listed(moved)} on the stated terms; all companies together "
        f"{verb} {money(abs(whole), code)}{proven}, whatever the terms."
    )


def term_sentence(answer: DealAnswer) -> str:
    """Return which values of the main term suit both, or by how much they miss; nothing without a term."""
    name = main_term(answer)
    found = None if name is None else range_of(answer.ranges, name)
    if name is None or found is None:
        return ""
    scale, stated = scale_of(answer.study, name), stated_value(answer, name)
    tail = "" if stated is None else f" (stated: {amount_words(scale, stated)})"
    is_apart = not found.is_open and math.isfinite(found.low) and math.isfinite(found.high)
    apart = f", {apart_words(scale, -found.width)} apart" if is_apart else ""
    return f"{bargain_words(answer.study, found)}{apart}{tail}."


def signed_sentence(answer: DealAnswer) -> str:
    """Return whether the best plan that may sign the deal does so."""
    if answer.value.is_signed:
        return "Left free to sign the deal, the best plan does so."
    return "Left free to sign the deal, the best plan does not."


def risk_sentence(answer: DealAnswer) -> str:
    """Return in how many futures host and guest would rather walk; nothing without futures."""
    if answer.futures is None:
        return ""
    sides = (answer.value.about.host, answer.value.about.guest)
    by_party = {risk.party: risk.gain.loss_probability for risk in answer.risks}
    parts = [
        f"{party_words(answer.study, party)} in {percent(by_party.get(party, 0.0), 1)}" for party in sides
    ]
    count = len(answer.futures.streams)
    return f"Of {plural(count, 'drawn future')}, a party would rather walk: {listed(parts)} of them."
