"""The river on one page: territory -> need -> half-days -> bases -> rounds -> plan."""

from maillage.flow.coverage import cover
from maillage.flow.options import PlanOptions
from maillage.flow.planning import plan
from maillage.flow.post_values import what_if
from maillage.flow.publishing import publish

__all__ = ["PlanOptions", "cover", "plan", "publish", "what_if"]
