"""Budgets: what each company may spend on capital."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from plantshare.formulation.line import CAPITAL, CAPITAL_SHARE
from plantshare.formulation.program import Program
from plantshare.study import Study

__all__ = ["Budgets"]


@dataclass(frozen=True, slots=True)
class Budgets:
    """Keep the capital that a company spends over the horizon within its budget.

        sum over launches, tooling and expansions paid by i <= B[i]                  F11

    A share of launch capital that the host pays to the guest counts for the host and not for the guest.
    Amounts are undiscounted. The block comes after every block that adds a capital line.

    Reads   companies.capex_budget
    Needs   the money lines of capital
    Adds    rule budget
    Stage   1
    """

    reads: ClassVar[tuple[str, ...]] = ("companies.capex_budget",)

    def build(self, study: Study, program: Program) -> None:
        """Add one budget rule for each company that has a budget."""
        for company, budget in study["companies.capex_budget"].to_series().items():
            if not np.isfinite(budget):
                continue
            spent = []
            for line in program.lines:
                if line.kind not in (*CAPITAL, CAPITAL_SHARE):
                    continue
                own = -line.rate * line.gain((company,))
                own = own.sum("year").rename(launch_year="year") if "launch_year" in own.dims else own
                if (own != 0).any():
                    spent.append((program[line.variable] * own).sum())
            if spent:
                program.add_rule(f"budget {company}", sum(spent[1:], spent[0]), "<=", float(budget))
