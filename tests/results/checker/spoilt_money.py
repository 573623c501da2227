"""Ways to spoil the money of a plan, each with the kind of money or the total that is wrong then."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from tests.results.checker.corruption import Corruption, MoneyChange, cell, money, settings

__all__ = ["MONEY"]


def first_row(kind: str, /, **changed: object) -> MoneyChange:
    """Return a change of the first money row of a kind."""

    def change(money: pd.DataFrame) -> pd.DataFrame:
        row = money.index[money.kind == kind][0]
        for column, word in changed.items():
            money.loc[row, column] = word
        return money

    return change


def drop_first(kind: str) -> MoneyChange:
    """Return a change that drops the first money row of a kind."""
    return lambda money: money.drop(money.index[money.kind == kind][0])


def scaled(kind: str, factor: float) -> MoneyChange:
    """Return a change that scales every amount of a kind."""
    return lambda money: money.assign(amount=money.amount.where(money.kind != kind, money.amount * factor))


MONEY = [
    Corruption(
        "an objective forged by a hundred-thousandth",
        "objective",
        lambda case: replace(case, objective=case.objective * 1.00001),
    ),
    Corruption("a missing objective", "objective", lambda case: replace(case, objective=float("nan"))),
    Corruption(
        "freight of one row raised by a thousandth", "money: freight", money(scaled("freight", 1.001))
    ),
    Corruption("revenue dropped", "money: revenue", money(drop_first("revenue"))),
    Corruption(
        "revenue counted twice",
        "money: revenue",
        money(lambda rows: pd.concat([rows, rows[rows.kind == "revenue"].iloc[:1]])),
    ),
    Corruption(
        "capital paid by the host", "money: launch capital", money(first_row("launch capital", payer="host"))
    ),
    Corruption(
        "capital paid a year later", "money: launch capital", money(first_row("launch capital", year=2029))
    ),
    Corruption("a fee to the state", "money: build fee", money(first_row("build fee", payee="state"))),
    Corruption(
        "a fee to the outside world", "transfers net to zero", money(first_row("build fee", payee=""))
    ),
    Corruption("support from nowhere", "transfers net to zero", money(first_row("support", payer=""))),
    Corruption("duty called freight", "money: duty", money(first_row("duty", kind="freight"))),
    Corruption("labour at another plant", "money: labour", money(first_row("labour", plant="abroad"))),
    Corruption("parts of another option", "money: parts", money(first_row("parts", option="city later"))),
    Corruption("a scenario mixed up", "money: overtime", money(first_row("overtime", scenario="low"))),
    Corruption("a missing amount", "amounts are numbers", money(first_row("selling", amount=float("nan")))),
    Corruption(
        "no shortfall payment",
        "money: shortfall payment",
        money(lambda rows: rows[rows.kind != "shortfall payment"]),
    ),
    Corruption("a present value changed", "present value", money(scaled("energy", 0.9))),
    Corruption("a dearer wage in the tables", "money: labour", cell("factors", "AA", "wage", 36.0)),
    Corruption("a feebate in the tables", "money: feebate", cell("feebates", "near", "amount", 600.0)),
    Corruption("another discount rate", "objective", settings(discount_rate=0.09)),
    Corruption(
        "other probabilities", "objective", lambda case: replace(case, probability={"high": 0.5, "low": 0.5})
    ),
    Corruption("a shift change not paid for", "money: shift change", money(drop_first("shift change"))),
]
