"""Figures that remember the claims they rest on, and the ledger that keeps those claims."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

__all__ = [
    "STUDY_PRICES", "Cell", "Citation", "Figure", "Ledger", "Row", "Tables", "Wording", "figure", "slug",
]  # fmt: skip

NO_ADDRESS = ("", "analyst_estimate")
"""What the research files write where a figure has no address on the web."""

TITLE_WORDS = 12
STUDY_PRICES = 2025.0
LEAST_SPREAD = 0.05
"""Range of an assumed figure whose parts state none, as a share of it."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim that speaks of a figure, what it does for it, and why."""

    claim: str
    role: str = "used"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and what it rests on: one claim that is used, or the figures it is worked out from.

    Parameters
    ----------
    citations
        Claims that speak of the figure.
    parts
        Figures that it is worked out from; empty where a claim states the value itself.
    note
        How it was worked out.
    """

    value: float
    citations: tuple[Citation, ...] = ()
    parts: tuple[Figure, ...] = ()
    note: str = ""

    def also(self, claims: Iterable[str], role: str = "supports", note: str = "") -> Figure:
        """Return the figure with further claims that speak of it."""
        more = tuple(Citation(claim, role, note) for claim in claims)
        return replace(self, citations=self.citations + more)

    def at(self, value: float, note: str = "") -> Figure:
        """Return another value worked out from this figure alone; the note says how."""
        if value == self.value and not note:
            return self
        others = tuple(each for each in self.citations if each.role != "used")
        return Figure(value, others, (replace(self, citations=self.used),), note)

    @property
    def used(self) -> tuple[Citation, ...]:
        """Return the claim that states the value, if one does."""
        return tuple(each for each in self.citations if each.role == "used")

    @property
    def leaves(self) -> tuple[str, ...]:
        """Return the claims at the end of all parts, each once."""
        names = [each.claim for each in self.used]
        names += [claim for part in self.parts for claim in part.leaves]
        return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class Wording:
    """A cell of words that holds figures, such as outcomes with their probabilities."""

    words: str
    figures: tuple[Figure, ...]


Cell = str | float | bool | Figure | Wording | None
Row = dict[str, Cell]
Tables = dict[str, list[Row]]


def figure(value: float, *parts: Figure, note: str = "") -> Figure:
    """Return a value worked out from other figures."""
    return Figure(value, (), parts, note)


def slug(words: str) -> str:
    """Return words as a short name of small letters, digits and underscores.

    Examples
    --------
    >>> slug("Jaecoo 7 (model), 2025-09")
    'jaecoo_7_model_2025_09'
    """
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")


@dataclass(slots=True)
class Ledger:
    """Every claim that the study uses and every source that a claim names.

    Claims are added as they are first used, so that the study holds no evidence without a purpose.
    """

    claims: dict[str, Row] = field(default_factory=dict)
    sources: dict[str, Row] = field(default_factory=dict)
    derived: dict[tuple[float, str, str, tuple[str, ...]], str] = field(default_factory=dict)

    def add(self, claim: str, fields: Mapping[str, Cell], address: str = "", published: str = "") -> str:
        """Add a claim and its source, unless it is there, and return its name."""
        if claim not in self.claims:
            source = self.source(address, published)
            self.claims[claim] = {"claim": claim, "source": source, **fields}
        return claim

    def source(self, address: str, published: str) -> str:
        """Return the name of the source at an address, adding it the first time."""
        if address in NO_ADDRESS or "://" not in address:
            return ""
        if address not in self.sources:
            self.sources[address] = {
                "title": title_of(address),
                "publisher": publisher_of(address),
                "url": address,
                "published": published,
            }
        known = self.sources[address]
        known["published"] = max(str(known["published"]), published)
        return address

    def derive(self, name: str, found: Figure, unit: str, words: str) -> str:
        """Return the claim of a figure that is worked out from others, adding it the first time.

        Its grade is that of its weakest part, and D at best. Its range adds the relative ranges of
        its parts in squares. Figures worked out alike share one claim.
        """
        alike = (found.value, unit, found.note, found.leaves)
        if alike in self.derived:
            return self.derived[alike]
        leaves = [self.claims[leaf] for leaf in found.leaves]
        source = next((str(leaf["source"]) for leaf in leaves if leaf["source"]), "")
        grade = max(["D", *(str(leaf["grade"]) for leaf in leaves)]) if source else "E"
        spread = relative_range(leaves)
        if grade == "E":
            spread = max(spread, LEAST_SPREAD)
        reason = "; ".join(part for part in (found.note, f"from {', '.join(found.leaves)}") if part)
        self.claims[name] = {
            "claim": name,
            "source": source,
            "text": words,
            "value": found.value,
            "low": found.value - abs(found.value) * spread if spread else None,
            "high": found.value + abs(found.value) * spread if spread else None,
            "unit": unit,
            "distribution": "normal" if spread else "point",
            "price_year": STUDY_PRICES if "GBP" in unit else None,
            "grade": grade,
            "method": reason[0].upper() + reason[1:],
        }
        self.derived[alike] = name
        return name

    def tables(self) -> Tables:
        """Return the tables of claims and sources, sources under short names in order of address."""
        names = source_names(sorted(self.sources))
        sources: list[Row] = [
            {"source": names[address], **self.sources[address]} for address in sorted(self.sources)
        ]
        claims: list[Row] = [
            {**row, "source": names.get(str(row["source"]), "")} for row in self.claims.values()
        ]
        return {"sources": sources, "claims": sorted(claims, key=lambda row: str(row["claim"]))}


def relative_range(leaves: Iterable[Row]) -> float:
    """Return half the range of a product of claims as a share of it, parts added in squares.

    Examples
    --------
    >>> relative_range([{"value": 10.0, "low": 7.0, "high": 13.0}, {"value": 1.0, "low": 0.6, "high": 1.4}])
    0.5
    """
    total = 0.0
    for leaf in leaves:
        value, low, high = (leaf.get(name) for name in ("value", "low", "high"))
        if isinstance(value, float) and isinstance(low, float) and isinstance(high, float) and value:
            total += ((high - low) / 2 / value) ** 2
    return round(math.sqrt(total), 4)


def publisher_of(address: str) -> str:
    """Return the host of an address, which stands for a publisher that the research does not name."""
    return urlsplit(address).netloc.removeprefix("www.")


def title_of(address: str) -> str:
    """Return the last words of an address as a title, or its host.

    Examples
    --------
    >>> title_of("https://example.org/news/plants-share-lines-2026.html")
    'Plants share lines 2026'
    >>> title_of("https://example.org/?p=39769")
    'example.org p=39769'
    """
    parts = urlsplit(address)
    words: list[str] = []
    for part in reversed(parts.path.split("/")):
        stem = re.sub(r"\.(html?|aspx?|php|htm)$", "", part)
        found = [word for word in re.split(r"[^A-Za-z0-9]+", stem) if word]
        if len(found) > len(words):
            words = found
    if sum(word.isalpha() for word in words) < 2:
        return f"{publisher_of(address)} {parts.query or '/'.join(words)}".strip()
    return " ".join(words[:TITLE_WORDS]).capitalize()


def source_names(addresses: list[str]) -> dict[str, str]:
    """Return a short name for each address: its host, numbered where a host has several."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(slug(publisher_of(address)), []).append(address)
    names = {}
    for host, found in hosts.items():
        for number, address in enumerate(found, start=1):
            names[address] = host if len(found) == 1 else f"{host}_{number}"
    return names
