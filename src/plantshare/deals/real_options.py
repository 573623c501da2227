"""What it is worth to wait, or to be able to give up, before and after an investment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Choice", "value_of_choices"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What an investment is worth if it is made now, after one period, or now with a way out, m.

    Parameters
    ----------
    now
        Invest today: expected value less the capital.
    wait
        Invest in one period, only where that pays.
    now_with_exit
        Invest today and sell for the exit value where that is more.
    worth_of_waiting, worth_of_exit
        What the right to wait and the way out add over the better of investing now and not at all.
    best
        Name of the best: now, wait or never.
    """

    now: float
    wait: float
    now_with_exit: float
    worth_of_waiting: float
    worth_of_exit: float
    best: str


def value_of_choices(
    *,
    capital: float,
    values: Sequence[float],
    probability: Sequence[float],
    rate: float,
    exit_value: float = 0.0,
    forgone: float = 0.0,
) -> Choice:
    """Return what it is worth to invest now, to wait for the news, and to keep a way out.

        now   = sum_s p[s] v[s] / (1 + r) - K
        wait  = sum_s p[s] max(v[s] - g - K, 0) / (1 + r)
        exit  = sum_s p[s] max(v[s], x) / (1 + r) - K

    Parameters
    ----------
    capital
        Capital K, m, the same now and later.
    values
        Value v of the programme after one period, when the news is in, m by scenario.
    probability
        Probability of each scenario.
    rate
        Discount rate r over the period, share.
    exit_value
        What the investment can be sold for after one period x, m.
    forgone
        What is lost by starting a period later g, m. At 0 waiting gains at least the interest on the
        capital, with or without news.

    Examples
    --------
    >>> choice = value_of_choices(
    ...     capital=120, values=(220, 60), probability=(0.5, 0.5), rate=0.1, exit_value=90
    ... )
    >>> round(choice.now, 4), round(choice.wait, 4), round(choice.now_with_exit, 4), choice.best
    (7.2727, 45.4545, 20.9091, 'wait')
    """
    pairs = list(zip(values, probability, strict=True))
    later = 1.0 / (1.0 + rate)
    now = later * sum(chance * value for value, chance in pairs) - capital
    wait = later * sum(chance * max(value - forgone - capital, 0.0) for value, chance in pairs)
    with_exit = later * sum(chance * max(value, exit_value) for value, chance in pairs) - capital
    ranked = {"never": 0.0, "now": now, "wait": wait}
    return Choice(
        now=now,
        wait=wait,
        now_with_exit=with_exit,
        worth_of_waiting=wait - max(now, 0.0),
        worth_of_exit=max(with_exit, 0.0) - max(now, 0.0),
        best=max(ranked, key=lambda name: ranked[name]),
    )
