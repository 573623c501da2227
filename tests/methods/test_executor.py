"""Every executor gives the same digits, sends shared data once, and can be stopped."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest
from two_stage_instance import two_stage_instance

from plantshare.errors import ExtraMissingError, MethodError
from plantshare.methods import Cluster, Executor, Limits, Shared, Threads
from plantshare.methods.block_solver import StoppedError
from plantshare.methods.decomposition import solve_decomposition
from plantshare.methods.executor import Check
from plantshare.methods.recourse import Evaluation, Recourse
from plantshare.methods.two_stage import TwoStage
from tests.methods.two_stage_programs import random_program

# One process of the test run starts the clusters, and not each of them.
pytestmark = pytest.mark.xdist_group("cluster")

EXACT = Limits(gap=0.0, seconds=120)

READ: list[int] = []
"""One entry each time that this process reads a letter that was sent."""


class Letter:
    """Data that notes where they are read."""

    def __reduce__(self) -> tuple[Callable[[], Letter], tuple[()]]:
        """Return how the letter is read."""
        return read_letter, ()


def read_letter() -> Letter:
    """Return a letter, and note it."""
    READ.append(1)
    return Letter()


def times_read(_letter: Letter, _number: int, _check: Check) -> tuple[int, int]:
    """Return the process, and how often it has read letters."""
    return os.getpid(), len(READ)


def scaled(factor: int, number: int, check: Check) -> int:
    """Return factor times number, the small ones last."""
    check()
    time.sleep(0.02 / (1 + number))
    return factor * number


def root(_data: None, number: float, _check: Check) -> float:
    """Return the square root of a number that has one."""
    if number < 0:
        raise MethodError(f"no root of {number}")
    return float(np.sqrt(number))


def patient(_data: None, number: int, check: Check) -> int:
    """Return a number after a while, unless asked to stop."""
    for _ in range(30):
        check()
        time.sleep(0.01)
    return number


def deadly(_data: None, number: int, _check: Check) -> int:
    """End the process that takes the task."""
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def go_on() -> None:
    """Ask for nothing."""


class StopAfter:
    """A check that raises at its n-th call."""

    def __init__(self, calls: int) -> None:
        self.left = calls

    def __call__(self) -> None:
        """Raise once the calls are used up."""
        self.left -= 1
        if self.left <= 0:
            raise StoppedError


@pytest.fixture(scope="module")
def clusters() -> Iterator[dict[int, Cluster]]:
    """Give clusters of one and of two processes."""
    pytest.importorskip("distributed")
    with Cluster(workers=1) as one, Cluster(workers=2) as two:
        yield {1: one, 2: two}


@pytest.fixture(params=["1 thread", "2 threads", "1 process", "2 processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    """Give one executor after another."""
    workers = int(request.param[0])
    if "thread" in request.param:
        with Threads(workers) as threads:
            yield threads
    else:
        yield request.getfixturevalue("clusters")[workers]


@pytest.fixture(scope="module")
def instance() -> TwoStage:
    """Return 36 blocks, three futures of twelve years, whose optimal bases are rarely the only ones."""
    return two_stage_instance(3)


def points(program: TwoStage) -> list[np.ndarray]:
    """Return first stages to ask one after another; each start depends on the one before."""
    first, draw = program.first, np.random.default_rng(4)
    middle = np.clip(first.lower + 0.5, first.lower, first.upper)
    moved = [np.clip(middle + draw.normal(0, 0.1, middle.size), first.lower, first.upper) for _ in range(2)]
    return [middle, *moved]


def digits(found: Evaluation) -> tuple[object, ...]:
    """Return every number of an evaluation."""
    cuts = [(cut.group, cut.constant, cut.slope.tolist()) for cut in found.cuts]
    return found.values.tolist(), cuts, found.pivots


def asked(program: TwoStage, executor: Executor, check: Check = go_on) -> list[tuple[object, ...]]:
    """Return every number of some evaluations, and of the columns at the last."""
    with Recourse(program, executor=executor) as recourse:
        found: list[tuple[object, ...]] = [digits(recourse.evaluate(x, check)) for x in points(program)]
        values, duals = recourse.columns(points(program)[-1])
    return [*found, (values.tolist(), duals.tolist())]


class TestEveryExecutor:
    """What every executor promises."""

    def test_answers_come_in_the_order_of_the_tasks(self, executor: Executor):
        """10 and 20 times 0 to 9, in turn, whichever is done first."""
        shared = [Shared(10), Shared(20)] * 5

        assert executor.map(scaled, shared, range(10), go_on) == [
            (10, 20)[number % 2] * number for number in range(10)
        ]

    def test_nothing_to_do_is_done(self, executor: Executor):
        """No tasks, no answers."""
        assert executor.map(scaled, [], [], go_on) == []

    def test_shared_data_are_read_at_most_once_by_each_process(self, executor: Executor):
        """Twenty tasks over one letter: a process has read it once, and threads need not read it."""
        before = len(READ)
        letter = Shared(Letter())
        answers = [
            answer for _ in range(2) for answer in executor.map(times_read, [letter] * 10, range(10), go_on)
        ]

        for process in {process for process, _ in answers}:
            counts = {count for own, count in answers if own == process}
            assert counts == ({before} if process == os.getpid() else {max(counts)})
        assert len(READ) == before

    def test_what_the_work_raises_is_raised(self, executor: Executor):
        """The error of a task arrives as it is, and the executor goes on working."""
        with pytest.raises(MethodError, match="no root of -1"):
            executor.map(root, [Shared(None)] * 3, [4.0, -1.0, 9.0], go_on)

        assert executor.map(root, [Shared(None)] * 2, [4.0, 9.0], go_on) == [2.0, 3.0]

    def test_a_check_stops_the_work(self, executor: Executor):
        """The check raises at its third call, long before 200 tasks of 0.3 s are done."""
        began = time.perf_counter()
        with pytest.raises(StoppedError):
            executor.map(patient, [Shared(None)] * 200, range(200), StopAfter(3))

        assert time.perf_counter() - began < 25
        assert executor.map(scaled, [Shared(3)], [5], go_on) == [15]

    def test_blocks_have_the_same_digits(self, executor: Executor, instance: TwoStage):
        """Values, cuts, pivots, columns and duals of three rounds, against one thread."""
        with Threads(1) as alone:
            assert asked(instance, executor) == asked(instance, alone)

    @pytest.mark.parametrize("seed", range(3))
    def test_plans_have_the_same_digits(self, executor: Executor, seed: int):
        """Random programs with integers, some of whose first stages leave blocks without an answer."""
        program = random_program(seed, families=3)
        alone = solve_decomposition(program, replace(EXACT, threads=1))
        found = solve_decomposition(program, replace(EXACT, executor=executor))

        assert (found.objective, found.bound) == (alone.objective, alone.bound)
        assert found.values.tolist() == alone.values.tolist()
        assert np.array_equal(found.duals, alone.duals, equal_nan=True)

    def test_interrupt_ends_a_search(self, executor: Executor):
        """Asked to stop before it begins, the search ends without a plan, and says why."""
        solution = solve_decomposition(
            random_program(1), replace(EXACT, stop=lambda: True, executor=executor)
        )

        assert solution.status == "no_plan"
        assert not solution.has_plan

    def test_time_limit_ends_a_search(self, executor: Executor, instance: TwoStage):
        """Half a second is not enough for a proof: the search ends, and its bound is above its plan."""
        limits = Limits(gap=0.0, seconds=0.5, executor=executor)
        solution = solve_decomposition(instance, limits)

        assert solution.status in ("time_limit", "no_plan")
        assert not solution.has_plan or solution.bound >= solution.objective


def test_shared_data_stay_between_rounds(clusters: dict[int, Cluster]):
    """The manager of copies is off, which would drop copies between rounds, so that none is read again."""
    cluster, letter = clusters[2], Shared(Letter())
    first = dict(cluster.map(times_read, [letter] * 10, range(10), go_on))
    assert not cluster.client.amm.running()
    again = dict(cluster.map(times_read, [letter] * 10, range(10), go_on))

    assert all(again[process] == count for process, count in first.items() if process in again)


class Killer:
    """A check that kills workers of a cluster at its n-th call."""

    def __init__(self, cluster: Cluster, kills: int, call: int) -> None:
        self.doomed = list(cluster.client.run(os.getpid).values())[:kills]
        self.left = call

    def __call__(self) -> None:
        """Kill the workers when it is time."""
        self.left -= 1
        if self.left == 0:
            for process in self.doomed:
                os.kill(process, signal.SIGKILL)


class TestALostWorker:
    """A worker that is killed costs time and never the answer."""

    @pytest.mark.parametrize("kills", [1, 2])
    def test_a_killed_worker_changes_no_digit(
        self, clusters: dict[int, Cluster], instance: TwoStage, kills: int
    ):
        """Killed in the first round, with shared data and bases on it; with both killed all is sent anew."""
        cluster = clusters[2]
        killer = Killer(cluster, kills, call=2)
        found = asked(instance, cluster, killer)
        with Threads(1) as alone:
            assert found == asked(instance, alone)

        assert killer.left <= 0
        assert not set(killer.doomed) & set(cluster.client.run(os.getpid).values())

    def test_a_plan_survives_a_killed_worker(self, clusters: dict[int, Cluster]):
        """The search with integers is asked whether to stop, and kills a worker at the fifth time."""
        program = random_program(2, families=3)
        alone = solve_decomposition(program, replace(EXACT, threads=1))
        killer = Killer(clusters[2], 1, call=5)

        def stop() -> bool:
            killer()
            return False

        found = solve_decomposition(program, replace(EXACT, executor=clusters[2], stop=stop))

        assert killer.left <= 0
        assert (found.objective, found.bound) == (alone.objective, alone.bound)
        assert found.values.tolist() == alone.values.tolist()

    def test_a_task_that_kills_its_workers_is_given_up(
        self, clusters: dict[int, Cluster], monkeypatch: pytest.MonkeyPatch
    ):
        """After the second death over one task, as told here, the message says what is the matter."""
        monkeypatch.setattr(clusters[1].client.cluster.scheduler, "allowed_failures", 1)
        with pytest.raises(MethodError, match="too little memory"):
            clusters[1].map(deadly, [Shared(None)], [0], go_on)

        assert clusters[1].map(scaled, [Shared(3)], [5], go_on) == [15]


def test_interrupts_are_for_the_caller(clusters: dict[int, Cluster]):
    """Ctrl-C reaches every process of the terminal; a worker goes on until its cluster ends it."""
    before = set(clusters[1].client.run(os.getpid).values())
    for process in before:
        os.kill(process, signal.SIGINT)

    assert clusters[1].map(scaled, [Shared(3)], [5], go_on) == [15]
    assert set(clusters[1].client.run(os.getpid).values()) == before


def test_data_leave_the_workers_with_their_record(clusters: dict[int, Cluster]):
    """While the record lives the cluster holds its data, and not for longer."""
    shared = Shared(7)
    clusters[1].map(scaled, [shared], [1], go_on)
    assert shared in clusters[1].sent
    # A wait that timed out leaves a traceback behind, whose frame holds records until the next collection.
    gc.collect()
    held = len(clusters[1].sent)
    del shared
    gc.collect()

    assert len(clusters[1].sent) == held - 1


def test_a_cluster_elsewhere_is_used_and_left_running(clusters: dict[int, Cluster]):
    """A second client works over the address of a scheduler; after it closes, the first still works."""
    address = clusters[1].client.scheduler_info()["address"]
    with Cluster(address) as guest:
        assert guest.map(scaled, [Shared(2)] * 3, [1, 2, 3], go_on) == [2, 4, 6]

    assert clusters[1].map(scaled, [Shared(3)], [5], go_on) == [15]


def test_an_address_without_a_cluster_is_named(monkeypatch: pytest.MonkeyPatch):
    """Nothing listens at port 9 of this machine."""
    pytest.importorskip("distributed")
    monkeypatch.setattr("plantshare.methods.cluster.CONNECT_SECONDS", 0.5)

    cluster = Cluster("tcp://127.0.0.1:9")
    with pytest.raises(MethodError, match=r"no cluster answers at 'tcp://127\.0\.0\.1:9'"), cluster:
        pass


def test_a_cluster_without_workers_is_named(monkeypatch: pytest.MonkeyPatch):
    """A scheduler alone answers, and has nobody to do the work."""
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr("plantshare.methods.cluster.CONNECT_SECONDS", 0.5)
    with distributed.LocalCluster(n_workers=0, dashboard_address="127.0.0.1:0") as empty:
        cluster = Cluster(empty.scheduler_address)
        with pytest.raises(MethodError, match="has no worker; start one with 'dask worker tcp://"), cluster:
            pass


def test_the_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch):
    """Without Dask the message says what to install."""
    monkeypatch.setitem(sys.modules, "distributed", None)

    with pytest.raises(ExtraMissingError, match=r"plantshare\[cluster\]"):
        Cluster(workers=1)
