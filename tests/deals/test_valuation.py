"""What a deal of a study is worth: by hand on the toy, and against the plans' own money on random studies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from plantshare.deals.gain import driver_form, gains, with_terms
from plantshare.deals.risk import conditional_value_at_risk, conditional_value_at_risk_by_program
from plantshare.deals.valuation import deal_statement, open_terms, ranges_of, value_deal
from plantshare.errors import InfeasibleError, LabelError
from plantshare.methods import Limits, Threads
from plantshare.results import Result
from plantshare.results.money import statement_of
from plantshare.solve.restricted import Restricted
from plantshare.study.parties import coalition
from tests.deals.toys import ROWS, changed, toy
from tests.strategies import Parts, studies

EXACT = Limits(gap=0.0, seconds=60)
FEW = settings(
    max_examples=3,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture(scope="module")
def restricted() -> Restricted:
    """Return the toy study, built once."""
    return Restricted(toy(), EXACT)


def test_gains_ranges_and_duty_are_those_of_the_toy(restricted: Restricted) -> None:
    """Ada 60 (1.0 - 0.4) = 36, Bo 58 - 36 = 22, the state -60; fees from 400 to 1,366.67."""
    value = value_deal(restricted, "at Leipzig")

    assert value.gains.by_party == pytest.approx({"Ada": 36.0, "Bo": 22.0, "state": -60.0})
    assert value.surplus == pytest.approx((58.0, 58.0, 58.0))
    assert (value.own_costs, value.divided[1]) == pytest.approx((0.0, 58.0))
    assert value.worth[1] == pytest.approx(58.0)
    assert value.is_signed
    fee = ranges_of(value)[0]
    assert (fee.low, fee.high) == pytest.approx((0.4, 1.5 - 8 / 60))
    assert (fee.asks_least, fee.pays_most) == ("Ada", "Bo")
    assert fee.worth == pytest.approx(58.0)
    assert fee.counterfactual == "the best plan without the deal"


def test_the_statement_of_a_party_adds_up_to_its_gain(restricted: Restricted) -> None:
    """Fee 60, conversion -24 for Ada; duty of 60 not taken by the state, and nothing elsewhere."""
    value = value_deal(restricted, "at Leipzig")
    rows = deal_statement(value)

    for party, gain in value.gains.by_party.items():
        own = sum(amount for (name, _), amount in rows.items() if name == party)
        assert own == pytest.approx(gain, abs=1e-9)
    assert rows["Ada", "unit fee"] == pytest.approx(60.0)
    assert rows["Ada", "conversion"] == pytest.approx(-24.0)
    assert rows["state", "import duty"] == pytest.approx(-60.0)
    assert not [place for place in rows if place[1] == "elsewhere in the plan"]


def test_a_deal_that_does_not_pay_is_kept_at_its_minimum() -> None:
    """Building costs 500 a vehicle more than import: in two years 15,000 each, so -(2 * 15 * 0.5 + 8) = -23.

    The right to sign it is worth nothing, and no fee suits both.
    """
    study = toy(**changed("options", "B Leipzig", other_conversion=1_800))
    value = value_deal(Restricted(study, EXACT), "at Leipzig")

    assert value.surplus[1] == pytest.approx(-23.0, abs=1e-4)
    assert value.worth[1] == 0.0
    assert not value.is_signed
    assert value.streams[0].local == pytest.approx([0.0, 15.0, 15.0], abs=1e-4)
    fee = ranges_of(value)[0]
    assert fee.low > fee.high
    assert (fee.low - fee.high) * value.streams[0].present_volume == pytest.approx(23.0, abs=1e-3)


def test_each_company_can_be_valued_at_its_own_discount_rate() -> None:
    """Ada's 12 a year at 10%: 12 (1/1.1 + 1/1.21 + 1/1.331) = 29.842; Bo has the usual 9%, the study 0."""
    study = toy(**changed("companies", "Ada", discount_rate=0.1))
    value = value_deal(Restricted(study, EXACT), "at Leipzig")

    assert value.own_rate_gains["Ada"] == pytest.approx(12 * (1 / 1.1 + 1 / 1.21 + 1 / 1.331))
    annuity = sum(1.09**-year for year in (1, 2, 3))
    assert value.own_rate_gains["Bo"] == pytest.approx(10 * annuity - 8 / 1.09)


