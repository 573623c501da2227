"""What it is worth that a plant can build more than one vehicle."""

from plantshare.flexibility.demand import DiscreteDemand, NormalDemand, draw, draw_sobol, outcomes
from plantshare.flexibility.design import Design, chain, dedicated, full_flexibility
from plantshare.flexibility.kernel import sales
from plantshare.flexibility.measure import (
    ExpectedSales,
    LinkWorth,
    best_next_link,
    expected_sales,
    link_worths,
    simulated_sales,
    worth_of_full_flexibility,
)
from plantshare.flexibility.of_study import flexibility_of
from plantshare.flexibility.study_record import StudyFlexibility

__all__ = [
    "Design",
    "DiscreteDemand",
    "ExpectedSales",
    "LinkWorth",
    "NormalDemand",
    "StudyFlexibility",
    "best_next_link",
    "chain",
    "dedicated",
    "draw",
    "draw_sobol",
    "expected_sales",
    "flexibility_of",
    "full_flexibility",
    "link_worths",
    "outcomes",
    "sales",
    "simulated_sales",
    "worth_of_full_flexibility",
]
