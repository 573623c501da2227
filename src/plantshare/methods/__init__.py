"""How a program is solved."""

from plantshare.methods.direct import solve_direct
from plantshare.methods.limits import Limits, Progress, Solution, Status

__all__ = ["Limits", "Progress", "Solution", "Status", "solve_direct"]
