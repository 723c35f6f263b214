"""What no choice of sites can cover: the linear relaxation's bound, by row prices.

For prices 0 <= u_j <= w_j of the covering rows, the Lagrangian relaxation covers at most

    L(u) = sum_j (w_j - u_j) + the P largest of sum_{j covered by i} u_j over candidates i

and the least L(u) is the optimum of the linear relaxation (Galvão and ReVelle 1996, "A Lagrangean heuristic for the
maximal covering location problem", EJOR 88). Instead of subgradients, the saddle point is sought by the primal-dual
hybrid gradient with averaging and restarts (Chambolle and Pock 2011; Applegate et al. 2021, "PDLP"), each step being
two sparse products and a projection onto {0 <= x <= 1, sum x = P}. Any u gives a valid bound, however far from the end.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from maillage.covering import _kernels
from maillage.covering.reduction import Cover

Array = np.ndarray[Any, np.dtype[Any]]
ROUNDS, LENGTH = 12, 100
STEP = 5.0
"""Column step times the price of a site; 5 did better than 2.7 on France at both radii and on a région."""


@dataclass(frozen=True, eq=False)
class Prices:
    """Row prices, the price of a site, each column's worth above it, and the bound they prove.

    Parameters
    ----------
    rows
        Price u_j of each covering row.
    site
        Price of a site: the P-th largest worth.
    surplus
        Worth of each column less the price of a site (a reduced cost).
    bound
        Weight no choice can exceed.
    """

    rows: Array
    site: float
    surplus: Array
    bound: float


def settled(surplus: Array, bound: float, objective: float) -> tuple[Array, Array]:
    """Columns that any choice better than ``objective`` must take, and those it must leave.

    Taking a column of negative surplus, or leaving one of positive surplus, lowers the bound by as much; where the
    bound falls below ``objective`` the column is settled.
    """
    room = bound - objective + 1e-9 * bound
    return surplus > room, surplus < -room


def priced(cover: Cover, start: Array, price: float, sites: int) -> Prices:
    """Prices near the optimum of the linear relaxation, from the columns ``start`` and the ``price`` of a site."""
    x = np.zeros(cover.n_columns)
    x[start] = 1.0
    degree = np.diff(cover.rp)
    price = price if price > 0 else float(cover.w.sum()) / sites
    u = np.minimum(cover.w, price / degree)
    best = u.copy()
    _kernels.primal_dual(*cover.matrix, cover.w, sites, x, u, STEP / price, ROUNDS, LENGTH, best)
    worth = np.empty(cover.n_columns)
    _kernels.cover_prices(cover.cp, cover.ci, best, worth)
    bound, site = _kernels.dual_value(cover.w, best, worth, sites)
    return Prices(best, float(site), worth - site, float(bound) * (1 + 1e-12))
