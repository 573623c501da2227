"""Where the nodes and ribbons of a flow picture stand: brands left, plants in the middle, markets right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["COLUMNS", "Flow", "Layout", "Node", "Ribbon", "crossings", "flow_layout", "merged_nodes"]

COLUMNS = ("brand", "plant", "market")
BODY = 320.0
"""Height of all vehicles together, in pixels."""
GAP = 7.0
"""Least distance of two nodes, in pixels."""
SWEEPS = 12
"""Times the order is improved; it settles after a few."""
MOST, LEAST_SHARE = 14, 0.008
"""Nodes of a column that stand alone, and the least share of all vehicles that they need."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """Vehicles of one brand from one plant to one market.

    Parameters
    ----------
    brand, plant, market
        Names.
    is_guest
        Whether the plant belongs to another company than the brand.
    units
        Vehicles a year, above zero.
    """

    brand: str
    plant: str
    market: str
    is_guest: bool
    units: float

    def end(self, column: str) -> str:
        """Return the name in one column."""
        return str(getattr(self, column))


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One brand, plant or market; y0 and y1 are shares of the height from the top."""

    column: str
    name: str
    units: float
    y0: float
    y1: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """Where one flow stands at its brand, at both sides of its plant and at its market.

    Each side is a pair of shares of the height, from the top.
    """

    brand: tuple[float, float]
    plant_in: tuple[float, float]
    plant_out: tuple[float, float]
    market: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Nodes, a ribbon for each flow in the order of the flows, and the height in pixels."""

    nodes: tuple[Node, ...]
    ribbons: tuple[Ribbon, ...]
    height: float


def merged_nodes(flows: Sequence[Flow], column: str, other: str) -> dict[str, str]:
    """Return the node of every name of a column: its own, or one for the small ones together.

    Parameters
    ----------
    other
        Word for the small ones, such as "other brands"; their number stands in front.

    Examples
    --------
    >>> flows = [Flow(brand=name, plant="P", market="M", is_guest=False, units=units)
    ...          for name, units in (("A", 990.0), ("B", 4.0), ("C", 6.0))]
    >>> merged_nodes(flows, "brand", "other brands")
    {'A': 'A', 'C': '2 other brands', 'B': '2 other brands'}
    """
    sums = totals(flows, column)
    total = sum(sums.values())
    order = by_size(sums)
    small = [name for rank, name in enumerate(order) if rank >= MOST or sums[name] < LEAST_SHARE * total]
    label = f"{len(small)} {other}"
    return {name: label if name in small and len(small) > 1 else name for name in order}


def totals(flows: Sequence[Flow], column: str) -> dict[str, float]:
    """Return the vehicles of every name of a column."""
    sums: dict[str, float] = defaultdict(float)
    for flow in flows:
        sums[flow.end(column)] += flow.units
    return dict(sums)


def flow_layout(flows: Sequence[Flow], room: Callable[[str, str], float]) -> Layout:
    """Return nodes and ribbons with few crossings and room for every label.

    Parameters
    ----------
    flows
        Flows between nodes, at least one.
    room
        Height that the label of a node needs, by column and name, in pixels.
    """
    order = best_order(flows)
    scale = BODY / sum(flow.units for flow in flows)
    sizes = {
        column: {name: scale * units for name, units in totals(flows, column).items()} for column in COLUMNS
    }
    gaps = {
        column: [
            max(GAP, (room(column, one) + room(column, two) - sizes[column][one] - sizes[column][two]) / 2)
            for one, two in pairwise(order[column])
        ]
        for column in COLUMNS
    }
    # Labels of the first and the last node may be higher than the node itself.
    edges = {
        column: [max(0.0, (room(column, name) - sizes[column][name]) / 2) for name in (names[0], names[-1])]
        for column, names in order.items()
    }
    height = max(BODY + sum(gaps[column]) + sum(edges[column]) for column in COLUMNS)
    tops: dict[str, dict[str, float]] = {}
    for column in COLUMNS:
        spare = height - BODY - sum(gaps[column]) - sum(edges[column])
        share = spare / (len(gaps[column]) + 1)
        place = edges[column][0] + share / 2
        tops[column] = {}
        for name, gap in zip(order[column], [*gaps[column], 0.0], strict=True):
            tops[column][name] = place
            place += sizes[column][name] + gap + share
    nodes = tuple(
        Node(
            column=column,
            name=name,
            units=sizes[column][name] / scale,
            y0=tops[column][name] / height,
            y1=(tops[column][name] + sizes[column][name]) / height,
        )
        for column in COLUMNS
        for name in order[column]
    )
    return Layout(nodes=nodes, ribbons=ribbons_of(flows, order, tops, scale, height), height=height)


def ribbons_of(
    flows: Sequence[Flow],
    order: Mapping[str, Sequence[str]],
    tops: Mapping[str, Mapping[str, float]],
    scale: float,
    height: float,
) -> tuple[Ribbon, ...]:
    """Return the ribbon of each flow: at a node they stand in the order of the nodes at their other ends.

    Flows between the same two nodes stand side by side in one order at both, so that they make one ribbon.
    """
    rank = {column: {name: place for place, name in enumerate(names)} for column, names in order.items()}
    sides = (("brand", "plant"), ("plant", "brand"), ("plant", "market"), ("market", "plant"))
    places: list[list[tuple[float, float]]] = []
    for at, toward in sides:
        third = next(column for column in COLUMNS if column not in (at, toward))
        used = dict(tops[at])
        side = [(0.0, 0.0)] * len(flows)
        for index in sorted(range(len(flows)), key=lambda each: ranks(flows[each], rank, toward, third)):
            flow = flows[index]
            start = used[flow.end(at)]
            used[flow.end(at)] = start + scale * flow.units
            side[index] = (start / height, used[flow.end(at)] / height)
        places.append(side)
    return tuple(
        Ribbon(brand=one, plant_in=two, plant_out=three, market=four)
        for one, two, three, four in zip(*places, strict=True)
    )


def ranks(
    flow: Flow, rank: Mapping[str, Mapping[str, int]], toward: str, third: str
) -> tuple[int, bool, int]:
    """Return where a flow stands at a node: by its other end, own before guest, then by the third column."""
    return rank[toward][flow.end(toward)], flow.is_guest, rank[third][flow.end(third)]


def best_order(flows: Sequence[Flow]) -> dict[str, list[str]]:
    """Return the order of the nodes of each column: that with the fewest crossings among some sweeps.

    Starting from the largest first, the columns outside follow the middle of their plants, and plants
    the middle of brands and markets (the barycentre method of Sugiyama, Tagawa and Toda, 1981).
    """
    order = {column: by_size(totals(flows, column)) for column in COLUMNS}
    best, fewest = order, crossings(flows, order)
    for _ in range(SWEEPS):
        for column, others in (("brand", ("plant",)), ("market", ("plant",)), ("plant", ("brand", "market"))):
            order = {**order, column: by_middle(flows, order, column, others)}
        found = crossings(flows, order)
        if found < fewest:
            best, fewest = order, found
    return best


def by_size(sums: Mapping[str, float]) -> list[str]:
    """Return names with the largest first, and by letter at a tie."""
    return sorted(sums, key=lambda name: (-sums[name], name))


def by_middle(
    flows: Sequence[Flow], order: Mapping[str, Sequence[str]], column: str, others: Sequence[str]
) -> list[str]:
    """Return the names of a column by the mean place of what they are joined to, weighted by vehicles."""
    rank = {
        other: {name: (place + 0.5) / len(order[other]) for place, name in enumerate(order[other])}
        for other in others
    }
    weight, sums = totals(flows, column), dict.fromkeys(order[column], 0.0)
    for flow in flows:
        sums[flow.end(column)] += flow.units * sum(rank[other][flow.end(other)] for other in others)
    return sorted(order[column], key=lambda name: (sums[name] / weight[name], name))


def crossings(flows: Sequence[Flow], order: Mapping[str, Sequence[str]]) -> float:
    """Return how much crosses: for each pair of ribbons that cross, the vehicles of the smaller one."""
    total = 0.0
    for left, right in (("brand", "plant"), ("plant", "market")):
        links: dict[tuple[int, int], float] = defaultdict(float)
        for flow in flows:
            ends = (list(order[left]).index(flow.end(left)), list(order[right]).index(flow.end(right)))
            links[ends] += flow.units
        items = list(links.items())
        for place, ((one_left, one_right), one) in enumerate(items):
            for (two_left, two_right), two in items[place + 1 :]:
                if (one_left - two_left) * (one_right - two_right) < 0:
                    total += min(one, two)
    return total
