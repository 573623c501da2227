"""What may become of a deal once it is signed: hold-up, leaving, drawn futures and clauses, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plantshare.cli.deal_words import Words
from plantshare.cli.listing import sentences, table
from plantshare.deals.answer import DealAnswer
from plantshare.deals.hold_up import ExitTest
from plantshare.deals.in_futures import PartyRisk
from plantshare.report.deal_clause_words import best_clause_words, clause_terms
from plantshare.report.deal_futures_words import HELD
from plantshare.report.deal_range_words import range_sentence, range_sentences
from plantshare.report.deal_risk_listings import group_words
from plantshare.report.deal_words import LEAST, capital
from plantshare.report.words import millions, percent

__all__ = ["clause_text", "hold_up_text", "risk_text"]


def hold_up_text(answer: DealAnswer, words: Words) -> str:
    """Return how far the fee could be pressed once the tooling stands, and whether leaving is right.

    Parameters
    ----------
    answer
        What was found.
    words
        Names and money of the deal.
    """
    told = []
    if answer.hold_up is None:
        told.append(
            "Neither side can press the other later: no fee per vehicle is open, or no tooling is paid."
        )
    else:
        after = answer.hold_up.after
        agreed = float(getattr(answer.value.form, after.term))
        told.append(range_sentence(words.study, after, agreed, "once the tooling is paid"))
        if after.is_open:
            told.append(pressed_words(answer, words))
            if not answer.hold_up.before.is_open:
                told.append("Before the tooling is paid nothing suits both: on these terms it would not be.")
    return sentences([*told, *(exit_words(test, answer, words) for test in answer.exits)])


def pressed_words(answer: DealAnswer, words: Words) -> str:
    """Return by how much each side could press the other once the tooling is paid."""
    found = answer.hold_up
    if found is None:
        return ""
    more, less = (
        words.term(found.after.term, amount) for amount in (found.host_could_ask, found.guest_could_press)
    )
    return (
        f"{words.host} could then ask for {more} more, or {words.guest} insist on {less} less, and the other "
        "would stay."
    )


def exit_words(test: ExitTest, answer: DealAnswer, words: Words) -> str:
    """Return whether a side would leave at a review: what both expect, and in how many futures it does."""
    host, guest, about = words.host, words.guest, answer.value.about
    joint = words.money(abs(test.joint_continuation))
    effect = f"{'brings' if test.is_efficient else 'costs'} the two together {joint}"
    fair = f"A fee of {words.money(test.fair_fee)} would leave {host} as well off as going on."
    if test.futures == 1:
        leaves = "leaves" if test.guest_leaves else "stays"
        return (
            f"At the end of {test.review} {guest} may leave for {words.money(test.fee)}: it {leaves}. "
            f"Leaving {effect} (value at the end of {test.review}). {fair}"
        )
    shares = (test.guest_leaves_share, test.host_leaves_share, test.efficient_share)
    would, host_would, both = (percent(share) for share in shares)
    return (
        f"At the end of {test.review} a side may leave for {words.money(test.fee)}: {guest} does in {would} "
        f"of {test.futures:,} futures and {host} in {host_would}; leaving is better for the two together in "
        f"{both}. On average, by going on, {words.gains(about.guest, test.guest_continuation)} and "
        f"{words.gains(about.host, test.host_continuation)}, so that leaving {effect} (values at the end of "
        f"{test.review}). {fair}"
    )


def risk_text(answer: DealAnswer, words: Words) -> str:
    """Return how the gain of each party may turn out, and when it would rather walk.

    Parameters
    ----------
    answer
        What was found, with futures.
    words
        Names and money of the deal.
    """
    shown = [risk for risk in answer.risks if abs(risk.gain.mean) >= LEAST or risk.gain.loss_probability > 0]
    rows = [
        [
            words.party(risk.party), millions(risk.gain.mean), millions(1.96 * risk.standard_error),
            millions(risk.gain.fifth_percentile), millions(risk.gain.tail_mean),
            millions(risk.gain.certainty_equivalent), percent(risk.gain.loss_probability),
        ]
        for risk in shown
    ]  # fmt: skip
    worst, weight = percent(1 - answer.aversion.level), percent(answer.aversion.weight)
    headers = [
        "party",
        "mean",
        "give or take",
        "5% are below",
        f"mean of worst {worst}",
        "worth to it",
        "loses in",
    ]
    note = (
        "Give or take: the mean of all possible futures lies that close to this mean in 95 of 100 cases. "
        f"Worth to a party: the mean of all futures, with a weight of {weight} on that of the worst {worst}."
    )
    parts = [f"{sentences([HELD])}\n{table(headers, rows)}\n{sentences([note])}"]
    sides = [risk for risk in shown if risk.party in (answer.value.about.host, answer.value.about.guest)]
    if sides:
        parts.append(
            f"A party would rather walk where it loses against {answer.value.gains.counterfactual}.\n"
            f"{walk_table(sides, words)}"
        )
    neutral = "Over these futures, where both look at the mean alone, against the same plan:"
    careful = f"Over the same futures, where the worst {worst} weigh {weight} for both:"
    for lead, ranges in ((neutral, answer.neutral_ranges), (careful, answer.averse_ranges)):
        parts.append(sentences([lead, *range_sentences(answer.value, ranges[:1])]))
    return "\n\n".join(parts)


def walk_table(sides: Sequence[PartyRisk], words: Words) -> str:
    """Return the probability that each side would rather walk, by group of futures."""
    rows = [[group_words(group), *(percent(risk.walks[group]) for risk in sides)] for group in sides[0].walks]
    return table(["futures", *(f"{words.party(risk.party)} would walk in" for risk in sides)], rows)


def clause_text(answer: DealAnswer, words: Words) -> str:
    """Return what each clause changes, and the best of them.

    Parameters
    ----------
    answer
        What was found, with futures.
    words
        Names and money of the deal.
    """
    if not answer.clauses:
        return (
            f"For this form of deal ({answer.value.form.name}) no clause is known whose terms could be moved."
        )
    about = answer.value.about
    rows = [
        [capital(effect.name), clause_terms(effect), *(walk_cell(effect.walks_without, effect.walks, party)
                                                       for party in (about.host, about.guest))]
        for effect in answer.clauses
    ]  # fmt: skip
    headers = ["clause", "terms", f"{words.host} would walk in", f"{words.guest} would walk in"]
    note = (
        "The amount named last is set so that host and guest each gain as much on average as on the stated "
        "terms; what changes is who bears which future. Shares of futures, without the clause and with it."
    )
    return f"{sentences([best_clause_words(answer)])}\n{table(headers, rows)}\n{sentences([note])}"


def walk_cell(before: Mapping[str, float], after: Mapping[str, float], party: str) -> str:
    """Return a probability before and after."""
    return f"{percent(before[party])} to {percent(after[party])}"
