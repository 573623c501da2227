"""Who solves the futures of a run."""

from __future__ import annotations

from plantshare.errors import LabelError
from plantshare.methods import Cluster, Executor, Threads

__all__ = ["LOCAL", "workers_for"]

LOCAL = "local"
"""Word for a cluster of processes on this machine."""


def workers_for(workers: int | None = None, cluster: str | None = None) -> Executor:
    """Return an executor to be used in a ``with`` statement.

    Parameters
    ----------
    workers
        Threads, or processes where the cluster is local; none takes one for each core.
    cluster
        Address of a Dask scheduler, or "local" for processes of this machine; none for threads.

    Raises
    ------
    LabelError
        If both an address and a number of workers are given: whoever runs a cluster has chosen it.
    ExtraMissingError
        If a cluster is asked for and Dask is not installed.
    MethodError
        If no cluster answers at the address.
    """
    if cluster is None:
        return Threads(workers or 0)
    if cluster == LOCAL:
        return Cluster(workers=workers or 0)
    if workers is not None:
        raise LabelError(
            f"the cluster at {cluster!r} has its own number of workers; leave out the workers, "
            f"or start processes on this machine with the cluster {LOCAL!r}"
        )
    return Cluster(cluster)
