"""Two published tests of flexibility: ten plants by ten vehicles, and eight plants by sixteen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from plantshare.tables import Tables, tables_from_frames

__all__ = ["eight_plants", "ten_by_ten"]

Cell = str | float | bool
Row = dict[str, Cell]

YEAR = 2027
TRUNCATION_SD = 2
SD = 0.4
"""Standard deviation of demand over its mean: 40 of 100."""

REVENUE = 20_000
"""Revenue of every sale, a round number: the worth of flexibility is counted in vehicles."""

GM_CAPACITY = (380, 230, 250, 230, 240, 230, 230, 240)
"""Capacity of the eight plants, thousand vehicles a year."""

GM_DEMAND: Mapping[str, int] = {
    "a": 320, "b": 150, "c": 270, "d": 110, "e": 220, "f": 110, "g": 120, "h": 80,
    "i": 140, "j": 160, "k": 60, "l": 35, "m": 40, "n": 35, "o": 30, "p": 180,
}  # fmt: skip
"""Mean demand of the sixteen vehicles, thousand vehicles a year."""

GM_PLANT: Mapping[str, int] = {
    "a": 1, "k": 1, "b": 2, "h": 2, "c": 3, "d": 4, "f": 4, "e": 5, "o": 5,
    "g": 6, "i": 6, "j": 7, "l": 7, "n": 7, "p": 8, "m": 8,
}  # fmt: skip
"""Plant of each vehicle, ours: the published one is in no source that we found."""


def ten_by_ten() -> Tables:
    """Return ten equal plants with a vehicle each: capacity 100, demand normal, mean 100, sd 40."""
    numbers = range(1, 11)
    return study_of(
        {
            "name": "flexibility-10x10",
            "title": "Ten plants, ten vehicles: the published test of flexibility",
        },
        plants={f"plant_{number:02d}": 100 for number in numbers},
        vehicles={f"vehicle_{number:02d}": 100 for number in numbers},
        home={f"vehicle_{number:02d}": f"plant_{number:02d}" for number in numbers},
        claims=TEN_CLAIMS,
    )


def eight_plants() -> Tables:
    """Return the eight plants and sixteen vehicles of General Motors, thousand vehicles as vehicles."""
    return study_of(
        {
            "name": "flexibility-gm",
            "title": "Eight plants, sixteen vehicles: the data of Jordan and Graves",
        },
        plants={f"plant_{number}": 1000 * units for number, units in enumerate(GM_CAPACITY, start=1)},
        vehicles={f"vehicle_{letter}": 1000 * units for letter, units in GM_DEMAND.items()},
        home={f"vehicle_{letter}": f"plant_{number}" for letter, number in GM_PLANT.items()},
        claims=GM_CLAIMS,
    )


def study_of(
    names: Mapping[str, str],
    *,
    plants: Mapping[str, int],
    vehicles: Mapping[str, int],
    home: Mapping[str, str],
    claims: Sequence[Row],
) -> Tables:
    """Return a study of one year: one line a plant, one market, each vehicle built at one plant.

    Parameters
    ----------
    names
        Name and title of the study.
    plants
        Capacity by plant, vehicles/yr.
    vehicles
        Mean demand by vehicle, vehicles/yr.
    home
        Plant of each vehicle.
    claims
        What the figures rest on: one claim for published ones, one for the rest.
    """
    settings: dict[str, Cell] = {
        **names,
        "currency": "USD",
        "price_year": 2026,
        "first_year": YEAR,
        "last_year": YEAR,
        "basis_pattern": "full_year",
        "illustrative": True,
    }
    return tables_from_frames(
        settings,
        {**plant_tables(plants), **vehicle_tables(plants, vehicles, home), **evidence_tables(claims)},
    )


def plant_tables(plants: Mapping[str, int]) -> dict[str, list[Row]]:
    """Return one company, its plants and the one line of each."""
    return {
        "companies": [{"company": "maker", "name": "The maker", "country": "US"}],
        "plants": [
            {"plant": plant, "name": title(plant), "company": "maker", "country": "US"} for plant in plants
        ],
        "groups": [
            {"group": f"{plant}_line", "plant": plant, "start_pattern": "full_year"} for plant in plants
        ],
        "shift_patterns": [{"pattern": "full_year", "shifts": 2, "level": 1}],
        "group_patterns": [{"group": f"{plant}_line", "pattern": "full_year"} for plant in plants],
        "shops": [{"shop": f"{plant}_line", "group": f"{plant}_line", "kind": "line"} for plant in plants],
        "shop_patterns": [
            {"shop": f"{plant}_line", "pattern": "full_year", "capacity": units}
            for plant, units in plants.items()
        ],
        "markets": [{"market": "home", "name": "Home market", "countries": "US"}],
        "lanes": [{"plant": plant, "market": "home"} for plant in plants],
    }


def vehicle_tables(
    plants: Mapping[str, int], vehicles: Mapping[str, int], home: Mapping[str, str]
) -> dict[str, list[Row]]:
    """Return vehicles, where each is built, and their uncertain demand.

    What is built today is the mean demand, and no more than what the plant has left.
    """
    left, built = dict(plants), {}
    for vehicle, units in vehicles.items():
        built[vehicle] = min(units, left[home[vehicle]])
        left[home[vehicle]] -= built[vehicle]
    names = {vehicle: f"{vehicle}_at_{home[vehicle]}" for vehicle in vehicles}
    return {
        "vehicles": [
            {"vehicle": vehicle, "name": title(vehicle), "company": "maker"} for vehicle in vehicles
        ],
        "options": [
            {"option": names[vehicle], "vehicle": vehicle, "plant": home[vehicle]} for vehicle in vehicles
        ],
        "routes": [{"option": names[vehicle], "shop": f"{home[vehicle]}_line"} for vehicle in vehicles],
        "incumbents": [{"option": names[vehicle], "built": built[vehicle]} for vehicle in vehicles],
        "demand": [
            {"vehicle": vehicle, "market": "home", "units": units, "net_revenue": REVENUE}
            for vehicle, units in vehicles.items()
        ],
        "uncertainty": [
            {
                "driver": "demand",
                "kind": "normal",
                "table": "demand",
                "column": "units",
                "sd": SD,
                "truncation_sd": TRUNCATION_SD,
            }
        ],
    }


def title(name: str) -> str:
    """Return a name as a reader sees it.

    Examples
    --------
    >>> title("plant_01"), title("vehicle_a")
    ('Plant 1', 'Vehicle A')
    """
    kind, _, number = name.partition("_")
    return f"{kind.title()} {number.lstrip('0').upper()}"


SOURCES: list[Row] = [
    {
        "source": "jordan_graves",
        "title": "Principles on the benefits of manufacturing process flexibility (working paper 3296-91)",
        "publisher": "Massachusetts Institute of Technology",
        "published": "1991",
        "licence": "facts only",
    },
    {
        "source": "wei_cases",
        "title": "Test cases for flexibility design",
        "publisher": "Y. Wei",
        "url": "https://github.com/yehuawei01/TestCasesForFlexibilityDesign",
        "licence": "facts only",
    },
]

FILLED: Row = {
    "claim": "filled_in",
    "text": "Labels, years, calendar and a round revenue, which the published test does not have.",
    "grade": "E",
    "method": "Filled in so that the test is a study.",
}

TEN_CLAIMS: tuple[Row, ...] = (
    {
        "claim": "published",
        "source": "jordan_graves",
        "text": "Ten plants of 100; demand of ten vehicles independent normal, mean 100, sd 40, within 2 sd.",
        "grade": "C",
    },
    FILLED,
)

GM_CLAIMS: tuple[Row, ...] = (
    {
        "claim": "published",
        "source": "wei_cases",
        "text": "Capacity of eight plants and mean demand of sixteen vehicles; sd 40% of the mean.",
        "grade": "C",
    },
    {
        "claim": "filled_in",
        "text": "Which plant builds which vehicle today, labels, years, calendar and a round revenue.",
        "grade": "E",
        "method": "Each vehicle at one plant, so that mean demand fills each about equally; the published "
        "assignment is in no source that we found.",
    },
)

PUBLISHED = ("shop_patterns", "demand", "uncertainty")
FILLED_IN = (
    "companies", "plants", "groups", "shift_patterns", "group_patterns", "shops", "markets", "lanes",
    "vehicles", "options", "routes", "incumbents",
)  # fmt: skip


def evidence_tables(claims: Sequence[Row]) -> dict[str, list[Row]]:
    """Return sources, claims, and which tables rest on which claim."""
    rests = {
        **dict.fromkeys(PUBLISHED, "published"),
        **dict.fromkeys(FILLED_IN, "filled_in"),
    }
    rows: list[Row] = [
        {"table": table, "row": "*", "column": "*", "claim": claim, "role": "used"}
        for table, claim in rests.items()
    ]
    revenue: Row = {
        "table": "demand", "row": "*", "column": "net_revenue", "claim": "filled_in", "role": "used",
    }  # fmt: skip
    named = {str(claim.get("source", "")) for claim in claims}
    return {
        "sources": [source for source in SOURCES if source["source"] in named],
        "claims": [dict(claim) for claim in claims],
        "evidence": [*rows, revenue],
    }
