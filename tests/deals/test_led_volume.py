"""Who decides the volume of a deal on a plan: what the decider builds, what that costs, what repairs it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals.forms import Acquisition, Band, Contract, Licence
from plantshare.deals.gain import gains
from plantshare.deals.led_volume import decider_money, decider_of, led_stream, led_volume
from plantshare.deals.stream import Stream, steady_stream
from plantshare.deals.volume import guest_response
from tests.deals.streams import R5

NO_DUTY = replace(R5, duty=R5.duty * np.array([1, 1, 1, 0, 0, 0]))
"""V5: duty is abolished in years 3 to 5, so that import costs 16.6."""


def test_the_guest_leaves_when_duty_is_abolished() -> None:
    """V5: building costs 15.7 + 0.2 + 1.85 = 17.75 against 16.6, and the host is left with -25.9679."""
    found = led_volume([Contract(unit_fee=1.85)], [NO_DUTY], [1.0])
    host = gains(Contract(unit_fee=1.85), NO_DUTY).by_party["host"] + found.changes["host"]

    assert found.decider == "guest"
    assert found.planned == (0, 20, 50, 60, 60, 60)
    assert found.chosen == (0, 20, 50, 0, 0, 0)
    assert host == pytest.approx(-25.9679, abs=1e-3)
    assert found.less_often == 1.0
    # All companies: import at 16.6 beats 15.7 + 1.4 + 0.2 = 17.3 by 0.7 on 60 k in three years.
    assert found.loss == pytest.approx(-0.7 * 60 * NO_DUTY.discount[3:].sum(), abs=1e-9)


def test_the_clauses_that_keep_it_building() -> None:
    """V6: it builds all it planned above 17.75 - 16.6 = 1.15 a vehicle short, or at a fee up to 0.7."""
    found = led_volume([Contract(unit_fee=1.85)], [NO_DUTY], [1.0])

    assert found.rate_to_build == pytest.approx(1.15)
    assert found.fee_to_build == pytest.approx(16.6 - 15.9)
    for rate, volume in ((1.14, 0.0), (1.16, 60.0)):
        kept = Contract(unit_fee=1.85, minimum=(0, 20, 50, 60, 60, 60), shortfall_rate=rate)
        assert led_stream(kept, NO_DUTY).local[3:].tolist() == [volume] * 3
    assert not found.no_fee_builds
    assert led_stream(Contract(unit_fee=0.69), NO_DUTY).local.tolist() == NO_DUTY.local.tolist()


def test_no_fee_makes_a_guest_build_what_is_dearer_than_import_by_itself() -> None:
    """Parts and labels cost 15.9 without any fee, import 14.3: it would have to be paid 1.6 a vehicle."""
    cheap = replace(R5, duty=0 * R5.duty, ex_works=R5.ex_works - 2.3)
    found = led_volume([Contract(unit_fee=1.85)], [cheap], [1.0])

    assert found.fee_to_build is None
    assert found.no_fee_builds
    assert led_stream(Contract(unit_fee=0.0), cheap).local.tolist() == [0] * 6


def test_without_a_reason_to_leave_nothing_changes() -> None:
    """At 1.85 building costs 17.75 against 18.4: the guest builds the plan, and nothing is lost."""
    found = led_volume([Contract(unit_fee=1.85)], [R5], [1.0])

    assert found.chosen == found.planned
    assert (found.less_often, found.loss, found.changes) == (0.0, 0.0, {"host": 0.0, "guest": 0.0})
    assert found.rate_to_build == 0.0


def test_a_vehicle_that_was_never_imported_is_not_sold() -> None:
    """Nothing stands in for it: at price 20 less parts 15 a fee of 6 loses 1 a vehicle, so none is built."""
    stream = steady_stream(local=(10, 10), rate=0.0, price=20, parts=15, ex_works=1, is_imported_else=False)
    led = led_stream(Contract(unit_fee=6), stream)

    assert led.local.tolist() == [0, 0, 0]
    assert led.imported.tolist() == [0, 0, 0]


def test_bands_are_filled_while_the_next_vehicle_pays() -> None:
    """18.4 - 15.9 = 2.5 a vehicle saved: the first 40 at 2.4 are built, those beyond at 2.6 are not."""
    bands = (Band(start=0, end=40, unit_fee=2.4), Band(start=40, end=float("inf"), unit_fee=2.6))
    form = Contract(bands=bands)
    found = led_volume([form], [R5], [1.0])

    assert found.chosen == (0, 20, 40, 40, 40, 40)
    assert found.fee_to_build is None
    assert found.rate_to_build == pytest.approx(0.1)


def test_futures_are_weighed() -> None:
    """With chance 0.25 duty is abolished: 60 in three of four futures, and the loss is a quarter."""
    form = Contract(unit_fee=1.85)
    found = led_volume([form, form], [R5, NO_DUTY], [0.75, 0.25])
    sure = led_volume([form], [NO_DUTY], [1.0])

    assert found.chosen == (0, 20, 50, 45, 45, 45)
    assert found.less_often == 0.25
    assert found.loss == pytest.approx(0.25 * sure.loss)
    assert found.rate_to_build == sure.rate_to_build


def test_the_licensee_and_the_owner_decide_for_themselves() -> None:
    """A royalty of 10% of 22 takes 2.2 of 20.5 - 15.7 - 1.4 - 0.2 = 3.2: the licensee builds on for 1."""
    assert decider_of(Licence(licensee="host"), R5) == "host"
    assert decider_of(Acquisition(price=10), R5) == "guest"
    found = led_volume([Licence(licensee="host", royalty=0.1)], [R5], [1.0])

    assert found.chosen == found.planned
    assert (found.rate_to_build, found.fee_to_build) == (None, None)


@settings(max_examples=60, deadline=None)
@given(
    fee=st.floats(0, 4),
    rate=st.floats(0, 3),
    minimum=st.floats(0, 60),
    import_cost=st.floats(14, 20),
    share=st.floats(0, 1),
)
def test_no_other_volume_earns_the_decider_more(
    fee: float, rate: float, minimum: float, import_cost: float, share: float
) -> None:
    """Any volume between nothing and the plan earns no more; the rule of one fee earns the same."""
    stream = replace(R5, ex_works=np.where(R5.local > 0, import_cost - 3.4, 0.0))
    form = Contract(unit_fee=fee, minimum=(0.0, *[minimum] * 5), shortfall_rate=rate)
    led = led_stream(form, stream)
    best = decider_money(form, stream, led.local)

    assert (best >= decider_money(form, stream, share * stream.local) - 1e-9).all()
    assert best.sum() == pytest.approx(decider_money(form, stream, guest_response(stream, form).local).sum())
    free = replace(form, shortfall_rate=0.0, minimum=())
    assert total(free, led_stream(free, stream)) >= total(free, stream) - 1e-9


def total(form: Contract, stream: Stream) -> float:
    """Return what the guest gains, m."""
    return gains(form, stream).by_party["guest"]
