"""What one plan comes to in many futures: output, money and lost sales, without their details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr

from plantshare.formulation import Line
from plantshare.results.output import national_output
from plantshare.study import Study

__all__ = ["Outcomes", "joined_outcomes", "npv_by_scenario", "outcomes_of"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Outcomes:
    """What a plan comes to in each of many futures.

    Parameters
    ----------
    npv
        Present value of each company, dims (company, scenario), millions of currency.
    output
        Output that counts toward each target in every year, dims (target, year, scenario), vehicles/yr.
    built
        Vehicles built, dims (plant, year, scenario), vehicles/yr.
    lost
        Demand that no plant meets, dims (year, scenario), vehicles/yr.
    weights
        Probability of each future; adds to one.
    """

    npv: xr.DataArray
    output: xr.DataArray
    built: xr.DataArray
    lost: xr.DataArray
    weights: np.ndarray

    @property
    def together(self) -> np.ndarray:
        """Return the present value of all companies together in each future, millions of currency."""
        total: np.ndarray = self.npv.sum("company").values
        return total


def outcomes_of(study: Study, lines: Iterable[Line], values: Mapping[str, xr.DataArray]) -> Outcomes:
    """Return what a plan comes to in each future of a study.

    Parameters
    ----------
    study
        The study with its futures.
    lines
        Money lines of its program.
    values
        Values of the variables in the units of the program: thousands of vehicles.
    """
    one_by_one = {name: values[name] * 1e3 for name in ("built", "lost")}
    plant = study["options.plant"].rename("plant")
    built = one_by_one["built"].groupby(plant).sum().reindex(plant=study.labels["plant"], fill_value=0.0)
    return Outcomes(
        npv=npv_by_scenario(study, lines, values),
        output=national_output(study, one_by_one),
        built=built.transpose("plant", "year", "scenario"),
        lost=one_by_one["lost"].sum(["vehicle", "market"]).transpose("year", "scenario"),
        weights=np.asarray(study.weights),
    )


def npv_by_scenario(study: Study, lines: Iterable[Line], values: Mapping[str, xr.DataArray]) -> xr.DataArray:
    """Return the present value of each company in each future.

        NPV[i,s] = sum_t d_t (income[i,t,s] - cost[i,t,s])

    Parameters
    ----------
    study
        The study with its futures.
    lines
        Money lines of its program.
    values
        Values of the variables in the units of the program.

    Returns
    -------
    xarray.DataArray
        Millions of currency, dims (company, scenario).
    """
    labels = study.labels["company"]
    total = np.zeros((labels.size, study.labels["scenario"].size))
    for line in lines:
        amount = line.amount(values[line.variable])
        present = (amount * study.discount).sum("year") if "year" in amount.dims else amount
        for company, sign in ((line.payee, 1.0), (line.payer, -1.0)):
            if company is None:
                continue
            own = present.sum([dim for dim in present.dims if dim not in (*company.dims, "scenario")])
            rows = own.transpose(*company.dims, ...).values
            rows = rows.reshape(company.size, -1) * np.ones((1, total.shape[1]))
            place = {name: number for number, name in enumerate(labels)}
            owner = np.array([place.get(name, -1) for name in company.values.ravel()])
            np.add.at(total, owner[owner >= 0], sign * rows[owner >= 0])
    return xr.DataArray(
        total, coords={"company": labels, "scenario": study.labels["scenario"]}, dims=("company", "scenario")
    )


def joined_outcomes(parts: Sequence[Outcomes], weights: Sequence[float]) -> Outcomes:
    """Return the outcomes of batches of futures as one.

    Parameters
    ----------
    parts
        Outcomes of each batch; the weights of each add to one.
    weights
        Probability of each batch; adds to one.
    """
    return Outcomes(
        npv=xr.concat([part.npv for part in parts], dim="scenario"),
        output=xr.concat([part.output for part in parts], dim="scenario"),
        built=xr.concat([part.built for part in parts], dim="scenario"),
        lost=xr.concat([part.lost for part in parts], dim="scenario"),
        weights=np.concatenate([w * part.weights for part, w in zip(parts, weights, strict=True)]),
    )
