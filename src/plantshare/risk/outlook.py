"""What may become of a plan: output, money and regret over many futures, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from plantshare.results.outcomes import Outcomes
from plantshare.risk.measures import chance_interval, mean_error
from plantshare.study import Study
from plantshare.uncertainty.spread import quantiles, worst_mean

__all__ = ["TAIL", "Outlook", "company_table", "output_table", "regret_table"]

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
TAIL = 0.95
"""Level of the mean of the worst draws: the worst twentieth."""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Outlook:
    """What may become of a plan, and of its rivals, in the same futures.

    Parameters
    ----------
    study
        The study, without futures.
    plans
        Outcomes of each plan in the same futures; the first is the plan that the tables are about.
    output
        See :func:`output_table`.
    companies
        See :func:`company_table`.
    regret
        See :func:`regret_table`.
    tornado
        See :func:`plantshare.risk.tornado.tornado_table`.
    stress
        See :func:`plantshare.risk.stress.stress_table`.
    origin
        How the futures were drawn: sampler, seed, count.
    """

    study: Study
    plans: Mapping[str, Outcomes]
    output: pd.DataFrame
    companies: pd.DataFrame
    regret: pd.DataFrame
    tornado: pd.DataFrame
    stress: pd.DataFrame
    origin: Mapping[str, str | int | float]

    @property
    def plan(self) -> Outcomes:
        """Return the outcomes of the plan that the tables are about."""
        return next(iter(self.plans.values()))


def output_table(study: Study, outcomes: Outcomes) -> pd.DataFrame:
    """Return how output that counts toward each target may turn out, year by year.

    Parameters
    ----------
    study
        The study, for its targets.
    outcomes
        What the plan comes to.

    Returns
    -------
    pandas.DataFrame
        Columns target, year, mean, standard_error, p5, p25, p50, p75, p95 (vehicles/yr), units (the
        target), is_target_year, probability that output reaches the target, and the interval of that
        probability: low, high.
    """
    rows = []
    for target in study.frame("targets").itertuples():
        for year in study.years:
            values = outcomes.output.sel(target=target.target, year=year).values
            mean, error = mean_error(values, outcomes.weights)
            chance = float(outcomes.weights @ (values >= target.units - 0.5))
            rows.append(
                {
                    "target": target.target,
                    "year": int(year),
                    "mean": mean,
                    "standard_error": error,
                    **named_quantiles(values, outcomes.weights),
                    "units": float(target.units),
                    "is_target_year": int(year) == int(target.year),
                    "probability": chance,
                    **dict(zip(("low", "high"), chance_interval(chance, outcomes.weights), strict=True)),
                }
            )
    return pd.DataFrame(rows)


def company_table(outcomes: Outcomes) -> pd.DataFrame:
    """Return how the present value of each company, and of all together, may turn out.

    Parameters
    ----------
    outcomes
        What the plan comes to.

    Returns
    -------
    pandas.DataFrame
        Columns company ("together" last), mean, standard_error, p5 to p95, worst (mean of the worst
        twentieth), in millions of currency, and probability_of_loss.
    """
    each = {str(name): outcomes.npv.sel(company=name).values for name in outcomes.npv["company"].values}
    rows = []
    for company, values in {**each, "together": outcomes.together}.items():
        mean, error = mean_error(values, outcomes.weights)
        rows.append(
            {
                "company": company,
                "mean": mean,
                "standard_error": error,
                **named_quantiles(values, outcomes.weights),
                "worst": worst_mean(values, outcomes.weights, TAIL),
                "probability_of_loss": float(outcomes.weights @ (values < 0)),
            }
        )
    return pd.DataFrame(rows)


def regret_table(plans: Mapping[str, Outcomes]) -> pd.DataFrame:
    """Return how far each plan falls short of the best of them, future by future.

        regret[p,s] = max_q NPV[q,s] - NPV[p,s]

    The best is the best of the plans that are compared, not of all plans there are.

    Parameters
    ----------
    plans
        Outcomes of each plan in the same futures.

    Returns
    -------
    pandas.DataFrame
        Columns plan, mean (of all companies together), worst (mean of the worst twentieth),
        mean_regret, p95_regret, largest_regret, in millions of currency, and best_share: the
        probability that the plan is the best.
    """
    values = np.array([outcomes.together for outcomes in plans.values()])
    weights = next(iter(plans.values())).weights
    best = values.max(axis=0)
    rows = []
    for name, own in zip(plans, values, strict=True):
        regret = best - own
        rows.append(
            {
                "plan": name,
                "mean": float(weights @ own),
                "worst": worst_mean(own, weights, TAIL),
                "mean_regret": float(weights @ regret),
                "p95_regret": float(quantiles(regret, weights, (0.95,))[0]),
                "largest_regret": float(regret.max()),
                "best_share": float(weights @ (own >= best)),
            }
        )
    return pd.DataFrame(rows)


def named_quantiles(values: np.ndarray, weights: np.ndarray) -> dict[str, float]:
    """Return the quantiles that every table shows, by name."""
    found = quantiles(values, weights, LEVELS)
    return {f"p{round(100 * level)}": float(one) for level, one in zip(LEVELS, found, strict=True)}
