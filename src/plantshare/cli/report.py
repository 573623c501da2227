"""The command `report`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from plantshare.cli.listing import table
from plantshare.cli.output import show, show_json
from plantshare.cli.parameters import Json, RunPath
from plantshare.errors import RunError
from plantshare.report.document import AUDIENCE
from plantshare.report.html import write_report
from plantshare.report.pdf import write_pdf
from plantshare.report.workbook import write_report_workbook
from plantshare.run import report_file, report_run
from plantshare.tables.aside import already_there

__all__ = ["report"]

PAGE = ".html"


def report(
    run: RunPath,
    /,
    *,
    beside: Annotated[tuple[Path, ...], Parameter(name="--beside", consume_multiple=True, negative="")] = (),
    audience: str = AUDIENCE,
    out: Path | None = None,
    pdf: Annotated[bool, Parameter(negative="")] = False,
    xlsx: Annotated[bool, Parameter(negative="")] = False,
    flexibility: Annotated[bool, Parameter(negative="")] = False,
    replace: Annotated[bool, Parameter(negative="")] = False,
    json: Json = False,
) -> int:
    """Write the report of a recorded run: one HTML file that opens offline.

    The front page answers in three sentences; every chart has its table, and every number opens what it
    rests on. Nothing is overwritten unless asked for.

    Parameters
    ----------
    run
        Folder of the run, below runs/.
    beside
        Folders of other runs to hold against it: ranges span all of them, sentences and the profit bridge
        compare with the first.
    audience
        Whom the report is for; stands on its first line.
    out
        File to write, ending in .html; by default reports/RUN.html.
    pdf
        Write the report as PDF too, beside the HTML file.
    xlsx
        Write it as a workbook with formulas, units and sources too.
    flexibility
        Add what flexibility is worth in the first year; the study has to say how uncertain demand is.
    replace
        Replace files of these names.
    json
        Print one JSON object with the files written and nothing else.
    """
    page = report_file(run) if out is None else out
    if page.suffix.casefold() != PAGE:
        raise RunError(f"'{page.name}' is no name for a report; give a file that ends with {PAGE}")
    wanted = {"html": True, "pdf": pdf, "xlsx": xlsx}
    files = {kind: page.with_suffix(f".{kind}") for kind, is_wanted in wanted.items() if is_wanted}
    for file in files.values():
        if file.exists() and not replace:
            raise already_there(file)
    made = report_run(run, beside=beside, audience=audience, flexibility=flexibility)
    write_report(made, page, replace=replace)
    if pdf:
        write_pdf(made.to_json(), files["pdf"], replace=replace)
    if xlsx:
        write_report_workbook(made.to_json(), made.result, files["xlsx"], replace=replace)
    if json:
        show_json({"run": str(run), "files": {kind: str(file) for kind, file in files.items()}})
    else:
        rows = [[str(file), f"{file.stat().st_size / 1e6:.2f} MB"] for file in files.values()]
        show(table(["written", "size"], rows))
    return 0
