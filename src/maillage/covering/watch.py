"""Stages timed, told and, only where a limit is given, stopped by the clock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter

Progress = Callable[[str, float], None]
"""Called with a stage's name and the share of it done, 0 to 1."""


class Watch:
    """Seconds of each stage and the time left.

    Parameters
    ----------
    limit
        Seconds allowed, ``None`` for no limit.
    progress
        Told where the work is.
    """

    def __init__(self, limit: float | None, progress: Progress | None) -> None:
        self.seconds: dict[str, float] = {}
        self._end = None if limit is None else perf_counter() + limit
        self._progress = progress

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage and tell its start and end."""
        self.tell(name, 0.0)
        start = perf_counter()
        yield
        self.seconds[name] = perf_counter() - start
        self.tell(name, 1.0)

    def tell(self, name: str, share: float) -> None:
        """Tell the share of a stage done."""
        if self._progress is not None:
            self._progress(name, share)

    def ticking(self, name: str) -> Callable[[float], bool]:
        """Tell the share done of stage ``name`` at each call and answer whether time is left."""

        def tick(share: float) -> bool:
            self.tell(name, share)
            return self.going()

        return tick

    def left(self) -> float | None:
        """Seconds left, ``None`` without a limit."""
        return None if self._end is None else max(self._end - perf_counter(), 0.01)

    def going(self) -> bool:
        """Whether time is left."""
        return self._end is None or perf_counter() < self._end
