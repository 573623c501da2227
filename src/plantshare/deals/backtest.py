"""Old deals put to the test: what the sums would have said when they were signed, and what came."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import numpy as np

from plantshare.deals.backtest_cases import Case, read_cases
from plantshare.deals.forms import Contract, Form, JointVenture, KitBuild
from plantshare.deals.gain import gains, with_terms
from plantshare.deals.range import TermRange, term_range
from plantshare.deals.risk import walk_away_probability
from plantshare.deals.stream import Stream, Yearly

__all__ = ["Advice", "BackTest", "advice_on", "back_test", "back_tests", "programme"]

FUTURES = 200
"""Volumes at which the gain of each side is looked at, all equally likely."""

LIKELY_LOSS = 0.25
"""Chance of a loss of either side from which the advice asks for a clause that carries it."""

SURPRISE = 0.05
"""Chance below which a volume lay outside of what was thought possible."""

MONTHS = 12
ADVICE = ("sign", "sign with a clause", "do not sign")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the sums say about a deal with what was known, or is assumed, at the decision.

    Parameters
    ----------
    terms
        Range of the term that the parties bargain about.
    agreed
        The term that the gains below rest on: stated, or the middle of the range, which halves the gain.
    host, guest
        Gain of each side at the volume planned, m.
    break_even
        Share of the volume planned at which both together gain nothing; above 1 the plan itself loses.
    loss, host_walks, guest_walks
        Chance that both together, the host, and the guest gain less than nothing, over the spread of volume.
    advice
        Sign, sign with a clause, or do not sign.
    """

    terms: TermRange
    agreed: float
    host: float
    guest: float
    break_even: float
    loss: float
    host_walks: float
    guest_walks: float
    advice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTest:
    """An old deal: what would have been said, what happened, and where the two part.

    Parameters
    ----------
    case
        The deal.
    advice
        What would have been said.
    volume_share
        Volume that came over the volume planned; none where no volume is known.
    years_run, life
        Years that it ran, and years that were planned.
    replayed
        Gain of both by the same sums with the volume and the years that came, m.
    chance
        Chance that the spread of volume gave to so little or less; none where no volume is known.
    """

    case: Case
    advice: Advice
    volume_share: float | None
    years_run: float
    life: float
    replayed: float
    chance: float | None

    @property
    def held(self) -> bool:
        """Return whether both together gained, by the same sums with what came."""
        return self.replayed >= 0

    @property
    def is_right(self) -> bool:
        """Return whether it was plainly advised to sign a deal that held, or warned of one that did not."""
        return (self.advice.advice == ADVICE[0]) == self.held

    @property
    def misses(self) -> tuple[str, ...]:
        """Return what the sums did not see; none where the advice was right and volume and years came."""
        found = []
        if not self.is_right:
            found.append("warned of a deal that held" if self.held else "no warning of a deal that lost")
        if self.chance is not None and self.chance < SURPRISE:
            found.append(f"gave such a volume a chance of {self.chance:.1%}")
        if self.years_run < self.life:
            found.append(f"no future in which it ends after {self.years_run:.2g} of {self.life:g} years")
        return tuple(found)


def back_tests(folder: Path) -> tuple[BackTest, ...]:
    """Return the test of every old deal of a folder.

    Parameters
    ----------
    folder
        Folder with ``cases.csv``, ``facts.csv``, ``inputs.csv`` and ``outcomes.csv``.
    """
    return tuple(back_test(case) for case in read_cases(folder))


def back_test(case: Case) -> BackTest:
    """Return what would have been said about an old deal, beside what happened.

    Where no volume was published that planned is replayed, and where no end was, the years planned.

    Parameters
    ----------
    case
        The deal with its inputs and outcomes.
    """
    share, life = volume_share(case), case.number("life")
    ran = case.outcome("years_run")
    years_run = life if ran is None else ran
    replayed = programme(case, 1.0 if share is None else share, years_run)
    chance = None if share is None else NormalDist().cdf(math.log(share) / case.number("volume_sd_log"))
    return BackTest(
        case=case,
        advice=advice_on(case),
        volume_share=share,
        years_run=years_run,
        life=life,
        replayed=form_of(case, replayed).integrated_gain(replayed),
        chance=chance,
    )


