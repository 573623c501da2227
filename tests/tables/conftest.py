"""The small study on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantshare.tables import read_tables, write_workbook
from tests.tables.small_study import write_files


@pytest.fixture
def study_folder(tmp_path: Path) -> Path:
    """Return the folder of the valid study."""
    return write_files(tmp_path / "study", {})


@pytest.fixture
def study_workbook(study_folder: Path, tmp_path: Path) -> Path:
    """Return the valid study as a workbook."""
    file = tmp_path / "study.xlsx"
    write_workbook(read_tables(study_folder), file)
    return file
