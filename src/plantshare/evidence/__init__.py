"""Where each number came from: sources, claims, the ledger that links them to cells, and digests."""

from plantshare.evidence.chain import Chain, Step, chain
from plantshare.evidence.conflicts import Conflict, Difference, conflicts
from plantshare.evidence.coverage import coverage, share_by_grade
from plantshare.evidence.ledger import Ledger, addresses, grades, ledger_from_frames
from plantshare.evidence.records import Cell, Claim, Link, Source
from plantshare.evidence.statistics import change_between

__all__ = [
    "Cell",
    "Chain",
    "Claim",
    "Conflict",
    "Difference",
    "Ledger",
    "Link",
    "Source",
    "Step",
    "addresses",
    "chain",
    "change_between",
    "conflicts",
    "coverage",
    "grades",
    "ledger_from_frames",
    "share_by_grade",
]
