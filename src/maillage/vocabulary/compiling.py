"""How rooms compile their loops, and the chance that compiled loops draw from."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Compile without the lock of the interpreter and keep the machine code on disk."""
    return cast(Kernel, numba.njit(cache=True, nogil=True)(kernel))


@compiled
def draw(state: Array) -> float:
    """Next uniform number of [0, 1): xorshift64* (Marsaglia 2003, Vigna 2016), whose state is never 0."""
    z = state[0]
    z ^= z >> np.uint64(12)
    z ^= z << np.uint64(25)
    z ^= z >> np.uint64(27)
    state[0] = z
    return float((z * np.uint64(2685821657736338717)) >> np.uint64(11)) * 2.0**-53
