"""How far plans fall short of the best, by samples of a study whose best plan is known exactly.

Bo may build B in Leipzig, which saves 10 million a year for a capital of 8 million, unless the launch comes
a year late, in one of four futures, or never, in one of four: then the capital is lost.
"""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from plantshare.errors import LabelError
from plantshare.methods import Limits
from plantshare.results import Result
from plantshare.solve import evaluate, gap_by_samples, solve
from plantshare.study import Draw, Draws, Study, study_from_tables
from tests.run.studies import small_tables

LATE = {0.0: 0.5, 12.0: 0.25, 24.0: 0.25}
EXACT = Limits(gap=1e-9, seconds=60)


@pytest.fixture(scope="module")
def study() -> Study:
    """Return the small study with one driver: how late launches come."""
    outcomes = ";".join(f"{months:g}:{chance}" for months, chance in LATE.items())
    driver = {"driver": "late", "kind": "delay", "table": "options", "column": "launch_delay"}
    return study_from_tables(small_tables({"uncertainty": [{**driver, "outcomes": outcomes}]}))


@pytest.fixture(scope="module")
def every(study: Study) -> Study:
    """Return the study with all three futures that the driver can bring, and their true probabilities."""
    names = np.array(["on time", "late", "never"], dtype=object)
    months = xr.DataArray(list(LATE), coords={"scenario": names}, dims="scenario")
    column = Draw(key="options.launch_delay", how="set", values=months)
    return study.with_draws(Draws(columns=(column,), weights=tuple(LATE.values()), origin={}))


@pytest.fixture(scope="module")
def best(every: Study) -> Result:
    """Return the best plan for all three futures."""
    return solve(every, EXACT)


def test_the_interval_covers_the_true_shortfall(study: Study, every: Study, best: Result) -> None:
    """Two seeds, plans that are best and that are not: the true gap lies under the upper end each time.

    The bound of the samples is at least the best worth in the mean, and the worth of the plan lies in its
    interval.
    """
    apart = solve(study.with_settings(sharing="off"))
    for plan in (best, apart):
        worth = evaluate(plan, every)
        true = float(worth.weights @ worth.together)
        for seed in range(2):
            found = gap_by_samples(
                plan,
                study,
                replications=3,
                futures=6,
                seed=seed,
                limits=EXACT,
                sampler="monte_carlo",
                confidence=0.99,
            )

            assert found.gap >= -1e-9
            assert best.proof.objective - true <= found.high + 1e-6
            assert found.worth.low - 1e-6 <= true <= found.worth.high + 1e-6
            assert found.bound.high >= best.proof.objective - 1e-6


def test_the_same_seed_gives_the_same_digits(study: Study, best: Result) -> None:
    """Samples are drawn from the seed alone, and another seed draws others."""
    one, two, other = (
        gap_by_samples(best, study, replications=2, futures=3, seed=seed, sampler="monte_carlo")
        for seed in (5, 5, 6)
    )

    assert one == two
    assert one.worth != other.worth


def test_required_targets_are_refused(study: Study, best: Result) -> None:
    """A target that must be reached joins all futures of a sample."""
    frame = study.frame("targets").assign(rule="require")

    with pytest.raises(LabelError, match="requires a target"):
        gap_by_samples(best, study.with_frame("targets", frame), replications=2, futures=3)
