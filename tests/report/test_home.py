"""Where home is."""

from __future__ import annotations

import pytest

from plantshare.report.home import home_of, with_article
from plantshare.results import Result
from tests.formulation.plants import study_with

TARGET = {"target": "T", "country": "DE", "year": 2027, "vehicle_class": "car", "units": 1}


def test_home_is_the_country_of_the_target(two_plants: dict[str, Result]) -> None:
    """The target is for XN, which is all of the market called Northern market."""
    home = home_of(two_plants["on"].study)
    assert (home.country, home.plants, home.markets) == ("XN", ("northgate",), ("north",))
    assert home.where == "in the Northern market"


def test_without_a_target_home_is_everywhere() -> None:
    """No target: both plants and the only market count."""
    home = home_of(study_with())
    assert (home.country, home.plants, home.markets) == ("", ("Leipzig", "Wuhu"), ("home",))
    assert home.where == "in all plants"


def test_a_target_of_a_country_without_plants_is_passed_over() -> None:
    """Nothing is built in FR, so the second target says where home is."""
    elsewhere = {**TARGET, "target": "F", "country": "FR"}
    assert home_of(study_with(targets=[elsewhere, TARGET])).country == "DE"
    assert home_of(study_with(targets=[elsewhere])).country == ""


@pytest.mark.parametrize(
    ("market", "expected"),
    [
        ({"market": "home", "countries": "DE"}, "in DE"),
        ({"market": "home", "name": "Germany", "countries": "DE"}, "in Germany"),
        ({"market": "home", "name": "European Union", "countries": "DE;FR"}, "in DE"),
    ],
)
def test_a_country_is_called_by_the_market_that_holds_nothing_else(
    market: dict[str, str], expected: str
) -> None:
    """A market without a name, or of several countries, names no country."""
    assert home_of(study_with(markets=[market], targets=[TARGET])).where == expected


def test_articles() -> None:
    """English says the United States, and China."""
    assert with_article("United States") == "the United States"
    assert with_article("China") == "China"
