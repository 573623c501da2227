"""Who sells, buys and builds under each form of deal, on the toy of two hosts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from plantshare.study import Study
from plantshare.study.roles import (
    Bearer,
    builders,
    buyers,
    deal_sides,
    has_fee_form,
    kit_duty,
    seller_company,
)
from tests.deals.toys import toy_in_form

OPTION = "B Leipzig"

ROLES: dict[str, tuple[str, dict[str, float], dict[str, float]]] = {
    "contract": ("Bo", {"Bo": 1.0}, {"Ada": 1.0}),
    "kit": ("Bo", {"Bo": 1.0}, {"Ada": 1.0}),
    "licence": ("Ada", {"Ada": 1.0}, {"Ada": 1.0}),
    "joint_venture": ("Bo", {"Ada": 0.3, "Bo": 0.7}, {"Ada": 0.3, "Bo": 0.7}),
    "acquisition": ("Bo", {"Bo": 1.0}, {"Bo": 1.0}),
    "hall": ("Bo", {"Bo": 1.0}, {"Bo": 1.0}),
    "lease": ("Bo", {"Bo": 1.0}, {"Bo": 1.0}),
}
"""Seller; shares in parts and capital; shares in what it costs to build. Ada is the host, Bo the guest."""


def shares(bearers: tuple[Bearer, ...], option: str) -> dict[str, float]:
    """Return the share of each company that bears any of an option's money."""
    found = {}
    for each in bearers:
        share = each.share if isinstance(each.share, float) else float(each.share.sel(option=option))
        if share:
            found[str(each.company.sel(option=option).item())] = share
    return found


@pytest.mark.parametrize("form", ROLES)
def test_the_form_says_who_sells_buys_and_builds(form: str) -> None:
    """The option of the deal follows its form; Ada's own vehicle and Bo's import stay as they are."""
    study = toy_in_form(form, {}, share=0.3)
    seller, invests, builds = ROLES[form]

    assert seller_company(study).sel(option=OPTION).item() == seller
    assert shares(buyers(study), OPTION) == pytest.approx(invests)
    assert shares(builders(study), OPTION) == pytest.approx(builds)
    assert bool(has_fee_form(study).sel(option=OPTION)) == (form in ("contract", "kit"))
    for own, company in (("A Leipzig", "Ada"), ("B Wuhu", "Bo")):
        assert seller_company(study).sel(option=own).item() == company
        assert shares(buyers(study), own) == shares(builders(study), own) == {company: 1.0}


@pytest.mark.parametrize("form", ROLES)
def test_without_sharing_by_deals_no_form_counts(form: str) -> None:
    """With sharing on, plant and brand bear their own costs, whatever the deals say."""
    study = toy_in_form(form, {}).with_settings(sharing="on")

    assert seller_company(study).sel(option=OPTION).item() == "Bo"
    assert shares(buyers(study), OPTION) == {"Bo": 1.0}
    assert shares(builders(study), OPTION) == {"Ada": 1.0}


def test_a_licensee_may_be_the_guest() -> None:
    """Who uses whose design is a term: licensee and licensor change places."""
    for word, sides in (("host", ("Ada", "Bo")), ("guest", ("Bo", "Ada"))):
        table = deal_sides(toy_in_form("licence", {"licensee": word}))
        assert tuple(table.loc["at Leipzig", ["licensee", "licensor"]]) == sides
        assert tuple(table.loc["at Graz", ["licensee", "licensor"]]) == ("", "")


def ruled(study: Study) -> float:
    """Return the duty on the kit of the option."""
    return float(kit_duty(study).sel(option=OPTION))


def test_the_duty_on_a_kit_is_that_of_its_ruling() -> None:
    """A tenth as a vehicle, 3% as parts; nothing is stated for a contract or where the cell is empty."""
    duties: dict[str, Any] = {"duty_as_vehicle": 0.1, "duty_as_parts": 0.03}

    assert ruled(toy_in_form("kit", duties)) == 0.1
    assert ruled(toy_in_form("kit", {**duties, "customs_ruling": "parts"})) == 0.03
    assert np.isnan(ruled(toy_in_form("kit", {"customs_ruling": "parts", "duty_as_vehicle": 0.1})))
    assert np.isnan(ruled(toy_in_form("contract", duties)))
    assert np.isnan(ruled(toy_in_form("kit", duties).with_settings(sharing="off")))
