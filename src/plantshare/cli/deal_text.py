"""What a deal is worth, in words and tables: sentences first, every figure beside its counterfactual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import fill

import numpy as np

from plantshare.cli.deal_words import Words, assumed_rates_words, surplus_cells
from plantshare.cli.listing import section, table
from plantshare.deals.answer import DealAnswer
from plantshare.deals.clauses import best_clause
from plantshare.deals.hold_up import ExitTest
from plantshare.deals.in_futures import PartyRisk
from plantshare.deals.public import PublicFinance
from plantshare.deals.rivals import Rival, reserved_by_rivals
from plantshare.deals.valuation import DealValue, deal_statement
from plantshare.report.deal_range_words import range_sentence, range_sentences
from plantshare.report.deal_risk_listings import group_words
from plantshare.report.deal_volume_words import volume_words
from plantshare.report.deal_words import LEAST
from plantshare.report.words import currency_sign, listed, millions, number, percent, plural

__all__ = ["deal_text"]

WIDTH = 108
"""Columns of a sentence, as of the other answers, less its indentation."""


def deal_text(answer: DealAnswer) -> str:
    """Return everything that is to be said of a deal.

    Parameters
    ----------
    answer
        What was found.
    """
    words = Words(answer.value)
    parts = [
        heading(answer, words),
        section("Who gains what, against the best plan without any deal", gains_text(answer.value, words)),
        section(
            "Terms that both accept, against the same plan",
            "\n".join(range_sentences(answer.value, answer.ranges)),
        ),
        section("The same where each may turn to its best rival deal", contested_text(answer, words)),
        section("How the gain could be shared", splits_text(answer, words)),
        section("Other deals of the two, each against no deal at all", rivals_text(answer.rivals, words)),
        section("Public finance of the deal, present value", public_text(answer, words)),
        section("Who decides the volume", fill(volume_words(answer), WIDTH)),
        section("Before and after the tooling is paid", hold_up_text(answer, words)),
    ]
    if answer.futures is not None:
        count = len(answer.futures.streams)
        parts += [
            section(f"Gain of each party in {plural(count, 'drawn future')}", risk_text(answer, words)),
            section("Which clause would help", clause_text(answer)),
        ]
    else:
        parts.append("No futures were drawn (uncertainty.csv), so that nothing is said of risk.")
    return "\n\n".join(parts)


def heading(answer: DealAnswer, words: Words) -> str:
    """Return what the deal is, and what it was compared with."""
    value = answer.value
    about = value.about
    volume = sum(
        chance * float(stream.local.sum())
        for chance, stream in zip(value.probability, value.streams, strict=True)
    )
    lines = [
        words.deal(value.deal),
        f"{value.form.name[:1].upper()}{value.form.name[1:]}: {words.party(about.host)} is the host, "
        f"{words.party(about.guest)} the guest; {number(volume)} thousand vehicles in all.",
        "Present value at the study's discount rate of "
        f"{percent(float(words.study.settings['discount_rate']), 1)}; money in millions of "
        f"{words.currency}. A kept deal builds its minimum once it has ramped up, whether or not that pays.",
    ]
    return "\n".join(lines)


def gains_text(value: DealValue, words: Words) -> str:
    """Return who gains what, and what all companies have or lack together."""
    about = value.about
    sides = [about.host, about.guest, about.government]
    others = [name for name, gain in value.gains.by_party.items() if name not in sides and abs(gain) >= LEAST]
    spoken = listed([words.gains(name, value.gains.by_party.get(name, 0.0)) for name in (*sides, *others)])
    low, total, high = value.surplus
    verb = "gain" if total >= 0 else "lack"
    lines = [
        f"At the stated terms {spoken}.",
        f"All companies together {verb} {words.money(abs(total))} (proven to lie between "
        f"{millions(low)} and {millions(high)}); no terms change that sum.",
        f"The gain of each party is known to {millions(value.unproven)} million.",
        signing_words(value, words),
    ]
    if abs(value.own_costs) >= LEAST:
        lines.append(
            f"This form itself costs {words.money(value.own_costs)} that the plan does not know, so that the "
            f"terms divide {words.money(value.divided[1])}."
        )
    charged = value.surplus[1] - value.own_costs - value.divided[1]
    if abs(charged) >= LEAST:
        lines.append(
            f"Of the sum {words.money(charged)} are charges for missed targets that nobody pays: the terms "
            f"divide {words.money(value.divided[1])}."
        )
    own = [words.gains(name, gain) for name, gain in value.own_rate_gains.items() if name in sides]
    at_study_rate = value.gains.by_party
    is_other = any(abs(gain - at_study_rate[name]) >= LEAST for name, gain in value.own_rate_gains.items())
    if own and is_other:
        lines.append(f"At the discount rate of each: {listed(own)}. These do not add up.")
        lines.extend(assumed_rates_words(value, words))
    return "\n".join([*lines, "", statement_table(value, words)])


def signing_words(value: DealValue, words: Words) -> str:
    """Return whether the best plan signs the deal, and what the right to sign it is worth."""
    _, worth, high = value.worth
    if value.is_signed:
        return f"The best plan that may sign the deal signs it; the right is worth {words.money(worth)}."
    return f"The best plan that may sign the deal does not; the right is worth {words.money(high)} at most."


def statement_table(value: DealValue, words: Words) -> str:
    """Return the present value of each kind of money that the deal changes, a column for each party."""
    found = deal_statement(value)
    parties = list(dict.fromkeys(party for party, _ in found))
    kinds = list(dict.fromkeys(kind for _, kind in found))
    rows = [
        [kind, *(millions(found[party, kind]) if (party, kind) in found else "" for party in parties)]
        for kind in kinds
    ]
    sums = [millions(sum(value for (name, _), value in found.items() if name == party)) for party in parties]
    return table(["with the deal less without", *map(words.party, parties)], [*rows, ["gain", *sums]])


def contested_text(answer: DealAnswer, words: Words) -> str:
    """Return what each side could ask for elsewhere, and the ranges that are left."""
    reserved = reserved_by_rivals(answer.value, answer.rivals)
    lines = []
    for party, amount in reserved.items():
        if amount < LEAST:
            lines.append(f"{words.party(party)} has no other deal that pays.")
            continue
        best = max(
            (rival for rival in answer.rivals if rival.deal != answer.value.about.deal
             and party in (rival.host, rival.guest) and rival.surplus is not None),
            key=lambda rival: rival.surplus[1] if rival.surplus else -np.inf,
        )  # fmt: skip
        other = best.host if party == best.guest else best.guest
        lines.append(
            f"{words.party(party)} could turn to {words.party(other)} "
            f"({words.deal(best.deal)}), where at most {words.money(amount)} is to be had."
        )
    return "\n".join([*lines, *range_sentences(answer.value, answer.contested[:1])])


def splits_text(answer: DealAnswer, words: Words) -> str:
    """Return what each party gets by each rule, and who has the power."""
    low, total, _ = answer.value.divided
    if total <= 0:
        everyone = float(answer.game.values[-1])
        lines = [
            f"There is nothing to divide between {words.sides}: the deal misses by {words.money(-total)}."
        ]
        if everyone > LEAST:
            lines.append(
                f"With the government at the table {words.money(everyone)} would be left: what it gains by "
                "duty and jobs, less what the companies lack."
            )
        else:
            lines.append("The government does not gain enough to close that either.")
        return "\n".join(lines)
    rows = []
    for rule, split in answer.splits.items():
        for name, amount, least, most in zip(split.players, split.payoff, split.low, split.high, strict=True):
            rows.append([rule, words.party(name), millions(amount), f"{millions(least)} to {millions(most)}"])
    roles = [f"{words.party(one.player)}: {one.role}, adds {millions(one.marginal)}" for one in answer.powers]
    note = f"\nRole of each with the government at the table: {'; '.join(roles)}."
    unproven = "\nThe lower bound is below zero: it is not proven that there is a gain." if low < 0 else ""
    return table(["rule", "party", "gain", "over the proven bounds"], rows) + note + unproven


def rivals_text(rivals: Sequence[Rival], words: Words) -> str:
    """Return the surplus of the deal and of those that share a party with it."""
    rows = [
        [
            words.deal(rival.deal), words.party(rival.host), words.party(rival.guest),
            *surplus_cells(rival.surplus),
        ]
        for rival in rivals
    ]  # fmt: skip
    return table(["deal", "host", "guest", "gain of all companies", "proven bounds"], rows)


def public_text(answer: DealAnswer, words: Words) -> str:
    """Return the account of the government against each other course."""
    government = words.party(answer.value.about.government)
    lines = list(dict.fromkeys(name for account in answer.public for name in account.lines))
    rows = [
        [
            course_words(account, words), *(millions(account.lines.get(name, 0.0)) for name in lines),
            millions(account.net), jobs_words(account),
        ]
        for account in answer.public
    ]  # fmt: skip
    taxes = answer.taxes
    note = (
        f"\nPays and gets: {government}. Jobs bring {currency_sign(words.currency)}"
        f"{number(1000 * taxes.per_job)} a year each, {percent(taxes.additional_share)} of them additional: "
        "assumptions, grade E."
    )
    return table(["against", *lines, "net", "jobs added at most"], rows) + note


def course_words(account: PublicFinance, words: Words) -> str:
    """Return the other course with the deal in it as a reader knows it."""
    head = "the plan that keeps "
    name = account.counterfactual
    if name.startswith(head):
        deal = name.removeprefix(head)
        return f"{head}{words.deal(deal)}"
    return name


def jobs_words(account: PublicFinance) -> str:
    """Return the largest number of jobs that a programme adds or takes in a year."""
    if not account.jobs:
        return ""
    year, jobs = max(account.jobs.items(), key=lambda each: abs(each[1]))
    return f"{number(1000 * jobs)} in {year}"


def hold_up_text(answer: DealAnswer, words: Words) -> str:
    """Return how far the fee could be pressed once the tooling stands, and whether leaving is right."""
    lines = []
    if answer.hold_up is None:
        lines.append("No fee per vehicle, or no tooling to pay: nothing to hold up.")
    else:
        after = answer.hold_up.after
        agreed = float(getattr(answer.value.form, after.term))
        lines.append(range_sentence(words.study, after, agreed, "once the tooling is paid"))
        if after.is_open:
            lines.append(
                f"{words.party(answer.value.about.host)} could ask for "
                f"{words.term(after.term, answer.hold_up.host_could_ask)} more, "
                f"{words.party(answer.value.about.guest)} press for "
                f"{words.term(after.term, answer.hold_up.guest_could_press)} less; the other would stay."
            )
    return "\n".join([*lines, *(exit_words(test, answer, words) for test in answer.exits)])


def exit_words(test: ExitTest, answer: DealAnswer, words: Words) -> str:
    """Return whether a side would leave at a review: what both expect, and in how many futures it does."""
    host, guest = words.party(answer.value.about.host), words.party(answer.value.about.guest)
    right = "better" if test.is_efficient else "worse"
    fair = f"a fee of {words.money(test.fair_fee)} would leave {host} as well off."
    if test.futures == 1:
        leaves = "leaves" if test.guest_leaves else "stays"
        return (
            f"At the review of {test.review} {guest} {leaves}; leaving is {right} for both together by "
            f"{words.money(abs(test.joint_continuation))} of that year, and {fair}"
        )
    shares = (test.guest_leaves_share, test.host_leaves_share, test.efficient_share)
    would, host_would, both = (percent(share) for share in shares)
    return (
        f"At the review of {test.review}, over {test.futures:,} futures and with a fee of "
        f"{words.money(test.fee)} for leaving, {guest} would leave in {would} of them and {host} in "
        f"{host_would}; leaving is better for both together in {both}. In the mean "
        f"{words.gains(answer.value.about.guest, test.guest_continuation)} and "
        f"{words.gains(answer.value.about.host, test.host_continuation)} by going on, in money of that year, "
        f"so that leaving is {right} for both by {words.money(abs(test.joint_continuation))}; {fair}"
    )


def risk_text(answer: DealAnswer, words: Words) -> str:
    """Return how the gain of each party may turn out, and when it would rather walk."""
    shown = [risk for risk in answer.risks if abs(risk.gain.mean) >= LEAST or risk.gain.loss_probability > 0]
    rows = [
        [
            words.party(risk.party), millions(risk.gain.mean), millions(1.96 * risk.standard_error),
            millions(risk.gain.fifth_percentile), millions(risk.gain.tail_mean),
            millions(risk.gain.certainty_equivalent), percent(risk.gain.loss_probability),
        ]
        for risk in shown
    ]  # fmt: skip
    level = percent(1 - answer.aversion.level)
    headers = ["party", "mean", "give or take", "5%", f"mean of worst {level}", "worth to it", "loses in"]
    parts = [table(headers, rows)]
    sides = [risk for risk in shown if risk.party in (answer.value.about.host, answer.value.about.guest)]
    if sides:
        parts.append(walk_table(sides, words))
    lead = (
        "Where both mind bad cases "
        f"(weight {percent(answer.aversion.weight)} on the worst {level}), against the same plan:"
    )
    ranges = "\n".join(range_sentences(answer.value, answer.averse_ranges[:1]))
    return "\n\n".join([*parts, f"{lead}\n{ranges}"])


def walk_table(sides: Sequence[PartyRisk], words: Words) -> str:
    """Return the probability that each side would rather walk, by group of futures."""
    rows = [[group_words(group), *(percent(risk.walks[group]) for risk in sides)] for group in sides[0].walks]
    return table(["futures", *(f"{words.party(risk.party)} would walk" for risk in sides)], rows)


def clause_text(answer: DealAnswer) -> str:
    """Return what each clause changes, and the best of them."""
    if not answer.clauses:
        return f"No clause is known for a {answer.value.form.name} whose terms could be moved."
    best = best_clause(answer.clauses)
    lead = (
        "No clause makes the side that walks more often walk less: the sum is too small, not its shape."
        if best is None
        else f"Best: {best.name}. With {best.says}, the larger probability to walk falls by "
        f"{percent(best.closes)}."
    )
    about = answer.value.about
    rows = [
        [effect.name, effect.says, *(walk_cell(effect.walks_without, effect.walks, party)
                                     for party in (about.host, about.guest))]
        for effect in answer.clauses
    ]  # fmt: skip
    words = Words(answer.value)
    headers = ["clause", "terms", f"{words.party(about.host)} walks", f"{words.party(about.guest)} walks"]
    note = (
        "\nThe term named last is moved so that the host expects what it expected, and so does the guest; "
        "what changes is who bears which future."
    )
    return f"{lead}\n{table(headers, rows)}{note}"


def walk_cell(before: Mapping[str, float], after: Mapping[str, float], party: str) -> str:
    """Return a probability before and after."""
    return f"{percent(before[party])} to {percent(after[party])}"
