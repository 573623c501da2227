"""The reference is current and complete: tables, blocks, checks, commands and public names."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import plantshare
from plantshare.dictionary import Column, load_dictionary
from plantshare.formulation import BLOCKS
from tests.repository.files import ROOT
from write_reference import REFERENCE, pages

SOURCE = ROOT / "src" / "plantshare"
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}
COLUMNS = [column for entry in load_dictionary().tables.values() for column in entry.columns.values()]
READ_BY_BLOCKS = {key for block in BLOCKS for key in block.reads}


def words(tree: ast.AST) -> Iterator[str]:
    """Yield every string and every attribute name of a file: the ways in which code names a column."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Attribute):
            yield node.attr


NAMED = {word.rsplit(".", 1)[-1] for tree in TREES.values() for word in words(tree)}


@pytest.mark.parametrize(
    "name", ["tables.md", "blocks.md", "checks.md", "commands.md", "charts.md", "api.md"]
)
def test_a_reference_page_is_what_the_code_says(name: str) -> None:
    """The committed page equals the page written now; `make reference` brings it up to date."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_every_column_has_a_reader(column: Column) -> None:
    """A key names the row; any other column is read by a block, by a room, or is marked information."""
    key = load_dictionary().tables[column.table].key

    assert column.name in key or column.key in READ_BY_BLOCKS or column.read_by


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_a_reader_names_the_column(column: Column) -> None:
    """A column that is not mere information is named somewhere in the code, as text or as attribute."""
    if column.read_by != ("information",):
        assert column.name in NAMED


@pytest.mark.parametrize("name", load_dictionary().settings)
def test_every_setting_is_named_in_the_code(name: str) -> None:
    """A setting that no line of code names has no effect."""
    assert name in NAMED


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.__name__)
def test_a_block_reads_columns_that_exist_and_lists_each_that_it_names(block: type) -> None:
    """Each `study["table.column"]` in the file of a block stands in the reads of some block there."""
    dictionary = load_dictionary()
    for key in block.reads:
        assert dictionary.column(key).key == key
    assert len(set(block.reads)) == len(block.reads)
    tree = TREES[Path(inspect.getfile(block))]
    keys = {column.key for column in COLUMNS}
    used = {word for word in subscripts(tree) if word in keys}
    listed = {key for each in BLOCKS if each.__module__ == block.__module__ for key in each.reads}
    assert used - READ_BY_BLOCKS == set()
    assert listed


def subscripts(tree: ast.AST) -> Iterator[str]:
    """Yield every text that stands in square brackets."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            yield str(node.slice.value)


def codes_in(tree: ast.AST) -> Iterator[str]:
    """Yield every code that a file gives to a problem."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                    yield str(keyword.value.value)


@pytest.mark.parametrize("path", TREES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_code_of_a_fault_is_explained(path: Path) -> None:
    """Each code that a file writes out has a section of its own on the page of checks."""
    checks = pages()["checks.md"]

    assert [code for code in codes_in(TREES[path]) if f"{{#{code}}}" not in checks] == []


@pytest.mark.parametrize("name", plantshare.__all__)
def test_every_public_name_has_a_docstring(name: str) -> None:
    """A public name starts with a full sentence, and so does each method that it shows."""
    thing = getattr(plantshare, name)
    parts = [thing]
    if inspect.isclass(thing):
        parts += [part for key, part in vars(thing).items() if inspect.isfunction(part) and key[0] != "_"]
    for part in parts:
        first = (inspect.getdoc(part) or "").split("\n\n")[0]
        assert first.rstrip().endswith((".", ":")), part


@pytest.mark.parametrize("name", plantshare.__all__)
def test_every_argument_of_a_public_function_is_explained(name: str) -> None:
    """The section Parameters names each argument of a function."""
    thing = getattr(plantshare, name)
    if inspect.isfunction(thing):
        text = inspect.getdoc(thing) or ""
        for argument in inspect.signature(thing).parameters:
            assert f"\n{argument}\n" in text, argument
