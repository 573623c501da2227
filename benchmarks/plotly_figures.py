"""The charts of a report as ordinary Plotly figures, drawn from the same rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from plantshare.report.chart import Chart, Row
from plantshare.report.palette import ACCENT, GUEST, HOST, LAND, LINE, LOSS, MUTED, utilisation_class

__all__ = ["FIGURES", "figure_of"]

COST_PARTS = {
    "parts": "Dearer parts",
    "labour": "Labour",
    "making": "Energy, other making",
    "freight": "Freight and stock",
    "duty": "Duty",
    "capital": "Capital and fixed",
}
GRADES = {
    "A": "official",
    "B": "reported",
    "C": "worked out from facts",
    "D": "judged",
    "E": "assumed",
    "default": "default",
    "none": "no source",
}
LARGEST_CIRCLE = 45.0
"""Diameter of the largest plant on the map, in pixels."""
WIDEST_FLOW = 9.0
ROW_HEIGHT = 24

Figure = Any  # Plotly ships no types.


def figure_of(chart: Chart) -> Figure:
    """Return a chart as a Plotly figure; its title stands above it on the page, where it is not cut."""
    figure = FIGURES[chart.name](chart)
    return figure.update_layout(
        template="plotly_white", legend={"orientation": "h"}, margin={"l": 20, "r": 20, "t": 20, "b": 20}
    )


def plants_map(chart: Chart) -> Figure:
    """Return plants as circles on Plotly's own map, and what they ship as lines."""
    year, markets = str(chart.content["year"]), {each["market"]: each for each in chart.content["markets"]}
    plants = {each["plant"]: each for each in chart.content["plants"]}
    shipped = [
        (plants[flow["plant"]], markets[flow["market"]], flow["by_year"].get(year, 0.0), flow["guest"])
        for flow in chart.content["flows"]
    ]
    shipped = [each for each in shipped if each[2] > 0 and each[1]["longitude"] is not None]
    most = max((units for _, _, units, _ in shipped), default=1.0)
    figure = go.Figure()
    for plant, market, units, is_guest in shipped:
        figure.add_scattergeo(
            lon=[plant["longitude"], market["longitude"]],
            lat=[plant["latitude"], market["latitude"]],
            mode="lines",
            line={"width": max(0.5, WIDEST_FLOW * units / most), "color": GUEST if is_guest else MUTED},
            opacity=0.4,
            hoverinfo="text",
            text=f"{plant['name']} to {market['name']}: {units:,.0f} vehicles",
            showlegend=False,
        )
    rows = chart.rows
    largest = max(float(row["drawn"] or 0) for row in rows)
    figure.add_scattergeo(
        lon=column(rows, "longitude"),
        lat=column(rows, "latitude"),
        mode="markers+text",
        text=column(rows, "plant"),
        textposition="middle right",
        marker={
            "size": column(rows, "drawn"),
            "sizemode": "area",
            "sizeref": largest / LARGEST_CIRCLE**2,
            "color": column(rows, "fill"),
            "line": {"width": 1, "color": MUTED},
        },
        customdata=[[row["utilisation"], row["load"], row["capacity"]] for row in rows],
        hovertemplate="%{text}: %{customdata[0]:.0%}<br>%{customdata[1]:,.0f} of %{customdata[2]:,.0f}"
        "<extra></extra>",
        showlegend=False,
    )
    figure.update_geos(
        showland=True, landcolor=LAND, showcountries=True, countrycolor=LINE, projection_type="natural earth"
    )
    return figure.update_layout(height=560)


def utilisation(chart: Chart) -> Figure:
    """Return how full each plant is, as bars with a line at all of its capacity."""
    rows = list(reversed(chart.rows))
    bars = go.Bar(
        x=column(rows, "utilisation"),
        y=column(rows, "plant"),
        orientation="h",
        marker={"color": column(rows, "fill"), "line": {"width": 1, "color": MUTED}},
        text=column(rows, "share_words"),
        hovertext=column(rows, "words"),
    )
    figure = go.Figure(bars).add_vline(x=1, line_width=2)
    return figure.update_xaxes(tickformat=".0%").update_layout(height=height(rows))


def spare(chart: Chart) -> Figure:
    """Return spare capacity by plant and year as a heat map with its numbers."""
    frame = pd.DataFrame([dict(row) for row in reversed(chart.rows)])
    places = list(dict.fromkeys(frame["plant"]))
    values = frame.pivot_table(index="plant", columns="year", values="spare").loc[places]
    words = frame.pivot_table(index="plant", columns="year", values="short", aggfunc="first").loc[places]
    heat = go.Heatmap(
        z=values.to_numpy(),
        x=values.columns.tolist(),
        y=places,
        text=words.to_numpy(),
        texttemplate="%{text}",
        colorscale=[[0, LOSS], [0.5, "#FFFFFF"], [1, ACCENT]],
        zmid=0,
        colorbar={"title": "reference cars a year"},
        hovertemplate="%{y}, %{x}: %{z:,.0f} reference cars<extra></extra>",
    )
    return go.Figure(heat).update_layout(height=120 + 38 * len(places))


