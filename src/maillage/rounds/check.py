"""Slow, obvious judge of a roster: reads every constraint off the problem and shares no code with the planner."""

from collections import Counter, defaultdict
from itertools import pairwise

import numpy as np

from maillage.rounds.problem import RoundsProblem, RoundsResult


def check(problem: RoundsProblem, result: RoundsResult) -> list[str]:
    """Everything wrong with a roster, one sentence each; nothing wrong gives an empty list."""
    return [*_days(problem, result), *_places(problem, result), *_advisors(problem, result), *_totals(result)]


def _days(problem: RoundsProblem, result: RoundsResult) -> list[str]:
    """Each day starts and ends at a base within the drive limit and is open."""
    wrong = []
    n = len(problem.half_days)
    for r in range(len(result.week)):
        w, d, b, am, pm = (
            int(a[r]) for a in (result.week, result.weekday, result.base, result.morning, result.afternoon)
        )
        if w not in (0, 1) or not 0 <= d < 5 or not 0 <= b < n or not (-1 <= am < n and -1 <= pm < n):
            wrong.append(f"row {r}: no such week, weekday, base or place")
            continue
        if am < 0 and pm < 0:
            wrong.append(f"row {r}: an empty day")
            continue
        stops = [b, *(p for p in (am, pm) if p >= 0), b]
        legs = [0.0 if o == e else float(problem.minutes[o, e]) for o, e in pairwise(stops)]
        if max(legs) > problem.drive_minutes:
            wrong.append(f"row {r}: a leg of {max(legs):.1f} min")
        if abs(sum(legs) - float(result.minutes[r])) > 1e-3:
            wrong.append(f"row {r}: {float(result.minutes[r]):.3f} min written, {sum(legs):.3f} driven")
        if max(legs) > result.longest_leg_minutes + 1e-3:
            wrong.append(f"row {r}: a leg longer than the longest reported")
        wrong += [
            f"row {r}: place {place} is closed on weekday {d}, {'morning' if half == 0 else 'afternoon'}"
            for half, place in enumerate((am, pm))
            if place >= 0 and not int(problem.opening[place]) >> (2 * d + half) & 1
        ]
    return wrong


def _places(problem: RoundsProblem, result: RoundsResult) -> list[str]:
    """Each place has its visits, in both weeks, and never more than its desks at once."""
    wrong = []
    seen: Counter[int] = Counter()
    together: Counter[tuple[int, int, int, int]] = Counter()
    weeks: dict[int, set[int]] = defaultdict(set)
    for w, d, am, pm in zip(result.week, result.weekday, result.morning, result.afternoon, strict=True):
        for half, place in enumerate((int(am), int(pm))):
            if place >= 0:
                seen[place] += 1
                weeks[place].add(int(w))
                together[place, int(w), int(d), half] += 1
    for i in range(len(problem.half_days)):
        asked, left = int(problem.half_days[i]), int(result.unserved[i])
        if left < 0 or seen[i] + left != asked:
            wrong.append(f"place {i}: {asked} visits asked, {seen[i]} made, {left} reported unserved")
        if seen[i] >= 2 and len(weeks[i]) < 2:
            wrong.append(f"place {i}: {seen[i]} visits in a single week")
    found: Counter[int] = Counter()
    for finding in result.findings:
        found[finding.place] += finding.half_days
    wrong += [
        f"place {i}: {int(result.unserved[i])} unserved, {found[i]} explained"
        for i in range(len(problem.half_days))
        if found[i] != int(result.unserved[i])
    ]
    wrong += [
        f"place {key[0]}: {count} advisors for {desks} desks, week, weekday, half {key[1:]}"
        for key, count in together.items()
        if count > (desks := int(problem.desks[key[0], 2 * key[2] + key[3]]))
    ]
    return wrong


def _advisors(problem: RoundsProblem, result: RoundsResult) -> list[str]:
    """Each advisor exists, drives one round a day and works the half-days of a post."""
    wrong = []
    busy: Counter[tuple[int, int, int, int]] = Counter()
    worked: Counter[tuple[int, int]] = Counter()
    for w, d, b, a, am, pm in zip(
        result.week, result.weekday, result.base, result.advisor, result.morning, result.afternoon, strict=True
    ):
        if not 0 <= b < len(problem.posts) or not 0 <= a < problem.posts[b]:
            wrong.append(f"base {b}: no advisor {a}")
            continue
        busy[int(b), int(a), int(w), int(d)] += 1
        worked[int(b), int(a)] += (am >= 0) + (pm >= 0)
    wrong += [f"advisor {k[:2]}: {v} rounds on week {k[2]}, weekday {k[3]}" for k, v in busy.items() if v > 1]
    most = problem.half_days_per_post
    wrong += [f"advisor {k}: {v} half-days of {most}" for k, v in worked.items() if v > most]
    return wrong


def _totals(result: RoundsResult) -> list[str]:
    """The driving adds up and is no less than its bound."""
    wrong = []
    total = float(np.sum(result.minutes))
    if abs(total - result.drive_minutes) > 1e-3 * (1 + len(result.minutes)) ** 0.5:
        wrong.append(f"{result.drive_minutes:.3f} min reported, {total:.3f} driven")
    if result.bound > result.drive_minutes + 1e-3:
        wrong.append(f"bound {result.bound:.3f} above the driving {result.drive_minutes:.3f}")
    return wrong
