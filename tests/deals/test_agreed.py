"""Deals of a study as forms on a stream."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from plantshare.deals.agreed import READERS, agreed_form
from plantshare.deals.forms import (
    Acquisition,
    Band,
    Contract,
    Form,
    HallPurchase,
    JointVenture,
    KitBuild,
    Licence,
    LineLease,
)
from plantshare.deals.stream import Stream
from plantshare.dictionary import load_dictionary
from plantshare.errors import LabelError
from plantshare.study import Study, study_from_tables
from tests.study.small import Edit, add, put, tables_with

YEARS = tuple(range(2026, 2034))
RUNS = np.array([0.0] + [1.0] * 7)


def stream(**names: str) -> Stream:
    """Return a stream over the years of the small study, with the parties of its deal."""
    flat = Stream(
        years=YEARS, discount=np.ones(8), runs=RUNS, local=50 * RUNS, imported_without=50 * RUNS,
        conversion=np.array([1.4]), host="host", guest="guest", government="state",
    )  # fmt: skip
    return replace(flat, **names)


def form_with(*edits: Edit, deal: str = "contract") -> Form:
    """Return the form of the small study's deal after some edits."""
    return agreed_form(study_with(*edits), deal, stream())


def study_with(*edits: Edit) -> Study:
    """Return the small study after some edits."""
    return study_from_tables(tables_with(*edits))


def terms(form: str, **cells: Any) -> tuple[Edit, ...]:
    """Return the edits that give the deal a form and terms, in place of its fees."""
    none = {"unit_fee": None, "minimum": 0, "maximum": None, "shortfall_rate": 0}
    return put("deals", "contract", form=form), put("deal_terms", "contract", **{**none, **cells})


def test_a_contract_is_read_in_thousands() -> None:
    """1,850 a vehicle is 1.85; 20,000 a year from 2027 on is 20; 450 is 0.45."""
    form = form_with()

    assert isinstance(form, Contract)
    assert (form.unit_fee, form.fee_index, form.shortfall_rate) == (1.85, (), 0.45)
    assert form.minimum == pytest.approx((0, 20, 20, 20, 20, 20, 20, 20))


def test_an_empty_fee_is_the_hosts_cost() -> None:
    """Conversion of 1.4 a vehicle, as without a deal."""
    form = form_with(put("deal_terms", "contract", unit_fee=None))

    assert isinstance(form, Contract)
    assert form.unit_fee == 1.4


def test_a_fee_that_differs_by_year_is_a_fee_with_an_index() -> None:
    """2,000 in 2030 and 1,850 else; a fixed fee of 10 m only in 2030."""
    form = form_with(add("deal_terms_by_year", deal="contract", year=2030, unit_fee=2000, fixed_fee=10))

    assert isinstance(form, Contract)
    paid = [form.unit_fee * factor for factor in form.fee_index]
    assert paid == pytest.approx([1.85, 1.85, 1.85, 1.85, 2.0, 1.85, 1.85, 1.85])
    assert form.fixed_fees(stream()).tolist() == pytest.approx([0, 0, 0, 0, 10, 0, 0, 0])


def test_a_fee_follows_the_wage_of_the_plants_country() -> None:
    """Half follows a wage that is a fifth higher in 2030: 1.85 (0.5 * 1.2 + 0.5) = 2.035."""
    wage = float(study_with()["factors.wage"].sel(country="GB").values.flat[0])
    form = form_with(
        put("deal_terms", "contract", labour_weight=0.5),
        add("factors_by_year", country="GB", year=2030, wage=1.2 * wage),
    )

    assert isinstance(form, Contract)
    assert wage > 0
    assert form.unit_fee * form.fee_index[4] == pytest.approx(2.035)
    assert form.unit_fee * form.fee_index[5] == pytest.approx(1.85)


def test_another_form_of_a_programme_is_read_with_its_own_terms_and_the_others_plant() -> None:
    """It has no option, so its index follows the country of the contract's plant; its fee is 1,600."""
    other = {"deal": "other", "host": "host", "guest": "guest", "alternative_to": "contract"}
    wage = float(study_with()["factors.wage"].sel(country="GB").values.flat[0])
    form = form_with(
        add("deals", **other),
        add("deal_terms", deal="other", unit_fee=1600, labour_weight=0.5),
        add("factors_by_year", country="GB", year=2030, wage=1.2 * wage),
        deal="other",
    )

    assert isinstance(form, Contract)
    assert form.unit_fee * form.fee_index[4] == pytest.approx(1.6 * 1.1)
    assert form.unit_fee * form.fee_index[5] == pytest.approx(1.6)


def test_bands_come_in_their_order() -> None:
    """Bands 2 and 1 in the file are 0 to 40k and 40k on."""
    form = form_with(
        put("deal_terms", "contract", unit_fee=None),
        add("deal_bands", deal="contract", band=2, from_units=40_000, unit_fee=1600),
        add("deal_bands", deal="contract", band=1, from_units=0, to_units=40_000, unit_fee=1950),
    )

    assert isinstance(form, Contract)
    assert form.unit_fee == 0
    assert form.bands == (
        Band(start=0, end=40, unit_fee=1.95),
        Band(start=40, end=float("inf"), unit_fee=1.6),
    )


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        (
            terms("licence", royalty=0.03, upfront=40, kit_margin=500, technical_support=6, licensee="guest"),
            Licence(licensee="guest", royalty=0.03, upfront=40, kit_margin=0.5, technical_support=6),
        ),
        (terms("acquisition", price=100, liabilities=15), Acquisition(price=100, liabilities=15)),
        (
            terms("hall", price=30, service_fee=3, service_cost=2, terminal_value=7),
            HallPurchase(price=30, service_fee=3, service_cost=2, terminal_value=7),
        ),
        (terms("lease", rent=-4), LineLease(rent=-4)),
        (
            (*terms("joint_venture", transfer_price=18_500, kit_margin=600, rent=8),
             add("deal_shares", deal="contract", company="host", share=0.4),
             add("deal_shares", deal="contract", company="guest", share=0.6)),
            JointVenture(host_share=0.4, transfer_price=18.5, kit_margin=0.6, rent=8),
        ),
        (
            terms("kit", unit_fee=800, duty_as_vehicle=0.1, duty_as_parts=0.04, customs_ruling="parts"),
            KitBuild(ruling="parts", duty_as_vehicle=0.1, duty_as_parts=0.04, unit_fee=0.8,
                     minimum=(0.0,) * 8),
        ),
    ],
    ids=lambda value: getattr(value, "name", ""),
)  # fmt: skip
def test_every_form_is_read(edits: tuple[Edit, ...], expected: Form) -> None:
    """Terms in currency become thousands; sums in millions and shares stay."""
    assert form_with(*edits) == expected


def test_each_form_of_the_dictionary_has_a_reader() -> None:
    """A form that a planner may state is one that can be valued."""
    assert set(READERS) == set(load_dictionary().column("deals.form").choices)


def test_what_cannot_be_read_is_refused() -> None:
    """An unknown deal, shares that do not add up, a kit build with bands."""
    with pytest.raises(LabelError, match="no deal 'other'; it has contract"):
        form_with(deal="other")
    with pytest.raises(ValueError, match="shares-not-one"):
        form_with(*terms("joint_venture", transfer_price=18_500))
    with pytest.raises(ValueError, match="no bands"):
        form_with(*terms("kit"), add("deal_bands", deal="contract", band=1, from_units=0, unit_fee=1600))
