"""A kit build under each ruling of customs: what its parties gain if the kit is a vehicle, or parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from plantshare.deals.forms.kit import KitBuild, Ruling
from plantshare.deals.gain import Gains
from plantshare.deals.valuation import DealValue, expected_gains

__all__ = ["UnderRuling", "under_each_ruling"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderRuling:
    """What a kit build is worth if customs rules in one way.

    Parameters
    ----------
    ruling
        What customs takes the kit for: "vehicle" or "parts".
    duty
        Duty as a share of the cost of the kit.
    is_planned
        Whether the plan counts on this ruling.
    gains
        Expected gain of each party, m, with the volumes of that plan.
    """

    ruling: Ruling
    duty: float
    is_planned: bool
    gains: Gains


def under_each_ruling(value: DealValue) -> tuple[UnderRuling, ...]:
    """Return what a kit build is worth under each ruling for which the deal states a duty.

    The plan counts on one of them and keeps its volumes under the other: customs rules when the line
    stands. Empty for other forms.

    Parameters
    ----------
    value
        The deal.
    """
    if not isinstance(value.form, KitBuild):
        return ()
    duties = {"vehicle": value.form.duty_as_vehicle, "parts": value.form.duty_as_parts}
    found = []
    rulings: tuple[Ruling, ...] = get_args(Ruling)
    for ruling in rulings:
        duty = duties[ruling]
        if duty is None:
            continue
        forms = tuple(replace(form, ruling=ruling) for form in value.forms if isinstance(form, KitBuild))
        found.append(
            UnderRuling(
                ruling=ruling,
                duty=duty,
                is_planned=ruling == value.form.ruling,
                gains=expected_gains(forms, value.streams, value.probability),
            )
        )
    return tuple(found)
