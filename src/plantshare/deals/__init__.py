"""What a deal is worth to each party, which terms all would sign, and how a gain is shared."""

from plantshare.deals.bargaining import (
    equal_gain_point,
    equal_gain_split,
    kalai_smorodinsky_point,
    kalai_smorodinsky_split,
    nash_point,
    nash_split,
)
from plantshare.deals.game import Game, Split, game_from_coalitions
from plantshare.deals.least_core import (
    CoreRange,
    CoreTest,
    LeastCore,
    WeightedCoalition,
    core_range,
    core_test,
    excess,
    least_core,
)
from plantshare.deals.matching import Contest, contests, matching_game
from plantshare.deals.nucleolus import Nucleolus, Step, nucleolus, prenucleolus
from plantshare.deals.owen import OwenSplit, Production, owen_split, payoff_at_prices, production_game
from plantshare.deals.power import Power, power
from plantshare.deals.shapley import shapley

__all__ = [
    "Contest",
    "CoreRange",
    "CoreTest",
    "Game",
    "LeastCore",
    "Nucleolus",
    "OwenSplit",
    "Power",
    "Production",
    "Split",
    "Step",
    "WeightedCoalition",
    "contests",
    "core_range",
    "core_test",
    "equal_gain_point",
    "equal_gain_split",
    "excess",
    "game_from_coalitions",
    "kalai_smorodinsky_point",
    "kalai_smorodinsky_split",
    "least_core",
    "matching_game",
    "nash_point",
    "nash_split",
    "nucleolus",
    "owen_split",
    "payoff_at_prices",
    "power",
    "prenucleolus",
    "production_game",
    "shapley",
]
