"""Run the benchmarks as ``python -m benchmarks``; the options are those of ``run_all.py``."""

import runpy
from pathlib import Path

runpy.run_path(str(Path(__file__).with_name("run_all.py")), run_name="__main__")
