"""Raw tables to one frozen, checked, labelled study."""

from plantshare.study.changes import Change
from plantshare.study.draws import Draw, Draws
from plantshare.study.read import check_folder, read_study
from plantshare.study.study import Study, study_from_tables

__all__ = ["Change", "Draw", "Draws", "Study", "check_folder", "read_study", "study_from_tables"]
