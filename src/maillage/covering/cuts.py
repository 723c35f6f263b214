"""Zero-half cuts: what whole numbers forbid beyond the linear relaxation.

Rows a_r v >= b_r of whole coefficients, v whole and within [0, 1], are added up with weight one half, together with
-v_i >= -1 for columns near 1; rounding every coefficient and the right-hand side up gives a valid row, which cuts the
relaxation's point off when little was lost to slack and rounding (Caprara and Fischetti 1996, "{0, 1/2}-Chvátal-Gomory
cuts", Mathematical Programming 74). The sums are found by Gaussian elimination modulo two over the fractional columns
(Andreello, Caprara and Fischetti 2007, "Embedding {0, 1/2}-cuts in a branch-and-cut framework", INFORMS Journal on
Computing 19), tried in several orders.
"""

from typing import Any

import numpy as np
from scipy import sparse

from maillage.covering import _kernels

Array = np.ndarray[Any, np.dtype[Any]]
ORDERS = 8
"""Orders of elimination tried, each giving cuts of its own."""
MOST = 200
"""Cuts kept at a time, or a tenth of the rows if that is more."""
LEAST = 0.02
"""Smallest violation of a cut."""
TIGHT, WHOLE = 1e-6, 1e-7


def zero_half(
    rows: sparse.csr_array, lower: Array, point: Array, random: np.random.Generator
) -> tuple[sparse.csr_array, Array]:
    """Rows violated by ``point`` that every whole solution satisfies, the deepest first.

    Parameters
    ----------
    rows, lower
        Whole coefficients and right-hand sides of ``rows @ v >= lower``.
    point
        Values of the columns, within [0, 1].
    random
        Draws the orders.

    Returns
    -------
    tuple of csr_array and Array
        Coefficients and right-hand sides of as many cuts, possibly none.
    """
    distance, near = np.minimum(point, 1.0 - point), point > 0.5
    fractional = np.flatnonzero(distance > WHOLE)
    slack = np.maximum(rows @ point - lower, 0.0)
    parity = sparse.csr_array((rows.data.astype(np.int64) & 1, rows.indices, rows.indptr), shape=rows.shape)
    odd = ((lower.astype(np.int64) + parity @ near.astype(np.int64)) & 1).astype(bool)
    narrow = parity[:, fractional].tocoo()
    held = narrow.data > 0
    at, column = narrow.row[held], narrow.col[held]
    usable = np.zeros(rows.shape[0], bool)
    usable[at] = True
    used = np.flatnonzero(usable & (slack < 1.0 - LEAST))
    place = np.full(rows.shape[0], -1)
    place[used] = np.arange(len(used))
    inside = place[at] >= 0
    bits = _packed(len(used), place[at[inside]], column[inside], len(fractional))
    cost = np.zeros(64 * bits.shape[1])
    cost[: len(fractional)] = distance[fractional]
    chosen = []
    for turn in range(ORDERS):
        weight = random.random(len(fractional)) if turn else 1.0
        order = np.argsort(-distance[fractional] * weight, kind="stable")
        chosen.append(_sums(bits.copy(), odd[used].copy(), slack[used], cost, order))
    return _rounded(np.unique(np.concatenate(chosen), axis=0), rows[used], lower[used], point, near)


def _packed(n: int, row: Array, column: Array, width: int) -> Array:
    """Bits [n, words] set at (row, column)."""
    bits = np.zeros((n, max(1, -(-width // 64))), np.uint64)
    np.bitwise_or.at(bits, (row, column >> 6), np.uint64(1) << (column & 63).astype(np.uint64))
    return bits


def _sums(bits: Array, odd: Array, slack: Array, cost: Array, order: Array) -> Array:
    """Sets of rows, packed in bits, whose sum gives a violated cut."""
    each = np.arange(len(bits))
    sums = _packed(len(bits), each, each, len(bits))
    _kernels.eliminate(bits, sums, odd, slack <= TIGHT, order)
    return sums[_kernels.excess(bits, odd, slack, cost) > 2 * LEAST]


def _rounded(sums: Array, rows: sparse.csr_array, lower: Array, point: Array, near: Array) -> tuple[Any, Array]:
    """Halve and round up each sum of rows; keep the deepest cuts, each once."""
    members = np.unpackbits(sums.view(np.uint8), axis=1, bitorder="little", count=len(lower))
    total = (sparse.csr_array(members.astype(np.int64)) @ rows.astype(np.int64)).tocsr()
    right = members.astype(np.int64) @ lower.astype(np.int64)
    total.sort_indices()
    capped = (total.data & 1) * near[total.indices]
    of = np.repeat(np.arange(len(right)), np.diff(total.indptr))
    right = right - np.bincount(of, capped, len(right)).astype(np.int64)
    total.data = -((capped - total.data) // 2)
    right = -(-right // 2)
    total.eliminate_zeros()
    size = np.sqrt(np.bincount(np.repeat(np.arange(len(right)), np.diff(total.indptr)), total.data**2, len(right)))
    violation = right - total @ point
    best = np.flatnonzero((violation > LEAST) & (size > 0))
    best = best[np.argsort(-violation[best] / size[best], kind="stable")]
    kept: dict[bytes, int] = {}
    for cut in best:
        part = slice(total.indptr[cut], total.indptr[cut + 1])
        kept.setdefault(total.indices[part].tobytes() + total.data[part].tobytes(), int(cut))
        if len(kept) == max(MOST, len(lower) // 10):
            break
    cuts = np.fromiter(kept.values(), np.int64, len(kept))
    return total[cuts].astype(np.float64), right[cuts].astype(np.float64)
