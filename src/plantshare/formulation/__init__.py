"""One file per block: variables, rules and money lines of the plan."""

from plantshare.formulation.build import BLOCKS, build_program
from plantshare.formulation.labelled import (
    Labelling,
    labelled_duals,
    labelled_values,
    labelling_of,
    start_vector,
)
from plantshare.formulation.line import Line
from plantshare.formulation.matrix import (
    ColumnStages,
    MatrixProgram,
    column_stages,
    row_places,
    to_matrix,
)
from plantshare.formulation.program import Block, Program

__all__ = [
    "BLOCKS",
    "Block",
    "ColumnStages",
    "Labelling",
    "Line",
    "MatrixProgram",
    "Program",
    "build_program",
    "column_stages",
    "labelled_duals",
    "labelled_values",
    "labelling_of",
    "row_places",
    "start_vector",
    "to_matrix",
]
