"""A result as plain data: what `--json` prints, and what the demo reads."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from plantshare.results import Result
from plantshare.results.plan import closures, deals_signed, expansions, launches, shifts, volumes

__all__ = ["plain", "summary_of"]


def summary_of(result: Result) -> dict[str, Any]:
    """Return a result as plain data: proof, plan, money and targets.

    Money is in millions of currency; present values are discounted at the study's rate. Volumes are
    vehicles a year. Drawn futures are told by how they were drawn, not one by one. Where there is no
    plan, only proof and conflicts have content.
    """
    settings, proof, drawn = result.study.settings, result.proof, result.study.draws
    head = {
        "study": settings["name"],
        "title": settings["title"],
        "currency": settings["currency"],
        "price_year": settings["price_year"],
        "years": [int(settings["first_year"]), int(settings["last_year"])],
        "sharing": settings["sharing"],
        "scenarios": {} if drawn else dict(zip(result.study.futures, result.study.weights, strict=True)),
        "draws": {"count": len(drawn.weights), **drawn.origin} if drawn else {},
        "status": proof.status,
        "gap": proof.gap,
        "aim": asdict(proof.aim),
        "expected_profit": result.expected_profit if result.has_plan else float("nan"),
        "objective": proof.objective,
        "bound": proof.bound,
        "seconds": {"build": proof.build_seconds, "solve": proof.solve_seconds},
        "size": {"columns": proof.columns, "rows": proof.rows, "integers": proof.integers},
        "method": proof.method,
        "solver": proof.solver,
        "conflicts": list(proof.conflicts),
    }
    body = plan_of(result) if result.has_plan else {}
    content: dict[str, Any] = plain({**head, **body})
    return content


def plan_of(result: Result) -> dict[str, Any]:
    """Return plan, money and targets of a result."""
    return {
        "npv": result.npv().to_dict(),
        "statement": result.statement().reset_index(),
        "targets": result.targets(),
        "launches": launches(result),
        "closures": closures(result),
        "expansions": expansions(result),
        "deals": list(deals_signed(result)),
        "shifts": shifts(result),
        "volumes": volumes(result, "plant", "vehicle", "year"),
        "utilisation": result.plant_loading(),
    }


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: frames as lists of rows, nothing for a missing number.

    Any: what goes in and comes out is nested data of any shape.

    Examples
    --------
    >>> plain({"gap": float("inf"), "years": np.array([2026, 2027]), "plants": ("Graz",)})
    {'gap': None, 'years': [2026, 2027], 'plants': ['Graz']}
    """
    if isinstance(value, pd.DataFrame):
        return [plain(row) for row in value.to_dict("records")]
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [plain(entry) for entry in value]
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    return None if isinstance(value, float) and not math.isfinite(value) else value
