"""Tables made in memory, and tables changed."""

from __future__ import annotations

import numpy as np
import pytest

from plantshare.dictionary import load_dictionary
from plantshare.tables import read_tables, tables_from_frames, write_folder
from plantshare.tables.table import all_entries


def test_empty_words_are_empty_cells():
    """An empty word takes the default, as an empty cell of a file does."""
    made = tables_from_frames(
        {}, {"plants": [{"plant": "a", "status": "", "name": None, "partners": "x; y"}]}
    )

    assert made["plants"].status.tolist() == ["operating"]
    assert made.tables["plants"].blank[["status", "name", "partners"]].to_numpy().tolist() == [
        [True, True, False]
    ]
    assert made["plants"].partners.tolist() == [("x", "y")]


def test_every_table_is_there_with_every_column_and_type():
    """Numbers are floats, flags are true or false (by year: numbers with gaps), the rest words."""
    made = tables_from_frames({}, {})
    entries = all_entries(load_dictionary())

    assert set(made.tables) == set(entries)
    for name, entry in entries.items():
        for column in entry.columns.values():
            kind = made[name][column.name].dtype
            if column.is_number or (column.kind == "flag" and name.endswith("_by_year")):
                assert kind == np.float64, column.key
            else:
                assert kind == (np.bool_ if column.kind == "flag" else np.object_), column.key


def test_changed_frame_leaves_unstated_columns_unstated(study_folder, tmp_path):
    """One wage is raised from 30 to 33; the file still has two columns."""
    tables = read_tables(study_folder)
    changed = tables.with_frame("factors", tables["factors"].assign(wage=33.0))
    write_folder(changed, tmp_path / "out")

    assert (tmp_path / "out" / "factors.csv").read_text() == "country,wage\nGB,33\n"
    assert tables["factors"].wage.tolist() == [30]


def test_changed_frame_states_what_it_changes(study_folder, tmp_path):
    """The file has no gas price; one that is set is written."""
    tables = read_tables(study_folder)
    changed = tables.with_frame("factors", tables["factors"].assign(gas_price=20.0))
    write_folder(changed, tmp_path / "out")

    assert (tmp_path / "out" / "factors.csv").read_text() == "country,wage,gas_price\nGB,30,20\n"


def test_unknown_table_is_a_wrong_call():
    """The name is in the message."""
    with pytest.raises(KeyError, match="'plans'"):
        tables_from_frames({}, {"plans": []})


def test_missing_number_is_not_zero():
    """A mass that is not known is a missing value, as its column has no default."""
    made = tables_from_frames({}, {"vehicles": [{"vehicle": "a", "company": "b"}]})

    assert np.isnan(made["vehicles"].mass).all()
