"""What would have to be true for a deal: hurdles with the plan fixed and free, and what explains them."""

from plantshare.deals.hurdles.attribution import Attribution, Part
from plantshare.deals.hurdles.crossing import Crossing
from plantshare.deals.hurdles.found import FREE, Hurdles, Requirement, Switched, WhichPlan, hurdles_of
from plantshare.deals.hurdles.frontier import Frontier
from plantshare.deals.hurdles.one_input import Input
from plantshare.deals.hurdles.stated import Stated

__all__ = [
    "FREE",
    "Attribution",
    "Crossing",
    "Frontier",
    "Hurdles",
    "Input",
    "Part",
    "Requirement",
    "Stated",
    "Switched",
    "WhichPlan",
    "hurdles_of",
]
