"""Sums of rows modulo two: what zero-half cuts are looked for with."""

import numpy as np

from maillage.vocabulary.compiling import Array, compiled


@compiled
def eliminate(bits: Array, sums: Array, odd: Array, tight: Array, order: Array) -> None:
    """Clear fractional columns from the rows by adding tight rows to them modulo two (Gaussian elimination).

    ``bits`` [row, word] tells the odd coefficients, 64 a word; ``sums`` the rows added up so far, itself at first;
    ``odd`` the parity of the right-hand side; only ``tight`` rows are added. Columns are cleared in ``order``. All but
    the last two are changed in place.
    """
    free = tight.copy()
    for column in order:
        word, bit = column >> 6, np.uint64(1) << np.uint64(column & 63)
        pivot = -1
        for r in range(len(bits)):
            if free[r] and bits[r, word] & bit:
                pivot = r
                break
        if pivot < 0:
            continue
        free[pivot] = False
        for r in range(len(bits)):
            if r != pivot and bits[r, word] & bit and (free[r] or not tight[r]):
                for k in range(bits.shape[1]):
                    bits[r, k] ^= bits[pivot, k]
                for k in range(sums.shape[1]):
                    sums[r, k] ^= sums[pivot, k]
                odd[r] ^= odd[pivot]


@compiled
def excess(bits: Array, odd: Array, slack: Array, cost: Array) -> Array:
    """How far each row's zero-half cut is from being useless: 1 - slack - cost of its odd columns, -1 if even."""
    left = np.full(len(bits), -1.0)
    for r in range(len(bits)):
        if not odd[r]:
            continue
        total = slack[r]
        for k in range(bits.shape[1]):
            word, column = bits[r, k], 64 * k
            while word and total < 1.0:
                if word & np.uint64(1):
                    total += cost[column]
                word >>= np.uint64(1)
                column += 1
        left[r] = 1.0 - total
    return left
