"""Who decides how many are built: volume and profit when one side sees a price and not the cost."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from plantshare.deals.forms.contract import Contract, by_period
from plantshare.deals.stream import Stream, Yearly

__all__ = [
    "LinearDemand",
    "VolumeOutcome",
    "cost_plus_volume",
    "fee_of_leading_host",
    "fixed_fee_range",
    "guest_response",
    "integrated_volume",
    "licence_volume",
    "shortfall_rate_to_build",
    "take_or_pay_fee_limit",
    "take_or_pay_volume",
    "unit_fee_volume",
    "venture_volume",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearDemand:
    """Demand by which the price falls with the volume: p = top - slope q.

    Parameters
    ----------
    top
        Price at which nothing is sold, thousands.
    slope
        How much the price falls for each thousand vehicles, thousands.
    guest_cost
        What the guest pays for a vehicle besides the host: parts, selling, delivery, thousands.
    conversion
        Cost of the host per vehicle v, thousands.
    """

    top: float
    slope: float
    guest_cost: float
    conversion: float

    def __post_init__(self) -> None:
        """Refuse a demand that does not fall."""
        if not self.slope > 0:
            raise ValueError(f"slope must lie above 0, got {self.slope}")

    def price(self, volume: float) -> float:
        """Return the price at which a volume is sold, thousands."""
        return self.top - self.slope * volume

    def best_volume(self, cost: float) -> float:
        """Return the volume of most profit at a cost per vehicle: (top - cost) / (2 slope), k."""
        return max((self.top - cost) / (2.0 * self.slope), 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeOutcome:
    """What is built and earned in a year when somebody decides the volume.

    Parameters
    ----------
    decider
        Who decides.
    volume, price
        Vehicles, k, and their price, thousands.
    host, guest
        Profit of each side, m.
    best
        Profit of both if one owner decided, m.
    """

    decider: str
    volume: float
    price: float
    host: float
    guest: float
    best: float

    @property
    def joint(self) -> float:
        """Return the profit of both sides, m."""
        return self.host + self.guest

    @property
    def coordination_loss(self) -> float:
        """Return what both lose against one owner, m: integrated less decentralised profit."""
        return self.best - self.joint

    @property
    def efficiency(self) -> float:
        """Return the share of the best profit that is reached."""
        return self.joint / self.best if self.best else 1.0


def integrated_volume(demand: LinearDemand) -> VolumeOutcome:
    """Return the volume that one owner of both sides builds; its profit stands at the guest.

    Parameters
    ----------
    demand
        Demand and costs.

    Examples
    --------
    >>> plan = integrated_volume(LinearDemand(top=28, slope=0.1, guest_cost=17.4, conversion=1.4))
    >>> round(plan.volume, 6), round(plan.price, 6), round(plan.joint, 6)
    (46.0, 23.4, 211.6)
    """
    return settle(
        demand, "owner", demand.best_volume(demand.guest_cost + demand.conversion), demand.conversion
    )


def unit_fee_volume(demand: LinearDemand, unit_fee: float, fixed_fee: float = 0.0) -> VolumeOutcome:
    """Return the volume of a guest that pays a fee per vehicle: it sees the fee w, not the cost v.

    Parameters
    ----------
    demand
        Demand and costs.
    unit_fee
        Fee w, thousands per vehicle.
    fixed_fee
        Fee of the year, m, which does not move the volume.
    """
    volume = demand.best_volume(demand.guest_cost + unit_fee)
    return settle(demand, "guest", volume, unit_fee, fixed_fee)


def fee_of_leading_host(demand: LinearDemand, cap: float = math.inf) -> float:
    """Return the fee that a host asks for when the guest then picks the volume, thousands.

    Half-way between the cost v and the fee at which nothing is built, or the cap if that is less.

    Parameters
    ----------
    demand
        Demand and costs.
    cap
        Fee at which the guest would rather import: ell - parts - outbound.
    """
    return min((demand.top - demand.guest_cost + demand.conversion) / 2.0, cap)


def fixed_fee_range(
    demand: LinearDemand, outside: float, unit_fee: float | None = None
) -> tuple[float, float]:
    """Return the lowest and highest yearly fee of a two-part tariff that both accept, m.

    Parameters
    ----------
    demand
        Demand and costs.
    outside
        What the guest earns without the tariff, m.
    unit_fee
        Fee per vehicle; none for the host's cost v, at which the best volume is built.
    """
    fee = demand.conversion if unit_fee is None else unit_fee
    plain = unit_fee_volume(demand, fee)
    return -plain.host, plain.guest - outside


def take_or_pay_volume(demand: LinearDemand, unit_fee: float, minimum: float) -> VolumeOutcome:
    """Return the volume of a guest that owes the fee on a minimum in any case.

    Up to the minimum the fee is sunk and only the guest's own cost counts; above it the fee counts too.

    Parameters
    ----------
    demand
        Demand and costs.
    unit_fee
        Fee w, thousands per vehicle.
    minimum
        Volume on which the fee is owed, k.
    """
    sunk = demand.best_volume(demand.guest_cost)
    full = demand.best_volume(demand.guest_cost + unit_fee)
    volume = max(full, min(sunk, minimum))
    return settle(demand, "guest", volume, unit_fee, unit_fee * max(minimum - volume, 0.0))


def take_or_pay_fee_limit(demand: LinearDemand, minimum: float, outside: float) -> float:
    """Return the highest fee at which a guest signs for a minimum that it then builds, thousands.

    w <= p(Q) - c - outside / Q

    Parameters
    ----------
    demand
        Demand and costs.
    minimum
        Volume Q on which the fee is owed, k.
    outside
        What the guest earns without the deal, m.
    """
    return demand.price(minimum) - demand.guest_cost - outside / minimum


def cost_plus_volume(demand: LinearDemand, fixed: float) -> VolumeOutcome:
    """Return where volume settles when the fee is the average cost of the year before: v + F / q.

    The guest takes the fee as given, builds less, and the fee rises. It settles at the larger root of
    2 slope q^2 - (top - c - v) q + F = 0; where there is none, volume spirals down to zero.

    Parameters
    ----------
    demand
        Demand and costs.
    fixed
        Fixed cost F that the fee has to recover, m/yr.
    """
    room = demand.top - demand.guest_cost - demand.conversion
    under_root = room**2 - 8.0 * demand.slope * fixed
    if under_root < 0 or room <= 0:
        nothing = settle(demand, "guest", 0.0, demand.conversion)
        return replace(nothing, host=-fixed, best=nothing.best - fixed)
    volume = (room + math.sqrt(under_root)) / (4.0 * demand.slope)
    outcome = settle(demand, "guest", volume, demand.conversion + fixed / volume)
    return replace(outcome, host=outcome.host - fixed, best=outcome.best - fixed)


def licence_volume(demand: LinearDemand, royalty: float) -> VolumeOutcome:
    """Return the volume of a licensee that builds itself and pays a share of the price.

    It maximises ((1 - roy) p - c - v) q; the licensee stands at the guest and the licensor at the host.

    Parameters
    ----------
    demand
        Demand and costs; the licensee bears both costs.
    royalty
        Share of the price, below 1.
    """
    kept = 1.0 - royalty
    cost = demand.guest_cost + demand.conversion
    volume = demand.best_volume(cost / kept)
    outcome = settle(demand, "licensee", volume, demand.conversion)
    paid = royalty * outcome.price * volume
    return replace(outcome, host=paid, guest=outcome.guest - paid)


def venture_volume(demand: LinearDemand, transfer_price: float, host_share: float) -> VolumeOutcome:
    """Return the volume of a guest that buys from a joint venture of which it owns a part.

    Of the venture's margin the host keeps e, so the guest sees c + v + e (TPv - v): margin upon margin
    unless the transfer price is the cost.

    Parameters
    ----------
    demand
        Demand and costs; the venture bears v.
    transfer_price
        What the venture asks for its work on a vehicle TPv, thousands.
    host_share
        Share e of the host.
    """
    seen = demand.conversion + host_share * (transfer_price - demand.conversion)
    return settle(demand, "guest", demand.best_volume(demand.guest_cost + seen), seen)


def settle(
    demand: LinearDemand, decider: str, volume: float, unit_fee: float, fixed_fee: float = 0.0
) -> VolumeOutcome:
    """Return the profits of both sides at a volume and a fee."""
    best = demand.best_volume(demand.guest_cost + demand.conversion)
    margin = demand.price(volume) - demand.guest_cost
    return VolumeOutcome(
        decider=decider,
        volume=volume,
        price=demand.price(volume),
        host=(unit_fee - demand.conversion) * volume + fixed_fee,
        guest=(margin - unit_fee) * volume - fixed_fee,
        best=(demand.price(best) - demand.guest_cost - demand.conversion) * best,
    )


def shortfall_rate_to_build(stream: Stream, unit_fee: float) -> Yearly:
    """Return the shortfall rate above which the guest goes on building, thousands by period.

    kappa > cM + o + w - ell: below zero, the guest builds without any.

    Parameters
    ----------
    stream
        Costs of building and of import by period.
    unit_fee
        Fee w, thousands per vehicle.
    """
    return stream.at_line + stream.outbound + unit_fee - stream.landed


def guest_response(stream: Stream, contract: Contract) -> Stream:
    """Return the stream that the guest chooses under a contract, each vehicle built or imported.

    In each period the guest builds all it planned if that is no dearer than import at the fee; else
    only the minimum, if import saves less than the shortfall payment; else nothing. Fixed money and
    capital stay: the line is committed.

    Parameters
    ----------
    stream
        Planned volumes, and costs as they turn out.
    contract
        Terms with one unit fee.
    """
    if contract.bands or contract.fee_index:
        raise ValueError("the response of a guest is known for one unit fee, without bands or index")
    dearer = shortfall_rate_to_build(stream, contract.unit_fee)
    promised = by_period(contract.minimum, stream, 0.0)
    kept = (dearer <= contract.shortfall_rate) * promised.clip(max=stream.local)
    local = stream.local * (dearer <= 0) + kept * (dearer > 0)
    return replace(stream, local=local, imported=stream.imported + stream.local - local)
