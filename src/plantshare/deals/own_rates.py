"""At which discount rate each company values its own gain, and whether it says so itself."""

from __future__ import annotations

from dataclasses import dataclass

from plantshare.study import Study

__all__ = ["OwnRate", "own_rates"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRate:
    """The discount rate at which a company values its own gain.

    Parameters
    ----------
    company
        Name of the company.
    rate
        Real rate, share a year.
    is_assumed
        Whether the study states none, so that the usual rate of the dictionary stands there.
    """

    company: str
    rate: float
    is_assumed: bool


def own_rates(study: Study) -> tuple[OwnRate, ...]:
    """Return the discount rate of each company, and whether it is assumed.

    Parameters
    ----------
    study
        The study: column ``companies.discount_rate``.
    """
    table = study.tables.tables["companies"]
    is_stated = "discount_rate" in table.given
    rows = zip(table.frame.company, table.frame.discount_rate, table.blank.discount_rate, strict=True)
    return tuple(
        OwnRate(company=str(name), rate=float(rate), is_assumed=bool(is_blank) or not is_stated)
        for name, rate, is_blank in rows
    )
