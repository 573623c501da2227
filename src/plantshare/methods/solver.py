"""The solver that every method starts: HiGHS, which writes nothing unless it is asked to."""

from __future__ import annotations

import highspy

__all__ = ["QuietSolver", "solver_name"]


class QuietSolver(highspy.Highs):
    """HiGHS that keeps standard output free, which belongs to results."""

    def __init__(self) -> None:
        """Start the solver."""
        highspy.Highs.__init__(self)

    # The constructor calls this first, and since 1.16 that alone makes HiGHS write its name.
    def enableCallbacks(self) -> None:  # noqa: N802 (the name is the solver's)
        """Let the solver call back, silent from the start."""
        self.silent()
        highspy.Highs.enableCallbacks(self)


def solver_name() -> str:
    """Return the name and version of the solver."""
    return f"HiGHS {QuietSolver().version()}"
