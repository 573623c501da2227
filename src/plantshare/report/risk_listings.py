"""The table of a report that says how futures were drawn, and what was held in them."""

from __future__ import annotations

from plantshare.report.chart import Field, Row
from plantshare.report.charts.risk_words import driver_words
from plantshare.report.listing import Listing
from plantshare.risk import Outlook

__all__ = ["futures_listing"]

KINDS = {
    "lognormal_walk": "an error that grows over the years",
    "normal": "an error of its own each year",
    "range": "one unknown value for all years",
    "regime": "a state that switches on and off",
    "outage": "stops of a plant",
    "delay": "a late launch",
}
"""Kinds of drivers as a reader meets them."""


def futures_listing(outlook: Outlook) -> Listing:
    """Return how the futures were drawn: sampler, seed and count, and each driver with what it moves.

    Parameters
    ----------
    outlook
        What may become of a plan.
    """
    origin = outlook.origin
    rows: list[Row] = [
        {
            "driver": driver_words(row.driver),
            "kind": KINDS[str(row.kind)],
            "moves": f"{row.table}.{row.column}",
            "rows": "; ".join(row.row) or "every row",
        }
        for row in outlook.study.frame("uncertainty").itertuples()
    ]
    plans = ", ".join(outlook.plans)
    return Listing(
        title="What was drawn, and what was held",
        note=(
            f"{int(origin['count']):,} equally likely futures (seed {origin['seed']}, sampler "
            f"{str(origin['sampler']).replace('_', ' ')}), the same for every plan: {plans}. Launches, "
            "shifts, closures and deals are those of the plan; volumes, flows and overtime are the best that "
            "each future allows. The spread of a driver is an assumption like any other; the line under each "
            "chart says how the figures that it starts from are sourced."
        ),
        fields=(
            Field(name="driver", label="Driver"),
            Field(name="kind", label="What it is"),
            Field(name="moves", label="Moves"),
            Field(name="rows", label="Rows"),
        ),
        rows=tuple(rows),
    )
