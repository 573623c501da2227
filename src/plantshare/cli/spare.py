"""The command `spare`."""

from __future__ import annotations

from plantshare.cli.listing import section
from plantshare.cli.output import show, show_json
from plantshare.cli.parameters import Json, StudyOrRun
from plantshare.cli.plan_text import by_year
from plantshare.report.words import thousands
from plantshare.results.loading import plan_spare
from plantshare.results.spare import SpareCapacity, spare_capacity
from plantshare.run import is_run, plain, read_plan
from plantshare.study import read_study

__all__ = ["spare"]


def spare(study: StudyOrRun, /, *, basis: str | None = None, json: Json = False) -> int:
    """Show where spare capacity is, by plant, shop and year.

    Spare is capacity on a stated shift pattern less what is taken. Of a study that is what is built
    today, held until it runs out; of a run it is the load of the plan. An option can sell the least
    spare over the shops that it passes.

    Parameters
    ----------
    study
        Study folder, workbook, or recorded run.
    basis
        Shift pattern to measure against; unless given, the study's own, or the largest of at most two
        shifts that a group has.
    json
        Print one JSON object and nothing else.
    """
    if is_run(study):
        result = read_plan(study)
        found = plan_spare(result.study, result.values, basis)
    else:
        found = spare_capacity(read_study(study), basis=basis)
    if json:
        show_json(
            plain(
                {
                    "study": str(study),
                    "plants": found.plants_frame(),
                    "shops": found.to_frame(),
                    "options": found.options_frame(),
                }
            )
        )
    else:
        show(spare_text(found))
    return 0


def spare_text(found: SpareCapacity) -> str:
    """Return spare capacity by shop, and what each option could build in it."""
    shops, options = found.to_frame(), found.options_frame()
    if shops.empty:
        return "The study has no shops, so no capacity is known."
    capacity = [thousands(float(each)) for each in shops["capacity"]]
    shops = shops.assign(capacity=capacity)
    names = ["plant", "shop", "basis", "capacity"]
    parts = [
        section("Spare capacity by shop, thousand vehicles a year", by_year(shops, names, "spare", thousands))
    ]
    known = options[options["sellable"].notna()]
    if len(known):
        body = by_year(known, ["plant", "option"], "sellable", thousands)
        parts.append(section("What each option could build in it, thousand vehicles a year", body))
    return "\n\n".join(parts)
