"""The picture of a fan: bands, median and targets, with labels in a right margin."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from plantshare.report.chart import ROWS, Spec
from plantshare.report.charts.national_picture import spread
from plantshare.report.columns import NARROW, wrapped
from plantshare.report.palette import ACCENT, INK, LINE, LOSS, MUTED
from plantshare.report.theme import VEGA_LITE
from plantshare.report.words import number, percent, vehicles

__all__ = ["Fan", "place_fans", "spec_of", "ticks"]

BANDS = ("p5", "p25", "p50", "p75", "p95")
ALONE, SEVERAL = 300, 190
"""Height of a fan that is the only one, and of one among several, in pixels."""
TITLE, GAP = 26, 22
"""Height of the title of one fan among several, and the room above it, in pixels."""
UNIT = 18
"""Height of the line that names the unit, above the first fan, in pixels."""
SCALE_ROOM = 40
"""Room left of the fan for the scale, in pixels."""
LETTER = 7.0
"""Width of a letter of a label, in pixels, on the safe side."""
LINE_HEIGHT = 14
MOST_TICKS = 6
STEPS = (1, 2, 5, 10)
MILLION = 1e6
LONG_SPAN = 12
"""Years from which on the axis names every fifth only."""


@dataclass(slots=True, kw_only=True)
class Fan:
    """One fan: output by year and the targets that count it.

    Parameters
    ----------
    title
        What is counted.
    rows
        A row for each target and year; the rows of the first target draw the fan.
    labels
        Labels of the right margin, as rows of a data set.
    top, bottom
        Upper and lower edge, in pixels.
    scale
        Vehicles at the upper edge.
    """

    title: str
    rows: list[dict[str, Any]]  # Any: cells are numbers and words
    labels: list[dict[str, Any]] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0
    scale: float = 1.0

    @property
    def due(self) -> list[dict[str, Any]]:
        """Return the rows of the years of the targets."""
        return [row for row in self.rows if row["is_target_year"]]

    @property
    def targets(self) -> list[dict[str, Any]]:
        """Return one row for each target: of its year, or the last where that is not planned."""
        last = {row["target"]: row for row in self.rows}
        return list({**last, **{row["target"]: row for row in self.due}}.values())

    def height_of(self, units: float) -> float:
        """Return the height at which vehicles stand, in pixels."""
        return self.bottom - (self.bottom - self.top) * units / self.scale


def place_fans(fans: Sequence[Fan]) -> float:
    """Write into fans, rows and labels where they stand, and return the height of the whole.

    Rows get the keys of ``BANDS`` with ``_at``, and ``units_at``.

    Parameters
    ----------
    fans
        Fans from top to bottom.
    """
    y = float(UNIT)
    for place, fan in enumerate(fans):
        if len(fans) > 1:
            y += TITLE + (GAP if place else 0)
        fan.top, fan.bottom = y, y + (SEVERAL if len(fans) > 1 else ALONE)
        fan.scale = 1.06 * max(1.0, *(max(row["p95"], row["units"]) for row in fan.rows))
        for row in fan.rows:
            row["fan"] = place
            row |= {f"{name}_at": fan.height_of(row[name]) for name in (*BANDS, "units")}
        fan.labels = labels_of(fan)
        y = fan.bottom
    return y


def labels_of(fan: Fan) -> list[dict[str, Any]]:
    """Return the labels of a fan near their marks, none over another on wide and on narrow pages."""
    last = [row for row in fan.rows if row["number"] == 0][-1]
    has_spread = last["p95"] > last["p5"]
    words = {"p95": "95%", "p50": "median", "p5": "5%"} if has_spread else {"p50": "all futures"}
    labels = [
        label(
            f"{word}: {vehicles(last[band])}", f"{word}\n{vehicles(last[band])}", last[f"{band}_at"], ACCENT
        )
        for band, word in words.items()
    ]
    for row in fan.targets:
        amount = vehicles(row["units"])
        alone = len(fan.targets) == 1
        name = f"Target {amount}" if alone else wrapped(f"{row['target_name']}: {amount}", 24)
        chance = percent(row["probability"], 1)
        reached = f"\n{chance} in {row['year']}" if row["is_target_year"] else ""
        ink = LOSS if row["number"] == 0 else MUTED
        labels.append(label(f"{name}{reached}", f"{amount}{reached}", row["units_at"], ink))
    for wording in ("long", "brief"):
        move_apart(labels, wording, fan)
    return labels


def label(long: str, brief: str, at: float, ink: str) -> dict[str, Any]:
    """Return one label with its wordings for wide and for narrow pages; Any: numbers and words."""
    return {"long": long, "brief": brief, "at": at, "ink": ink}


def move_apart(labels: Sequence[dict[str, Any]], wording: str, fan: Fan) -> None:
    """Write into labels where they stand in one wording, beside their marks but apart."""
    ordered = sorted(labels, key=lambda each: float(each["at"]))
    sizes = [LINE_HEIGHT * (1 + str(each[wording]).count("\n")) + 3.0 for each in ordered]
    # Labels may rise above the fan, where the targets stand, but not below the years.
    wanted = [float(each["at"]) - fan.top for each in ordered]
    for each, place in zip(ordered, spread(wanted, sizes, fan.bottom - fan.top), strict=True):
        each[f"{wording}_at"] = fan.top + place


def ticks(top: float) -> list[float]:
    """Return round numbers from zero to an upper end, at most seven.

    Examples
    --------
    >>> ticks(1_378_000.0)
    [0.0, 500000.0, 1000000.0]
    >>> ticks(110.0)
    [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    """
    power = 10.0 ** math.floor(math.log10(top / MOST_TICKS))
    step = next(power * each for each in STEPS if top / (power * each) <= MOST_TICKS)
    return [step * place for place in range(int(top / step + 1e-9) + 1)]


def spec_of(fans: Sequence[Fan], height: float) -> dict[str, Any]:
    """Return the specification: scales, bands, medians, targets and labels of every fan; Any: JSON.

    Parameters
    ----------
    fans
        Fans that are placed.
    height
        Height of the whole, in pixels.
    """
    margin = margin_of(fans)
    years = sorted({int(row["year"]) for fan in fans for row in fan.rows})
    across = years_axis(years, margin)
    return {
        "$schema": VEGA_LITE,
        "data": {"name": ROWS},
        "height": height,
        "layer": [
            *scale_layers(fans, height, margin),
            *band_layers(across, height, one_year=len(years) == 1),
            *target_layers(across, height, margin),
            *label_layers(fans, height, margin),
        ],
    }


def margin_of(fans: Sequence[Fan]) -> str:
    """Return the width of the right margin as an expression: what the longest label needs."""
    wide, narrow = (
        14 + LETTER * max(len(line) for fan in fans for each in fan.labels for line in each[key].split("\n"))
        for key in ("long", "brief")
    )
    return f"({NARROW} ? {narrow:.0f} : {wide:.0f})"


def years_axis(years: Sequence[int], margin: str) -> dict[str, Any]:
    """Return the encoding of the year; Any: JSON of any shape."""
    pad = 0.5 if len(years) == 1 else 0.0
    step = 5 if years[-1] - years[0] > LONG_SPAN else 1
    return {
        "field": "year", "type": "quantitative", "title": None,
        "scale": {
            "domain": [years[0] - pad, years[-1] + pad], "nice": False, "zero": False,
            "range": [{"expr": str(SCALE_ROOM)}, {"expr": f"width - {margin}"}],
        },
        "axis": {
            "format": "d", "values": [year for year in years if year % step == 0], "domain": False,
            "labelOverlap": "greedy", "labelSeparation": 6, "labelFlush": False, "grid": False,
        },
    }  # fmt: skip


def tall(name: str, height: float) -> dict[str, Any]:
    """Return the encoding of a height in pixels; Any: JSON of any shape."""
    scale = {"domain": [0, height], "range": [0, height], "nice": False, "zero": False}
    return {"field": name, "type": "quantitative", "axis": None, "scale": scale}


def scale_layers(fans: Sequence[Fan], height: float, margin: str) -> list[dict[str, Any]]:
    """Return the scale of each fan: lines across with their numbers, the unit, and titles where several."""
    top = max(fan.scale for fan in fans)
    unit, size, digits = ("million", MILLION, 1) if top >= MILLION else ("thousand", 1e3, 0)
    marks = [
        {"y": fan.height_of(tick), "words": number(tick / size, digits)}
        for fan in fans
        for tick in ticks(fan.scale)
    ]
    titles = [{"y": fan.top - TITLE / 2 - 2, "words": fan.title} for fan in fans] if len(fans) > 1 else []
    left: Spec = {"type": "text", "baseline": "middle", "color": MUTED, "fontSize": 12}
    words = {"field": "words", "type": "nominal"}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": marks},
            "mark": {"type": "rule", "color": LINE},
            "encoding": {
                "y": tall("y", height),
                "x": {"value": SCALE_ROOM},
                "x2": {"value": {"expr": f"width - {margin}"}},
            },
        },
        {
            "data": {"values": marks},
            "mark": {**left, "align": "right", "x": SCALE_ROOM - 6},
            "encoding": {"y": tall("y", height), "text": words},
        },
        {
            "data": {"values": [{"y": 6, "words": f"{unit} vehicles a year"}]},
            "mark": {**left, "align": "left", "x": 0},
            "encoding": {"y": tall("y", height), "text": words},
        },
    ]
    if titles:
        bold: Spec = {**left, "align": "left", "x": 0, "color": INK, "fontWeight": 600}
        title: dict[str, Any] = {"y": tall("y", height), "text": words}
        layers.append({"data": {"values": titles}, "mark": bold, "encoding": title})
    return layers


def band_layers(across: Spec, height: float, *, one_year: bool) -> list[dict[str, Any]]:
    """Return the bands and the median; upright bars instead where a single year is planned."""
    first = [{"filter": "datum.number === 0"}]
    detail = {"field": "fan", "type": "nominal"}
    kind: Spec = {"type": "rule", "strokeWidth": 24} if one_year else {"type": "area"}
    layers: list[dict[str, Any]] = [
        {
            "transform": first,
            "mark": {**kind, "color": ACCENT, "opacity": opacity, "aria": False},
            "encoding": {
                "x": across, "y": tall(f"{low}_at", height), "y2": {"field": f"{high}_at"}, "detail": detail,
            },
        }
        for low, high, opacity in (("p5", "p95", 0.16), ("p25", "p75", 0.3))
    ]  # fmt: skip
    middle = {"x": across, "y": tall("p50_at", height)}
    pointed = [
        {"field": "year", "title": "Year", "format": "d"},
        *(
            {"field": name, "title": title, "format": ",.0f"}
            for name, title in (
                ("mean", "Mean"), ("p5", "5%"), ("p25", "25%"), ("p50", "Median"), ("p75", "75%"),
                ("p95", "95%"),
            )
        ),
        {"field": "probability", "title": "Reaches the target", "format": ".1%"},
    ]  # fmt: skip
    return [
        *layers,
        {
            "transform": first,
            "mark": {"type": "line", "color": ACCENT, "strokeWidth": 2.5, "aria": False},
            "encoding": {**middle, "detail": detail},
        },
        {
            "transform": first,
            "mark": {"type": "point", "filled": True, "color": ACCENT, "size": 24, "opacity": 1},
            "encoding": {**middle, "tooltip": pointed},
        },
    ]


def target_layers(across: Spec, height: float, margin: str) -> list[dict[str, Any]]:
    """Return targets as dashed lines across and diamonds in their year."""
    colour = {"condition": {"test": "datum.number === 0", "value": LOSS}, "value": MUTED}
    y = tall("units_at", height)
    return [
        {
            "transform": [{"joinaggregate": [{"op": "min", "field": "year", "as": "first"}]},
                          {"filter": "datum.year === datum.first"}],
            "mark": {"type": "rule", "strokeWidth": 1.5,
                     "strokeDash": {"expr": "datum.number === 0 ? [2, 3] : [7, 4]"}},
            "encoding": {
                "x": {"value": SCALE_ROOM}, "x2": {"value": {"expr": f"width - {margin}"}},
                "y": y, "color": colour,
            },
        },
        {
            "transform": [{"filter": "datum.is_target_year"}],
            "mark": {"type": "point", "filled": True, "shape": "diamond", "opacity": 1, "size": 90},
            "encoding": {
                "x": across, "y": y, "color": colour,
                "tooltip": [
                    {"field": "target_name", "title": "Target"},
                    {"field": "units", "title": "Vehicles a year", "format": ",.0f"},
                    {"field": "probability", "title": "Reached in", "format": ".1%"},
                ],
            },
        },
    ]  # fmt: skip


def label_layers(fans: Sequence[Fan], height: float, margin: str) -> list[dict[str, Any]]:
    """Return the labels in the right margin, in their wording for wide and for narrow pages."""
    values = [each for fan in fans for each in fan.labels]
    return [
        {
            "data": {"values": values},
            "transform": [{"filter": shown}],
            "mark": {
                "type": "text", "align": "left", "baseline": "middle", "lineBreak": "\n",
                "lineHeight": LINE_HEIGHT, "x": {"expr": f"width - {margin} + 9"},
                "dy": {"expr": f"-{LINE_HEIGHT // 2} * (length(split(datum.{wording}, '\\n')) - 1)"},
                "fontSize": {"expr": f"{NARROW} ? 11 : 12"},
            },
            "encoding": {
                "y": tall(f"{wording}_at", height),
                "text": {"field": wording, "type": "nominal"},
                "color": {"field": "ink", "type": "nominal", "scale": None},
            },
        }
        for wording, shown in (("long", f"!{NARROW}"), ("brief", NARROW))
    ]  # fmt: skip
