"""The linear relaxation in HiGHS, tightened by rounding cuts and restricted by branches."""

from collections.abc import Sequence
from typing import Any

import highspy
import numpy as np
from scipy.sparse import coo_matrix

from maillage.bases import _kernels
from maillage.bases._balance import Balance
from maillage.bases._kernels import Flags, Floats, Ints

VIOLATED = 5e-3
STEPS = 60
BALLS = (1, 2, 3, 5, 8, 12, 18, 25, 35, 50)

Basis = tuple[list[Any], list[Any]]


class Relaxation:
    """min sum t_bi n_bi over fractional posts, with lazily added rounding cuts.

    Rows: sum_b n_bi + u_i = x_i; sum_i n_bi <= size * y_b; sum_b y_b = K; sum_i u_i <= U. For places S and bases B,

        n(B, S) <= min(x(S), size * y(B))

    is tightened for whole y(B) to n(B, S) <= x(S) - r (c - y(B)), c = ceil(x(S) / size), r = x(S) - size (c - 1)
    (mixed-integer rounding; Aardal, Pochet and Wolsey 1995, "Capacitated facility location: valid inequalities and
    facets"). A single place and base give the strong link; B is chosen for each S to violate most.

    Parameters
    ----------
    balance
        The data.
    unserved
        Half-days that may stay unserved.
    """

    def __init__(self, balance: Balance, unserved: int) -> None:
        self.data = balance
        self.bases, self.places = len(balance.base), len(balance.place)
        self.arc_base, self.arc_place = np.nonzero(np.isfinite(balance.cost[:-1, :-1]))
        self.arcs = len(self.arc_base)
        self.clusters: list[Flags] = []
        self.cuts = 0
        self._balls = _balls(balance)
        self._pool = self._balls[0][:0]
        self._turn = 0
        self._cluster_row: dict[int, int] = {}
        self._cluster_key: dict[bytes, int] = {}
        self.highs = _quiet_highs()
        self.highs.passModel(self._model(unserved))
        self._fixed_rows = self.highs.getNumRow()

    def _model(self, unserved: int) -> highspy.HighsLp:
        m, p, a, d = self.bases, self.places, self.arcs, self.data
        arc = m + np.arange(a)
        tight = d.size * d.posts == d.half_days.sum() and unserved == 0
        rows = [
            self.arc_place,
            np.arange(p),
            p + self.arc_base,
            p + np.arange(m),
            np.full(m, p + m),
            np.full(p, p + m + 1),
        ]
        columns = [arc, m + a + np.arange(p), arc, np.arange(m), np.arange(m), m + a + np.arange(p)]
        values = [np.ones(a), np.ones(p), np.ones(a), np.full(m, -float(d.size)), np.ones(m), np.ones(p)]
        matrix = coo_matrix(
            (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))), (p + m + 2, m + a + p)
        ).tocsr()
        lp = highspy.HighsLp()
        lp.num_row_, lp.num_col_ = matrix.shape
        lp.col_cost_ = np.concatenate([np.zeros(m), d.cost[self.arc_base, self.arc_place], np.zeros(p)])
        lp.col_lower_ = np.concatenate([d.low, np.zeros(a + p)]).astype(float)
        most = d.low + (d.posts - d.low.sum())
        spare = d.half_days if unserved else np.zeros(p)
        lp.col_upper_ = np.concatenate([most, d.half_days[self.arc_place], spare]).astype(float)
        idle = np.zeros(m) if tight else np.full(m, -np.inf)
        lp.row_lower_ = np.concatenate([d.half_days, idle, [d.posts, 0]]).astype(float)
        lp.row_upper_ = np.concatenate([d.half_days, np.zeros(m), [d.posts, unserved]]).astype(float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
        return lp

    def solve(self, iterations: int | None = None) -> float | None:
        """Value of the relaxation, infinity if it has no solution, None if the iterations ran out without a bound."""
        if iterations is not None:
            self.highs.setOptionValue("simplex_iteration_limit", iterations)
        self.highs.run()
        if iterations is not None:
            self.highs.setOptionValue("simplex_iteration_limit", 2_147_483_647)
        status, info = self.highs.getModelStatus(), self.highs.getInfo()
        if status == highspy.HighsModelStatus.kInfeasible:
            return float("inf")
        if status == highspy.HighsModelStatus.kOptimal or info.num_dual_infeasibilities == 0:
            return float(info.objective_function_value)
        return None

    def posts(self) -> Floats:
        """Fractional posts of the last solution."""
        return np.array(self.highs.getSolution().col_value[: self.bases])

    def tighten(self, *, drop_slack: bool = False) -> int:
        """Add the rounding cuts the last solution violates; how many."""
        solution = self.highs.getSolution()
        values = np.array(solution.col_value)
        posts, flows = values[: self.bases], values[self.bases : self.bases + self.arcs]
        size, x = self.data.size, self.data.half_days
        r, c = (x - 1) % size + 1, -(-x // size)
        i, b = self.arc_place, self.arc_base
        beyond = flows - (x[i] - r[i] * (c[i] - posts[b]))
        rows: list[tuple[Ints, Floats, float]] = [
            (np.array([b[e], self.bases + e]), np.array([-float(r[i[e]]), 1.0]), float(x[i[e]] - r[i[e]] * c[i[e]]))
            for e in np.flatnonzero(beyond > VIOLATED)
        ]
        flow = np.zeros((self.bases, self.places))
        flow[b, i] = flows
        starts = np.concatenate([self._balls[0], self._balls[1 + self._turn % (len(self._balls) - 1)], self._pool])
        self._turn += 1
        sets, violations = _kernels.separate(x, posts, flow, size, starts, STEPS)
        sets, first = np.unique(sets, axis=0, return_index=True)
        violations = violations[first]
        order = np.argsort(-violations, kind="stable")[: self.places]
        self._pool = sets[order]
        for places, violation in zip(self._pool, violations[order], strict=True):
            cut, bases = self._rounding(places, flow, posts)
            self._remember(bases)
            if violation > VIOLATED and places.sum() > 1:
                rows.append(cut)
        if drop_slack:
            self._drop_slack()
        if rows:
            self._add(rows)
        self.cuts += len(rows)
        return len(rows)

    def _rounding(self, places: Flags, flow: Floats, posts: Floats) -> tuple[tuple[Ints, Floats, float], Flags]:
        size = self.data.size
        demand = int(self.data.half_days[places].sum())
        r, c = (demand - 1) % size + 1, -(-demand // size)
        bases = flow[:, places].sum(axis=1) > r * posts + _kernels.EPS
        arcs = np.flatnonzero(bases[self.arc_base] & places[self.arc_place])
        columns = np.concatenate([np.flatnonzero(bases), self.bases + arcs])
        values = np.concatenate([np.full(int(bases.sum()), -float(r)), np.ones(len(arcs))])
        return (columns, values, float(demand - r * c)), bases

    def _add(self, rows: Sequence[tuple[Ints, Floats, float]]) -> None:
        starts = np.cumsum([0] + [len(columns) for columns, _, _ in rows])
        columns = np.concatenate([columns for columns, _, _ in rows]).astype(np.int32)
        values = np.concatenate([values for _, values, _ in rows])
        upper = np.array([bound for _, _, bound in rows])
        lower = np.full(len(rows), -np.inf)
        self.highs.addRows(len(rows), lower, upper, len(columns), starts[:-1].astype(np.int32), columns, values)

    def _drop_slack(self) -> None:
        row_values = np.array(self.highs.getSolution().row_value)
        upper = np.array(self.highs.getLp().row_upper_)
        dead = np.flatnonzero(upper - row_values > 1e-6)
        dead = dead[dead >= self._fixed_rows].astype(np.int32)
        if len(dead):
            self.highs.deleteRows(len(dead), dead)

    def _remember(self, bases: Flags) -> None:
        if bases.sum() > 1 and bases.tobytes() not in self._cluster_key:
            self._cluster_key[bases.tobytes()] = len(self.clusters)
            self.clusters.append(bases)

    def settle(self) -> None:
        """Keep only the tight cuts and forget the clusters met so far (before any branch)."""
        self._drop_slack()
        self.clusters, self._cluster_key, self._cluster_row = [], {}, {}

    def branch_row(self, branch: int) -> None:
        """Make sure the cluster behind ``branch`` has its row; branches below the number of bases are single bases."""
        cluster = branch - self.bases
        if cluster >= 0 and cluster not in self._cluster_row:
            columns = np.flatnonzero(self.clusters[cluster]).astype(np.int32)
            self.highs.addRow(-np.inf, np.inf, len(columns), columns, np.ones(len(columns)))
            self._cluster_row[cluster] = self.highs.getNumRow() - 1

    def restrict(self, branch: int, low: float, high: float) -> None:
        """Keep the posts of a base or cluster between two whole numbers."""
        if branch < self.bases:
            self.highs.changeColBounds(branch, max(low, float(self.data.low[branch])), high)
        else:
            self.branch_row(branch)
            self.highs.changeRowBounds(self._cluster_row[branch - self.bases], low, high)

    def basis(self) -> Basis:
        """The simplex basis, to come back to later."""
        basis = self.highs.getBasis()
        return list(basis.col_status), list(basis.row_status)

    def restore(self, basis: Basis) -> None:
        """Come back to a basis; rows added since enter as basic."""
        columns, rows = basis
        new = highspy.HighsBasis()
        new.col_status = columns
        new.row_status = rows + [highspy.HighsBasisStatus.kBasic] * (self.highs.getNumRow() - len(rows))
        new.valid = True
        self.highs.setBasis(new)


def _quiet_highs() -> highspy.Highs:
    highs = highspy.Highs()  # type: ignore[no-untyped-call]
    options: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "presolve": "off",
        "solver": "simplex",
        "simplex_dual_edge_weight_strategy": 1,
        "dual_simplex_cost_perturbation_multiplier": 0.0,
    }
    for option, value in options.items():
        highs.setOptionValue(option, value)
    return highs


def _balls(balance: Balance) -> list[Flags]:
    """Sets to start the search of cuts from: the nearest places of each place, in growing numbers."""
    p = len(balance.place)
    between = np.full((p, p), np.inf)
    _, at, of = np.intersect1d(balance.base, balance.place, return_indices=True)
    between[of] = balance.cost[at, :-1]
    near = np.argsort(np.minimum(between, between.T), axis=1, kind="stable")
    rank = np.empty((p, p), np.int64)
    np.put_along_axis(rank, near, np.arange(p)[None, :], axis=1)
    np.fill_diagonal(rank, -1)  # a place is in its own ball, even where it may not be a base
    return [rank < k - 1 for k in BALLS if k <= max(p, 2)]
