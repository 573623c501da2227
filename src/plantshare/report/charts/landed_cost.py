"""What a vehicle costs at the port: built at home against brought from abroad."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.landed_picture import BAR, HEAD, spec_of
from plantshare.report.charts.landed_rows import (
    PARTS,
    Pair,
    drawn_options,
    figures_behind,
    landed_frame,
    market_of,
    pairs_of,
)
from plantshare.report.columns import wrapped
from plantshare.report.home import home_of, place_name
from plantshare.report.words import currency_sign, listed, number, plural
from plantshare.results import Result

__all__ = ["landed_cost"]

MOST = 8
"""Vehicles drawn at most; the table holds all."""
NAMED = 3
"""So many vehicles are named in the description."""

KITS = ("SKD", "CKD")
"""Ways of building that the trade knows by their letters."""

LABELS = {
    "parts": "Parts",
    "labour": "Labour",
    "making": "Energy and other making",
    "freight": "Freight, handling and stock on the way",
    "duty": "Duty",
    "capital": "Capital and fixed cost",
}


def landed_cost(result: Result) -> Chart:
    """Return the landed cost of options in the home market, part by part, local against foreign.

    Of each vehicle that plants at home and abroad can both supply, the cheapest option of each kind is
    drawn, and any that the plan uses. The part of the parts that all of these need is left out of the
    bars, so that what differs can be seen; totals are whole.
    """
    study = result.study
    market = market_of(study, home_of(study))
    frame = landed_frame(result, market)
    pairs = pairs_of(result, frame, market)
    frame = in_order(frame, pairs)
    drawn = drawn_options(frame, pairs, MOST)
    sign = currency_sign(str(study.settings["currency"]))
    rows = rows_of(frame, drawn, sign)
    where = place_name(study, market) if market else ""
    return Chart(
        name="landed_cost",
        title=title_of(frame, pairs, where, sign),
        subtitle=subtitle_of(pairs, drawn, where, sign),
        description=description_of(frame, pairs, where, sign),
        fields=fields_of(sign),
        rows=tuple(rows),
        spec=spec_of(rows, sign),
        formula=(
            "landed[j,c] = ( sum_t (1+r)^-t (u[j,c,t] q[j,t] + F[j]) + K[j] sum_l k[j,l] (1+r)^(l-1) ) / "
            "sum_t (1+r)^-t q[j,t], at the volumes q of a start as early as possible at the peak rate; "
            "gap[v] = least landed cost of the options of v at home - least of those abroad"
        ),
        reads=("options", "lanes", "tariffs", "factors", "markets"),
        behind=tuple(figures_behind(study, row, market) for row in frame.to_dict("records")),
    )


def fields_of(sign: str) -> tuple[Field, ...]:
    """Return the columns of the table."""
    unit = f"{sign.strip()} a vehicle"
    return (
        Field(name="vehicle", label="Vehicle"),
        Field(name="place", label="Plant"),
        Field(name="mode", label="Way of building"),
        Field(name="local", label="At home", kind="flag"),
        Field(name="used", label="In the plan", kind="flag"),
        Field(name="first_year", label="First year", kind="year"),
        *(Field(name=part, label=label, unit=unit, kind="number") for part, label in LABELS.items()),
        Field(name="landed", label="Landed cost", unit=unit, kind="number"),
    )


def in_order(frame: pd.DataFrame, pairs: Sequence[Pair]) -> pd.DataFrame:
    """Return the options of vehicles that can be had both ways first, in the order of these."""
    rank = {pair.vehicle: place for place, pair in enumerate(pairs)}
    places = frame["vehicle"].map(rank).fillna(len(pairs))
    return frame.iloc[places.argsort(kind="stable")].reset_index(drop=True)


def rows_of(
    frame: pd.DataFrame, drawn: Sequence[tuple[Pair | None, Sequence[str]]], sign: str
) -> list[dict[str, Any]]:
    """Return one row for each option, with its place in the picture if it is drawn."""
    places = places_of(frame, drawn, sign)
    rows = []
    for record in frame.to_dict("records"):
        place = str(record["place"])
        option = f"{'at' if record['local'] else 'from'} {place}"
        if record["mode"] in KITS:
            option = f"{record['mode']} {option}"
        rows.append(
            {
                "vehicle": str(record["called"]),
                "place": place,
                "mode": str(record["mode"]),
                "local": bool(record["local"]),
                "used": bool(record["used"]),
                "first_year": int(record["first_year"]),
                **{part: float(record[part]) for part in PARTS},
                "landed": float(record["landed"]),
                "option": option,
                "option_lines": wrapped(option, 17),
                "total": f"{sign}{number(record['landed'])}",
                "head": "",
                "gap": "",
                "gap_sign": 0,
                "common": 0.0,
                "from": None,
                **places.get(str(record["option"]), {}),
                "label": str(record["option"]),
            }
        )
    return rows


def places_of(
    frame: pd.DataFrame, drawn: Sequence[tuple[Pair | None, Sequence[str]]], sign: str
) -> dict[str, dict[str, Any]]:
    """Return where each option is drawn: pixels from above, with the heading over the first of a vehicle.

    ``common`` is the cost of parts that all options of the vehicle share; bars leave it out.
    """
    by_option = frame.set_index("option")
    places: dict[str, dict[str, Any]] = {}
    top = 0
    for pair, options in drawn:
        common = float(by_option["parts"].loc[list(options)].min())
        for place, option in enumerate(options):
            places[option] = {"common": common, "from": top + HEAD + place * BAR}
        places[options[0]] |= {
            "head": str(by_option["called"].loc[options[0]]),
            "gap": "" if pair is None else gap_words(pair.gap, sign),
            "gap_sign": 0 if pair is None else round_sign(pair.gap),
        }
        top += HEAD + len(options) * BAR
    return places


def round_sign(gap: float) -> int:
    """Return whether a gap is above zero, below or nothing, once it is rounded to whole currency."""
    return (round(gap) > 0) - (round(gap) < 0)


def gap_words(gap: float, sign: str) -> str:
    """Return what building at home costs more or less than the option from abroad.

    Examples
    --------
    >>> gap_words(-401.3, "£"), gap_words(1334.0, "£"), gap_words(0.2, "£")
    ('local £401 cheaper', 'local £1,334 dearer', 'local costs the same')
    """
    word = {-1: "cheaper", 1: "dearer"}.get(round_sign(gap))
    return f"local {sign}{number(abs(gap))} {word}" if word else "local costs the same"


def title_of(frame: pd.DataFrame, pairs: Sequence[Pair], where: str, sign: str) -> str:
    """Return the finding: for how many vehicles the local option is cheaper, and by how much."""
    if not pairs:
        if frame.empty:
            return "No option can supply the market at home"
        return f"No vehicle sold in {where} can be had both from there and from abroad"
    parts = {side: [abs(pair.gap) for pair in pairs if round_sign(pair.gap) == side] for side in (-1, 0, 1)}
    if len(pairs) == 1:
        name = str(frame["called"][frame["vehicle"] == pairs[0].vehicle].iloc[0])
        return f"{name} for {where}: {one_gap(pairs[0].gap, sign)}"
    count = f"{len(parts[-1] or parts[1] or parts[0])} of {len(pairs)} vehicles"
    words: list[str] = []
    for side, word in ((-1, "less"), (1, "more")):
        if parts[side]:
            first = not words
            amount = f"{between(parts[side], sign)}{' a vehicle' if first else ''} {word}"
            words.append(
                f"{amount} than importing for {count}" if first else f"{amount} for {len(parts[side])}"
            )
    if parts[0]:
        words.append(f"as much for {len(parts[0])}" if words else f"as much as importing for {count}")
    return f"Building in {where} costs {listed(words)}"


def one_gap(gap: float, sign: str) -> str:
    """Return the finding for the only vehicle."""
    side = round_sign(gap)
    if not side:
        return "building it there costs as much as bringing it from abroad"
    word = "less" if side < 0 else "more"
    return f"building it there costs {sign}{number(abs(gap))} a vehicle {word} than bringing it from abroad"


def between(gaps: Sequence[float], sign: str) -> str:
    """Return the range of gaps in words."""
    low, high = number(min(gaps)), number(max(gaps))
    return f"{sign}{low}" if low == high else f"{sign}{low} to {sign}{high}"


def subtitle_of(
    pairs: Sequence[Pair], drawn: Sequence[tuple[Pair | None, Sequence[str]]], where: str, sign: str
) -> str:
    """Return what is plotted: measure, unit, market, what bars leave out, and how many are drawn."""
    text = "Landed cost at the dealer port, levelised over the life, without the plant's shifts, "
    text += f"{sign.strip()} a vehicle"
    if where:
        text += f", market: {where.removeprefix('the ')}"
    text += "; bars leave out parts that all options of a vehicle need; dot and bold: used by the plan"
    if len(pairs) > len(drawn) and pairs:
        text += f"; the {len(drawn)} of {plural(len(pairs), 'vehicle')} with the largest demand"
    return text


def description_of(frame: pd.DataFrame, pairs: Sequence[Pair], where: str, sign: str) -> str:
    """Return the picture in words."""
    if frame.empty:
        return "Landed costs cannot be drawn: no option can supply the market."
    named = dict(zip(frame["vehicle"], frame["called"], strict=True))
    if not pairs:
        cheapest = frame.loc[frame["landed"].idxmin()]
        return (
            f"Stacked bars of the landed cost of {plural(len(frame), 'option')} in {where}; the lowest is "
            f"that of {cheapest['called']} from {cheapest['place']}, {sign}{number(cheapest['landed'])}."
        )
    shown = [*pairs[:NAMED], *pairs[max(NAMED, len(pairs) - NAMED) :]]
    parts = [f"{named[pair.vehicle]} {gap_words(pair.gap, sign).removeprefix('local ')}" for pair in shown]
    return (
        f"Stacked bars of the landed cost in {where}, the cheapest option there against the cheapest from "
        f"abroad, for {plural(len(pairs), 'vehicle')}. Built there, a vehicle: {listed(parts)}."
    )
