"""Folders that are there whole or not at all, also when the process is killed half-way."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

__all__ = ["clear_leftovers", "is_hidden", "new_folder"]

WRITING = ".writing"


def is_hidden(name: str) -> bool:
    """Return whether readers leave a folder of this name alone."""
    return name.startswith(".")


@contextmanager
def new_folder(parent: Path, name: str) -> Iterator[Path]:
    """Give a hidden folder to write into, which takes its name in one step once all is on disk.

    The hidden name holds machine and process, so that :func:`clear_leftovers` can tell a folder that
    is being written from one whose writer is dead.

    Raises
    ------
    FileExistsError
        If ``parent`` has something of this name already; nothing is overwritten.
    """
    parent.mkdir(parents=True, exist_ok=True)
    aside = parent / f"{WRITING}~{machine()}~{os.getpid()}~{uuid4().hex[:8]}"
    aside.mkdir()
    try:
        yield aside
        flush(aside)
        if (parent / name).exists():
            raise FileExistsError(name)
        # Renaming onto a folder with content fails, so a writer that was faster is not overwritten.
        aside.rename(parent / name)
        flush_names(parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def clear_leftovers(parent: Path) -> None:
    """Remove what writers that are dead left behind."""
    for folder in parent.glob(f"{WRITING}~*"):
        parts = folder.name.split("~")
        if len(parts) == 4 and parts[1] == machine() and parts[2].isdigit() and not is_alive(int(parts[2])):
            shutil.rmtree(folder, ignore_errors=True)


def machine() -> str:
    """Return the name of this machine as it may stand in a file name."""
    return "".join(letter if letter.isalnum() else "-" for letter in socket.gethostname()) or "here"


def is_alive(process: int) -> bool:
    """Return whether a process of this machine runs; where that cannot be told, it is taken to run."""
    if os.name == "nt":
        # There, signal 0 would end the process instead of asking after it.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def flush(folder: Path) -> None:
    """Put every file of a folder, and the names in it, on disk."""
    for place, _, files in os.walk(folder):
        for file in files:
            with (Path(place) / file).open("r+b") as stream:
                os.fsync(stream.fileno())
        flush_names(Path(place))


def flush_names(folder: Path) -> None:
    """Put the names in a folder on disk, where the system can."""
    # Windows opens no folders; its file system keeps names in order by itself.
    with suppress(PermissionError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
