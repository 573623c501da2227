"""Where the best of some straight lines overtakes the best of others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

__all__ = ["Crossing", "Straight", "Within", "first_root", "search_straight", "search_values"]

Straight = tuple[float, float]
"""What one plan earns as a price moves: its value where nothing is moved, and what one unit adds."""

MOST_ROUNDS = 30
NEWTON_ROUNDS = 8
"""Rounds after which the search halves its bracket in place of following the lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where a gain becomes zero as an input moves.

    Parameters
    ----------
    amount
        Move at which the gain is zero; none where it is not zero up to the end of the range.
    end
        Move at the end of the range that was searched.
    gain
        Gain at ``amount``, or at the end of the range, m.
    rounds
        Moves at which plans were made anew.
    """

    amount: float | None
    end: float
    gain: float
    rounds: int


def best_of(lines: Sequence[Straight], amount: float) -> float:
    """Return the highest of some lines at a move."""
    return max(value + amount * slope for value, slope in lines)


def first_root(
    ours: Sequence[Straight], theirs: Sequence[Straight], start: float, end: float
) -> float | None:
    """Return where max(ours) - max(theirs) first becomes zero on the way from start to end, or none.

    The difference is straight between the points at which two lines of one side meet, so its sign at
    these points tells where the root lies, and the root itself is exact.

    Parameters
    ----------
    ours, theirs
        Lines of the two sides, at least one each.
    start, end
        Moves between which to look; the root at ``start`` itself does not count.

    Examples
    --------
    -10 + 2 a and -30 + 8 a against 0: the first is zero at 5, but the second reaches zero at 3.75.

    >>> first_root([(-10, 2), (-30, 8)], [(0, 0)], 0.0, 9.0)
    3.75
    """
    turns = {start, end}
    for lines in (ours, theirs):
        for place, (value, slope) in enumerate(lines):
            for other_value, other_slope in lines[place + 1 :]:
                if slope != other_slope:
                    turns.add((other_value - value) / (slope - other_slope))
    low, high = min(start, end), max(start, end)
    points = sorted((turn for turn in turns if low <= turn <= high), reverse=end < start)
    gains = [best_of(ours, point) - best_of(theirs, point) for point in points]
    for place in range(1, len(points)):
        before, after = gains[place - 1], gains[place]
        if before != 0 and (after == 0 or before * after < 0):
            share = before / (before - after)
            return float(points[place - 1] + share * (points[place] - points[place - 1]))
    return None


def search_straight(
    ours: list[Straight],
    theirs: list[Straight],
    end: float,
    tolerance: float,
    add: Callable[[float], tuple[Straight | None, Straight | None]],
) -> Crossing:
    """Return where the best plan of one side overtakes the best of the other, with both planned anew.

    Every plan is a straight line in the move, so the best of all plans known bounds the truth from below
    and meets it where plans were made. Each round makes plans where the known ones cross (Newton's step
    on two convex functions); when the crossing stays where plans were made, it is the true one. A bracket
    is kept throughout and halved should many rounds not close it.

    Parameters
    ----------
    ours, theirs
        Lines of the plans known at the start, exact where nothing is moved; lines found are added to them.
    end
        Largest move to look at, with its sign.
    tolerance
        Millions within which a gain counts as zero.
    add
        Makes both plans at a move and returns their lines, none for a side that does not change.
    """

    def gain(amount: float) -> float:
        return best_of(ours, amount) - best_of(theirs, amount)

    start, far, sign = 0.0, end, np.sign(gain(0.0))
    for done in range(MOST_ROUNDS):
        at = first_root(ours, theirs, start, far)
        if done >= NEWTON_ROUNDS and far != end:
            at = (start + far) / 2
        trial = far if at is None else at
        for lines, line in zip((ours, theirs), add(trial), strict=True):
            if line is not None:
                lines.append(line)
        found = gain(trial)
        if at is not None and abs(found) <= tolerance:
            return Crossing(amount=trial, end=end, gain=found, rounds=done + 1)
        if np.sign(found) == sign:
            if trial == end:
                return Crossing(amount=None, end=end, gain=found, rounds=done + 1)
            start = trial
        else:
            far = trial
        if abs(far - start) <= 1e-6 * abs(end):
            return Crossing(amount=far, end=end, gain=gain(far), rounds=done + 1)
    return Crossing(amount=far, end=end, gain=gain(far), rounds=MOST_ROUNDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """When a search may stop.

    Parameters
    ----------
    tolerance
        Millions within which a gain counts as zero.
    width
        Width of the bracket, in the unit of moves, that is narrow enough.
    """

    tolerance: float
    width: float


def search_values(
    gain: Callable[[float], float], now: float, guess: float | None, end: float, within: Within
) -> Crossing:
    """Return where a gain that is known only move by move becomes zero.

    The secant through the bracket, with the end that stays halved in weight (the Illinois rule), and the
    middle of the bracket where that would leave it.

    Parameters
    ----------
    gain
        Gain at a move, m; each call makes two plans.
    now
        Gain where nothing is moved, not zero.
    guess
        First move to try, or none.
    end
        Largest move to look at, with its sign.
    within
        When the search may stop.

    Examples
    --------
    >>> found = search_values(lambda move: move**2 - 4, -4.0, 1.0, 10.0, Within(tolerance=1e-6, width=1e-9))
    >>> round(found.amount, 4)
    2.0
    """
    low, high, at_low, at_high = 0.0, end, now, float("nan")
    trial, found = end if guess is None or not 0 < guess / end < 1 else guess, now
    for done in range(1, MOST_ROUNDS + 1):
        found = gain(trial)
        if abs(found) <= within.tolerance:
            return Crossing(amount=trial, end=end, gain=found, rounds=done)
        if np.sign(found) == np.sign(now):
            if trial == end:
                return Crossing(amount=None, end=end, gain=found, rounds=done)
            low, at_low, at_high = trial, found, at_high / 2
        else:
            high, at_high, at_low = trial, found, at_low if done == 1 else at_low / 2
        if abs(high - low) <= within.width:
            return Crossing(amount=high, end=end, gain=found, rounds=done)
        trial = end if np.isnan(at_high) else low + (high - low) * at_low / (at_low - at_high)
        if not min(low, high) < trial <= max(low, high):
            trial = (low + high) / 2
    return Crossing(amount=high, end=end, gain=found, rounds=MOST_ROUNDS)
