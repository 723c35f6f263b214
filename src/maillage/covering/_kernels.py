"""Compiled loops of the covering room: reduction, greedy choice, annealing and the primal-dual bound.

A matrix comes twice: by candidate (``cp``, ``ci``: the demand rows of each column) and by demand (``rp``, ``ri``: the
columns of each row), both in CSR style with int32 entries. Every kernel is sequential, so its result depends on its
arguments alone. ``tests/covering/twins.py`` holds a slow, obvious twin of each.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Kernel = TypeVar("Kernel", bound=Callable[..., Any])
_SEVERAL = np.int32(-2)
_NOBODY = np.int32(-1)


def _compiled(kernel: Kernel) -> Kernel:
    """Compile without the lock of the interpreter and keep the machine code on disk."""
    return cast(Kernel, numba.njit(cache=True, nogil=True)(kernel))


@_compiled
def dominated(cp: Array, ci: Array, rp: Array, ri: Array) -> Array:
    """Flag columns whose rows all belong to another column (of two equal columns, the later one)."""
    n_columns = len(cp) - 1
    drop = np.zeros(n_columns, np.bool_)
    stamp = np.full(len(rp) - 1, -1, np.int32)
    for a in range(n_columns):
        size = cp[a + 1] - cp[a]
        if size == 0:
            drop[a] = True
            continue
        rarest = ci[cp[a]]
        for t in range(cp[a], cp[a + 1]):
            j = ci[t]
            stamp[j] = a
            if rp[j + 1] - rp[j] < rp[rarest + 1] - rp[rarest]:
                rarest = j
        for t in range(rp[rarest], rp[rarest + 1]):
            b = ri[t]
            other = cp[b + 1] - cp[b]
            if b == a or other < size or (other == size and b > a):
                continue
            common = 0
            for s in range(cp[b], cp[b + 1]):
                if stamp[ci[s]] == a:
                    common += 1
            if common == size:
                drop[a] = True
                break
    return drop


@_compiled
def row_leaders(rp: Array, ri: Array, order: Array, keys: Array) -> Array:
    """First row with the same columns, for each row; ``order`` sorts ``keys``, equal for equal rows; columns sorted."""
    n_rows = len(rp) - 1
    leader = np.arange(n_rows)
    head = 0
    for t in range(1, n_rows):
        a, b = order[head], order[t]
        same = keys[a] == keys[b] and rp[a + 1] - rp[a] == rp[b + 1] - rp[b]
        if same:
            for s in range(rp[a + 1] - rp[a]):
                if ri[rp[a] + s] != ri[rp[b] + s]:
                    same = False
                    break
        if same:
            leader[b] = leader[a]
        else:
            head = t
    return leader


@_compiled
def greedy(cp: Array, ci: Array, rp: Array, ri: Array, w: Array, sites: int) -> tuple[Array, float]:
    """Take the column with the largest uncovered weight ``sites`` times; also return the last one's gain."""
    n_columns = len(cp) - 1
    gain = np.zeros(n_columns)
    for i in range(n_columns):
        for t in range(cp[i], cp[i + 1]):
            gain[i] += w[ci[t]]
    covered = np.zeros(len(rp) - 1, np.bool_)
    chosen = np.empty(sites, np.int32)
    # lazy maximum: a tournament tree over the gains
    leaves = 1
    while leaves < n_columns:
        leaves *= 2
    tree = np.full(2 * leaves, -1, np.int32)
    for i in range(n_columns):
        tree[leaves + i] = i
    for v in range(leaves - 1, 0, -1):
        a, b = tree[2 * v], tree[2 * v + 1]
        tree[v] = b if a < 0 or (b >= 0 and gain[b] > gain[a]) else a
    last = 0.0
    for s in range(sites):
        best = tree[1]
        chosen[s] = best
        last = max(gain[best], 0.0)
        gain[best] = -1.0
        _lift(tree, gain, leaves, best)
        for t in range(cp[best], cp[best + 1]):
            j = ci[t]
            if not covered[j]:
                covered[j] = True
                for r in range(rp[j], rp[j + 1]):
                    i = ri[r]
                    if gain[i] >= 0.0:
                        gain[i] = max(gain[i] - w[j], 0.0)
                        _lift(tree, gain, leaves, i)
    return chosen, last


