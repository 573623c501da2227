"""Pictures cut into pieces for pages."""

from __future__ import annotations

import re

import pytest

from plantshare.report.slices import size_of, slices


def picture(lines: list[tuple[float, str]], height: float) -> str:
    """Return a picture 200 pixels wide with texts at some heights, moved down by 10 as a whole."""
    texts = "".join(
        f'<g transform="translate(0,{top - 10:g})"><text transform="translate(5,0)">{text}</text></g>'
        for top, text in lines
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="{height:g}" '
        f'viewBox="0 0 200 {height:g}"><g transform="translate(0,10)">{texts}</g></svg>'
    )


def words(svg: str) -> list[str]:
    """Return the words of a picture."""
    return re.findall(r">([^<>]+)<", svg)


def test_a_picture_that_fits_stays_as_it_is() -> None:
    """Nothing is cut, not a byte changes."""
    svg = picture([(20, "a")], 100)

    assert slices(svg, 100) == [svg]


def test_a_picture_is_cut_between_lines_and_keeps_each_word_once() -> None:
    """Texts every 20 pixels but for one gap of 60: the cut is there; 300 pixels become two pieces."""
    lines = [(20.0 * step, f"line {step}") for step in range(1, 6)]
    lines += [(160 + 20.0 * step, f"line {5 + step}") for step in range(7)]

    pieces = slices(picture(lines, 300), 200)

    assert [len(words(piece)) for piece in pieces] == [5, 7]
    assert [word for piece in pieces for word in words(piece)] == [text for _, text in lines]
    assert sum(size_of(piece)[1] for piece in pieces) == pytest.approx(300)
    assert all(size_of(piece)[1] <= 200 for piece in pieces)


def test_a_row_of_years_stands_on_each_piece() -> None:
    """The years head the first piece, and again the second, which is so much higher."""
    lines = [(15.0, "2026"), (15.0, "2027"), *((40.0 + 20 * step, f"line {step}") for step in range(13))]

    first, second = slices(picture(lines, 300), 200)

    assert words(first)[:2] == words(second)[:2] == ["2026", "2027"]
    assert set(words(first)) & set(words(second)) == {"2026", "2027"}
    assert size_of(first)[1] + size_of(second)[1] == pytest.approx(300 + 17)


def test_a_picture_without_a_size_is_refused() -> None:
    """Nobody could say where to cut it."""
    with pytest.raises(ValueError, match="size"):
        slices("<svg/>", 10)
