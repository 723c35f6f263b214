"""Local search to a local optimum: relocation of strings, exchange, 2-opt* between days and 2-opt within one."""

from maillage.itinerary._kernels.routes import SLACK, node_at, path_minutes, put, take
from maillage.vocabulary.compiling import Array, compiled

_GAIN = 1e-7
_STRING = 3


@compiled
def _relocate(
    legs: Array, dwell: Array, limit: float, route: Array, size: Array, drive: Array, dwelt: Array, on: Array,
    a: int, b: int,
) -> bool:  # fmt: skip
    """Move one to three consecutive visits of day ``a`` elsewhere in day ``b`` (Or-opt when they are the same)."""
    for length in range(1, min(_STRING, size[a]) + 1):
        for i in range(size[a] - length + 1):
            first, last = route[a, i], route[a, i + length - 1]
            before, after = node_at(route, size, a, i - 1), node_at(route, size, a, i + length)
            inner, back, minutes, fits = 0.0, 0.0, 0.0, True
            for k in range(i, i + length):
                minutes += dwell[route[a, k]]
                fits = fits and (a == b or not on[b, route[a, k]])
                if k > i:
                    inner += legs[route[a, k - 1], route[a, k]]
                    back += legs[route[a, k], route[a, k - 1]]
            if not fits:
                continue
            freed = legs[before, first] + inner + legs[last, after]
            if length < size[a]:
                freed -= legs[before, after]
            for j in range(size[b] + 1):
                if a == b and i <= j <= i + length:
                    continue
                left, right = node_at(route, size, b, j - 1), node_at(route, size, b, j)
                gap = legs[left, right] if size[b] > 0 else 0.0
                straight = legs[left, first] + inner + legs[last, right] - gap
                turned = legs[left, last] + back + legs[first, right] - gap
                extra = min(straight, turned)
                if extra >= freed - _GAIN:
                    continue
                if a == b:
                    if drive[a] + dwelt[a] + extra - freed > limit + SLACK:
                        continue
                elif (
                    drive[b] + dwelt[b] + extra + minutes > limit + SLACK
                    or drive[a] + dwelt[a] - freed - minutes > limit + SLACK
                ):
                    continue
                moved = route[a, i : i + length].copy()
                take(route, size, on, a, i, length)
                place = j - length if a == b and j > i else j
                for k in range(length):
                    node = moved[k] if straight <= turned else moved[length - 1 - k]
                    put(route, size, on, b, place + k, node)
                dwelt[a] -= minutes
                dwelt[b] += minutes
                drive[a] = path_minutes(legs, route, size, a)
                drive[b] = path_minutes(legs, route, size, b)
                return True
    return False


@compiled
def _exchange(
    legs: Array, dwell: Array, limit: float, route: Array, size: Array, drive: Array, dwelt: Array, on: Array,
    a: int, b: int,
) -> bool:  # fmt: skip
    """Exchange a visit of day ``a`` with one of day ``b``."""
    for i in range(size[a]):
        for j in range(i + 1 if a == b else 0, size[b]):
            x, y = route[a, i], route[b, j]
            if a != b and (on[a, y] or on[b, x]):
                continue
            old = drive[a] + (drive[b] if a != b else 0.0)
            route[a, i], route[b, j] = y, x
            here = path_minutes(legs, route, size, a)
            there = path_minutes(legs, route, size, b) if a != b else 0.0
            shift = dwell[y] - dwell[x] if a != b else 0.0
            fits = here + dwelt[a] + shift <= limit + SLACK and there + dwelt[b] - shift <= limit + SLACK
            if fits and here + there < old - _GAIN:
                drive[a] = here
                dwelt[a] += shift
                if a != b:
                    drive[b] = there
                    dwelt[b] -= shift
                    on[a, x], on[b, y] = 0, 0
                    on[a, y], on[b, x] = 1, 1
                return True
            route[a, i], route[b, j] = x, y
    return False


