"""Tables of a report about the plan, its money and its targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from plantshare.evidence.records import CLASS_WORDS
from plantshare.report.beside import Beside
from plantshare.report.chart import Field, Row
from plantshare.report.listing import Listing
from plantshare.report.row_names import RowNames
from plantshare.report.weights import Weights
from plantshare.report.words import currency_sign
from plantshare.results import Result
from plantshare.results.futures import futures_words
from plantshare.results.plan import launches

__all__ = ["ACCOUNTS", "account_listing", "launch_listing", "target_listing"]

ACCOUNTS: Mapping[str, tuple[str, ...]] = {
    "Sales": ("revenue",),
    "Feebates": ("feebate",),
    "Selling": ("selling", "lost sales"),
    "Parts": ("parts", "parts duty"),
    "Labour, energy, conversion": ("labour", "energy", "conversion", "overtime"),
    "Freight and pipeline": ("freight", "pipeline"),
    "Duty": ("duty", "quota duty", "cap duty"),
    "Fixed cost and shifts": (
        "fixed cost", "option fixed cost", "shift change", "hiring", "redundancy", "site services",
        "technical support",
    ),
    "Capital": ("launch capital", "body tooling", "expansion", "closure", "site value", "terminal value"),
    "Support": ("support",),
    "Between companies": (
        "build fee", "fixed cost refund", "capital share", "fixed fee", "shortfall payment", "royalty",
        "kit margin", "upfront", "transfer price", "rent", "purchase price", "liabilities", "service fee",
    ),
}  # fmt: skip
"""Columns of the accounts and the kinds of money in each; what is in none of them is "Other"."""

OTHER = "Other"
TOGETHER = "Together"
SMALL = 5e-4
BEHIND = 6


def launch_listing(result: Result, names: RowNames) -> Listing:
    """Return what is launched, where, from when and by whom; guests first."""
    frame = launches(result).sort_values(["guest", "year"], ascending=[False, True], kind="stable")
    rows: list[Row] = [
        {
            "year": int(row.year),
            "company": names.name("companies", str(row.brand)),
            "vehicle": names.name("vehicles", str(row.vehicle)),
            "plant": names.name("plants", str(row.plant)),
            "mode": str(row.mode),
            "as": f"guest of {names.name('companies', str(row.host))}"
            if row.guest
            else "own plant or partner",
            "peak": float(row.peak_volume),
        }
        for row in frame.itertuples()
    ]
    fields = (
        Field(name="year", label="From", kind="year"),
        Field(name="company", label="Company"),
        Field(name="vehicle", label="Vehicle"),
        Field(name="plant", label="Plant"),
        Field(name="mode", label="Mode"),
        Field(name="as", label="As"),
        Field(name="peak", label="Peak", unit="vehicles a year", kind="number"),
    )
    return Listing(
        title="Launches, guests first",
        note="" if rows else "The plan launches nothing.",
        fields=fields,
        rows=tuple(rows),
        behind=tuple(
            (f"options.{option}.capex", f"options.{option}.lead_years", f"options.{option}.parts_cost")
            for option in frame["option"]
        ),
    )


def account_listing(
    result: Result, names: RowNames, weights: Weights, beside: Sequence[Beside] = ()
) -> Listing:
    """Return what each company gains and pays by kind, in present values; the last row adds them up.

    Columns without any amount are left out. With a run beside it the last column says what differs.
    """
    statement = result.statement(("company", "kind")).amount
    column_of = {kind: column for column, kinds in ACCOUNTS.items() for kind in kinds}
    wide = accounts_of(statement, column_of)
    sign = currency_sign(str(result.study.settings["currency"]))
    unit = f"{sign.strip()} million"
    columns = [column for column in (*ACCOUNTS, OTHER) if column in wide and wide[column].abs().max() > SMALL]
    gains = result.npv()
    change = gains.sub(beside[0].result.npv(), fill_value=0.0) if beside else None
    rows: list[Row] = []
    behind: list[tuple[str, ...]] = []
    for company in gains.sort_values(ascending=False).index:
        rows.append(
            {"company": names.name("companies", str(company))}
            | {column: float(wide[column][company]) for column in columns}
            | {"total": float(gains[company])}
            | ({} if change is None else {"change": float(change[company])})
        )
        behind.append(tuple(weights.heaviest(BEHIND, company=str(company))))
    rows.append(
        {"company": TOGETHER}
        | {column: float(wide[column].sum()) for column in columns}
        | {"total": float(gains.sum())}
        | ({} if change is None else {"change": float(change.sum())})
    )
    behind.append(tuple(weights.heaviest(BEHIND)))
    fields = [
        Field(name="company", label="Company"),
        *(Field(name=column, label=column, unit=unit, kind="number", digits=1) for column in columns),
        Field(name="total", label="Profit", unit=unit, kind="number", digits=1),
    ]
    if beside:
        label = f"Difference to {beside[0].name}"
        fields.append(Field(name="change", label=label, unit=unit, kind="number", digits=1))
    return Listing(
        title="Accounts of the companies",
        note="Present values, expected over the futures that are planned together; income above zero, cost "
        "below. What companies pay one another adds up to nothing.",
        fields=tuple(fields),
        rows=tuple(rows),
        behind=tuple(behind),
    )


def accounts_of(statement: pd.Series, column_of: Mapping[str, str]) -> pd.DataFrame:
    """Return amounts with a row for each company and a column for each account."""
    frame = statement.rename("amount").reset_index()
    frame["column"] = frame["kind"].map(lambda kind: column_of.get(str(kind), OTHER))
    return frame.pivot_table(
        index="company", columns="column", values="amount", aggfunc="sum", fill_value=0.0
    )


def target_listing(result: Result, names: RowNames) -> Listing:
    """Return every target within the planned years in every future; drawn futures in one row together."""
    frame = result.targets()
    if result.study.draws is not None and len(frame):
        return drawn_target_listing(result, frame, names)
    several = len(result.study.futures) > 1
    rows: list[Row] = [
        {
            "target": names.name("targets", str(row.target)),
            "year": int(row.year),
            "counts": CLASS_WORDS[str(row.vehicle_class)],
            "future": names.name("scenarios", str(row.scenario)),
            "planned": float(row.planned),
            "other": float(row.other),
            "output": float(row.output),
            "units": float(row.units),
            "gap": float(row.gap),
            "reached": bool(row.reached),
        }
        for row in frame.itertuples()
    ]
    unit = "vehicles a year"
    fields = (
        Field(name="target", label="Target"),
        Field(name="year", label="Year", kind="year"),
        Field(name="counts", label="Counts"),
        *((Field(name="future", label="Future"),) if several else ()),
        Field(name="planned", label="Built in planned plants", unit=unit, kind="number"),
        Field(name="other", label="Built elsewhere", unit=unit, kind="number"),
        Field(name="output", label="Output", unit=unit, kind="number"),
        Field(name="units", label="Wanted", unit=unit, kind="number"),
        Field(name="gap", label="Short by", unit=unit, kind="number"),
        Field(name="reached", label="Reached", kind="flag"),
    )
    return Listing(
        title="Targets",
        note="" if rows else "The study has no target within its planned years.",
        fields=fields,
        rows=tuple({each.name: row[each.name] for each in fields} for row in rows),
        behind=tuple(
            (f"targets.{target}.units", f"targets.{target}.other_output") for target in frame["target"]
        ),
    )


def drawn_target_listing(result: Result, frame: pd.DataFrame, names: RowNames) -> Listing:
    """Return every target with what drawn futures come to together.

    Parameters
    ----------
    result
        A result of drawn futures.
    frame
        Its targets in every future.
    names
        Names of rows as a reader sees them.
    """
    chance = pd.Series(result.study.weights, index=result.study.labels["scenario"])
    rows: list[Row] = []
    for (target, year), own in frame.groupby(["target", "year"], sort=False):
        weight = own["scenario"].map(chance)
        rows.append(
            {
                "target": names.name("targets", str(target)),
                "year": int(year),
                "counts": CLASS_WORDS[str(own["vehicle_class"].iloc[0])],
                "expected": float((own["output"] * weight).sum()),
                "lowest": float(own["output"].min()),
                "highest": float(own["output"].max()),
                "units": float(own["units"].iloc[0]),
                "reached": float(weight[own["reached"].to_numpy(dtype=bool)].sum()),
            }
        )
    unit = "vehicles a year"
    return Listing(
        title="Targets",
        note=f"Over {futures_words(result.study)}, which the plan was made for. They are too few for a "
        "probability, which `plantshare risk` counts on many more.",
        fields=(
            Field(name="target", label="Target"),
            Field(name="year", label="Year", kind="year"),
            Field(name="counts", label="Counts"),
            Field(name="expected", label="Expected output", unit=unit, kind="number"),
            Field(name="lowest", label="Lowest future", unit=unit, kind="number"),
            Field(name="highest", label="Highest future", unit=unit, kind="number"),
            Field(name="units", label="Wanted", unit=unit, kind="number"),
            Field(name="reached", label="Reached in", unit="% of these futures", kind="share"),
        ),
        rows=tuple(rows),
        behind=tuple(
            (f"targets.{target}.units", f"targets.{target}.other_output")
            for target in frame.drop_duplicates(["target", "year"])["target"]
        ),
    )
