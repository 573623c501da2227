"""All blocks in order, from a study to a program."""

from __future__ import annotations

from plantshare.formulation.budgets import Budgets
from plantshare.formulation.capacity import Capacity
from plantshare.formulation.contracts import Contracts
from plantshare.formulation.flows import Flows
from plantshare.formulation.launches import Launches
from plantshare.formulation.minimum_prices import MinimumPrices
from plantshare.formulation.national_output import NationalOutput
from plantshare.formulation.partnerships import Partnerships
from plantshare.formulation.platforms import Platforms
from plantshare.formulation.program import Block, Program
from plantshare.formulation.quotas import Quotas
from plantshare.formulation.rules import Rules
from plantshare.formulation.shifts import Shifts
from plantshare.formulation.single_source import SingleSource
from plantshare.formulation.support import Support
from plantshare.formulation.whole_shifts import WholeShifts
from plantshare.study import Study
from plantshare.study.parties import coalition

__all__ = ["BLOCKS", "build_program"]

BLOCKS: tuple[type[Block], ...] = (
    Launches,
    Shifts,
    Platforms,
    Flows,
    SingleSource,
    Capacity,
    WholeShifts,
    Quotas,
    MinimumPrices,
    Contracts,
    Partnerships,
    Support,
    NationalOutput,
    Rules,
    Budgets,
)
"""Every block, in the order in which they are built: each needs only those before it."""


PROOF_ONLY: tuple[type[Block], ...] = (WholeShifts,)
"""Blocks that take no plan away and add none; they bring the relaxation nearer to the best plan."""


def build_program(study: Study, members: frozenset[str] | None = None, *, is_held: bool = False) -> Program:
    """Return the program of a study, with the expected discounted profit of a coalition to maximise.

        max sum_s pi_s sum_t d_t (income - cost of the members)

    Parameters
    ----------
    study
        The study; several scenarios share the first stage.
    members
        Companies whose joint profit is maximised; all but governments unless given.
    is_held
        Whether the first stage is known already, so that rules that only make proofs quick are left out.
    """
    program = Program(study.labels)
    for block in BLOCKS:
        if not (is_held and block in PROOF_ONLY):
            block().build(study, program)
    members = coalition(study) if members is None else members
    program.set_objective(members, study.discount, study.probability)
    return program
