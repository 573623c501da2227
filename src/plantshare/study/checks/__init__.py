"""What can be wrong with a study, beyond the format of its files."""

from plantshare.study.checks.check import Check
from plantshare.study.checks.registry import CHECKS, check_study

__all__ = ["CHECKS", "Check", "check_study"]
