"""Sentences on who decides the volume of a deal, for the command line and the report."""

from __future__ import annotations

from plantshare.deals.answer import DealAnswer
from plantshare.report.deal_words import LEAST, amount_words, gain_words, party_words, scale_of
from plantshare.report.words import listed, money, number, percent

__all__ = ["volume_words"]


def volume_words(answer: DealAnswer) -> str:
    """Return who decides the volume, what that changes, and which clause would repair it.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    led, study = answer.volume, answer.study
    who = party_words(study, led.decider)
    planned, chosen = (1000.0 * sum(amounts) for amounts in (led.planned, led.chosen))
    mean = "" if answer.futures is None else " (on the mean of the futures)"
    decides = f"{who} decides how many are built once the line stands."
    if round(planned) <= 0:
        return f"{decides} The plan has none for it to build{mean}."
    begins = f"{decides} On the stated terms it would build"
    plan = f"{number(planned, 0)} vehicles of the plan"
    if led.less_often <= 0:
        return f"{begins} all {plan}{mean}."
    code = str(study.settings["currency"])
    often = (
        ""
        if answer.futures is None
        else f" (on the mean of the futures; fewer in {percent(led.less_often)} of them)"
    )
    sides = [
        gain_words(study, party, amount) for party, amount in led.changes.items() if abs(amount) >= LEAST
    ]
    effect = f"{'lose' if led.loss > 0 else 'gain'} {money(abs(led.loss), code)} by that"
    together = f" All companies together {effect}" if abs(led.loss) >= LEAST else ""
    ends = f"{together}: {listed(sides)}." if together and sides else f"{together}." if together else ""
    return f"{begins} {number(chosen, 0)} of the {plan}{often}.{ends}{repair_words(answer)}"


def repair_words(answer: DealAnswer) -> str:
    """Return the clauses with which the decider would build all that is planned, none where there is none."""
    led, scale = answer.volume, scale_of(answer.study, "unit_fee")
    ways = []
    if led.rate_to_build is not None:
        ways.append(f"a payment above {amount_words(scale, led.rate_to_build)} short of the plan")
    if led.fee_to_build is not None:
        ways.append(f"a fee up to {amount_words(scale, led.fee_to_build)} with the rest as a fixed fee")
    futures = " in every future" if len(answer.value.streams) > 1 or answer.futures is not None else ""
    would = f" It would build all of them{futures} with {' or '.join(ways)}." if ways else ""
    return (
        f"{would} No fee is low enough to make it build all of them{futures}." if led.no_fee_builds else would
    )
