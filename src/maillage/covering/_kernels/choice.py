"""Greedy choice of sites, then annealing."""

import numpy as np

from maillage.vocabulary.compiling import Array, compiled, draw

_SEVERAL = np.int32(-2)
_NOBODY = np.int32(-1)


@compiled
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


@compiled
def _lift(tree: Array, gain: Array, leaves: int, i: int) -> None:
    """Play again the matches above leaf ``i`` of the tournament."""
    v = (leaves + i) // 2
    while v > 0:
        a, b = tree[2 * v], tree[2 * v + 1]
        tree[v] = b if a < 0 or (b >= 0 and gain[b] > gain[a]) else a
        v //= 2


@compiled
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


@compiled
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
