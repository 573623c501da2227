"""The reference programmes of the tests, and random programmes and deals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

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
from plantshare.deals.stream import Stream, steady_stream

__all__ = ["BRANDED", "KITS", "LICENSED", "R5", "forms", "streams"]

R5 = steady_stream(
    local=(20, 50, 60, 60, 60), rate=0.10, price=22.0, selling=1.5, parts=15.7, conversion=1.4, outbound=0.2,
    ex_works=15.0, freight=1.3, duty=1.8, pipeline=0.3, fixed=12.0, idle=6.0, guest_capital=90.0,
    host_capital=30.0, hours=22.0, electricity=1.0,
)  # fmt: skip
"""Qpv 182.8191, A 3.790787. S = (18.4 - 15.7 - 1.4 - 0.2) 182.8191 - (12 - 6) 3.790787 - 120 = 58.3563."""

LICENSED = steady_stream(
    local=(30,) * 5, rate=0.10, price=27.0, selling=3.0, parts=18.1, conversion=1.6, outbound=0.2, fixed=10.0,
    host_capital=150.0, is_imported_else=False,
)  # fmt: skip
"""A vehicle that is not sold at all without the licence; kits cost 18.1, and 18.6 with the margin of 0.5."""

BRANDED = steady_stream(local=(80,) * 5, rate=0.10, price=24.0, is_imported_else=False)
"""80k a year at 24.0 under a licensed name: 1.5% are 28.8 a year."""

HALF = steady_stream(
    local=(10, 25, 30, 30, 30), rate=0.10, price=22.0, selling=1.5, parts=14.7, conversion=0.6, outbound=0.2,
    ex_works=15.0, freight=1.3, duty=1.8, pipeline=0.3, fixed=4.0, guest_capital=25.0,
)  # fmt: skip
KITS = replace(HALF, inbound_freight=0.9 * HALF.runs)
"""Half of R5 as kits of 14.7 with freight 0.9."""

MONEY = st.floats(0.0, 40.0, allow_subnormal=False)
SHARE = st.floats(0.0, 1.0, allow_subnormal=False)


@st.composite
def streams(draw: st.DrawFn) -> Stream:
    """Return a programme of two to six periods with every kind of money, some of it zero."""
    count = draw(st.integers(2, 6))
    arrays = st.lists(MONEY, min_size=count, max_size=count).map(np.array)
    one = {name: draw(arrays) for name in ("price", "selling", "parts", "inbound_freight", "inbound_duty")}
    two = {
        name: draw(arrays) for name in ("conversion", "outbound", "ex_works", "freight", "duty", "pipeline")
    }
    lump = {name: draw(arrays) for name in ("fixed", "idle", "guest_capital", "host_capital")}
    local = 1.0 + draw(arrays)
    imported = draw(arrays)
    # Without the deal the import may be less or more than what is sold with it.
    without = draw(st.sampled_from([local + imported, imported, 0.5 * local]))
    rate = draw(st.floats(0.0, 0.3))
    return Stream(
        years=tuple(range(2026, 2026 + count)),
        discount=(1.0 + rate) ** -np.arange(count, dtype=float),
        runs=np.array(draw(st.lists(st.sampled_from([0.0, 1.0]), min_size=count, max_size=count))),
        local=local,
        imported=imported,
        imported_without=without,
        electricity=draw(arrays),
        **one,
        **two,
        **lump,
    )


@st.composite
def forms(draw: st.DrawFn, stream: Stream) -> Form:
    """Return a deal of any form with random terms."""
    count = len(stream.years)
    minimum = tuple(draw(st.lists(MONEY, min_size=count, max_size=count)))
    money = [draw(MONEY) for _ in range(4)]
    share = draw(SHARE)
    fees = {"fixed_fee": money[1], "minimum": minimum, "shortfall_rate": money[2], "host_capex_share": share}
    turn = 1.0 + draw(MONEY)
    bands = (
        Band(start=0.0, end=turn, unit_fee=money[0]),
        Band(start=turn, end=float("inf"), unit_fee=money[3]),
    )
    index = tuple(draw(st.lists(st.floats(0.5, 2.0), min_size=count, max_size=count)))
    options: list[Form] = [
        Contract(unit_fee=money[0], fee_index=index, **fees),
        Contract(bands=bands, **fees),
        Licence(
            licensee=draw(st.sampled_from(["host", "guest"])),
            royalty=share, upfront=money[0], kit_margin=money[1], technical_support=money[2],
        ),
        JointVenture(
            host_share=share, transfer_price=money[0], kit_margin=money[1], rent=money[2] - money[3]
        ),
        Acquisition(price=money[0] - money[1], liabilities=money[2], terminal_value=money[3]),
        HallPurchase(price=money[0], service_fee=money[1], service_cost=money[2], terminal_value=money[3]),
        LineLease(rent=money[0] - money[1]),
        KitBuild(
            ruling=draw(st.sampled_from(["vehicle", "parts"])), duty_as_vehicle=share,
            duty_as_parts=draw(SHARE), unit_fee=money[0], **fees,
        ),
    ]  # fmt: skip
    return draw(st.sampled_from(options))
