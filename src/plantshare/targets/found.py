"""What is found about a target: the gap, programmes, packages, support, as plain records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plantshare.results import Result
from plantshare.solve.candidates import Candidate
from plantshare.study import Study
from plantshare.targets.gap_split import Likely, Rung
from plantshare.targets.package import Package
from plantshare.targets.programme import Programme
from plantshare.targets.relief import SectorRelief
from plantshare.targets.supply_curve import Step

__all__ = ["Assumed", "Effects", "Found", "Instrument", "Interval", "Need", "Planned", "Together", "Verdict"]

Interval = tuple[float, float, float]
"""Proven lower bound, value, and proven upper bound, millions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """What public finance takes for granted; no study states it, so it is an assumption (grade E).

    Parameters
    ----------
    receipts_per_job
        Taxes less benefits of a job, currency a year.
    additional_share
        Share of jobs that would not be filled elsewhere.
    hours_per_job
        Hours that a person works in a year, for jobs by hours of work.
    """

    receipts_per_job: float = 16_000.0
    additional_share: float = 0.6
    hours_per_job: float = 1_600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What a plan changes against the best plan, beside output.

    Parameters
    ----------
    by_company
        Present value that each company gains, m; losses below zero.
    jobs
        People on the crews of the plants in the country, in the year of the target; missing where the
        study states no crews.
    work
        Hours of work on vehicles in the country over the hours of a job, in the same year.
    public
        Present value of what the government gains, m: receipts of jobs, duty, support, by name, for each
        named counterfactual. Receipts are those by the lower of the two counts of jobs.
    public_high
        The net of each with receipts by the higher count, m.
    """

    by_company: Mapping[str, float]
    jobs: float
    work: float
    public: Mapping[str, Mapping[str, float]]
    public_high: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Planned:
    """A programme as planned.

    Parameters
    ----------
    candidate
        What it is.
    promised
        Volume that it is held to in the year of the target, vehicles.
    volume
        Output that it adds in that year against the best plan, vehicles; below zero where it drives out
        more than it brings.
    gap
        What companies together lose by it against the best plan, m: low, value, high; at least 0.
    is_in_plan
        Whether the best plan builds it anyway.
    effects
        Jobs, companies and public finance.
    excludes
        Programmes that cannot go ahead beside it.
    """

    candidate: Candidate
    promised: float
    volume: float
    gap: Interval
    is_in_plan: bool
    effects: Effects
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Together:
    """Programmes planned together in one plan.

    Parameters
    ----------
    names
        Their deals.
    volume, gap
        What they add and lack in one plan: vehicles in the year of the target, and m (low, value, high).
    sum_volume, sum_gap
        The same, each programme planned alone and added up.
    chance
        Probability that output with them reaches the target, in the same futures as the best plan.
    likely
        Output with them in those futures.
    effects
        Jobs, companies and public finance of all together.
    """

    names: tuple[str, ...]
    volume: float
    gap: Interval
    sum_volume: float
    sum_gap: float
    chance: float
    likely: Likely
    effects: Effects


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Need:
    """What reaching a target with some confidence takes.

    Parameters
    ----------
    confidence
        Probability with which the target is to be reached.
    extra
        Output to add to the best plan, vehicles.
    package
        Programmes of least cost that add it, or, where none do, that add most.
    short
        Vehicles by which the most that programmes add falls short of the need; 0 where it is met.
    together
        The package planned in one plan; none where it cannot be.
    """

    confidence: float
    extra: float
    package: Package
    short: float
    together: Together | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an instrument of support makes a programme happen.

    Parameters
    ----------
    support, programme
        The instrument and the name of the programme.
    verdict
        "additional", "windfall", "too little" (the programme lacks money even with it) or "cannot be told".
    surplus_without
        What the companies gain by the programme without the instrument, m: low and high.
    """

    support: str
    programme: str
    verdict: str
    surplus_without: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """What an instrument of support does to the best plan.

    Parameters
    ----------
    support
        The instrument.
    paid
        Present value of what it pays in the best plan, or of the duty that a tariff change spares, m.
    added
        Output in the year of the target that would not be there without it, vehicles.
    """

    support: str
    paid: float
    added: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Found:
    """Everything that is found about a target.

    Parameters
    ----------
    study
        The study as read.
    target
        Name of the target.
    base
        The best plan.
    split
        The gap split.
    likely
        Output of the best plan in drawn futures.
    programmes
        Programmes as planned.
    left_out
        Programmes that are not in the curve, and why.
    options
        Programmes that add output, for the curve and packages: thousand vehicles and m.
    curve
        The supply curve.
    needs
        What each confidence takes.
    verdicts
        Whether support makes programmes happen.
    instruments
        What each instrument does to the best plan.
    relief
        Relief for every vehicle that is built in the country, set against the package; none where no rate
        is known.
    relief_rate
        Its rate, currency a MWh.
    assumed
        What public finance takes for granted.
    """

    study: Study
    target: str
    base: Result
    split: tuple[Rung, ...]
    likely: Likely
    programmes: tuple[Planned, ...]
    left_out: Mapping[str, str]
    options: tuple[Programme, ...]
    curve: tuple[Step, ...]
    needs: tuple[Need, ...]
    verdicts: tuple[Verdict, ...]
    instruments: tuple[Instrument, ...]
    relief: SectorRelief | None
    relief_rate: float
    assumed: Assumed

    @property
    def goal(self) -> float:
        """Return the target, vehicles/yr."""
        return float(self.study["targets.units"].sel(target=self.target))

    @property
    def year(self) -> int:
        """Return the year of the target."""
        return int(self.study["targets.year"].sel(target=self.target))

    @property
    def chance(self) -> float:
        """Return the probability that the best plan reaches the target."""
        return self.likely.chance(self.goal)

    def rung(self, name: str) -> Rung:
        """Return one step of the gap split.

        Parameters
        ----------
        name
            Name of the step.
        """
        return next(rung for rung in self.split if rung.name == name)

    def programme(self, deal: str) -> Planned:
        """Return one programme.

        Parameters
        ----------
        deal
            Its deal.
        """
        return next(each for each in self.programmes if each.candidate.deal == deal)

    @property
    def names(self) -> Mapping[str, str]:
        """Return the name of each programme as the reader should see it, by its deal."""
        return {each.candidate.deal: each.candidate.name for each in self.programmes}
