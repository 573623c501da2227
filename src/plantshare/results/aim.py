"""What a plan was chosen for, as a result states it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["EXPECTED", "StatedAim"]

EXPECTED = "expected"
"""Name of the aim that a plan has unless another is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedAim:
    """The aim of a plan in words and figures, enough to work it out anew.

    Parameters
    ----------
    name
        expected, cvar, downside, regret or worst.
    words
        What was maximised, for a reader.
    figures
        Numbers of the aim by name: share and level, or threshold and weight; share and level are
        shares, threshold is in millions.
    best
        Of a regret: the most that any plan could be worth in each scenario, in their order, millions.
    """

    name: str = EXPECTED
    words: str = "expected present value"
    figures: Mapping[str, float] = field(default_factory=dict)
    best: tuple[float, ...] = ()

    @property
    def is_expected(self) -> bool:
        """Return whether the plan was chosen for its expected value."""
        return self.name == EXPECTED