@compiled
def _swap_tails(
    legs: Array, dwell: Array, limit: float, route: Array, size: Array, drive: Array, dwelt: Array, on: Array,
    a: int, b: int,
) -> bool:  # fmt: skip
    """2-opt*: exchange the ends of two days (Potvin and Rousseau 1995)."""
    head_a, time_a = 0.0, 0.0
    for i in range(size[a] + 1):
        if i > 0:
            head_a += legs[node_at(route, size, a, i - 2), route[a, i - 1]]
            time_a += dwell[route[a, i - 1]]
        end_a, next_a = node_at(route, size, a, i - 1), node_at(route, size, a, i)
        tail_a = drive[a] - head_a - (legs[end_a, next_a] if size[a] > 0 else 0.0)
        head_b, time_b = 0.0, 0.0
        for j in range(size[b] + 1):
            if j > 0:
                head_b += legs[node_at(route, size, b, j - 2), route[b, j - 1]]
                time_b += dwell[route[b, j - 1]]
            if (i == 0 and j == 0) or (i == size[a] and j == size[b]):
                continue
            end_b, next_b = node_at(route, size, b, j - 1), node_at(route, size, b, j)
            tail_b = drive[b] - head_b - (legs[end_b, next_b] if size[b] > 0 else 0.0)
            here = head_a + tail_b + (legs[end_a, next_b] if i + size[b] - j > 0 else 0.0)
            there = head_b + tail_a + (legs[end_b, next_a] if j + size[a] - i > 0 else 0.0)
            if here + there >= drive[a] + drive[b] - _GAIN:
                continue
            stay_a, stay_b = time_a + dwelt[b] - time_b, time_b + dwelt[a] - time_a
            if here + stay_a > limit + SLACK or there + stay_b > limit + SLACK:
                continue
            fits = True
            for k in range(j, size[b]):
                for m in range(i):
                    fits = fits and route[b, k] != route[a, m]
            for k in range(i, size[a]):
                for m in range(j):
                    fits = fits and route[a, k] != route[b, m]
            if not fits:
                continue
            tail = route[a, i : size[a]].copy()
            other = route[b, j : size[b]].copy()
            take(route, size, on, a, i, len(tail))
            take(route, size, on, b, j, len(other))
            for k in range(len(other)):
                put(route, size, on, a, i + k, other[k])
            for k in range(len(tail)):
                put(route, size, on, b, j + k, tail[k])
            dwelt[a], dwelt[b] = stay_a, stay_b
            drive[a] = path_minutes(legs, route, size, a)
            drive[b] = path_minutes(legs, route, size, b)
            return True
    return False


@compiled
def _turn(legs: Array, route: Array, size: Array, drive: Array, a: int) -> bool:
    """2-opt: reverse a string of a day."""
    for i in range(size[a] - 1):
        there, back = 0.0, 0.0
        for j in range(i + 1, size[a]):
            there += legs[route[a, j - 1], route[a, j]]
            back += legs[route[a, j], route[a, j - 1]]
            before, after = node_at(route, size, a, i - 1), node_at(route, size, a, j + 1)
            old = legs[before, route[a, i]] + there + legs[route[a, j], after]
            new = legs[before, route[a, j]] + back + legs[route[a, i], after]
            if new < old - _GAIN:
                low, high = i, j
                while low < high:
                    route[a, low], route[a, high] = route[a, high], route[a, low]
                    low += 1
                    high -= 1
                drive[a] = path_minutes(legs, route, size, a)
                return True
    return False


@compiled
def descend(
    legs: Array, dwell: Array, limit: float, route: Array, size: Array, drive: Array, dwelt: Array, on: Array
) -> None:
    """Make moves that shorten the driving until there is none."""
    days = len(size)
    better = True
    while better:
        better = False
        for a in range(days):
            while _turn(legs, route, size, drive, a):
                better = True
            for b in range(days):
                while size[a] > 0 and _relocate(legs, dwell, limit, route, size, drive, dwelt, on, a, b):
                    better = True
                while a <= b and _exchange(legs, dwell, limit, route, size, drive, dwelt, on, a, b):
                    better = True
                while a < b and _swap_tails(legs, dwell, limit, route, size, drive, dwelt, on, a, b):
                    better = True
