"""What must not stand in any file of the project, and which name our code does not use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.repository.files import ROOT, project_files

# Each pattern has one letter in brackets, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a path of one machine": r"(?<![\w.])/(w[o]rk|ro[o]t|ho[m]e|tm[p]|o[p]t)/\w",
    "a path outside the project": r"\.\./share[d]",
    "an address to install from": r"py[p]i\.org|pythonhoste[d]|npmj[s]|[-_]index[-_]ur[l]|find-link[s]",
}
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def readable(path: Path) -> str | None:
    """Return the text of a file, or nothing where it is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    """Every text file is searched line by line; a hit is listed with file and line."""
    pattern = re.compile(FORBIDDEN[what])
    hits = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in project_files()
        for number, line in enumerate((readable(path) or "").splitlines(), start=1)
        if pattern.search(line)
    ]

    assert not hits


def given_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield the line and text of every name that a file gives to something."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.Attribute(attr=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.alias(asname=str(name)):
                yield 0, name


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_our_code_says_vehicle_program_or_study(path: Path) -> None:
    """The bare word model means all three, so no name that we give holds it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    hits = [
        f"line {line}: {name}"
        for line, name in given_names(tree)
        if {"model", "models"} & set(name.lower().split("_"))
    ]

    assert not hits


def test_the_search_for_names_finds_each_kind_of_name() -> None:
    """One snippet gives the name as argument, variable, attribute, alias and function: five hits."""
    snippet = "import a as model\ndef model(model):\n    model = 1\n    a.model = 2\n"

    assert [name for _, name in given_names(ast.parse(snippet))].count("model") == 5
