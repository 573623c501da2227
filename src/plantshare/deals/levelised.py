"""What one vehicle costs by each way of supply, levelised over the years of a programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plantshare.deals.stream import Stream, Yearly

__all__ = ["SupplyCost", "built_cost", "import_cost"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplyCost:
    """The landed cost of a vehicle by one way of supply, part by part.

    Parameters
    ----------
    present_volume
        Discounted volume that the cost is spread over, k.
    parts
        Levelised cost by kind, thousands of currency per vehicle.
    """

    present_volume: float
    parts: Mapping[str, float]

    @property
    def total(self) -> float:
        """Return the landed cost, thousands of currency per vehicle."""
        return sum(self.parts.values())


def built_cost(stream: Stream) -> SupplyCost:
    """Return the landed cost of a vehicle built under the deal, with its share of fixed money and capital.

        l = sum_t d[t] ((cM + v + o) q + F + K) / sum_t d[t] q[t]

    The idle cost that the deal avoids is no cost of the vehicle and is left out. A kit under another ruling
    of customs is another stream: see :meth:`plantshare.deals.forms.KitBuild.ruled`.

    Parameters
    ----------
    stream
        The programme.

    Raises
    ------
    ValueError
        If nothing is built.

    Examples
    --------
    Parts of 15, conversion of 2, and 12 m of capital over 4 k vehicles:

    >>> from plantshare.deals.stream import steady_stream
    >>> cost = built_cost(steady_stream(local=(1, 3), rate=0.0, parts=15, conversion=2, guest_capital=12))
    >>> cost.total, cost.parts["capital"]
    (20.0, 3.0)
    """
    rates = {
        "parts": stream.parts,
        "freight of parts": stream.inbound_freight,
        "duty on parts": stream.inbound_duty,
        "conversion": stream.conversion,
        "delivery": stream.outbound,
    }
    lumps = {"fixed": stream.fixed, "capital": stream.capital}
    amounts = {kind: rate * stream.local for kind, rate in rates.items()} | lumps
    return spread(stream, amounts, stream.local, "built")


def import_cost(stream: Stream) -> SupplyCost:
    """Return the landed cost of a vehicle that is imported without the deal: sum d ell m0 / sum d m0.

    A build in a third country is an import too: its cost at the gate is the ex-works part.

    Parameters
    ----------
    stream
        The programme.

    Raises
    ------
    ValueError
        If nothing is imported.

    Examples
    --------
    >>> from plantshare.deals.stream import steady_stream
    >>> import_cost(steady_stream(local=(1, 3), rate=0.1, ex_works=15, freight=1.3, duty=1.8)).parts["duty"]
    1.8
    """
    rates = {
        "ex-works": stream.ex_works,
        "freight": stream.freight,
        "duty": stream.duty,
        "capital on the way": stream.pipeline,
    }
    volume = stream.imported_without
    return spread(stream, {kind: rate * volume for kind, rate in rates.items()}, volume, "imported")


def spread(stream: Stream, amounts: Mapping[str, Yearly], volume: Yearly, verb: str) -> SupplyCost:
    """Return amounts by kind over a volume, both discounted."""
    present = stream.present(volume)
    if present == 0:
        raise ValueError(f"nothing is {verb} in this stream, so no vehicle can carry a cost")
    parts = {kind: stream.present(amount) / present for kind, amount in amounts.items()}
    return SupplyCost(present_volume=present, parts=parts)
