"""The sheet of accounts: money by company, kind and year, with live totals and present values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from xlsxwriter.format import Format  # the writer ships no types

from plantshare.report.names import names_of
from plantshare.report.sheets.look import Paper, begin, cell, column_widths, print_as
from plantshare.report.words import currency_sign
from plantshare.results import Result

__all__ = ["write_accounts"]

FIRST = 2
"""Column of the first year; before it stand company and kind."""


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """Money of one company: a name and, for each kind, an amount for each year in millions."""

    company: str
    kinds: tuple[str, ...]
    amounts: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """Return the amount of each year."""
        total: np.ndarray = self.amounts.sum(axis=0)
        return total


def write_accounts(paper: Paper, result: Result) -> None:
    """Write the accounts of all companies.

        factor[t] = 1 / (1 + rate)^t, t = 1 in the first year
        present value = sum_t factor[t] amount[t]

    The discount rate is a cell that can be changed: factors, totals and present values are formulas.
    """
    sheet, look = paper.sheet, paper.look
    settings, years = result.study.settings, [int(year) for year in result.study.years]
    sign = currency_sign(str(settings["currency"])).strip()
    accounts = accounts_of(result)
    futures = len(result.study.futures)
    mean = f", expected over {futures} futures" if futures > 1 else ""
    top = begin(
        paper,
        (
            "Accounts of the companies",
            f"{sign} million in prices of {int(settings['price_year'])}, not discounted{mean}; "
            "income is above zero, cost below",
            "Totals, discount factors and present values are formulas; change the rate to see them move",
        ),
    )
    rate = (top, FIRST)
    sheet.write_string(top, 0, "Discount rate, % a year")
    sheet.write_number(*rate, float(settings["discount_rate"]), look.given)
    factors = write_factors(paper, top + 1, rate, result)
    head = top + 2
    heads = ("Company", "Kind of money")
    for place, text in enumerate(heads):
        sheet.write_string(head, place, text, look.head)
    ends = (*map(str, years), f"Total, {sign} million", f"Present value, {sign} million")
    for place, text in enumerate(ends, start=FIRST):
        sheet.write_string(head, place, text, look.head_right)
    row, sums = head + 1, []
    for account in accounts:
        row = write_account(paper, row, account, factors)
        sums.append(row - 1)
    if accounts:
        write_together(paper, row, accounts, sums, factors)
    column_widths(sheet, [30, 30, *([9.5] * len(years)), 12, 14])
    sheet.freeze_panes(head + 1, FIRST)
    sheet.outline_settings(visible=True, symbols_below=True)
    print_as(paper, head=head)


def accounts_of(result: Result) -> list[Account]:
    """Return the undiscounted accounts of all companies, expected over futures."""
    years = [int(year) for year in result.study.years]
    money = result.statement(("company", "kind", "year"), discounted=False)["amount"]
    table = money.unstack("year").reindex(columns=years).fillna(0.0)
    names = names_of(result.study, "companies")
    companies = list(dict.fromkeys(table.index.get_level_values("company")))
    return [
        Account(names[str(company)], tuple(map(str, own.index)), own.to_numpy(dtype=float))
        for company in companies
        for own in [table.loc[company]]
    ]


@dataclass(frozen=True, slots=True, eq=False)
class Factors:
    """Where the discount factors stand, and what they are."""

    row: int
    values: np.ndarray

    @property
    def last(self) -> int:
        """Return the column of the last year."""
        return FIRST + len(self.values) - 1

    def years(self, row: int) -> str:
        """Return the address of all years of a row."""
        return f"{cell(row, FIRST)}:{cell(row, self.last)}"

    @property
    def fixed(self) -> str:
        """Return the address of the factors, which stays when a formula is copied."""
        return f"{cell(self.row, FIRST, fixed='rc')}:{cell(self.row, self.last, fixed='rc')}"


def write_factors(paper: Paper, row: int, rate: tuple[int, int], result: Result) -> Factors:
    """Write the discount factor of each year as a formula of the rate."""
    values = result.study.discount.values
    sheet, look = paper.sheet, paper.look
    sheet.write_string(row, 0, "Discount factor")
    for step, value in enumerate(values, start=1):
        formula = f"=1/(1+{cell(*rate, fixed='rc')})^{step}"
        sheet.write_formula(row, FIRST + step - 1, formula, look.factor, float(value))
    return Factors(row, values)


def write_account(paper: Paper, top: int, account: Account, factors: Factors) -> int:
    """Write the kinds of one company and their sum; return the row after it."""
    sheet, look = paper.sheet, paper.look
    for place, kind in enumerate(account.kinds):
        row = top + place
        sheet.set_row(row, None, None, {"level": 1})
        sheet.write_string(row, 0, account.company)
        sheet.write_string(row, 1, kind)
        for column, amount in enumerate(account.amounts[place], start=FIRST):
            sheet.write_number(row, column, float(amount), look.money)
        write_ends(paper, row, account.amounts[place], factors, look.money)
    last = top + len(account.kinds)
    sheet.write_string(last, 0, account.company, look.label_sum)
    sheet.write_string(last, 1, "together", look.label_sum)
    for column, amount in enumerate(account.total, start=FIRST):
        formula = f"=SUM({cell(top, column)}:{cell(last - 1, column)})"
        sheet.write_formula(last, column, formula, look.money_sum, float(amount))
    write_ends(paper, last, account.total, factors, look.money_sum)
    return last + 1


def write_ends(paper: Paper, row: int, amounts: np.ndarray, factors: Factors, form: Format) -> None:
    """Write total and present value of a row as formulas."""
    sheet = paper.sheet
    total, present = factors.last + 1, factors.last + 2
    sheet.write_formula(row, total, f"=SUM({factors.years(row)})", form, float(amounts.sum()))
    formula = f"=SUMPRODUCT({factors.years(row)},{factors.fixed})"
    sheet.write_formula(row, present, formula, form, float(amounts @ factors.values))


def write_together(
    paper: Paper, row: int, accounts: Sequence[Account], sums: Sequence[int], factors: Factors
) -> None:
    """Write the sum over all companies; what they pay each other cancels in it."""
    sheet, look = paper.sheet, paper.look
    sheet.write_string(row, 0, "All companies", look.label_sum)
    sheet.write_string(row, 1, "together", look.label_sum)
    total = np.sum([account.total for account in accounts], axis=0)
    for column, amount in enumerate(total, start=FIRST):
        formula = "=" + "+".join(cell(each, column) for each in sums)
        sheet.write_formula(row, column, formula, look.money_sum, float(amount))
    write_ends(paper, row, total, factors, look.money_sum)
