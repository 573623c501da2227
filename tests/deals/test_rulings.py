"""A kit build under each ruling of customs, on the toy."""

from __future__ import annotations

import pytest

from plantshare.deals.rulings import under_each_ruling
from plantshare.deals.valuation import DealValue, value_deal
from plantshare.methods import Limits
from plantshare.report.deal_ruling_words import ruling_sentences
from plantshare.solve.restricted import Restricted
from tests.deals.toys import ROWS, toy_in_form

EXACT = Limits(gap=0.0, seconds=60)


def valued(form: str, **terms: object) -> DealValue:
    """Return the deal at Leipzig in a form, building kits or vehicles with parts of 500."""
    options = [{**row, "parts_cost": 500} if row["option"] == "B Leipzig" else row for row in ROWS["options"]]
    study = toy_in_form(form, {"unit_fee": 900, **terms}, options=options)
    return value_deal(Restricted(study, EXACT), "at Leipzig")


def test_the_other_ruling_moves_duty_between_guest_and_state() -> None:
    """60,000 kits of 500: 3 m at a tenth, 0.9 m at 3%.

    Planned as a vehicle, Bo has 28 - 30 - 3; ruled to be parts it has 2.1 m more, and the state less.
    """
    value = valued("kit", customs_ruling="vehicle", duty_as_vehicle=0.1, duty_as_parts=0.03)
    vehicle, parts = under_each_ruling(value)

    assert (vehicle.ruling, vehicle.is_planned, vehicle.duty) == ("vehicle", True, 0.1)
    assert (parts.ruling, parts.is_planned, parts.duty) == ("parts", False, 0.03)
    assert vehicle.gains.by_party == pytest.approx(value.gains.by_party)
    assert vehicle.gains.by_party == pytest.approx({"Ada": 30.0, "Bo": -5.0, "state": -57.0})
    assert parts.gains.by_party == pytest.approx({"Ada": 30.0, "Bo": -2.9, "state": -59.1})
    assert parts.gains.companies == pytest.approx(27.1)


def test_a_ruling_without_a_duty_is_not_worked_out() -> None:
    """Only what the deal states, and nothing for a contract."""
    (found,) = under_each_ruling(valued("kit", customs_ruling="parts", duty_as_parts=0.03))

    assert (found.ruling, found.is_planned) == ("parts", True)
    assert under_each_ruling(valued("contract", duty_as_parts=0.03)) == ()


def test_rulings_are_told_in_sentences() -> None:
    """Who gains what under each, and that the volumes stay."""
    value = valued("kit", customs_ruling="vehicle", duty_as_vehicle=0.1, duty_as_parts=0.03)

    assert list(ruling_sentences(value, value.without.study)) == [
        "If customs takes the kit for a vehicle (duty of 10.0% of its cost, as planned), Ada Cars gains "
        "€30.0 million, Bo loses €5.0 million and state loses €57.0 million.",
        "If customs takes the kit for parts (duty of 3.0% of its cost), Ada Cars gains €30.0 million, "
        "Bo loses €2.9 million and state loses €59.1 million.",
        "Either way the volumes are those of the plan.",
    ]
