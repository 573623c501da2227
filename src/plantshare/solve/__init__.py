"""From a study to its best plan: build the program, run a method, account for the plan."""

from plantshare.solve.held import evaluate
from plantshare.solve.planning_value import value_of_planning
from plantshare.solve.solving import solve

__all__ = ["evaluate", "solve", "value_of_planning"]
