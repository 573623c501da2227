"""Everything that is to be said of one deal, in one record: for the command line, the report and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plantshare.deals.clauses import ClauseEffect
from plantshare.deals.futures_mean import FuturesMean
from plantshare.deals.game import Game, Split
from plantshare.deals.hold_up import ExitTest, HoldUp
from plantshare.deals.in_futures import DealInFutures, PartyRisk
from plantshare.deals.led_volume import LedVolume
from plantshare.deals.matching import Contest
from plantshare.deals.power import Power
from plantshare.deals.public import PublicFinance
from plantshare.deals.public_plan import JobTaxes
from plantshare.deals.range import TermArea, TermRange
from plantshare.deals.risk import Aversion
from plantshare.deals.rivals import Rival
from plantshare.deals.valuation import DealValue
from plantshare.study import Study

__all__ = ["DealAnswer"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DealAnswer:
    """What a deal is worth, to whom, on which terms, at what risk, and who else could break it.

    Parameters
    ----------
    value
        Gains of every party, surplus and bounds, the plans with and without the deal.
    elsewhere
        What stands behind "elsewhere in the plan" of each party, by kind of money, m, the largest first.
    ranges
        Range of each term that host and guest both accept, on the figures of the study.
    neutral_ranges, averse_ranges
        The same over the drawn futures, where both look at the mean alone, and where both mind bad cases;
        empty without futures. As both are over the same futures, the second never reaches beyond the first.
    contested
        The same where each side may turn to its best rival deal instead.
    area
        Pairs of unit fee and fixed fee that both accept; none for forms without fees.
    splits
        Gain of each party by rule: Nash, Kalai-Smorodinsky, Shapley, nucleolus.
    game, powers
        Host, guest and government as players, and what each adds.
    rivals, contests
        Other deals of host and guest, and who can ask for what where they pair off.
    futures, risks, expected
        The deal in drawn futures, what it may come to for each party, and what parties and all companies
        gain on average beside the study's own figures; none without futures.
    clauses
        What each clause would change of the probability that a party walks; empty without futures.
    public
        Net public finance against each named counterfactual.
    volume
        Who decides the volume and what it would build, over the drawn futures or the scenarios of the plan.
    hold_up
        Range of the unit fee before and after tooling is paid; none for forms without a fee.
    exits
        Whether a side should leave at each review, and in how many futures it would: the drawn ones, or
        the scenarios of the plan where none were drawn.
    aversion
        How much host and guest mind bad cases in the averse ranges.
    taxes
        What jobs bring the government, by assumption.
    seconds
        Time that the answer took.
    """

    value: DealValue
    elsewhere: Mapping[str, Mapping[str, float]]
    ranges: tuple[TermRange, ...]
    neutral_ranges: tuple[TermRange, ...]
    averse_ranges: tuple[TermRange, ...]
    contested: tuple[TermRange, ...]
    area: TermArea | None
    splits: Mapping[str, Split]
    game: Game
    powers: tuple[Power, ...]
    rivals: tuple[Rival, ...]
    contests: tuple[Contest, ...]
    futures: DealInFutures | None
    risks: tuple[PartyRisk, ...]
    expected: FuturesMean | None
    clauses: tuple[ClauseEffect, ...]
    public: tuple[PublicFinance, ...]
    volume: LedVolume
    hold_up: HoldUp | None
    exits: tuple[ExitTest, ...]
    aversion: Aversion = field(default_factory=Aversion)
    taxes: JobTaxes = field(default_factory=JobTaxes)
    seconds: float = 0.0

    @property
    def study(self) -> Study:
        """Return the study with its own scenarios, without drawn futures."""
        return self.value.with_deal.study
