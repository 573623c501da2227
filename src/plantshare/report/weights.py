"""How much money of an answer passes through each figure that prices it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantshare.evidence import grades
from plantshare.evidence.coverage import STANDING
from plantshare.report.evidence import Evidence
from plantshare.report.grades import SOURCED
from plantshare.results import Result
from plantshare.study import Study
from plantshare.study.duty import is_preferred, is_undertaken
from plantshare.study.minimum_prices import has_undertakings, holds_for
from plantshare.study.roles import deal_of_option, kit_duty
from plantshare.study.support import changing_row

__all__ = ["PRICES", "Weights", "weights_of"]

Factor = tuple[str, str]
"""A column, and the labels that name its row, parted by '/': ("demand.net_revenue", "vehicle/market").

Some words stand for rows that depend on the figures: "ordinary" and "preferred" for the tariff of a vehicle
that does not originate, or does, "changed" for the tariff change that sets its duty instead, "countervailed"
for the tariff under either, "undertaken" for the undertaking that sets its duty, "tariff" for the tariff
whatever it pays, also split into "tariff unless changed" and "change of tariff", and "without ex-works" for
an option whose ex-works price is empty.
"""

PRICES: Mapping[str, tuple[tuple[Factor, ...], ...]] = {
    "revenue": ((("demand.net_revenue", "vehicle/market"),),),
    "selling": ((("demand.selling_cost", "vehicle/market"),),),
    "lost sales": ((("demand.lost_cost", "vehicle/market"),),),
    "feebate": ((("feebates.amount", "market/powertrain"),),),
    "freight": ((("lanes.freight", "plant/market"),), (("lanes.handling", "plant/market"),)),
    "pipeline": (
        (("options.ex_works", "option"), ("lanes.transit_days", "plant/market")),
        (("options.customs_value", "without ex-works"), ("lanes.transit_days", "plant/market")),
    ),
    "duty": (
        (("options.customs_value", "option"), ("tariffs.duty", "ordinary")),
        (("options.customs_value", "option"), ("support.rate", "changed")),
        (("options.customs_value", "option"), ("tariffs.countervailing", "countervailed")),
        (("options.customs_value", "option"), ("tariffs.preference", "preferred")),
        (("options.customs_value", "option"), ("minimum_prices.duty", "undertaken")),
    ),
    "cap duty": (
        (("options.customs_value", "option"), ("tariffs.duty", "tariff unless changed")),
        (("options.customs_value", "option"), ("support.rate", "change of tariff")),
        (("options.customs_value", "option"), ("tariffs.countervailing", "tariff")),
    ),
    "quota duty": ((("options.customs_value", "option"), ("quotas.extra_duty", "quota")),),
    "parts": ((("options.parts_cost", "option"),),),
    "parts duty": (
        (("options.parts_duty", "without ruling"),),
        (("options.parts_cost", "option"), ("deal_terms.duty_as_vehicle", "ruled a vehicle")),
        (("options.parts_cost", "option"), ("deal_terms.duty_as_parts", "ruled parts")),
    ),
    "labour": (
        (("options.hours", "option"), ("factors.wage", "country"), ("factors.exchange_rate", "country")),
    ),
    "energy": (
        (
            ("options.electricity", "option"),
            ("factors.electricity_price", "country"),
            ("factors.exchange_rate", "country"),
        ),
        (
            ("options.gas", "option"),
            ("factors.gas_price", "country"),
            ("factors.exchange_rate", "country"),
        ),
    ),
    "conversion": ((("options.other_conversion", "option"),),),
    "launch capital": ((("options.capex", "option"),),),
    "option fixed cost": ((("options.fixed_cost", "option"),),),
    "closure": ((("plants.closure_cost", "plant"),),),
    "site value": ((("plants.site_value", "plant"),),),
}  # fmt: skip
"""Kinds of money as sums of products of figures; see ``study.unit_costs`` for the formulas."""

DECIDED: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "fixed cost": (("pattern_share", "group_patterns.fixed_cost", "group/pattern"),),
    "shift change": (
        ("levels_added", "groups.cost_level_up", "group"),
        ("levels_dropped", "groups.cost_level_down", "group"),
    ),
    "hiring": (("hired", "groups.hire_cost", "group"),),
    "redundancy": (("made_redundant", "groups.redundancy_cost", "group"),),
    "overtime": (("overtime", "shops.overtime_cost", "shop"),),
    "expansion": (("expanded", "expansions.cost", "expansion"),),
    "body tooling": (("tooled", "shop_platforms.tooling_cost", "shop/platform"),),
    "technical support": (("signed", "deal_terms.technical_support", "deal"),),
    "site services": (("signed", "deal_terms.service_cost", "deal"),),
    "terminal value": (("signed", "deal_terms.terminal_value", "deal"),),
}
"""Kinds of money whose rows do not name what they are paid for: variable, price and row of the price."""

SMALL = 1e-12


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Weights:
    """Money of an answer by the figures that price it; make it with :func:`weights_of`.

    Amounts are present values in millions, income and cost alike above zero, expected over the
    futures. What companies of the study pay one another cancels out and is left out.

    Parameters
    ----------
    terms
        One row for each amount and set of figures that price it: kind, company, amount, grade (that of
        the weakest of these figures).
    figures
        One row for each term and figure: path, column, company, kind, amount, grade (its own).
    unpriced
        Money whose figures are not known, such as a charge for a missed target.
    """

    terms: pd.DataFrame
    figures: pd.DataFrame
    unpriced: float

    @property
    def total(self) -> float:
        """Return all money that moves, income and cost together."""
        return float(self.terms["amount"].sum()) + self.unpriced

    @property
    def unsourced_share(self) -> float:
        """Return the share of the money that rests on at least one figure without a source.

        Missing where no money moves.
        """
        sourced = float(self.terms["amount"][self.terms["grade"].isin(SOURCED)].sum())
        return 1 - sourced / self.total if self.total > 0 else float("nan")

    def heaviest(self, most: int, *, company: str | None = None, kinds: Sequence[str] = ()) -> list[str]:
        """Return the paths of the figures through which most money passes, the heaviest first."""
        rows = self.figures
        if company is not None:
            rows = rows[rows["company"] == company]
        if kinds:
            rows = rows[rows["kind"].isin(list(kinds))]
        sums = rows.groupby("path", sort=False)["amount"].sum()
        return [str(path) for path in sums.sort_values(ascending=False, kind="stable").index[:most]]

    def by_column(self) -> pd.DataFrame:
        """Return the money that passes through each column, the most first.

        Returns
        -------
        pandas.DataFrame
            Columns column, figures (how many of them have a part), amount, share (of all money) and
            unsourced (share of the amount whose figure itself has no source).
        """
        is_weak = ~self.figures["grade"].isin(SOURCED)
        rows = self.figures.assign(weak=self.figures["amount"].where(is_weak, 0.0))
        sums = rows.groupby("column", sort=False).agg(
            figures=("path", "nunique"), amount=("amount", "sum"), weak=("weak", "sum")
        )
        sums = sums.sort_values("amount", ascending=False, kind="stable").reset_index()
        sums["share"] = sums["amount"] / (self.total or float("nan"))
        sums["unsourced"] = sums["weak"] / sums["amount"].where(sums["amount"] > 0)
        return sums.drop(columns="weak")


def weights_of(result: Result, evidence: Evidence) -> Weights:
    """Return how much money passes through each figure that prices it.

    Each amount is the sum of products of figures and the plan: labour is hours times wage times
    exchange rate times vehicles. It passes whole through every figure of a product, and through the
    terms of a sum in the proportion of their size. A product is as well sourced as its weakest figure.
    A figure of zero prices nothing, and an exchange rate of one that is only a default changes nothing:
    neither counts.
    """
    study = result.study
    money = present_values(result)
    priced = Priced(study, evidence)
    frames = [priced.products(rows, PRICES[kind]) for kind, rows in money.groupby("kind") if kind in PRICES]
    for kind, prices in DECIDED.items():
        rows = money[money["kind"] == kind]
        if len(rows):
            frames.append(priced.products(decided_money(result, kind, rows, prices), ((("", "row"),),)))
    frames = [frame for frame in frames if len(frame)]
    empty = pd.DataFrame(columns=["term", "path", "column", "company", "kind", "amount", "grade", "weakest"])
    for place, frame in enumerate(frames):
        frame["term"] = [f"{place}:{term}" for term in frame["term"]]
    figures = pd.concat(frames, ignore_index=True) if frames else empty
    terms = figures.drop_duplicates("term")[["kind", "company", "amount", "weakest"]]
    terms = terms.rename(columns={"weakest": "grade"}).reset_index(drop=True)
    total = float(money["amount"].sum())
    unpriced = max(0.0, total - float(terms["amount"].sum()))
    return Weights(terms=terms, figures=figures, unpriced=unpriced if unpriced > 1e-6 * total else 0.0)


def present_values(result: Result) -> pd.DataFrame:
    """Return money between a company and the world outside as sizes in present value."""
    study = result.study
    probability = dict(zip(study.labels["scenario"], study.probability.values, strict=True)) | {"": 1.0}
    discount = dict(zip(study.years, study.discount.values, strict=True))
    money = result.money
    outside = money[(money["payer"] == "") | (money["payee"] == "")]
    weight = outside["scenario"].map(probability).astype(float) * outside["year"].map(discount).astype(float)
    company = outside["payer"].where(outside["payer"] != "", outside["payee"])
    frame = outside.assign(company=company, amount=(outside["amount"] * weight).abs())
    keys = ["kind", "company", "plant", "vehicle", "option", "market", "year"]
    return frame.groupby(keys, sort=False, dropna=False)["amount"].sum().reset_index()


def decided_money(
    result: Result, kind: str, rows: pd.DataFrame, prices: Sequence[tuple[str, str, str]]
) -> pd.DataFrame:
    """Return the money of a kind by the figures that price it: decisions times prices.

    Rows of the frame of money name only the plant. The total of the kind is theirs; how it falls
    on the figures follows from the decisions.
    """
    study = result.study
    frames = []
    for variable, price, key in prices:
        if variable not in result.values:
            continue
        values = result.values[variable]
        if "scenario" in values.dims:
            values = (values * study.probability).sum("scenario")
        amount = abs(values * study[price].fillna(0.0) * study.discount)
        series = amount.rename("amount").to_dataframe()["amount"]
        frame = series[series > SMALL].reset_index()
        row = frame[key.split("/")].astype(str).agg("/".join, axis=1) if len(frame) else []
        frames.append(frame.assign(row=row, column=price)[["column", "row", "year", "amount"]])
    found = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    if found.empty:
        return found
    scale = float(rows["amount"].sum()) / float(found["amount"].sum())
    return found.assign(amount=found["amount"] * scale, kind=kind, company="")


class Priced:
    """Values and grades of the figures of a study, and the products in which they price money."""

    def __init__(self, study: Study, evidence: Evidence) -> None:
        """Read value and grade of every figure by its path, with and without year."""
        self.study = study
        cells = evidence.cells
        standing = grades(cells, evidence.ledger)
        base = cells["table"] + "." + cells["row"] + "." + cells["column"]
        year = cells["year"].map(lambda each: "" if pd.isna(each) else f".{int(each)}")
        self.value = dict(zip(base + year, cells["value"].astype(float), strict=True))
        self.grade = dict(zip(base + year, standing.astype(str), strict=True))
        plants = study.frame("plants").set_index("plant")["country"]
        vehicles = study.frame("vehicles").set_index("vehicle")["powertrain"]
        self.country, self.powertrain = plants.to_dict(), vehicles.to_dict()
        self.tariffs = {
            f"{row.origin}/{row.market}/{row.powertrain}" for row in study.frame("tariffs").itertuples()
        }
        quotas = study.frame("quotas")
        self.quota = dict(zip(quotas["market"], quotas["quota"], strict=True))
        preferred = is_preferred(study).to_series()
        self.preferred = set(preferred.index[preferred])
        self.undertakings = undertaking_rows(study)
        changing = changing_row(study).to_series()
        self.changes = {place: str(row) for place, row in changing.items() if row}
        self.rulings = ruled_kits(study)

    def products(self, rows: pd.DataFrame, terms: Sequence[Sequence[Factor]]) -> pd.DataFrame:
        """Return one row for each amount, product and figure of it."""
        if rows.empty:
            return pd.DataFrame()
        found: list[dict[str, object]] = []
        for place, row in enumerate(rows.to_dict("records")):
            products = [self.product(row, term) for term in terms]
            sizes = [abs(float(np.prod([value for *_, value, _ in figures]))) for figures in products]
            whole = sum(sizes)
            for number, (figures, size) in enumerate(zip(products, sizes, strict=True)):
                if not size > 0:
                    continue
                counted = [each for each in figures if not is_neutral(each)]
                weakest = max((grade for *_, grade in counted), key=STANDING.index)
                shared: dict[str, object] = {
                    "term": f"{place}/{number}",
                    "company": row["company"],
                    "kind": row["kind"],
                    "amount": row["amount"] * size / whole,
                    "weakest": weakest,
                }
                found += [
                    {"path": path, "column": column, "grade": grade} | shared
                    for path, column, _, grade in counted
                ]
        return pd.DataFrame(found)

    def product(
        self, row: Mapping[str, object], factors: Sequence[Factor]
    ) -> list[tuple[str, str, float, str]]:
        """Return path, column, value and grade of each figure of a product."""
        figures = []
        for named, key in factors:
            column = named or str(row["column"])
            label = self.row_of(row, key)
            table, _, name = column.partition(".")
            path = f"{table}.{label}.{name}"
            own = f"{path}.{row['year']}"
            at = own if own in self.value else path
            figures.append((path, column, self.value.get(at, 0.0), self.grade.get(at, "none")))
        return figures

    def row_of(self, row: Mapping[str, object], key: str) -> str:
        """Return the row of a figure from the labels of an amount."""
        if key in ("ordinary", "preferred", "undertaken", "changed", "countervailed"):
            return self.duty_row(row, key)
        if key == "tariff":
            return self.tariff_row(row)
        if key in ("tariff unless changed", "change of tariff"):
            change = self.changes.get((row["option"], row["market"], row["year"]), "")
            return change if key == "change of tariff" else "" if change else self.tariff_row(row)
        if key in ("without ruling", "ruled a vehicle", "ruled parts"):
            option = str(row["option"])
            ruling, deal = self.rulings.get(option, ("without ruling", option))
            return deal if ruling == key else ""
        if key == "without ex-works":
            option = str(row["option"])
            return "" if self.value.get(f"options.{option}.ex_works", 0.0) > 0 else option
        labels = {
            **row,
            "country": self.country.get(str(row.get("plant")), ""),
            "powertrain": self.powertrain.get(str(row.get("vehicle")), ""),
            "quota": self.quota.get(row.get("market"), ""),
        }
        return "/".join(str(labels[part]) for part in key.split("/"))

    def duty_row(self, row: Mapping[str, object], key: str) -> str:
        """Return the row that sets the duty of an amount, empty where another word than the key holds."""
        place = (row["option"], row["market"], row["year"])
        if place in self.undertakings:
            return self.undertakings[place] if key == "undertaken" else ""
        if place in self.preferred:
            return self.tariff_row(row) if key == "preferred" else ""
        if key == "changed":
            return self.changes.get(place, "")
        is_stated = key == "countervailed" or (key == "ordinary" and place not in self.changes)
        return self.tariff_row(row) if is_stated else ""

    def tariff_row(self, row: Mapping[str, object]) -> str:
        """Return the tariff row of an amount: that of its powertrain stands before the row 'all'."""
        origin = self.country.get(str(row["plant"]), "")
        own = f"{origin}/{row['market']}/{self.powertrain.get(str(row['vehicle']), '')}"
        return own if own in self.tariffs else f"{origin}/{row['market']}/all"


def ruled_kits(study: Study) -> dict[str, tuple[str, str]]:
    """Return ruling and deal of each option whose parts duty its deal states, by option."""
    rate = kit_duty(study).to_series().dropna()
    deal = deal_of_option(study).to_series()
    ruling = study["deal_terms.customs_ruling"].to_series()
    return {
        str(option): ("ruled parts" if ruling[deal[option]] == "parts" else "ruled a vehicle", deal[option])
        for option in rate.index
    }


def undertaking_rows(study: Study) -> dict[tuple[Hashable, ...], str]:
    """Return the undertaking that sets the duty of an option, by option, market and year.

    Where futures differ it is the one that does so in any of them.
    """
    if not has_undertakings(study):
        return {}
    market = study["minimum_prices.market"]
    sets = is_undertaken(study).any("scenario").sel(market=market).drop_vars("market") & holds_for(study)
    found = sets.transpose("option", "undertaking", "year").to_series()
    to_market = dict(zip(market.undertaking.values, market.values, strict=True))
    return {(option, to_market[row], year): str(row) for option, row, year in found.index[found]}


def is_neutral(figure: tuple[str, str, float, str]) -> bool:
    """Return whether a figure changes nothing: an exchange rate of one that is only a default."""
    _, column, value, grade = figure
    return column == "factors.exchange_rate" and value == 1.0 and grade == "default"
