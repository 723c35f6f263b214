"""How far a commune's estimate may be from the truth: errors measured out of sample, by inputs and size."""

import numpy as np
from numpy.typing import NDArray

from maillage.indicators.cells import Floats

NORMAL_90 = 1.6448536

SIZE_BOUNDS = (200, 500, 2_000, 10_000)
"""People that part the classes of size for which errors were measured."""

LEVELS = (
    "embedded", "embedded+income", "age", "age+income", "diploma", "diploma+income", "census", "census+income",
)  # fmt: skip
"""What was known of a commune, for which errors were measured; an EPCI's income counts as none."""


def level(age: NDArray[np.bool_], diploma: NDArray[np.bool_], income: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Index into :data:`LEVELS`."""
    return np.asarray(2 * age + 4 * diploma + income, dtype=np.int64)


def inputs_used(level_of: NDArray[np.int64], income_from: NDArray[np.str_]) -> list[str]:
    """What was known of each commune, in words a page can look up: ``census+income``, ``census``, ``embedded``..."""
    words = []
    for index, income in zip(level_of.tolist(), income_from.tolist(), strict=True):
        base = LEVELS[index].split("+")[0]
        words.append(f"{base}+{income}" if income else base)
    return words


def spread(
    level_of: NDArray[np.int64], population: Floats, people: Floats, share: Floats, errors: Floats, model: Floats
) -> Floats:
    """Standard error of the logit of each share.

    Three independent parts: the model's own, what the inputs do not say, and chance among few people.

    Parameters
    ----------
    level_of
        Index into :data:`LEVELS`.
    population, people
        Everybody; people of 15 and over.
    share
        Estimated share.
    errors
        Root mean square errors of the logit by level and class of size.
    model
        Standard error of the logit with every input, of each commune.
    """
    size = np.searchsorted(SIZE_BOUNDS, population, side="right")
    chance = 1.0 / np.maximum(np.maximum(people, 1.0) * share * (1.0 - share), 0.25)
    return np.asarray(np.sqrt(model**2 + errors[level_of, size] ** 2 + chance))
