"""The archive that a workbook is, looked at before anything is unpacked for use."""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np

from plantshare.errors import Problem
from plantshare.tables import limits

__all__ = ["SheetPart", "inspect_archive"]

BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
ROW = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{0,3}(\d{1,9})""")
COLUMN = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})\d""")
SHARED = re.compile(rb"""\bt\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>(\d{1,9})<""")
BLANK = b"\xef\xbb\xbf \r\n\t"
ENCODING = re.compile(rb"""^<\?xml[^>]*\bencoding\s*=\s*["']([^"']*)""")
DECLARED = (b"<!DOCTYPE", b"<!ENTITY")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""What reading a damaged, encrypted or unusual archive raises; RuntimeError covers missing methods."""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of a workbook, as its archive holds it.

    Parameters
    ----------
    name
        Name that the user sees.
    content
        XML of the sheet.
    """

    name: str
    content: bytes


def inspect_archive(file: Path) -> tuple[list[SheetPart], Problem | None]:
    """Return the sheets of a workbook, or the fault that keeps it from being opened.

    Refused are archives that are damaged or locked, that hold macros, or that would grow beyond
    measure: by their parts, by cells at far corners, or by long words repeated in many cells.
    """
    try:
        if file.stat().st_size > limits.WORKBOOK_BYTES:
            return [], too_large(file, f"more than {limits.WORKBOOK_BYTES} bytes")
        with zipfile.ZipFile(file) as archive:
            growth = growth_of(archive)
            if growth is not None:
                return [], too_large(file, growth)
            if any("vbaproject" in name.casefold() for name in archive.namelist()):
                return [], macros(file)
            check_sums(archive)
            parts = sheet_parts(archive)
            words = shared_lengths(archive)
    except (*DAMAGE, ElementTree.ParseError, KeyError) as fault:
        return [], broken(file.name, str(fault) or "not a workbook")
    for part in parts:
        reason = far_corner(part) or repeated_words(part, words)
        if reason is not None:
            return [], too_large(file, f"{reason} in the sheet '{part.name}'")
    return parts, None


def growth_of(archive: zipfile.ZipFile) -> str | None:
    """Return why the archive would grow too much on unpacking, by its own account, or none."""
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.ENTRIES:
        return f"{len(entries)} parts"
    if unpacked > limits.UNPACKED_BYTES:
        return f"{unpacked} bytes once unpacked"
    sizes = [(unpacked, packed), *((entry.file_size, entry.compress_size) for entry in entries)]
    for large, small in sizes:
        if large > limits.RATIO_FROM_BYTES and large > limits.RATIO * max(small, 1):
            return f"parts that grow {large // max(small, 1)} times on unpacking"
    return None


def check_sums(archive: zipfile.ZipFile) -> None:
    """Unpack every part once and drop it, so that one which lies about its size is found.

    Raises
    ------
    zipfile.BadZipFile
        If a part does not have the size and sum that it declares, or stands there twice.
    """
    names = [name.casefold() for name in archive.namelist()]
    if len(set(names)) < len(names):
        raise zipfile.BadZipFile("two parts have the same name")
    damaged = archive.testzip()
    if damaged is not None:
        raise zipfile.BadZipFile(f"the part {damaged} is damaged")


def sheet_parts(archive: zipfile.ZipFile) -> list[SheetPart]:
    """Return the sheets in the order of the workbook.

    Raises
    ------
    KeyError
        If the archive lacks a part that every workbook has.
    """
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in ElementTree.fromstring(plain_xml(archive, LINKS)).iter()
    }
    parts = []
    for element in ElementTree.fromstring(plain_xml(archive, BOOK)).iter():
        if local(element.tag) != "sheet":
            continue
        link = next((value for key, value in element.attrib.items() if local(key) == "id"), None)
        place = posixpath.normpath(posixpath.join("/xl", targets[link])).lstrip("/")
        parts.append(SheetPart(name=element.get("name", ""), content=plain_xml(archive, place)))
    return parts


def plain_xml(archive: zipfile.ZipFile, place: str) -> bytes:
    """Return a part that is XML in UTF-8 without declarations of its own.

    Another encoding could hide a declaration, and declared entities can grow without end.

    Raises
    ------
    zipfile.BadZipFile
        If the part is anything else.
    """
    content = archive.read(place)
    encoding = ENCODING.match(content.lstrip(BLANK))
    is_plain = (
        content.lstrip(BLANK)[:1] == b"<"
        and (encoding is None or encoding[1].upper() in (b"UTF-8", b"US-ASCII"))
        and not any(word in content for word in DECLARED)
    )
    if not is_plain:
        raise zipfile.BadZipFile(f"the part {place} is not plain XML in UTF-8")
    return content


def local(tag: str) -> str:
    """Return the name of a tag without its namespace."""
    return tag.rsplit("}", 1)[-1]


def far_corner(part: SheetPart) -> str | None:
    """Return that the cells of a sheet span more than it may, or none.

    A cell at the far corner of an empty sheet makes a table of all that lies between.
    """
    row = max(map(int, set(ROW.findall(part.content))), default=0)
    column = max(map(column_number, set(COLUMN.findall(part.content))), default=0)
    if row > limits.ROWS or column > limits.COLUMNS or row * column > limits.CELLS:
        return f"cells as far as row {row} and column {column}"
    return None


def column_number(letters: bytes) -> int:
    """Return the number of a column from its letters, from 1; none give 0.

    Examples
    --------
    >>> column_number(b"A"), column_number(b"AB"), column_number(b"XFD")
    (1, 28, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def shared_lengths(archive: zipfile.ZipFile) -> np.ndarray:
    """Return the length of each word in the list that cells refer to, bytes."""
    name = next((name for name in archive.namelist() if name.endswith("/sharedStrings.xml")), None)
    if name is None:
        return np.zeros(0)
    pieces = re.split(rb"<(?:\w+:)?si[ >/]", archive.read(name))[1:]
    return np.array([len(piece) for piece in pieces], dtype=float)


def repeated_words(part: SheetPart, lengths: np.ndarray) -> str | None:
    """Return that the cells repeat more text than a sheet may hold, or none."""
    if len(lengths) == 0 or lengths.max() * part.content.count(b"<") < limits.TEXT_BYTES:
        return None
    used = np.array(SHARED.findall(part.content), dtype=float)
    total = lengths[used[used < len(lengths)].astype(int)].sum()
    return f"{total:.0f} bytes of repeated text" if total > limits.TEXT_BYTES else None


def too_large(file: Path, found: str) -> Problem:
    """Return the fault of a workbook that would take up too much."""
    return Problem(
        code="workbook-too-large",
        file=file.name,
        found=found,
        wanted=f"a workbook of at most {limits.CELLS} cells a sheet",
        fix="Save the study's own tables as a new workbook, or give them as CSV files in a folder.",
    )


def macros(file: Path) -> Problem:
    """Return the fault of a workbook that holds a program."""
    return Problem(
        code="workbook-macros",
        file=file.name,
        found="a workbook with macros",
        wanted="a workbook without any program in it",
        fix="Save it as .xlsx, which drops the macros.",
    )


def broken(name: str, reason: str) -> Problem:
    """Return the fault of a file that is no workbook, or a damaged or locked one."""
    return Problem(
        code="workbook-broken",
        file=name,
        found=f"a file that cannot be opened as a workbook ({reason[:100].rstrip('.')})",
        wanted="an .xlsx workbook without password",
        fix="Open it in your spreadsheet program and save it again as .xlsx, without password.",
    )
