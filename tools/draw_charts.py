"""Draw every chart of the catalogue from the United Kingdom study, for the page of charts.

The study is planned without and with sharing, as the demo does; the pictures are written to docs/charts/,
which is not kept in the repository, as another machine may find another plan of the same worth.
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from plantshare.report.catalogue import CHARTS, draw
from plantshare.report.image import to_svg
from plantshare.run import run_demo

__all__ = ["main"]

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "charts"


def main() -> int:
    """Plan the study twice and write one picture for each chart."""
    with TemporaryDirectory() as runs:
        off, on = (run.result for run in run_demo(Path(runs)).runs)
        FOLDER.mkdir(exist_ok=True)
        for name in CHARTS:
            (FOLDER / f"{name}.svg").write_text(to_svg(draw(name, on, before=off)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
