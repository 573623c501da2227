"""Work out the formulas of a workbook a second time, from its cells alone.

The grammar is what our sheets use: sums and products of numbers, cells and brackets, powers, and the
functions SUM, SUMPRODUCT and SUMIFS over ranges of one sheet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import prod

from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

TOKEN = re.compile(r"\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?|[A-Z]+(?=\()|\d+\.?\d*|[-+*/^(),]")

Value = float | str | None


@dataclass
class Evaluator:
    """Evaluates the formulas of one sheet, each once."""

    sheet: Worksheet
    known: dict[str, Value] = field(default_factory=dict)
    tokens: list[str] = field(default_factory=list)

    def cell(self, address: str) -> Value:
        """Return the value of a cell, worked out where it is a formula."""
        if address not in self.known:
            content = self.sheet[address].value
            is_formula = isinstance(content, str) and self.sheet[address].data_type == "f"
            self.known[address] = (
                Evaluator(self.sheet, self.known).formula(content) if is_formula else content
            )
        return self.known[address]

    def formula(self, text: str) -> float:
        """Return what a formula says."""
        body = text.removeprefix("=")
        self.tokens = TOKEN.findall(body)
        assert "".join(self.tokens) == body, f"a formula that the test cannot read: {text}"
        value = self.sum()
        assert not self.tokens
        return value

    def sum(self) -> float:
        """Return a sum of products."""
        value = self.product()
        while self.tokens and self.tokens[0] in "+-":
            sign = 1.0 if self.take() == "+" else -1.0
            value += sign * self.product()
        return value

    def product(self) -> float:
        """Return a product of powers."""
        value = self.power()
        while self.tokens and self.tokens[0] in "*/":
            is_times = self.take() == "*"
            other = self.power()
            value = value * other if is_times else value / other
        return value

    def power(self) -> float:
        """Return a value, raised where a power follows."""
        value = self.value()
        if self.tokens and self.tokens[0] == "^":
            self.take()
            return float(value ** self.value())
        return value

    def value(self) -> float:
        """Return a number, a cell, a bracket or a function."""
        token = self.take()
        if token == "(":
            value = self.sum()
            assert self.take() == ")"
            return value
        if token in ("SUM", "SUMPRODUCT", "SUMIFS"):
            return self.function(token)
        if token[0].isdigit():
            return float(token)
        return number(self.cell(token.replace("$", "")))

    def function(self, name: str) -> float:
        """Return one of the functions."""
        assert self.take() == "("
        arguments = [self.range(self.take())]
        while self.take() == ",":
            arguments.append(self.range(self.take()))
        if name == "SUM":
            return sum(number(cell) for group in arguments for cell in group)
        if name == "SUMPRODUCT":
            return sum(prod(map(number, cells)) for cells in zip(*arguments, strict=True))
        tests = list(zip(arguments[1::2], arguments[2::2], strict=True))
        return sum(
            number(cell)
            for place, cell in enumerate(arguments[0])
            if all(group[place] == wanted[0] for group, wanted in tests)
        )

    def range(self, address: str) -> list[Value]:
        """Return the cells of a range, row by row."""
        left, top, right, bottom = range_boundaries(address.replace("$", ""))
        return [
            self.cell(self.sheet.cell(row, column).coordinate)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        ]

    def take(self) -> str:
        """Return the next token."""
        return self.tokens.pop(0)


def number(cell: Value) -> float:
    """Return a cell as a number; an empty one is zero, as spreadsheets have it."""
    return float(cell) if isinstance(cell, int | float) else 0.0
