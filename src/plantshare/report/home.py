"""Where home is: the country whose plants a picture is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plantshare.report.names import names_of
from plantshare.study import Study

__all__ = ["Home", "home_of", "place_name", "with_article"]

ARTICLE_FIRST = ("United ", "Netherlands", "Czech Republic", "Philippines")
"""Beginnings of names of countries that take an article in a sentence."""
ARTICLE_LAST = ("market", "area", "region", "zone")
"""Last words of names of markets that take one too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The plants that a picture of output is about.

    Parameters
    ----------
    country
        Country of the first target; empty where the study has no target, or no plant there.
    name
        Name of the country as a reader says it in a sentence, with its article; empty without a country.
    plants
        Labels of the plants there; all plants without a country.
    markets
        Labels of the markets that hold the country; all markets without a country.
    """

    country: str
    name: str
    plants: tuple[str, ...]
    markets: tuple[str, ...]

    @property
    def where(self) -> str:
        """Return the place in a sentence: "in the United Kingdom", or "in all plants"."""
        return f"in {self.name}" if self.country else "in all plants"


def home_of(study: Study) -> Home:
    """Return home: the country of the first target, else everywhere.

    A country is called by the name of the market that holds nothing else.
    """
    plants, markets = study.frame("plants"), study.frame("markets")
    countries = [str(country) for country in study.frame("targets")["country"]]
    country = next((each for each in countries if each in set(plants["country"])), "")
    if not country:
        return Home(country="", name="", plants=labels(plants["plant"]), markets=labels(markets["market"]))
    holds = [country in each for each in markets["countries"]]
    alone = [tuple(each) == (country,) for each in markets["countries"]]
    called = [place_name(study, label) for label in labels(markets["market"][alone])]
    return Home(
        country=country,
        name=called[0] if called else country,
        plants=labels(plants["plant"][plants["country"] == country]),
        markets=labels(markets["market"][holds]),
    )


def place_name(study: Study, market: str) -> str:
    """Return what a market is called in a sentence, with its article.

    A market without a name of its own has a label, such as "home", that names no place: then it is called
    by its country, or as a market where it has several.
    """
    name = names_of(study, "markets")[market]
    if name != market:
        return with_article(name)
    countries = study.frame("markets").set_index("market")["countries"][market]
    return str(countries[0]) if len(countries) == 1 else f"the market {market}"


def with_article(name: str) -> str:
    """Return the name of a place with the article that English wants.

    Examples
    --------
    >>> with_article("United Kingdom"), with_article("Northern market"), with_article("Spain")
    ('the United Kingdom', 'the Northern market', 'Spain')
    """
    wants = name.startswith(ARTICLE_FIRST) or name.lower().endswith(ARTICLE_LAST)
    return f"the {name}" if wants else name


def labels(column: Iterable[object]) -> tuple[str, ...]:
    """Return the labels of a column."""
    return tuple(str(label) for label in column)
