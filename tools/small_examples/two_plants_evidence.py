"""Where the figures of the tutorial study come from: an example of how evidence is kept."""

from __future__ import annotations

__all__ = ["evidence_tables"]

Row = dict[str, str | float | bool]


def evidence_tables() -> dict[str, list[Row]]:
    """Return sources, claims, which cells rest on which claim, and a published capacity."""
    return {
        "sources": SOURCES,
        "claims": CLAIMS,
        "evidence": [*EVERYTHING, *CELLS],
        "capacity_statements": [
            {
                "statement": "northgate_brochure",
                "plant": "northgate",
                "pattern": "two_shifts",
                "units": 130_000,
                "basis": "two shifts, as the brochure says, with no word on stops",
                "claim": "northgate_brochure",
            }
        ],
    }


SOURCES: list[Row] = [
    {
        "source": "brochure",
        "title": "Northgate at a glance (invented)",
        "publisher": "Fellside Cars (invented)",
        "published": "2025",
        "read": "2026-01-15",
        "licence": "invented for this tutorial",
    },
    {
        "source": "wage_survey",
        "title": "Hourly labour cost in car making (invented)",
        "publisher": "Statistical office of the north (invented)",
        "published": "2026-03",
        "read": "2026-04-02",
        "licence": "invented for this tutorial",
    },
    {
        "source": "union_paper",
        "title": "What an hour really costs (invented)",
        "publisher": "Metalworkers of the north (invented)",
        "published": "2026-05",
        "read": "2026-05-20",
        "licence": "invented for this tutorial",
    },
    {
        "source": "tariff_schedule",
        "title": "Customs tariff of the north (invented)",
        "publisher": "Customs of the north (invented)",
        "published": "2026",
        "read": "2026-04-02",
        "licence": "invented for this tutorial",
    },
]

CLAIMS: list[Row] = [
    {
        "claim": "assumed",
        "text": "Every figure without a claim of its own is invented, of a size that is seen in practice.",
        "grade": "E",
        "method": "Chosen so that the tutorial shows a close decision.",
    },
    {
        "claim": "wage_office",
        "source": "wage_survey",
        "text": "An hour costs 38 in the north, with employer's contributions.",
        "value": 38,
        "low": 36,
        "high": 40,
        "unit": "GBP/h",
        "distribution": "triangular",
        "as_of": "2025",
        "price_year": 2026,
        "locator": "table 2",
        "grade": "A",
        "method": "As published, moved to prices of 2026.",
    },
    {
        "claim": "wage_union",
        "source": "union_paper",
        "text": "An hour costs 41 in the north once paid absence is counted.",
        "value": 41,
        "unit": "GBP/h",
        "as_of": "2026",
        "price_year": 2026,
        "locator": "page 7",
        "grade": "C",
    },
    {
        "claim": "duty_schedule",
        "source": "tariff_schedule",
        "text": "Cars from the east pay 10 per cent.",
        "value": 0.10,
        "unit": "share",
        "as_of": "2026",
        "locator": "heading 8703",
        "grade": "A",
    },
    {
        "claim": "northgate_brochure",
        "source": "brochure",
        "text": "Northgate can build 130,000 cars a year.",
        "value": 130_000,
        "unit": "vehicles/yr",
        "as_of": "2025",
        "vehicle_class": "car",
        "basis": "two shifts, stops not counted",
        "locator": "page 3",
        "grade": "B",
    },
    {
        "claim": "assembly_rate",
        "source": "brochure",
        "text": "The assembly shop is laid out for 40 cars an hour.",
        "value": 40,
        "unit": "vehicles/h",
        "as_of": "2025",
        "locator": "page 5",
        "grade": "B",
    },
]

TABLES = (
    "companies",
    "plants",
    "factors",
    "groups",
    "group_patterns",
    "shift_patterns",
    "shops",
    "vehicles",
    "options",
    "routes",
    "ramps",
    "capex_profiles",
    "incumbents",
    "lanes",
    "tariffs",
    "demand",
    "targets",
    "deals",
    "deal_terms",
    "capacity_statements",
)

EVERYTHING: list[Row] = [
    {"table": table, "row": "*", "column": "*", "claim": "assumed", "role": "used"} for table in TABLES
]

CELLS: list[Row] = [
    {
        "table": "factors",
        "row": "XN",
        "column": "wage",
        "claim": "wage_office",
        "role": "used",
        "note": "The office counts what employers pay; the union adds absence, which uptime holds here.",
    },
    {
        "table": "factors",
        "row": "XN",
        "column": "wage",
        "claim": "wage_union",
        "role": "disputes",
        "note": "41 instead of 38.",
    },
    {
        "table": "tariffs",
        "row": "XE/north/all",
        "column": "duty",
        "claim": "duty_schedule",
        "role": "used",
    },
    {
        "table": "shops",
        "row": "northgate_assembly",
        "column": "gross_rate",
        "claim": "assembly_rate",
        "role": "used",
    },
    {
        "table": "capacity_statements",
        "row": "northgate_brochure",
        "column": "units",
        "claim": "northgate_brochure",
        "role": "used",
    },
]
