"""How what a deal changes elsewhere in the plan is worded: the largest kinds of money of each party."""

from __future__ import annotations

from collections.abc import Mapping

from plantshare.deals.answer import DealAnswer
from plantshare.report.deal_kind_words import kind_words
from plantshare.report.deal_words import LEAST, party_words
from plantshare.report.words import listed, money

__all__ = ["elsewhere_sentences"]

PLAN_KINDS: Mapping[str, str] = {
    "fixed cost": "fixed cost of shifts",
    "revenue": "sales of other vehicles",
    "selling": "selling cost of other vehicles",
    "launch capital": "launch capital of other vehicles",
}
"""Kinds of money that mean another thing beside a programme than in it."""

SHOWN = 3
"""Kinds of money that are named for each party; the rest is summed up."""


def elsewhere_sentences(answer: DealAnswer) -> list[str]:
    """Return the largest kinds of money behind "elsewhere in the plan", a sentence for each party.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    study, code = answer.study, str(answer.study.settings["currency"])
    told = []
    for party, kinds in answer.elsewhere.items():
        named = [(kind, amount) for kind, amount in list(kinds.items())[:SHOWN] if abs(amount) >= LEAST]
        if not named:
            continue
        rest = sum(kinds.values()) - sum(amount for _, amount in named)
        parts = [
            f"{PLAN_KINDS.get(kind, kind_words(kind))} {money(amount, code, signed=True)}"
            for kind, amount in named
        ]
        if abs(rest) >= LEAST:
            parts.append(f"all else {money(rest, code, signed=True)}")
        told.append(f"Elsewhere in the plan, {party_words(study, party)}: {listed(parts)}.")
    return told
