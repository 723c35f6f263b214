"""The callback that tells nobody."""

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with a stage's code and the share done."""


def silent(stage: str, share: float) -> None:
    """Tell nobody."""
