"""From recorded runs to a report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from plantshare.deals.answer import DealAnswer
from plantshare.flexibility import flexibility_of
from plantshare.report.document import AUDIENCE, Report, report_of
from plantshare.report.section import Recorded
from plantshare.results.store import read_manifest, read_result
from plantshare.risk import Outlook

__all__ = ["REPORTS", "recorded_of", "report_file", "report_run"]

REPORTS = Path("reports")
"""Folder of reports: not that of the runs, which are never changed."""


def report_run(
    run: Path,
    *,
    beside: Sequence[Path] = (),
    audience: str = AUDIENCE,
    flexibility: bool = False,
    outlook: Outlook | None = None,
    deals: Sequence[DealAnswer] = (),
) -> Report:
    """Return the report of a recorded run.

    Parameters
    ----------
    run
        Folder of the run.
    beside
        Folders of other runs to hold against it; sentences compare with the first.
    audience
        Whom the report is for, in words.
    flexibility
        Whether to add what flexibility is worth in the first year of the study.
    outlook
        What may become of the plan in drawn futures, to add.
    deals
        What is to be said of deals of the study, to add.

    Raises
    ------
    RunError
        If a folder is no run, or is damaged.
    LabelError
        If the amounts of the runs cannot be compared, or the study does not say how uncertain demand is
        and flexibility is asked for.
    """
    result = read_result(run)
    return report_of(
        result,
        beside=[read_result(each) for each in beside],
        audience=audience,
        recorded=recorded_of(run),
        flexibility=flexibility_of(result.study) if flexibility else None,
        outlook=outlook,
        deals=deals,
    )


def report_file(run: Path, folder: Path = REPORTS) -> Path:
    """Return the file that takes the report of a run: it has the name of the run.

    Examples
    --------
    >>> report_file(Path("runs/20261122T2230-2e38fa8e")).as_posix()
    'reports/20261122T2230-2e38fa8e.html'
    """
    return folder / f"{Path(run).resolve().name}.html"


def recorded_of(run: Path) -> Recorded:
    """Return where a run is recorded: its name, its time and the digest of its study.

    Raises
    ------
    RunError
        If the folder is no run.
    """
    manifest = read_manifest(run)
    when = datetime.fromisoformat(manifest["created"])
    return Recorded(
        run=Path(run).resolve().name,
        when=f"{when.day} {when:%B %Y, %H:%M} UTC",
        digest=str(manifest["input_digest"]),
    )
