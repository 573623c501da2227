"""What must hold for every study: the numbered invariants of a sound plan, on random small studies."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from plantshare.dictionary import load_dictionary
from plantshare.formulation import MatrixProgram, Program, build_program, to_matrix
from plantshare.methods import Limits, solve_direct
from plantshare.results import Result
from plantshare.solve import solve
from plantshare.study import Study
from plantshare.study.duty import duty_rate, ordinary_duty_rate
from plantshare.units import MILLION, THOUSAND
from tests.strategies import Parts, studies

FEW = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(FEW, max_examples=25)

TOLERANCE = 1e-5
"""Two optima count as one within this share, or within as many millions."""


def best(study: Study | Program | MatrixProgram) -> float:
    """Return the proven optimum in millions, minus infinity where no plan is possible."""
    program = build_program(study) if isinstance(study, Study) else study
    matrix = to_matrix(program) if isinstance(program, Program) else program
    solution = solve_direct(matrix, Limits(gap=0.0))
    assert solution.status in ("optimal", "gap_reached", "infeasible")
    return solution.objective if solution.has_plan else float("-inf")


def at_least(value: float) -> float:
    """Return the least value that still counts as no lower."""
    return value - TOLERANCE * max(1.0, abs(value))


def same(value: float) -> object:
    """Return what counts as the same value."""
    return pytest.approx(value, rel=TOLERANCE, abs=TOLERANCE)


def without_duty_to_serve(parts: Parts) -> Parts:
    """Return the parts with demand that may be lost at no cost."""
    return parts.with_column("demand", "lost_cost", lambda _: 0.0, 0.0).with_column(
        "demand", "must_serve", lambda _: False, False
    )


@FEW
@given(studies())
def test_more_capacity_never_lowers_the_optimum(parts):
    """Every plan for the smaller shops is a plan for shops half as large again."""
    larger = parts.with_column("shops", "gross_rate", lambda rate: 1.5 * rate, 0.0)
    larger = larger.with_column("shop_patterns", "capacity", lambda capacity: 1.5 * capacity, 0.0)
    assert best(larger.study()) >= at_least(best(parts.study()))


@FEW
@given(studies())
def test_more_demand_never_lowers_the_optimum(parts):
    """Demand that may be lost at no cost need not be served: a fifth more of it cannot hurt."""
    parts = without_duty_to_serve(parts)
    more = parts.with_column("demand", "units", lambda units: 1.2 * units, 0.0)
    more = more.with_column("demand_by_year", "units", lambda units: 1.2 * units, 0.0)
    assert best(more.study()) >= at_least(best(parts.study()))


@FEW
@given(studies(scenarios=2))
def test_more_weight_on_the_better_scenario_never_lowers_the_optimum(parts):
    """The best plan stays possible and its mean rises when weight moves to where it earns more."""
    parts = parts.without("targets")
    result = solve(parts.study())
    assume(result.has_plan)
    amounts = result.statement(("scenario",)).amount
    first, second = parts.frames["scenarios"]
    npv = [amounts.get(row["scenario"], 0.0) / row["probability"] for row in (first, second)]
    better, worse = (first, second) if npv[0] >= npv[1] else (second, first)
    moved = [
        {**better, "probability": better["probability"] + 0.1},
        {**worse, "probability": worse["probability"] - 0.1},
    ]
    rows = moved if better is first else moved[::-1]
    assert best(parts.with_rows("scenarios", rows).study()) >= at_least(result.proof.objective)


@FEW
@given(studies())
def test_weak_and_tight_links_share_the_optimum(parts):
    """Holding the whole output of an option against all its demand is weaker, but no whole plan gains."""
    study = parts.study()
    assert best(with_weak_links(study)) == same(best(study))


def with_weak_links(study: Study) -> Program:
    """Return the program with one link for each option where there was one for each of its flows."""
    program = build_program(study)
    if "flow_when_active" not in program.linear.constraints:
        return program
    program.linear.remove_constraints("flow_when_active")
    demand = study["demand.units"] * (1 + study["demand.local_uplift"]) * THOUSAND
    vehicle = study["options.vehicle"]
    most = demand.sel(vehicle=vehicle).drop_vars("vehicle").where(program.exists("shipped"), 0.0)
    used = program.exists("shipped").any("market")
    link = program["built"] - most.sum("market") * program["active"]
    program.add_rule("built_when_active", link, "<=", 0, mask=used)
    return program


@MANY
@given(studies(scenarios=2))
def test_output_by_pattern_takes_nothing_away(parts):
    """With whole shifts what is built is built on one pattern: without those rules no plan is better."""
    whole = to_matrix(build_program(parts.study().with_settings(shifts="whole")))
    by_pattern = np.isin(whole.rows, ("built_on", "built_on_open", "built_on_capacity"))
    free = replace(
        whole,
        row_lower=np.where(by_pattern, -np.inf, whole.row_lower),
        row_upper=np.where(by_pattern, np.inf, whole.row_upper),
    )

    assert best(free) == same(best(whole))


@FEW
@given(studies(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(parts, shuffler):
    """The same rows in another order are the same study."""
    assert best(shuffled(parts, shuffler).study()) == same(best(parts.study()))


def shuffled(parts: Parts, shuffler: random.Random) -> Parts:
    """Return the parts with the rows of every table in another order."""
    frames = {name: shuffler.sample(list(rows), len(rows)) for name, rows in parts.frames.items()}
    return replace(parts, frames=frames)


@FEW
@given(studies(), st.sampled_from([1000.0, 0.5]))
def test_units_do_not_matter(parts, factor):
    """Count in vehicles of another size: volumes times f, amounts per vehicle through f, same millions."""
    assert best(in_other_units(parts, factor).study()) == same(best(parts.study()))


def in_other_units(parts: Parts, factor: float) -> Parts:
    """Return the parts with every volume times a factor and every amount per vehicle divided by it."""
    scale = {
        "vehicles/yr": factor,
        "vehicles/h": factor,
        "currency/vehicle": 1 / factor,
        "h/vehicle": 1 / factor,
        "MWh/vehicle": 1 / factor,
    }
    for name, entry in load_dictionary().tables.items():
        for column in entry.columns.values():
            if column.unit in scale:
                for table in (name, f"{name}_by_year"):
                    parts = scaled(parts, table, column.name, scale[column.unit])
    payments = [
        {**row, "rate": row["rate"] / factor} if row["kind"] == "unit" else row
        for row in parts.frames.get("support", [])
    ]
    return parts.with_rows("support", payments)


def scaled(parts: Parts, table: str, column: str, factor: float) -> Parts:
    """Return the parts with the stated cells of one column times a factor."""
    rows = [
        {**row, column: row[column] * factor} if column in row else row for row in parts.frames.get(table, [])
    ]
    return parts.with_rows(table, rows) if rows else parts


@FEW
@given(studies(sharing="on"))
def test_sharing_on_is_worth_deals_and_deals_are_worth_sharing_off(parts):
    """Each setting allows every plan of the next: all guests, guests with a deal, no new guests.

    Where a deal lowers the duty on its kits it allows more than that, so such duties are left out.
    """
    for duty in ("duty_as_vehicle", "duty_as_parts"):
        parts = parts.with_column("deal_terms", duty, lambda _: np.nan, np.nan)
    on, deals, off = (best(parts.with_settings(sharing=word).study()) for word in ("on", "deals", "off"))
    assert on >= at_least(deals)
    assert deals >= at_least(off)


@FEW
@given(studies(sharing="deals"), st.sampled_from([0.0, 900.0, 5000.0]))
def test_fees_move_money_and_no_optimum(parts, fee):
    """Fees, royalties and payments for shortfalls pass from guest to host: the sum of both stays."""
    other = parts.with_column("options", "unit_fee", lambda _: fee, np.nan)
    other = other.with_column("deal_terms", "unit_fee", lambda _: fee, np.nan)
    other = other.with_column("deal_terms", "fixed_fee", lambda _: fee / 100, 0.0)
    other = other.with_column("deal_terms", "shortfall_rate", lambda _: fee, 0.0)
    assert best(other.study()) == same(best(parts.study()))


@FEW
@given(studies())
def test_transfers_net_to_zero(parts):
    """What one company of the study pays to another stands once on each side of the statement."""
    result = solve(parts.study())
    assume(result.has_plan)
    between = result.money[(result.money.payer != "") & (result.money.payee != "")]
    only = replace(result, money=between)
    assert only.npv().sum() == pytest.approx(0.0, abs=1e-9)
    outside = result.money[(result.money.payer == "") | (result.money.payee == "")]
    assert replace(result, money=outside).npv().sum() == same(result.npv().sum())


@FEW
@given(studies())
def test_duty_lost_by_governments_is_duty_saved_by_companies(parts):
    """Receipts follow from flows, tariffs and quotas, payments from the statement: both change alike."""
    apart, shared = (solve(parts.with_settings(sharing=word).study()) for word in ("off", "on"))
    assume(apart.has_plan and shared.has_plan)
    lost = receipts(apart) - receipts(shared)
    saved = payments(apart) - payments(shared)
    assert lost == pytest.approx(saved, abs=1e-6)


def receipts(result: Result) -> float:
    """Return the present value of duty that customs collect, from what is shipped, in millions."""
    study = result.study
    weight = study.discount * study.probability * study["options.customs_value"] * MILLION
    total = float((result.values["shipped"] * duty_rate(study) * weight).sum())
    if "over_quota" in result.values:
        total += float((result.values["over_quota"] * study["quotas.extra_duty"] * weight).sum())
    if "over_cap" in result.values:
        extra = ordinary_duty_rate(study) - duty_rate(study)
        total += float((result.values["over_cap"] * extra * weight).sum())
    return total


def payments(result: Result) -> float:
    """Return the present value of duty that companies pay, from the statement, in millions."""
    amounts = result.statement(("kind",)).amount
    return -float(amounts.reindex(["duty", "quota duty", "cap duty"]).fillna(0.0).sum())
