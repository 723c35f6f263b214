import numpy as np
import pytest
from cases import case

from maillage.allocation import solve, value_of_posts


@pytest.mark.parametrize("seed", range(10))
def test_further_posts_bring_less_and_lost_ones_cost_more(seed: int) -> None:
    p = case(seed, n=12, half_days=12, rooms=20, required=False)
    group = np.zeros(12, dtype=np.int32)
    found = solve(p, group, half_days_per_post=3)
    values = value_of_posts(p, found.half_days, group, 0, more=3, fewer=3, half_days_per_post=3)
    assert values.posts == 4
    assert len(values.gains) == len(values.losses) == 3
    assert (np.diff(values.gains) <= 1e-6).all()
    assert (np.diff(values.losses) >= -1e-6).all()
    assert values.losses[0] >= values.gains[0] - 0.02 * found.objective


def test_losing_posts_says_who_is_left_out_of_reach() -> None:
    p = case(5, n=12, half_days=12, rooms=20)
    group = np.zeros(12, dtype=np.int32)
    found = solve(p, group, half_days_per_post=3)
    values = value_of_posts(p, found.half_days, group, 0, more=0, fewer=4, half_days_per_post=3)
    assert values.out_of_reach[-1] == pytest.approx(p.weights.sum())
    assert (np.diff(values.out_of_reach) >= 0).all()
