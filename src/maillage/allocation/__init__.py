"""Where half-days go, with a proven bound."""

from maillage.allocation.bound import Relaxation, relax
from maillage.allocation.problem import AllocationProblem, Floors, access_matrix
from maillage.allocation.solve import AllocationResult, solve
from maillage.allocation.whatif import PostValues, value_of_posts
from maillage.allocation.working import Allocation

__all__ = [
    "Allocation",
    "AllocationProblem",
    "AllocationResult",
    "Floors",
    "PostValues",
    "Relaxation",
    "access_matrix",
    "relax",
    "solve",
    "value_of_posts",
]
