"""Read bargaining sets written as inequalities in the gains x and y of two parties."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

__all__ = ["BargainingSet", "read_set"]

OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}
PAIR = r"disagreement\s*\(([^,]+),([^)]+)\)"
TOTAL = r"transferable utility,\s*total\s*([\d.]+)"
FAR = 1e6
STEPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BargainingSet:
    """Payoffs x and y that two parties can agree on, and what they have without agreement.

    Parameters
    ----------
    limits
        Expressions that are at most 0 in the set, each a tree in x and y.
    disagreement
        Payoffs without agreement.
    """

    limits: tuple[ast.expr, ...]
    disagreement: tuple[float, float]

    def holds(self, x: float, y: float) -> bool:
        """Return whether two payoffs lie in the set."""
        return all(_value(limit, x, y) <= 1e-15 for limit in self.limits)

    def most(self) -> float:
        """Return the most that the first party can gain over no agreement."""
        x, y = self.disagreement
        return _largest(lambda gain: self.holds(x + gain, y))

    def frontier(self, gain: float) -> float:
        """Return the most that the second party can gain if the first gains a given amount."""
        x, y = self.disagreement
        return _largest(lambda other: self.holds(x + gain, y + other))


def read_set(text: str) -> BargainingSet:
    """Return the set that a text describes.

    Parameters
    ----------
    text
        Inequalities parted by commas and ``disagreement (a, b)``; or ``transferable utility, total t``.

    Raises
    ------
    ValueError
        If the text is written in another way.

    Examples
    --------
    >>> read = read_set("x+y<=1, 0<=x<=1, 0<=y<=0.5, disagreement (0,0)")
    >>> round(read.most(), 9), round(read.frontier(0.25), 9)
    (1.0, 0.5)
    """
    found = re.search(PAIR, text)
    if found is None:
        raise ValueError(f"found the bargaining set {text!r}, wanted one that ends with disagreement (a, b)")
    disagreement = float(found[1]), float(found[2])
    rest = re.sub(PAIR, "", text).strip(" ,")
    total = re.fullmatch(TOTAL, rest)
    if total is not None:
        rest = f"x+y<={total[1]}"
    try:
        limits = tuple(limit for words in _inequalities(rest) for limit in _limits(words))
    except SyntaxError as fault:
        raise ValueError(f"cannot read the bargaining set {text!r}: write inequalities in x and y") from fault
    return BargainingSet(limits=limits, disagreement=disagreement)


def _inequalities(text: str) -> list[str]:
    """Return one inequality for each name: ``x,y>=0`` stands for both."""
    found, names = [], list[str]()
    for words in (part.strip() for part in text.split(",")):
        if words in ("x", "y"):
            names.append(words)
            continue
        found += [name + words[1:] for name in names] + [words]
        names.clear()
    return found


def _limits(words: str) -> Sequence[ast.expr]:
    """Return expressions that are at most 0 where an inequality, perhaps a chain, holds."""
    tree = ast.parse(re.sub(r"(\d)([xy(])", r"\1*\2", words.replace("^", "**")), mode="eval").body
    if not isinstance(tree, ast.Compare):
        raise ValueError(f"found {words!r}, wanted an inequality")
    sides = [tree.left, *tree.comparators]
    limits = []
    for left, sign, right in zip(sides, tree.ops, sides[1:], strict=False):
        low, high = (left, right) if isinstance(sign, ast.LtE | ast.Lt) else (right, left)
        limits.append(ast.BinOp(left=low, op=ast.Sub(), right=high))
    return limits


def _value(tree: ast.expr, x: float, y: float) -> float:
    """Return the value of an expression in numbers, x and y; anything else is refused."""
    match tree:
        case ast.Constant(value=int() | float() as number):
            return float(number)
        case ast.Name(id="x" | "y" as name):
            return x if name == "x" else y
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, x, y)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in OPERATIONS:
            return OPERATIONS[type(sign)](_value(left, x, y), _value(right, x, y))
    raise ValueError(f"found {ast.dump(tree)}, wanted numbers, x, y and + - * / ^")


def _largest(holds: Callable[[float], bool]) -> float:
    """Return the largest gain that holds, by halving: the set is convex and holds no gain at all."""
    low, high = 0.0, FAR
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
