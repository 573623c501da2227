"""An independent check of a result: every limit and every amount, from the tables alone."""

from plantshare.results.checker.audit import Audit
from plantshare.results.checker.check import check_plan, check_result

__all__ = ["Audit", "check_plan", "check_result"]
