"""The aim of a plan, from the options of a command."""

from __future__ import annotations

from typing import Literal

from plantshare.methods.aims import Aim, Expected, ExpectedDownside, MaxMin, MeanCVaR, MinimaxRegret

__all__ = ["AimName", "aim_of"]

AimName = Literal["expected", "cvar", "downside", "regret", "worst"]

OPTIONS: dict[str, tuple[str, ...]] = {
    "expected": (),
    "cvar": ("level", "weight"),
    "downside": ("weight", "threshold"),
    "regret": (),
    "worst": (),
}
"""Options that each aim understands."""

LEVEL, SHARE, CHARGE = 0.9, 0.5, 1.0
"""Level and weight of the worst futures, and charge on a shortfall, unless given."""


def aim_of(
    name: AimName, *, level: float | None = None, weight: float | None = None, threshold: float | None = None
) -> Aim:
    """Return the aim that options ask for.

    Parameters
    ----------
    name
        Name of the aim.
    level
        Of cvar: share of the futures that do not count as the worst, 0.9 unless given.
    weight
        Of cvar: weight of the worst futures, 0.5 unless given. Of downside: charge on each million short,
        1 unless given.
    threshold
        Of downside: millions below which a future falls short.

    Raises
    ------
    ValueError
        If an option does not belong to the aim, is missing, or has no meaning for it.

    Examples
    --------
    >>> aim_of("cvar", level=0.75)
    MeanCVaR(share=0.5, level=0.75)
    """
    given = {"level": level, "weight": weight, "threshold": threshold}
    strange = [option for option, value in given.items() if value is not None and option not in OPTIONS[name]]
    if strange:
        known = " and ".join(f"--{option}" for option in OPTIONS[name]) or "no figures"
        raise ValueError(f"--{strange[0]} does not belong to --aim {name}, which takes {known}.")
    if name == "cvar":
        share = SHARE if weight is None else weight
        return MeanCVaR(share=share, level=LEVEL if level is None else level)
    if name == "downside":
        if threshold is None:
            raise ValueError(
                "--aim downside needs --threshold: the millions below which a future falls short."
            )
        return ExpectedDownside(threshold=threshold, weight=CHARGE if weight is None else weight)
    plain: dict[str, Aim] = {"expected": Expected(), "regret": MinimaxRegret(), "worst": MaxMin()}
    return plain[name]
