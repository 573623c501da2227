"""What planning for many futures at once is worth, and what knowing the future would be."""

from __future__ import annotations

from plantshare.errors import LabelError
from plantshare.methods import Limits
from plantshare.methods.choose import AUTO
from plantshare.methods.information import Information, value_of_information
from plantshare.solve.aiming import with_scenario_costs
from plantshare.solve.batches import assemble
from plantshare.study import Study

__all__ = ["value_of_planning"]


def value_of_planning(study: Study, limits: Limits | None = None, *, method: str = AUTO) -> Information:
    """Return what the plan for all futures is worth beside the plan for their mean, and beside foresight.

    The plan for the mean holds its launches, shifts, closures and deals; which futures miss a required
    target is left open, as no plan decides on that.

    Parameters
    ----------
    study
        Study with several futures.
    limits
        When each search may stop; the study's own gap and time limit unless given. The futures alone
        share one time limit.
    method
        Method for all futures together, as for :func:`plantshare.solve`.

    Raises
    ------
    LabelError
        If the study has one future only.
    MethodError
        If there is no plan for all futures, for their mean, or for one of them.
    """
    if len(study.weights) < 2:
        raise LabelError(
            "the study has one future only, so that planning for several is worth nothing; "
            "use with_draws or with_scenarios first"
        )
    if limits is None:
        limits = Limits(gap=float(study.settings["gap"]), seconds=float(study.settings["time_limit"]))
    assembly = assemble(study)
    program = with_scenario_costs(assembly)
    return value_of_information(program, limits, method=method, held=assembly.decided)
