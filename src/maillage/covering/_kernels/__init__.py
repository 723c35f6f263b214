"""Compiled loops of the covering room, private to it: reduction, choice of sites, prices, cuts.

A matrix comes twice: by candidate (``cp``, ``ci``: the demand rows of each column) and by demand (``rp``, ``ri``: the
columns of each row), both in CSR style with int32 entries. Every kernel is sequential, so its result depends on its
arguments alone. ``tests/covering/covering_twins.py`` holds their slow, obvious twins.
"""

from maillage.covering._kernels.choice import anneal, greedy
from maillage.covering._kernels.parity import eliminate, excess
from maillage.covering._kernels.prices import cardinality_shift, cover_prices, dual_value, primal_dual
from maillage.covering._kernels.reduction import dominated, row_leaders

__all__ = [
    "anneal",
    "cardinality_shift",
    "cover_prices",
    "dominated",
    "dual_value",
    "eliminate",
    "excess",
    "greedy",
    "primal_dual",
    "row_leaders",
]
