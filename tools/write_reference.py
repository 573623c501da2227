"""Write the pages of docs/reference/ from the code, so that they cannot fall behind it.

The dictionary gives the tables, the rooms that find faults give the checks, the command line gives
the commands, the public names give the Python page, and the docstrings of the blocks give the mathematics.
"""

from __future__ import annotations

import inspect
import math
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import plantshare
from docstrings import markdown, plain
from plantshare.cli import make_app
from plantshare.cli.commands import COMMANDS
from plantshare.dictionary import Column, TableEntry, load_dictionary
from plantshare.formulation import BLOCKS
from plantshare.report.analyses import (
    DEAL_CHARTS,
    FLEXIBILITY_CHARTS,
    HURDLE_CHARTS,
    RISK_CHARTS,
    TARGET_CHARTS,
    AnalysisEntry,
)
from plantshare.report.catalogue import CHARTS
from plantshare.study.checks import CHECKS
from plantshare.tables import CODES

__all__ = ["main", "pages"]

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"
WIDTH = 90
HEAD = "<!-- Written by `make reference`; change the code instead. -->\n\n"


def pages() -> Mapping[str, str]:
    """Return the text of every reference page by file name."""
    writers: dict[str, Callable[[], str]] = {
        "tables.md": tables_page,
        "blocks.md": blocks_page,
        "checks.md": checks_page,
        "commands.md": commands_page,
        "charts.md": charts_page,
        "api.md": api_page,
    }
    return {name: HEAD + write().strip() + "\n" for name, write in writers.items()}


def tables_page() -> str:
    """Return the page of every table and column, and of the settings."""
    dictionary = load_dictionary()
    parts = [
        "# Tables and columns",
        "A study holds `study.toml` and these tables, one CSV file or one sheet each. A column marked "
        "*required* has no default; *by year* columns may be overridden in `<table>_by_year.csv`; "
        "*uncertain* columns may differ between futures that are planned together.",
        "| table | rows |\n| --- | --- |\n"
        + "\n".join(
            f"| [`{entry.name}`](#{entry.name}) | {cell(entry.text)} |"
            for entry in dictionary.tables.values()
        ),
        "## Settings {#study}",
        "The keys of `study.toml`.",
        columns_table(dictionary.settings.values(), key=()),
    ]
    parts += [table_section(entry) for entry in dictionary.tables.values()]
    return "\n\n".join(parts)


def table_section(entry: TableEntry) -> str:
    """Return the section of one table."""
    lines = [f"## {entry.title} {{#{entry.name}}}", entry.text]
    key = " and ".join(f"`{name}`" for name in entry.key)
    file = f"`{entry.name}.csv`; a row is named by {key}."
    if entry.by_year:
        file += f" Values by year: `{entry.name}_by_year.csv`."
    if entry.aliases:
        file += " Also read as " + ", ".join(f"`{alias}`" for alias in entry.aliases) + "."
    return "\n\n".join([*lines, file, columns_table(entry.columns.values(), entry.key)])


def columns_table(columns: Iterable[Column], key: tuple[str, ...]) -> str:
    """Return one row for each column."""
    head = "| column | holds | unit | default | meaning | read by |\n| --- | --- | --- | --- | --- | --- |"
    rows = [
        f"| `{column.name}` | {cell(holds(column))} | {unit(column)} | {default(column, key)} "
        f"| {cell(meaning(column))} | {', '.join(readers(column))} |"
        for column in columns
    ]
    return "\n".join([head, *rows])


def holds(column: Column) -> str:
    """Return what a cell of the column may hold."""
    if column.kind == "label":
        return "short name"
    if column.kind in ("link", "links"):
        count = "name from" if column.kind == "link" else "names from"
        return f"{count} [{column.to}](#{column.to})"
    if column.choices:
        return ", ".join(f"`{choice}`" for choice in column.choices)
    return {"flag": "`true` or `false`", "whole": "whole number"}.get(column.kind, column.kind) + bounds(
        column
    )


def bounds(column: Column) -> str:
    """Return the bounds of a number in words."""
    if column.low is None and column.high is None:
        return ""
    if column.high is None:
        return f", at least {column.low:g}"
    if column.low is None:
        return f", at most {column.high:g}"
    return f", {column.low:g} to {column.high:g}"


