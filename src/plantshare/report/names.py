"""Names as a reader sees them, in place of the short labels of the tables."""

from __future__ import annotations

from plantshare.report import outline
from plantshare.study import Study

__all__ = ["country_name", "names_of", "vehicle_of"]


def names_of(study: Study, table: str) -> dict[str, str]:
    """Return the name of every row of a table: its column ``name``, or the label where that is empty.

    Parameters
    ----------
    table
        companies, plants, vehicles, markets, deals, platforms, scenarios or targets.
    """
    frame = study.frame(table)
    labels = [str(label) for label in frame.iloc[:, 0]]
    names = frame.get("name", labels)
    return {label: str(name) or label for label, name in zip(labels, names, strict=True)}


def vehicle_of(study: Study) -> dict[str, str]:
    """Return the name of the vehicle of every option."""
    names = names_of(study, "vehicles")
    options = study.frame("options")
    return {
        str(option): names[vehicle] for option, vehicle in zip(options.option, options.vehicle, strict=True)
    }


def country_name(study: Study, country: str) -> str:
    """Return the name of a country: that of the market which is this country alone, else its usual name.

    Parameters
    ----------
    study
        The study.
    country
        Code of the country.
    """
    names = names_of(study, "markets")
    markets = study.frame("markets")
    alone = [names[str(row.market)] for row in markets.itertuples() if tuple(row.countries) == (country,)]
    return alone[0] if alone else outline.country_name(country)
