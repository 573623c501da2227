"""How public finance of a deal is worded: what receipts rest on, and what the government's share holds."""

from __future__ import annotations

from plantshare.deals.answer import DealAnswer
from plantshare.deals.public_plan import BY_PEOPLE, RECEIPTS
from plantshare.report.words import currency_sign, number, percent

__all__ = ["RECEIPTS", "receipt_sentences"]


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
