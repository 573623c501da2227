"""What a deal changes beyond its programme, by kind of money, by hand on the toy."""

from __future__ import annotations

import pytest

from plantshare.deals.elsewhere import elsewhere_by_kind
from plantshare.deals.valuation import ELSEWHERE, deal_statement, value_deal
from plantshare.methods import Limits
from plantshare.solve.restricted import Restricted
from tests.deals.toys import toy, with_shifts


def test_shifts_and_vehicles_of_the_host_are_told_apart() -> None:
    """Without the deal Leipzig is closed for 5 m; with it a shift for 6 m a year stays, and A sells for 3 m.

    So Ada pays 18 more for shifts, earns 9 more by A, and spares 5: 4 less elsewhere in the plan.
    """
    restricted = Restricted(toy(**with_shifts()), Limits(gap=0.0))
    value = value_deal(restricted, "at Leipzig")
    found = elsewhere_by_kind(restricted, value)

    assert found == {"Ada": pytest.approx({"fixed cost": -18.0, "revenue": 9.0, "shift change": 5.0})}
    assert list(found["Ada"]) == ["fixed cost", "revenue", "shift change"]
    assert deal_statement(value)["Ada", ELSEWHERE] == pytest.approx(-4.0)


def test_nothing_elsewhere_is_nothing(toy_restricted: Restricted) -> None:
    """Both lines of the toy run anyway."""
    assert elsewhere_by_kind(toy_restricted, value_deal(toy_restricted, "at Leipzig")) == {}


def test_support_of_the_programme_stands_with_who_gets_and_who_pays_it() -> None:
    """A grant of a quarter of the 8 m of capital: 2 m to Bo, from the state."""
    grant = {"support": "grant", "payer": "state", "kind": "grant", "rate": 0.25, "options": "B Leipzig"}
    restricted = Restricted(toy(support=[grant]), Limits(gap=0.0))
    found = elsewhere_by_kind(restricted, value_deal(restricted, "at Leipzig"))

    assert found == {"Bo": pytest.approx({"support": 2.0}), "state": pytest.approx({"support": -2.0})}
