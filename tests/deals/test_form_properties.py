"""What holds for every form of deal, whatever the programme and the terms."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals.forms import (
    Acquisition,
    Contract,
    Form,
    HallPurchase,
    Import,
    JointVenture,
    KitBuild,
    Licence,
    LineLease,
)
from plantshare.deals.gain import driver_form, gains, with_terms, yearly_gain
from plantshare.deals.payment import WORLD, cash_flow, parties_of, present_value, statement
from plantshare.deals.range import term_range
from plantshare.deals.stream import Stream
from plantshare.deals.term import term
from tests.deals.streams import R5, forms, streams

CLOSE = 1e-9


@st.composite
def deals(draw: st.DrawFn) -> tuple[Stream, Form]:
    """Return a random programme with a random deal on it."""
    stream = draw(streams())
    return stream, draw(forms(stream))


def size(stream: Stream) -> float:
    """Return the order of the money of a stream: sums of thousands are compared to their own digits."""
    volumes = stream.local + stream.imported + stream.imported_without
    return 1.0 + float(stream.discount @ (400.0 * volumes + 400.0))


@given(deals())
def test_party_gains_add_up_to_the_integrated_gain(deal: tuple[Stream, Form]) -> None:
    """Invariant 1: host + guest (+ venture) = S, before tax and third parties."""
    stream, form = deal

    assert gains(form, stream).companies == pytest.approx(
        form.integrated_gain(stream), abs=CLOSE * size(stream)
    )


@given(deals())
def test_the_world_and_the_parties_net_to_zero_in_each_period(deal: tuple[Stream, Form]) -> None:
    """Whatever one side pays another receives, so all sides together have nothing."""
    stream, form = deal
    payments = form.payments(stream)
    sides = (*parties_of(payments), WORLD)
    total = sum(cash_flow(payments, side, len(stream.years)) for side in sides)

    assert np.abs(total).max() <= CLOSE * size(stream)


@given(deals(), st.data())
def test_no_transfer_moves_the_sum(deal: tuple[Stream, Form], data: st.DataObject) -> None:
    """Invariant 2: any term at any value leaves host + guest where it was; only help costs money."""
    stream, form = deal
    names = [name for name in form.terms if name != "technical_support"]
    name = data.draw(st.sampled_from(names))
    other = with_terms(form, {name: data.draw(st.floats(0.0, 1.0)) if name != "unit_fee" else 0.0})

    assert gains(other, stream).companies == pytest.approx(
        gains(form, stream).companies, abs=CLOSE * size(stream)
    )


@given(deals(), st.data())
def test_every_gain_is_affine_in_every_term(deal: tuple[Stream, Form], data: st.DataObject) -> None:
    """Invariant 4: gain(t) = const + driver t, for each party, with the other terms anywhere."""
    stream, form = deal
    if isinstance(form, Contract) and form.bands:
        form = replace(form, bands=())
    name = data.draw(st.sampled_from(form.terms))
    value = data.draw(st.floats(0.0, 1.0))
    drivers = driver_form(form, stream, (name,))
    found = gains(with_terms(form, {name: value}), stream).by_party

    for party, gain in found.items():
        assert drivers.gain(party, [value]) == pytest.approx(gain, abs=CLOSE * size(stream))


@given(streams(), st.floats(0.0, 40.0), st.floats(0.0, 1.0))
def test_the_width_of_the_fee_range_times_volume_is_the_surplus(
    stream: Stream, fixed_fee: float, share: float
) -> None:
    """Invariant 3: (w_max - w_min) Qpv = S, whatever else the contract says."""
    form = Contract(fixed_fee=fixed_fee, host_capex_share=share)
    drivers = driver_form(form, stream, ("unit_fee",))
    low = -drivers.constant["host"] / drivers.drivers["host"][0]
    high = -drivers.constant["guest"] / drivers.drivers["guest"][0]

    assert (high - low) * stream.present_volume == pytest.approx(
        stream.integrated_gain(), abs=CLOSE * size(stream)
    )


def in_single_units(stream: Stream) -> Stream:
    """Return the same programme in vehicles and units of currency instead of thousands of both."""
    names = ("price", "selling", "parts", "inbound_freight", "inbound_duty", "conversion", "outbound")
    names = (*names, "ex_works", "freight", "duty", "pipeline")
    volumes = {name: 1e3 * getattr(stream, name) for name in ("local", "imported", "imported_without")}
    return replace(stream, **volumes, **{name: 1e-3 * getattr(stream, name) for name in names})


@given(streams(), st.floats(0.0, 40.0), st.sampled_from([Acquisition, HallPurchase, LineLease]))
def test_units_do_not_matter(stream: Stream, amount: float, kind: type) -> None:
    """Invariant 12: single vehicles and units of currency give the same millions."""
    form = kind(rent=amount) if kind is LineLease else kind(price=amount)

    for party, gain in gains(form, stream).by_party.items():
        assert gains(form, in_single_units(stream)).by_party[party] == pytest.approx(
            gain, abs=CLOSE * size(stream)
        )


@given(streams(), st.floats(0.0, 40.0), st.floats(0.0, 40.0))
def test_units_of_a_fee_do_not_matter(stream: Stream, fee: float, rate: float) -> None:
    """Invariant 12 for a contract: vehicles times 1,000, fee, rate and unit money over 1,000."""
    minimum = tuple(2.0 * stream.local)
    one = Contract(unit_fee=fee, minimum=minimum, shortfall_rate=rate)
    other = Contract(
        unit_fee=fee / 1e3, minimum=tuple(1e3 * amount for amount in minimum), shortfall_rate=rate / 1e3
    )

    for party, gain in gains(one, stream).by_party.items():
        assert gains(other, in_single_units(stream)).by_party[party] == pytest.approx(
            gain, abs=CLOSE * size(stream)
        )


@given(deals())
def test_duty_lost_by_the_government_is_duty_saved_by_the_companies(deal: tuple[Stream, Form]) -> None:
    """Invariant 15: the government gains nothing but duty, and each penny of it is paid by a company."""
    stream, form = deal
    ruled = form.ruled(stream) if isinstance(form, KitBuild) else stream
    before = stream.duty * stream.imported_without
    after = ruled.duty * ruled.imported + ruled.inbound_duty * ruled.local
    paid = {
        (payment.payer, payment.kind)
        for payment in form.payments(stream)
        if payment.payee == stream.government
    }

    assert gains(form, stream).by_party["government"] == pytest.approx(
        stream.present(after - before), abs=CLOSE * size(stream)
    )
    assert {kind for _, kind in paid} == {"import duty", "inbound duty"}
    assert all(payer in ("host", "guest") for payer, _ in paid)


@given(deals())
def test_a_venture_keeps_nothing(deal: tuple[Stream, Form]) -> None:
    """What it earns, less capital, is the host's by its share, next to the rent: 0.3 (CF - K) + R."""
    stream, _ = deal
    form = JointVenture(host_share=0.3, transfer_price=20.0, rent=3.0)
    held = 0.3 * (form.earnings(stream) - stream.capital) + 3.0 * stream.runs

    found = cash_flow(form.payments(stream), stream.host, len(stream.years))
    assert np.abs(found - held).max() <= CLOSE * size(stream)


