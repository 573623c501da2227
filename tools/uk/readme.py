"""The page that says what the study is and where it has holes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from uk.inputs import FIRST_YEAR, LAST_YEAR
from uk.ledger import Row, Tables
from uk.writing import cell_words

__all__ = ["readme"]

PAGE = Path(__file__).with_suffix(".md")
"""The page with places for what is counted."""


def readme(tables: Tables) -> str:
    """Return the page of the study, with what it counts."""
    names = [str(row["name"]) for row in tables["scenarios"]]
    return PAGE.read_text(encoding="utf-8").format(
        first=FIRST_YEAR,
        last=LAST_YEAR,
        counts=counts(tables),
        futures="; ".join(names),
        grades=grades(tables),
        rates=", ".join(rates(tables)),
        deals=deals(tables),
    )


def counts(tables: Tables) -> str:
    """Return the size of the study as a table."""
    names = ("plants", "shops", "vehicles", "options", "markets", "deals", "sources", "claims")
    head = " | ".join(names)
    cells = " | ".join(f"{len(tables[name]):,}" for name in names)
    return f"| {head} |\n| {' | '.join('---' for _ in names)} |\n| {cells} |"


def deals(tables: Tables) -> str:
    """Return the deals as a table: name, what it is, form, and how many options it opens."""
    rows = []
    for row in tables["deals"]:
        options = [option for option in str(row["options"]).split(";") if option]
        programme = f"{len(options)} options" if options else f"that of `{row['alternative_to']}`"
        form = str(row["form"]).replace("_", " ")
        rows.append(f"| `{row['deal']}` | {row['name']} | {form} | {programme} |")
    return "\n".join(("| deal | what | form | programme |", "| --- | --- | --- | --- |", *rows))


def grades(tables: Tables) -> str:
    """Return how many claims of each grade the study has."""
    found = Counter(str(row["grade"]) for row in tables["claims"])
    derived = sum(str(row["claim"]).startswith("derived_") for row in tables["claims"])
    words = ", ".join(f"{found[grade]:,} of grade {grade}" for grade in sorted(found))
    return f"The study has {len(tables['claims']):,} claims: {words}; {derived:,} are worked out from others."


def rates(tables: Tables) -> list[str]:
    """Return the assumed exchange rates in words."""
    claims: dict[str, Row] = {str(row["claim"]): row for row in tables["claims"]}
    names = ("eur", "usd", "cny")
    return [f"{cell_words(claims[f'assumed_{name}_gbp']['value'])} pounds a {word}" for name, word in
            zip(names, ("euro", "dollar", "yuan"), strict=True)]  # fmt: skip
