"""The programmes of the reference package."""

from __future__ import annotations

from plantshare.targets import Programme

__all__ = ["REFERENCE"]

FIGURES = {
    "A": (100, 0), "B": (100, 10), "C": (200, 350), "D": (80, 60),
    "E": (60, 45), "F": (100, 120), "G": (70, 50),
}  # fmt: skip

REFERENCE = tuple(
    Programme(name=name, volume=volume, gap=gap, excludes=("A",) if name == "B" else ())
    for name, (volume, gap) in FIGURES.items()
)
