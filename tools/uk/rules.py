"""What a registration is worth under the zero-emission rules, year by year."""

from __future__ import annotations

import numpy as np

from plantshare.study.registration import registration_worth
from uk.inputs import YEARS, Inputs
from uk.ledger import Figure, Row, Tables, figure

__all__ = ["POWERTRAINS", "feebate", "feebate_tables", "pass_through"]

POWERTRAINS = ("ICE", "MHEV", "HEV", "PHEV", "BEV")
EU_STEPS = {2026: "eu_zev_share_2026", 2030: "eu_zev_share_2030", 2035: "eu_zev_share_2035"}
STATED_YEARS = (2026, 2027, 2028, 2029, 2030, 2035)


def uk_share(inputs: Inputs, year: int) -> Figure:
    """Return the share of zero-emission cars that the UK mandate asks for in a year.

    Years between the steps of the research lie on a straight line; after 2035 the share stays.
    """
    steps = {
        step: inputs.research.figure(
            "uk/trade",
            destination="GB",
            product="car",
            measure="zev_mandate_target",
            valid_from=f"{step}-01-01",
        )
        for step in STATED_YEARS
    }
    after = max(step for step in STATED_YEARS if step <= year)
    before = min((step for step in STATED_YEARS if step >= year), default=after)
    value = float(np.interp(year, STATED_YEARS, [steps[step].value for step in STATED_YEARS]))
    return figure(value / 100, steps[after], steps[before])


def eu_share(inputs: Inputs, year: int) -> Figure:
    """Return the share of battery cars that the EU fleet limit asks for in a year."""
    steps = [inputs.figure(name) for name in EU_STEPS.values()]
    value = float(np.interp(year, list(EU_STEPS), [step.value for step in steps]))
    return figure(round(value, 4), *steps)


def feebate(inputs: Inputs, market: str, powertrain: str, year: int) -> Figure:
    """Return the worth of one registration: rho (1 - theta) if it emits nothing, else -rho theta."""
    is_uk = market == "GB"
    theta = (uk_share if is_uk else eu_share)(inputs, year)
    rho = inputs.figure("credit_price" if is_uk else "credit_price_eu")
    value = registration_worth(rho.value, theta.value, emits=powertrain != "BEV")
    found = figure(round(value), rho, theta, note=f"share {theta.value:g}")
    if not is_uk:
        return found
    cap = inputs.research.find("uk/trade", measure="zev_mandate_fine", product="car")
    note = "The payment per car that caps the price of an allowance."
    return found.also([inputs.research.cite("uk/trade", cap)], note=note)


def pass_through(inputs: Inputs, powertrain: str, year: int) -> Figure:
    """Return how much the UK price moves with the worth of a registration, currency per vehicle."""
    share = inputs.figure("credit_pass_through")
    worth = feebate(inputs, "GB", powertrain, year)
    return figure(round(-share.value * worth.value), share, worth)


def feebate_tables(inputs: Inputs) -> Tables:
    """Return the feebates of both markets, the first year in the row and later years beside it."""
    rows: list[Row] = []
    later: list[Row] = []
    for market in ("GB", "EU"):
        for powertrain in POWERTRAINS:
            key: Row = {"market": market, "powertrain": powertrain}
            rows.append(key | {"amount": feebate(inputs, market, powertrain, YEARS[0])})
            later += [
                key | {"year": year, "amount": feebate(inputs, market, powertrain, year)}
                for year in YEARS[1:]
            ]
    return {"feebates": rows, "feebates_by_year": later}
