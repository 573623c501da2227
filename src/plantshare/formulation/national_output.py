"""National output: vehicles that count toward a target, the gap, and what a gap costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import xarray as xr

from plantshare.formulation.flows import each_scenario
from plantshare.formulation.line import UNMET_TARGET
from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.study.targets import counts_toward
from plantshare.units import THOUSAND

__all__ = ["NationalOutput"]


@dataclass(frozen=True, slots=True)
class NationalOutput:
    """Measure, require or price the gap between national output and its target.

        sum_j cnt[j] built[j] + gap >= Gtar - base                                   R7
        gap <= Gtar u[s],  sum_s pi_s u[s] <= 1 - al        where the target is required

    Output counts where the plant lies in the country and the vehicle is of the class of the target.

    Reads   targets.*, options.count_weight, vehicles.vehicle_class
    Needs   variable built
    Adds    variables gap, target_missed u; rules target, target_missed, confidence; line target gap
    Stage   2 for the gap; whether a scenario misses the target is chosen beside stage 1
    """

    reads: ClassVar[tuple[str, ...]] = (
        "targets.country",
        "targets.year",
        "targets.vehicle_class",
        "targets.units",
        "targets.other_output",
        "targets.rule",
        "targets.shortfall_cost",
        "targets.confidence",
        "options.count_weight",
        "vehicles.vehicle_class",
    )

    def build(self, study: Study, program: Program) -> None:
        """Add the gap to every target in its year."""
        year = xr.DataArray(study.years, coords={"year": study.years})
        measured = (study["targets.year"] == year).transpose("target", "year")
        if not measured.any():
            return
        dims = ("target", "year", "scenario")
        gap = program.add_variable("gap", dims, stage=2, in_thousands=True, mask=measured)
        counted = (program["built"] * counts_toward(study)).sum("option")
        missing = (study["targets.units"] - study["targets.other_output"]) * THOUSAND
        program.add_rule("target", counted + gap, ">=", missing, mask=measured)
        self.add_requirement(study, program, measured)
        priced = study["targets.rule"] == "price"
        if priced.any():
            rate = study["targets.shortfall_cost"].where(priced, 0.0) * THOUSAND
            state = xr.full_like(study["targets.country"], UNMET_TARGET)
            program.add_cost("target gap", "gap", each_scenario(study, rate), state)

    def add_requirement(self, study: Study, program: Program, measured: xr.DataArray) -> None:
        """Require a target with its confidence over the scenarios."""
        required = (study["targets.rule"] == "require") & measured.any("year")
        if not required.any():
            return
        missed = program.add_variable(
            "target_missed", ("target", "scenario"), stage=1, mask=required, is_binary=True
        )
        most = study["targets.units"] * THOUSAND
        program.add_rule("target_missed", program["gap"] - missed * most, "<=", 0, mask=required & measured)
        chance = (missed * study.probability).sum("scenario")
        allowed = 1 - study["targets.confidence"]
        # Probabilities are rounded decimals: a share that fits exactly must not fail in the last digit.
        program.add_rule("confidence", chance, "<=", allowed + 1e-9, mask=required)
