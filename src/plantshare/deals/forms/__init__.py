"""Forms of deal: one file each, with its money by period, its terms and its clauses."""

from plantshare.deals.forms.acquisition import Acquisition
from plantshare.deals.forms.contract import Band, Contract, FeeIndex, band_volumes
from plantshare.deals.forms.form import Form
from plantshare.deals.forms.hall import HallPurchase
from plantshare.deals.forms.imports import Import
from plantshare.deals.forms.joint_venture import JointVenture
from plantshare.deals.forms.kit import KitBuild, Ruling, expected_over_rulings
from plantshare.deals.forms.lease import LineLease
from plantshare.deals.forms.licence import Licence

__all__ = [
    "Acquisition",
    "Band",
    "Contract",
    "FeeIndex",
    "Form",
    "HallPurchase",
    "Import",
    "JointVenture",
    "KitBuild",
    "Licence",
    "LineLease",
    "Ruling",
    "band_volumes",
    "expected_over_rulings",
]
