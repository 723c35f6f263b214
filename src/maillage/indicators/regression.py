"""Ridge regression of what communes are made of on embedded features, and its honest error."""

import numpy as np
from numpy.typing import NDArray

from maillage.indicators.cells import Floats
from maillage.indicators.embedded import Predictor

RIDGE = 1e-3
"""Penalty on standardised weights, as a share of the total weight."""

DEPARTEMENT_PEOPLE = 20_000.0
"""People of 15 and over for whom a département's own residual counts by half."""


def fit(
    features: Floats, targets: Floats, people: Floats, departement: NDArray[np.object_], *, own: bool = True
) -> Predictor:
    """Predictor estimated on communes weighted by the square root of their people.

    Parameters
    ----------
    features
        Of each commune, [n, k].
    targets
        Transformed structure, [n, 6]; a target that is not a number is left out.
    people
        People of 15 and over; communes without any are left out.
    own
        Whether départements add what their communes have in common.
    """
    base = np.sqrt(people)
    means = np.average(features, axis=0, weights=base)
    scales = np.sqrt(np.average((features - means) ** 2, axis=0, weights=base)) + 1e-9
    standard = (features - means) / scales
    weights, centres, residuals = [], [], np.full(targets.shape, np.nan)
    for k, target in enumerate(targets.T):
        known = np.isfinite(target) & (people > 0)
        w, x, y = base[known], standard[known], target[known]
        centre, middle = float(np.average(y, weights=w)), np.average(x, axis=0, weights=w)
        x = x - middle
        gram = (x * w[:, None]).T @ x + RIDGE * w.sum() * np.eye(x.shape[1])
        effect = np.linalg.solve(gram, (x * w[:, None]).T @ (y - centre))
        weights.append(effect)
        centres.append(centre - float(middle @ effect))
        residuals[known, k] = y - centre - x @ effect
    added = departements(residuals, people, departement) if own else {}
    return Predictor(means, scales, np.array(weights), np.array(centres), added)


def departements(residuals: Floats, people: Floats, departement: NDArray[np.object_]) -> dict[str, tuple[float, ...]]:
    """What the communes of each département have in common, drawn to zero where few people live."""
    shared = {}
    for code in np.unique(departement):
        rows = departement == code
        known = np.isfinite(residuals[rows])
        weight = np.where(known, people[rows][:, None], 0.0)
        total = (weight * np.where(known, residuals[rows], 0.0)).sum(axis=0)
        shared[str(code)] = tuple((total / (weight.sum(axis=0) + DEPARTEMENT_PEOPLE)).tolist())
    return shared
