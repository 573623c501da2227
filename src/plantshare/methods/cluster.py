"""Tasks on a cluster of Dask: on other machines, or in processes of this one."""

from __future__ import annotations

import logging
import os
import pickle
from collections.abc import Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar
from weakref import WeakKeyDictionary

from plantshare.errors import ExtraMissingError, MethodError
from plantshare.methods.executor import Check, Shared, Work

if TYPE_CHECKING:
    from distributed import Client, Future

__all__ = ["Cluster"]

Data = TypeVar("Data")
Task = TypeVar("Task")
Answer = TypeVar("Answer")

POLL_SECONDS = 0.1
"""Time between two checks while tasks are away."""

LEAVE_INTERRUPTS = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"
"""What a process of this machine runs first: Ctrl-C reaches all of them, and is for the caller alone."""

CONNECT_SECONDS: float = 20
"""Longest time to wait for a cluster to answer."""


class Cluster:
    """Workers of a Dask cluster.

    Shared data are kept as the answer of a task of their own: the scheduler remembers how they were
    made, and makes them again when the worker that held them is lost. Tasks and answers travel as
    bytes, which the scheduler would otherwise read and write anew on their way.

    Parameters
    ----------
    address
        Address of the scheduler, such as ``tcp://192.0.2.10:8786``. None starts processes on this
        machine with the first tasks, which end with the executor.
    workers
        Processes to start without an address; 0 takes one for each core.

    Raises
    ------
    ExtraMissingError
        If Dask is not installed.
    MethodError
        If no cluster answers at the address.
    """

    def __init__(self, address: str | None = None, *, workers: int = 0) -> None:
        try:
            import distributed  # noqa: F401, PLC0415  # an optional extra; only asked whether it is here
        except ModuleNotFoundError as error:
            raise ExtraMissingError(
                "A cluster needs Dask, which is not installed: pip install 'plantshare[cluster]'."
            ) from error
        self.address, self.workers = address, workers or os.cpu_count() or 1
        self.stack = ExitStack()
        self.sent: WeakKeyDictionary[Shared[object], Future[object]] = WeakKeyDictionary()

    @cached_property
    def client(self) -> Client:
        """Return a client of the cluster, which is started first where there is no address."""
        from distributed import Client, LocalCluster  # noqa: PLC0415  # an optional extra

        if self.address is None:
            cluster = LocalCluster(
                n_workers=self.workers,
                threads_per_worker=1,
                # Without one it takes port 8787, and warns where another cluster has it.
                dashboard_address="127.0.0.1:0",
                silence_logs=logging.CRITICAL,
                preload=[LEAVE_INTERRUPTS],
            )
            here: Client = self.stack.enter_context(Client(self.stack.enter_context(cluster)))
            # Every two seconds it would drop copies of shared data that no task needs at that moment.
            here.amm.stop()
            return here
        try:
            there: Client = self.stack.enter_context(Client(self.address, timeout=CONNECT_SECONDS))
        except (OSError, ValueError) as error:
            raise MethodError(
                f"no cluster answers at {self.address!r}; start one with 'dask scheduler' and "
                "'dask worker ADDRESS', and give the address that the scheduler prints"
            ) from error
        return there

    def map(
        self,
        work: Work[Data, Task, Answer],
        shared: Sequence[Shared[Data]],
        tasks: Sequence[Task],
        check: Check,
    ) -> list[Answer]:
        """Return the answer to each task; the check is asked here while they are away."""
        from distributed import KilledWorker, wait  # noqa: PLC0415  # an optional extra

        held = [self.held(one) for one in shared]
        futures = [
            self.client.submit(work_there, data, pickle.dumps((work, task)), pure=False)
            for data, task in zip(held, tasks, strict=True)
        ]
        try:
            while any(not future.done() for future in futures):
                check()
                try:
                    wait(futures, timeout=POLL_SECONDS)
                except TimeoutError:
                    continue
            answers: list[Answer] = [pickle.loads(answer) for answer in self.client.gather(futures)]
        except KilledWorker as error:
            raise MethodError(
                "several workers of the cluster died over the same task; "
                "most likely each has too little memory: give them more, or start fewer on a machine"
            ) from error
        except (CancelledError, OSError) as error:
            raise MethodError("the cluster was lost: its scheduler no longer answers") from error
        finally:
            # Whoever stops early leaves no work behind.
            self.client.cancel([future for future in futures if not future.done()])
        return answers

    def held(self, shared: Shared[Data]) -> Future[object]:
        """Return data as workers hold them, sent when they are first asked for."""
        future = self.sent.get(shared)
        if future is None:
            future = self.client.submit(pickle.loads, pickle.dumps(shared.data), pure=False)
            self.sent[shared] = future
        return future

    def __enter__(self) -> Self:
        """Return the executor, once the cluster of an address has answered."""
        if self.address is None:
            return self
        try:
            self.client.wait_for_workers(1, timeout=CONNECT_SECONDS)
        except TimeoutError as error:
            self.stack.close()
            raise MethodError(
                f"the cluster at {self.address!r} has no worker; "
                f"start one with 'dask worker {self.address} --nthreads 1'"
            ) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the workers go, and end those that were started here."""
        self.sent.clear()
        self.stack.close()


def work_there(data: object, packed: bytes) -> bytes:
    """Return the answer to a task on a worker, where nobody but the cluster asks to stop."""
    work, task = pickle.loads(packed)
    return pickle.dumps(work(data, task, do_nothing))


def do_nothing() -> None:
    """Return."""
