"""How large an input may be before it is refused: what a bomb would exceed and no study does."""

from __future__ import annotations

__all__ = [
    "CELLS",
    "CELL_CHARACTERS",
    "COLUMNS",
    "ENTRIES",
    "FAULTS_SHOWN",
    "FILE_BYTES",
    "NUMBER",
    "RATIO",
    "RATIO_FROM_BYTES",
    "ROWS",
    "SETTINGS_BYTES",
    "TEXT_BYTES",
    "UNPACKED_BYTES",
    "WORKBOOK_BYTES",
    "YEAR",
]

FILE_BYTES = 200_000_000
"""Largest CSV file, bytes."""

SETTINGS_BYTES = 1_000_000
"""Largest study.toml, bytes."""

ROWS = 1_000_000
"""Most rows of one table; a workbook sheet holds little more."""

COLUMNS = 1_000
"""Most columns of one table."""

CELLS = 20_000_000
"""Most cells of one sheet, empty ones inside its corners among them."""

CELL_CHARACTERS = 32_767
"""Longest cell, characters; a workbook cell holds no more."""

NUMBER = 1e15
"""Largest number in size; above it, floating point no longer tells neighbouring wholes apart."""

YEAR = 9_999.0
"""Last year that can be written."""

WORKBOOK_BYTES = 100_000_000
"""Largest workbook, bytes as stored."""

ENTRIES = 2_000
"""Most parts in the archive that a workbook is."""

UNPACKED_BYTES = 1_000_000_000
"""Largest workbook, bytes once unpacked."""

TEXT_BYTES = 500_000_000
"""Most text that the cells of one sheet may repeat from the list of shared words, bytes."""

RATIO = 200
"""Most times that a workbook may grow on unpacking, once it is past ``RATIO_FROM_BYTES``."""

RATIO_FROM_BYTES = 20_000_000
"""Unpacked size under which the ratio does not matter, bytes."""

FAULTS_SHOWN = 100
"""Faults of one kind listed for one column; one more line counts the rest."""
