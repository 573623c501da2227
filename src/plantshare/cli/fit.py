"""The command `fit`."""

from __future__ import annotations

from plantshare.cli.listing import section, table
from plantshare.cli.output import show, show_json
from plantshare.cli.parameters import Above, Json, StudyOrRun
from plantshare.naming import known_name
from plantshare.report.words import currency_sign, number, thousands
from plantshare.results.fit import Fit
from plantshare.results.fit import fit as fit_of
from plantshare.results.loading import plan_spare
from plantshare.run import is_run, plain, read_plan
from plantshare.study import read_study

__all__ = ["fit"]

ORDER = ("pass", "unknown", "fail")


def fit(
    study: StudyOrRun,
    /,
    *,
    vehicle: str | None = None,
    market: str | None = None,
    volume: Above = None,
    json: Json = False,
) -> int:
    """Show how well each vehicle fits each plant: gates first, then money.

    A gate is passed, failed, or unknown where a figure is not stated. The money is capital spread
    over its life, labour, logistics and fixed cost of one vehicle.

    Parameters
    ----------
    study
        Study folder, workbook, or recorded run, whose plan then says what is spare.
    vehicle
        Only this vehicle.
    market
        Market that logistics leads to; unless given, all that the option serves, by demand.
    volume
        Vehicles a year to spread capital over; unless given, what each option can reach.
    json
        Print one JSON object and nothing else.
    """
    if is_run(study):
        result = read_plan(study)
        data = result.study
        room = plan_spare(data, result.values)
    else:
        data, room = read_study(study), None
    fits = fit_of(data, spare=room, market=market, volume=volume).fits
    if vehicle is not None:
        vehicle = known_name("vehicle", vehicle, list(data.labels["vehicle"]))
        fits = tuple(each for each in fits if each.vehicle == vehicle)
    ordered = sorted(fits, key=lambda each: (each.vehicle, ORDER.index(each.outcome), each.cost))
    if json:
        show_json(plain({"study": str(study), "fits": [fit_content(each) for each in ordered]}))
    else:
        show(fit_text(ordered, currency_sign(data.settings["currency"])))
    return 0


def fit_content(each: Fit) -> dict[str, object]:
    """Return one fit as plain data."""
    names = ("option", "vehicle", "plant", "mode", "outcome", "volume")
    costs = ("capital", "labour", "logistics", "fixed", "cost")
    gates = [
        {"name": gate.name, "outcome": gate.outcome, "found": gate.found, "wanted": gate.wanted}
        for gate in each.gates
    ]
    return {name: getattr(each, name) for name in (*names, *costs)} | {"gates": gates}


def fit_text(fits: list[Fit], sign: str) -> str:
    """Return the fits as a table, and the gates that are not passed."""
    headers = [
        "vehicle", "plant", "mode", "gates", "volume, thousand a year",
        "capital", "labour", "logistics", "fixed", "together",
    ]  # fmt: skip
    rows = [
        [each.vehicle, each.plant, each.mode, each.outcome, thousands(each.volume)]
        + [number(cost) for cost in (each.capital, each.labour, each.logistics, each.fixed, each.cost)]
        for each in fits
    ]
    body = table(headers, rows)
    parts = [section(f"Fit of each vehicle to each plant, {sign.strip()} per vehicle", body)]
    shut = [f"{each.option}: {gate.words}" for each in fits for gate in each.gates if gate.outcome == "fail"]
    if shut:
        parts.append(section("Gates that are failed", "\n".join(shut)))
    return "\n\n".join(parts)
