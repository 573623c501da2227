"""Numbers in sentences, and what a reader finds behind them."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Figure", "Headline", "Part", "Sentence", "plain_text"]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; with the name of a figure it opens what stands behind the number."""

    text: str
    figure: str | None = None


Sentence = tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How a number of a report came about.

    Parameters
    ----------
    title
        What the number is.
    value
        The number with its unit.
    formula
        How it follows, in plain index notation.
    steps
        The numbers on the way, one sentence each.
    inputs
        Figures of the study that it rests on most, as ``table.row.column``.
    """

    title: str
    value: str
    formula: str = ""
    steps: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One number of the front page with its range.

    Parameters
    ----------
    label, value
        What it is, and the number with its unit.
    range
        Lowest and highest, or why there is no range.
    figure
        Name of the figure behind it.
    """

    label: str
    value: str
    range: str
    figure: str


def plain_text(sentence: Sentence) -> str:
    """Return a sentence without its marks.

    Examples
    --------
    >>> plain_text((Part("Output is "), Part("861,000", "output"), Part(".")))
    'Output is 861,000.'
    """
    return "".join(part.text for part in sentence)
