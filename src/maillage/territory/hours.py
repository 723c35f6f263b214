"""Opening half-days and hours of town halls, from their published weekly hours."""

import json

import numpy as np
from numpy.typing import NDArray

from maillage.opening import Ranges, mask, written
from maillage.opening.half_days import minute
from maillage.vocabulary.units import ALL_SLOTS, WEEKDAYS

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def opening_masks(published: list[str | None]) -> tuple[NDArray[np.uint16], NDArray[np.bool_]]:
    """Half-days in which each town hall is open.

    Parameters
    ----------
    published
        JSON per town hall: ``[[first day, last day, [[from, to], ...]], ...]``.

    Returns
    -------
    masks
        As :func:`maillage.opening.mask`, Monday to Friday. Every bit is set where hours are not known.
    known
        False where no hours are published or no weekday half-day is open long enough.
    """
    distinct = {text: opening_mask(text) for text in set(published)}
    masks = np.array([distinct[text] for text in published], dtype=np.uint16)
    known = masks != 0
    return np.where(known, masks, np.uint16(ALL_SLOTS)), known


def opening_mask(text: str | None) -> int:
    """Opening half-days of one town hall; 0 when none is known or the text cannot be read."""
    return mask(_week(text)[:WEEKDAYS])


def opening_times(published: list[str | None], known: NDArray[np.bool_]) -> list[str | None]:
    """Hours to the minute of each town hall, in OpenStreetMap's words; None where its half-days are not known."""
    return [written(_week(text)) if sure else None for text, sure in zip(published, known, strict=True)]


def _week(text: str | None) -> list[Ranges]:
    """Hours of each day; all closed when the text cannot be read."""
    week: list[Ranges] = [[] for _ in DAYS]
    try:
        for first, last, ranges in json.loads(text or "[]"):
            start, stop = DAYS.index(first), DAYS.index(last)
            for step in range((stop - start) % 7 + 1):
                week[(start + step) % 7] += [(minute(begin), minute(end)) for begin, end in ranges]
    except (ValueError, TypeError):
        return [[] for _ in DAYS]
    return week
