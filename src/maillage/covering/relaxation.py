"""The linear relaxation as HiGHS holds it, ready to take cuts and to be solved again from where it was."""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from maillage.covering.programme import Answer, answer_of
from maillage.covering.reduction import Cover

Array = np.ndarray[Any, np.dtype[Any]]
IDLE = 1e-3
"""Slack from which a cut is dropped."""
WHOLE = 1e-6
NEARLY, DEEPEST = 0.7, 40
"""Share from which a dive takes a column, and its steps at most."""
SEARCH = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
"""HiGHS only proves: good sites are known when it is asked."""


@dataclass(frozen=True, eq=False)
class Point:
    """Where the relaxation stands.

    Parameters
    ----------
    values
        Share of each column taken, then share of each shared row left uncovered.
    price
        What one more site would bring.
    surplus
        Reduced cost of each column: what the bound loses, at least, when a column of positive surplus is left or one of
        negative surplus taken.
    bound
        Weight no choice can exceed; proved by the prices alone, whatever the solver's tolerances.
    iterations
        Simplex iterations spent.
    """

    values: Array
    price: float
    surplus: Array
    bound: float
    iterations: int


class Relaxation:
    """Most gains over columns x and uncovered rows z = 1 - y within [0, 1], sum x + z >= 1 on each row, sum x <= P.

    A row with a single column needs no z: its weight goes to that column.

    Parameters
    ----------
    cover
        The reduced problem.
    sites
        Most columns to take.
    """

    def __init__(self, cover: Cover, sites: int) -> None:
        alone = np.diff(cover.rp) == 1
        gains = np.zeros(cover.n_columns)
        np.add.at(gains, cover.ri[cover.rp[:-1][alone]], cover.w[alone])
        self.n_columns = cover.n_columns
        self.shared = cover.by_row()[~alone].astype(np.float64)
        n = self.shared.shape[0]
        count = sparse.csr_array(np.concatenate([-np.ones(self.n_columns), np.zeros(n)])[None, :])
        self.rows = sparse.vstack([sparse.hstack([self.shared, sparse.eye_array(n)]), count], format="csr")
        self.lower = np.append(np.ones(n), -float(sites))
        self.gains = np.concatenate([gains, -cover.w[~alone]])
        self.offset = float(cover.w[~alone].sum())
        self.own = n + 1
        self.iterations = 0
        self.engine = self._engine()

    def solved(self, iterations: int, seconds: float | None = None) -> Point:
        """Solve, going on from the last basis, within so many simplex iterations or seconds."""
        self.engine.setOptionValue("simplex_iteration_limit", max(iterations, 0))
        if seconds is not None:
            self.engine.setOptionValue("time_limit", self.engine.getRunTime() + seconds)
        self.engine.run()
        self.iterations += max(self.engine.getInfo().simplex_iteration_count, 0)
        values, prices = self._solution()
        surplus = self.gains + self.rows.T @ prices
        bound = self.offset + float(np.maximum(surplus, 0.0).sum() - self.lower @ prices)
        size = self.offset + float(np.abs(self.gains).sum())
        price = float(prices[self.own - 1])
        return Point(values, price, surplus[: self.n_columns], bound + 1e-12 * size, self.iterations)

    def proved(
        self, taken: Array, inside: Array, outside: Array, *, gap: float, nodes: int, seconds: float | None
    ) -> Answer:
        """Branch and bound with the cuts, columns ``inside`` taken and ``outside`` left, from the choice ``taken``."""
        start = np.zeros(self.n_columns)
        start[taken] = 1.0
        uncovered = 1.0 - np.minimum(self.shared @ start, 1.0)
        everyone = np.arange(self.n_columns, dtype=np.int32)
        integer = np.full(self.n_columns, highspy.HighsVarType.kInteger)
        self.engine.changeColsIntegrality(self.n_columns, everyone, integer)
        self.engine.changeColsBounds(
            self.n_columns, everyone, inside.astype(np.float64), 1.0 - outside.astype(np.float64)
        )
        for option, value in (SEARCH | {"mip_rel_gap": gap, "mip_max_nodes": nodes}).items():
            self.engine.setOptionValue(option, value)
        self.engine.setOptionValue("time_limit", np.inf if seconds is None else self.engine.getRunTime() + seconds)
        self.engine.setOptionValue("simplex_iteration_limit", 2**31 - 1)
        solution = highspy.HighsSolution()
        solution.col_value = np.concatenate([start, uncovered])
        self.engine.setSolution(solution)
        self.engine.run()
        return answer_of(self.engine, self.n_columns)

    def dive(self, values: Array, iterations: int) -> Array:
        """A whole choice near ``values``: columns nearly taken are fixed and the rest solved again, until none is left.

        The model and its basis are left as they were.
        """
        basis, share = self.engine.getBasis(), values[: self.n_columns]
        fixed = np.zeros(self.n_columns, bool)
        self.engine.setOptionValue("simplex_iteration_limit", max(iterations, 0))
        for _ in range(DEEPEST):
            left = np.flatnonzero((share > WHOLE) & ~fixed)
            room = int(-self.lower[self.own - 1]) - int(fixed.sum())
            if room <= 0 or (share[left] >= 1.0 - WHOLE).all():
                break
            several = max((share[left] >= NEARLY).sum(), 1 + len(left) // 20)
            new = left[np.argsort(-share[left], kind="stable")][: min(several, room)].astype(np.int32)
            new.sort()
            fixed[new] = True
            self.engine.changeColsBounds(len(new), new, np.ones(len(new)), np.ones(len(new)))
            self.engine.run()
            self.iterations += max(self.engine.getInfo().simplex_iteration_count, 0)
            share = self._solution()[0][: self.n_columns]
        held = np.flatnonzero(fixed).astype(np.int32)
        self.engine.changeColsBounds(len(held), held, np.zeros(len(held)), np.ones(len(held)))
        self.engine.setBasis(basis)
        return share

    def add(self, cuts: sparse.csr_array, lower: Array) -> None:
        """Take cuts in."""
        n, infinite = len(lower), np.full(len(lower), np.inf)
        starts, columns = cuts.indptr[:-1].astype(np.int32), cuts.indices.astype(np.int32)
        self.engine.addRows(n, lower, infinite, cuts.nnz, starts, columns, cuts.data)
        self.rows = sparse.vstack([self.rows, cuts], format="csr")
        self.lower = np.concatenate([self.lower, lower])

    def drop_idle(self, values: Array) -> None:
        """Let go of the cuts that do not bind at ``values``."""
        idle = self.rows @ values - self.lower > IDLE
        idle[: self.own] = False
        if idle.any():
            gone = np.flatnonzero(idle).astype(np.int32)
            self.engine.deleteRows(len(gone), gone)
            self.rows, self.lower = self.rows[~idle], self.lower[~idle]

    def _solution(self) -> tuple[Array, Array]:
        """Values of the columns and prices of the rows; zeros where a stopped solver has none."""
        solution = self.engine.getSolution()
        values, prices = np.zeros(len(self.gains)), np.zeros(len(self.lower))
        if solution.value_valid:
            values = np.clip(np.array(solution.col_value), 0.0, 1.0)
        if solution.dual_valid:
            prices = np.maximum(-np.array(solution.row_dual), 0.0)
        return values, prices

    def _engine(self) -> Any:
        """HiGHS on one thread, silent, holding the model."""
        model = highspy.HighsLp()
        model.num_row_, model.num_col_ = self.rows.shape
        model.sense_ = highspy.ObjSense.kMaximize
        model.offset_ = self.offset
        model.col_cost_ = self.gains
        model.col_lower_, model.col_upper_ = np.zeros(len(self.gains)), np.ones(len(self.gains))
        model.row_lower_, model.row_upper_ = self.lower, np.full(len(self.lower), np.inf)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_, model.a_matrix_.index_ = self.rows.indptr, self.rows.indices
        model.a_matrix_.value_ = self.rows.data
        engine: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in {"output_flag": False, "threads": 1, "presolve": "off", "random_seed": 0}.items():
            engine.setOptionValue(option, value)
        engine.passModel(model)
        return engine
