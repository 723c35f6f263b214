"""From ranges of minutes to half-days open."""

from collections.abc import Iterable, Sequence

Ranges = list[tuple[int, int]]
"""Minutes since midnight, from and to."""

MORNING = (7 * 60, 13 * 60)
AFTERNOON = (13 * 60, 20 * 60)
OPEN_MINUTES = 90
"""A half-day counts as open from this many minutes: the shortest that an advisor's session makes worth the trip."""

SLOTS = 12
"""Half-days from Monday morning to Saturday afternoon."""


def mask(week: Sequence[Ranges]) -> int:
    """Half-days of a week that are open.

    Parameters
    ----------
    week
        Hours of each day from Monday, as many days as matter.

    Returns
    -------
    int
        Bit ``2 * day + (0 morning, 1 afternoon)`` set where at least :data:`OPEN_MINUTES` are open between 7:00 and
        13:00 (morning) or 13:00 and 20:00 (afternoon); overlapping hours count once.
    """
    found = 0
    for day, ranges in enumerate(week):
        for half, window in enumerate((MORNING, AFTERNOON)):
            if open_minutes(ranges, window) >= OPEN_MINUTES:
                found |= 1 << (2 * day + half)
    return found


def open_minutes(ranges: Iterable[tuple[int, int]], window: tuple[int, int]) -> int:
    """Minutes of the window covered by at least one range."""
    total, reached = 0, window[0]
    for begin, end in sorted(ranges):
        begin, end = max(begin, reached), min(end, window[1])
        if end > begin:
            total += end - begin
            reached = end
    return total


def minute(clock: str) -> int:
    """Minutes since midnight of ``HH:MM[:SS]``."""
    hour, minutes = clock.split(":")[:2]
    return 60 * int(hour) + int(minutes)