def plan_board(chart: Chart) -> Figure:
    """Return what each line builds as bars in time, with its retooling and the load of each year."""
    figure = go.Figure()
    for kind, rows in grouped(chart.rows, "kind"):
        figure.add_bar(
            y=[[row["line"] for row in rows], [f"{row['vehicle']} ({row['first']})" for row in rows]],
            x=[years(row["from"], row["to"]) for row in rows],
            base=column(rows, "from"),
            orientation="h",
            name=kind,
            marker={"color": HOST if kind.startswith("own") else GUEST, "line": {"width": 1, "color": MUTED}},
            text=[f"{row['vehicle']}, {row['short']}" for row in rows],
            hovertext=[f"{row['mode']}, at most {row['peak']:,.0f} vehicles a year" for row in rows],
        )
    retooled = [row for row in chart.rows if row["retooling"] is not None]
    figure.add_bar(
        y=[[row["line"] for row in retooled], [f"{row['vehicle']} ({row['first']})" for row in retooled]],
        x=[1] * len(retooled),
        base=column(retooled, "retooling"),
        orientation="h",
        name="retooling",
        marker={"color": "#FFFFFF", "line": {"width": 1, "color": MUTED}, "pattern": {"shape": "/"}},
    )
    add_loads(figure, chart)
    figure.update_yaxes(autorange="reversed")
    lines = {row["line"] for row in chart.rows}
    return figure.update_layout(barmode="overlay", height=120 + ROW_HEIGHT * (len(chart.rows) + len(lines)))


def add_loads(figure: Figure, chart: Chart) -> None:
    """Add the load of each line and year to the board: one square a year, coloured by its class."""
    named = {str(row["line"]) for row in chart.rows}
    names, loads = [], []
    for line in chart.content["rows"]:
        full = f"{line['plant']}, {line['label']}"
        name = full if full in named else line["plant"]
        for each in line["load"] if name in named else ():
            if each["utilisation"] is not None:
                names.append(name)
                loads.append(each)
    classes = [utilisation_class(each["utilisation"]) for each in loads]
    figure.add_bar(
        y=[names, ["load"] * len(names)],
        x=[1] * len(names),
        base=[each["year"] for each in loads],
        orientation="h",
        name="load",
        marker_color=[each.fill if each else LINE for each in classes],
        textfont_color=[each.ink if each else MUTED for each in classes],
        text=[f"{each['utilisation']:.0%}" for each in loads],
    )


def volumes(chart: Chart) -> Figure:
    """Return what is built each year, as bars stacked by brand."""
    figure = go.Figure()
    for brand, of_brand in grouped(chart.rows, "brand"):
        for guest, rows in grouped(of_brand, "guest"):
            figure.add_bar(
                x=column(rows, "year"),
                y=column(rows, "units"),
                name=f"{brand}, as guest" if guest == "True" else brand,
                text=column(rows, "short"),
                marker={
                    "color": column(rows, "fill"),
                    "line": {"color": column(rows, "outline"), "width": 1},
                },
                hovertext=column(rows, "words"),
            )
    return figure.update_layout(barmode="stack", height=440, yaxis_title="vehicles a year")


def flows(chart: Chart) -> Figure:
    """Return which brand builds where and for which market, as a Sankey diagram."""
    stages = ("brand", "plant", "market")
    nodes = list(dict.fromkeys((stage, str(row[stage])) for stage in stages for row in chart.rows))
    place = {node: number for number, node in enumerate(nodes)}
    links = [
        (place[first, str(row[first])], place[then, str(row[then])], row["units"], row["is_guest"])
        for first, then in (("brand", "plant"), ("plant", "market"))
        for row in chart.rows
    ]
    sankey = go.Sankey(
        node={"label": [name for _, name in nodes], "color": MUTED},
        link={
            "source": [link[0] for link in links],
            "target": [link[1] for link in links],
            "value": [link[2] for link in links],
            "color": ["rgba(29,79,140,0.7)" if link[3] else "rgba(138,150,161,0.35)" for link in links],
        },
        valuesuffix=" vehicles",
    )
    return go.Figure(sankey).update_layout(height=560)


