"""Damaged studies end with a list of faults, never with a traceback, and reading writes nothing.

The number of mutated studies is moderate by default; the environment variable
PLANTSHARE_MUTATIONS sets it, folders and workbooks together.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import io
import os
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from plantshare.dictionary import load_dictionary
from plantshare.errors import StudyError
from plantshare.tables import CODES, Tables, read_tables, tables_digest, write_workbook
from tests.tables.small_study import FILES, write_files

MUTATIONS = int(os.environ.get("PLANTSHARE_MUTATIONS", "200"))
RULES = {
    "deadline": None,
    "database": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.generate, Phase.shrink),
}

WORDS = [
    *("", " ", "12k", "1,234", "-1", "1e400", "9" * 5000, "inf", "nan", "NaN", "#REF!", "=1+1", "+1+1"),
    *("@SUM(A1)", "=cmd|' /C calc'!A0", "true", "maybe", "2026-13-40", "0.5", "1e308", "-0", "\x07"),
    *("x" * 33_000, "a;b", ";", '"', '""', "\u202e", "東京", "١٢", "0x10", "1_000", "nowhere", "GBP"),
    *("2028.5", "\n", "null", "../../etc"),
]
HEADERS = [
    *("", "plant", "Plant", "FacilityName", "capacity [k/yr]", "wage [EUR/h]", "wage []", "a [b] [c]", "=x"),
    *("year", "\x07", "x" * 33_000),
]
SWAPS = [
    *((b't="s"', b't="n"'), (b't="s"', b't="e"'), (b't="s"', b't="b"'), (b't="s"', b't="d"')),
    *((b"<v>", b"<f>1/0</f><v>"), (b"<v>1", b"<f>A1</f><v></v><v>1"), (b"<v>", b"<v>9"), (b"<v>", b"<v>-")),
    *((b"<v>", b"<v>1e999"), (b'r="B2"', b'r="ZZZ9999999"'), (b'r="B2"', b'r="99999999999B"')),
    *((b'r="A2"', b'r="A1"'), (b'r="2"', b'r="1048577"'), (b'r="B', b'r="b'), (b"<row ", b"<row r='0' ")),
    *((b"</c>", b""), (b"<sheetData>", b"<!DOCTYPE x [<!ENTITY y 'z'>]><sheetData>"), (b"sheet", b"shoot")),
    *((b"<v>0</v>", b"<v>99999999</v>"), (b"<v>", b"<v>&#0;"), (b"<t>", b"<t>=1+1"), (b"<t", b"<u")),
    *((b"plants", b"PLANTS"), (b'<c r="', b'<c q="'), (b'<c r="C', b'<c r="AAA')),
]
JUNK = st.binary(max_size=200)
ENCODINGS = ["utf-16", "utf-16-le", "utf-32", "latin-1", "utf-8-sig", "cp500"]


def cut(data: bytes, draw: st.DrawFn) -> bytes:
    """Cut a piece out of the content, or all after a place."""
    start = draw(st.integers(0, max(len(data) - 1, 0)))
    return data[:start] + data[start + draw(st.sampled_from([1, 7, 100, len(data)])) :]


def junk(data: bytes, draw: st.DrawFn) -> bytes:
    """Put arbitrary bytes somewhere, in place of what is there."""
    start = draw(st.integers(0, len(data)))
    piece = draw(JUNK)
    return data[:start] + piece + data[start + len(piece) :]


def recode(data: bytes, draw: st.DrawFn) -> bytes:
    """Write the text in another encoding."""
    return data.decode("utf-8", "replace").encode(draw(st.sampled_from(ENCODINGS)), "replace")


def reline(data: bytes, draw: st.DrawFn) -> bytes:
    """Use other marks between lines or cells."""
    old, new = draw(
        st.sampled_from([(b"\n", b"\r"), (b",", b";"), (b",", b"\t"), (b"\n", b"\n\n"), (b'"', b"")])
    )
    return data.replace(old, new)


def edit_cells(data: bytes, draw: st.DrawFn) -> bytes:
    """Swap, retype, drop or double cells and rows."""
    rows = [row for row in csv.reader(io.StringIO(data.decode("utf-8", "replace"))) if row]
    for _ in range(draw(st.integers(1, 4))):
        if not rows:
            break
        row = draw(st.sampled_from(rows))
        place = draw(st.integers(0, max(len(row) - 1, 0)))
        other = draw(st.sampled_from(rows))
        action = draw(st.integers(0, 5))
        if action == 0 and row:
            row[place] = draw(st.sampled_from(WORDS))
        elif action == 1 and row:
            row[place] = draw(st.text(max_size=20))
        elif action == 2 and row and other:
            swap = draw(st.integers(0, len(other) - 1))
            row[place], other[swap] = other[swap], row[place]
        elif action == 3:
            rows.append(list(row))
        elif action == 4 and row:
            del row[place]
        elif rows[0]:
            rows[0][draw(st.integers(0, len(rows[0]) - 1))] = draw(st.sampled_from(HEADERS))
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def edit_words(data: bytes, draw: st.DrawFn) -> bytes:
    """Replace a word of the text, as in study.toml."""
    words = data.split()
    if not words:
        return data
    return data.replace(draw(st.sampled_from(words)), draw(st.sampled_from(WORDS)).encode(), 1)


CHANGES = st.sampled_from([cut, junk, recode, reline, edit_cells, edit_cells, edit_cells, edit_words])


@st.composite
def mutated_folders(draw: st.DrawFn) -> dict[str, str | bytes | None]:
    """Return changed files of the valid study: some altered, some gone, some new."""
    changes: dict[str, str | bytes | None] = {}
    for name in draw(st.lists(st.sampled_from(sorted(FILES)), min_size=1, max_size=4, unique=True)):
        action = draw(st.integers(0, 9))
        if action == 0:
            changes[name] = None
        elif action == 1:
            changes[name] = draw(st.sampled_from(["", "\n", FILES[name].splitlines()[0] + "\n"]))
        else:
            changes[name] = draw(CHANGES)(FILES[name].encode(), draw)
    if draw(st.booleans()):
        new = draw(st.sampled_from(["Facilities.csv", "PLANTS.CSV", "notes.csv", "plants_by_year.csv"]))
        changes[new] = draw(CHANGES)(FILES["plants.csv"].encode(), draw)
    return changes


@functools.cache
def workbook_bytes() -> bytes:
    """Return the valid study as a workbook, written once."""
    with tempfile.TemporaryDirectory() as place:
        write_workbook(read_tables(write_files(Path(place) / "s", {})), Path(place) / "book.xlsx")
        return (Path(place) / "book.xlsx").read_bytes()


class Damaged:
    """A damaged workbook; what was done to it is shown, its bytes are too many."""

    def __init__(self, done: tuple[str, ...], data: bytes) -> None:
        self.done, self.data = done, data

    def __repr__(self) -> str:
        return f"Damaged({self.done}, {len(self.data)} bytes)"


@st.composite
def mutated_workbooks(draw: st.DrawFn) -> Damaged:
    """Return the valid workbook with its archive damaged, or the parts inside it."""
    data = workbook_bytes()
    if draw(st.integers(0, 3)) == 0:
        change = draw(st.sampled_from([cut, junk]))
        return Damaged((change.__name__,), change(data, draw))
    written, done = io.BytesIO(), []
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w") as new:
        names = old.namelist()
        sheets = [name for name in names if name.startswith("xl/worksheets/sheet")]
        hit = {*draw(st.lists(st.sampled_from(names), max_size=1))}
        hit |= {*draw(st.lists(st.sampled_from(sheets), max_size=3))}
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename in hit:
                change = draw(st.sampled_from([cut, junk, edit_part, edit_part, drop_part]))
                content = change(content, draw)
                done.append(f"{change.__name__} {entry.filename}")
            # The entry keeps its date, so that equal draws give equal bytes.
            new.writestr(entry, content)
    return Damaged(tuple(done), written.getvalue())


def drop_part(data: bytes, draw: st.DrawFn) -> bytes:
    """Leave nothing of a part."""
    return draw(st.sampled_from([b"", data[: len(data) // 2]]))


def edit_part(data: bytes, draw: st.DrawFn) -> bytes:
    """Change types, references and values of cells in the XML of a sheet, here and there."""
    for _ in range(draw(st.integers(1, 3))):
        old, new = draw(st.sampled_from(SWAPS))
        data = data.replace(old, new, draw(st.sampled_from([1, 3, -1])))
    return data


def content_of(place: Path) -> dict[str, str]:
    """Return a digest of every file under a place."""
    return {
        str(file.relative_to(place)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(place.rglob("*"))
        if file.is_file()
    }


def assert_clean(study: Path, place: Path) -> Tables:
    """Read a study that may be damaged, and fail if reading raises, writes or says something odd."""
    before = content_of(place)
    tables = read_tables(study)
    assert content_of(place) == before
    for problem in tables.problems:
        assert problem.code in CODES
        assert problem.found
        assert problem.wanted
        assert problem.fix.endswith((".", "?"))
        assert problem.severity in ("error", "warning")
        assert problem.row is None or problem.row >= 1
        first, second = str(problem).split("\n")
        assert first.isprintable()
        assert second.isprintable()
        assert len(first + second) < 3_000
    for name, entry in load_dictionary().tables.items():
        table = tables.tables[name]
        assert list(table.frame.columns) == list(entry.columns)
        assert len(table.rows) == len(table) == len(table.blank)
        assert list(table.rows) == sorted(set(table.rows))
    assert len(tables_digest(tables)) == 64
    return tables


@given(mutated_folders())
@settings(max_examples=max(MUTATIONS // 2, 1), **RULES)
def test_mutated_folder_ends_with_a_list_of_faults(changes):
    """Whatever becomes of the files, reading gives tables and problems."""
    with tempfile.TemporaryDirectory() as place:
        assert_clean(write_files(Path(place) / "study", changes), Path(place))


@given(mutated_workbooks())
@settings(max_examples=max(MUTATIONS - MUTATIONS // 2, 1), **RULES)
def test_mutated_workbook_ends_with_a_list_of_faults(damaged):
    """Whatever becomes of the archive and its parts, reading gives tables and problems."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "study.xlsx"
        file.write_bytes(damaged.data)
        assert_clean(file, Path(place))


def test_damage_is_found_often(tmp_path):
    """The mutations bite: cutting the vehicles in the middle of a row is at least one error."""
    text = FILES["vehicles.csv"].encode()
    folder = write_files(tmp_path / "s", {"vehicles.csv": text[:-20]})

    assert any(problem.severity == "error" for problem in assert_clean(folder, tmp_path).problems)


def test_study_that_is_gone_is_the_only_error(tmp_path):
    """The one thing that raises says so in a problem."""
    with pytest.raises(StudyError) as caught:
        read_tables(tmp_path / "gone")

    assert [problem.code for problem in caught.value.problems] == ["study-missing"]
