"""Write the two small example studies, ``examples/toy-plan`` and ``examples/two-plants``.

Run it as ``python tools/build_small_examples.py``. Running it twice writes the same bytes; the README
of each folder is written by hand and stays.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from plantshare.tables import write_folder
from small_examples.toy_plan import toy_plan
from small_examples.two_plants import two_plants

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def write_examples(folder: Path) -> None:
    """Write both studies below a folder."""
    write_folder(toy_plan(), folder / "toy-plan", replace=True)
    write_folder(two_plants(), folder / "two-plants", replace=True)


def main() -> None:
    """Write both studies into the examples of the project, or below another folder."""
    parser = argparse.ArgumentParser(description="Write the two small example studies.")
    parser.add_argument("folder", type=Path, nargs="?", default=EXAMPLES)
    write_examples(parser.parse_args().folder)


if __name__ == "__main__":
    main()
