"""The program: variables with a stage, rules with a name, money lines with payer and payee."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal, Protocol

import linopy
import numpy as np
import xarray as xr
from linopy.matrices import MatrixAccessor

from plantshare.formulation.line import Line
from plantshare.study import Study
from plantshare.study.roles import Bearer

__all__ = ["Block", "Program", "Sign"]

Linear = linopy.LinearExpression
Sign = Literal["<=", ">=", "=="]

COMPARE: dict[str, Callable[[xr.DataArray, xr.DataArray | float], xr.DataArray]] = {
    "<=": operator.le,
    ">=": operator.ge,
    "==": operator.eq,
}


class Block(Protocol):
    """One idea of the formulation: it reads columns, and adds variables, rules and money lines."""

    reads: ClassVar[tuple[str, ...]]

    def build(self, study: Study, program: Program) -> None:
        """Add the block to the program."""


@dataclass(slots=True, eq=False)
class Program:
    """Variables, rules and money lines that the blocks of a formulation have added so far.

    Volumes are in thousand vehicles, people in thousands, money in millions. Stage 1 variables
    are decided before any scenario is known; stage 2 variables carry the dim scenario.

    Parameters
    ----------
    labels
        Labels of every dimension of the study.
    linear
        The modelling layer's object.
    lines
        Money lines, in the order of the blocks.
    stages
        Stage of each variable.
    thousands
        Variables that count thousand vehicles or thousand people.
    helpers
        Variables that decide nothing and that no result shows.
    weights
        Objective coefficient of each variable that earns or costs money, in millions.
    terms
        Each variable as an expression, made once and never changed.
    flat
        All rules as arrays, once they have been asked for; a new rule or variable clears it.
    """

    labels: Mapping[str, np.ndarray]
    linear: linopy.Model = field(default_factory=lambda: linopy.Model(force_dim_names=True))
    lines: list[Line] = field(default_factory=list)
    stages: dict[str, Literal[1, 2]] = field(default_factory=dict)
    thousands: set[str] = field(default_factory=set)
    helpers: set[str] = field(default_factory=set)
    weights: dict[str, xr.DataArray] = field(default_factory=dict)
    terms: dict[str, Linear] = field(default_factory=dict)
    flat: MatrixAccessor | None = None

    def add_variable(
        self,
        name: str,
        dims: tuple[str, ...],
        *,
        stage: Literal[1, 2],
        mask: xr.DataArray | None = None,
        lower: float | xr.DataArray = 0.0,
        upper: float | xr.DataArray = np.inf,
        is_binary: bool = False,
        in_thousands: bool = False,
        is_helper: bool = False,
    ) -> linopy.LinearExpression:
        """Add a variable over the labels of some dimensions and return it as an expression.

        Cells where ``mask`` is false do not exist and count as zero in every expression. Stage 2
        variables end in (year, scenario). Volumes and people are held ``in_thousands``; results
        report them one by one, and leave out an ``is_helper``, which only makes proofs quick.
        """
        shape = xr.DataArray(
            np.ones([len(self.labels[dim]) for dim in dims], dtype=bool),
            coords={dim: self.labels[dim] for dim in dims},
            dims=dims,
        )
        where = shape if mask is None else (shape & mask).transpose(*dims)
        self.stages[name] = stage
        self.flat = None
        if in_thousands:
            self.thousands.add(name)
        if is_helper:
            self.helpers.add(name)
        if is_binary:
            self.linear.add_variables(coords=shape.coords, name=name, mask=where, binary=True)
            return self[name]
        low = (lower * xr.ones_like(shape, dtype=float)).transpose(*dims)
        high = (upper * xr.ones_like(shape, dtype=float)).transpose(*dims)
        self.linear.add_variables(low, high, name=name, mask=where)
        return self[name]

    def __getitem__(self, name: str) -> linopy.LinearExpression:
        """Return a variable that an earlier block added, zero in the cells that do not exist."""
        if name not in self.terms:
            filled = self.linear.variables[name].fillna(0)
            assert isinstance(filled, linopy.LinearExpression)  # a variable only where nothing is filled
            self.terms[name] = filled
        return self.terms[name]

    @property
    def matrices(self) -> MatrixAccessor:
        """Return the rules as the modelling layer flattens them, which takes seconds and so is done once."""
        if self.flat is None:
            self.flat = self.linear.matrices
        return self.flat

    def exists(self, name: str) -> xr.DataArray:
        """Return in which cells a variable exists, over its dims."""
        return self.linear.variables[name].labels >= 0

    def has(self, name: str) -> bool:
        """Return whether a block added the variable."""
        return name in self.stages

    def add_rule(
        self,
        name: str,
        left: Linear,
        sign: Sign,
        right: xr.DataArray | float,
        *,
        mask: xr.DataArray | None = None,
    ) -> None:
        """Add the rule left sign right under a name that duals and conflicts report.

        The modelling layer drops rows in which no variable exists. Where such a row cannot hold, as
        when demand must be served and nothing can serve it, a variable fixed at zero keeps the row, so
        that the solver finds the conflict.
        """
        empty = (left.vars < 0).all("_term")
        broken = empty & ~COMPARE[sign](left.const, right)
        if mask is not None:
            broken = broken & mask
        if broken.any():
            left = left + self.nothing() * broken.astype(float)
        elif empty.all():
            return
        self.linear.add_constraints(left, sign, right, name=name, mask=mask)
        self.flat = None

    def nothing(self) -> Linear:
        """Return a variable that is fixed at zero."""
        if "nothing" not in self.linear.variables:
            self.linear.add_variables(0.0, 0.0, name="nothing")
        return self.linear.variables["nothing"] * 1.0

    def add_cost(self, kind: str, variable: str, rate: xr.DataArray, payer: xr.DataArray) -> None:
        """Add money that a company pays to the outside world."""
        self.lines.append(Line(kind=kind, variable=variable, rate=rate, payer=payer))

    def add_borne_cost(self, kind: str, variable: str, rate: xr.DataArray, bearers: Iterable[Bearer]) -> None:
        """Add money that goes to the outside world, of which each bearer pays its share."""
        for bearer in bearers:
            self.add_cost(kind, variable, rate * bearer.share, bearer.company)

    def add_income(self, kind: str, variable: str, rate: xr.DataArray, payee: xr.DataArray) -> None:
        """Add money that a company receives from the outside world."""
        self.lines.append(Line(kind=kind, variable=variable, rate=rate, payee=payee))

    def add_transfer(
        self,
        kind: str,
        variable: str,
        rate: xr.DataArray,
        *,
        payer: xr.DataArray,
        payee: xr.DataArray,
    ) -> None:
        """Add money that one company of the study pays to another."""
        self.lines.append(Line(kind=kind, variable=variable, rate=rate, payer=payer, payee=payee))

    def set_objective(
        self, members: Iterable[str], discount: xr.DataArray, probability: xr.DataArray
    ) -> None:
        """Maximise the expected discounted profit of the members over all lines added so far."""
        members = tuple(members)
        for line in self.lines:
            weight = line.weight(members, discount, probability)
            # A rate may hold for more than the variable does: a deal is signed once and paid each year.
            own = self.linear.variables[line.variable].dims
            weight = weight.sum([dim for dim in weight.dims if dim not in own])
            known = self.weights.get(line.variable)
            self.weights[line.variable] = weight if known is None else known + weight
