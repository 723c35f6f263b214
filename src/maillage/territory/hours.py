"""Opening half-days of town halls, from their published weekly hours."""

import json

import numpy as np
from numpy.typing import NDArray

from maillage.vocabulary.units import ALL_SLOTS, WEEKDAYS

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MORNING = (7 * 60, 13 * 60)
AFTERNOON = (13 * 60, 20 * 60)
OPEN_MINUTES = 90
"""A half-day counts as open from this many minutes: the shortest that an advisor's session makes worth the trip."""


def opening_masks(published: list[str | None]) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Half-days in which each town hall is open.

    Parameters
    ----------
    published
        JSON per town hall: ``[[first day, last day, [[from, to], ...]], ...]``.

    Returns
    -------
    masks
        Bit ``2 * weekday + (0 morning, 1 afternoon)`` set when the town hall is open at least :data:`OPEN_MINUTES`
        between 7:00 and 13:00 (morning) or 13:00 and 20:00 (afternoon), Monday to Friday; overlapping hours count
        once. Every bit is set where hours are not known.
    known
        False where no hours are published or no weekday half-day is open long enough.
    """
    distinct = {text: opening_mask(text) for text in set(published)}
    masks = np.array([distinct[text] for text in published], dtype=np.uint16)
    known = masks != 0
    return np.where(known, masks, np.uint16(ALL_SLOTS)), known


def opening_mask(text: str | None) -> int:
    """Opening half-days of one town hall; 0 when none is known or the text cannot be read."""
    week: list[list[tuple[int, int]]] = [[] for _ in DAYS]
    try:
        for first, last, ranges in json.loads(text or "[]"):
            start, stop = DAYS.index(first), DAYS.index(last)
            for step in range((stop - start) % 7 + 1):
                week[(start + step) % 7] += [(_minute(begin), _minute(end)) for begin, end in ranges]
    except (ValueError, TypeError):
        return 0
    mask = 0
    for weekday in range(WEEKDAYS):
        for half, window in enumerate((MORNING, AFTERNOON)):
            if _open_minutes(week[weekday], window) >= OPEN_MINUTES:
                mask |= 1 << (2 * weekday + half)
    return mask


def _minute(clock: str) -> int:
    """Minutes since midnight of ``HH:MM[:SS]``."""
    hour, minute = clock.split(":")[:2]
    return 60 * int(hour) + int(minute)


def _open_minutes(ranges: list[tuple[int, int]], window: tuple[int, int]) -> int:
    """Minutes of the window covered by at least one range."""
    total, reached = 0, window[0]
    for begin, end in sorted(ranges):
        begin, end = max(begin, reached), min(end, window[1])
        if end > begin:
            total += end - begin
            reached = end
    return total
