"""Lagrangian bound and the primal-dual iterations that lower it."""

import numpy as np

from maillage.vocabulary.compiling import Array, compiled


@compiled
def cover_prices(cp: Array, ci: Array, u: Array, worth: Array) -> None:
    """Put in ``worth`` each column's sum of ``u`` over its rows."""
    for i in range(len(cp) - 1):
        total = 0.0
        for t in range(cp[i], cp[i + 1]):
            total += u[ci[t]]
        worth[i] = total


@compiled
def dual_value(w: Array, u: Array, worth: Array, sites: int) -> tuple[float, float]:
    """Lagrangian bound of the row prices ``u``, and the price of a site there (the ``sites``-th worth)."""
    ranked = np.sort(worth)[::-1]
    value = 0.0
    for s in range(min(sites, len(ranked))):
        value += ranked[s]
    for j in range(len(w)):
        value += w[j] - u[j]
    return value, ranked[min(sites, len(ranked)) - 1]


@compiled
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


@compiled
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
