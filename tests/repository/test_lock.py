"""constraints.txt pins what pyproject.toml asks for, and nothing else about the outside."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repository.files import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"].values()
ASKED = sorted({*PROJECT["dependencies"], *(each for extra in EXTRAS for each in extra)})
PINS = [
    Requirement(line)
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("line", [line for line in ASKED if not line.startswith("plantshare")])
def test_every_dependency_is_pinned_to_a_version_it_allows(line: str) -> None:
    """A dependency that was added or raised without `make lock` has no fitting pin."""
    asked = Requirement(line)
    pins = [pin for pin in PINS if canonicalize_name(pin.name) == canonicalize_name(asked.name)]

    assert pins, "run make lock"
    for pin in pins:
        version = re.fullmatch(r"==(.+)", str(pin.specifier))
        assert version is not None
        assert asked.specifier.contains(version[1]), "run make lock"


def test_every_pin_is_exact_and_names_no_address() -> None:
    """A pin reads name==version, perhaps with a marker."""
    assert all(pin.url is None and str(pin.specifier).startswith("==") for pin in PINS)
