"""How the rulings of customs on a kit are worded: for the command line and the report."""

from __future__ import annotations

from collections.abc import Iterator

from plantshare.deals.rulings import under_each_ruling
from plantshare.deals.valuation import DealValue
from plantshare.report.deal_words import gain_words
from plantshare.report.words import listed, percent
from plantshare.study import Study

__all__ = ["ruling_sentences"]

TAKEN_FOR = {"vehicle": "a vehicle", "parts": "parts"}


def ruling_sentences(value: DealValue, study: Study) -> Iterator[str]:
    """Return what a kit build is worth under each ruling of customs; nothing for other forms.

    Parameters
    ----------
    value
        The deal.
    study
        The study, for names and currency.
    """
    rulings, about = under_each_ruling(value), value.about
    for each in rulings:
        duty = f"{percent(each.duty, 1)} of its cost{', as planned' if each.is_planned else ''}"
        gained = listed(
            [
                gain_words(study, party, each.gains.by_party.get(party, 0.0))
                for party in (about.host, about.guest, about.government)
            ]
        )
        yield f"If customs takes the kit for {TAKEN_FOR[each.ruling]} (duty of {duty}), {gained}."
    if len(rulings) > 1:
        yield "Either way the volumes are those of the plan."
