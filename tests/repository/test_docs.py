"""Every example in the README and in the documentation runs and shows what the page says."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.repository.files import ROOT
from tests.repository.pages import Command, commands_of, examples_of, run_page

RUNNABLE = {"python", "pycon", "console"}
PAGES = [
    page
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    if page.parent.name != "reference"
    and any(example.language in RUNNABLE for example in examples_of(page.read_text(encoding="utf-8")))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page's blocks run in order, beside a copy of the example studies."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)

    run_page(page, tmp_path)


def test_the_pages_that_teach_have_examples() -> None:
    """The README, the first tour and the tutorial are run, not only read."""
    names = {str(page.relative_to(ROOT)) for page in PAGES}

    assert {"README.md", "docs/install.md", "docs/tutorial.md"} <= names


def test_every_fence_says_its_language() -> None:
    """A block without language, or with one that looks like Python but is not run, hides from this test."""
    known = RUNNABLE | {"text", "sh", "toml", "csv", "json"}
    fences = [
        f"{page.relative_to(ROOT)}:{example.line}: {example.language or 'no language'}"
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for example in examples_of(page.read_text(encoding="utf-8"))
        if example.language not in known
    ]

    assert not fences


def test_a_console_block_is_cut_into_commands() -> None:
    """Two dollars make two commands; the lines between belong to the first."""
    commands = list(commands_of("$ one --two\nshown\nmore\n$ echo $?\n3\n"))

    assert commands == [Command("one --two", "shown\nmore\n"), Command("echo $?", "3\n")]


def test_a_wrong_example_is_noticed(tmp_path: Path) -> None:
    """A page that claims 1 + 1 = 3, one that raises, and one that hides an exit code of 1 all fail."""
    for body in ("pycon\n>>> 1 + 1\n3\n", "python\nassert 1 > 2\n", "console\n$ false\n"):
        page = tmp_path / "page.md"
        page.write_text(f"```{body}```\n", encoding="utf-8")

        with pytest.raises(AssertionError):
            run_page(page, tmp_path)
