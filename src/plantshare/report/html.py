"""The report as one HTML file that needs nothing: styles, one script, and the data."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import zlib
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from plantshare.errors import ExtraMissingError
from plantshare.report.document import Report
from plantshare.report.figure import plain_text
from plantshare.tables.aside import file_aside

__all__ = ["page_of", "write_report"]

SCRIPT, STYLE = "report.js", "report.css"
BUILT = resources.files("plantshare.report") / "page"
"""Where the front end is built to."""

PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="{generator}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<div id="report">
{front}
</div>
<script type="application/json" id="report-data" data-packing="deflate">{data}</script>
<script>{script}</script>
</body>
</html>
"""

POLICY = (
    "default-src 'none'; script-src 'sha256-{script}'; style-src 'sha256-{style}'; "
    "img-src data: blob:; base-uri 'none'; form-action 'none'"
)
"""Nothing is loaded and nothing runs but the one script; images are those that the script draws."""

CLOSING = re.compile(r"<(/(?:script|style)|!--)", re.IGNORECASE)
"""What could end an element inside of it, or hide what follows; a backslash in a string changes nothing."""

MOST = 9
"""How hard the data are compressed."""


def write_report(report: Report, file: Path, *, replace: bool = False) -> None:
    """Write a report as one HTML file, whole or not at all; equal reports give equal bytes.

    Parameters
    ----------
    report
        The report: :func:`report_of`.
    file
        New file; its folder is made.
    replace
        Whether to replace a file of this name.

    Raises
    ------
    ExtraMissingError
        If this installation lacks the page that shows a report.
    StudyError
        If the file is there and may not be replaced.
    """
    text = page_of(report)
    with file_aside(file, replace=replace) as aside:
        aside.write_text(text, encoding="utf-8", newline="\n")


def page_of(report: Report) -> str:
    """Return a report as the text of its HTML file.

    Raises
    ------
    ExtraMissingError
        If this installation lacks the page that shows a report.
    """
    content = report.to_json()
    script, style = built(SCRIPT), built(STYLE)
    product = content["product"]
    return PAGE.format(
        policy=POLICY.format(script=digest(script), style=digest(style)),
        generator=html.escape(f"{product['name']} {product['version']}"),
        title=html.escape(f"{report.title} \u2013 Plantshare"),
        style=style,
        front=front_markup(report, content),
        data=packed(content),
        script=script,
    )


def built(name: str) -> str:
    """Return a built file of the page as it may stand inside an element.

    Raises
    ------
    ExtraMissingError
        If it was not built.
    """
    file = BUILT / name
    if not file.is_file():
        raise ExtraMissingError(
            f"this installation has no page to show a report with: {name} is missing. In a checkout build it "
            "with `make frontend`; else install Plantshare again."
        )
    # The parser of HTML reads every line end as a line feed, and the digest is taken of what it reads.
    text = file.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
    return CLOSING.sub(r"<\\\1", text)


def digest(text: str) -> str:
    """Return the SHA-256 of a text as a content security policy names it."""
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def packed(content: Mapping[str, Any]) -> str:
    """Return data as JSON, compressed and in letters: in full they would be as large as the script.

    None of the letters can end the element that the data stand in.

    Examples
    --------
    >>> text = packed({"title": "</script><b>"})
    >>> zlib.decompress(base64.b64decode(text)).decode()
    '{"title":"</script><b>"}'
    """
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), MOST)).decode()


def front_markup(report: Report, content: Mapping[str, Any]) -> str:
    """Return the front page as plain markup, which stands there until the script has run."""
    front, study, run = report.front, content["study"], content["run"]
    say = html.escape
    warning = "<p><strong>The figures of this study are illustrative.</strong></p>"
    headlines = "\n".join(
        f"<dt>{say(each.label)}</dt><dd>{say(each.value)}<br>{say(each.range)}</dd>"
        for each in front.headlines
    )
    grades = "\n".join(
        f"<tr><th scope='row'>{say(label)}</th><td>{count:,}</td></tr>"
        for _, label, count, _ in front.evidence.grades
        if count
    )
    parts = [
        f"<p>{say(report.audience)}</p>",
        f"<h1>{say(front.question)}</h1>",
        warning if study["illustrative"] else "",
        f"<p>{say(' '.join(plain_text(sentence) for sentence in front.answer))}</p>",
        f"<dl>\n{headlines}\n</dl>",
        f"<h2>What limits the result</h2>\n<p>{say(front.limit)}</p>",
        f"<h2>What the answer rests on</h2>\n<p>{say(front.evidence.sentence)}</p>",
        f"<table><caption>Figures by evidence</caption>\n{grades}\n</table>",
        f"<p>{say(content['product']['name'])} {say(content['product']['version'])}, run {say(run['id'])}, "
        f"recorded {say(run['recorded'])}; {say(run['gap_words'])}. Charts and tables need a browser that "
        "runs scripts; nothing is loaded from elsewhere.</p>",
    ]
    return "<main>\n" + "\n".join(part for part in parts if part) + "\n</main>"
