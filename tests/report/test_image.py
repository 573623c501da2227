"""Charts as SVG and PNG: size, bytes, fonts, and what is said where the drawing library is missing."""

from __future__ import annotations

import io
import re
import sys

import pytest
from PIL import Image, ImageFont

from plantshare.errors import ExtraMissingError
from plantshare.report.chart import ROWS, Chart, Field
from plantshare.report.drawing import FONTS, png_of, svg_of
from plantshare.report.image import to_png, to_svg
from plantshare.report.theme import FONT, VEGA_LITE

TITLE = "BMW loses £25.3 million and Chery gains £31.9 million when plants are shared from 2027 on"
ROOM_FOR_A_FONT = 150_000


def chart() -> Chart:
    """Return a chart of two bars with a label below zero."""
    value = {"field": "change", "type": "quantitative", "title": "Change, £ million"}
    return Chart(
        name="changes",
        title=TITLE,
        subtitle="Change of present value, £ million",
        description="Two bars.",
        fields=(Field(name="company", label="Company"),),
        rows=({"company": "BMW", "change": -25.3}, {"company": "Chery", "change": 31.9}),
        spec={
            "$schema": VEGA_LITE,
            "data": {"name": ROWS},
            "height": {"step": 26},
            "encoding": {"y": {"field": "company", "type": "nominal"}, "x": value},
            "layer": [
                {"mark": "bar"},
                {"mark": "text", "encoding": {"text": {"field": "change", "format": ".1f"}}},
            ],
        },
    )


def words(svg: str) -> list[str]:
    """Return the words of an SVG in order."""
    return [word for word in re.findall(r">([^<>]*)<", svg) if word]


@pytest.mark.parametrize("width", [340, 760, 1100])
def test_the_picture_is_as_wide_as_asked(width: int) -> None:
    """Labels and title are inside the width; a PNG at scale 2 has twice the pixels."""
    svg, png = to_svg(chart(), width), Image.open(io.BytesIO(to_png(chart(), width, 2)))

    assert re.search(rf'<svg[^>]* width="{width}"', svg)
    assert png.width == 2 * width


def test_a_long_title_is_broken_into_lines() -> None:
    """At 340 pixels the title takes several lines; no word is lost."""
    texts = words(to_svg(chart(), 340))
    first = next(place for place, text in enumerate(texts) if text.startswith("BMW loses"))
    lines: list[str] = []
    while " ".join(lines) != TITLE:
        lines.append(texts[first + len(lines)])

    assert len(lines) > 1


def test_the_title_can_be_left_to_the_page() -> None:
    """Without its title the picture is lower and does not say it."""
    with_title, without = to_svg(chart()), to_svg(chart(), titled=False)

    assert "BMW loses" in with_title
    assert "BMW loses" not in without


def test_equal_charts_give_equal_bytes() -> None:
    """Drawn twice in a row, and after another width."""
    svg, png = to_svg(chart()), to_png(chart())
    to_svg(chart(), 340)

    assert to_svg(chart()) == svg
    assert to_png(chart()) == png


def test_a_real_minus_sign_does_not_change_the_type() -> None:
    """The pixels right of the sign are those of the same number without it: not bold, not italic."""

    def pixels(text: str) -> list[int]:
        mark = {"type": "text", "encode": {"enter": {
            "text": {"value": text}, "x": {"value": 95}, "y": {"value": 30}, "align": {"value": "right"},
            "fontSize": {"value": 20}, "font": {"value": FONT},
        }}}  # fmt: skip
        spec = {"width": 100, "height": 40, "background": "white", "marks": [mark]}
        whole = Image.open(io.BytesIO(png_of(spec, 2, is_vega=True))).convert("L")
        return list(whole.crop((whole.width - 90, 0, whole.width, whole.height)).tobytes())

    plain, signed = pixels("25.3"), pixels("\u221225.3")

    assert min(plain) < 128
    assert signed == plain


def test_a_number_with_a_real_minus_sign_stands_in_the_picture() -> None:
    """The axis and the label write it so."""
    assert "\u221225.3" in words(to_svg(chart()))


def test_nothing_is_fetched() -> None:
    """A specification that names an address is refused."""
    spec = {"width": 9, "height": 9, "data": [{"name": "far", "url": "https://example.org/x.json"}]}

    with pytest.raises(ValueError, match="not allowed"):
        svg_of(spec, is_vega=True)


def test_a_missing_library_is_told_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names what to install."""
    monkeypatch.setitem(sys.modules, "vl_convert", None)

    with pytest.raises(ExtraMissingError, match=r'pip install "plantshare\[export\]"'):
        to_svg(chart())
    with pytest.raises(ExtraMissingError):
        to_png(chart())


@pytest.mark.parametrize(("name", "style"), [("Inter-Regular", "Regular"), ("Inter-SemiBold", "SemiBold")])
def test_a_font_holds_what_reports_write(name: str, style: str) -> None:
    """Letters of Europe, currencies, signs and arrows have a shape of their own; the file is small."""
    file = FONTS / f"{name}.ttf"
    font = ImageFont.truetype(file, 30)
    missing = bytes(font.getmask("\ue123"))

    assert font.getname() == ("Inter", style)
    assert file.stat().st_size < ROOM_FOR_A_FONT
    for letter in "aZ09\u2212\u2013£€¥₹łŠčőığßéñ→↑×·≤°½²":
        assert bytes(font.getmask(letter)) not in (missing, b""), letter


def test_the_fonts_come_with_their_licence() -> None:
    """The licence asks to be passed on with the fonts."""
    assert "SIL OPEN FONT LICENSE Version 1.1" in (FONTS / "LICENSE.txt").read_text(encoding="utf-8")