@_compiled
def _lift(tree: Array, gain: Array, leaves: int, i: int) -> None:
    """Play again the matches above leaf ``i`` of the tournament."""
    v = (leaves + i) // 2
    while v > 0:
        a, b = tree[2 * v], tree[2 * v + 1]
        tree[v] = b if a < 0 or (b >= 0 and gain[b] > gain[a]) else a
        v //= 2


@_compiled
def _flip(
    cp: Array, ci: Array, rp: Array, ri: Array, w: Array, count: Array, names: Array, owner: Array, loss: Array,
    gain: Array, i: int, step: int,
) -> None:  # fmt: skip
    """Open (``step`` 1) or close (-1) column ``i``.

    Kept per row: its covers, the sum of their names, its only owner; per column: the uncovered weight it would gain
    and, when open, the weight it alone covers.
    """
    alone = 0.0
    for t in range(cp[i], cp[i + 1]):
        j = ci[t]
        before = count[j]
        after = before + step
        count[j] = after
        if step > 0:
            if before == 0:
                alone += w[j]
            elif before == 1:
                loss[names[j]] -= w[j]
        elif before == 2:
            loss[names[j] - i] += w[j]
        names[j] += step * i
        owner[j] = _NOBODY if after == 0 else (names[j] if after == 1 else _SEVERAL)
        if before == 0 or after == 0:
            change = -step * w[j]
            for r in range(rp[j], rp[j + 1]):
                gain[ri[r]] += change
    loss[i] = alone


@_compiled
def draw(state: Array) -> float:
    """Next uniform number of [0, 1): xorshift64* (Marsaglia 2003, Vigna 2016), whose state is never 0."""
    z = state[0]
    z ^= z >> np.uint64(12)
    z ^= z << np.uint64(25)
    z ^= z >> np.uint64(27)
    state[0] = z
    return float((z * np.uint64(2685821657736338717)) >> np.uint64(11)) * 2.0**-53


