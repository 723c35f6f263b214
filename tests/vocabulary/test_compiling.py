"""Chance in compiled loops."""

import numpy as np

from maillage.vocabulary.compiling import draw


def test_draws_follow_the_published_recurrence() -> None:
    state, z = np.array([7], np.uint64), 7
    for _ in range(100):
        z ^= z >> 12
        z ^= (z << 25) % 2**64
        z ^= z >> 27
        drawn = draw(state)
        assert drawn == ((z * 2685821657736338717) % 2**64 >> 11) / 2**53
        assert 0.0 <= drawn < 1.0
