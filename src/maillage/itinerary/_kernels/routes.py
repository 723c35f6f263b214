"""The smallest loops all share."""

from maillage.vocabulary.compiling import Array, compiled

SLACK = 1e-7
"""Minutes forgiven to a sum of floating-point numbers at the limit of a day."""


@compiled
def node_at(route: Array, size: Array, day: int, at: int) -> int:
    """Node at a position of a day, the depot before the first and after the last."""
    if at < 0 or at >= size[day]:
        return 0
    return int(route[day, at])


@compiled
def path_minutes(legs: Array, route: Array, size: Array, day: int) -> float:
    """Driving minutes of a day, from depot to depot."""
    if size[day] == 0:
        return 0.0
    total = float(legs[0, route[day, 0]])
    for at in range(1, size[day]):
        total += legs[route[day, at - 1], route[day, at]]
    return float(total + legs[route[day, size[day] - 1], 0])


@compiled
def put(route: Array, size: Array, on: Array, day: int, at: int, node: int) -> None:
    """Insert a node before a position."""
    for k in range(size[day], at, -1):
        route[day, k] = route[day, k - 1]
    route[day, at] = node
    size[day] += 1
    on[day, node] = 1


@compiled
def take(route: Array, size: Array, on: Array, day: int, at: int, length: int) -> None:
    """Take ``length`` nodes off a day from a position on."""
    for k in range(at, at + length):
        on[day, route[day, k]] = 0
    for k in range(at, size[day] - length):
        route[day, k] = route[day, k + length]
    size[day] -= length
