"""Whose each limit of a plan is: a company's lines, options and customers, or a country's target or quota."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import numpy as np
import pandas as pd
import xarray as xr

from plantshare.formulation import Labelling, MatrixProgram
from plantshare.formulation.shifts import group_company
from plantshare.study import Study
from plantshare.study.parties import brand_company

__all__ = ["KINDS", "RESOURCES", "Kind", "owners_by_dim", "owners_of_columns", "owners_of_rows"]

Kind = Literal["company", "country", "planner", "nobody"]

RESOURCES: Mapping[str, tuple[Kind, str]] = {
    "target": ("country", "targets"),
    "quota": ("country", "quotas"),
    "undertaking": ("country", "import caps"),
    "deal": ("company", "reserved volume"),
    "expansion": ("company", "plants"),
    "shop": ("company", "plants"),
    "group": ("company", "plants"),
    "plant": ("company", "plants"),
    "option": ("company", "options"),
    "vehicle": ("company", "customers"),
}
"""Kind of owner and word for the resource, by the dimension that says whose a limit is; the first counts."""

KINDS: tuple[Kind, ...] = ("company", "country", "planner", "nobody")

COLUMNS = ["kind", "owner", "resource"]
NOBODY = ("nobody", "", "shared rules")


def owners_by_dim(study: Study) -> dict[str, xr.DataArray]:
    """Return the owner of each label of the dimensions in ``RESOURCES``, each over its own dim.

    Lines belong to the company of their plant, an option to the company that sells its vehicle and pays for
    its launch, customers to the company of the vehicle that they ask for, the volume that a deal reserves
    to the host. A target belongs to its country, a quota or an import cap to the country whose vehicles it
    lets in.

    Parameters
    ----------
    study
        The study.
    """
    group = group_company(study)
    shop = group.sel(group=study["shops.group"]).drop_vars("group")
    return {
        "target": study["targets.country"],
        "quota": study["quotas.origin"],
        "undertaking": study["minimum_prices.origin"],
        "deal": study["deals.host"],
        "expansion": shop.sel(shop=study["expansions.shop"]).drop_vars("shop"),
        "shop": shop,
        "group": group,
        "plant": study["plants.company"],
        "option": brand_company(study),
        "vehicle": study["vehicles.company"],
    }


def owners_of_columns(study: Study, labelling: Labelling) -> pd.DataFrame:
    """Return whose the bounds of each column are: kind, owner and resource by place.

    Parameters
    ----------
    study
        The study.
    labelling
        Labels of the columns of its program.
    """
    return owners_of(owners_by_dim(study), labelling.variables, labelling.columns)


def owners_of_rows(
    study: Study, labelling: Labelling, program: MatrixProgram, columns: pd.DataFrame
) -> pd.DataFrame:
    """Return whose the limit of each row is: kind, owner and resource by place.

    A row whose labels do not say, such as one on pairs of an option and a line, belongs to whoever owns the
    line, or else the option, that it is about. What a planner asks for belongs to the planner.

    Parameters
    ----------
    study
        The study.
    labelling
        Labels of the rows and columns of its program.
    program
        The program.
    columns
        Whose each column is, as :func:`owners_of_columns` says.
    """
    found = owners_of(owners_by_dim(study), labelling.rules, labelling.rows)
    order = {resource: place for place, (_, resource) in enumerate(RESOURCES.values())}
    rank = columns["resource"].map(order).fillna(len(order)).to_numpy()
    matrix = program.matrix.tocsr()
    for row in np.flatnonzero(found["kind"] == "nobody"):
        name, _, label = str(program.rows[row]).partition(" ")
        if name == "budget":
            found.loc[row, COLUMNS] = ["company", label, "budget"]
        elif name == "rule":
            found.loc[row, COLUMNS] = ["planner", "", "rules"]
        else:
            inside = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
            found.loc[row, COLUMNS] = columns.loc[inside[np.argmin(rank[inside])], COLUMNS]
    return found


def owners_of(
    by_dim: Mapping[str, xr.DataArray], labelled: Mapping[str, xr.DataArray], labels: np.ndarray
) -> pd.DataFrame:
    """Return kind, owner and resource of rows or columns by place, from the dims of their labels."""
    cells = np.empty((int(labels.max(initial=-1)) + 1, len(COLUMNS)), dtype=object)
    cells[:] = NOBODY
    for name, numbers in labelled.items():
        dim = next((dim for dim in RESOURCES if dim in numbers.dims), None)
        if dim is None or name.startswith("rule "):
            continue
        kind, resource = RESOURCES[dim]
        owner = by_dim[dim].sel({dim: numbers[dim].values}).broadcast_like(numbers).transpose(*numbers.dims)
        # A rule without any variable has a label, but no row.
        known = (numbers.values >= 0) & (numbers.values < len(cells))
        place = numbers.values[known]
        cells[place, 0], cells[place, 1], cells[place, 2] = kind, owner.values[known], resource
    return pd.DataFrame(cells[labels], columns=COLUMNS)
