"""The command `chart`."""

from __future__ import annotations

import json as json_format
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from plantshare.cli.chart_text import show_chart
from plantshare.cli.failure import WRONG_USE
from plantshare.cli.output import say, show
from plantshare.cli.parameters import Json, RunPath
from plantshare.naming import did_you_mean
from plantshare.report.catalogue import CHARTS, draw
from plantshare.report.chart import Chart
from plantshare.report.image import to_png, to_svg
from plantshare.run import plain, read_plan
from plantshare.tables.aside import file_aside

__all__ = ["chart"]

Flag = Annotated[bool, Parameter(negative="")]


def as_json(drawn: Chart) -> bytes:
    """Return a chart as the JSON that a page draws."""
    text = json_format.dumps(plain(drawn.to_json()), indent=2, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode()


FORMATS: Mapping[str, Callable[[Chart], bytes]] = {
    "png": to_png,
    "svg": lambda drawn: to_svg(drawn).encode(),
    "json": as_json,
    "csv": lambda drawn: drawn.to_csv().encode(),
}
"""What writes a chart, by the ending of the file."""


def chart(
    run: RunPath,
    name: Annotated[str | None, Parameter(name="NAME")] = None,
    /,
    *,
    before: Path | None = None,
    png: Flag = False,
    svg: Flag = False,
    csv: Flag = False,
    json: Json = False,
    out: Path | None = None,
) -> int:
    """Draw one chart of a run: in the terminal, as a picture, or as data.

    Without a format the title and the table are printed, with small bars on a terminal. A picture is
    written to the current folder under the names of run and chart, unless --out says otherwise; data
    goes to standard output. Nothing is overwritten. Without a name the charts are listed.

    Parameters
    ----------
    run
        Folder of the run, below runs/.
    name
        Name of the chart.
    before
        Folder of the run to start from, for a chart that compares two.
    png
        Write a PNG picture.
    svg
        Write an SVG picture.
    csv
        Write the table as comma separated values.
    json
        Print one JSON object and nothing else: rows, specification, title, alternative text.
    out
        New file; its ending says the format where no other option does.
    """
    known = {each.casefold(): each for each in CHARTS}
    if name is None or name.casefold() not in known:
        say(list_text(name))
        return WRONG_USE
    wanted = [form for form, is_wanted in zip(FORMATS, (png, svg, json, csv), strict=True) if is_wanted]
    if not wanted and out is not None:
        wanted = [out.suffix.casefold().removeprefix(".")]
    if len(wanted) > 1 or not set(wanted) <= set(FORMATS):
        say("Choose one format: --png, --svg, --json or --csv, or a file that ends so.")
        return WRONG_USE
    drawn = draw(known[name.casefold()], read_plan(run), before=None if before is None else read_plan(before))
    if not wanted:
        show_chart(drawn)
    elif out is None and wanted[0] in ("json", "csv"):
        show(FORMATS[wanted[0]](drawn).decode().rstrip("\n"))
    else:
        target = out or Path(f"{run.resolve().name}-{drawn.name}.{wanted[0]}")
        with file_aside(target, replace=False) as aside:
            aside.write_bytes(FORMATS[wanted[0]](drawn))
        show(f"Written to {target}")
    return 0


def list_text(name: str | None) -> str:
    """Return the list of charts, one a line, after what is wrong with the name."""
    width = max(map(len, CHARTS))
    lines = [f"  {known.ljust(width)}  {entry.text}" for known, entry in CHARTS.items()]
    head = "Give the name of a chart." if name is None else f"No chart '{name}'. {did_you_mean(name, CHARTS)}"
    return "\n".join([head.rstrip(), *lines])
