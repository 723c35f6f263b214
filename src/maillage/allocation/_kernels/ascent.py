"""Dual ascent on the continuous allocation."""

import numpy as np
from numba import njit


@njit(cache=True)
def gradient(indptr, indices, access, left):
    """Derivative of the people served in each place's half-days: ``sum_j left[j] a_ij``."""
    n = len(indptr) - 1
    out = np.zeros(n)
    for i in range(n):
        total = 0.0
        for k in range(indptr[i], indptr[i + 1]):
            total += left[indices[k]] * access[k]
        out[i] = total
    return out


@njit(cache=True)
def ascend(
    z,
    low,
    high,
    budget,
    price,
    firm,
    mu,
    rho,
    group,
    least,
    nu,
    stiff,
    weights,
    indptr,
    indices,
    access,
    reach_indptr,
    reach_indices,
    required,
):
    """One sweep of coordinate Newton steps on the continuous allocation with prices (augmented Lagrangian).

    Maximises ``f(z) - max(0, price + firm (sum(z) - budget))^2 / (2 firm) - sum_j max(0, mu_j + rho (1 - s_j))^2 /
    (2 rho)
    - sum_g max(0, nu_g + stiff_g (least_g - h_g))^2 / (2 stiff_g)`` over ``low <= z <= high`` where ``s_j`` is the
    half-days
    within reach of required commune j and ``h_g`` those of group g (``group`` is [families, n]; ``least``, ``nu`` and
    ``stiff`` are [families, groups]). Changes ``z`` in place; returns ``s`` and ``h``.
    """
    n = len(z)
    families = len(group)
    exposure = np.zeros(n)
    s = np.zeros(n)
    held = np.zeros(least.shape)
    total = z.sum()
    for i in range(n):
        if z[i] > 0.0:
            for k in range(indptr[i], indptr[i + 1]):
                exposure[indices[k]] += access[k] * z[i]
            for k in range(reach_indptr[i], reach_indptr[i + 1]):
                s[reach_indices[k]] += z[i]
            for f in range(families):
                held[f, group[f, i]] += z[i]
    left = weights * np.exp(-exposure)
    for i in range(n):
        slope = 0.0
        curve = 1e-12
        pull = price + firm * (total - budget)
        if pull > 0.0:
            slope -= pull
            curve += firm
        for k in range(indptr[i], indptr[i + 1]):
            term = left[indices[k]] * access[k]
            slope += term
            curve += term * access[k]
        for k in range(reach_indptr[i], reach_indptr[i + 1]):
            j = reach_indices[k]
            if required[j]:
                pull = mu[j] + rho * (1.0 - s[j])
                if pull > 0.0:
                    slope += pull
                    curve += rho
        for f in range(families):
            g = group[f, i]
            pull = nu[f, g] + stiff[f, g] * (least[f, g] - held[f, g])
            if pull > 0.0:
                slope += pull
                curve += stiff[f, g]
        target = min(max(z[i] + slope / curve, low[i]), high[i])
        step = target - z[i]
        if step > 1e-10 or step < -1e-10:
            z[i] = target
            total += step
            for k in range(indptr[i], indptr[i + 1]):
                left[indices[k]] *= np.exp(-step * access[k])
            for k in range(reach_indptr[i], reach_indptr[i + 1]):
                s[reach_indices[k]] += step
            for f in range(families):
                held[f, group[f, i]] += step
    return s, held
