"""What each company is paid for what it brings to a solved plan, at the prices that scarcity gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantshare.deals.game import Game
from plantshare.deals.least_core import excess
from plantshare.deals.owners import KINDS, Kind, owners_of_columns, owners_of_rows
from plantshare.errors import LabelError
from plantshare.formulation import labelled_values
from plantshare.methods.scarcity import Pricing, held_program, payment_ranges, scarcity_prices
from plantshare.results import Result
from plantshare.results.money import money_of, statement_of
from plantshare.solve.one_program import Built, places_of
from plantshare.study.parties import coalition

__all__ = ["Paid", "ScarcitySplit", "scarcity_split", "worst_group"]

Owner = tuple[Kind, str]

LOOSE = 1e-6
"""Spread of a payment, relative to the objective, below which it counts as one number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid:
    """What one owner of limits is paid at scarcity prices. Amounts are present values, expected, m.

    Parameters
    ----------
    kind
        "company"; "country" for targets and quotas; "planner" for rules of the planner; "nobody" for rules
        that several companies share, such as deals that exclude each other.
    name
        Name of the company or country; empty for the planner and for nobody.
    resources
        Payment by what it brings: customers, options, plants, reserved volume, quotas, targets, rules.
    fixed
        What it receives, less what it pays, for decisions that are held, by kind of money.
    low, high
        Least and most of the total over all prices that fit the same plan; infinite where a plan needs the
        owner.
    alone
        Total by the same rule in the plan without any deal.
    """

    kind: Kind
    name: str
    resources: Mapping[str, float]
    fixed: Mapping[str, float]
    low: float
    high: float
    alone: float

    @property
    def total(self) -> float:
        """Return the payment for all that it brings, held decisions paid."""
        return sum(self.resources.values()) + sum(self.fixed.values())

    @property
    def gain(self) -> float:
        """Return what it is paid beyond what it would be paid without any deal."""
        return self.total - self.alone


@dataclass(frozen=True, slots=True, kw_only=True)
class ScarcitySplit:
    """A plan's profit as payment for scarce limits.

    Parameters
    ----------
    paid
        Payment of each owner, companies first; together they are the objective.
    objective
        Profit of the plan that is shared, m, with charges for missed targets taken off.
    is_unique
        Whether no other prices fit the plan, so that every payment is one number.
    """

    paid: tuple[Paid, ...]
    objective: float
    is_unique: bool

    def __getitem__(self, company: str) -> Paid:
        """Return the payment of a company.

        Raises
        ------
        LabelError
            If it is no company of the plan.
        """
        for one in self.paid:
            if (one.kind, one.name) == ("company", company):
                return one
        raise LabelError(f"found company '{company}', wanted one of {[one.name for one in self.companies]}")

    @property
    def companies(self) -> tuple[Paid, ...]:
        """Return the payments of companies."""
        return tuple(one for one in self.paid if one.kind == "company")

    @property
    def others(self) -> tuple[Paid, ...]:
        """Return what goes to countries, to rules of the planner and to rules that several share."""
        return tuple(one for one in self.paid if one.kind != "company")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Payments:
    """Payments of one plan: one row for each limit, and money of held decisions.

    Parameters
    ----------
    pricing
        Prices of all limits.
    rows, columns
        Kind, owner, resource and amount of each row and of each column.
    fixed
        Company, kind of money and amount of held decisions.
    """

    pricing: Pricing
    rows: pd.DataFrame
    columns: pd.DataFrame
    fixed: pd.DataFrame

    @property
    def owners(self) -> list[Owner]:
        """Return who is paid anything, companies first."""
        limits = pd.concat([self.rows, self.columns])
        limits = limits[limits.amount.abs() > 0]
        found = {(kind, owner) for kind, owner in zip(limits["kind"], limits.owner, strict=True)}
        found |= {("company", name) for name in self.fixed.owner}
        return sorted(found, key=lambda one: (KINDS.index(one[0]), one[1]))

    def resources(self, owner: Owner) -> dict[str, float]:
        """Return the payments of an owner by resource."""
        limits = pd.concat([self.rows, self.columns])
        own = limits[(limits["kind"] == owner[0]) & (limits.owner == owner[1])]
        return paid_by(own.groupby("resource", sort=True).amount.sum())

    def held(self, owner: Owner) -> dict[str, float]:
        """Return money of held decisions of an owner by kind."""
        own = self.fixed[(self.fixed.owner == owner[1]) & (owner[0] == "company")]
        return paid_by(own.groupby("kind", sort=True).amount.sum())

    def total(self, owner: Owner) -> float:
        """Return all that an owner is paid."""
        return sum(self.resources(owner).values()) + sum(self.held(owner).values())

    def share(self, owner: Owner) -> tuple[np.ndarray, np.ndarray]:
        """Return which rows and which columns an owner has."""
        rows, columns = (
            ((frame["kind"] == owner[0]) & (frame.owner == owner[1])).to_numpy()
            for frame in (self.rows, self.columns)
        )
        return rows, columns


