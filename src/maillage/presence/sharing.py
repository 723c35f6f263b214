"""Sharing a cost between communes by a stated key, to the cent."""

from typing import Final

import numpy as np
import polars as pl

from maillage.vocabulary.errors import InvalidOption

HALF_DAYS: Final = "half_days"
PEOPLE: Final = "people"
POPULATION: Final = "population"
EQUAL: Final = "equal"

KEYS: Final = (HALF_DAYS, PEOPLE, POPULATION, EQUAL)
"""By time on site, by people received, by inhabitants, the same for each."""

MOST_CENTS = 10**14


def share(communes: pl.DataFrame, key: str, cents: int, fixed_percent: float = 0.0) -> pl.DataFrame:
    """Amount each commune pays.

    Parameters
    ----------
    communes
        ``code`` and the column of the key, at least 0 (``half_days`` may be minutes on site: only proportions matter).
    key
        One of :data:`KEYS`.
    cents
        What is shared, in cents.
    fixed_percent
        Part, 0 to 100, that all pay alike before the key applies to the rest.

    Returns
    -------
    polars.DataFrame
        ``code``, ``key`` (the value), ``percent`` (of the whole) and ``cents``, whose sum is exactly what is shared:
        largest remainders, then the lowest code.

    Raises
    ------
    InvalidOption
        If the key, the amount or the values make no sense; if nobody has any of the key.
    """
    if key not in KEYS:
        raise InvalidOption("presence.key", value=key, keys=", ".join(KEYS))
    if not 0 <= cents <= MOST_CENTS:
        raise InvalidOption("presence.cents", value=cents / 100)
    if not 0 <= fixed_percent <= 100:
        raise InvalidOption("presence.fixed", value=fixed_percent)
    if communes.is_empty():
        raise InvalidOption("presence.nobody", key=key)
    table = communes.sort("code")
    values = np.ones(len(table)) if key == EQUAL else table[key].cast(pl.Float64).fill_null(np.nan).to_numpy()
    wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
    if len(wrong):
        raise InvalidOption("presence.value", place=table["code"][int(wrong[0])], value=values[wrong[0]], key=key)
    if values.sum() <= 0:
        raise InvalidOption("presence.nobody", key=key)
    alike = fixed_percent / 100
    parts = alike / len(values) + (1 - alike) * values / values.sum()
    paid = _rounded(parts, cents)
    return pl.DataFrame({"code": table["code"], "key": values, "percent": 100 * parts, "cents": paid})


def _rounded(
    parts: np.ndarray[tuple[int], np.dtype[np.float64]], cents: int
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Whole cents whose sum is exact: the largest remainders get the last ones."""
    exact = parts * cents
    whole = np.floor(exact + 1e-9).astype(np.int64)
    left = cents - int(whole.sum())
    order = np.lexsort((np.arange(len(parts)), -(exact - whole)))
    whole[order[:left]] += 1
    return whole