def test_bands_leave_no_unit_fee_to_bargain_about() -> None:
    """1,200 up to 10,000 a year and 800 above are 20 m a year, as a fee of 1,000."""
    study = toy(
        **changed("deal_terms", "at Leipzig", unit_fee=None),
        deal_bands=[
            {"deal": "at Leipzig", "band": 1, "from_units": 0, "to_units": 10_000, "unit_fee": 1_200},
            {"deal": "at Leipzig", "band": 2, "from_units": 10_000, "unit_fee": 800},
        ],
    )
    value = value_deal(Restricted(study, EXACT), "at Leipzig")

    assert value.gains.by_party["Ada"] == pytest.approx(36.0)
    assert "unit_fee" not in [found.term for found in ranges_of(value)]


FORMS: dict[str, dict[str, object]] = {
    "licence": {"royalty": 0.05, "upfront": 4, "kit_margin": 100, "technical_support": 2},
    "acquisition": {"price": 20, "liabilities": 3},
    "hall": {"price": 5, "service_fee": 3, "service_cost": 2},
    "lease": {"rent": 4},
    "joint_venture": {"transfer_price": 1_200, "kit_margin": 100, "rent": 1},
    "kit": {"unit_fee": 900, "customs_ruling": "vehicle", "duty_as_vehicle": 0.1},
}
OWN_COSTS = {"licence": 6.0, "hall": 6.0}
"""Help or services at 2 m in each of three years."""


@pytest.fixture(scope="module")
def in_every_form() -> Restricted:
    """Return the toy study with the programme at Leipzig priced in every other form."""
    others = [
        {"deal": form, "host": "Ada", "guest": "Bo", "form": form, "alternative_to": "at Leipzig"}
        for form in FORMS
    ]
    terms = [{"deal": form, **cells} for form, cells in FORMS.items()]
    shares = [{"deal": "joint_venture", "company": name, "share": 0.5} for name in ("Ada", "Bo")]
    study = toy(
        deals=[*ROWS["deals"], *others],
        deal_terms=[*ROWS["deal_terms"], *terms],
        deal_shares=shares,
    )
    return Restricted(study, EXACT)


@pytest.mark.parametrize("form", FORMS)
def test_companies_gain_the_surplus_less_the_costs_of_the_form_itself(
    in_every_form: Restricted, form: str
) -> None:
    """Every form divides the same 58 m, less what only it costs; all prices of a range are worth that."""
    value = value_deal(in_every_form, form)
    own = OWN_COSTS.get(form, 0.0)

    assert value.gains.companies == pytest.approx(58.0 - own)
    assert value.own_costs == pytest.approx(own)
    assert value.divided == pytest.approx((58.0 - own,) * 3)
    assert value.about.deal == "at Leipzig"
    assert in_every_form.solves <= 3


def test_without_a_fee_the_guest_pays_what_building_costs() -> None:
    """400 a vehicle and 2 m a year of fixed cost: Ada is as well off as without, Bo has 58 - 6."""
    study = toy(
        **changed("options", "B Leipzig", fixed_cost=2),
        **changed("deal_terms", "at Leipzig", unit_fee=None, minimum=0),
    )
    value = value_deal(Restricted(study, EXACT), "at Leipzig")

    assert value.gains.by_party == pytest.approx({"Ada": 0.0, "Bo": 52.0, "state": -60.0}, abs=1e-9)
    assert value.with_deal.npv()["Ada"] == pytest.approx(value.without.npv()["Ada"])


def test_workers_do_not_change_the_answer() -> None:
    """Two threads and none find the same plans."""
    alone = value_deal(Restricted(toy(), EXACT), "at Leipzig")
    with Threads(2) as threads:
        spread = value_deal(Restricted(toy(), EXACT), "at Leipzig", threads)

    assert spread.gains.by_party == pytest.approx(alone.gains.by_party)


def test_unknown_deals_are_refused(restricted: Restricted) -> None:
    """The names that there are stand in the message."""
    with pytest.raises(LabelError, match="at Leipzig"):
        value_deal(restricted, "at Lepzig")


def random_value(parts: Parts) -> tuple[Restricted, str]:
    """Return a random study, built once, and its first deal; skip those without one."""
    parts = parts.without("targets").with_column(
        "deal_terms", "unit_fee", lambda fee: 1_200.0 if np.isnan(fee) else fee, np.nan
    )
    assume(parts.frames["deals"])
    return Restricted(parts.study(), EXACT), str(parts.frames["deals"][0]["deal"])


