"""The command `show`."""

from __future__ import annotations

from plantshare.cli.output import show as show_text
from plantshare.cli.output import show_json
from plantshare.cli.parameters import Json, RunPath
from plantshare.cli.plan_text import plan_text
from plantshare.run import read_plan, summary_of

__all__ = ["show"]


def show(run: RunPath, /, *, json: Json = False) -> int:
    """Show the plan, the money and the targets of a recorded run.

    Parameters
    ----------
    run
        Folder of the run, below runs/.
    json
        Print one JSON object and nothing else.
    """
    result = read_plan(run)
    if json:
        show_json({**summary_of(result), "run": str(run)})
    else:
        show_text(plan_text(result))
    return 0
