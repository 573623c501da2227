"""The program of a small study, rule by rule, against a text that a reader can check.

A change of the formulation shows as a diff of tests/formulation/golden/program.txt. When the change
is meant, write the file anew: python -m tests.formulation.test_golden
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from plantshare.formulation import Program, build_program, to_matrix
from tests.formulation.plants import BASE, guest, study_with

GOLDEN = Path(__file__).parent / "golden" / "program.txt"
ROWS_SHOWN = 3


def rich_program() -> Program:
    """Return a program in which every block has something to add."""
    tables = guest(
        capex=30, lead_years=1, fixed_cost=2, peak_rate=10_000, ramp="slow", other_conversion=500,
        customs_value=9_000, life_years=2,
    )  # fmt: skip
    tables["options"] += [
        {"option": "B import", "vehicle": "B", "plant": "Wuhu", "mode": "import", "customs_value": 9_000}
    ]
    tables["demand"][1] |= {"local_uplift": 0.1, "lost_cost": 50}
    companies = [row | ({"capex_budget": 90} if row["company"] == "Bo" else {}) for row in BASE["companies"]]
    tables |= {
        "companies": companies,
        "groups": [BASE["groups"][0] | {"cost_level_up": 8, "cost_level_down": 20}],
        "group_patterns": [*BASE["group_patterns"], {"group": "L", "pattern": "closed"}],
        "shops": [
            BASE["shops"][0]
            | {"overtime_limit": 0.1, "overtime_cost": 300, "complexity_loss": 3_000, "slots": 1}
        ],
        "incumbents": [*BASE["incumbents"], {"option": "B import"}],
        "ramps": [{"ramp": "slow", "age": 0, "share": 0.4}, {"ramp": "slow", "age": 1, "share": 1.0}],
        "vehicles": [
            {"vehicle": "A", "company": "Ada", "platform": "P", "site_limit": 1, "single_source": True},
            {"vehicle": "B", "company": "Bo", "platform": "Q"},
        ],
        "platforms": [{"platform": "P"}, {"platform": "Q"}],
        "shop_platforms": [
            {"shop": "line", "platform": "P", "installed": True},
            {"shop": "line", "platform": "Q", "tooling_cost": 12},
        ],
        "expansions": [{"expansion": "hall", "shop": "line", "capacity": 9_000, "cost": 15}],
        "quotas": [
            {"quota": "q", "origin": "CN", "market": "home", "units": 5_000, "extra_duty": 0.2}
        ],
        "tariffs": [{"origin": "CN", "market": "home", "powertrain": "all", "duty": 0.1}],
        "deals": [{"deal": "toll", "host": "Ada", "guest": "Bo", "options": "B Leipzig"}],
        "deal_terms": [{"deal": "toll", "minimum": 8_000, "maximum": 12_000, "shortfall_rate": 200}],
        "support": [{"support": "g", "payer": "state", "kind": "grant", "rate": 0.1, "country": "DE"}],
        "targets": [
            {"target": "t", "country": "DE", "year": 2028, "vehicle_class": "car", "units": 58_000,
             "rule": "require"}
        ],
        "rules": [{"rule": "floor", "kind": "minimum_output", "vehicle": "A", "units": 20_000}],
    }  # fmt: skip
    return build_program(study_with({"sharing": "deals"}, **tables))


def in_words(program: Program) -> Iterator[str]:
    """Yield the objective and the first rows of every rule, one line each."""
    matrix = to_matrix(program)
    names = column_names(program)
    money = [f"{value:+.6g} {name}" for name, value in zip(names, matrix.cost, strict=True) if value]
    yield "maximise"
    yield from (f"    {term}" for term in money)
    rows = matrix.matrix.tocsr()
    for rule in dict.fromkeys(matrix.rows):
        own = np.flatnonzero(matrix.rows == rule)
        yield f"{rule}: {own.size} rows"
        for row in own[:ROWS_SHOWN]:
            entries = rows[row]
            pairs = zip(entries.indices, entries.data, strict=True)
            terms = " ".join(f"{value:+.6g} {names[column]}" for column, value in sorted(pairs))
            yield f"    {matrix.row_lower[row]:.6g} <= {terms} <= {matrix.row_upper[row]:.6g}"


def column_names(program: Program) -> list[str]:
    """Return the name and labels of each column."""
    columns = np.asarray(program.linear.matrices.vlabels)
    names = {}
    for name in program.linear.variables:
        labels = program.linear.variables[name].labels
        for coords, label in labels.to_series().items() if labels.dims else [((), int(labels))]:
            words = coords if isinstance(coords, tuple) else (coords,)
            names[label] = f"{name}[{', '.join(str(word) for word in words)}]"
    return [names[label] for label in columns]


def test_program_is_as_written():
    """Every coefficient of the shown rows is the one in the file."""
    assert "\n".join(in_words(rich_program())) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_every_block_adds_a_rule():
    """The golden study uses each block: its rules are all there."""
    rules = set(to_matrix(rich_program()).rows)

    assert {
        "launch_once", "active", "one_pattern", "levels", "closed", "stays_closed", "open_to_build",
        "tooling", "platform_limit", "flow_when_active", "demand", "local", "rate_ramped", "assigned",
        "one_source", "capacity", "overtime_limit", "crowding", "slots", "expand_once", "quota",
        "over_quota", "signed", "minimum", "maximum", "target", "target_missed", "confidence",
        "rule floor", "budget Bo",
    } <= rules  # fmt: skip


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(in_words(rich_program())) + "\n", encoding="utf-8")
