"""HiGHS behind two small functions: one thread, fixed seed, limits on work and never on the clock."""

from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from maillage.rounds.problem import Floats


@dataclass(frozen=True)
class Answer:
    """What HiGHS found for an integer programme."""

    values: Floats | None
    """Rounded values of the variables, None where no solution was found."""
    objective: float
    bound: float


def load(matrix: sparse.csc_matrix, cost: Floats, low: Floats, high: Floats, upper: Floats, seed: int) -> highspy.Highs:
    """A quiet HiGHS holding min cost·v subject to low ≤ matrix·v ≤ high, 0 ≤ v ≤ upper."""
    engine = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", seed % 2**31)):
        engine.setOptionValue(name, value)
    model = highspy.HighsLp()
    model.num_row_, model.num_col_ = matrix.shape
    model.col_cost_, model.col_lower_, model.col_upper_ = cost, np.zeros(len(cost)), upper
    model.row_lower_, model.row_upper_ = low, high
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_ = matrix.indptr, matrix.indices
    model.a_matrix_.value_ = matrix.data
    engine.passModel(model)
    return engine


def solve_integer(
    engine: highspy.Highs, whole: npt.NDArray[np.int32], *, nodes: int, gap: float, target: float = -np.inf
) -> Answer:
    """Solve with the variables ``whole`` integer: ``nodes`` nodes, to an absolute ``gap`` or down to ``target``."""
    kinds = np.full(len(whole), 1, dtype=np.uint8)
    engine.changeColsIntegrality(len(whole), whole, kinds)
    engine.setOptionValue("mip_max_nodes", nodes)
    engine.setOptionValue("mip_rel_gap", 0.0)
    engine.setOptionValue("mip_abs_gap", gap)
    engine.setOptionValue("mip_detect_symmetry", False)
    engine.setOptionValue("objective_target", target)
    engine.run()
    info = engine.getInfo()
    if info.primal_solution_status != 2:
        return Answer(None, np.inf, info.mip_dual_bound)
    values = np.array(engine.getSolution().col_value)
    values[whole] = np.rint(values[whole])
    return Answer(values, info.objective_function_value, info.mip_dual_bound)
