"""How the drawn futures of a deal are worded: what is held in them, and how they differ from the plan."""

from __future__ import annotations

from plantshare.deals.answer import DealAnswer
from plantshare.deals.futures_mean import FuturesMean, StateMeans
from plantshare.dictionary import load_dictionary
from plantshare.report.deal_words import LEAST, gain_words
from plantshare.report.words import listed, money, percent, plural

__all__ = ["HELD", "futures_sentences", "state_words"]

HELD = (
    "In each future launches, shifts and what was signed stay as planned, and volumes follow what pays: "
    "there the minimum of the deal need not be built, and where less is, the payment for the shortfall falls "
    "due. On the plan itself the minimum is built whether or not that pays."
)
"""What is held in drawn futures, and what is not."""

SURE = 1.96
"""Standard errors beyond which a difference is no accident of the draws, in 95 of 100 cases."""


def state_words(key: str) -> str:
    """Return a drawn state of a column as a reader meets it.

    Parameters
    ----------
    key
        Column of the study, as "table.column".

    Examples
    --------
    >>> state_words("tariffs.countervailing")
    'Countervailing duty on top'
    """
    return load_dictionary().column(key).text.rstrip(".")


def futures_sentences(answer: DealAnswer) -> list[str]:
    """Return expected gains over the drawn futures beside those on the study's own figures; none without any.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    found, futures = answer.expected, answer.futures
    if found is None or futures is None:
        return []
    about, code = answer.value.about, str(answer.study.settings["currency"])
    gained = [
        gain_words(answer.study, party, found.by_party.get(party, 0.0))
        for party in (about.host, about.guest, about.government)
    ]
    count = plural(len(futures.streams), "drawn future")
    differs = found.difference
    beside = (
        f"{money(abs(differs), code)} {'more' if differs > 0 else 'less'} than on the study's own figures "
        f"({money(found.headline, code, signed=True)})"
        if abs(differs) >= LEAST
        else "as on the study's own figures"
    )
    within = money(SURE * found.standard_error, code)
    told = [
        f"On average over {count} {listed(gained)}; all companies together come to "
        f"{money(found.companies, code, signed=True)} (give or take {within}), {beside}."
    ]
    explained = found.explained_by
    if explained is not None and abs(differs) > SURE * found.standard_error:
        told.append(explained_words(found, explained, code))
    return told


def explained_words(found: FuturesMean, state: StateMeans, code: str) -> str:
    """Return which drawn state explains the difference, with what companies gain with it and without."""
    is_present = abs(state.present - found.headline) < abs(state.absent - found.headline)
    nearer = "with it" if is_present else "without it"
    return (
        f"What explains most of the difference is \u201c{state_words(state.key)}\u201d: in the "
        f"{percent(state.share)} of futures that have it at some time all companies together come to "
        f"{money(state.present, code, signed=True)}, in those that never do to "
        f"{money(state.absent, code, signed=True)}. The study's own figures are near the futures {nearer}."
    )
