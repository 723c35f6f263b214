"""The covering problem as an integer programme for HiGHS."""

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
from scipy import sparse

from maillage.covering.reduction import Cover

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, eq=False)
class Answer:
    """What HiGHS found: columns taken (``None`` without any), their value, the proved bound and whether they meet."""

    taken: Array | None
    value: float
    bound: float
    optimal: bool


def answered(
    cover: Cover,
    *,
    sites: int | None = None,
    price: float = 0.0,
    nodes: int = 1000,
    heuristics: bool = True,
) -> Answer:
    """Solve max sum_j w_j y_j - price sum_i x_i over at most ``sites`` columns (any number if ``None``).

    A row with a single column needs no y: its weight goes to that column.

    Parameters
    ----------
    cover
        The reduced problem.
    sites
        Most columns to take.
    price
        Cost of a column.
    nodes
        Branch-and-bound nodes after which HiGHS stops, a measure of work and not of time.
    heuristics
        Whether HiGHS looks for good choices itself; without, it only proves.

    Returns
    -------
    Answer
        The best choice and the bound proved.
    """
    alone = np.diff(cover.rp) == 1
    gains = np.full(cover.n_columns, -price)
    np.add.at(gains, cover.ri[cover.rp[:-1][alone]], cover.w[alone])
    if alone.all():
        best = np.argsort(-gains, kind="stable")[:sites]
        best = np.sort(best[gains[best] > 0])
        return Answer(best, float(gains[best].sum()), float(gains[best].sum()), True)
    shared = cover.by_row()[~alone].astype(np.float64)
    k, m = shared.shape
    rows = sparse.hstack([shared, -sparse.eye_array(k)], format="csr")
    upper = np.full(k, np.inf)
    if sites is not None:
        count = sparse.csr_array(np.concatenate([np.ones(m), np.zeros(k)])[None, :])
        rows, upper = sparse.vstack([rows, count], format="csr"), np.append(upper, sites)
    engine = _engine(rows, np.concatenate([gains, cover.w[~alone]]), upper, m)
    engine.setOptionValue("mip_max_nodes", nodes)
    if not heuristics:
        engine.setOptionValue("mip_heuristic_effort", 0.0)
    engine.run()
    return answer_of(engine, m)


def answer_of(engine: Any, columns: int) -> Answer:
    """What ``engine`` found, its first ``columns`` columns being the sites."""
    info, found = engine.getInfo(), np.array(engine.getSolution().col_value)
    optimal = engine.getModelStatus() == highspy.HighsModelStatus.kOptimal
    if len(found) == 0 or not np.isfinite(info.objective_function_value):
        return Answer(None, -np.inf, float(info.mip_dual_bound), optimal)
    taken = np.flatnonzero(found[:columns] > 0.5)
    return Answer(taken, info.objective_function_value, float(info.mip_dual_bound), optimal)


def _engine(rows: sparse.csr_array, gains: Array, upper: Array, n_integers: int) -> Any:
    """HiGHS on one thread, silent, told to maximise ``gains`` with rows between 0 and ``upper``."""
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = rows.shape
    model.sense_ = highspy.ObjSense.kMaximize
    model.col_cost_ = gains
    model.col_lower_, model.col_upper_ = np.zeros(len(gains)), np.ones(len(gains))
    model.row_lower_, model.row_upper_ = np.zeros(len(upper)), upper
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_, model.a_matrix_.index_ = rows.indptr, rows.indices
    model.a_matrix_.value_ = rows.data
    whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
    model.integrality_ = [whole] * n_integers + [real] * (len(gains) - n_integers)
    engine: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    options = {"output_flag": False, "threads": 1, "mip_rel_gap": 0.0, "random_seed": 0, "presolve": "off"}
    for option, value in options.items():  # it comes reduced: presolving again is slower on most
        engine.setOptionValue(option, value)
    engine.passModel(model)
    return engine
