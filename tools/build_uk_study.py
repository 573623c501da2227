"""Build the study of the United Kingdom in 2026 from the research files.

Run it as ``python tools/build_uk_study.py``; it reads ``data`` and writes ``examples/uk-2026``. Running
it twice writes the same bytes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from uk.commitments import commitment_tables
from uk.deals import deal_tables
from uk.demand import demand_tables
from uk.differences import scenario_rows
from uk.evidence import evidence_rows
from uk.futures import future_tables
from uk.inputs import FIRST_YEAR, LAST_YEAR, Inputs
from uk.ledger import Tables
from uk.options import option_tables
from uk.plants import plant_tables
from uk.readme import readme
from uk.rules import feebate_tables
from uk.shops import shop_tables
from uk.targets import target_tables
from uk.trade import trade_tables
from uk.vehicles import vehicle_tables
from uk.writing import write_tables

ROOT = Path(__file__).resolve().parent.parent

SETTINGS = """\
# Written by tools/build_uk_study.py from the files in data; change those and build again.
name = "uk-2026"
title = "Who should build what in the United Kingdom, 2026 to 2037"
currency = "GBP"
price_year = 2025
first_year = {first}
last_year = {last}
discount_rate = {rate:g}
sharing = "on"
shifts = "whole"
gap = 0.0005
time_limit = 120
vehicle_class = "car_and_cv"
"""


LOCAL, ITS_FIGURES = "local_build_pays", "what_would_have_to_be_true"
"""The future in which building in Britain pays, and the table of assumptions that it takes."""


def planned_tables(inputs: Inputs) -> Tables:
    """Return every table that a plan is made from."""
    return {
        **plant_tables(inputs),
        **shop_tables(inputs),
        **vehicle_tables(inputs),
        **option_tables(inputs),
        **trade_tables(inputs),
        **demand_tables(inputs),
        **feebate_tables(inputs),
        **target_tables(inputs),
        **deal_tables(inputs),
        **commitment_tables(inputs),
    }


def study_tables(inputs: Inputs) -> Tables:
    """Return every table of the study, evidence last."""
    tables = planned_tables(inputs)
    tables |= future_tables(inputs, tables)
    local = inputs.instead(LOCAL, ITS_FIGURES)
    tables["scenario_changes"] += scenario_rows(LOCAL, tables, planned_tables(local), local)
    for row in inputs.research.all("uk/claims"):
        inputs.research.cite("uk/claims", row)
    tables["evidence"] = evidence_rows(tables, inputs.ledger)
    return tables | inputs.ledger.tables()


def build(data: Path, folder: Path) -> Tables:
    """Write the study into a folder, in place of the files of an earlier build."""
    inputs = Inputs.read(data)
    tables = study_tables(inputs)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    rate = inputs.assumed.value("discount_rate")
    settings = SETTINGS.format(first=FIRST_YEAR, last=LAST_YEAR, rate=rate)
    (folder / "study.toml").write_text(settings, encoding="utf-8", newline="")
    (folder / "README.md").write_text(readme(tables), encoding="utf-8", newline="")
    write_tables(folder, tables)
    return tables


def main() -> None:
    """Build the study and say what it holds."""
    parser = argparse.ArgumentParser(description="Build the study of the United Kingdom in 2026.")
    parser.add_argument("--data", type=Path, default=ROOT / "data", help="folder of research files")
    parser.add_argument("--out", type=Path, default=ROOT / "examples" / "uk-2026", help="folder to write")
    arguments = parser.parse_args()
    tables = build(arguments.data, arguments.out)
    for name in ("plants", "vehicles", "options", "claims", "evidence"):
        print(f"{len(tables[name]):6,} {name}")


if __name__ == "__main__":
    main()
