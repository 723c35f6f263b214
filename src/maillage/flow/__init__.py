"""The river on one page: open data -> territory -> need -> half-days -> bases -> rounds -> plan."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maillage.flow.coverage import cover
    from maillage.flow.data import data_diff, data_state, need_of, sync
    from maillage.flow.dating import changes, timetable
    from maillage.flow.figures import indicators, indicators_file
    from maillage.flow.itinerant import itinerant_rounds
    from maillage.flow.options import PlanOptions
    from maillage.flow.planning import plan
    from maillage.flow.post_values import what_if
    from maillage.flow.publishing import publish

__all__ = [
    "PlanOptions",
    "changes",
    "cover",
    "data_diff",
    "data_state",
    "indicators",
    "indicators_file",
    "itinerant_rounds",
    "need_of",
    "plan",
    "publish",
    "sync",
    "timetable",
    "what_if",
]

_HOMES = {
    "PlanOptions": "options",
    "changes": "dating",
    "cover": "coverage",
    "data_diff": "data",
    "data_state": "data",
    "indicators": "figures",
    "indicators_file": "figures",
    "itinerant_rounds": "itinerant",
    "need_of": "data",
    "plan": "planning",
    "publish": "publishing",
    "sync": "data",
    "timetable": "dating",
    "what_if": "post_values",
}


def __getattr__(name: str) -> Any:
    """Load a stage when it is first asked for: a worker that only plans does not pay for maximal covering."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"maillage.flow.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'maillage.flow' has no attribute '{name}'")
