"""The example studies that travel with the package."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from plantshare.errors import RunError
from plantshare.tables.aside import folder_aside

__all__ = ["EXAMPLES", "copy_example", "example_path"]

EXAMPLES = ("two-plants", "toy-plan", "flexibility-10x10", "flexibility-gm", "uk-2026")
"""Names of the studies that ship, the smallest first."""

SETTINGS = "study.toml"


def example_path(name: str) -> Path:
    """Return the folder of an example study.

    A wheel carries the examples inside the package; a checkout has them at its root.

    Raises
    ------
    RunError
        If there is no such example, or the installation lacks it.
    """
    if name not in EXAMPLES:
        raise RunError(f"no example '{name}'; there are {', '.join(EXAMPLES)}.")
    package = Path(str(resources.files("plantshare")))
    for folder in (package / "examples" / name, package.parents[1] / "examples" / name):
        if (folder / SETTINGS).is_file():
            return folder
    raise RunError(f"the example '{name}' is not part of this installation; install Plantshare again.")


def copy_example(name: str, folder: Path) -> None:
    """Copy an example study to a new folder, whole or not at all.

    Raises
    ------
    RunError
        If there is no such example.
    StudyError
        If the folder is there and not empty.
    """
    source = example_path(name)
    with folder_aside(folder, replace=False, is_ours=lambda _: False) as aside:
        shutil.copytree(source, aside, dirs_exist_ok=True)
