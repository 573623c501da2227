"""Who decides the volume of a deal: what the decider would build, what that costs, what repairs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from plantshare.deals.forms import Contract, KitBuild, Licence
from plantshare.deals.forms.contract import by_period
from plantshare.deals.forms.form import Form
from plantshare.deals.gain import gains, with_terms
from plantshare.deals.payment import cash_flow
from plantshare.deals.stream import Stream, Yearly

__all__ = ["LedVolume", "decider_of", "led_stream", "led_volume"]

TIE = 1e-9
"""Money of a year, m, by which another volume must be better to be chosen over more vehicles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedVolume:
    """What the side that decides the volume would have built, all figures expected over the futures.

    Once the line is tooled the decider sees its own money only: a fee where the host sees a cost, a royalty
    where the licensor sees none. Volumes are thousand vehicles, money is m of present value.

    Parameters
    ----------
    decider
        Name of the party that decides.
    years
        Name of each period.
    planned, chosen
        What the plan builds under the deal, and what the decider would build, k by period.
    less_often
        Probability that it builds less than planned in some period.
    loss
        What all companies together lose by that: the coordination loss. Below zero the decider's choice is
        better for them than the plan's volume.
    changes
        What it changes for host and guest, m.
    rate_to_build
        Payment for each vehicle short of the planned volume above which the decider builds all of it in
        every period and future, thousands per vehicle; none for forms without a minimum.
    fee_to_build
        Fee for each vehicle, at its base level, up to which it does so without any minimum, thousands; the
        rest of what the host needs would have to come as a fixed fee. None for forms without one fee per
        vehicle, and where no fee is low enough.
    no_fee_builds
        Whether the decider would build less than planned even for a fee of zero.
    """

    decider: str
    years: tuple[int, ...]
    planned: tuple[float, ...]
    chosen: tuple[float, ...]
    less_often: float
    loss: float
    changes: dict[str, float]
    rate_to_build: float | None
    fee_to_build: float | None
    no_fee_builds: bool


def decider_of(form: Form, stream: Stream) -> str:
    """Return the party that decides the volume: the licensee of a licence, and the guest otherwise.

    In a joint venture whoever sets the transfer price decides; here that is the guest, who supplies the kits.

    Parameters
    ----------
    form, stream
        The form and the programme.
    """
    if isinstance(form, Licence) and form.licensee == "host":
        return stream.host
    return stream.guest


def led_stream(form: Form, stream: Stream) -> Stream:
    """Return the stream with the volume that earns its decider most in each period, import in its place.

    The money of every form is straight in the volume between a few points: nothing, the minimum, the ends of
    bands, the vehicles that import cannot replace, and the planned volume. One of them is best. Capital,
    fixed cost and fees per year stay: the line is committed. Of equal volumes the largest is chosen.

    Parameters
    ----------
    form
        The form with its terms.
    stream
        Planned volumes, and rates as they turn out.

    Examples
    --------
    A fee of 3 a vehicle, where the guest saves 2 by not importing it, is paid for the minimum of 4 only if
    a vehicle short costs more than 1:

    >>> from plantshare.deals.stream import steady_stream
    >>> stream = steady_stream(local=(10,), rate=0.1, price=20, parts=10, ex_works=12)
    >>> for rate in (0.5, 2.0):
    ...     print(led_stream(Contract(unit_fee=3, minimum=(0, 4), shortfall_rate=rate), stream).local)
    [0. 0.]
    [0. 4.]
    """
    volumes = candidates(form, stream)
    money = np.array([decider_money(form, stream, volume) for volume in volumes])
    best = np.argmax(money >= money.max(axis=0) - TIE, axis=0)
    return built_instead(stream, np.array(volumes)[best, np.arange(len(stream.years))])


