"""The solver that every method starts: HiGHS, which writes nothing unless it is asked to."""

from __future__ import annotations

import threading

import highspy
import numpy as np

__all__ = ["QuietSolver", "solver_name"]

LAST = threading.local()
"""How many threads the last solver of this thread was asked to use."""


class QuietSolver(highspy.Highs):
    """HiGHS that keeps standard output free, which belongs to results, and may change its threads."""

    def __init__(self) -> None:
        """Start the solver."""
        highspy.Highs.__init__(self)

    # The constructor calls this first, and since 1.16 that alone makes HiGHS write its name.
    def enableCallbacks(self) -> None:  # noqa: N802 (the name is the solver's)
        """Let the solver call back, silent from the start."""
        self.silent()
        highspy.Highs.enableCallbacks(self)

    def limit_rows(self, rows: np.ndarray, lower: np.ndarray, upper: np.ndarray) -> None:
        """Set the limits of some rows, whose places are 32-bit integers."""
        # The solver's stubs leave this call out.
        self.changeRowsBounds(rows.size, rows, lower, upper)  # type: ignore[attr-defined]

    def run(self) -> highspy.HighsStatus:
        """Solve what was passed, and return whether the call was in order."""
        threads = self.getOptionValue("threads")[1]
        if getattr(LAST, "threads", None) != threads:
            # HiGHS keeps the workers of the first run in each thread, and refuses any other number.
            highspy.Highs.resetThreadScheduler(True)
            LAST.threads = threads
        return highspy.Highs.run(self)


def solver_name() -> str:
    """Return the name and version of the solver."""
    return f"HiGHS {QuietSolver().version()}"
