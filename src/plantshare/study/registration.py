"""What the registration of one vehicle is worth where a share of them must emit nothing."""

from __future__ import annotations

__all__ = ["registration_worth"]


def registration_worth(price: float, share: float, *, emits: bool) -> float:
    """Return what one registration earns its brand, or costs it, in the unit of the price.

    rho (1 - theta) if it emits nothing, else -rho theta

    It is earned where the vehicle is registered, wherever it is built; ``feebates.amount`` holds it.

    Parameters
    ----------
    price
        Price rho of one allowance.
    share
        Share theta of registrations that must emit nothing, between 0 and 1.
    emits
        Whether the vehicle emits anything on the road.

    Raises
    ------
    ValueError
        If the share lies outside 0 to 1.

    Examples
    --------
    A price of 3 at a share of 33%, and of 80%:

    >>> [round(registration_worth(3, 0.33, emits=emits), 2) for emits in (False, True)]
    [2.01, -0.99]
    >>> [round(registration_worth(3, 0.80, emits=emits), 2) for emits in (False, True)]
    [0.6, -2.4]
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, got {share}")
    return price * ((0.0 if emits else 1.0) - share)
