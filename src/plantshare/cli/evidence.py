"""The command `evidence`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import pandas as pd
from cyclopts import Parameter

from plantshare.cli.listing import section, table
from plantshare.cli.output import show, show_json
from plantshare.cli.parameters import Json, StudyPath
from plantshare.evidence import Conflict, conflicts, coverage
from plantshare.report.words import number, plural
from plantshare.run import plain
from plantshare.study import read_study
from plantshare.study.figures import figure_cells, ledger_of, trace_figure
from plantshare.tables import Tables

__all__ = ["evidence"]


def evidence(
    study: StudyPath,
    path: Annotated[str | None, Parameter(name="PATH")] = None,
    /,
    *,
    json: Json = False,
) -> int:
    """Show what the figures of a study rest on.

    Without PATH: how many figures of each table have a source of which grade, and every figure
    whose sources disagree. With PATH: the figure, the claim it rests on, the source, and what others say.

    Parameters
    ----------
    study
        Study folder or workbook.
    path
        A figure as table.row.column, such as plants.sunderland.capacity.
    json
        Print one JSON object and nothing else.
    """
    tables = read_study(study).tables
    if path is not None:
        tell_chain(tables, path, as_json=json)
        return 0
    cells, ledger = figure_cells(tables), ledger_of(tables)
    shares, found = coverage(cells, ledger), conflicts(cells, ledger)
    if json:
        rows = [{**asdict(conflict), "path": conflict.cell.path} for conflict in found]
        show_json(plain({"study": str(study), "coverage": shares, "conflicts": rows}))
    else:
        show(section("Figures by table and grade", coverage_table(shares)))
        show("\n" + section(f"Disagreements: {plural(len(found), 'figure')}", conflict_text(found)))
    return 0


def tell_chain(tables: Tables, path: str, *, as_json: bool) -> None:
    """Print what stands behind one figure."""
    chains = trace_figure(tables, path)
    if as_json:
        show_json(plain({"path": path, "figures": [asdict(chain) for chain in chains]}))
    else:
        show("\n\n".join(chain.words for chain in chains))


def coverage_table(shares: pd.DataFrame) -> str:
    """Return how many figures of each table rest on which grade."""
    wide = shares.pivot_table(index="table", columns="grade", values="figures", sort=False)
    grades = [str(grade) for grade in dict.fromkeys(shares["grade"])]
    rows = [
        [str(name), *(number(float(count)) for count in counts)]
        for name, counts in zip(wide.index, wide[grades].to_numpy(), strict=True)
    ]
    return table(["table", *grades], rows)


def conflict_text(found: tuple[Conflict, ...]) -> str:
    """Return every disagreement as lines."""
    return "\n".join(conflict.words for conflict in found) or "No figure has claims that disagree."
