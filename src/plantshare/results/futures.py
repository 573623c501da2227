"""The futures that a plan was made for, in words."""

from __future__ import annotations

from plantshare.study import Study

__all__ = ["drawn_words", "futures_words"]

BASE = "base"
"""Name of the one future of a study that was given no other."""


def futures_words(study: Study) -> str:
    """Return the futures planned together: named ones with their probability, drawn ones by their number.

    Parameters
    ----------
    study
        The study that was planned.
    """
    if study.draws is not None:
        return drawn_words(study)
    if tuple(study.futures) == (BASE,):
        return "one future"
    return ", ".join(
        f"{name} {weight:.0%}" for name, weight in zip(study.futures, study.weights, strict=True)
    )


def drawn_words(study: Study) -> str:
    """Return how many futures were drawn and with which seed; nothing where none were.

    Parameters
    ----------
    study
        The study that was planned.
    """
    if study.draws is None:
        return ""
    count = len(study.draws.weights)
    seed = study.draws.origin.get("seed")
    words = f"{count:,} drawn future{'' if count == 1 else 's'}"
    return words if seed is None else f"{words}, seed {seed}"
