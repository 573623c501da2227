"""Whether a national target is reached, and the cheapest support with which it would be."""

from plantshare.targets.confidence import (
    extra_for_confidence,
    extra_from_samples,
    reach_probability,
    reach_probability_of_samples,
)
from plantshare.targets.found import (
    Assumed,
    Effects,
    Found,
    Instrument,
    Need,
    Planned,
    Together,
    Verdict,
)
from plantshare.targets.gap_split import Likely, Rung, gap_split
from plantshare.targets.package import Package, cheapest_package, cost_by_need, largest_volume
from plantshare.targets.programme import Programme
from plantshare.targets.relief import SectorRelief, sector_relief
from plantshare.targets.supply_curve import Step, supply_curve

__all__ = [
    "Assumed",
    "Effects",
    "Found",
    "Instrument",
    "Likely",
    "Need",
    "Package",
    "Planned",
    "Programme",
    "Rung",
    "SectorRelief",
    "Step",
    "Together",
    "Verdict",
    "cheapest_package",
    "cost_by_need",
    "extra_for_confidence",
    "extra_from_samples",
    "gap_split",
    "largest_volume",
    "reach_probability",
    "reach_probability_of_samples",
    "sector_relief",
    "supply_curve",
]
