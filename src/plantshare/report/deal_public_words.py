"""How public finance of a deal is worded: what receipts rest on, and what its share of a split holds."""

from __future__ import annotations

from plantshare.deals.answer import DealAnswer
from plantshare.deals.public_plan import BY_PEOPLE, RECEIPTS
from plantshare.report.deal_words import LEAST, party_in_sentence, party_words
from plantshare.report.words import currency_sign, listed, money, number, percent

__all__ = [
    "RECEIPTS",
    "government_words",
    "is_signed_anyway",
    "kept_by_government_words",
    "receipt_sentences",
]


def receipt_sentences(answer: DealAnswer) -> list[str]:
    """Return what receipts of jobs rest on, a sentence each.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    taxes, sign = answer.taxes, currency_sign(str(answer.study.settings["currency"]))
    told = []
    if any(BY_PEOPLE in account.jobs for account in answer.public):
        told.append(
            "Receipts and net reach from the lower to the higher of two counts of jobs: hours of work on "
            f"vehicles, {number(taxes.hours_per_job)} a year for each job, and people in the shifts that the "
            "plan pays, whether or not the vehicles fill them."
        )
    return [
        *told,
        "No job counts before the first vehicle is built under the deal.",
        f"Each job brings {sign}{number(1000 * taxes.per_job)} a year in taxes less benefits, and "
        f"{percent(taxes.additional_share)} of the jobs would not be filled elsewhere.",
        "All of this on jobs is assumed (grade E).",
    ]


def is_signed_anyway(answer: DealAnswer) -> bool:
    """Return whether host and guest do as well by themselves as with the government, so that it adds nothing.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    about = answer.value.about
    pair = answer.game.worth(about.host, about.guest)
    return answer.value.is_signed and pair > LEAST and float(answer.game.values[-1]) - pair < LEAST


def government_words(answer: DealAnswer) -> str:
    """Return what the figure of the government holds in a split between three, and what it leaves out.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    study, about = answer.study, answer.value.about
    code, state = str(study.settings["currency"]), party_in_sentence(study, about.government)
    if not is_signed_anyway(answer):
        return (
            f"The figure of {state} holds its duty, support and taxes of jobs (by the lower count), against "
            f"{answer.public[0].counterfactual}."
        )
    host, guest = party_words(study, about.host), party_words(study, about.guest)
    account = answer.public[0]
    parts = [
        f"{name} {money(amount, code, signed=True)}"
        for name, amount in account.lines.items()
        if abs(amount) >= LEAST
    ]
    left_out = f" ({listed(parts)})" if parts else ""
    verb = "gains" if account.net >= 0 else "loses"
    if not parts:
        return f"{host} and {guest} sign without {state}, whose own money does not change."
    return (
        f"{host} and {guest} sign without {state}, so it adds nothing to what they share and is given "
        f"nothing. What it {verb} by the deal all the same, {money(abs(account.net), code)}{left_out} "
        f"against {account.counterfactual}, is left out of every split."
    )


def kept_by_government_words(answer: DealAnswer) -> str:
    """Return whether the government gains enough to make a deal pay that loses money, and on which count.

    Parameters
    ----------
    answer
        What is to be said of a deal that leaves host and guest nothing to share.
    """
    code, account = str(answer.study.settings["currency"]), answer.public[0]
    together = float(answer.game.values[-1])
    if together > LEAST:
        return (
            f"With the government at the table {money(together, code)} would be left to share, jobs by the "
            "lower count: what it gains by duty and jobs less what the companies lose."
        )
    most = answer.value.divided[1] + account.net_high
    if most > LEAST:
        return (
            f"With the government at the table {money(most, code)} would be left to share only if every "
            "person in the shifts counts as a job of the deal; by hours of work it does not gain enough."
        )
    return "The government does not gain enough to make up for that."
