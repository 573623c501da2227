"""Who works through tasks: one small promise, kept by threads of this process and by a cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Generic, Protocol, Self, TypeVar

__all__ = ["Check", "Executor", "Shared", "Threads", "Work"]

Data = TypeVar("Data")
Data_co = TypeVar("Data_co", covariant=True)
Task = TypeVar("Task")
Answer = TypeVar("Answer")

Check = Callable[[], None]
"""Asked from time to time; raises to stop."""

Work = Callable[[Data, Task, Check], Answer]
"""A pure function of data and task: repeated anywhere, it gives the same digits.

It asks the check now and then, and must lie in a module, so that another process can import it.
"""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Shared(Generic[Data_co]):
    """Data that many tasks read and none changes: sent to each worker once, while this record lives.

    Parameters
    ----------
    data
        The data; ``pickle`` must be able to write it.
    """

    data: Data_co


class Executor(Protocol):
    """Works through tasks, some at a time, and gives the answers in the order of the tasks.

    The answers have the same digits whatever the number of workers, and when a worker is lost on the
    way: its tasks are repeated by another.
    """

    def map(
        self,
        work: Work[Data, Task, Answer],
        shared: Sequence[Shared[Data]],
        tasks: Sequence[Task],
        check: Check,
    ) -> list[Answer]:
        """Return the answer to each task.

        Parameters
        ----------
        work
            Called with the data of a task, the task and a check.
        shared
            Data of each task; many tasks may name the same.
        tasks
            The tasks.
        check
            Asked from time to time, by the work or by the executor; raises to stop.

        Raises
        ------
        Exception
            What the work or the check raises.
        """

    def __enter__(self) -> Self:
        """Return the executor, ready to work."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the workers go."""


class Threads:
    """Threads of this process.

    Parameters
    ----------
    workers
        Threads; 0 takes one for each core.

    Examples
    --------
    >>> def scaled(factor, number, check):
    ...     check()
    ...     return factor * number
    >>> with Threads(2) as threads:
    ...     threads.map(scaled, [Shared(10)] * 3, [1, 2, 3], check=lambda: None)
    [10, 20, 30]
    """

    def __init__(self, workers: int = 0) -> None:
        self.pool = ThreadPoolExecutor(workers or os.cpu_count() or 1)

    def map(
        self,
        work: Work[Data, Task, Answer],
        shared: Sequence[Shared[Data]],
        tasks: Sequence[Task],
        check: Check,
    ) -> list[Answer]:
        """Return the answer to each task; the work itself asks the check."""
        return list(self.pool.map(lambda one, task: work(one.data, task, check), shared, tasks))

    def __enter__(self) -> Self:
        """Return the executor with its threads."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the threads."""
        self.pool.shutdown()