def unit(column: Column) -> str:
    """Return the unit of a column, where it has one."""
    return f"`{column.unit}`" if column.unit else ""


def default(column: Column, key: tuple[str, ...]) -> str:
    """Return the default of a column in words."""
    if column.required or column.name in key:
        return "*required*"
    if column.default is None or (isinstance(column.default, float) and math.isnan(column.default)):
        return "empty"
    if isinstance(column.default, bool):
        return "`true`" if column.default else "`false`"
    if isinstance(column.default, float) and math.isinf(column.default):
        return "no limit"
    return f"`{column.default}`" if column.default != "" else "empty"


def meaning(column: Column) -> str:
    """Return the text of a column with its symbol, aliases and marks."""
    marks = []
    if column.symbol:
        marks.append(f"Symbol {column.symbol}.")
    if column.by_year or column.uncertain:
        words = ["by year"] * column.by_year + ["uncertain"] * column.uncertain
        marks.append(f"*{', '.join(words).capitalize()}.*")
    if column.aliases:
        marks.append("Also " + ", ".join(f"`{alias}`" for alias in column.aliases) + ".")
    return " ".join([column.text, *marks])


def readers(column: Column) -> list[str]:
    """Return who reads a column: blocks of the program, and other rooms."""
    blocks = [
        f"[{block.__name__}](blocks.md#{anchor(block)})" for block in BLOCKS if column.key in block.reads
    ]
    return blocks + list(column.read_by)


def anchor(block: type) -> str:
    """Return the anchor of a block's section."""
    return block.__name__.lower()


def blocks_page() -> str:
    """Return the page of every block of the program: its docstring is its mathematics."""
    parts = [
        "# Blocks of the program",
        "Each block adds its variables, limits and cost lines to the program, in this order. Formulas "
        "are in plain index notation; the symbols stand in the [tables](tables.md).",
    ]
    for block in BLOCKS:
        reads = ", ".join(f"[`{key}`](tables.md#{key.split('.')[0]})" for key in block.reads)
        parts += [
            f"## {block.__name__} {{#{anchor(block)}}}",
            markdown(block.__doc__),
            f"Columns read: {reads}." if reads else "",
        ]
    return "\n\n".join(part for part in parts if part)


def checks_page() -> str:
    """Return the page of every code that a fault or a warning can carry."""
    parts = [
        "# Checks",
        "Every message about a study ends with one of these codes. All faults are listed at once, with file, "
        "row, column, what was found, what was wanted and what to do. A fault stops the study from "
        "loading (exit code 3); a warning does not.",
        "## Files, cells and links",
        "Found while the files are read.",
    ]
    parts += [f"### {code} {{#{code}}}\n\n{text}" for code, text in CODES.items()]
    parts += ["## What the figures say", "Found once the files can be read."]
    for check in CHECKS:
        kind = "Fault" if check.severity == "error" else "Warning"
        parts.append(f"### {check.code} {{#{check.code}}}\n\n*{kind}: {check.title}.* {plain(check.text)}")
    return "\n\n".join(parts)


def commands_page() -> str:
    """Return the page of every command with its arguments, as its own help tells them."""
    parts = [
        "# Commands",
        "Results go to standard output, progress and messages to standard error. "
        "[Results and runs](../results.md#exit-codes) lists the exit codes.",
    ]
    for name in COMMANDS:
        app = make_app(name)[name]
        parts.append(app.generate_docs(heading_level=2, usage_name=f"plantshare {name}").strip())
    return "\n\n".join(parts)


