"""Write the small example studies: toy-plan, two-plants, flexibility-10x10 and flexibility-gm.

Run it as ``python tools/build_small_examples.py``. Running it twice writes the same bytes; the README
of each folder is written by hand and stays.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from plantshare.tables import write_folder
from small_examples.flexibility import eight_plants, ten_by_ten
from small_examples.toy_plan import toy_plan
from small_examples.two_plants import two_plants

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def write_examples(folder: Path) -> None:
    """Write every small study below a folder."""
    write_folder(toy_plan(), folder / "toy-plan", replace=True)
    write_folder(two_plants(), folder / "two-plants", replace=True)
    write_folder(ten_by_ten(), folder / "flexibility-10x10", replace=True)
    write_folder(eight_plants(), folder / "flexibility-gm", replace=True)


def main() -> None:
    """Write every small study into the examples of the project, or below another folder."""
    parser = argparse.ArgumentParser(description="Write the small example studies.")
    parser.add_argument("folder", type=Path, nargs="?", default=EXAMPLES)
    write_examples(parser.parse_args().folder)


if __name__ == "__main__":
    main()
