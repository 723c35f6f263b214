"""The river on one page: territory -> need -> half-days -> bases -> rounds -> plan."""

from maillage.flow.cover import cover
from maillage.flow.options import PlanOptions
from maillage.flow.plan import plan
from maillage.flow.publish import publish
from maillage.flow.what_if import what_if

__all__ = ["PlanOptions", "cover", "plan", "publish", "what_if"]