@_compiled
def anneal(
    cp: Array, ci: Array, rp: Array, ri: Array, w: Array, chosen: Array, moves: int, hot: float, cold: float,
    far: float, state: Array, best: Array,
) -> float:  # fmt: skip
    """Anneal swaps of one open column from ``chosen`` (changed in place); the best choice goes to ``best``.

    A move closes a random open column and opens one that shares a row with it or, with probability ``far``, any column
    (judged as if they shared none). It is kept when it gains, or with probability exp(change / temperature); the
    temperature falls geometrically from ``hot`` to ``cold``. Returns the weight covered by ``best``.
    """
    n_columns, n_rows, sites = len(cp) - 1, len(rp) - 1, len(chosen)
    count = np.zeros(n_rows, np.int32)
    names = np.zeros(n_rows, np.int64)
    owner = np.full(n_rows, _NOBODY, np.int32)
    loss = np.zeros(n_columns)
    gain = np.zeros(n_columns)
    for k in range(n_columns):
        for t in range(cp[k], cp[k + 1]):
            gain[k] += w[ci[t]]
    inside = np.zeros(n_columns, np.bool_)
    for i in chosen:
        inside[i] = True
        _flip(cp, ci, rp, ri, w, count, names, owner, loss, gain, i, 1)
    value = 0.0
    for j in range(n_rows):
        value += w[j] if count[j] > 0 else 0.0
    top = value
    best[:] = chosen
    temperature = hot
    block = max(1, moves // 1000)
    cooling = (cold / hot) ** 0.001
    for move in range(moves):
        if move % block == block - 1:
            temperature *= cooling
        s = int(draw(state) * sites)
        i = chosen[s]
        near = draw(state) >= far
        if near:
            j = ci[cp[i] + int(draw(state) * (cp[i + 1] - cp[i]))]
            k = ri[rp[j] + int(draw(state) * (rp[j + 1] - rp[j]))]
        else:
            k = int(draw(state) * n_columns)
        if inside[k]:
            continue
        change = gain[k] - loss[i]
        limit = temperature * np.log(1.0 - draw(state))
        if change < limit and not near:
            continue
        for t in range(cp[k], cp[k + 1]):
            j = ci[t]
            if owner[j] == i:
                change += w[j]
        if change < limit:
            continue
        if change < 0.0 and value > top + 1e-9 * top:
            top = value
            best[:] = chosen
        _flip(cp, ci, rp, ri, w, count, names, owner, loss, gain, i, -1)
        _flip(cp, ci, rp, ri, w, count, names, owner, loss, gain, k, 1)
        inside[i], inside[k] = False, True
        chosen[s] = k
        value += change
    if value > top:
        top = value
        best[:] = chosen
    return top


@_compiled
def cover_prices(cp: Array, ci: Array, u: Array, worth: Array) -> None:
    """Put in ``worth`` each column's sum of ``u`` over its rows."""
    for i in range(len(cp) - 1):
        total = 0.0
        for t in range(cp[i], cp[i + 1]):
            total += u[ci[t]]
        worth[i] = total


@_compiled
def dual_value(w: Array, u: Array, worth: Array, sites: int) -> tuple[float, float]:
    """Lagrangian bound of the row prices ``u``, and the price of a site there (the ``sites``-th worth)."""
    ranked = np.sort(worth)[::-1]
    value = 0.0
    for s in range(min(sites, len(ranked))):
        value += ranked[s]
    for j in range(len(w)):
        value += w[j] - u[j]
    return value, ranked[min(sites, len(ranked)) - 1]


@_compiled
def cardinality_shift(v: Array, tau: Array, sites: float, start: float) -> float:
    """Find h with sum_i clip(v_i - h tau_i, 0, 1) = ``sites`` by Newton steps kept inside a bracket."""
    low, high = 1e300, -1e300
    for i in range(len(v)):
        low = min(low, (v[i] - 1.0) / tau[i])
        high = max(high, v[i] / tau[i])
    h = min(max(start, low), high)
    for _ in range(80):
        total, slope = 0.0, 0.0
        for i in range(len(v)):
            x = v[i] - h * tau[i]
            if x >= 1.0:
                total += 1.0
            elif x > 0.0:
                total += x
                slope += tau[i]
        if abs(total - sites) <= 1e-10 * sites:
            break
        if total > sites:
            low = h
        else:
            high = h
        step = h + (total - sites) / slope if slope > 0.0 else low - 1.0
        h = step if low < step < high else 0.5 * (low + high)
    return h


@_compiled
def primal_dual(
    cp: Array, ci: Array, rp: Array, ri: Array, w: Array, sites: int, x: Array, u: Array, scale: float, rounds: int,
    length: int, best: Array,
) -> float:  # fmt: skip
    """Primal-dual hybrid gradient on min_u max_x, restarted from the better of its last and mean prices.

    ``x`` and ``u`` start it and are changed in place; ``best`` receives the prices of the lowest bound, returned.
    Column i steps by scale / |rows of i|, row j by 1 / (scale |columns of j|), which keeps the product of the steps
    under the operator's norm whatever the matrix.
    """
    n_columns, n_rows = len(cp) - 1, len(rp) - 1
    worth, v = np.empty(n_columns), np.empty(n_columns)
    tau, ahead = np.empty(n_columns), np.empty(n_columns)
    for i in range(n_columns):
        tau[i] = scale / max(1, cp[i + 1] - cp[i])
    x_sum, u_sum = np.zeros(n_columns), np.zeros(n_rows)
    bound, h = 1e300, 0.0
    for _ in range(rounds):
        x_sum[:] = 0.0
        u_sum[:] = 0.0
        for _ in range(length):
            cover_prices(cp, ci, u, worth)
            for i in range(n_columns):
                v[i] = x[i] + tau[i] * worth[i]
            h = cardinality_shift(v, tau, sites, h)
            for i in range(n_columns):
                new = min(max(v[i] - h * tau[i], 0.0), 1.0)
                ahead[i] = 2.0 * new - x[i]
                x[i] = new
                x_sum[i] += new
            for j in range(n_rows):
                cover = 0.0
                for t in range(rp[j], rp[j + 1]):
                    cover += ahead[ri[t]]
                u[j] = min(max(u[j] - (cover - 1.0) / (scale * (rp[j + 1] - rp[j])), 0.0), w[j])
                u_sum[j] += u[j]
        cover_prices(cp, ci, u, worth)
        last = dual_value(w, u, worth, sites)[0]
        if last < bound:
            bound = last
            best[:] = u
        u_sum /= length
        cover_prices(cp, ci, u_sum, worth)
        mean = dual_value(w, u_sum, worth, sites)[0]
        if mean < bound:
            bound = mean
            best[:] = u_sum
        if mean < last:
            u[:] = u_sum
            x[:] = x_sum / length
    return bound