def profit_bridge(chart: Chart) -> Figure:
    """Return the way from the profit of one plan to that of another, as a waterfall below each company."""
    rows = [row for row in chart.rows if row["role"] != "end"]
    rows = [row for row in rows if row["role"] != "company" or not has_steps(row, rows)]
    waterfall = go.Waterfall(
        orientation="h",
        measure=["total" if row["role"] == "total" else "relative" for row in rows],
        y=[f"{row['company']}: {row['item']}" for row in rows],
        x=column(rows, "change"),
        text=column(rows, "words"),
        increasing_marker_color=ACCENT,
        decreasing_marker_color=LOSS,
    )
    figure = go.Figure(waterfall).update_yaxes(autorange="reversed")
    return figure.update_layout(height=height(rows), xaxis_title="change of present value, millions")


def has_steps(company: Row, rows: Sequence[Row]) -> bool:
    """Return whether the kinds of a company stand in rows of their own."""
    return any(row["role"] == "step" and row["company"] == company["company"] for row in rows)


def landed_cost(chart: Chart) -> Figure:
    """Return what a vehicle costs in the market, as stacked bars for each way to build it."""
    rows = [row for row in chart.rows if row["from"] is not None]
    names = [column(rows, "vehicle"), column(rows, "option")]
    figure = go.Figure()
    for part, words in COST_PARTS.items():
        less = [float(row["common"] or 0) if part == "parts" else 0.0 for row in rows]
        amounts = [float(row[part] or 0) - common for row, common in zip(rows, less, strict=True)]
        figure.add_bar(x=amounts, y=names, orientation="h", name=words)
    heads = [sum(float(row[part] or 0) for part in COST_PARTS) - float(row["common"] or 0) for row in rows]
    figure.add_scatter(
        x=heads,
        y=names,
        mode="markers+text",
        text=column(rows, "total"),
        textposition="middle right",
        marker={"color": MUTED, "size": [7 if row["used"] else 0 for row in rows]},
        name="used by the plan",
    )
    figure.update_yaxes(autorange="reversed")
    return figure.update_layout(barmode="stack", height=height(rows))


def national_output(chart: Chart) -> Figure:
    """Return output by year as lines, with its band over the futures and the targets."""
    figure = go.Figure()
    for series, rows in grouped(chart.rows, "series"):
        is_target = series == "target"
        figure.add_scatter(
            x=column(rows, "year"),
            y=column(rows, "units"),
            mode="markers+text" if is_target else "lines+markers",
            text=column(rows, "label") if is_target else None,
            textposition="top center",
            name=series,
        )
        banded = [row for row in rows if row["low"] is not None]
        for end, fill in (("low", None), ("high", "tonexty")) if banded else ():
            figure.add_scatter(
                x=column(banded, "year"),
                y=column(banded, end),
                mode="lines",
                line_width=0,
                fill=fill,
                showlegend=False,
            )
    for row in chart.rows:
        if row["is_main"]:
            figure.add_hline(y=row["units"], line_dash="dash")
    return figure.update_layout(height=440, yaxis={"title": "vehicles a year", "rangemode": "tozero"})


def gap_curve(chart: Chart) -> Figure:
    """Return bound and best plan over the seconds of the search, as stepped lines."""
    figure = go.Figure()
    for name, words in (("bound", "no plan above"), ("best", "best plan")):
        figure.add_scatter(
            x=column(chart.rows, "seconds"), y=column(chart.rows, name), name=words, line_shape="hv"
        )
    return figure


def evidence(chart: Chart) -> Figure:
    """Return what the figures of each table rest on, as bars stacked to 100%."""
    rows = list(reversed(chart.rows))
    figure = go.Figure()
    for grade, words in GRADES.items():
        figure.add_bar(
            x=column(rows, grade), y=column(rows, "table"), orientation="h", name=f"{grade}: {words}"
        )
    return figure.update_layout(barmode="stack", barnorm="percent", height=height(rows))


FIGURES: Mapping[str, Callable[[Chart], Figure]] = {
    "plants_map": plants_map,
    "utilisation": utilisation,
    "spare": spare,
    "plan_board": plan_board,
    "volumes": volumes,
    "flows": flows,
    "profit_bridge": profit_bridge,
    "landed_cost": landed_cost,
    "national_output": national_output,
    "gap_curve": gap_curve,
    "evidence": evidence,
}
"""Function that draws each chart, by the name of the chart."""


def column(rows: Iterable[Row], name: str) -> list[Any]:
    """Return the cells of one column; Any: words and numbers."""
    return [row[name] for row in rows]


def grouped(rows: Sequence[Row], name: str) -> list[tuple[str, list[Row]]]:
    """Return the rows by what stands in a column, in the order in which it turns up."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(str(row[name]), []).append(row)
    return list(groups.items())


def years(first: Any, end: Any) -> int:
    """Return how many years a bar lasts; Any: cells of rows."""
    return int(end) - int(first)


def height(rows: Sequence[Row]) -> int:
    """Return the height of a figure with one bar a row, in pixels."""
    return 160 + ROW_HEIGHT * len(rows)
