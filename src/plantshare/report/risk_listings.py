"""Tables of a report on risk: how futures were drawn, and what planning for a stress case saves."""

from __future__ import annotations

from plantshare.report.chart import Field, Row
from plantshare.report.charts.risk_words import PROFIT, driver_words
from plantshare.report.listing import Listing
from plantshare.report.words import currency_sign, number
from plantshare.risk import Outlook

__all__ = ["adapting_listing", "futures_listing"]

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


def adapting_listing(outlook: Outlook) -> Listing | None:
    """Return what each stress case takes from profit, and how much of it planning anew saves.

    Parameters
    ----------
    outlook
        What may become of a plan.

    Returns
    -------
    Listing or None
        None where the stress cases were not planned anew.
    """
    table = outlook.stress
    if "adapted" not in table:
        return None
    own = table[table["measure"] == PROFIT]
    unit = f"{currency_sign(str(outlook.study.settings['currency'])).strip()} million"
    rows: list[Row] = [
        {
            "case": str(row.case),
            "damage": float(row.change),
            "left": float(row.adapted_change),
            "saved": float(row.adapted - row.value),
        }
        for row in own.itertuples()
    ]
    return Listing(
        title="Stress cases, held and planned anew",
        note="Profit of all companies together, present value. Planned anew: launches, shifts, closures and "
        "deals chosen again as if the case were known from the start, which is the most that adapting can "
        "save. What planning anew saves where nothing goes wrong is no effect of a case: a plan made for "
        f"many futures is not the best for one. The searches took {number(own['seconds'].sum(), 1)} s.",
        fields=(
            Field(name="case", label="Stress case"),
            Field(name="damage", label="Damage with the plan held", unit=unit, kind="number", digits=1),
            Field(name="left", label="Damage after adapting", unit=unit, kind="number", digits=1),
            Field(name="saved", label="Saved by adapting", unit=unit, kind="number", digits=1),
        ),
        rows=tuple(rows),
    )
