"""What an answer breaks, looked for without the solver's kernels."""

import math
from collections import Counter

import numpy as np

from maillage.timetable.problem import TimetableProblem, TimetableResult

TOLERANCE = 1e-3
"""Minutes two ways of adding the same legs may differ by."""


def mistakes(problem: TimetableProblem, result: TimetableResult) -> list[str]:
    """What an answer breaks, one line each; empty when it is right."""
    found = _windows(problem, result) + _companions(problem, result)
    held = [v for v in range(len(problem.visits)) if result.day[v] >= 0]
    drive = 0.0
    days: dict[tuple[int, int], list[int]] = {}
    for v in held:
        days.setdefault((int(result.advisor[v]), int(result.day[v])), []).append(v)
    for (advisor, day), stops in sorted(days.items()):
        told, minutes = _day(problem, result, advisor, day, sorted(stops, key=lambda v: result.order[v]))
        found += told
        drive += minutes
    places = Counter((int(problem.visits.place[v]), int(result.day[v]), int(result.half[v])) for v in held)
    found += [f"{many} advisors at {key}" for key, many in places.items() if many > problem.seats[key]]
    halves = {(int(result.advisor[v]), int(result.day[v]), int(result.half[v])) for v in held}
    spent = Counter((advisor, int(problem.period[day])) for advisor, day, _half in halves)
    found += [f"{many} half-days for {key}" for key, many in spent.items() if many > problem.quota[key]]
    price = drive + _wishes(problem, result)
    if abs(drive - result.drive_minutes) > TOLERANCE or abs(price - result.price) > TOLERANCE:
        found.append(f"{result.drive_minutes} driven and price {result.price} told, {drive} and {price} found")
    if result.bound > price + TOLERANCE:
        found.append(f"bound {result.bound} above {price}")
    return found


def _windows(problem: TimetableProblem, result: TimetableResult) -> list[str]:
    """Visits outside their window or their lock."""
    found = []
    for v, (day, half, advisor) in enumerate(zip(result.day, result.half, result.advisor, strict=True)):
        if day < 0:
            continue
        p = problem.visits
        if not p.first[v] <= day <= p.last[v]:
            found.append(f"visit {v} on day {day}")
        if p.locked[v] and p.usual_day[v] >= 0:
            wanted = (p.usual_day[v], p.usual_half[v], p.usual_advisor[v])
            if any(want not in (-1, got) for want, got in zip(wanted, (day, half, advisor), strict=True)):
                found.append(f"locked visit {v} at {(day, half, advisor)}")
    return found


def _companions(problem: TimetableProblem, result: TimetableResult) -> list[str]:
    """Visits that should go together and do not."""
    found = []
    for v, leader in enumerate(problem.visits.leader):
        if leader < 0 or result.day[v] < 0:
            continue
        together = (result.day[v], result.half[v]) == (result.day[leader], result.half[leader])
        if not together or result.advisor[v] == result.advisor[leader]:
            found.append(f"visit {v} without {leader}")
    return found


def _day(
    problem: TimetableProblem, result: TimetableResult, advisor: int, day: int, stops: list[int]
) -> tuple[list[str], float]:
    """What one advisor's day breaks, and its driving."""
    found = []
    where, clock, drive, work, lunched = int(problem.base[advisor]), float(problem.day_starts), 0.0, 0.0, False
    home, fresh = where, True
    for v in stops:
        place, half = int(problem.visits.place[v]), int(result.half[v])
        leg = 0.0 if place == where else float(problem.minutes[where, place])
        opening, closing = (int(minute) for minute in problem.opens[place, day, half])
        set_up = problem.set_up if fresh or place != where else 0
        lunch = problem.lunch if half == 1 and not lunched and v != stops[0] else 0
        lunched = lunched or half == 1
        begins, ends = int(result.begins[v]), int(result.ends[v])
        if not problem.there[advisor, day, half]:
            found.append(f"advisor {advisor} absent on day {day}, half {half}")
        if begins < clock + leg + lunch + set_up - TOLERANCE or begins < opening or ends > closing:
            found.append(f"visit {v} from {begins} to {ends}, open {opening}-{closing}, ready at {clock + leg}")
        if ends - begins != min(problem.visits.most[v], closing - opening) or ends - begins < problem.visits.least[v]:
            found.append(f"visit {v} lasts {ends - begins}")
        far = 0.0 if place == home else float(problem.minutes[home, place])
        if max(leg, far) > problem.limit[advisor] + TOLERANCE:
            found.append(f"leg of {leg} minutes to visit {v}, {far} from the base")
        if abs(leg - result.leg_minutes[v]) > TOLERANCE:
            found.append(f"leg of visit {v} told {result.leg_minutes[v]}")
        drive, work, clock, where, fresh = drive + leg, work + set_up + ends - begins, float(ends), place, False
    back = 0.0 if where == home else float(problem.minutes[where, home])
    if back > problem.limit[advisor] + TOLERANCE or abs(back - result.return_minutes[stops[-1]]) > TOLERANCE:
        found.append(f"advisor {advisor} drives {back} minutes home on day {day}")
    if clock + back > problem.day_ends + TOLERANCE or drive + back + work > problem.day_minutes + TOLERANCE:
        found.append(f"advisor {advisor} works {drive + back + work} minutes on day {day}")
    halves = [(int(problem.visits.place[v]), int(result.half[v])) for v in stops]
    if len(set(halves)) < len(halves):
        found.append(f"advisor {advisor} twice in a place on day {day}")
    return found, drive + back


def _wishes(problem: TimetableProblem, result: TimetableResult) -> float:
    """Prices of missing visits and broken wishes."""
    p, prices, miss = problem.visits, problem.prices, problem.miss
    total = []
    for v in range(len(p)):
        day, half, advisor = (int(one[v]) for one in (result.day, result.half, result.advisor))
        if day < 0:
            total.append(float(miss[v]))
            continue
        if p.usual_day[v] >= 0 and day != p.usual_day[v]:
            total.append(prices.day)
        elif p.usual_day[v] >= 0 and p.usual_half[v] not in (-1, half):
            total.append(prices.half)
        if p.usual_advisor[v] not in (-1, advisor):
            total.append(prices.advisor)
        if p.adopted_day[v] >= 0:
            total.append(prices.moved * ((day, half) != (p.adopted_day[v], p.adopted_half[v])))
            total.append(prices.handed * (advisor != p.adopted_advisor[v]))
    return math.fsum(np.array(total, dtype=float))
