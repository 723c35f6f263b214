"""Which columns are dominated and which rows are equal."""

import numpy as np

from maillage.vocabulary.compiling import Array, compiled


@compiled
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


@compiled
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
