"""Small rounds problems, and the whole two-week model written out plainly: every advisor, every half-day."""

from itertools import pairwise

import numpy as np
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from maillage.rounds import RoundsProblem

UNSERVED = 1000.0


def problem(visits, points, posts, opening=None, desks=None, drive=45.0, half_days=18):
    """Places on a plane, one minute apart per unit."""
    xy = np.asarray(points, dtype=float)
    n = len(visits)
    minutes = np.hypot(*(xy[:, None] - xy[None]).transpose(2, 0, 1)).round(1).astype(np.float32)
    opening = np.full(n, 1023) if opening is None else opening
    desks = np.full(n, 9) if desks is None else desks
    return RoundsProblem(visits, minutes, posts, opening, desks, drive, half_days)


@st.composite
def problems(draw, most_places=5, most_posts=2):
    """Problems of a few places, tight in every way."""
    n = draw(st.integers(1, most_places))
    points = draw(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=n, max_size=n))
    visits = draw(st.lists(st.integers(0, 7), min_size=n, max_size=n))
    posts = draw(st.lists(st.integers(0, most_posts), min_size=n, max_size=n))
    masks = st.one_of(st.just(1023), st.integers(0, 1023))
    opening = draw(st.lists(masks, min_size=n, max_size=n))
    each = st.one_of(
        st.integers(1, 2).map(lambda desks: [desks] * 10), st.lists(st.integers(0, 2), min_size=10, max_size=10)
    )
    desks = np.array(draw(st.lists(each, min_size=n, max_size=n)))
    return problem(visits, points, posts, opening, desks)


def exhaustive(case):
    """Least driving + 1000 per visit left out, by one plain integer programme over (week, weekday, advisor, places)."""
    n = len(case.half_days)
    t = case.minutes.astype(float)
    people = [(b, a) for b in range(n) for a in range(case.posts[b])]
    cost, entries, keys, high = [], [], {}, []

    def row(key, most):
        if key not in keys:
            keys[key] = len(keys)
            high.append(most)
        return keys[key]

    fixed = [row(("place", i), case.half_days[i]) for i in range(n)]
    for w in range(2):
        for d in range(5):
            for person in people:
                b = person[0]
                for am in range(-1, n):
                    for pm in range(-1, n):
                        stops = [b, *[p for p in (am, pm) if p >= 0], b]
                        legs = [t[o, e] for o, e in pairwise(stops)]
                        closed = any(p >= 0 and not case.opening[p] >> (2 * d + h) & 1 for h, p in enumerate((am, pm)))
                        if len(stops) == 2 or max(legs) > case.drive_minutes or closed:
                            continue
                        c = len(cost)
                        cost.append(sum(legs))
                        entries.append((row(("busy", w, d, person), 1), c, 1))
                        entries.append((row(("work", person), case.half_days_per_post), c, len(stops) - 2))
                        for h, p in enumerate((am, pm)):
                            if p >= 0:
                                entries.append((fixed[p], c, 1))
                                entries.append((row(("desk", p, w, d, h), case.desks[p, 2 * d + h]), c, 1))
                                entries.append((row(("seen", p, w), np.inf), c, 1))
    m = len(cost)
    width = m + 2 * n
    for i in range(n):
        entries.append((fixed[i], m + i, 1))
        x = case.half_days[i]
        if x >= 2:
            # one = 1 where at most one visit is made: then a single week may see the place
            entries += [(row(("seen", i, w), np.inf), m + n + i, 1) for w in range(2)]
            r = row(("one", i), 0)
            entries += [(r, m + n + i, x - 1), (r, m + i, -1)]
    low = np.full(len(keys), -np.inf)
    low[fixed] = case.half_days
    for key, r in keys.items():
        if key[0] == "seen" and case.half_days[key[1]] >= 2:
            low[r] = 1
    r, c, v = (np.array(a) for a in zip(*entries, strict=True))
    matrix = coo_matrix((v, (r, c)), shape=(len(keys), width))
    upper = np.concatenate([np.ones(m), case.half_days, np.ones(n)])
    answer = milp(
        np.concatenate([cost, np.full(n, UNSERVED), np.zeros(n)]),
        constraints=LinearConstraint(matrix, low, np.array(high, dtype=float)),
        bounds=Bounds(0, upper),
        integrality=np.ones(width),
        options={"mip_rel_gap": 0.0, "time_limit": 60},
    )
    assert answer.status == 0, answer.message
    return answer.fun
