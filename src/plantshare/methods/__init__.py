"""How a program is solved."""

from plantshare.methods.cluster import Cluster
from plantshare.methods.direct import solve_direct
from plantshare.methods.executor import Executor, Shared, Threads
from plantshare.methods.limits import Limits, Progress, Solution, Status

__all__ = [
    "Cluster",
    "Executor",
    "Limits",
    "Progress",
    "Shared",
    "Solution",
    "Status",
    "Threads",
    "solve_direct",
]
