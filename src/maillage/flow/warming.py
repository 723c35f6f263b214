"""Compile what bases and rounds need while the territory is read: only the first run on a machine has this to do."""

import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator

import joblib
import numpy as np

from maillage import bases
from maillage.flow.stages import Job, run_job
from maillage.vocabulary.units import ALL_SLOTS, SLOTS_PER_WEEK

PLACES, POSTS = 20, 9
"""A job small enough to take a moment and large enough to call on every kernel."""


@contextlib.contextmanager
def compiling(workers: int | None) -> Iterator[Callable[[], object]]:
    """Compile in a process of its own what is not in the cache; yields what waits for its end.

    Without a core to spare nothing is started: who needs the kernels first compiles them.
    """
    if (workers or joblib.cpu_count()) < 2 or compiled():
        yield lambda: None
        return
    silence = subprocess.DEVNULL
    process = subprocess.Popen(
        [sys.executable, "-m", "maillage.flow.warming"], stdin=silence, stdout=silence, stderr=silence
    )
    try:
        yield process.wait
    finally:
        process.kill()
        process.wait()


def compiled() -> bool:
    """Whether the costliest kernel is in the cache."""
    return any(bases.kernels_folder().glob("*.search-*.nbi"))


def small_job() -> Job:
    """A made-up group whose bases and rounds are not found at once: visits on a ring, few desks and days."""
    place = np.arange(PLACES)
    apart = np.abs(place[:, None] - place)
    minutes = 7.0 * np.minimum(apart, PLACES - apart)
    return Job(
        group=0,
        places=place.astype(np.int32),
        half_days=1 + place % 7,
        opening=np.where(place % 3, ALL_SLOTS, 0b0101010101),
        desks=np.ones((PLACES, SLOTS_PER_WEEK), np.int64),
        kept=np.zeros(PLACES, np.int64),
        minutes=minutes.astype(np.float32),
        posts=POSTS,
        drive=45.0,
        seed=0,
    )


if __name__ == "__main__":
    run_job(small_job())
