"""Terms of a download: what it may do, what it gives."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ATTEMPTS = 5
FIRST_DELAY_S = 0.5

Progress = Callable[[int, int | None], None]
"""Called with the bytes had so far and the total, if the server told it."""


@dataclass(frozen=True)
class Limits:
    """What a download may do.

    Parameters
    ----------
    seconds
        For the whole download, redirects and attempts included.
    silence_s
        Longest wait for a byte.
    https_only
        Refuse plain http, in redirects too.
    loopback
        Allow this very machine: for tests only.
    attempts
        How many times to try.
    first_delay_s
        Wait before the second try; doubled each time.
    """

    seconds: float = 600.0
    silence_s: float = 20.0
    https_only: bool = True
    loopback: bool = False
    attempts: int = ATTEMPTS
    first_delay_s: float = FIRST_DELAY_S


@dataclass(frozen=True)
class Download:
    """A file downloaded.

    Parameters
    ----------
    path
        Where it is.
    sha256
        Its digest.
    fresh
        False when the server said that the copy kept is still good.
    resumed
        Whether part of it came from an earlier attempt.
    """

    path: Path
    sha256: str
    fresh: bool
    resumed: bool = False