@given(deals())
def test_the_statement_adds_up_to_present_values(deal: tuple[Stream, Form]) -> None:
    """Kinds of money of a party, discounted, sum to its net present value."""
    stream, form = deal
    payments = form.payments(stream)
    table = statement(payments, stream)

    for party in parties_of(payments):
        total = sum(value for (name, _), value in table.items() if name == party)
        assert total == pytest.approx(
            present_value(payments, party, stream.discount), abs=CLOSE * size(stream)
        )


@given(streams())
def test_the_import_gains_nobody_anything(stream: Stream) -> None:
    """D0: the status quo against itself."""
    assert set(gains(Import(), stream).by_party.values()) == {0.0}
    assert Import().integrated_gain(stream) == 0.0


@given(streams(), st.floats(0.0, 40.0), st.floats(0.0, 40.0), st.floats(0.0, 40.0), st.floats(0.0, 1.0))
def test_a_contract_pays_what_its_formula_says(
    stream: Stream, fee: float, fixed: float, rate: float, share: float
) -> None:
    """D1 written out from the page: H = wq + Phi + kappa (Q-q)+ - vq - F - KH - h KG + a; G the rest of S."""
    minimum = tuple(stream.local + 1.0)
    form = Contract(
        unit_fee=fee, fixed_fee=fixed, minimum=minimum, shortfall_rate=rate, host_capex_share=share
    )
    income = fee * stream.local + fixed * stream.runs + rate * np.maximum(np.array(minimum) - stream.local, 0)
    cost = (
        stream.conversion * stream.local + stream.fixed + stream.host_capital + share * stream.guest_capital
    )
    host = stream.discount @ (income - cost + stream.idle)

    assert gains(form, stream).by_party["host"] == pytest.approx(host, abs=CLOSE * size(stream))


@pytest.mark.parametrize(
    "form",
    [Contract(), Licence(), LineLease(rent=0.0), Acquisition(price=0.0), HallPurchase(price=0.0), Import(),
     JointVenture(host_share=0.5, transfer_price=1.0),
     KitBuild(ruling="parts", duty_as_vehicle=0.1, duty_as_parts=0.0)],
    ids=lambda form: form.name,
)  # fmt: skip
def test_terms_and_clauses_of_a_form_are_described_in_the_dictionary(form: Form) -> None:
    """Each term is a number with text and bounds, and clauses name columns of deal_terms."""
    for name in form.terms:
        assert term(name).text
        assert term(name).unit
        assert hasattr(form, name)
    for clause in form.clauses:
        assert clause.says.endswith(".")
        assert clause.guards_against.endswith(".")
    assert form.decider


@settings(max_examples=30)
@given(streams())
def test_gain_by_period_is_the_difference_of_two_plans(stream: Stream) -> None:
    """A lease without rent: the host saves a in each period, and the guest has the rest of S."""
    form = LineLease(rent=0.0)

    assert yearly_gain(form, stream, "host") == pytest.approx(stream.idle)
    guest = yearly_gain(form, stream, "guest")
    assert stream.present(guest + stream.idle) == pytest.approx(
        stream.integrated_gain(), abs=CLOSE * size(stream)
    )


def test_the_range_of_the_reference_programme_names_both_sides() -> None:
    """The host asks for at least 1.68851, the guest pays at most 2.00771."""
    found = term_range(Contract(), R5, "unit_fee")

    assert (found.asks_least, found.pays_most) == ("host", "guest")
