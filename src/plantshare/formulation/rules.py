"""Rules: limits that a planner sets on the plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from plantshare.formulation.program import Program, Sign
from plantshare.study import Study
from plantshare.units import THOUSAND

__all__ = ["Rules"]

LAUNCHES: dict[str, tuple[Sign, int]] = {"launch": (">=", 1), "forbid_launch": ("<=", 0)}


@dataclass(frozen=True, slots=True)
class Rules:
    """Hold the plan to what the planner asks.

        minimum_output, maximum_output   sum of built over the options named, each year
        launch                           at least one launch among the options in the years
        forbid_launch                    no launch among the options in the years
        keep_open                        no group of the plant closes in the years

    Reads   rules.*
    Needs   variables built, launched y, closed c
    Adds    one rule for each row, under the name of the row
    Stage   1, and 2 for output
    """

    reads: ClassVar[tuple[str, ...]] = (
        "rules.kind",
        "rules.plant",
        "rules.vehicle",
        "rules.option",
        "rules.first_year",
        "rules.last_year",
        "rules.units",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add every rule of the study."""
        for row in study.frame("rules").itertuples():
            first = study.years[0] if np.isnan(row.first_year) else row.first_year
            last = study.years[-1] if np.isnan(row.last_year) else row.last_year
            years = study.years[(study.years >= first) & (study.years <= last)]
            if row.kind == "keep_open":
                self.keep_open(study, program, row.rule, row.plant, years)
                continue
            options = chosen_options(study, row.plant, row.vehicle, row.option)
            if row.kind in ("launch", "forbid_launch"):
                starts = program["launched"].sel(option=options, year=years).sum()
                side, count = LAUNCHES[row.kind]
                program.add_rule(f"rule {row.rule}", starts, side, count)
            else:
                output = program["built"].sel(option=options, year=years).sum("option")
                sign: Sign = ">=" if row.kind == "minimum_output" else "<="
                program.add_rule(f"rule {row.rule}", output, sign, row.units * THOUSAND)

    def keep_open(self, study: Study, program: Program, name: str, plant: str, years: np.ndarray) -> None:
        """Forbid closing any group of a plant in the years."""
        if program.has("closed"):
            groups = study.labels["group"][study["groups.plant"].values == plant]
            closed = program["closed"].sel(group=groups, year=years)
            program.add_rule(f"rule {name}", closed.sum(), "<=", 0)


def chosen_options(study: Study, plant: str, vehicle: str, option: str) -> np.ndarray:
    """Return the options that a rule names by plant, vehicle and option; empty means any."""
    options: pd.DataFrame = study.frame("options")
    chosen = pd.Series(True, index=options.index)
    for column, word in {"plant": plant, "vehicle": vehicle, "option": option}.items():
        if word:
            chosen &= options[column] == word
    return np.asarray(options.option[chosen])
