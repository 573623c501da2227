"""Single sourcing: a market takes a vehicle from one option alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from plantshare.formulation.program import Program
from plantshare.study import Study
from plantshare.units import THOUSAND

__all__ = ["SingleSource"]


@dataclass(frozen=True, slots=True)
class SingleSource:
    """Serve each market with a vehicle from one option alone, where the vehicle asks for it.

        x[j,c,t] <= D[m,c,t] (1 + psi) assigned[j,c,t],  sum_{j of m} assigned[j,c,t] <= 1
        assigned[j,c,t] <= n[j,t]

    Where demand must be served and nothing lifts it, the first of these is an equality: the one
    option serves all of it. That says no more, but lets the solver drop the flows.

    Reads   vehicles.single_source, demand.must_serve
    Needs   variables shipped x, active n
    Adds    variable assigned, rules assigned, one_source, assigned_when_active
    Stage   1
    """

    reads: ClassVar[tuple[str, ...]] = ("vehicles.single_source", "demand.must_serve")

    def build(self, study: Study, program: Program) -> None:
        """Add the assignment of markets to options."""
        vehicle = study["options.vehicle"]
        single = study["vehicles.single_source"].sel(vehicle=vehicle).drop_vars("vehicle")
        if not single.any():
            return
        demand = study["demand.units"] * (1 + study["demand.local_uplift"]) * THOUSAND
        most = demand.sel(vehicle=vehicle).drop_vars("vehicle")
        wanted = single & (program.exists("shipped").any(["year", "scenario"]))
        assigned = program.add_variable(
            "assigned", ("option", "market", "year"), stage=1, mask=wanted, is_binary=True
        )
        flow = program["shipped"] - most * assigned
        whole = study["demand.must_serve"] & (study["demand.local_uplift"] == 0)
        whole = wanted & whole.sel(vehicle=vehicle).drop_vars("vehicle")
        program.add_rule("assigned", flow, "<=", 0, mask=wanted & ~whole)
        program.add_rule("assigned_whole", flow, "==", 0, mask=whole)
        sources = assigned.groupby(vehicle.rename("vehicle")).sum()
        program.add_rule("one_source", sources, "<=", 1)
        program.add_rule("assigned_when_active", assigned - program["active"], "<=", 0, mask=wanted)
