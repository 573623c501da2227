"""A picture of words alone."""

from __future__ import annotations

import html
import re

import pytest

from plantshare.report.chart import Chart, Field
from plantshare.report.charts.words_alone import words_alone
from plantshare.report.image import to_svg


@pytest.mark.parametrize(
    "text", ["Nothing is there.", "It's \"so\" because <b> isn't & won't \\ be " + "long " * 30]
)
def test_a_text_is_drawn_once_and_whole(text: str, check_spec) -> None:
    """However many rows the table has, the words stand there once, with quotes and signs as they are."""
    chart = Chart(
        name="words", title="A title", subtitle="A subtitle", description="Words.",
        fields=(Field(name="a", label="A"),), rows=({"a": "1"}, {"a": "2"}), spec=words_alone(text),
    )  # fmt: skip
    drawn = html.unescape(
        " ".join(re.findall(r"<t(?:ext|span)[^>]*>([^<]+)</t", to_svg(chart, titled=False)))
    )

    assert text.split() == drawn.split()[-len(text.split()) :]
    assert drawn.count(text.split(maxsplit=1)[0]) == 1
    check_spec(chart)
