"""Whether a national target is reached, and the cheapest support with which it would be."""

from plantshare.targets.confidence import (
    extra_for_confidence,
    extra_from_samples,
    reach_probability,
    reach_probability_of_samples,
)
from plantshare.targets.package import Package, cheapest_package, cost_by_need, largest_volume
from plantshare.targets.programme import Programme
from plantshare.targets.relief import SectorRelief, sector_relief
from plantshare.targets.supply_curve import Step, supply_curve

__all__ = [
    "Package",
    "Programme",
    "SectorRelief",
    "Step",
    "cheapest_package",
    "cost_by_need",
    "extra_for_confidence",
    "extra_from_samples",
    "largest_volume",
    "reach_probability",
    "reach_probability_of_samples",
    "sector_relief",
    "supply_curve",
]
