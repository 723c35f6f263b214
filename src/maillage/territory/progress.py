"""Telling the caller how far a long computation is."""

from collections.abc import Callable

Progress = Callable[[str, float], None]
"""Called with the code of the step (sentence ``territory.step.<code>``) and the share done, 0 to 1."""


def silent(_step: str, _share: float) -> None:
    """Tell nobody."""
