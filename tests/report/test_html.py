"""The report as one HTML file: safe to open, whole, and readable without scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from plantshare.errors import ExtraMissingError, StudyError
from plantshare.report import html
from plantshare.report.document import Report, report_of
from plantshare.report.figure import plain_text
from plantshare.report.html import built, page_of, write_report
from tests.report.sourced import EVIDENCE, sourced_plan

CANARY = "</script><script>alert('canary')</script><b onclick=x>&amp;\u2028"

SCRIPT = 'var end = "</script>", style = "</STYLE>"; // <!-- <script>\n'
STYLE = ".a { color: red }\n"


class Elements(HTMLParser):
    """Every element of a page with its attributes and its text."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.found.append((tag, dict(attributes), ""))

    def handle_data(self, data: str) -> None:
        """Note the text of the last element."""
        if self.found:
            tag, attributes, text = self.found[-1]
            self.found[-1] = (tag, attributes, text + data)

    def all(self, tag: str) -> list[tuple[dict[str, str | None], str]]:
        """Return attributes and text of every element of a kind."""
        return [(attributes, text) for name, attributes, text in self.found if name == tag]


@pytest.fixture(autouse=True)
def small_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let a script and a style of one line each stand for the built page, in a folder of their own."""
    folder = tmp_path / "built"
    folder.mkdir()
    (folder / "report.js").write_text(SCRIPT, encoding="utf-8")
    (folder / "report.css").write_text(STYLE.replace("\n", "\r\n"), encoding="utf-8", newline="")
    monkeypatch.setattr(html, "BUILT", folder)
    return folder


@pytest.fixture(scope="module")
def report() -> Report:
    """Return a report in which a mark-up canary sits in everything that a user can name."""
    sources = [{**row, "title": CANARY} for row in EVIDENCE["sources"]]
    return report_of(sourced_plan({"sources": sources}, title=CANARY), audience=CANARY)


def data_of(page: str) -> dict[str, Any]:
    """Return the data in a page."""
    ((attributes, text),) = [
        (attributes, text)
        for attributes, text in Elements(page).all("script")
        if attributes.get("id") == "report-data"
    ]
    assert attributes["type"] == "application/json"
    assert attributes["data-packing"] == "deflate"
    content: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(text)))
    return content


def digest(text: str) -> str:
    """Return a digest as a policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_data_in_the_page_are_those_of_the_report(report: Report) -> None:
    """Unpacked they equal what the report says of itself, canaries and all."""
    content = data_of(page_of(report))

    assert content == json.loads(json.dumps(report.to_json()))
    assert content["study"]["title"] == CANARY


def test_words_of_a_study_are_never_markup(report: Report) -> None:
    """Two scripts stand in the page, the data and the built one; the canary is text wherever it stands."""
    page = page_of(report)
    elements = Elements(page)

    assert len(elements.all("script")) == 2
    assert "alert('canary')" not in page
    assert not [
        attributes for _, attributes, _ in elements.found if any(key.startswith("on") for key in attributes)
    ]
    assert CANARY.partition("\u2028")[0] in elements.all("title")[0][1]
    assert CANARY in elements.all("h1")[0][1] + elements.all("p")[0][1]


def test_the_policy_allows_the_script_and_the_style_of_the_page_alone(report: Report) -> None:
    """Digests are those of the text that stands in the elements; nothing else is allowed."""
    page = page_of(report)
    policy = next(
        str(attributes["content"])
        for attributes, _ in Elements(page).all("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    script = re.findall(r"<script>(.*?)</script>", page, re.S)
    style = re.findall(r"<style>(.*?)</style>", page, re.S)

    assert (len(script), len(style)) == (1, 1)
    assert f"script-src 'sha256-{digest(script[0])}'" in policy
    assert f"style-src 'sha256-{digest(style[0])}'" in policy
    assert policy.startswith("default-src 'none';")
    assert not re.search(r"unsafe|https?:|\*", policy)


def test_the_built_files_cannot_end_their_elements() -> None:
    """What would close a script, a style or open a comment is written otherwise; line ends are line feeds."""
    assert built("report.js") == 'var end = "<\\/script>", style = "<\\/STYLE>"; // <\\!-- <script>\n'
    assert built("report.css") == STYLE


def test_nothing_is_loaded_from_elsewhere(report: Report) -> None:
    """No element of the page names a file, an address or a frame."""
    elements = Elements(page_of(report))
    loading = {"src", "href", "srcset", "data", "action", "poster", "background"}

    assert not [tag for tag, attributes, _ in elements.found if loading & set(attributes)]
    assert not [
        tag for tag, _, _ in elements.found if tag in {"link", "iframe", "object", "embed", "base", "img"}
    ]


def test_the_front_page_can_be_read_without_scripts(report: Report) -> None:
    """Before the data stand question, answer, headlines, limit and evidence, as plain markup."""
    page = page_of(report)
    plain = Elements(page[page.index('<div id="report">') : page.index("<script")])
    words = " ".join(text for _, _, text in plain.found)
    front = report.front

    assert [tag for tag, _, _ in plain.found if tag in ("main", "h1", "dl")] == ["main", "h1", "dl"]
    for text in (front.question, front.limit, front.evidence.sentence, report.audience):
        assert text in words
    assert " ".join(plain_text(sentence) for sentence in front.answer) in words
    for headline in front.headlines:
        assert headline.label in words
        assert headline.value in words
        assert headline.range in words


def test_an_illustrative_study_says_so_without_scripts_too() -> None:
    """Invented figures are named as such before the answer."""
    page = page_of(report_of(sourced_plan(illustrative=True)))

    assert page.index("The figures of this study are illustrative.") < page.index("<script")


def test_a_report_is_written_whole_or_not_at_all(report: Report, tmp_path: Path) -> None:
    """A file that is there stays as it is unless it may be replaced; equal reports give equal bytes."""
    file = tmp_path / "new" / "report.html"
    write_report(report, file)
    first = file.read_bytes()

    with pytest.raises(StudyError, match=re.escape("[study-exists]")):
        write_report(report, file)
    write_report(report, file, replace=True)
    assert file.read_bytes() == first
    assert [each.name for each in file.parent.iterdir()] == ["report.html"]


def test_a_missing_page_names_the_way_out(report: Report, tmp_path: Path, small_page: Path) -> None:
    """Without the built script there is no report, and no half of one."""
    (small_page / "report.js").unlink()

    with pytest.raises(ExtraMissingError, match=re.escape("build it with `make frontend`")):
        write_report(report, tmp_path / "report.html")
    assert not (tmp_path / "report.html").exists()
