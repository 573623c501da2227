"""Checks of ramps and capital profiles: the years after a launch and the years before it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from plantshare.naming import quoted
from plantshare.study.checks.check import Check
from plantshare.study.checks.facts import Facts, Finding, grouped
from plantshare.study.checks.options import launched, lead_time
from plantshare.study.checks.wording import quantity

__all__ = ["RAMPS"]


def life_within_ramp(facts: Facts) -> Iterator[Finding]:
    """The life of an option ends before it has ramped up.

    It would never reach its peak rate. Correct ``life_years``, or choose a faster ramp.
    """
    ramps = grouped(facts.lines("ramps"), "ramp")
    for line in launched(facts):
        rows = ramps.get(line.word("ramp"), [])
        most = max((row.number("share") for row in rows), default=0.0)
        ages = [row.number("age") for row in rows if row.number("share") == most]
        if ages and line.number("life_years") <= min(ages):
            yield line.finding(
                "life_years",
                found=f"{line.number('life_years'):.0f} years, while its ramp is full at age {min(ages):.0f}",
                wanted="a life longer than the ramp",
                fix="Correct life_years, or choose another ramp.",
            )


def ramp_ages_missing(facts: Facts) -> Iterator[Finding]:
    """A ramp leaves out an age.

    A launch is 0 years old in its first year; without that row, or with a gap, the rate in that
    year is not known. Give every age from 0 to the last one its share.
    """
    for name, rows in grouped(facts.lines("ramps"), "ramp").items():
        ages = {row.number("age") for row in rows}
        most = max((age for age in ages if math.isfinite(age)), default=-1)
        missing = [f"{age}" for age in range(int(min(most, 100)) + 1) if age not in ages]
        if missing:
            yield rows[0].finding(
                "age",
                found=f"ramp {quoted(name)} without age {', '.join(missing[:4])}",
                wanted="a row for every age from 0 to the last",
                fix="Add the missing ages with their share of the peak rate.",
            )


def ramp_falling(facts: Facts) -> Iterator[Finding]:
    """A ramp falls as the launch ages.

    Ramps rise to full rate; a fall is usually a swapped row. Correct the shares, or plan the end of
    production with ``life_years``.
    """
    for rows in grouped(facts.lines("ramps"), "ramp").values():
        ordered = sorted(rows, key=lambda row: row.number("age"))
        for position, row in enumerate(ordered[1:]):
            if row.number("share") < ordered[position].number("share"):
                yield row.finding(
                    "share",
                    found=f"{quantity(row.number('share'))} at age {row.number('age'):.0f}, "
                    "below the age before",
                    wanted="shares that do not fall with age",
                    fix="Correct the share, or end production with life_years.",
                )


def ramp_empty(facts: Facts) -> Iterator[Finding]:
    """A ramp never lets the launch build anything.

    All of its shares are zero. State the share of the peak rate at each age.
    """
    for name, rows in grouped(facts.lines("ramps"), "ramp").items():
        if all(row.number("share") == 0 for row in rows):
            yield rows[0].finding(
                "share",
                found=f"ramp {quoted(name)} with only zeros",
                wanted="a share above zero at some age",
                fix="State the share of the peak rate at each age.",
            )


def profile_sum(facts: Facts) -> Iterator[Finding]:
    """The shares of a capital profile do not add to one.

    Part of the capital of a launch would vanish, or be spent twice. Correct the shares.
    """
    for name, rows in grouped(facts.lines("capex_profiles"), "profile").items():
        total = sum(row.number("share") for row in rows)
        if abs(total - 1) > 1e-6:
            yield rows[0].finding(
                "share",
                found=f"shares of {quoted(name)} that add to {quantity(total)}",
                wanted="shares that add to 1",
                fix="Correct the shares of the profile.",
            )


def profile_before_lead(facts: Facts) -> Iterator[Finding]:
    """A capital profile spends money before the launch is decided.

    The profile reaches further back than ``lead_years``, so a launch at the first possible date
    would be paid before the horizon starts. Lengthen the lead time, or choose a shorter profile.
    """
    profiles = grouped(facts.lines("capex_profiles"), "profile")
    for line in launched(facts):
        rows = profiles.get(line.word("capex_profile"), [])
        back = max((row.number("years_before") for row in rows if row.number("share") > 0), default=0)
        if back > line.number("lead_years"):
            yield line.finding(
                "capex_profile",
                found=f"{quoted(line.word('capex_profile'))}, which spends {back:.0f} years before launch",
                wanted=f"no spending before the {lead_time(line)}",
                fix="Lengthen lead_years, or choose a profile that spends later.",
            )


RAMPS = (
    Check("life-within-ramp", "warning", life_within_ramp),
    Check("ramp-ages-missing", "error", ramp_ages_missing),
    Check("ramp-falling", "warning", ramp_falling),
    Check("ramp-empty", "error", ramp_empty),
    Check("profile-sum", "error", profile_sum),
    Check("profile-before-lead", "error", profile_before_lead),
)
