"""Relief for a whole sector, set against support for single programmes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from plantshare.targets.package import Package, cheapest_package
from plantshare.targets.programme import Programme, checked_programmes
from plantshare.units import THOUSAND

__all__ = ["SectorRelief", "sector_relief"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorRelief:
    """What relief for all costs, with the support that is still needed on top.

    Parameters
    ----------
    on_existing
        Relief on output that would be there anyway, m: it buys no vehicle.
    on_programmes
        Relief on the programmes of the package, m.
    top_up
        Support for the gaps that relief does not close, m.
    package
        The programmes; its cost is relief and top-up of each.
    """

    on_existing: float
    on_programmes: float
    top_up: float
    package: Package

    @property
    def cost(self) -> float:
        """Return all that the state pays, m."""
        return self.on_existing + self.on_programmes + self.top_up


def sector_relief(
    programmes: Sequence[Programme],
    need: float,
    *,
    rate: float,
    electricity: float,
    existing: float,
    present_years: float,
) -> SectorRelief:
    """Return the cheapest package when every vehicle built in the country gets relief.

    Relief on a programme closes its gap first; where it exceeds the gap, the rest is given for
    nothing. A programme therefore costs max(gap, relief).

        relief[j] = rate MWh volume[j] A / 1000

    Parameters
    ----------
    programmes
        What could be done.
    need
        Vehicles to add, k/yr.
    rate
        Relief, currency per MWh.
    electricity
        MWh per vehicle.
    existing
        Output that would be there anyway, k/yr.
    present_years
        Sum of the discount factors of the years in which relief is paid A.
    """
    known = checked_programmes(programmes)
    per_volume = rate * THOUSAND * electricity * present_years
    relief = {programme.name: per_volume * programme.volume for programme in known}
    dearer = [replace(programme, gap=max(programme.gap, relief[programme.name])) for programme in known]
    chosen = cheapest_package(dearer, need)
    on_programmes = sum(relief[name] for name in chosen.chosen)
    return SectorRelief(
        on_existing=per_volume * existing,
        on_programmes=on_programmes,
        top_up=chosen.cost - on_programmes,
        package=chosen,
    )
