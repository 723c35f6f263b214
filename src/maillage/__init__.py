"""Maillage: measure who is left out of digital life, plan advisors and their rounds, publish it.

>>> import maillage
>>> found = maillage.plan("15", advisors=40)  # doctest: +SKIP
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maillage.flow import PlanOptions, cover, data_state, need_of, plan, sync, what_if

__all__ = ["PlanOptions", "cover", "data_state", "need_of", "plan", "sync", "what_if"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the planners when they are first asked for, so that a start costs little."""
    if name in __all__:
        from maillage import flow

        return getattr(flow, name)
    raise AttributeError(f"module 'maillage' has no attribute '{name}'")