@FEW
@given(studies(sharing="deals"))
def test_gains_are_the_differences_of_the_plans_own_money(parts: Parts) -> None:
    """Invariant 1: each company's gain is that of its statement, fees and all; the sum that of objectives.

    Invariant 15: the government's is its statement plus the duty that companies pay at home.
    """
    restricted, deal = random_value(parts)
    try:
        value = value_deal(restricted, deal)
    except InfeasibleError:
        assume(False)
    size = 1e-6 * (1.0 + abs(value.without.proof.objective))
    with_deal, without = value.with_deal.npv(), value.without.npv()
    for company in coalition(restricted.study):
        expected = with_deal.get(company, 0.0) - without.get(company, 0.0)
        assert value.gains.by_party.get(company, 0.0) == pytest.approx(expected, abs=size)
    assert value.gains.companies == pytest.approx(value.surplus[1], abs=size)
    paid = duty_at_home(value.with_deal, value.about.country) - duty_at_home(
        value.without, value.about.country
    )
    public = with_deal.get(value.about.government, 0.0) - without.get(value.about.government, 0.0)
    assert value.gains.by_party[value.about.government] == pytest.approx(public + paid, abs=size)
    for form, stream in zip(value.forms, value.streams, strict=True):
        # Invariant 2: no fee moves the sum, in any scenario.
        assert gains(form, stream).companies == pytest.approx(form.integrated_gain(stream), abs=size)


@FEW
@given(studies(sharing="deals"), st.data())
def test_terms_of_a_deal_on_a_plan_move_gains_along_straight_lines(parts: Parts, data: st.DataObject) -> None:
    """Invariant 4 on plans: gain(t) = const + driver t for each party, every term of the form at any value.

    Invariant 3: (w_max - w_min) times the present volume is the surplus of host and guest, in each scenario.
    Invariant 10: CVaR of their gains over the scenarios by linear program is that by sorting.
    """
    restricted, deal = random_value(parts)
    try:
        value = value_deal(restricted, deal)
    except InfeasibleError:
        assume(False)
    size = 1e-6 * (1.0 + abs(value.without.proof.objective))
    level, chance = data.draw(st.floats(0.0, 0.95), label="level"), np.array(value.probability)
    for side in (value.about.host, value.about.guest):
        pairs = zip(value.forms, value.streams, strict=True)
        gain = np.array([gains(form, stream).by_party[side] for form, stream in pairs])
        by_sorting = conditional_value_at_risk(gain, chance, level)
        assert conditional_value_at_risk_by_program(gain, chance, level) == pytest.approx(
            by_sorting, abs=size
        )
    terms = {name: data.draw(st.floats(0.0, 1.0), label=name) for name in open_terms(value.form)}
    for form, stream in zip(value.forms, value.streams, strict=True):
        for name, amount in terms.items():
            drivers = driver_form(form, stream, (name,))
            for party, gain in gains(with_terms(form, {name: amount}), stream).by_party.items():
                assert drivers.gain(party, [amount]) == pytest.approx(gain, abs=size), (name, party)
        if "unit_fee" in terms and stream.present_volume > 1e-6:
            drivers = driver_form(form, stream, ("unit_fee",))
            low, high = (
                -drivers.constant[side] / drivers.drivers[side][0] for side in (stream.host, stream.guest)
            )
            volume = drivers.drivers[stream.host][0]
            if not getattr(form, "fee_index", ()):
                assert volume == pytest.approx(stream.present_volume)
            assert (high - low) * volume == pytest.approx(form.integrated_gain(stream), abs=size)


def duty_at_home(plan: Result, country: str) -> float:
    """Return the present value of duty that companies pay to a country, from the statement."""
    study = plan.study
    markets = study.frame("markets").set_index("market").countries
    plants = study.frame("plants").set_index("plant").country
    money = plan.money
    origin = study.frame("options").set_index("option").plant.map(plants)
    quotas = study.frame("quotas").set_index("quota").market if len(study.frame("quotas")) else {}
    parts = (money.kind == "parts duty") & (money.option.map(origin) == country)
    sold = money.kind.isin(["duty", "cap duty"]) & money.market.map(
        lambda name: country in markets.get(name, ())
    )
    over = money.kind == "quota duty"
    if over.any():
        over &= np.array([country in markets[next(iter(quotas))] for _ in over])
    own = money[parts | sold | over]
    if own.empty:
        return 0.0
    probability = dict(zip(study.labels["scenario"], study.probability.values, strict=True))
    discount = dict(zip(study.years, study.discount.values, strict=True))
    return -float(statement_of(own, probability, discount, ("company",)).amount.sum())
