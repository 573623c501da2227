"""Invented plans under uncertain demand, of a representative size: a two-stage program from a seed.

12 plants with 20 lines, 40 vehicles in 15 markets, 12 years. Vehicles run out and must be launched
again somewhere, lines run shifts or close, and what is sold is decided once demand is known:

    sum_j x[j,c] + lost[m,c] = D[m,c,s]                      x[j,c] <= D[m,c,s] active[j]   (tight link)
    sum_{j on line} a[j] sum_c x[j,c] - o <= sum_k cap[k] h[line,k]        o <= 0.1 sum_k cap[k] h[line,k]
    sum_c x[j,c] <= rate[j] sum_age ramp[age] y[j,t-age]

Thousand vehicles and millions of currency. All figures are drawn, none is data:

- a line makes 55 to 95 on one shift a year, 1.9 times that on two and 2.6 times on three;
- a launch is tooled for 1.1 to 1.7 times the demand forecast of its first year, reaches that in its third
  (ramp 0.4, 0.85, 1), and costs 60 to 160 at home, 1.6 times that elsewhere;
- demand follows an AR(1) of its logarithm, 0.8 from year to year with a standard deviation of 0.15, hence
  0.25 in the long run, of which 0.6 of the variance is shared by the vehicles of a group;
- a vehicle sells in seven markets, 77 a year in all on the mean of seed 2026, where 40 vehicles want more
  than 20 lines make on two shifts and less than on three.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from plantshare.methods.two_stage import Family, FirstStage, TwoStage
from plantshare.methods.varying import Varying, VaryingMatrix

__all__ = ["Setting", "two_stage_instance"]

PLANTS, LINES, VEHICLES, MARKETS, YEARS = 12, 20, 40, 15, 12
MARKETS_OF_ONE, CANDIDATES, GROUPS = 7, 3, 5
PATTERNS = ("closed", "mothballed", "one", "two", "three")
LEVEL = np.array([0, 0, 1, 2, 3])
CAPACITY_SHARE = np.array([0.0, 0.0, 1.0, 1.9, 2.6])
RAMP = np.array([0.4, 0.85, 1.0])
DISCOUNT = 1.1 ** -np.arange(1, YEARS + 1)
PERSISTENCE, SPREAD, SHARED = 0.8, 0.15, 0.6
SLOTS = 6
OVERTIME_SHARE, OVERTIME_PREMIUM = 0.1, 0.8


@dataclass(slots=True)
class Entries:
    """Coefficients and limits of rows as they are written."""

    rows: int = 0
    row: list[np.ndarray] = field(default_factory=list)
    column: list[np.ndarray] = field(default_factory=list)
    value: list[np.ndarray] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)

    def add(self, columns: np.ndarray | list[int], values: object, lower: float, upper: float) -> None:
        """Add one row."""
        columns = np.asarray(columns, dtype=int).ravel()
        self.row.append(np.full(columns.size, self.rows))
        self.column.append(columns)
        self.value.append(np.broadcast_to(np.asarray(values, dtype=float).ravel(), columns.shape))
        self.lower.append(lower)
        self.upper.append(upper)
        self.rows += 1

    def matrix(self, width: int) -> sparse.csr_matrix:
        """Return the rows as a matrix."""
        place = (np.concatenate(self.row), np.concatenate(self.column))
        return sparse.csr_matrix((np.concatenate(self.value), place), shape=(self.rows, width))


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """Figures of the instance.

    Parameters
    ----------
    line_plant, capacity, fixed
        Plant of each line, its capacity on one shift, and the cost of its patterns a year.
    option_vehicle, option_line, is_new, until, capex, rate, use
        What each option builds and where, whether it must be launched, its last year if built today,
        capital, peak rate and use of the line per vehicle.
    pair_vehicle, pair_market, demand
        Vehicles and markets that want them, and base demand by pair and year.
    flow_option, flow_pair, margin
        Flows, and what a thousand vehicles earn.
    """

    line_plant: np.ndarray
    capacity: np.ndarray
    fixed: np.ndarray
    option_vehicle: np.ndarray
    option_line: np.ndarray
    is_new: np.ndarray
    until: np.ndarray
    capex: np.ndarray
    rate: np.ndarray
    use: np.ndarray
    pair_vehicle: np.ndarray
    pair_market: np.ndarray
    demand: np.ndarray
    flow_option: np.ndarray
    flow_pair: np.ndarray
    margin: np.ndarray


def draw_setting(draw: np.random.Generator) -> Setting:
    """Return the figures that all scenarios share."""
    line_plant = np.sort(np.concatenate([np.arange(PLANTS), draw.integers(0, PLANTS, LINES - PLANTS)]))
    capacity = draw.uniform(55, 95, LINES)
    fixed = np.outer(capacity, [0.0, 0.12, 0.75, 1.25, 1.8]) * draw.uniform(0.9, 1.1, (LINES, 1))
    home = draw.permutation(np.resize(np.arange(LINES), VEHICLES))
    others = np.array([draw.permutation(np.delete(np.arange(LINES), own))[: CANDIDATES - 1] for own in home])
    lines = np.column_stack([home, home, others])
    option_line = lines.ravel()
    option_vehicle = np.repeat(np.arange(VEHICLES), CANDIDATES + 1)
    is_new = np.tile(np.arange(CANDIDATES + 1) > 0, VEHICLES)
    until = np.where(is_new, -1, np.repeat(draw.integers(1, 14, VEHICLES), CANDIDATES + 1))
    at_home = option_line == home[option_vehicle]
    size = draw.lognormal(0, 0.5, VEHICLES)
    capex = np.where(is_new, draw.uniform(60, 160, is_new.size) * np.where(at_home, 1.0, 1.6), 0.0)
    pair_vehicle = np.repeat(np.arange(VEHICLES), MARKETS_OF_ONE)
    pair_market = np.concatenate(
        [np.sort(draw.choice(MARKETS, MARKETS_OF_ONE, replace=False)) for _ in range(VEHICLES)]
    )
    growth = np.cumprod(draw.normal(1.01, 0.03, (VEHICLES, YEARS)), axis=1)
    base = draw.uniform(4, 16, pair_vehicle.size) * size[pair_vehicle]
    demand = base[:, None] * growth[pair_vehicle]
    flow_option = np.repeat(np.arange(is_new.size), MARKETS_OF_ONE)
    flow_pair = option_vehicle[flow_option] * MARKETS_OF_ONE + np.tile(np.arange(MARKETS_OF_ONE), is_new.size)
    cost = draw.uniform(0, 1.2, (VEHICLES, PLANTS))
    freight = draw.uniform(0.1, 1.4, (PLANTS, MARKETS))
    plant = line_plant[option_line]
    revenue = draw.uniform(2.8, 6.5, VEHICLES)
    margin = (
        revenue[option_vehicle[flow_option]]
        - cost[option_vehicle[flow_option], plant[flow_option]]
        - freight[plant[flow_option], pair_market[flow_pair]]
    )
    most = np.bincount(pair_vehicle, weights=base)
    rate = most[option_vehicle] * draw.uniform(1.1, 1.7, is_new.size)
    use = draw.uniform(0.85, 1.2, is_new.size)
    return Setting(
        line_plant, capacity, fixed, option_vehicle, option_line, is_new, until, capex, rate, use,
        pair_vehicle, pair_market, demand, flow_option, flow_pair, margin,
    )  # fmt: skip


def draw_demand(setting: Setting, scenarios: int, draw: np.random.Generator) -> np.ndarray:
    """Return demand by scenario, pair and year: log-normal AR(1), vehicles of a group alike.

    ln D = ln F + e_t - Var_t / 2,  e_t = 0.8 e_{t-1} + N(0, 0.15)
    """
    group = np.arange(VEHICLES) % GROUPS
    error = np.zeros((scenarios, VEHICLES))
    variance = 0.0
    result = np.zeros((scenarios, setting.pair_vehicle.size, YEARS))
    for year in range(YEARS):
        common, own = draw.standard_normal((scenarios, GROUPS)), draw.standard_normal((scenarios, VEHICLES))
        shock = np.sqrt(SHARED) * common[:, group] + np.sqrt(1 - SHARED) * own
        error = PERSISTENCE * error + SPREAD * shock
        variance = PERSISTENCE**2 * variance + SPREAD**2
        factor = np.exp(error - variance / 2)
        result[:, :, year] = setting.demand[:, year] * factor[:, setting.pair_vehicle]
    return result


class Columns:
    """Places of the first-stage columns."""

    def __init__(self, setting: Setting) -> None:
        options = setting.is_new.size
        counts = {
            "launched": options * YEARS,
            "active": options * YEARS,
            "share": LINES * len(PATTERNS) * YEARS,
            "added": LINES * YEARS,
            "dropped": LINES * YEARS,
        }
        starts = np.concatenate([[0], np.cumsum(list(counts.values()))])
        place = {
            name: np.arange(count) + start
            for (name, count), start in zip(counts.items(), starts, strict=False)
        }
        self.size = int(starts[-1])
        self.launched = place["launched"].reshape(options, YEARS)
        self.active = place["active"].reshape(options, YEARS)
        self.share = place["share"].reshape(LINES, len(PATTERNS), YEARS)
        self.added = place["added"].reshape(LINES, YEARS)
        self.dropped = place["dropped"].reshape(LINES, YEARS)


def first_stage(setting: Setting, columns: Columns, *, whole_shifts: bool) -> FirstStage:
    """Return launches, active options, shift patterns and closing."""
    cost, upper = np.zeros(columns.size), np.ones(columns.size)
    cost[columns.launched] = -setting.capex[:, None] * DISCOUNT
    cost[columns.share] = -setting.fixed[:, :, None] * DISCOUNT
    cost[columns.added], cost[columns.dropped] = -6.0 * DISCOUNT, -18.0 * DISCOUNT
    upper[columns.launched[~setting.is_new]] = 0.0
    upper[columns.added], upper[columns.dropped] = 3.0, 3.0
    is_integer = np.zeros(columns.size, dtype=bool)
    is_integer[columns.launched[setting.is_new]] = True
    # Closing is for good, so it is never for part of a year.
    is_integer[columns.share[:, 0]] = True
    if whole_shifts:
        is_integer[columns.share] = True
    rows = Entries()
    for option in range(setting.is_new.size):
        if setting.is_new[option]:
            rows.add(columns.launched[option], 1.0, -np.inf, 1.0)
        for year in range(YEARS):
            today = float(year <= setting.until[option])
            before = columns.launched[option, : year + 1]
            places, values = np.append(before, columns.active[option, year]), np.append(-np.ones(year + 1), 1)
            # An option of today may end early, when its line closes.
            rows.add(places, values, 0.0 if setting.is_new[option] else -np.inf, today)
            closed = columns.share[setting.option_line[option], 0, year]
            rows.add([columns.active[option, year], closed], 1.0, -np.inf, 1.0)
    for line in range(LINES):
        own = np.flatnonzero(setting.option_line == line)
        for year in range(YEARS):
            rows.add(columns.share[line, :, year], 1.0, 1.0, 1.0)
            rows.add(columns.active[own, year], 1.0, -np.inf, float(SLOTS))
            added, dropped = columns.added[line, [year]], columns.dropped[line, [year]]
            change = [columns.share[line, :, year], added, dropped]
            weights = [LEVEL, np.array([-1.0]), np.array([1.0])]
            start = 2.0 if year == 0 else 0.0
            if year > 0:
                change.append(columns.share[line, :, year - 1])
                weights.append(-LEVEL)
                rows.add(columns.share[line, 0, year - 1 : year + 1], [1.0, -1.0], -np.inf, 0.0)
            rows.add(np.concatenate(change), np.concatenate(weights), start, start)
    return FirstStage(
        cost=cost,
        matrix=rows.matrix(columns.size),
        row_lower=np.array(rows.lower),
        row_upper=np.array(rows.upper),
        lower=np.zeros(columns.size),
        upper=upper,
        is_integer=is_integer,
    )


def year_family(setting: Setting, columns: Columns, year: int, demand: np.ndarray) -> Family:
    """Return the blocks of one year, one for each scenario; demand has dims (scenario, pair)."""
    flows, pairs = setting.flow_option.size, setting.pair_vehicle.size
    options, scenarios = setting.is_new.size, len(demand)
    flow = np.arange(flows)
    lost, overtime = flows + np.arange(pairs), flows + pairs + np.arange(LINES)
    early, late = Entries(), Entries()
    links = []
    for pair in range(pairs):
        late.add(np.append(flow[setting.flow_pair == pair], lost[pair]), 1.0, 0.0, 0.0)
        early.add([], [], 0.0, 0.0)
    for option in range(options):
        own = flow[setting.flow_option == option]
        late.add(own, 1.0, -np.inf, 0.0)
        if setting.is_new[option]:
            ages = np.arange(year, -1, -1).clip(0, RAMP.size - 1)
            early.add(columns.launched[option, : year + 1], -setting.rate[option] * RAMP[ages], 0, 0)
        else:
            early.add([columns.active[option, year]], -setting.rate[option], 0, 0)
    for line in range(LINES):
        used = flow[setting.option_line[setting.flow_option] == line]
        use = setting.use[setting.flow_option[used]]
        capacity = setting.capacity[line] * CAPACITY_SHARE
        late.add(np.append(used, overtime[line]), np.append(use, -1.0), -np.inf, 0.0)
        early.add(columns.share[line, :, year], -capacity, 0, 0)
        late.add(overtime[[line]], 1.0, -np.inf, 0.0)
        early.add(columns.share[line, :, year], -OVERTIME_SHARE * capacity, 0, 0)
    for at in flow:
        links.append(late.rows)
        late.add(flow[[at]], 1.0, -np.inf, 0.0)
        early.add([columns.active[setting.flow_option[at], year]], -1.0, 0, 0)
    technology = VaryingMatrix.same(early.matrix(columns.size), scenarios)
    entries = technology.entries.rows()
    is_link = np.isin(technology.row, links)
    entries[:, is_link] = -demand[:, setting.flow_pair[technology.row[is_link] - links[0]]]
    row_lower = np.repeat(np.array(late.lower)[None, :], scenarios, axis=0)
    row_upper = np.repeat(np.array(late.upper)[None, :], scenarios, axis=0)
    row_lower[:, :pairs] = row_upper[:, :pairs] = demand
    cost = np.concatenate([setting.margin, np.full(pairs, -0.2), np.full(LINES, -OVERTIME_PREMIUM)])
    width = flows + pairs + LINES
    return Family(
        name=str(2027 + year),
        scenario=np.arange(scenarios),
        probability=np.full(scenarios, 1 / scenarios),
        cost=Varying.same(DISCOUNT[year] * cost, scenarios),
        row_lower=Varying.of(row_lower),
        row_upper=Varying.of(row_upper),
        lower=Varying.same(np.zeros(width), scenarios),
        upper=Varying.same(np.full(width, np.inf), scenarios),
        technology=VaryingMatrix(technology.row, technology.column, technology.shape, Varying.of(entries)),
        recourse=VaryingMatrix.same(late.matrix(width), scenarios),
        is_integer=np.zeros(width, dtype=bool),
    )


def two_stage_instance(scenarios: int, seed: int = 2026, *, whole_shifts: bool = False) -> TwoStage:
    """Return the program of a number of scenarios; fewer scenarios of a seed are not the first of more.

    Parameters
    ----------
    scenarios
        Number of scenarios.
    seed
        Seed of every figure.
    whole_shifts
        Whether a line must keep one pattern all year.
    """
    figures, futures = np.random.default_rng(seed), np.random.default_rng([seed, scenarios])
    setting = draw_setting(figures)
    demand = draw_demand(setting, scenarios, futures)
    columns = Columns(setting)
    return TwoStage(
        first=first_stage(setting, columns, whole_shifts=whole_shifts),
        families=tuple(year_family(setting, columns, year, demand[:, :, year]) for year in range(YEARS)),
    )