def advice_on(case: Case) -> Advice:
    """Return what the sums say about an old deal with what was known, or is assumed, at the decision.

    Volume is the plan times exp(sd z) with z normal: the plan is the median. It is advised not to sign
    where both together lose as planned, to sign with a clause where either side loses in a quarter
    of the futures, and else to sign. The same rule holds for every case.

    Parameters
    ----------
    case
        The deal with its inputs.
    """
    stream = programme(case)
    form = form_of(case, stream)
    name = "transfer_price" if isinstance(form, JointVenture) else "unit_fee"
    terms = term_range(form, stream, name)
    agreed = (terms.low + terms.high) / 2 if isinstance(form, JointVenture) else case.number("unit_fee")
    form = with_terms(form, {name: agreed})
    chances = (np.arange(FUTURES) + 0.5) / FUTURES
    spread = np.array([NormalDist().inv_cdf(chance) for chance in chances])
    shares = np.exp(case.number("volume_sd_log") * spread)
    found = [gains(form, stream.with_volume(share)).by_party for share in (1.0, *shares)]
    host, guest = (np.array([each[party] for each in found]) for party in (stream.host, stream.guest))
    equal = np.full(FUTURES, 1.0 / FUTURES)
    loss, host_walks, guest_walks = (
        walk_away_probability(each, equal) for each in (host[1:] + guest[1:], host[1:], guest[1:])
    )
    planned, idle = (form.integrated_gain(stream.with_volume(share)) for share in (1.0, 0.0))
    is_risky = max(host_walks, guest_walks) >= LIKELY_LOSS
    return Advice(
        terms=terms,
        agreed=agreed,
        host=float(host[0]),
        guest=float(guest[0]),
        break_even=idle / (idle - planned),
        loss=loss,
        host_walks=host_walks,
        guest_walks=guest_walks,
        advice=ADVICE[2] if planned < 0 else ADVICE[1] if is_risky else ADVICE[0],
    )


def volume_share(case: Case) -> float | None:
    """Return the volume that came over that planned for the same years, or none where none is known."""
    total, came, planned = case.outcome("total"), case.outcome("volume"), case.number("volume")
    if total is not None:
        return total / (planned * sum(ramped(case, case.outcome("years_run") or 0.0)))
    if came is None:
        return None
    ages = case.outcomes["volume"].ages
    reached = ramped(case, float(max(ages) + 1)) if ages else np.ones(1)
    return came / (planned * float(reached.mean()))


def ramped(case: Case, years: float) -> Yearly:
    """Return the share of the full rate that is built in each year, the last year in part."""
    count = math.ceil(years)
    reached: Yearly = np.ones(count)
    for age, name in enumerate(("ramp_0", "ramp_1")[:count]):
        reached[age] = case.number(name)
    last: Yearly = np.minimum(1.0, years - np.arange(count))
    return reached * last


def programme(case: Case, share: float = 1.0, years: float | None = None) -> Stream:
    """Return an old deal as a stream: signature, the months until the start, then the years that it runs.

    Capital is spent at signature. Nothing is spent or built until the start, and fixed money is due in
    proportion in a last year that is not whole.

    Parameters
    ----------
    case
        The deal with its inputs.
    share
        Volume over that planned; fixed money and capital stay.
    years
        Years that it runs; as planned unless given.
    """
    reached = ramped(case, case.number("life") if years is None else years)
    whole = np.minimum(1.0, (case.number("life") if years is None else years) - np.arange(len(reached)))
    planned = case.number("volume")
    dates = np.array([0.0, *(case.number("months_to_start") / MONTHS + 1.0 + np.arange(len(reached)))])
    runs, volume = np.array([0.0, *whole]), share * planned * np.array([0.0, *reached])
    first = np.array([1.0, *np.zeros(len(reached))])
    landed = case.number("ex_works") + case.number("freight")
    guest_capital = case.inputs.get("guest_capital")
    host_capital = case.inputs.get("host_capital")
    stream = Stream(
        years=tuple(range(len(dates))),
        discount=(1.0 + case.number("rate")) ** -dates,
        runs=(runs > 0).astype(float),
        local=volume,
        imported_without=volume,
        parts=np.array([case.number("parts")]),
        inbound_freight=np.array([case.number("inbound_freight")]),
        conversion=np.array([case.number("conversion")]),
        ex_works=np.array([case.number("ex_works")]),
        freight=np.array([case.number("freight")]),
        duty=np.array([(case.number("duty_rate") + case.number("usual_duty")) * landed]),
        fixed=case.number("fixed_rate") * planned * runs,
        idle=case.number("idle_rate") * planned * runs,
        guest_capital=first
        * (
            case.number("capital")
            + (guest_capital.value if guest_capital else case.number("guest_capital_rate") * planned)
        ),
        host_capital=first
        * (host_capital.value if host_capital else case.number("host_capital_rate") * planned),
        host=case.host,
        guest=case.guest,
        counterfactual="another place to build, or import; line idle",
    )
    form = form_of(case, stream)
    return form.ruled(stream) if isinstance(form, KitBuild) else stream


def form_of(case: Case, stream: Stream) -> Form:
    """Return the form of an old deal with its terms; the transfer price of a venture is left at zero."""
    if case.form == "joint_venture":
        return JointVenture(host_share=case.number("host_share"), transfer_price=0.0)
    fixed_fee = case.number("fixed_fee_rate") * case.number("volume")
    if case.form == "kit":
        rate = case.number("duty_rate") + case.number("usual_duty")
        return KitBuild(
            ruling="parts", duty_as_vehicle=rate, duty_as_parts=case.number("duty_as_parts"),
            unit_fee=case.number("unit_fee"), fixed_fee=fixed_fee,
        )  # fmt: skip
    return Contract(unit_fee=case.number("unit_fee"), fixed_fee=fixed_fee)