def led_volume(forms: Sequence[Form], streams: Sequence[Stream], probability: Sequence[float]) -> LedVolume:
    """Return what the side that decides would have built, over scenarios of a plan or drawn futures.

    Parameters
    ----------
    forms, streams, probability
        The form with its terms, the programme, and how likely it is, in each future.
    """
    led = [led_stream(form, stream) for form, stream in zip(forms, streams, strict=True)]
    first, chance = streams[0], np.array(probability)
    before = [gains(form, stream) for form, stream in zip(forms, streams, strict=True)]
    after = [gains(form, stream) for form, stream in zip(forms, led, strict=True)]
    pairs = list(zip(after, before, strict=True))
    lost = [
        form.integrated_gain(stream) - form.integrated_gain(own)
        for form, stream, own in zip(forms, streams, led, strict=True)
    ]
    rates = [rate_to_build(form, stream) for form, stream in zip(forms, streams, strict=True)]
    fees = [fee_to_build(form, stream) for form, stream in zip(forms, streams, strict=True)]
    fee = min((each for each in fees if each is not None), default=None)
    no_fee_builds = fee is not None and fee < 0
    is_less = [bool((own.local < stream.local - TIE).any()) for stream, own in zip(streams, led, strict=True)]
    return LedVolume(
        decider=decider_of(forms[0], first),
        years=first.years,
        planned=tuple(float(each) for each in chance @ np.array([stream.local for stream in streams])),
        chosen=tuple(float(each) for each in chance @ np.array([own.local for own in led])),
        less_often=float(chance @ np.array(is_less)),
        loss=float(chance @ np.array(lost)),
        changes={
            party: float(chance @ [one.by_party[party] - two.by_party[party] for one, two in pairs])
            for party in (first.host, first.guest)
        },
        rate_to_build=max((each for each in rates if each is not None), default=None),
        fee_to_build=None if no_fee_builds else fee,
        no_fee_builds=no_fee_builds,
    )


def built_instead(stream: Stream, local: Yearly) -> Stream:
    """Return a stream in which other volumes are built, the rest imported as far as the guest did before.

    What is short is imported where that earns the guest something; a vehicle that was never imported is
    not sold.

    Parameters
    ----------
    stream
        The planned stream.
    local
        Volume built in each period, k, no more than planned.
    """
    earns = stream.price - stream.selling - stream.landed >= 0
    more = np.minimum(stream.local - local, replaceable(stream)) * earns
    return replace(stream, local=local, imported=stream.imported + more)


def replaceable(stream: Stream) -> Yearly:
    """Return how many vehicles of the deal could be imported instead, k by period."""
    return np.clip(stream.imported_without - stream.imported, 0.0, stream.local)


def candidates(form: Form, stream: Stream) -> list[Yearly]:
    """Return volumes of which one is best for the decider in each period, the largest first."""
    ends = [band.start for band in getattr(form, "bands", ())]
    minimum = by_period(getattr(form, "minimum", ()), stream, 0.0)
    every = np.zeros_like(stream.local)
    volumes = [
        stream.local,
        stream.local - replaceable(stream),
        np.minimum(minimum, stream.local),
        *(np.minimum(end, stream.local) for end in ends),
        every,
    ]
    return list(-np.sort(-np.array(volumes), axis=0))


def decider_money(form: Form, stream: Stream, local: Yearly) -> Yearly:
    """Return the money of the decider in each period if some volume is built, m."""
    party = decider_of(form, stream)
    return cash_flow(form.payments(built_instead(stream, local)), party, len(stream.years))


def rate_to_build(form: Form, stream: Stream) -> float | None:
    """Return the payment per vehicle short of plan above which the decider builds all, thousands.

    kappa = max_t max_(q < planned) (money[q] - money[planned]) / (planned - q), and 0 at least
    """
    if not hasattr(form, "minimum"):
        return None
    slopes = savings(with_terms(form, {"shortfall_rate": 0.0}), stream)
    return max(float(slopes.max(initial=0.0)), 0.0)


def fee_to_build(form: Form, stream: Stream) -> float | None:
    """Return the fee per vehicle up to which the decider builds all without a minimum, thousands.

    Below zero it would have to be paid for building.
    """
    has_bands = bool(getattr(form, "bands", ()))
    if not isinstance(form, Contract | KitBuild) or has_bands or not stream.local.any():
        return None
    slopes = savings(with_terms(form, {"shortfall_rate": 0.0, "unit_fee": 0.0}), stream)
    index = by_period(form.fee_index, stream, 1.0)
    return float((-slopes / index).min())


def savings(form: Form, stream: Stream) -> Yearly:
    """Return what the decider saves at most by each vehicle not built, in periods with volume, thousands."""
    whole = decider_money(form, stream, stream.local)
    most = np.full(whole.shape, -np.inf)
    for volume in candidates(form, stream):
        short = stream.local - volume
        saved = decider_money(form, stream, volume) - whole
        most = np.maximum(most, np.divide(saved, short, out=np.full_like(saved, -np.inf), where=short > TIE))
    return most
