"""Write the figures of the results files into the results page, ``benchmarks/README.md``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

__all__ = ["page_with_figures"]

HERE = Path(__file__).resolve().parent
PAGE, BUILD, FACILITY = HERE / "README.md", HERE / "results" / "build.json", HERE / "results" / "facility.csv"
REPORT = HERE / "results" / "report.json"
BEGIN, END = "<!-- figures: written by page.py -->", "<!-- end of figures -->"
STUDIES = {"uk": "United Kingdom 2026", "1": "synthetic", "20": "synthetic, 20 times larger"}
FAMILIES = {
    "orlib": "OR-Library cap41 to cap114",
    "holmberg": "Holmberg, Rönnqvist and Yuan",
    "delmaire": "Díaz and Fernández",
    "yang": "Yang, Chu and Chen (best known)",
}
MEASURES = {
    "bytes": ("size of the file, MB", 1e6, 2),
    "gzip_bytes": ("size compressed, MB", 1e6, 2),
    "write_seconds": ("writing it, s", 1, 2),
    "write_processor_seconds": ("writing it, processor time, s", 1, 2),
    "paint_milliseconds": ("first paint with content, s", 1000, 2),
    "view_milliseconds": ("first view, s", 1000, 2),
    "every_milliseconds": ("every chart drawn, s", 1000, 2),
    "script_milliseconds": ("time in scripts, s", 1000, 2),
    "heap_megabytes": ("heap of the scripts, MB", 1, 1),
    "nodes": ("nodes of the page", 1, 0),
}
"""Words, divisor and digits of each measure of the report."""
Figures = dict[str, Any]  # Any: numbers and words, as JSON holds them


def page_with_figures(page: str, build: Figures, facility: pd.DataFrame, report: Figures) -> str:
    """Return the page with the figures between its two marks replaced."""
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    lines = [*machine_lines(build), "", *building_lines(build), "", *solving_lines(build), ""]
    figures = "\n".join([*lines, *facility_lines(facility), "", *report_lines(report)])
    return f"{head}{BEGIN}\n\n{figures}\n\n{END}{tail}"


def machine_lines(build: Figures) -> Iterator[str]:
    """Yield what the figures were taken on."""
    words = ", ".join(f"{package} {number}" for package, number in build["versions"].items())
    yield f"Machine: {build['cores']} cores, {build['memory_gigabytes']} GB of memory, {words}."


def building_lines(build: Figures) -> Iterator[str]:
    """Yield the table of build times."""
    yield "### Building"
    yield ""
    yield "| study | rows | columns | coefficients | side | seconds | Plantshare takes | peak memory |"
    yield "| --- | ---: | ---: | ---: | --- | ---: | ---: | ---: |"
    for study in build["building"]:
        for side in ("plantshare", "linopy", "pyomo"):
            figures = study[side]
            times = 1 / figures["times_plantshare"]
            yield (
                f"| {STUDIES[study['study']]} | {study['rows']:,} | {study['columns']:,} "
                f"| {study['coefficients']:,} | {side} | {figures['seconds']:.2f} | {times:.2f} times "
                f"| {figures['peak_megabytes']:,.0f} MB |"
            )


def solving_lines(build: Figures) -> Iterator[str]:
    """Yield the table of where the time of a whole run goes."""
    yield "### From tables to result"
    yield ""
    yield "| study | read | build | solver | result | outside the solver | ended with |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for study in build["solving"]:
        yield (
            f"| {STUDIES[study['study']]} | {study['read_seconds']:.2f} s | {study['build_seconds']:.2f} s "
            f"| {study['solver_seconds']:.2f} s | {study['result_seconds']:.2f} s "
            f"| {study['share_outside_solver']:.1%} | {study['status'].replace('_', ' ')}, "
            f"gap {study['gap']:.3%} |"
        )


def facility_lines(facility: pd.DataFrame) -> Iterator[str]:
    """Yield the table of published facility location files."""
    yield "### Published facility location"
    yield ""
    yield "| files | sourcing | solved | value reached | build, median | solver, median | solver, longest |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: |"
    family = facility.file.str.partition("/")[0]
    for name, words in FAMILIES.items():
        for sourcing, rows in facility[family == name].groupby("sourcing"):
            yield (
                f"| {words} | {sourcing} | {len(rows)} | {int(rows.is_reached.sum())} "
                f"| {rows.build_seconds.median():.2f} s | {rows.solve_seconds.median():.2f} s "
                f"| {rows.solve_seconds.max():.1f} s |"
            )


def report_lines(report: Figures) -> Iterator[str]:
    """Yield the table of the report beside one made with Plotly, and what is wrong with either page."""
    yield "### The report"
    yield ""
    words = ", ".join(f"{package} {number}" for package, number in report["versions"].items())
    low, high = report["load"]
    yield (
        f"{report['cores']} cores, {report['memory_gigabytes']} GB of memory, {words}; median of "
        f"{report['repeats']} turns; load average {low} to {high}."
    )
    yield ""
    yield f"| United Kingdom 2026, {report['number_of_charts']} charts | Plantshare | Plotly | Plotly takes |"
    yield "| --- | ---: | ---: | ---: |"
    for name, (words, divisor, digits) in MEASURES.items():
        own, other = (f"{report[side][name] / divisor:,.{digits}f}" for side in ("plantshare", "plotly"))
        yield f"| {words} | {own} | {other} | {report['times_plantshare'][name]:.2f} times |"
    faults = [fault_cells(report, side) for side in ("plantshare", "plotly")]
    for (words, first), (_, then) in zip(*faults, strict=True):
        yield f"| {words} | {first} | {then} | |"
    yield ""
    times = sorted(report["plantshare"]["charts"].items(), key=lambda each: -each[1])
    yield f"Seconds to draw each chart's rows: {', '.join(f'{name} {each:.2f}' for name, each in times)}."


def fault_cells(report: Figures, side: str) -> list[tuple[str, str]]:
    """Return what is wrong with one page, offline and under the policy of our report."""
    faults, policy = report["faults"][side], report["under_policy"][side]
    rules = faults["axe_rules"]
    hosts = f" ({', '.join(faults['hosts'])})" if faults["hosts"] else ""
    refused = ", ".join(f"{rule} {count}" for rule, count in policy["refused"].items())
    return [
        ("charts not drawn, network off", str(faults["charts_not_drawn"])),
        ("requests to other places", f"{faults['requests']}{hosts}"),
        ("errors in the console", str(faults["console_errors"])),
        ("refused by the report's security policy", refused or "0"),
        ("rules of axe broken", "not looked" if rules is None else str(len(rules))),
        ("charts with a description for who cannot see them", str(faults["charts_described"])),
    ]


def main() -> None:
    """Write the page."""
    build = json.loads(BUILD.read_text(encoding="utf-8"))
    facility = pd.read_csv(FACILITY)
    report = json.loads(REPORT.read_text(encoding="utf-8"))
    page = page_with_figures(PAGE.read_text(encoding="utf-8"), build, facility, report)
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
