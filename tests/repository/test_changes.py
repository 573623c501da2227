"""Every change fragment can be sorted into the change log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CHANGES = Path(__file__).resolve().parents[2] / "changes"
FRAGMENTS = sorted(path for path in CHANGES.iterdir() if path.name != "README.md")
NAME = re.compile(r"(?P<issue>\d+)(-(?P<word>[a-z]+))?\.(?P<kind>[a-z]+)\.md")


def known_kinds() -> set[str]:
    """Return the kinds that the README explains in its table."""
    return set(re.findall(r"^\| `([a-z]+)` \|", (CHANGES / "README.md").read_text(encoding="utf-8"), re.M))


def test_the_readme_explains_the_four_kinds() -> None:
    """The table has one row for each of added, changed, fixed and removed."""
    assert known_kinds() == {"added", "changed", "fixed", "removed"}


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_a_fragment_names_its_issue_and_a_known_kind(path: Path) -> None:
    """A name reads issue, word, kind: 2-evidence.added.md."""
    name = NAME.fullmatch(path.name)

    assert name is not None, f"call it <issue>[-word].<kind>.md, not {path.name}"
    assert name["kind"] in known_kinds()


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_a_fragment_is_one_or_more_full_sentences(path: Path) -> None:
    """The text begins with a capital or a command, ends with a full stop and has no heading."""
    text = path.read_text(encoding="utf-8").strip()

    assert text.endswith(".")
    assert text[0].isupper() or text[0] == "`"
    assert "\n#" not in text
