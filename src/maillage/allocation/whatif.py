"""What the next post would bring and what losing posts would cost, from the allocation's own model."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maillage.allocation.problem import AllocationProblem
from maillage.allocation.working import Allocation
from maillage.vocabulary.units import PLANNED_HALF_DAYS


@dataclass(frozen=True)
class PostValues:
    """Value of posts in one group, around its present number.

    Attributes
    ----------
    group
        The group.
    posts
        Its present posts.
    gains
        People served by the 1st, 2nd... further post, float64.
    losses
        People no longer served with one post less, two less..., float64; floors and reach are kept while they can be.
    out_of_reach
        People in need left without a place within reach after each loss, float64.
    """

    group: int
    posts: int
    gains: NDArray[np.float64]
    losses: NDArray[np.float64]
    out_of_reach: NDArray[np.float64]


def value_of_posts(
    problem: AllocationProblem,
    half_days: NDArray[np.int64],
    group: NDArray[np.int32],
    which: int,
    *,
    more: int = 3,
    fewer: int = 3,
    half_days_per_post: int = PLANNED_HALF_DAYS,
) -> PostValues:
    """Add and take whole posts in one group, starting from an allocation.

    Parameters
    ----------
    problem
        The allocation problem.
    half_days
        Present half-days of each place.
    group
        Group of each place.
    which
        The group whose posts change.
    more, fewer
        How many posts to add and to take.
    half_days_per_post
        Planned half-days per post.
    """
    member = np.asarray(group == which)
    start = Allocation(problem, half_days)
    posts = int(start.x[member].sum()) // half_days_per_post
    base = float(start.left.sum())
    gains = []
    up = start.copy()
    for _ in range(more):
        before = float(up.left.sum())
        if up.fill(half_days_per_post, member) < half_days_per_post:
            break
        up.improve(np.where(member, 0, -1).astype(np.int32))
        gains.append(before - float(up.left.sum()))
    losses: list[float] = []
    out: list[float] = []
    down = start.copy()
    for _ in range(min(fewer, posts)):
        missing = half_days_per_post - down.shed(half_days_per_post, member)
        if missing > 0:
            down.shed(missing, member, keep_reach=False)
        losses.append(float(down.left.sum()) - base - sum(losses))
        out.append(float(problem.weights[problem.required & (down.seen == 0)].sum()))
    return PostValues(which, posts, np.array(gains), np.array(losses), np.array(out))
