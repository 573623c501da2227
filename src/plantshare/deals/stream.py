"""The yearly stream of one programme: what a deal is valued on, whatever its form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np
import numpy.typing as npt

__all__ = ["Stream", "Yearly", "steady_stream", "stream_of_amounts"]

Yearly = npt.NDArray[np.float64]
"""One number for each period of a stream."""

LOCAL_RATES: Mapping[str, tuple[str, ...]] = {
    "price": ("revenue", "feebate"),
    "selling": ("selling",),
    "parts": ("parts",),
    "inbound_duty": ("parts duty",),
    "conversion": ("labour", "energy", "conversion"),
    "outbound": ("freight", "duty", "duty abroad", "quota duty", "cap duty", "pipeline"),
}
"""Kinds of money line that make up each rate of a vehicle built locally."""

IMPORT_RATES: Mapping[str, tuple[str, ...]] = {
    "ex_works": ("parts", "parts duty", "labour", "energy", "conversion", "option fixed cost"),
    "freight": ("freight", "duty abroad"),
    "duty": ("duty", "quota duty", "cap duty"),
    "pipeline": ("pipeline",),
}
"""Kinds of money line that make up each part of the landed cost of an import."""


def nothing() -> Yearly:
    """Return zero for every period: a stream broadcasts one number to all."""
    return np.zeros(1)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Stream:
    """A programme by period: volumes, unit money, fixed money, capital, discount factors.

    Every array has one number for each period, or one number for all; volumes are thousand vehicles,
    unit money thousands of currency per vehicle, so that their product is millions. Often period 0
    is the signature, with capital and no volume.

    Parameters
    ----------
    years
        Name of each period.
    discount
        Discount factor d of each period.
    runs
        1 in periods in which the deal runs, else 0: fees per year are due in these.
    local, imported
        Volume q built under the deal, and m still imported, k.
    imported_without
        Volume m0 imported without the deal, k.
    price, selling
        Net revenue P and selling cost s per vehicle, the same for both ways of supply.
    parts, inbound_freight, inbound_duty
        Parts or kit at the line cM, and what it costs to bring them there, per vehicle built.
    conversion, outbound
        Conversion v, and delivery from the line o, per vehicle built.
    ex_works, freight, duty, pipeline
        Landed cost of an import ell, in its four parts.
    fixed
        Fixed cost F that the programme adds, m/yr.
    idle
        Cost a of carrying the idle line that the deal avoids, m/yr.
    guest_capital, host_capital
        Capital KG and KH that each side pays its suppliers, m.
    hours, electricity
        Labour hours and MWh per vehicle built.
    elsewhere
        What the deal changes for each party beyond the programme, m by period: the host's other vehicles,
        shifts that it no longer keeps, support. Whatever the terms, it stays.
    host, guest, government
        Names of the parties.
    counterfactual
        The outside option in words: what happens without the deal.
    """

    years: tuple[int, ...]
    discount: Yearly
    runs: Yearly
    local: Yearly
    imported: Yearly = field(default_factory=nothing)
    imported_without: Yearly = field(default_factory=nothing)
    price: Yearly = field(default_factory=nothing)
    selling: Yearly = field(default_factory=nothing)
    parts: Yearly = field(default_factory=nothing)
    inbound_freight: Yearly = field(default_factory=nothing)
    inbound_duty: Yearly = field(default_factory=nothing)
    conversion: Yearly = field(default_factory=nothing)
    outbound: Yearly = field(default_factory=nothing)
    ex_works: Yearly = field(default_factory=nothing)
    freight: Yearly = field(default_factory=nothing)
    duty: Yearly = field(default_factory=nothing)
    pipeline: Yearly = field(default_factory=nothing)
    fixed: Yearly = field(default_factory=nothing)
    idle: Yearly = field(default_factory=nothing)
    guest_capital: Yearly = field(default_factory=nothing)
    host_capital: Yearly = field(default_factory=nothing)
    hours: Yearly = field(default_factory=nothing)
    electricity: Yearly = field(default_factory=nothing)
    elsewhere: Mapping[str, Yearly] = field(default_factory=dict)
    host: str = "host"
    guest: str = "guest"
    government: str = "government"
    counterfactual: str = "import, line idle"

    def __post_init__(self) -> None:
        """Give every array one finite number for each period; refuse what means nothing."""
        count = len(self.years)
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, (str, tuple, Mapping)):
                continue
            array = np.array(np.broadcast_to(np.asarray(value, dtype=float), (count,)))
            if not np.isfinite(array).all():
                raise ValueError(f"{each.name} must be finite in every period, got {array}")
            array.flags.writeable = False
            object.__setattr__(self, each.name, array)
        for name in ("discount", "runs", "local", "imported", "imported_without"):
            if (getattr(self, name) < 0).any():
                raise ValueError(f"{name} must not lie below 0, got {getattr(self, name)}")
        if len({self.host, self.guest, self.government, ""}) < 4:
            raise ValueError(
                f"a deal needs three parties with different names, got host '{self.host}', "
                f"guest '{self.guest}', government '{self.government}' [deal-without-party]"
            )

    @property
    def capital(self) -> Yearly:
        """Return the capital of both sides K, m by period."""
        return self.guest_capital + self.host_capital

    @property
    def landed(self) -> Yearly:
        """Return the landed cost of an import ell, thousands per vehicle."""
        return self.ex_works + self.freight + self.duty + self.pipeline

    @property
    def at_line(self) -> Yearly:
        """Return parts, or a kit, as they arrive at the line, thousands per vehicle."""
        return self.parts + self.inbound_freight + self.inbound_duty

    @property
    def present_volume(self) -> float:
        """Return Qpv = sum_t d[t] q[t], k."""
        return float(self.discount @ self.local)

    @property
    def present_years(self) -> float:
        """Return A = sum_t d[t] over the periods in which the deal runs, years."""
        return float(self.discount @ self.runs)

    def present(self, amounts: Yearly) -> float:
        """Return the present value of amounts by period, m."""
        return float(self.discount @ amounts)

    def integrated_gain(self) -> float:
        """Return what host and guest gain together over import, m, before tax.

            S = sum_t d[t] ((P-s-cM-v-o) q + (P-s-ell)(m - m0) - (F - a)) - d K

        With m0 = q + m, each vehicle built replaces one import, and S is the sum of
        d (ell-cM-v-o) q less fixed money and capital. What changes elsewhere for companies is added.
        """
        built = self.price - self.selling - self.at_line - self.conversion - self.outbound
        bought = self.price - self.selling - self.landed
        yearly = built * self.local + bought * (self.imported - self.imported_without)
        beyond = sum((gain for party, gain in self.elsewhere.items() if party != self.government), nothing())
        return self.present(yearly - self.fixed + self.idle - self.capital + beyond)

    def with_volume(self, factor: float) -> Stream:
        """Return the stream with every volume times a factor; fixed money and capital stay."""
        return replace(
            self,
            local=factor * self.local,
            imported=factor * self.imported,
            imported_without=factor * self.imported_without,
        )


def steady_stream(
    *,
    local: Sequence[float],
    rate: float,
    price: float = 0.0,
    selling: float = 0.0,
    parts: float = 0.0,
    conversion: float = 0.0,
    outbound: float = 0.0,
    ex_works: float = 0.0,
    freight: float = 0.0,
    duty: float = 0.0,
    pipeline: float = 0.0,
    fixed: float = 0.0,
    idle: float = 0.0,
    guest_capital: float = 0.0,
    host_capital: float = 0.0,
    hours: float = 0.0,
    electricity: float = 0.0,
    is_imported_else: bool = True,
) -> Stream:
    """Return a stream with constant rates: capital at signature, cash at the end of years 1, 2, ...

    Parameters
    ----------
    local
        Volume built in each year, k.
    rate
        Discount rate, share/yr: d[t] = (1 + rate)^-t.
    price, selling, parts, conversion, outbound, ex_works, freight, duty, pipeline
        Thousands of currency per vehicle.
    fixed, idle
        Millions a year; idle is the carrying cost avoided.
    guest_capital, host_capital
        Millions at signature.
    hours, electricity
        Hours and MWh per vehicle built.
    is_imported_else
        Whether the same volume is imported without the deal; otherwise it is not sold at all.

    Examples
    --------
    >>> stream = steady_stream(local=(20, 50, 60, 60, 60), rate=0.10)
    >>> round(stream.present_volume, 4), round(stream.present_years, 6)
    (182.8191, 3.790787)
    """
    years = tuple(range(len(local) + 1))
    after = np.array([0.0] + [1.0] * len(local))
    volume = np.array([0.0, *local])
    return Stream(
        years=years,
        discount=(1.0 + rate) ** -np.array(years, dtype=float),
        runs=after,
        local=volume,
        imported_without=volume if is_imported_else else nothing(),
        price=after * price,
        selling=after * selling,
        parts=after * parts,
        conversion=after * conversion,
        outbound=after * outbound,
        ex_works=after * ex_works,
        freight=after * freight,
        duty=after * duty,
        pipeline=after * pipeline,
        fixed=after * fixed,
        idle=after * idle,
        guest_capital=(1.0 - after) * guest_capital,
        host_capital=(1.0 - after) * host_capital,
        hours=after * hours,
        electricity=after * electricity,
        counterfactual="import, line idle" if is_imported_else else "no sale, line idle",
    )


def stream_of_amounts(
    *,
    years: Sequence[int],
    discount: Yearly,
    local: Yearly,
    imported: Yearly,
    imported_without: Yearly,
    built: Mapping[str, Yearly],
    bought: Mapping[str, Yearly],
    lump: Mapping[str, Yearly],
    host: str,
    guest: str,
    government: str,
    counterfactual: str,
) -> Stream:
    """Return the stream of a plan from its money lines, summed by kind and period.

    A rate is money over volume: c[t] = amount[t] / q[t], and 0 where nothing is built.

    Parameters
    ----------
    years, discount
        Periods and their discount factors.
    local, imported, imported_without
        Volumes with the deal, and the import of the plan without it, k.
    built
        Millions by kind of line over the local volume, with the deal; ``LOCAL_RATES`` names the kinds.
    bought
        Millions by kind of line over the import without the deal; ``IMPORT_RATES`` names the kinds.
    lump
        Millions by period for ``fixed``, ``idle``, ``guest_capital`` and ``host_capital``.
    host, guest, government
        Names of the parties.
    counterfactual
        The plan without the deal, in words.

    Raises
    ------
    ValueError
        If a kind of line belongs to no rate, or money stands in a period without volume.
    """
    rates: dict[str, Yearly] = {}
    for roles, amounts, volume in ((LOCAL_RATES, built, local), (IMPORT_RATES, bought, imported_without)):
        unknown = set(amounts) - {kind for kinds in roles.values() for kind in kinds}
        if unknown:
            raise ValueError(f"no rate of a vehicle is made up of {sorted(unknown)}")
        for name, kinds in roles.items():
            total = sum((amounts[kind] for kind in kinds if kind in amounts), np.zeros(len(years)))
            rates[name] = rate_of(name, total, volume)
    unknown = set(lump) - {"fixed", "idle", "guest_capital", "host_capital"}
    if unknown:
        raise ValueError(f"a stream has no lump sum {sorted(unknown)}")
    runs = ((local > 0) | (lump.get("fixed", nothing()) != 0)).astype(float)
    return Stream(
        years=tuple(years), discount=discount, runs=runs, local=local, imported=imported,
        imported_without=imported_without, host=host, guest=guest, government=government,
        counterfactual=counterfactual, price=rates["price"], selling=rates["selling"], parts=rates["parts"],
        inbound_duty=rates["inbound_duty"], conversion=rates["conversion"], outbound=rates["outbound"],
        ex_works=rates["ex_works"], freight=rates["freight"], duty=rates["duty"],
        pipeline=rates["pipeline"], fixed=lump.get("fixed", nothing()), idle=lump.get("idle", nothing()),
        guest_capital=lump.get("guest_capital", nothing()), host_capital=lump.get("host_capital", nothing()),
    )  # fmt: skip


def rate_of(name: str, amount: Yearly, volume: Yearly) -> Yearly:
    """Return money per vehicle in each period; money without volume has no rate."""
    lost = (volume <= 0) & (np.abs(amount) > 1e-9)
    if lost.any():
        raise ValueError(f"{name}: {amount[lost][0]:g} m in a period without volume; book it as a lump sum")
    return np.divide(amount, volume, out=np.zeros_like(amount), where=volume > 0)
