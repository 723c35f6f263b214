"""Small random questions, and the slow obvious answer to the smallest of them."""

import itertools
from dataclasses import replace

import numpy as np

from maillage.timetable import MISSING, Prices, TimetableProblem, TimetableResult, Visits, mistakes

MORNING, AFTERNOON = (540, 720), (840, 1020)


def random_problem(
    seed: int, places: int = 4, advisors: int = 2, days: int = 5, visits: int = 6, short: float = 0.0
) -> TimetableProblem:
    """A question with absences, closures, habits, locks, companions and (``short``) stops shorter than a half-day."""
    rng = np.random.default_rng(seed)
    at = rng.uniform(0, 30, (places, 2))
    minutes = (2 + np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1))).astype(np.float32)
    np.fill_diagonal(minutes, 0)
    opens = np.zeros((places, days, 2, 2), np.int16)
    for half, window in enumerate((MORNING, AFTERNOON)):
        opens[:, :, half] = window
    opens[rng.random((places, days, 2)) < 0.3] = 0
    first = rng.integers(0, days, visits)
    last = np.array([rng.integers(one, days) for one in first])
    known = rng.random(visits) < 0.7
    adopted = known & (rng.random(visits) < 0.3)
    most = np.where(rng.random(visits) < short, 45, 180)
    leader = np.full(visits, MISSING)
    place = rng.integers(0, places, visits)
    if visits > 2 and rng.random() < 0.5:
        leader[1], place[1], first[1], last[1] = 0, place[0], first[0], last[0]

    def wish(mask, most_value):
        return np.where(mask, rng.integers(0, most_value, visits), MISSING).astype(np.int64)

    return TimetableProblem(
        minutes,
        opens,
        rng.integers(1, 3, (places, days, 2)),
        rng.integers(0, places, advisors),
        rng.random((advisors, days, 2)) < 0.8,
        rng.choice([0.0, 20.0, 45.0], advisors, p=[0.1, 0.3, 0.6]),
        np.arange(days) // 3,
        rng.integers(2, 6, (advisors, (days - 1) // 3 + 1)),
        Visits(
            place.astype(np.int64), most.astype(np.int64), np.minimum(most, 90).astype(np.int64), first, last,
            wish(known, days), wish(known, 2), wish(known & (rng.random(visits) < 0.5), advisors),
            wish(adopted, days), wish(adopted, 2), wish(adopted, advisors),
            known & (rng.random(visits) < 0.1), leader.astype(np.int64),
        ),
        prices=Prices(missed=200.0),
    )  # fmt: skip


def lay(problem: TimetableProblem, slots: list[tuple[int, int, int] | None]) -> TimetableResult | None:
    """The answer in which each visit has its day, half-day and advisor, in the best order; None where none is right."""
    best = None
    held = [v for v, slot in enumerate(slots) if slot is not None]
    groups: dict[tuple[int, int, int], list[int]] = {}
    for v in held:
        groups.setdefault(slots[v], []).append(v)
    for orders in itertools.product(*(itertools.permutations(group) for group in groups.values())):
        found = _told(problem, slots, dict(zip(groups, orders, strict=True)))
        if found is not None and not mistakes(problem, found) and (best is None or found.price < best.price):
            best = found
    return best


def exhaustive(problem: TimetableProblem) -> TimetableResult:
    """The lowest price of all, by trying everything."""
    days, advisors = problem.days, len(problem.base)
    every = [None, *itertools.product(range(days), range(2), range(advisors))]
    best = None
    for slots in itertools.product(every, repeat=len(problem.visits)):
        found = lay(problem, list(slots))
        if found is not None and (best is None or found.price < best.price):
            best = found
    assert best is not None
    return best


def _told(problem: TimetableProblem, slots, orders) -> TimetableResult | None:
    """Times, legs and price of visits in a given order, as soon as can be."""
    v = problem.visits
    many = len(v)
    day, half, advisor = (
        np.array([MISSING if slot is None else slot[part] for slot in slots], np.int64) for part in range(3)
    )
    begins, ends, order = (np.full(many, MISSING, np.int64) for _ in range(3))
    legs, back, drive = np.zeros(many), np.zeros(many), 0.0
    for a, d in {(slot[2], slot[0]) for slot in orders}:
        node, clock, rank, last = int(problem.base[a]), float(problem.day_starts), 0, -1
        for h in range(2):
            for k, stop in enumerate(orders.get((d, h, a), ())):
                here = int(v.place[stop])
                legs[stop] = 0 if here == node else problem.minutes[node, here]
                opening, closing = (int(one) for one in problem.opens[here, d, h])
                clock += legs[stop] + (problem.lunch if h == 1 and k == 0 and (d, 0, a) in orders else 0)
                clock += problem.set_up if rank == 0 or here != node else 0
                begins[stop] = max(opening, 5 * int(np.ceil((clock - 1e-4) / 5)))
                ends[stop] = begins[stop] + min(int(v.most[stop]), closing - opening)
                order[stop], rank, node, clock, last = rank, rank + 1, here, float(ends[stop]), stop
        back[last] = 0 if node == problem.base[a] else problem.minutes[node, problem.base[a]]
    drive = float(legs.sum() + back.sum())
    found = TimetableResult(day, half, advisor, begins, ends, order, legs, back, drive, 0.0, 0.0)
    return replace(found, price=drive + wishes(problem, found))


def wishes(problem: TimetableProblem, found: TimetableResult) -> float:
    """Prices of what is missed or unlike what was wished, visit by visit."""
    v, p, total = problem.visits, problem.prices, 0.0
    for i in range(len(v)):
        d, h, a = found.day[i], found.half[i], found.advisor[i]
        if d < 0:
            total += p.missed + (p.moved + p.handed if v.adopted_day[i] >= 0 else 0)
            continue
        if v.usual_day[i] >= 0:
            total += p.day if d != v.usual_day[i] else p.half if v.usual_half[i] not in (-1, h) else 0
        total += p.advisor if v.usual_advisor[i] not in (-1, a) else 0
        if v.adopted_day[i] >= 0:
            total += p.moved if (d, h) != (v.adopted_day[i], v.adopted_half[i]) else 0
            total += p.handed if a != v.adopted_advisor[i] else 0
    return total
