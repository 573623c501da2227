"""One file per block: variables, rules and money lines of the plan."""

from plantshare.formulation.build import BLOCKS, build_program
from plantshare.formulation.line import Line
from plantshare.formulation.matrix import (
    MatrixProgram,
    labelled_duals,
    labelled_values,
    row_places,
    start_vector,
    to_matrix,
)
from plantshare.formulation.program import Block, Program

__all__ = [
    "BLOCKS",
    "Block",
    "Line",
    "MatrixProgram",
    "Program",
    "build_program",
    "labelled_duals",
    "labelled_values",
    "row_places",
    "start_vector",
    "to_matrix",
]
