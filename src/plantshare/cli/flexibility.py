"""The command `flexibility`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from plantshare.cli.chart_files import ENDINGS, write_charts
from plantshare.cli.failure import WRONG_USE
from plantshare.cli.flexibility_text import flexibility_text
from plantshare.cli.output import say, show, show_json
from plantshare.cli.parameters import Above, Json, Names, StudyPath
from plantshare.flexibility import StudyFlexibility, flexibility_of
from plantshare.report.analyses import FLEXIBILITY_CHARTS, draw_analysis
from plantshare.run import plain
from plantshare.study import read_study

__all__ = ["flexibility"]

Flag = Annotated[bool, Parameter(negative="")]
Draws = Annotated[int, Parameter(validator=validators.Number(gte=2))]
Count = Annotated[int, Parameter(validator=validators.Number(gte=0))]


def flexibility(
    study: StudyPath,
    /,
    *,
    year: int | None = None,
    draws: Draws = 100_000,
    seed: Count = 0,
    sd: Above = None,
    scenarios: Names = (),
    links: Count = 5,
    basis: str | None = None,
    plants: Names = (),
    company: str | None = None,
    all_links: Flag = False,
    all_vehicles: Flag = False,
    chart: Path | None = None,
    json: Json = False,
) -> int:
    """Show what it is worth that plants can build more than one vehicle.

    Demand is uncertain, so a plant runs short of one vehicle while another has room. The present links
    of plants and vehicles are those that are tooled today; each further link that could exist is tried
    on the same draws of demand, and every link together is the ceiling.

    Parameters
    ----------
    study
        Study folder or workbook.
    year
        Planned year; the first unless given.
    draws
        Draws of demand; ten times as many make every standard error a third as large.
    seed
        Seed of the draws; the same seed gives the same digits.
    sd
        Standard deviation of the demand of each vehicle, as a share such as 0.3, instead of what the study
        says.
    scenarios
        Named futures of the study to count, each with its probability, instead of drawing demand.
    links
        Best next links to take, one after the other.
    basis
        Shift pattern of the capacity; unless given, the study's own, or the largest of at most two shifts
        that a group has.
    plants
        Only these plants.
    company
        Only plants of this company, its own or as a partner.
    all_links
        Try every pair of plant and vehicle, whatever the gates of size, body and powertrain and the
        setting of sharing say.
    all_vehicles
        Count vehicles too that none of these plants builds in the year.
    chart
        New file for the charts: .html has both; .svg, .png, .json and .csv have the worth of links, with
        the value ladder in a file beside it.
    json
        Print one JSON object and nothing else.
    """
    if chart is not None and chart.suffix.casefold() not in ENDINGS:
        say(f"A chart is written as {', '.join(ENDINGS)}; choose a file that ends so.")
        return WRONG_USE
    found = flexibility_of(
        read_study(study),
        year=year,
        draws=draws,
        seed=seed,
        sd=sd,
        scenarios=scenarios,
        steps=links,
        basis=basis,
        plants=plants,
        company=company,
        all_links=all_links,
        all_vehicles=all_vehicles,
    )
    written: tuple[Path, ...] = ()
    if chart is not None:
        drawn = [draw_analysis(FLEXIBILITY_CHARTS, name, found) for name in FLEXIBILITY_CHARTS]
        written = write_charts(drawn, chart)
    if json:
        charts = [str(path) for path in written]
        show_json(plain({"study": str(study), **content_of(found), "charts": charts}))
        return 0
    show(flexibility_text(found))
    for path in written:
        show(f"Written to {path}")
    return 0


def content_of(found: StudyFlexibility) -> dict[str, object]:
    """Return the answer as plain data; volumes are vehicles a year."""
    network = found.network
    links = [{"plant": found.plant_of(link), "vehicle": found.vehicle_of(link)} for link in network.present]
    best = found.worths_frame().head(1).to_dict("records")
    return {
        "year": found.year,
        "draws": found.draws,
        "seed": found.seed,
        "demand": found.demand,
        "is_exact": found.is_exact,
        "expected_sales": found.present.expected_sales,
        "standard_error": found.present.standard_error,
        "utilisation": found.present.utilisation,
        "capacity": dict(zip(network.plants, network.capacity, strict=True)),
        "basis": dict(zip(network.plants, network.basis, strict=True)),
        "mean_demand": network.mean_demand,
        "present_links": links,
        "ladder": found.ladder_frame(),
        "best_next_link": best[0] if best else None,
        "best_links": found.steps_frame(),
        "worth_of_links": found.worths_frame(),
        "notes": list(found.notes),
    }
