"""Kit build: the host assembles kits; customs decides whether a kit is a vehicle or parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from plantshare.deals.forms.contract import FEE_CLAUSES, Contract
from plantshare.deals.forms.form import is_share
from plantshare.deals.payment import Payment
from plantshare.deals.stream import Stream
from plantshare.deals.term import Clause

__all__ = ["KitBuild", "Ruling", "expected_over_rulings"]

Ruling = Literal["vehicle", "parts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KitBuild:
    """Assemble kits for a fee, with duty on the kit by the ruling of customs.

        duty[ruling] = rate[ruling] (kit + freight)
        host   w q + Phi + kappa (Qmin - q)+ - v q - F - KH - h KG       (and a is avoided)
        guest  (P-s-o - kit - freight - duty) q - w q - Phi - kappa (Qmin - q)+ + m (P-s-ell) - (1-h) KG

    ``parts`` and ``inbound_freight`` of the stream are the kit and its freight; its ``inbound_duty`` is
    replaced by the ruling, where the deal states a duty for it. The ruling is a state of the world, no
    term: the parties do not choose it, so every value is stated under each ruling. Terms and drivers are
    those of a contract build.

    Parameters
    ----------
    ruling
        What customs takes the kit for.
    duty_as_vehicle, duty_as_parts
        Duty as a share of kit and freight under each ruling; none for the duty of the stream.
    unit_fee, fixed_fee, minimum, shortfall_rate, host_capex_share, fee_index, fixed_fee_index, cost_refund
        As of a contract build.
    """

    name: ClassVar[str] = "kit build"
    terms: ClassVar[tuple[str, ...]] = Contract.terms
    clauses: ClassVar[tuple[Clause, ...]] = (
        Clause(
            name="customs ruling",
            says="A binding ruling is asked for before signature; who bears the duty if it is withdrawn.",
            guards_against="A kit that is taxed as a vehicle, which can eat the whole gain.",
            terms=("duty_as_vehicle", "duty_as_parts"),
        ),
        *FEE_CLAUSES,
    )
    decider: ClassVar[str] = "guest"

    ruling: Ruling
    duty_as_vehicle: float | None
    duty_as_parts: float | None
    unit_fee: float = 0.0
    fixed_fee: float = 0.0
    minimum: tuple[float, ...] = ()
    shortfall_rate: float = 0.0
    host_capex_share: float = 0.0
    fee_index: tuple[float, ...] = ()
    fixed_fee_index: tuple[float, ...] = ()
    cost_refund: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        """Refuse duties outside 0 to 1, an unknown ruling, and fees outside their bounds."""
        is_share(duty_as_vehicle=self.duty_as_vehicle or 0.0, duty_as_parts=self.duty_as_parts or 0.0)
        if self.ruling not in ("vehicle", "parts"):
            raise ValueError(f"customs takes a kit for a 'vehicle' or for 'parts', got '{self.ruling}'")
        self.fees()

    def fees(self) -> Contract:
        """Return the contract build with the same fees."""
        return Contract(
            unit_fee=self.unit_fee,
            fixed_fee=self.fixed_fee,
            minimum=self.minimum,
            shortfall_rate=self.shortfall_rate,
            host_capex_share=self.host_capex_share,
            fee_index=self.fee_index,
            fixed_fee_index=self.fixed_fee_index,
            cost_refund=self.cost_refund,
        )

    def ruled(self, stream: Stream) -> Stream:
        """Return the stream with the duty on kits that the ruling asks for."""
        rate = self.duty_as_vehicle if self.ruling == "vehicle" else self.duty_as_parts
        if rate is None:
            return stream
        return replace(stream, inbound_duty=rate * (stream.parts + stream.inbound_freight))

    def payments(self, stream: Stream) -> tuple[Payment, ...]:
        """Return every payment of the contract build under the ruling."""
        return self.fees().payments(self.ruled(stream))

    def integrated_gain(self, stream: Stream) -> float:
        """Return the gain of both sides under the ruling, m."""
        return self.ruled(stream).integrated_gain()


def expected_over_rulings(form: KitBuild, stream: Stream, chance_of_parts: float) -> float:
    """Return the integrated gain of a kit build, expected over the ruling of customs, m.

    Parameters
    ----------
    form
        The kit build; its own ruling does not matter.
    stream
        The stream of kits.
    chance_of_parts
        Probability that customs takes the kit for parts.
    """
    as_parts = replace(form, ruling="parts").integrated_gain(stream)
    as_vehicle = replace(form, ruling="vehicle").integrated_gain(stream)
    return chance_of_parts * as_parts + (1.0 - chance_of_parts) * as_vehicle
