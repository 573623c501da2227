"""Text of one file of a study folder, read with suspicion."""

from __future__ import annotations

import codecs
from pathlib import Path

from plantshare.errors import Problem

__all__ = ["read_text"]

WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


def read_text(file: Path, limit: int) -> str | Problem:
    """Return the text of a file, or the one fault that keeps it from being read.

    The file must be an ordinary file inside its folder, no larger than ``limit`` bytes, and hold
    UTF-8, with or without byte order mark.
    """
    refused = refuse_place(file)
    if refused is not None:
        return refused
    try:
        with file.open("rb") as stream:
            content = stream.read(limit + 1)
    except OSError as fault:
        return unreadable(file, fault.strerror or "a fault of the disk")
    if len(content) > limit:
        return Problem(
            code="file-too-large",
            file=file.name,
            found=f"more than {limit} bytes",
            wanted=f"at most {limit} bytes",
            fix="Keep only the rows in use.",
        )
    return decode(file.name, content)


def refuse_place(file: Path) -> Problem | None:
    """Return why a name in the folder must not be opened: it leads outside, or is no file."""
    try:
        folder, place = file.parent.resolve(), file.resolve(strict=True)
        if not place.is_relative_to(folder):
            return Problem(
                code="path-outside",
                file=file.name,
                found="a link that leaves the study's folder",
                wanted="a file inside the folder",
                fix="Copy the file into the folder in place of the link.",
            )
        return None if place.is_file() else unreadable(file, "something that is not a file")
    except (OSError, RuntimeError) as fault:
        # Python 3.11 raises RuntimeError for links that run in a circle.
        return unreadable(file, getattr(fault, "strerror", None) or "a link that leads nowhere")


def unreadable(file: Path, found: str) -> Problem:
    """Return the fault of a file that cannot be opened."""
    return Problem(
        code="file-unreadable",
        file=file.name,
        found=found,
        wanted="a file that can be read",
        fix="Check what stands under this name and whether you may read it.",
    )


def decode(name: str, content: bytes) -> str | Problem:
    """Return the content as text, or the fault that names the line of the first wrong byte."""
    if content.startswith(WIDE_MARKS):
        return wrong_encoding(name, 1, "text in UTF-16 or UTF-32")
    if b"\0" in content:
        return Problem(
            code="nul-byte",
            file=name,
            row=content.count(b"\n", 0, content.index(b"\0")) + 1,
            found="a NUL byte, which no text holds",
            wanted="plain text in UTF-8",
            fix="The file is binary, damaged or in UTF-16; save it again as CSV in UTF-8.",
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        found = f"the byte 0x{content[fault.start]:02X}, as in text in Latin-1 or Windows-1252"
        return wrong_encoding(name, line, found)


def wrong_encoding(name: str, line: int, found: str) -> Problem:
    """Return the fault of text that is not UTF-8."""
    return Problem(
        code="encoding",
        file=name,
        row=line,
        found=found,
        wanted="text in UTF-8",
        fix="Save the file again as 'CSV UTF-8'.",
    )
