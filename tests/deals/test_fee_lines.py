"""Every clause on fees in the plan: its statement, its check and the value of the deal are one amount.

The toy over five years at 10%, in which B is wanted 20, 50, 60, 60 and 60 thousand times (Qpv 182.8191).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from plantshare.deals.agreed import agreed_forms
from plantshare.deals.gain import gains
from plantshare.deals.in_futures import DealInFutures, gain_in_futures, in_futures
from plantshare.deals.on_plan import plan_money, programme, streams_between
from plantshare.deals.payment import Payment
from plantshare.deals.valuation import DealValue, deal_statement, value_deal
from plantshare.formulation import Line, build_program
from plantshare.formulation.slack import with_least_slack
from plantshare.methods import Limits
from plantshare.results.checker import check_result
from plantshare.results.money import money_of, statement_of
from plantshare.solve.accounts import in_files_units
from plantshare.solve.batches import in_program_units
from plantshare.solve.held import evaluate
from plantshare.solve.restricted import Restricted
from plantshare.study import Draw, Draws, Study, study_from_tables
from plantshare.study.parties import coalition
from plantshare.tables import tables_from_frames
from tests.deals.toys import ROWS, SETTINGS, changed

EXACT = Limits(gap=0.0, seconds=60)
DEAL = "at Leipzig"
YEARS = (2026, 2027, 2028, 2029, 2030)
PLANNED = (20_000, 50_000, 60_000, 60_000, 60_000)
NO_FEE: dict[str, Any] = {"unit_fee": None, "minimum": 0, "shortfall_rate": 0}
FALLING = (
    {"deal": DEAL, "band": 1, "from_units": 0, "to_units": 40_000, "unit_fee": 1_950},
    {"deal": DEAL, "band": 2, "from_units": 40_000, "unit_fee": 1_600},
)
DEARER = {"table": "factors", "row": "DE", "how": "scale"}


def five_years(terms: Mapping[str, Any], volumes: Sequence[int] = PLANNED, **tables: Any) -> Study:
    """Return the toy over five years with terms of the deal at Leipzig, the volumes wanted of B, and rows."""
    wanted = [
        {"vehicle": "B", "market": "home", "year": year, "units": units}
        for year, units in zip(YEARS, volumes, strict=True)
    ]
    own = [{**row, **terms} if row["deal"] == DEAL else row for row in ROWS["deal_terms"]]
    room = [{**row, "capacity": 90_000} for row in ROWS["shop_patterns"]]
    rows = {**ROWS, "demand_by_year": wanted, "deal_terms": own, "shop_patterns": room, **tables}
    return study_from_tables(tables_from_frames({**SETTINGS, "last_year": 2030, "discount_rate": 0.1}, rows))


def valued(study: Study) -> DealValue:
    """Return the value of the deal, once statement, check and gains are found to agree."""
    value = value_deal(Restricted(study, EXACT), DEAL)
    with_deal, without = value.with_deal.npv(), value.without.npv()
    for company in coalition(study):
        change = with_deal.get(company, 0.0) - without.get(company, 0.0)
        assert value.gains.by_party.get(company, 0.0) == pytest.approx(change, abs=1e-6)
    assert value.gains.companies == pytest.approx(value.surplus[1], abs=1e-6)
    audit = check_result(value.with_deal)
    assert audit.failures == ()
    assert audit.npv["Ada"] == pytest.approx(with_deal["Ada"], abs=1e-6)
    return value


def paid(value: DealValue, kind: str) -> dict[int, float]:
    """Return what the plan with the deal states for one kind of money, m by year."""
    money = value.with_deal.money
    own = money[money.kind == kind].groupby("year").amount.sum()
    return {int(year): float(amount) for year, amount in own.items()}


def present(value: DealValue, kind: str) -> float:
    """Return the present value to Ada of one kind of money in the statement of the plan, m."""
    return float(value.with_deal.statement().amount["Ada", kind])


def test_a_fee_by_bands_stands_in_the_statement_of_the_plan() -> None:
    """D1c. 1.95 up to 40 and 1.60 above: 39, 94, 110, 110, 110 m a year, 339.2179 at 10%."""
    value = valued(five_years(NO_FEE, deal_bands=list(FALLING)))

    assert list(paid(value, "build fee").values()) == pytest.approx([39, 94, 110, 110, 110])
    assert present(value, "build fee") == pytest.approx(339.2179, abs=1e-4)
    assert "fixed cost refund" not in set(value.with_deal.money.kind)
    assert has_fault_if_fees_are_off(value)


def has_fault_if_fees_are_off(value: DealValue) -> bool:
    """Return whether the check finds a plan whose fees are each a thousandth too high."""
    money = value.with_deal.money
    amount = money.amount.where(money.kind != "build fee", money.amount * 1.001)
    audit = check_result(replace(value.with_deal, money=money.assign(amount=amount)))
    return any("build fee" in failure for failure in audit.failures)


def test_bands_are_a_fee_and_so_the_fixed_cost_is_not_refunded() -> None:
    """Ada pays the 2 m a year of the programme itself, as under any other stated fee: 2 * 3.7908 = 7.5816."""
    options = changed("options", "B Leipzig", fixed_cost=2)
    free = valued(five_years(NO_FEE, deal_bands=list(FALLING)))
    dear = valued(five_years(NO_FEE, PLANNED, deal_bands=list(FALLING), **options))

    assert free.gains.by_party["Ada"] - dear.gains.by_party["Ada"] == pytest.approx(7.5816, abs=1e-4)


def test_two_options_of_a_deal_fill_its_bands_together() -> None:
    """60 thousand of two cars, 20 and 40: 110 m in the largest years, a third of them for the smaller."""
    vehicles = [*ROWS["vehicles"], {"vehicle": "C", "company": "Bo"}]
    second = {"option": "C Leipzig", "vehicle": "C", "plant": "Leipzig", "lead_years": 0, "hours": 16}
    demand = [*ROWS["demand"], {"vehicle": "C", "market": "home", "units": 40_000, "net_revenue": 3_000}]
    deals = [
        row | ({"options": "B Leipzig;C Leipzig"} if row["deal"] == DEAL else {}) for row in ROWS["deals"]
    ]
    study = five_years(
        NO_FEE,
        (20_000,) * 5,
        vehicles=vehicles,
        options=[*ROWS["options"], second],
        routes=[*ROWS["routes"], {"option": "C Leipzig", "shop": "line L"}],
        demand=demand,
        deals=deals,
        deal_bands=list(FALLING),
    )
    value = valued(study)
    money = value.with_deal.money
    fees = money[(money.kind == "build fee") & (money.year == 2028)].set_index("option").amount

    assert fees.to_dict() == pytest.approx({"B Leipzig": 110 / 3, "C Leipzig": 220 / 3})


def test_a_fee_by_bands_cannot_be_weighed_for_one_side_alone() -> None:
    """What Ada alone would build to reach a band is another program, so asking for it is refused."""
    study = five_years(NO_FEE, deal_bands=list(FALLING))

    with pytest.raises(ValueError, match="both among the companies"):
        build_program(study, frozenset({"Ada"}))
    assert build_program(study, frozenset({"Cy"})).weights


def test_a_fee_with_an_index_stands_in_the_statement_of_the_plan() -> None:
    """D1e. Wages up 3% a year and power a fifth dearer in 2028: 1.85 becomes 1.943333, so 116.6 m for 60."""
    prices = [
        {"country": "DE", "year": 2027, "wage": 12.5 * 1.03},
        *(
            {"country": "DE", "year": year, "wage": 12.5 * 1.03**2, "electricity_price": 120}
            for year in YEARS[2:]
        ),
    ]
    study = five_years(
        NO_FEE | {"unit_fee": 1_850, "labour_weight": 0.5, "energy_weight": 0.1},
        factors=[ROWS["factors"][0] | {"electricity_price": 100}, ROWS["factors"][1]],
        factors_by_year=prices,
    )
    value = valued(study)

    assert paid(value, "build fee") == pytest.approx(
        {2026: 37.0, 2027: 50 * 1.85 * 1.015, **dict.fromkeys(YEARS[2:], 60 * 1.943333)}, rel=1e-6
    )


def test_a_fee_at_cost_does_not_follow_wages_twice() -> None:
    """Half of a fee follows the wage, but none is stated: Ada is paid what building costs, wages and all."""
    prices = [{"country": "DE", "year": 2028, "wage": 25.0}]
    value = valued(five_years(NO_FEE | {"labour_weight": 0.5}, factors_by_year=prices))

    assert value.gains.by_party["Ada"] == pytest.approx(0.0, abs=1e-6)
    assert paid(value, "build fee")[2028] == pytest.approx(60 * 0.6)


def test_a_fixed_cost_is_refunded_as_long_as_it_lasts() -> None:
    """The deal ends in 2027 and B is built on: 2 m a year and 400 a vehicle are paid back in all years."""
    tables = changed("options", "B Leipzig", fixed_cost=2) | changed("deals", DEAL, last_year=2027)
    value = valued(five_years(NO_FEE, PLANNED, **tables))

    assert value.gains.by_party["Ada"] == pytest.approx(0.0, abs=1e-6)
    assert list(paid(value, "fixed cost refund").values()) == pytest.approx([2.0] * 5)
    assert deal_statement(value)["Ada", "fixed cost refund"] == pytest.approx(2 * 3.790787, abs=1e-5)


def test_a_minimum_volume_is_paid_for_in_the_statement_of_the_plan() -> None:
    """D1d. 0.6 of the volume, a minimum of 0.8: 4, 10, 12, 12, 12 short at 0.45: PV 0.09 * 182.8191."""
    minimum = [
        {"deal": DEAL, "year": year, "minimum": 0.8 * units}
        for year, units in zip(YEARS, PLANNED, strict=True)
    ]
    study = five_years(
        {"unit_fee": 1_850, "minimum": 0, "shortfall_rate": 450},
        tuple(int(0.6 * units) for units in PLANNED),
        deal_terms_by_year=minimum,
    )
    value = valued(study)

    assert list(paid(value, "shortfall payment").values()) == pytest.approx(
        [1.8, 4.5, 5.4, 5.4, 5.4], rel=1e-5
    )
    assert present(value, "shortfall payment") == pytest.approx(13.0702 + 3.3836, abs=1e-4)


def test_an_index_follows_the_wage_of_each_scenario() -> None:
    """Half follows a wage that doubles in one of two scenarios from 2027 on: 1.85, or 1.5 times that."""
    changes = [
        DEARER | {"scenario": "dear", "column": "wage", "year": year, "value": 2.0} for year in YEARS[1:]
    ]
    study = five_years(
        NO_FEE | {"unit_fee": 1_850, "labour_weight": 0.5},
        scenarios=[{"scenario": "calm", "probability": 0.75}, {"scenario": "dear", "probability": 0.25}],
        scenario_changes=changes,
    ).with_scenarios(["calm", "dear"])
    value = valued(study)
    money = value.with_deal.money
    fees = money[(money.kind == "build fee") & (money.year == 2028)].set_index("scenario").amount

    assert fees.to_dict() == pytest.approx({"calm": 111.0, "dear": 166.5})
    assert [form.terms for form in value.by_scenario] == [value.form.terms] * 2


def test_in_drawn_futures_bands_and_index_are_those_of_the_future() -> None:
    """Wages rise by half, or demand falls to a half: 1.25 times 110 m for 60, or 1.95 times 30, in 2028.

    What each company has in a future with the deal less without is its gain there.
    """
    names = np.array(["dear", "weak"], dtype=object)
    later = [1.0, *[1.5] * 4]
    wage = xr.DataArray(
        np.array([later, [1.0] * 5]),
        coords={"scenario": names, "year": list(YEARS)},
        dims=("scenario", "year"),
    )
    demand = xr.DataArray(
        np.array([[1.0, 0.5]]), coords={"vehicle": ["B"], "scenario": names}, dims=("vehicle", "scenario")
    )
    draws = Draws(
        columns=(
            Draw(key="factors.wage", how="scale", values=wage),
            Draw(key="demand.units", how="scale", values=demand),
        ),
        weights=(0.5, 0.5),
        origin={"seed": 0},
    )
    study = five_years(NO_FEE | {"labour_weight": 0.5}, deal_bands=list(FALLING))
    value = value_deal(Restricted(study, EXACT), DEAL)
    drawn = value.with_deal.study.with_draws(draws)
    futures = in_futures(value, drawn)
    fees = [payment.amounts[2] for payment in payments_of(futures, "unit fee")]
    with_deal, without = (evaluate(plan, drawn).npv for plan in (value.with_deal, value.without))

    assert fees == pytest.approx([1.25 * 110.0, 1.95 * 30.0])
    for company in ("Ada", "Bo", "Cy"):
        change = (with_deal - without).sel(company=company).values
        assert gain_in_futures(futures, company) == pytest.approx(change, abs=1e-6)


def payments_of(futures: DealInFutures, kind: str) -> list[Payment]:
    """Return one kind of payment in each future."""
    return [
        payment
        for form, stream in zip(futures.forms, futures.streams, strict=True)
        for payment in form.payments(stream)
        if payment.kind == kind
    ]


@cache
def planned() -> DealValue:
    """Return the deal in two scenarios, one with weak demand and dear wages and power, planned once."""
    return value_deal(Restricted(in_two_scenarios({"minimum": 30_000}, []), EXACT), DEAL)


def in_two_scenarios(terms: Mapping[str, Any], bands: list[dict[str, Any]]) -> Study:
    """Return the study of two scenarios with some terms."""
    changes = [
        {
            "scenario": "weak",
            "table": "demand",
            "row": "B/home",
            "column": "units",
            "how": "scale",
            "value": 0.7,
        },
        *(
            DEARER | {"scenario": "weak", "column": column, "year": year, "value": value}
            for year in YEARS[1:]
            for column, value in (("wage", 1.3), ("electricity_price", 1.6))
        ),
    ]
    return five_years(
        terms,
        PLANNED,
        factors=[ROWS["factors"][0] | {"electricity_price": 100}, ROWS["factors"][1]],
        deal_bands=bands,
        **changed("options", "B Leipzig", fixed_cost=2),
        **changed("deals", DEAL, last_year=2029),
        scenarios=[{"scenario": "well", "probability": 0.6}, {"scenario": "weak", "probability": 0.4}],
        scenario_changes=changes,
    ).with_scenarios(["well", "weak"])


def npv_of(study: Study, lines: list[Line], values: Mapping[str, xr.DataArray]) -> dict[str, float]:
    """Return the present value of each company in the statement of some values of a program, m."""
    chances = dict(zip(study.labels["scenario"], study.probability.values, strict=True))
    factors = dict(zip(study.years, study.discount.values, strict=True))
    rows = statement_of(money_of(lines, values, study), chances, factors, ("company",)).amount
    return {str(name): float(amount) for name, amount in rows.items()}


fees = st.integers(0, 3_000)
clauses = st.fixed_dictionaries(
    {
        "unit_fee": st.none() | fees,
        "fixed_fee": st.integers(0, 20),
        "minimum": st.integers(0, 70_000),
        "shortfall_rate": fees,
        "host_capex_share": st.sampled_from([0.0, 0.3, 1.0]),
        "labour_weight": st.sampled_from([0.0, 0.25, 0.6]),
        "energy_weight": st.sampled_from([0.0, 0.4]),
    }
)
steps = st.none() | st.lists(st.tuples(st.integers(1, 30_000), fees), min_size=1, max_size=4)


@settings(max_examples=3, deadline=None)
@given(clauses, steps)
def test_whatever_the_terms_the_statement_moves_by_the_stream_of_the_deal(
    terms: dict[str, Any], widths: list[tuple[int, int]] | None
) -> None:
    """For each company statement with less without = its gain; no terms move the sum; the check agrees."""
    bands, start = list[dict[str, Any]](), 0
    for number, (width, fee) in enumerate(widths or (), start=1):
        end = start + width if number < len(widths or ()) else None
        bands.append({"deal": DEAL, "band": number, "from_units": start, "to_units": end, "unit_fee": fee})
        start += width
    study = in_two_scenarios({**terms, **({"unit_fee": None} if bands else {})}, bands)
    about, program = programme(study, DEAL), build_program(study)
    held = [
        with_least_slack(study, in_program_units(program.thousands, plan.values))
        for plan in (planned().with_deal, planned().without)
    ]
    streams = streams_between(study, about, *(plan_money(study, program.lines, each, about) for each in held))
    forms = agreed_forms(study, DEAL, streams)
    each = [gains(form, stream) for form, stream in zip(forms, streams, strict=True)]
    with_deal, without = (npv_of(study, program.lines, values) for values in held)

    for company in coalition(study):
        expected = sum(p * one.by_party.get(company, 0.0) for p, one in zip(study.weights, each, strict=True))
        change = with_deal.get(company, 0.0) - without.get(company, 0.0)
        assert change == pytest.approx(expected, abs=1e-6)
    for one, stream in zip(each, streams, strict=True):
        assert one.companies == pytest.approx(stream.integrated_gain(), abs=1e-6)
    plan = replace(
        planned().with_deal,
        study=study,
        values=in_files_units(program.thousands, held[0]),
        money=money_of(program.lines, held[0], study),
    )
    audit = check_result(plan)
    assert audit.failures == ()
    assert {name: audit.npv[name] for name in with_deal} == pytest.approx(with_deal, abs=1e-6)
