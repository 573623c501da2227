"""Money of a plan: every line evaluated, with who pays, who receives and what for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.formulation import Line
from plantshare.study import Study

__all__ = ["MONEY_COLUMNS", "money_of", "statement_of"]

MONEY_COLUMNS = (
    "kind", "payer", "payee", "plant", "vehicle", "option", "market", "year", "scenario", "amount",
)  # fmt: skip
"""Columns of the money frame; amount in millions of currency, undiscounted, never negative by sign
of payment: the payer loses it and the payee gains it."""

SMALL = 1e-9
"""Amounts below a thousandth of a unit of currency are the solver's rounding."""


def money_of(lines: Iterable[Line], values: Mapping[str, xr.DataArray], study: Study) -> pd.DataFrame:
    """Return every amount of every line, one row for each cell that is not zero.

    Columns are ``MONEY_COLUMNS``. Amounts of first-stage decisions have an empty scenario: they hold
    in every scenario. An empty payer or payee is the world outside the study.

    Parameters
    ----------
    lines
        Money lines of the program.
    values
        Values of the variables in the units of the program.
    study
        The study, for the plant and vehicle of each option.
    """
    places = place_of(study)
    frames = [line_frame(line, values[line.variable], places) for line in lines]
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return pd.DataFrame(columns=list(MONEY_COLUMNS))
    return pd.concat(frames, ignore_index=True)


def place_of(study: Study) -> dict[str, dict[str, dict[str, str]]]:
    """Return the plant, vehicle and market that each label of other dimensions belongs to."""
    options, shops = study.frame("options"), study.frame("shops")
    group_plant = dict(zip(study.frame("groups").group, study.frame("groups").plant, strict=True))
    shop_plant = {shop: group_plant[group] for shop, group in zip(shops.shop, shops.group, strict=True)}
    expansions, quotas = study.frame("expansions"), study.frame("quotas")
    return {
        "plant": {
            "option": dict(zip(options.option, options.plant, strict=True)),
            "group": group_plant,
            "shop": shop_plant,
            "expansion": {
                name: shop_plant[shop]
                for name, shop in zip(expansions.expansion, expansions.shop, strict=True)
            },
        },
        "vehicle": {"option": dict(zip(options.option, options.vehicle, strict=True))},
        "market": {"quota": dict(zip(quotas.quota, quotas.market, strict=True))},
    }


def line_frame(
    line: Line, values: xr.DataArray, places: Mapping[str, Mapping[str, Mapping[str, str]]]
) -> pd.DataFrame:
    """Return the amounts of one line as rows."""
    amounts = line.amount(values).rename("amount").to_dataframe()["amount"]
    amounts = amounts[amounts.abs() > SMALL]
    frame = amounts.reset_index()
    for side, company in (("payer", line.payer), ("payee", line.payee)):
        frame[side] = "" if company is None else companies(frame, company)
    for place, maps in places.items():
        if place not in frame:
            dim = next((dim for dim in maps if dim in frame), None)
            frame[place] = "" if dim is None else frame[dim].map(maps[dim])
    frame["kind"] = line.kind
    for column in MONEY_COLUMNS:
        if column not in frame:
            frame[column] = ""
    return frame[list(MONEY_COLUMNS)]


def companies(frame: pd.DataFrame, company: xr.DataArray) -> pd.Series:
    """Return the company of each row from an array over one of its dimensions."""
    (dim,) = company.dims
    return frame[str(dim)].map(company.to_series())


def statement_of(
    money: pd.DataFrame,
    probability: Mapping[str, float],
    discount: Mapping[int, float] | None = None,
    by: tuple[str, ...] = ("company", "kind"),
) -> pd.DataFrame:
    """Return what each company gains and pays, expected over the scenarios.

    Income is above zero and cost below. A transfer stands in the rows of both companies and adds
    up to zero.

    Parameters
    ----------
    money
        Rows with ``MONEY_COLUMNS``.
    probability
        Probability of each scenario; rows without scenario count fully.
    discount
        Discount factor of each year for present values; none for undiscounted money.
    by
        Columns to group by; "company" stands for payer and payee.

    Returns
    -------
    pandas.DataFrame
        Column ``amount`` in millions of currency, indexed by ``by``.
    """
    weight = money.scenario.map(dict(probability) | {"": 1.0}).astype(float)
    amount = money.amount * weight
    if discount is not None:
        amount = amount * money.year.map(dict(discount)).astype(float)
    sides = []
    for side, sign in (("payee", 1.0), ("payer", -1.0)):
        rows = money.assign(company=money[side], amount=sign * amount)
        sides.append(rows[rows.company != ""])
    both = pd.concat(sides, ignore_index=True)
    table = both.groupby(list(by), sort=True, observed=True)["amount"].sum().to_frame()
    return table[np.abs(table.amount) > SMALL]
