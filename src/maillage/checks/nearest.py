"""The valid value nearest to a mistaken one."""

import functools
from collections.abc import Sequence

from maillage.territory.names import words

_LONGEST = 80
_LEAST_LIKENESS = 0.7


def distance(first: str, second: str, most: int) -> int:
    """Letters to change, add, remove or swap with a neighbour between two texts; ``most + 1`` beyond ``most``."""
    if abs(len(first) - len(second)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        ancient, before, row = before, row, [i]
        for j, other in enumerate(second, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == second[j - 2] and first[i - 2] == other:
                best = min(best, ancient[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Text without case, accents nor punctuation."""
    return " ".join(words(text))


def nearest(value: str, choices: Sequence[str]) -> str | None:
    """Choice written almost like ``value``; None when none is near enough or two are as near."""
    wanted = plain(value)
    if not wanted or len(wanted) > _LONGEST:
        return None
    best, found, tie = int(len(wanted) * (1 - _LEAST_LIKENESS)) + 1, None, False
    for choice in choices:
        far = distance(wanted, plain(choice), best)
        if far < best:
            best, found, tie = far, choice, False
        elif far == best and found is not None:
            tie = True
    return None if tie else found
