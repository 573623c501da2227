"""Tables of a report on who has the power in a deal, who decides the volume, and pairs of terms."""

from __future__ import annotations

from plantshare.deals.answer import DealAnswer
from plantshare.report.chart import Field
from plantshare.report.deal_public_words import government_words
from plantshare.report.deal_volume_words import volume_words
from plantshare.report.deal_words import (
    amount_words,
    counterfactual_of,
    party_words,
    scale_of,
    term_words,
    unit_of_money,
)
from plantshare.report.listing import Listing
from plantshare.report.words import MISSING, listed

__all__ = ["ROLES", "area_listing", "power_listing", "volume_listing"]

ROLES = {
    "veto": "without it nobody gains",
    "pivotal": "without it the others gain less",
    "replaceable": "others can do as well without it",
    "dummy": "adds what it earns alone",
    "null": "adds nothing",
}
"""What the place of a party in a game means."""


def power_listing(answer: DealAnswer) -> Listing:
    """Return what each party adds at the table, and what the others could do without it.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    unit = unit_of_money(answer.study)
    labels = {
        "adds": "Adds to the others",
        "low": "Proven at least",
        "high": "Proven at most",
        "without": "Others earn without it",
    }
    return Listing(
        title="Who has the power",
        note=f"Host, guest and government at one table, against {counterfactual_of(answer)}. What a party "
        "adds to the others is the most it can ask for in a split that no group would leave. "
        f"{government_words(answer)}",
        fields=(
            Field(name="party", label="Party"),
            Field(name="role", label="Its place"),
            *(
                Field(name=name, label=label, unit=unit, kind="number", digits=1)
                for name, label in labels.items()
            ),
            Field(name="instead", label="Who could do it instead"),
        ),
        rows=tuple(
            {
                "party": party_words(answer.study, one.player),
                "role": ROLES[one.role],
                "adds": one.marginal,
                "low": one.marginal_low,
                "high": one.marginal_high,
                "without": one.runner_up,
                "instead": listed([party_words(answer.study, name) for name in one.replacement])
                if one.role == "replaceable"
                else MISSING,
            }
            for one in answer.powers
        ),
    )


def area_listing(answer: DealAnswer) -> Listing:
    """Return the corners of the area of two terms that both accept; no rows where there is no such area.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    terms = () if answer.area is None else answer.area.terms
    corners = () if answer.area is None else answer.area.corners
    return Listing(
        title="Two terms together",
        note="Every pair of values between these corners suits both, the other terms as stated, against "
        f"{counterfactual_of(answer)}. Less for each vehicle with more for each year moves risk of volume "
        "from the host to the guest.",
        fields=tuple(Field(name=name, label=term_words(name)) for name in terms),
        rows=tuple(
            {
                name: amount_words(scale_of(answer.study, name), value)
                for name, value in zip(terms, corner, strict=True)
            }
            for corner in corners
        ),
    )


def volume_listing(answer: DealAnswer) -> Listing:
    """Return by year what is planned and what the side that decides would build; no rows if that is the same.

    Parameters
    ----------
    answer
        What is to be said of a deal.
    """
    led = answer.volume
    labels = {"planned": "Planned", "chosen": "What the decider would build"}
    rows = (
        {"year": year, "planned": 1000.0 * planned, "chosen": 1000.0 * chosen}
        for year, planned, chosen in zip(led.years, led.planned, led.chosen, strict=True)
        if planned > 0
    )
    return Listing(
        title="Who decides the volume",
        note=f"{volume_words(answer)} Capital and fixed cost are committed; what is not built is imported as "
        "before, or not sold where it never was.",
        fields=(
            Field(name="year", label="Year", kind="year"),
            *(
                Field(name=name, label=label, unit="vehicles", kind="number", digits=0)
                for name, label in labels.items()
            ),
        ),
        rows=tuple(rows) if led.less_often > 0 else (),
    )
