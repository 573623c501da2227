"""The stream of a programme from two plans: volumes, rates and what is left elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.deals.on_plan import joined_money, plan_money, programme, streams_between
from plantshare.deals.valuation import money_seen, value_deal
from plantshare.errors import LabelError
from plantshare.methods import Limits
from plantshare.solve.restricted import Restricted
from tests.deals.toys import ROWS, toy


def test_a_programme_names_its_parties(toy_restricted: Restricted) -> None:
    """The government is that of the plant's country; a study without one gets a name for it."""
    about = programme(toy_restricted.study, "at Leipzig")

    assert (about.host, about.guest, about.government, about.country) == ("Ada", "Bo", "state", "DE")
    assert (about.options, about.vehicles) == (("B Leipzig",), ("B",))
    nobody = toy(companies=[row for row in ROWS["companies"] if row["company"] != "state"])
    assert programme(nobody, "at Leipzig").government == "government of DE"
    with pytest.raises(LabelError, match="no deal 'x'"):
        programme(toy_restricted.study, "x")


def test_a_stream_holds_the_rates_of_the_plans(toy_restricted: Restricted) -> None:
    """20,000 a year for an import of 500 freight and 1,000 duty, at 3,000 and 400 of conversion, 8 m once."""
    (stream,) = value_deal(toy_restricted, "at Leipzig").streams

    assert stream.years == (2026, 2027, 2028)
    assert stream.local == pytest.approx([20.0] * 3)
    assert stream.imported == pytest.approx([0.0] * 3)
    assert stream.imported_without == pytest.approx([20.0] * 3)
    for name, rate in (("price", 3.0), ("conversion", 0.4), ("freight", 0.5), ("duty", 1.0)):
        assert getattr(stream, name) == pytest.approx([rate] * 3), name
    assert stream.guest_capital.sum() == pytest.approx(8.0)
    assert not stream.elsewhere


def test_replaced_imports_have_the_rates_of_their_own_market() -> None:
    """B also goes to a market without duty: the deal replaces imports to the one with duty, at 1,000 each."""
    study = toy(
        markets=[*ROWS["markets"], {"market": "far", "countries": "CN"}],
        lanes=[*ROWS["lanes"], {"plant": "Wuhu", "market": "far"}],
        demand=[
            *ROWS["demand"],
            {"vehicle": "B", "market": "far", "units": 60_000, "net_revenue": 2_500},
        ],
    )
    value = value_deal(Restricted(study, Limits(gap=0.0)), "at Leipzig")
    (stream,) = value.streams

    assert stream.imported_without == pytest.approx([80.0] * 3)
    assert stream.duty == pytest.approx([1.0] * 3)
    assert value.gains.by_party["state"] == pytest.approx(-60.0)
    assert "state" not in stream.elsewhere


def test_futures_in_batches_are_those_at_once(toy_restricted: Restricted) -> None:
    """Joined money of two batches has the futures of both, in their order."""
    value = value_deal(toy_restricted, "at Leipzig")
    one = money_seen(toy_restricted, value.with_deal, value.about)
    both = joined_money([one, one])

    assert both.local.sizes["scenario"] == 2
    np.testing.assert_allclose(both.profit.values[..., 0], both.profit.values[..., 1])
    assert set(both.built) == set(one.built)


def test_a_zero_of_the_solver_below_zero_is_a_zero(toy_restricted: Restricted) -> None:
    """Minus a hundred billionth of a vehicle is what a solver may call nothing."""
    value = value_deal(toy_restricted, "at Leipzig")
    built = toy_restricted.built
    values = dict(built.program_values(value.without))
    values["built"] = values["built"].where(values["built"] != 0.0, -1.07e-14)
    money = plan_money(toy_restricted.study, built.lines, values, value.about)

    assert float(money.local.min()) == 0.0
    (stream,) = streams_between(toy_restricted.study, value.about, money, money)
    assert stream.local.tolist() == [0.0] * 3


def test_a_plan_against_itself_changes_nothing(toy_restricted: Restricted) -> None:
    """The stream without a deal on both sides builds nothing and leaves nothing elsewhere."""
    value = value_deal(toy_restricted, "at Leipzig")
    same = money_seen(toy_restricted, value.without, value.about)
    (stream,) = streams_between(toy_restricted.study, value.about, same, same)

    assert stream.local.sum() == 0.0
    assert stream.integrated_gain() == pytest.approx(0.0)
    assert not stream.elsewhere
