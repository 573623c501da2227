"""Two published cases as we solve them: the farmer in two stages, and plants to retool as a study."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from plantshare import Study
from plantshare.formulation.matrix import MatrixProgram
from plantshare.methods.two_stage import Family, FirstStage, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix
from plantshare.study import study_from_tables
from plantshare.tables import tables_from_frames

__all__ = ["CASES", "farmer_program", "giant_motor_program", "giant_motor_study"]

CASES = Path(__file__).parent / "instances" / "cases"

Case = dict[str, Any]  # What a JSON file holds.
Frames = dict[str, list[dict[str, Any]]]  # Any: cells of every type, as the tables take them.

PRICE = 10_000.0
"""Price of every car in the study: the case gives margins only, so the rest of the price is cost."""

RETOOLED = {"Lyra": "New Lyra", "Libra": "New Libra"}
"""What a plant becomes when it is retooled."""


def read_case(name: str) -> Case:
    """Return the data of a case."""
    case: Case = json.loads((CASES / name).read_text(encoding="utf-8"))
    return case


def farmer_program() -> TwoStage:
    """Return the farmer of Birge and Louveaux: what to sow before the yields are known.

    max - sum_c plant_c x_c + mean_s (sell w - buy y)
        sum_c x_c <= acres,  yield_cs x_c + y_c - w_c >= required_c  (wheat, corn)
        w_quota + w_above <= yield_s x_beets,  w_quota <= quota

    Columns of a block: bought wheat and corn, sold wheat and corn, sold beets within and above the quota.
    """
    case = read_case("farmer.json")
    crops = ("wheat", "corn", "beets")
    factors = np.array(case["yield_factors"])
    fields = np.array([case["yield_t_per_acre"][crop] for crop in crops])
    sell, buy = case["sell"], case["buy"]
    worth = [
        -buy["wheat"],
        -buy["corn"],
        sell["wheat"],
        sell["corn"],
        sell["beets_quota"],
        sell["beets_above"],
    ]
    recourse = sparse.csr_matrix([[1, 0, -1, 0, 0, 0], [0, 1, 0, -1, 0, 0], [0, 0, 0, 0, -1, -1]])
    needs = np.array([case["requirement"]["wheat"], case["requirement"]["corn"], 0.0])
    count = factors.size
    family = Family(
        name="harvest",
        scenario=np.arange(count),
        probability=np.full(count, 1 / count),
        cost=Varying.same(np.array(worth, dtype=float), count),
        row_lower=Varying.same(needs, count),
        row_upper=Varying.same(np.full(3, np.inf), count),
        lower=Varying.same(np.zeros(6), count),
        upper=Varying.same(np.array([np.inf] * 4 + [case["beet_quota"], np.inf]), count),
        technology=VaryingMatrix(
            np.arange(3), np.arange(3), (3, 3), Varying.of(factors[:, None] * fields[None, :])
        ),
        recourse=VaryingMatrix.same(recourse, count),
        is_integer=np.zeros(6, dtype=bool),
    )
    first = FirstStage(
        cost=-np.array([case["planting_cost"][crop] for crop in crops], dtype=float),
        matrix=sparse.csr_matrix(np.ones((1, 3))),
        row_lower=np.array([-np.inf]),
        row_upper=np.array([float(case["acres"])]),
        lower=np.zeros(3),
        upper=np.full(3, np.inf),
        is_integer=np.zeros(3, dtype=bool),
    )
    return TwoStage(first=first, families=(family,))


def giant_motor_study(open_as: dict[str, tuple[str, ...]] | None = None) -> Study:
    """Return the Giant Motor Company as a study: plants that run as they are, are retooled, or close.

    A plant is one shift group whose patterns are "present", "retooled" and "closed"; each state of it is
    a shop of its own, with its capacity on its own pattern. The case lets a buyer who finds no car of one
    line turn to another; a study has no such rule, so its value is exact where all demand is served.

    Parameters
    ----------
    open_as
        Patterns that a plant may take, by plant; all of them unless given.
    """
    case = read_case("giant_motor_company.json")
    states = {
        plant: {"present": plant, "retooled": RETOOLED.get(plant)} for plant in ("Lyra", "Libra", "Hydra")
    }
    allowed = {plant: (open_as or {}).get(plant, ("present", "retooled", "closed")) for plant in states}
    settings = {
        "name": "Giant Motor Company",
        "currency": "USD",
        "price_year": 1,
        "first_year": 1,
        "last_year": 1,
        "discount_rate": 0.0,
        "shifts": "whole",
    }
    frames: Frames = {
        "companies": [{"company": "giant"}],
        "plants": [{"plant": plant, "company": "giant", "country": "US"} for plant in states],
        "shift_patterns": [
            {"pattern": "present", "shifts": 1},
            {"pattern": "retooled", "shifts": 1},
            {"pattern": "closed", "role": "closed"},
        ],
        "groups": [{"group": plant, "plant": plant, "start_pattern": allowed[plant][0]} for plant in states],
        "group_patterns": [],
        "shops": [],
        "shop_patterns": [],
        "vehicles": [{"vehicle": line, "company": "giant"} for line in case["demand"]],
        "options": [],
        "routes": [],
        "markets": [{"market": "home"}],
        "lanes": [{"plant": plant, "market": "home"} for plant in states],
        "demand": [
            {"vehicle": line, "market": "home", "units": 1_000 * units, "net_revenue": PRICE}
            for line, units in case["demand"].items()
        ],
    }
    for plant, patterns in states.items():
        if "closed" in allowed[plant]:
            frames["group_patterns"].append({"group": plant, "pattern": "closed"})
        for pattern, state in patterns.items():
            if state is not None and pattern in allowed[plant]:
                add_state(frames, plant, pattern, state, case["plants"][state])
    return study_from_tables(tables_from_frames(settings, frames))


def add_state(frames: Frames, plant: str, pattern: str, state: str, data: Case) -> None:
    """Add what a plant can do on one pattern: a shop of its own, and an option for each line."""
    frames["group_patterns"].append({"group": plant, "pattern": pattern, "fixed_cost": data["fixed"]})
    frames["shops"].append({"shop": state, "group": plant})
    frames["shop_patterns"].append({"shop": state, "pattern": pattern, "capacity": 1_000 * data["capacity"]})
    for line, margin in data["margin"].items():
        option = f"{line} at {state}"
        cost = PRICE - 1_000 * margin
        frames["options"].append(
            {"option": option, "vehicle": line, "plant": plant, "other_conversion": cost}
        )
        frames["routes"].append({"option": option, "shop": state})


def giant_motor_program(
    *, plants_open: int | None = None, forced: tuple[str, ...] = (), against_base: bool = False
) -> MatrixProgram:
    """Return the Giant Motor Company with buyers who turn to another line, as one program.

    max sum margin s[p,l] - sum fixed z[p]
        sum_l s[p,l] <= K[p] z[p],   z of a plant and of what it becomes <= 1
        u[l] = D[l] + sum_m share[m,l] u[m] - sum_p s[p,l] >= 0

    Columns: z by plant, s by plant and line that it can build, u by line.

    Parameters
    ----------
    plants_open
        Number of plants that must be open; any unless given.
    forced
        Plants that must be open.
    against_base
        Whether unmet demand u is D - s, which may be negative, as the public notebook of the case has it:
        a line sold beyond its own demand then takes buyers away from others.
    """
    case = read_case("giant_motor_company.json")
    plants, lines = list(case["plants"]), list(case["demand"])
    pairs = [(plant, line) for plant in plants for line in case["plants"][plant]["margin"]]
    count, width = len(plants), len(plants) + len(pairs)
    unmet = {line: width + number for number, line in enumerate(lines)}
    rows: list[tuple[dict[int, float], float, float]] = []
    for number, plant in enumerate(plants):
        made = {count + at: 1.0 for at, (site, _) in enumerate(pairs) if site == plant}
        rows.append((made | {number: -float(case["plants"][plant]["capacity"])}, -np.inf, 0.0))
    rows += [({plants.index(plant): 1.0 for plant in pair}, -np.inf, 1.0) for pair in case["exclusive"]]
    if plants_open is not None:
        rows.append((dict.fromkeys(range(count), 1.0), plants_open, plants_open))
    for line in lines:
        sold = {count + at: 1.0 for at, (_, made) in enumerate(pairs) if made == line}
        turned = {unmet[other]: -share[line] for other, share in case["diversion"].items() if line in share}
        own, demand = {unmet[line]: 1.0}, float(case["demand"][line])
        if against_base:
            rows += [(sold | own, demand, demand), (sold | turned, -np.inf, demand)]
        else:
            rows.append((sold | turned | own, demand, demand))
    columns = width + len(lines)
    matrix = sparse.lil_matrix((len(rows), columns))
    for number, (entries, _, _) in enumerate(rows):
        for column, value in entries.items():
            matrix[number, column] = value
    cost = [-float(case["plants"][plant]["fixed"]) for plant in plants]
    cost += [float(case["plants"][plant]["margin"][line]) for plant, line in pairs]
    lower = np.zeros(columns)
    lower[[plants.index(plant) for plant in forced]] = 1.0
    lower[width:] = -np.inf if against_base else 0.0
    return MatrixProgram(
        cost=np.array(cost + [0.0] * len(lines)),
        matrix=sparse.csc_matrix(matrix),
        row_lower=np.array([low for _, low, _ in rows]),
        row_upper=np.array([high for _, _, high in rows]),
        lower=lower,
        upper=np.concatenate([np.ones(count), np.full(columns - count, np.inf)]),
        is_integer=np.arange(columns) < count,
        rows=np.full(len(rows), "case", dtype=object),
    )
