"""Whole posts in each group, from any half-days."""

import numpy as np
from numpy.typing import NDArray

from maillage.allocation.working import Allocation
from maillage.vocabulary.errors import Infeasible


def to_whole_posts(work: Allocation, group: NDArray[np.int32], per_post: int) -> NDArray[np.int64]:
    """Round every group to whole posts, giving each spare post to the group where it serves most; returns the posts.

    Every group is first brought down to whole posts; each remaining post then goes, one at a time, to the group
    whose next ``per_post`` half-days serve most people.
    """
    p = work.problem
    groups = int(group.max(initial=0)) + 1
    total = p.half_days // per_post
    members = [np.asarray(group == g) for g in range(groups)]
    least = np.zeros(groups)
    for family in p.floors:
        for g in range(groups):
            inside = np.unique(family.group[members[g]])
            own = [k for k in inside if not np.any(family.group[~members[g]] == k)]
            least[g] = max(least[g], float(family.least[own].sum()))
    floor_posts = np.ceil((least - 1e-9) / per_post).astype(np.int64)
    if (need := int(floor_posts.sum())) > total:
        raise Infeasible("allocation.floors_whole_posts", need=need, posts=total, missing=need - total)
    posts = np.zeros(groups, dtype=np.int64)
    for g in range(groups):
        held = int(work.x[members[g]].sum())
        posts[g] = max(held // per_post, floor_posts[g])
        if (excess := held - int(posts[g]) * per_post) > 0:
            stuck = excess - work.shed(excess, members[g])
            if stuck > 0:
                posts[g] += 1
    while (extra := int(posts.sum()) - total) > 0:
        spare = np.where(posts > floor_posts, [work.x[m].sum() for m in members] - (posts - 1) * per_post, np.inf)
        order = np.argsort(spare, kind="stable")
        for g in order[:extra]:
            over = int(work.x[members[g]].sum()) - int(posts[g] - 1) * per_post
            if not np.isfinite(spare[g]) or (over > 0 and work.shed(over, members[g]) < over):
                continue
            posts[g] -= 1
            break
        else:
            raise Infeasible("allocation.reach_whole_posts", need=int(posts.sum()), posts=total)
    values = np.array([_value_of_next(work, members[g], int(posts[g]), per_post) for g in range(groups)])
    while int(posts.sum()) < total:
        g = int(np.argmax(values))
        if values[g] < 0:
            raise Infeasible("allocation.over_rooms", asked=p.half_days, rooms=int(p.rooms.sum()))
        posts[g] += 1
        work.fill(int(posts[g]) * per_post - int(work.x[members[g]].sum()), members[g])
        values[g] = _value_of_next(work, members[g], int(posts[g]), per_post)
    for g in range(groups):
        held = int(work.x[members[g]].sum())
        if held < int(posts[g]) * per_post:
            work.fill(int(posts[g]) * per_post - held, members[g])
    work.refresh()
    return posts


def _value_of_next(work: Allocation, member: NDArray[np.bool_], posts: int, per_post: int) -> float:
    """People served by one more whole post in a group; -1 where there is no room for it."""
    trial = work.copy()
    before = float(trial.left.sum())
    wanted = (posts + 1) * per_post - int(trial.x[member].sum())
    if trial.fill(wanted, member) < wanted:
        return -1.0
    return before - float(trial.left.sum())