def scarcity_split(built: Built, plan: Result, without: Result | None = None) -> ScarcitySplit | None:
    """Return what each owner is paid for its limits at the dual prices of a plan; none without prices.

        x[i] = sum over rows r of i of u[r] b[r] + sum over bounds of i + money of held decisions of i

    b is the right side once launches, signatures and all other whole numbers are held at the plan's values,
    with what follows from them before any future is known; the duals u are those of the linear program that
    is left. By duality everything that is paid adds up to the plan's objective. Money of held decisions,
    such as the capital of a launch, falls to the company that pays or receives it by the cost lines; money
    between two companies of the plan is left out, since it is what these prices stand in for. Limits that
    hold by whole numbers alone have no price.

    Where every number may be fractional and every limit is a company's, the split lies in the core (Owen
    1975, theorem 1); with held decisions it need not.

    Parameters
    ----------
    built
        The study as a program.
    plan
        A result with a plan of it.
    without
        The plan without any deal, of the same program, for what each would be paid apart; the payments
        apart are 0 unless given.
    """
    payments = payments_of(built, plan)
    apart = None if without is None else payments_of(built, without)
    if payments is None or (without is not None and apart is None):
        return None
    owners = payments.owners
    if apart is not None:
        owners += [owner for owner in apart.owners if owner not in owners]
        owners.sort(key=lambda one: (KINDS.index(one[0]), one[1]))
    ranges = payment_ranges(payments.pricing, [payments.share(owner) for owner in owners])
    room = LOOSE * (1.0 + abs(plan.proof.objective))
    paid = tuple(
        paid_to(owner, payments, apart, ends, room) for owner, ends in zip(owners, ranges, strict=True)
    )
    is_unique = all(one.low == one.high for one in paid)
    return ScarcitySplit(paid=paid, objective=plan.proof.objective, is_unique=is_unique)


def paid_to(
    owner: Owner, payments: Payments, apart: Payments | None, ends: tuple[float, float], room: float
) -> Paid:
    """Return what one owner is paid; ends within some room of the total count as the total."""
    resources, fixed = payments.resources(owner), payments.held(owner)
    held = sum(fixed.values())
    total = sum(resources.values()) + held
    low, high = (end + held for end in ends)
    return Paid(
        kind=owner[0],
        name=owner[1],
        resources=resources,
        fixed=fixed,
        low=total if total - low <= room else low,
        high=total if high - total <= room else high,
        alone=0.0 if apart is None else apart.total(owner),
    )


def worst_group(game: Game, split: ScarcitySplit) -> tuple[tuple[str, ...], float]:
    """Return the group that lacks most when paid at scarcity prices, and what it lacks, m.

    Nobody lacks anything where the amount is 0 and the group empty: then no group would do better apart.

    Parameters
    ----------
    game
        Worth of each coalition above what its members earn without any deal.
    split
        Payments in the plan of all players, with those apart.
    """
    known = {one.name: one.gain for one in split.companies}
    # What all players together lack has gone to countries and rules, not to another group.
    lack = excess(game, tuple(known.get(player, 0.0) for player in game.players))[:-1]
    worst = int(np.argmax(lack))
    amount = float(lack[worst])
    if amount <= LOOSE * (1.0 + abs(split.objective)):
        return (), 0.0
    return game.members(worst), amount


def payments_of(built: Built, plan: Result) -> Payments | None:
    """Return the payments of one plan."""
    program, labelling = built.matrix, built.labelling
    whole = held_values(built, plan)
    first, every = (np.isin(labelling.columns, decided_labels(built, most)) for most in (1, 2))
    pricing = scarcity_prices(held_program(program, whole, follows=first, left_out=~every))
    if pricing is None:
        return None
    columns = owners_of_columns(built.study, labelling)
    rows = owners_of_rows(built.study, labelling, program, columns)
    return Payments(
        pricing=pricing,
        rows=rows.assign(amount=pricing.row_payment),
        columns=columns.assign(amount=pricing.column_payment),
        fixed=fixed_money(built, pricing.held.values),
    )


def decided_labels(built: Built, most: int) -> np.ndarray:
    """Return the labels of columns that a plan decides on by a stage; others only make proofs quick."""
    stages, variables = built.labelling.stages, built.labelling.variables
    return np.concatenate([variables[name].values.ravel() for name in variables if stages[name] <= most])


def held_values(built: Built, plan: Result) -> np.ndarray:
    """Return the whole value of each integer column in a plan, 0 for the others, dims (column)."""
    whole = np.zeros(built.matrix.cost.size)
    values = built.program_values(plan)
    for name, labels in built.labelling.variables.items():
        known = labels.values >= 0
        place = places_of(built, labels.values[known])
        found = values[name].reindex_like(labels).transpose(*labels.dims).values[known]
        is_whole = built.matrix.is_integer[place]
        whole[place[is_whole]] = np.round(found[is_whole])
    return whole


def fixed_money(built: Built, held: np.ndarray) -> pd.DataFrame:
    """Return money of held decisions: owner, kind and amount received less paid, present value, m.

    Money between two members of the plan is left out, as the objective does not see it.
    """
    study, members = built.study, coalition(built.study)
    money = money_of(built.lines, labelled_values(built.labelling, held), study)
    money = money[~(money.payer.isin(members) & money.payee.isin(members))]
    probability = dict(zip(study.labels["scenario"], study.weights, strict=True))
    sums = statement_of(money, probability, study.discount.to_series().to_dict()).reset_index()
    return sums[sums.company.isin(members)].rename(columns={"company": "owner"})


def paid_by(sums: pd.Series) -> dict[str, float]:
    """Return sums that are not zero by name."""
    return {str(name): float(amount) for name, amount in sums.items() if amount != 0}
