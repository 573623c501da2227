"""From the drivers of a study to drawn futures, fewer of them, and drivers from history."""

from plantshare.uncertainty.calibrate import Calibration, Estimate, calibrate
from plantshare.uncertainty.draw import draw_futures
from plantshare.uncertainty.history import read_history
from plantshare.uncertainty.points import SAMPLERS, Sampler
from plantshare.uncertainty.reduce import Reduction, fast_forward, reduce_draws

__all__ = [
    "SAMPLERS",
    "Calibration",
    "Estimate",
    "Reduction",
    "Sampler",
    "calibrate",
    "draw_futures",
    "fast_forward",
    "read_history",
    "reduce_draws",
]
