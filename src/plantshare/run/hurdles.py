"""From a study to the hurdles of one of its deals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from plantshare.deals.hurdles import FREE, Hurdles, WhichPlan, hurdles_of
from plantshare.methods import Limits
from plantshare.study import read_study

__all__ = ["find_hurdles"]


def find_hurdles(
    path: Path,
    deal: str,
    *,
    plan: WhichPlan = "both",
    free: int = FREE,
    volume: bool = False,
    grid: bool = False,
    beside: Sequence[str] = (),
    reference: str | None = None,
    limits: Limits | None = None,
    tell: Callable[[str], None] | None = None,
) -> Hurdles:
    """Return what would have to be true for a deal of a study on disk.

    Parameters
    ----------
    path
        Study folder or workbook.
    deal
        Name of the deal.
    plan
        Hurdles with the plan fixed, free, or both.
    free
        Inputs, the nearest hurdles first, whose hurdle is also searched with the plan free.
    volume
        Whether to search the hurdle of the volume with the plan free, too.
    grid
        Whether to make plans anew for each pair of prices of energy and wage, too.
    beside
        Other deals that may be signed, with this deal and without it.
    reference
        Country whose levels explain the shortfall; every other that could build the same unless given.
    limits
        When each solve stops.
    tell
        Called with what is done next.

    Raises
    ------
    StudyError
        If the study has faults.
    LabelError
        If there is no such deal or country.
    InfeasibleError
        If the deal cannot be kept at all.
    """
    return hurdles_of(
        read_study(path),
        deal,
        plan=plan,
        free=free,
        volume=volume,
        grid=grid,
        beside=beside,
        reference=reference,
        limits=limits,
        tell=tell,
    )
