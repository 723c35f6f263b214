"""The river on one page: open data -> territory -> need -> half-days -> bases -> rounds -> plan."""

from maillage.flow.coverage import cover
from maillage.flow.data import data_diff, data_state, need_of, sync
from maillage.flow.figures import indicators, indicators_file
from maillage.flow.options import PlanOptions
from maillage.flow.planning import plan
from maillage.flow.post_values import what_if
from maillage.flow.publishing import publish

__all__ = [
    "PlanOptions",
    "cover",
    "data_diff",
    "data_state",
    "indicators",
    "indicators_file",
    "need_of",
    "plan",
    "publish",
    "sync",
    "what_if",
]
