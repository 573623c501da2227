"""Where vehicles of each brand are built and where they go, in one year."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.flow_layout import COLUMNS, Flow, Layout, Node, flow_layout, merged_nodes
from plantshare.report.charts.flow_picture import LINE, spec_of
from plantshare.report.names import names_of
from plantshare.report.words import listed, percent, plural, vehicles
from plantshare.report.years import reference_year
from plantshare.results import Result
from plantshare.study import Study
from plantshare.study.parties import is_guest

__all__ = ["flows", "shipments"]

LEAST = 0.5
"""Flows below half a vehicle a year are rounding of the solver."""
WIDE_LETTERS, NARROW_LETTERS = 24, 13
"""Letters of a line of a label on wide and narrow pages."""

FIELDS = (
    Field(name="brand", label="Brand"),
    Field(name="plant", label="Plant"),
    Field(name="market", label="Market"),
    Field(name="units", label="Shipped", unit="vehicles a year", kind="number"),
    Field(name="is_guest", label="In the plant of another company", kind="flag"),
)


def flows(result: Result, year: int | None = None) -> Chart:
    """Return flows from brand over plant to market in one year, those in plants of others marked.

    Parameters
    ----------
    year
        A planned year; by default the year of the target, else the last.

    Raises
    ------
    LabelError
        If the year is not planned.
    """
    study = result.study
    shown_year = reference_year(study, year)
    table = shipments(result, shown_year)
    single = [
        Flow(brand=row.brand, plant=row.plant, market=row.market, is_guest=row.is_guest, units=row.units)
        for row in table.itertuples()
    ]
    nodes = {column: merged_nodes(single, column, f"other {column}s") for column in COLUMNS}
    drawn = [
        replace(
            flow,
            brand=nodes["brand"][flow.brand],
            plant=nodes["plant"][flow.plant],
            market=nodes["market"][flow.market],
        )
        for flow in single
    ]
    labels = {
        (column, node): label_of(node, sum(flow.units for flow in drawn if flow.end(column) == node))
        for column in COLUMNS
        for node in dict.fromkeys(nodes[column].values())
    }
    layout = flow_layout(drawn, lambda column, node: room_of(labels[column, node])) if drawn else NOTHING
    rows = rows_of(single, drawn, layout)
    return Chart(
        name="flows",
        title=title_of(single, shown_year),
        subtitle=subtitle_of(study, shown_year),
        description=description_of(single, shown_year),
        fields=FIELDS,
        rows=tuple(rows),
        spec=spec_of([node_of(node, labels[node.column, node.name]) for node in layout.nodes], layout.height),
        component="vega",
        formula=(
            "units[brand,plant,market] = sum_s probability[s] * sum_o shipped[o,market,t,s], over the "
            "options o at the plant for vehicles of the brand; t is the year shown"
        ),
        reads=("demand", "options", "vehicles", "lanes"),
        behind=tuple(tuple(paths) for paths in table["behind"]),
    )


NOTHING = Layout(nodes=(), ribbons=(), height=1.0)
"""The picture of a year in which nothing is shipped."""


def shipments(result: Result, year: int) -> pd.DataFrame:
    """Return what is shipped in a year, expected over scenarios, the largest first.

    Returns
    -------
    pandas.DataFrame
        Columns brand, plant, market (names), is_guest, units (vehicles/yr) and behind (paths of the demand
        for the vehicles shipped most). A vehicle without a brand goes under its company.
    """
    study = result.study
    shipped = (result.values["shipped"].sel(year=year) * study.probability).sum("scenario")
    frame = shipped.rename("units").to_dataframe()["units"].reset_index()
    frame = frame[frame["units"] > LEAST].sort_values("units", ascending=False, kind="stable")
    options = study.frame("options").set_index("option")
    vehicle = frame["option"].map(options["vehicle"]).astype(str)
    named = pd.DataFrame(
        {
            "brand": vehicle.map(brands_of(study)),
            "plant": frame["option"].map(options["plant"]).map(names_of(study, "plants")),
            "market": frame["market"].map(names_of(study, "markets")),
            "is_guest": frame["option"].map(is_guest(study).to_series()).astype(bool),
            "units": frame["units"],
            "behind": "demand." + vehicle + "/" + frame["market"].astype(str) + ".units",
        }
    )
    keys = ["brand", "plant", "market", "is_guest"]
    grouped = named.groupby(keys, sort=False).agg(
        units=("units", "sum"), behind=("behind", lambda paths: list(dict.fromkeys(paths))[:3])
    )
    return grouped.reset_index().sort_values("units", ascending=False, kind="stable", ignore_index=True)


def brands_of(study: Study) -> dict[str, str]:
    """Return the brand of every vehicle, or its company where none is named."""
    frame = study.frame("vehicles")
    companies = names_of(study, "companies")
    return {
        str(row.vehicle): str(row.brand or "") or companies[str(row.company)] for row in frame.itertuples()
    }


def label_of(node: str, units: float) -> tuple[str, str]:
    r"""Return the label of a node on wide pages, with its vehicles, and on narrow ones, in lines.

    Examples
    --------
    >>> label_of("Nissan Sunderland", 315_000.0) == ("Nissan Sunderland\n315,000", "Nissan\nSunderland")
    True
    """
    wide, narrow = (
        "\n".join(textwrap.wrap(words, letters, break_long_words=False, break_on_hyphens=False))
        for words, letters in ((f"{node} {vehicles(units)}", WIDE_LETTERS), (node, NARROW_LETTERS))
    )
    return wide, narrow


def room_of(label: tuple[str, str]) -> float:
    """Return the height that a label needs, in pixels."""
    return LINE * (1 + max(words.count("\n") for words in label)) + 3.0


def node_of(node: Node, label: tuple[str, str]) -> dict[str, Any]:
    """Return a node as the picture draws it; Any: cells are numbers and words."""
    return {
        "column": node.column, "name": node.name, "units": node.units,
        "y0": round(node.y0, 5), "y1": round(node.y1, 5), "wide": label[0], "narrow": label[1],
    }  # fmt: skip


def rows_of(single: Sequence[Flow], drawn: Sequence[Flow], layout: Layout) -> list[dict[str, Any]]:
    """Return one row for each flow, with its nodes and its place in the picture; Any: cells of any kind."""
    rows = []
    for flow, node, ribbon in zip(single, drawn, layout.ribbons, strict=True):
        places = {
            f"{side}_{end}": round(value, 5)
            for side in ("brand", "plant_in", "plant_out", "market")
            for end, value in zip(("y0", "y1"), getattr(ribbon, side), strict=True)
        }
        rows.append(
            {
                "brand": flow.brand, "plant": flow.plant, "market": flow.market,
                "units": flow.units, "is_guest": flow.is_guest,
                "brand_node": node.brand, "plant_node": node.plant, "market_node": node.market, **places,
            }
        )  # fmt: skip
    return rows


def title_of(single: Sequence[Flow], year: int) -> str:
    """Return the finding: how much is built in plants of others, and which brand does it most."""
    if not single:
        return f"Nothing is shipped in {year}"
    total = sum(flow.units for flow in single)
    guests = [flow for flow in single if flow.is_guest]
    if not guests:
        name, units = largest(single, "plant")
        return (
            f"In {year} no brand builds in the plant of another company; {name} builds most, "
            f"{vehicles(units)} of {vehicles(total)} vehicles"
        )
    pairs: dict[tuple[str, str], float] = {}
    for flow in guests:
        pairs[flow.brand, flow.plant] = pairs.get((flow.brand, flow.plant), 0.0) + flow.units
    (brand, plant), most = max(pairs.items(), key=lambda pair: pair[1])
    amount = sum(flow.units for flow in guests)
    head = (
        f"In {year}, {vehicles(amount)} of {vehicles(total)} vehicles are built in plants of another company"
    )
    if len(pairs) == 1:
        return f"{head}, all by {brand} at {plant}"
    return f"{head}, most by {brand} at {plant} with {vehicles(most)}"


def largest(single: Sequence[Flow], column: str) -> tuple[str, float]:
    """Return the name of a column with most vehicles, and how many."""
    sums: dict[str, float] = {}
    for flow in single:
        sums[flow.end(column)] = sums.get(flow.end(column), 0.0) + flow.units
    return max(sums.items(), key=lambda pair: pair[1])


def subtitle_of(study: Study, year: int) -> str:
    """Return what is plotted and what the colours mean."""
    futures = len(study.futures)
    expected = f", expected over {plural(futures, 'future')}" if futures > 1 else ""
    return (
        f"Vehicles shipped in {year} from brand over plant to market, vehicles a year{expected}; "
        "dark: built in the plant of another company, pale: in its own or a partner\u2019s plant"
    )


def description_of(single: Sequence[Flow], year: int) -> str:
    """Return the picture in words: the largest brand, plant and market, and every guest."""
    if not single:
        return f"Flow picture without flows: nothing is shipped in {year}."
    total = sum(flow.units for flow in single)
    parts = []
    for column in COLUMNS:
        name, units = largest(single, column)
        parts.append(f"largest {column} {name} with {vehicles(units)} ({percent(units / total)})")
    guests: Mapping[str, float] = {
        f"{flow.brand} at {flow.plant}": sum(
            each.units
            for each in single
            if each.is_guest and (each.brand, each.plant) == (flow.brand, flow.plant)
        )
        for flow in single
        if flow.is_guest
    }
    text = f"Flows of {vehicles(total)} vehicles in {year} from brand over plant to market: {listed(parts)}."
    named = [f"{words} ({vehicles(units)})" for words, units in guests.items()]
    return f"{text} In plants of another company: {listed(named)}." if named else text
