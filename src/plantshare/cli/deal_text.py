"""What a deal is worth, in words and tables: sentences first, every figure beside its counterfactual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from plantshare.cli.deal_risk_text import clause_text, hold_up_text, risk_text
from plantshare.cli.deal_words import Words, bounds_cell, surplus_cells
from plantshare.cli.listing import section, sentences, table
from plantshare.deals.answer import DealAnswer
from plantshare.deals.public import PublicFinance
from plantshare.deals.rivals import Rival, reserved_by_rivals, threat_value
from plantshare.deals.valuation import DealValue, deal_statement
from plantshare.report.charts.deal_splits import RULES
from plantshare.report.deal_elsewhere_words import elsewhere_sentences
from plantshare.report.deal_futures_words import futures_sentences
from plantshare.report.deal_kind_words import kind_words
from plantshare.report.deal_power_listings import ROLES
from plantshare.report.deal_public_words import (
    RECEIPTS,
    government_words,
    kept_by_government_words,
    receipt_sentences,
)
from plantshare.report.deal_range_words import range_sentences
from plantshare.report.deal_rate_words import assumed_rates_words, is_other_at_own_rate, rates_of
from plantshare.report.deal_ruling_words import ruling_sentences
from plantshare.report.deal_volume_words import volume_words
from plantshare.report.deal_words import LEAST, capital, course_words
from plantshare.report.words import listed, millions, number, percent, plural

__all__ = ["deal_text"]


def deal_text(answer: DealAnswer) -> str:
    """Return everything that is to be said of a deal.

    Parameters
    ----------
    answer
        What was found.
    """
    words, value = Words(answer.value), answer.value
    unit = f"present value, {words.unit}"
    state = words.inside(value.about.government)
    parts = [
        heading(answer, words),
        section("Who gains what, against the best plan without any deal", gains_text(answer, words)),
        section(
            "Terms that both accept, each alone with the others as stated, against the same plan",
            sentences(range_sentences(value, answer.ranges)),
        ),
        section("The same where each may turn to its best rival deal", contested_text(answer, words)),
        section(f"How the gain could be shared, {unit}", splits_text(answer, words)),
        section(
            f"This deal and others of the two, each alone against no deal at all, {unit}",
            rivals_text(answer.rivals, words),
        ),
        section(f"Public finance of the deal, for {state}, {unit}", public_text(answer, words)),
        section("Who decides the volume", sentences([volume_words(answer)])),
        section("Before and after the tooling is paid", hold_up_text(answer, words)),
    ]
    if answer.futures is not None:
        futures = plural(len(answer.futures.streams), "drawn future")
        parts += [
            section(f"Gain of each party in {futures}, {unit}", risk_text(answer, words)),
            section("Which clause would help", clause_text(answer, words)),
        ]
    else:
        parts.append(no_futures_words(answer))
    return "\n\n".join(parts)


def no_futures_words(answer: DealAnswer) -> str:
    """Return why nothing is said of risk."""
    if answer.study.frame("uncertainty").empty:
        return "Nothing is said of risk: the study has no uncertainty.csv from which futures could be drawn."
    return "Nothing is said of risk, because no futures were drawn (--draws 0)."


def heading(answer: DealAnswer, words: Words) -> str:
    """Return what the deal is, and what it was compared with."""
    value, settings = answer.value, words.study.settings
    volume = 1000.0 * sum(
        chance * float(stream.local.sum())
        for chance, stream in zip(value.probability, value.streams, strict=True)
    )
    over = ", on average over the scenarios" if len(value.streams) > 1 else ""
    return sentences(
        [
            words.deal(value.deal),
            f"{capital(value.form.name)}: {words.host} is the host and {words.guest} the guest; "
            f"{number(volume)} vehicles in all years together{over}.",
            f"Gains are present values at the study's discount rate of "
            f"{percent(float(settings['discount_rate']), 1)} a year, in {words.currency} at "
            f"{settings['price_year']:.0f} prices. A deal that is kept builds at least its minimum once it "
            "has ramped up, whether or not that pays.",
        ]
    )


def gains_text(answer: DealAnswer, words: Words) -> str:
    """Return who gains what, and what all companies have or lack together."""
    value, about = answer.value, answer.value.about
    sides = [about.host, about.guest, about.government]
    others = [name for name, gain in value.gains.by_party.items() if name not in sides and abs(gain) >= LEAST]
    spoken = listed([words.gains(name, value.gains.by_party.get(name, 0.0)) for name in (*sides, *others)])
    low, total, high = value.surplus
    verb = "gain" if total >= 0 else "lose"
    is_exact = millions(low) == millions(high)
    proven = "proven" if is_exact else f"proven to lie between {words.money(low)} and {words.money(high)}"
    within = ""
    if value.unproven >= LEAST:
        within = f"The gain of each party is known to within {words.money(value.unproven)}."
    told = [
        f"On the stated terms {spoken}.",
        f"All companies together {verb} {words.money(abs(total))} ({proven}); terms share that sum out "
        "and do not change it.",
        within,
        *futures_sentences(answer),
        signing_words(value, words),
        *divided_words(value, words),
        *own_rate_words(value, words),
        *ruling_sentences(value, words.study),
    ]
    beyond = elsewhere_sentences(answer)
    below = f"\n{sentences(beyond)}" if beyond else ""
    return f"{sentences(told)}\n\n{statement_table(value, words)}{below}"


def signing_words(value: DealValue, words: Words) -> str:
    """Return whether the best plan signs the deal, and what the right to sign it is worth."""
    _, worth, high = value.worth
    if value.is_signed:
        return (
            "Left free to sign the deal, the best plan does so; that freedom is worth "
            f"{words.money(worth)} to all companies together."
        )
    freedom = f"at most {words.money(high)}" if high >= LEAST else "nothing"
    return f"Left free to sign the deal, the best plan does not; that freedom is worth {freedom}."


def divided_words(value: DealValue, words: Words) -> Iterator[str]:
    """Return why the terms divide another sum than the gain of all companies, where they do."""
    charged = value.surplus[1] - value.own_costs - value.divided[1]
    if abs(value.own_costs) >= LEAST:
        verb = "costs" if value.own_costs > 0 else "saves"
        yield (
            f"This form of deal itself {verb} {words.money(abs(value.own_costs))} that the plan does not "
            "know, such as technical help, services or another duty."
        )
    if abs(charged) >= LEAST:
        change = "lower" if charged > 0 else "higher"
        yield (
            f"{words.money(abs(charged))} of the difference between the plans is {change} charges for missed "
            "targets, which steer the plan and which nobody pays."
        )
    if abs(value.own_costs) >= LEAST or abs(charged) >= LEAST:
        sign = "" if value.divided[1] >= 0 else "a loss of "
        yield f"So the terms divide {sign}{words.money(abs(value.divided[1]))}."


def own_rate_words(value: DealValue, words: Words) -> Iterator[str]:
    """Return what each side gains at its own discount rate, where that is another amount."""
    rates = rates_of(value)
    about = value.about
    spoken = [
        f"{words.gains(name, value.own_rate_gains[name])} at {percent(rates[name].rate, 1)} a year"
        for name in (about.host, about.guest, about.government)
        if name in rates
    ]
    if spoken and is_other_at_own_rate(value):
        yield f"Each at its own discount rate: {listed(spoken)}. Gains at different rates do not add up."
        yield from assumed_rates_words(value)


def statement_table(value: DealValue, words: Words) -> str:
    """Return the present value of each kind of money that the deal changes, a column for each party."""
    found = deal_statement(value)
    about = value.about
    sides = (about.host, about.guest, about.government)
    held = dict.fromkeys(party for party, _ in found)
    parties = [*(party for party in sides if party in held), *(party for party in held if party not in sides)]
    kinds = list(dict.fromkeys(kind for _, kind in found))
    rows = [
        [
            kind_words(kind),
            *(millions(found[party, kind]) if (party, kind) in found else "" for party in parties),
        ]
        for kind in kinds
    ]
    sums = [millions(sum(value for (name, _), value in found.items() if name == party)) for party in parties]
    head = f"what the deal changes, present value, {words.unit}"
    return table([head, *map(words.party, parties)], [*rows, ["gain", *sums]])


def contested_text(answer: DealAnswer, words: Words) -> str:
    """Return what each side could ask for elsewhere, and the ranges that are left."""
    reserved = reserved_by_rivals(answer.value, answer.rivals)
    told = []
    for party, amount in reserved.items():
        if amount < LEAST:
            told.append(f"{words.party(party)} has no other deal that pays.")
            continue
        best = max(
            (
                rival
                for rival in answer.rivals
                if rival.deal != answer.value.about.deal and party in (rival.host, rival.guest)
            ),
            key=threat_value,
        )
        other = best.host if party == best.guest else best.guest
        told.append(
            f"{words.party(party)} could turn to {words.party(other)} "
            f"(\u201c{words.deal(best.deal)}\u201d) and gain {words.money(amount)} there at most."
        )
    return sentences([*told, *range_sentences(answer.value, answer.contested[:1])])


def splits_text(answer: DealAnswer, words: Words) -> str:
    """Return what each party gets by each rule, and who has the power."""
    low, total, _ = answer.value.divided
    if total <= 0:
        return sentences(nothing_to_share(answer, words))
    players = list(dict.fromkeys(name for split in answer.splits.values() for name in split.players))
    rows = []
    for rule, split in answer.splits.items():
        cells = {
            name: millions(amount)
            if millions(least) == millions(most)
            else f"{millions(amount)} ({bounds_cell(least, most)})"
            for name, amount, least, most in zip(
                split.players, split.payoff, split.low, split.high, strict=True
            )
        }
        rows.append([RULES.get(rule, rule), *(cells.get(name, "") for name in players)])
    roles = [
        f"{words.inside(one.player)} ({ROLES[one.role]}"
        + (f"; adds {words.money(one.marginal)})" if one.marginal >= LEAST else ")")
        for one in answer.powers
    ]
    told = [f"With the government at the table: {listed(roles)}.", government_words(answer)]
    if any("(" in cell for row in rows for cell in row[1:]):
        told.append("In brackets: the same over the proven bounds of the gain.")
    if low < 0:
        told.append("The lower bound is below zero: it is not proven that there is a gain.")
    return f"{table(['rule', *map(words.party, players)], rows)}\n{sentences(told)}"


def nothing_to_share(answer: DealAnswer, words: Words) -> Iterator[str]:
    """Return what companies lose by a deal, and whether the government could make up for it."""
    total = answer.value.divided[1]
    yield (
        f"There is nothing to share between {words.host} and {words.guest}: by the deal the companies lose "
        f"{words.money(-total)} together."
    )
    yield kept_by_government_words(answer)


def rivals_text(rivals: Sequence[Rival], words: Words) -> str:
    """Return the surplus of the deal and of those that share a party with it."""
    rows = [
        [
            words.deal(rival.deal), words.party(rival.host), words.party(rival.guest),
            *surplus_cells(rival.surplus), millions(rival.right[1]),
        ]
        for rival in rivals
    ]  # fmt: skip
    head = ["deal", "host", "guest", "gain of all companies", "proven bounds", "the right to sign it"]
    return table(head, rows)


def public_text(answer: DealAnswer, words: Words) -> str:
    """Return the account of the government against each other course."""
    lines = list(dict.fromkeys(name for account in answer.public for name in account.lines))
    counts = list(dict.fromkeys(count for account in answer.public for count in account.jobs))
    rows = [
        [
            course_words(words.study, account.counterfactual),
            *(line_cell(account, name) for name in lines), bounds_cell(account.net, account.net_high),
            *(jobs_words(account.jobs.get(count, {})) for count in counts),
        ]
        for account in answer.public
    ]  # fmt: skip
    headers = ["against", *lines, "net", *(f"most jobs by {count}" for count in counts)]
    return f"{table(headers, rows)}\n{sentences(receipt_sentences(answer))}"


def line_cell(account: PublicFinance, name: str) -> str:
    """Return a line of an account; receipts from the lower to the higher count of jobs."""
    amount = account.lines.get(name, 0.0)
    high = amount + account.net_high - account.net if name == RECEIPTS else amount
    return bounds_cell(amount, high)


def jobs_words(jobs: Mapping[int, float]) -> str:
    """Return the largest number of jobs that a programme adds or takes in a year."""
    if not jobs:
        return ""
    year, jobs_then = max(jobs.items(), key=lambda each: abs(each[1]))
    shown = number(1000 * jobs_then)
    return f"{shown} in {year}" if shown != number(0.0) else "0"
