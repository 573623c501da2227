"""The solver keeps standard output free, and small integer programs come out right."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from plantshare.methods import Limits
from plantshare.methods.direct import solve_direct
from plantshare.methods.extensive_form import solve_extensive
from plantshare.methods.two_stage import extensive
from tests.methods.two_stage_programs import random_program

EXACT = Limits(gap=0.0, seconds=60, threads=1)

SAY_NAME = "from plantshare.methods.solver import solver_name; print(solver_name())"


def test_nothing_is_written_but_the_name_that_was_asked_for():
    """A process that starts a solver first of all prints one line: HiGHS greets on standard output itself."""
    done = subprocess.run([sys.executable, "-c", SAY_NAME], capture_output=True, text=True, check=True)

    assert len(done.stdout.splitlines()) == 1
    assert done.stdout.startswith("HiGHS 1.")


def test_the_number_of_threads_may_change_from_run_to_run():
    """HiGHS by itself refuses a number other than that of its first run; here each asks for its own."""
    program = extensive(random_program(3))
    worth = [solve_direct(program, replace(EXACT, threads=threads)).objective for threads in (0, 1, 2, 1, 0)]
    with ThreadPoolExecutor(2) as pool:
        limits = [replace(EXACT, threads=threads) for threads in (1, 2, 2, 1)]
        worth += [found.objective for found in pool.map(lambda one: solve_direct(program, one), limits)]

    assert worth == pytest.approx([worth[0]] * 9)


@pytest.mark.parametrize(("seed", "families"), [(1131, 1), (1756, 2)])
def test_programs_that_an_older_solver_got_wrong(seed: int, families: int):
    """Oracle: each choice of the integers as a linear program.

    HiGHS 1.15.1 called 13.23 best where 18.87 is possible, and 101.14 where 102.06 is.
    """
    program = random_program(seed, families=families)
    whole = extensive(program)
    places = np.flatnonzero(whole.is_integer)
    found = [-np.inf]
    for choice in product(*(np.arange(whole.lower[at], whole.upper[at] + 1) for at in places)):
        lower, upper = whole.lower.copy(), whole.upper.copy()
        lower[places] = upper[places] = choice
        fixed = replace(whole, lower=lower, upper=upper, is_integer=np.zeros_like(whole.is_integer))
        solution = solve_direct(fixed, EXACT)
        found.append(solution.objective if solution.values.size else -np.inf)

    assert solve_extensive(program, EXACT).objective == pytest.approx(max(found), abs=1e-5)
