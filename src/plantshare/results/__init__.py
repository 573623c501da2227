"""Solved values, measures, the statement of every company, comparison and storage."""

from plantshare.results.result import Proof, Result

__all__ = ["Proof", "Result"]
