"""Files and folders that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from plantshare.errors import Problem, StudyError

__all__ = ["already_there", "file_aside", "folder_aside"]


def beside(target: Path, purpose: str) -> Path:
    """Return a new hidden name in the folder of ``target``."""
    return target.with_name(f".{target.name}.{purpose}-{uuid4().hex[:8]}")


def already_there(target: Path) -> StudyError:
    """Return the refusal to overwrite."""
    problem = Problem(
        code="study-exists",
        file=target.name,
        found="a file or folder of this name that is not empty",
        wanted="a new name",
        fix="Choose another name, or ask for it to be replaced.",
    )
    return StudyError([problem])


@contextmanager
def folder_aside(target: Path, *, replace: bool, is_ours: Callable[[str], bool]) -> Iterator[Path]:
    """Give a new folder to write into; it takes the name of ``target`` once all is written.

    Parameters
    ----------
    replace
        Whether a folder with content may be replaced. Files in it that are not part of a study
        are kept.
    is_ours
        Says by name which files of the old folder are replaced.

    Raises
    ------
    StudyError
        If something stands at ``target`` that may not be replaced.
    """
    target = target.absolute()
    is_full = target.is_dir() and any(target.iterdir())
    if target.is_symlink() or (target.exists() and not target.is_dir()) or (is_full and not replace):
        raise already_there(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = beside(target, "new")
    aside.mkdir()
    try:
        yield aside
        if is_full:
            swap(target, aside, is_ours)
        else:
            aside.rename(target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def swap(target: Path, aside: Path, is_ours: Callable[[str], bool]) -> None:
    """Put the new folder in place of the old one, and take along what is not part of the study."""
    old = beside(target, "old")
    target.rename(old)
    try:
        aside.rename(target)
    except OSError:
        old.rename(target)
        raise
    for entry in old.iterdir():
        if not is_ours(entry.name):
            entry.rename(target / entry.name)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def file_aside(target: Path, *, replace: bool) -> Iterator[Path]:
    """Give the name of a new file to write; it takes the name of ``target`` once all is written.

    Raises
    ------
    StudyError
        If something stands at ``target`` that may not be replaced.
    """
    target = target.absolute()
    if target.is_dir() or (not replace and (target.exists() or target.is_symlink())):
        raise already_there(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = beside(target, "new")
    try:
        yield aside
        os.replace(aside, target)
    finally:
        aside.unlink(missing_ok=True)
