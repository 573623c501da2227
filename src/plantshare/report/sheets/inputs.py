"""The sheets of inputs and sources: every figure of the study, its grade, and where it is from."""

from __future__ import annotations

from collections.abc import Mapping

from plantshare.dictionary import load_dictionary
from plantshare.evidence import Chain, Source, addresses, chain
from plantshare.evidence.records import GRADES
from plantshare.report.chart import Cell, Field
from plantshare.report.evidence import GRADE_WORDS, Evidence, evidence_of, sources_of, title_of
from plantshare.report.sheets.look import Paper, begin, print_as, write_rows
from plantshare.study import Study
from plantshare.tables.header_units import shown_unit

__all__ = ["write_inputs", "write_sources"]

INPUTS = (
    Field(name="path", label="Path"),
    Field(name="what", label="Figure"),
    Field(name="year", label="Year", kind="year"),
    Field(name="value", label="Value, in its unit", kind="number", digits=4),
    Field(name="unit", label="Unit"),
    Field(name="grade", label="Grade"),
    Field(name="means", label="Grade in words"),
    Field(name="shown", label="Named in the report", kind="flag"),
    Field(name="words", label="How it was had"),
    Field(name="source", label="Source"),
)
SOURCES = (
    Field(name="source", label="Source"),
    Field(name="title", label="Title"),
    Field(name="publisher", label="Publisher"),
    Field(name="published", label="Published"),
    Field(name="read", label="Read"),
    Field(name="licence", label="Licence"),
    Field(name="url", label="Address"),
)


def write_inputs(paper: Paper, study: Study, named: Mapping[str, object]) -> Mapping[str, Source]:
    """Write every figure of the study; return the sources of all of them.

    Parameters
    ----------
    named
        Paths that the report names; such figures are marked.
    """
    evidence = evidence_of(study)
    chains = chain(evidence.cells, evidence.ledger, "", addresses(evidence.cells))
    rows = [row_of(each, evidence, named) for each in chains]
    top = begin(
        paper,
        (
            "Every figure behind the answer",
            "Values in the unit beside them; shares are between 0 and 1. The path is table.row.column, and "
            "the year where a figure has one",
            "Grades: " + "; ".join(f"{grade} {GRADE_WORDS[grade]}" for grade in GRADES),
        ),
    )
    write_rows(paper, top, INPUTS, rows)
    print_as(paper, head=top)
    return evidence.ledger.sources


def row_of(found: Chain, evidence: Evidence, named: Mapping[str, object]) -> dict[str, Cell]:
    """Return one figure as a row."""
    cell = found.cell
    column = load_dictionary().tables[cell.table].columns[cell.column]
    currency = str(evidence.study.settings["currency"])
    general = f"{cell.table}.{cell.row}.{cell.column}"
    return {
        "path": cell.path,
        "what": f"{title_of(cell.column, column)}: {evidence.names.words(cell.table, cell.row)}",
        "year": cell.year,
        "value": found.value,
        "unit": shown_unit(column, currency) or "",
        "grade": found.grade,
        "means": GRADE_WORDS[found.grade],
        "shown": general in named or cell.path in named,
        "words": evidence.words_of(found),
        "source": "; ".join(evidence.ledger.sources[name].words for name in dict.fromkeys(sources_of(found))),
    }


def write_sources(paper: Paper, sources: Mapping[str, Source]) -> None:
    """Write every source of the study."""
    rows = [{each.name: str(getattr(source, each.name)) for each in SOURCES} for source in sources.values()]
    top = begin(paper, ("Sources", "What the figures rest on; addresses are words, not links"))
    write_rows(paper, top, SOURCES, rows)
    print_as(paper, head=top)
