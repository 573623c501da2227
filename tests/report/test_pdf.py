"""The report as PDF: its pages, and words that are never set as markup."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from plantshare.errors import ExtraMissingError, StudyError
from plantshare.report.document import report_of
from plantshare.report.pdf import pages_of, write_pdf
from plantshare.results import Result
from plantshare.solve import solve
from plantshare.study import study_from_tables
from tests.run.studies import small_tables

MARKUP = '*bold* _thin_ #panic() $x$ = = `raw` <label> @ref \\ "quoted" // note'
# CI has the reader from `make browser`; a missing one is a failure there, not a test less.
reads_pages = pytest.mark.skipif(
    shutil.which("pdftotext") is None and not os.environ.get("CI"),
    reason="`make browser` installs it",
)

Content = dict[str, Any]
"""A report as JSON; Any: nested data."""


@pytest.fixture(scope="module")
def small() -> Result:
    """Return the small study solved; its title would be markup were it not text."""
    return solve(study_from_tables(small_tables(title=MARKUP)))


@pytest.fixture
def report(small: Result) -> Content:
    """Return the report of the small study, for one test to change."""
    return report_of(small).to_json()


def text_of(file: Path) -> str:
    """Return the words of a PDF, page by page, as they stand there."""
    done = subprocess.run(
        ["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def one_line(text: str) -> str:
    """Return a text without its line ends and runs of spaces."""
    return " ".join(text.split())


@reads_pages
def test_the_pages_say_what_the_report_says(report: Content, tmp_path: Path) -> None:
    """Audience first; then question, sentences, headlines; then the title of each chart and the run."""
    write_pdf(report, tmp_path / "report.pdf")
    text = one_line(text_of(tmp_path / "report.pdf"))
    front = report["front"]

    assert text.startswith(report["audience"])
    assert one_line(front["question"]) in text
    for sentence in front["answer"]:
        assert one_line("".join(part["text"] for part in sentence)) in text
    for headline in front["headlines"]:
        assert headline["value"] in text
    for section in report["sections"]:
        for chart in section["charts"]:
            assert one_line(chart["title"]) in text
    assert f"run {report['run']['id']}" in text
    assert re.search(r"1 ?/ ?[1-9]", text)


@reads_pages
def test_words_of_a_study_are_never_markup(report: Content, tmp_path: Path) -> None:
    """A title with stars, a call, a formula and a label is set as it was typed, in tables too."""
    report["front"]["question"] = MARKUP
    chart = report["sections"][0]["charts"][0]
    chart["title"] = f"Chart {MARKUP}"
    report["sections"][0]["tables"] = [
        {
            "title": f"Table {MARKUP}",
            "note": MARKUP,
            "fields": [{"name": "a", "label": MARKUP, "unit": "", "kind": "text", "digits": 0}],
            "rows": [{"a": MARKUP}],
            "behind": [],
        }
    ]
    write_pdf(report, tmp_path / "report.pdf")
    text = one_line(text_of(tmp_path / "report.pdf"))

    assert text.count("#panic()") >= 6
    assert f"Chart {MARKUP}" in text
    assert f"Table {MARKUP}" in text


def test_equal_reports_give_equal_bytes(report: Content, tmp_path: Path) -> None:
    """Neither the clock nor chance is in the file, and it is a PDF."""
    for name in ("a.pdf", "b.pdf"):
        write_pdf(report, tmp_path / name)

    first = (tmp_path / "a.pdf").read_bytes()
    assert first.startswith(b"%PDF")
    assert first == (tmp_path / "b.pdf").read_bytes()


def test_a_report_without_sections_is_a_front_page(report: Content, tmp_path: Path) -> None:
    """Nothing that may be empty keeps the pages from being set."""
    bare = {**report, "sections": [], "figures": {}, "sources": {}, "outline": None}
    bare["front"] = {**bare["front"], "headlines": [], "answer": []}
    write_pdf(bare, tmp_path / "report.pdf")

    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


def test_a_table_too_wide_for_the_page_is_parted(report: Content, tmp_path: Path) -> None:
    """Of 20 wide columns a page takes some; the first column stands in each part, no cell is lost."""
    names = [f"c{place}" for place in range(20)]
    fields = [{"name": name, "label": name, "unit": "", "kind": "text", "digits": 0} for name in names]
    row = {name: f"{name} 123,456,789" for name in names}
    table = {"title": "Wide", "note": "", "fields": fields, "rows": [row], "behind": []}
    report["sections"] = [{"id": "a", "title": "A", "lead": "", "charts": [], "tables": [table]}]

    parts = pages_of(report, tmp_path)["sections"][0]["tables"][0]["table"]["parts"]

    assert len(parts) > 1
    assert {part["rows"][0][0] for part in parts} == {row["c0"]}
    shown = [cell for part in parts for cell in part["rows"][0][1:]]
    assert shown == [row[name] for name in names[1:]]


def test_a_long_table_says_how_much_is_left_out(report: Content, tmp_path: Path) -> None:
    """60 of 100 rows are set; 40 are left to the workbook."""
    fields = [{"name": "a", "label": "A", "unit": "", "kind": "number", "digits": 0}]
    table = {
        "title": "Long",
        "note": "",
        "fields": fields,
        "rows": [{"a": n} for n in range(100)],
        "behind": [],
    }
    report["sections"] = [{"id": "a", "title": "A", "lead": "", "charts": [], "tables": [table]}]

    found = pages_of(report, tmp_path)["sections"][0]["tables"][0]["table"]

    assert len(found["parts"][0]["rows"]) == 60
    assert found["more"] == "and 40 rows more, which the workbook has"


def test_what_is_handed_to_the_typesetter_is_data(report: Content, tmp_path: Path) -> None:
    """Pages are plain JSON, and every picture that they name was written."""
    pages = pages_of(report, tmp_path)

    assert json.loads(json.dumps(pages)) == pages
    named = [
        piece["file"]
        for section in pages["sections"]
        for chart in section["charts"]
        for piece in chart["pieces"]
    ]
    assert named
    assert all((tmp_path / name).read_text(encoding="utf-8").startswith("<svg") for name in named)


def test_a_file_that_is_there_is_not_overwritten(report: Content, tmp_path: Path) -> None:
    """The file of somebody else stays as it was."""
    file = tmp_path / "report.pdf"
    file.write_text("mine")

    with pytest.raises(StudyError):
        write_pdf(report, file)
    assert file.read_text() == "mine"


def test_a_missing_typesetter_is_told_with_the_way_out(
    report: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names what to install; nothing is written."""
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(ExtraMissingError, match=r'pip install "plantshare\[pdf\]"'):
        write_pdf(report, tmp_path / "report.pdf")
    assert not list(tmp_path.iterdir())
