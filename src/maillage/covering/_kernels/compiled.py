"""How this room compiles."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Kernel = TypeVar("Kernel", bound=Callable[..., Any])


def compiled(kernel: Kernel) -> Kernel:
    """Compile without the lock of the interpreter and keep the machine code on disk."""
    return cast(Kernel, numba.njit(cache=True, nogil=True)(kernel))