def charts_page() -> str:
    """Return the page of every chart, with its picture from the United Kingdom study."""
    parts = [
        "# Charts",
        "Every answer has a picture. The report shows them all; `plantshare chart RUN NAME` shows one in the "
        "terminal, and writes it with `--png`, `--svg`, `--json` or `--csv`. In a notebook, "
        "`plantshare.draw(NAME, result)` shows itself. The title states the finding and is made from the "
        "numbers of the run.",
        "The pictures below are of the United Kingdom 2026 study with sharing on. Nearly all of its figures "
        "are [assumed](../uk-2026.md); each picture says so.",
    ]
    for name, entry in CHARTS.items():
        command = f"plantshare chart RUN {name}" + (" --before RUN" if entry.of_two else "")
        parts += [
            f"## {name} {{#{name}}}",
            entry.text,
            f"`{command}`",
            f"![{entry.text}](../charts/{name}.svg)",
        ]
    parts.append("# Charts of what an analysis has found")
    parts.append(
        "These come with the command of the analysis, and stand in a section of its report. "
        "In Python, `draw_analysis` of `plantshare.report.analyses` draws one."
    )
    parts.append("\n".join(["| Chart | Command | What it shows |", "|---|---|---|", *analysis_rows()]))
    return "\n\n".join(parts)


def analysis_rows() -> list[str]:
    """Return a row for each chart of an analysis, with the command that draws it."""
    families: dict[str, Mapping[str, AnalysisEntry[Any]]] = {  # Any: each family has findings of its own.
        "flexibility STUDY --chart FILE": FLEXIBILITY_CHARTS,
        "risk STUDY --chart FILE": RISK_CHARTS,
        "deal STUDY DEAL --out FILE": DEAL_CHARTS,
        "hurdles STUDY DEAL --out FILE": HURDLE_CHARTS,
        "target STUDY --out FILE": TARGET_CHARTS,
    }
    return [
        f"| {name} | `plantshare {command}` | {entry.text} |"
        for command, family in families.items()
        for name, entry in family.items()
    ]


def api_page() -> str:
    """Return the page of every public name of the package."""
    parts = [
        "# Python",
        "These names are public: `from plantshare import ...`. Everything else may change.",
    ]
    for name in plantshare.__all__:
        thing = getattr(plantshare, name)
        parts += [f"## {name} {{#{name}}}", *described(name, thing)]
        if inspect.isclass(thing):
            for member, part in public_members(thing):
                parts += [f"### {name}.{member}", *described(member, part)]
    return "\n\n".join(part for part in parts if part)


def described(name: str, thing: object) -> list[str]:
    """Return the signature and the docstring of a public thing."""
    target = thing.fget if isinstance(thing, property) else thing
    lines = []
    if callable(target) and not isinstance(thing, property) and not is_error(thing):
        lines.append(f"```python\n{name}{signature(target)}\n```")
    return [*lines, markdown(inspect.getdoc(target))]


def signature(thing: Callable[..., object]) -> str:
    """Return a signature that breaks into one line per argument where it is long."""
    found = inspect.signature(thing)
    arguments: list[str] = []
    for argument in found.parameters.values():
        if argument.name == "self":
            continue
        if argument.kind is argument.KEYWORD_ONLY and not any(each.startswith("*") for each in arguments):
            arguments.append("*")
        arguments.append(argument_text(argument))
    end = f" -> {found.return_annotation}" if inspect.isroutine(thing) else ""
    line = f"({', '.join(arguments)}){end}"
    return line if len(line) <= WIDTH else "(\n    " + ",\n    ".join(arguments) + f",\n){end}"


def argument_text(argument: inspect.Parameter) -> str:
    """Return one argument with its type and default; annotations are text, as every file defers them."""
    star = "**" if argument.kind is argument.VAR_KEYWORD else ""
    text = f"{star}{argument.name}: {argument.annotation}"
    if argument.default is argument.empty:
        return text
    made = type(argument.default).__module__ == "dataclasses"
    return f"{text} = {'...' if made else repr(argument.default)}"


def public_members(thing: type) -> list[tuple[str, object]]:
    """Return the methods and properties that a class shows, in the order of its code."""
    return [
        (name, part)
        for name, part in vars(thing).items()
        if (name == "__getitem__" or not name.startswith("_"))
        and (inspect.isfunction(part) or isinstance(part, property))
    ]


def is_error(thing: object) -> bool:
    """Return whether a thing is an error class, which users catch and do not make."""
    return inspect.isclass(thing) and issubclass(thing, Exception)


def cell(text: str) -> str:
    """Return text that may stand in a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")


def main() -> int:
    """Write every page that differs, and say which."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        page = REFERENCE / name
        if not page.exists() or page.read_text(encoding="utf-8") != text:
            page.write_text(text, encoding="utf-8")
            print(f"wrote docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
