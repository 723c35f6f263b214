"""Bases and rounds of each group, independent of each other: a process pool at home, any joblib backend elsewhere."""

import contextlib
import ctypes
import gc
import os
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

import joblib
import numpy as np
from numpy.typing import NDArray

from maillage import bases, rounds
from maillage.flow.case import Case
from maillage.flow.checkpoint import Checkpoint
from maillage.vocabulary.errors import stopped_by_user
from maillage.vocabulary.units import PLANNED_HALF_DAYS

if TYPE_CHECKING:
    from maillage.territory import TravelModel


@dataclass(frozen=True)
class Job:
    """One group's places, handed to a worker.

    Attributes
    ----------
    group
        The group.
    places
        Communes of the selection that are visited or hold kept posts, int32 [m].
    half_days, opening, kept
        Of each place [m].
    desks
        Visits each place can hold at once in each half-day of the week [m, 10].
    minutes
        Travel times between places, inf beyond the drive limit, float32 [m, m].
    posts
        Whole posts of the group.
    drive
        Longest leg, minutes.
    seed
        Seed.
    """

    group: int
    places: NDArray[np.int32]
    half_days: NDArray[np.int64]
    opening: NDArray[np.int64]
    desks: NDArray[np.int64]
    kept: NDArray[np.int64]
    minutes: NDArray[np.float32]
    posts: int
    drive: float
    seed: int


@dataclass(frozen=True)
class GroupPlan:
    """Bases and rounds of one group.

    Attributes
    ----------
    places
        As in the job.
    bases, rounds
        What the two rooms found, by position in ``places``.
    bases_seconds, rounds_seconds
        Time each took, seconds of the worker.
    """

    group: int
    places: NDArray[np.int32]
    bases: bases.BasesResult
    rounds: rounds.RoundsResult
    bases_seconds: float
    rounds_seconds: float


def jobs(case: Case, travel: "TravelModel", half_days: NDArray[np.int64], posts: NDArray[np.int64]) -> list[Job]:
    """One job per group that has posts, the largest first."""
    made = []
    for group in range(len(posts)):
        member = (case.group == group) & ((half_days > 0) | (case.fixed.posts > 0))
        places = np.flatnonzero(member).astype(np.int32)
        if posts[group] == 0 or len(places) == 0:
            continue
        rows = case.selection.rows[places]
        pairs = travel.pairs(rows, rows, case.options.drive)
        minutes = np.full((len(places), len(places)), np.inf, dtype=np.float32)
        minutes[pairs.origins, pairs.indices] = pairs.minutes
        np.fill_diagonal(minutes, 0.0)
        made.append(
            Job(
                group,
                places,
                half_days[places],
                case.communes["opening"].to_numpy()[places].astype(np.int64),
                case.desks[places],
                case.fixed.posts[places],
                minutes,
                int(posts[group]),
                case.options.drive,
                case.options.seed,
            )
        )
    return sorted(made, key=lambda job: (-len(job.places), job.group))


def run_job(job: Job) -> GroupPlan:
    """Choose the bases of a group, then its rounds."""
    start = perf_counter()
    found = bases.solve(
        bases.BasesProblem(
            half_days=job.half_days,
            minutes=job.minutes,
            posts=job.posts,
            drive_minutes=job.drive,
            half_days_per_post=PLANNED_HALF_DAYS,
            at_least=job.kept,
        ),
        seed=job.seed,
    )
    middle = perf_counter()
    roster = rounds.solve(
        rounds.RoundsProblem(
            half_days=job.half_days,
            minutes=job.minutes,
            posts=found.posts,
            opening=job.opening,
            desks=job.desks,
            drive_minutes=job.drive,
            half_days_per_post=PLANNED_HALF_DAYS,
        ),
        seed=job.seed,
    )
    seconds = perf_counter() - middle
    _give_memory_back()
    return GroupPlan(job.group, job.places, found, roster, middle - start, seconds)


def _start_workers(count: int) -> None:
    """Start the pool deaf to Ctrl-C, which the parent alone answers once it is started.

    A child inherits the signals its parent holds back, and so do the threads that replace a lost worker; a signal held
    back is not lost but delivered at the end.
    """
    with _held_back(signal.SIGINT):
        joblib.Parallel(n_jobs=count)(joblib.delayed(os.getpid)() for _ in range(count))


@contextlib.contextmanager
def _held_back(number: signal.Signals) -> Iterator[None]:
    """Keep a signal waiting, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    usual = signal.pthread_sigmask(signal.SIG_BLOCK, {number})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, usual)


def _give_memory_back() -> None:
    """Hand freed memory back to the system: a worker that has solved fifty départements must not hold their crumbs."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # glibc only
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def run_all(
    work: list[Job],
    checkpoint: Checkpoint,
    workers: int | None,
    progress: Callable[[str, float], None],
    suffix: str = "",
) -> tuple[list[GroupPlan], bool]:
    """Every group's plan in the order of groups, and whether Ctrl-C cut it short.

    Parameters
    ----------
    work
        The jobs.
    checkpoint
        Where finished groups are kept.
    workers
        Processes (default: all cores); the result does not depend on it.
    progress
        Called with the share done.
    suffix
        Tells apart several runs of the same groups in the checkpoint.
    """
    done: list[GroupPlan] = []
    todo = []
    for job in work:
        kept = checkpoint.read(f"group-{job.group}{suffix}")
        if kept is None:
            todo.append(job)
        else:
            done.append(kept)
    count = min(workers or joblib.cpu_count(), max(len(todo), 1))
    interrupted = False
    try:
        if count > 1 and threading.current_thread() is threading.main_thread():
            _start_workers(count)
        progress("rounds", len(done) / max(len(work), 1))
        for result in joblib.Parallel(n_jobs=count, return_as="generator_unordered", pre_dispatch="all", batch_size=1)(
            joblib.delayed(run_job)(job) for job in todo
        ):
            checkpoint.keep(f"group-{result.group}{suffix}", result)
            done.append(result)
            progress("rounds", len(done) / len(work))
    except (KeyboardInterrupt, SystemError) as error:
        if not stopped_by_user(error):
            raise
        interrupted = True
    return sorted(done, key=lambda plan: plan.group), interrupted
