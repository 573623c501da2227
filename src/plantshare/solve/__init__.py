"""From a study to its best plan: build the program, run a method, account for the plan."""

from plantshare.solve.held import evaluate
from plantshare.solve.planning_value import value_of_planning
from plantshare.solve.sampled_gap import gap_by_samples
from plantshare.solve.solving import solve

__all__ = ["evaluate", "gap_by_samples", "solve", "value_of_planning"]
