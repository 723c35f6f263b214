"""Advisors: where each begins, when each works, how far each drives."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from maillage.flow.dating.days import Days
from maillage.vocabulary.timetable import CONTRACT, LEAVE, NO_VEHICLE, PART_TIME, TRAINING, CalendarRule
from maillage.vocabulary.units import PLANNED_HALF_DAYS, WEEKDAYS


class Advisors(NamedTuple):
    """What the solver knows of advisors."""

    there: NDArray[np.bool_]
    """[a, days, 2] half-days worked."""
    limit: NDArray[np.float64]
    """[a] longest leg, minutes."""
    quota: NDArray[np.int64]
    """[a, fortnights] half-days with people."""


def advisors(
    posts: Sequence[str], days: Days, rules: Sequence[CalendarRule], off: NDArray[np.bool_],
    besides: NDArray[np.bool_], drive: float,
) -> Advisors:  # fmt: skip
    """Availability of each post.

    Parameters
    ----------
    posts
        Their identifiers.
    off
        [a, days] public holidays where each is based.
    besides
        [days, 2] half-days of week-ends on which some place opens: advisors may work then.
    drive
        Longest leg with a car, minutes.
    """
    number = {post: a for a, post in enumerate(posts)}
    week = np.zeros((days.count, 2), np.bool_)
    week[days.weekday < WEEKDAYS] = True
    there = np.repeat((week | besides)[None], len(posts), axis=0)
    limit = np.full(len(posts), drive)
    for rule in rules:
        a = number.get(rule.subject)
        if a is None:
            continue
        if rule.kind in (LEAVE, TRAINING, PART_TIME):
            there[a] &= ~days.held(rule)
        elif rule.kind == CONTRACT:
            there[a] &= days.held(rule)
        elif rule.kind == NO_VEHICLE:
            limit[a] = 0.0
    there &= ~off[:, :, None]
    quota = np.zeros((len(posts), int(days.fortnight[-1]) + 1), np.int64)
    for f in range(quota.shape[1]):
        quota[:, f] = np.minimum(there[:, days.fortnight == f].sum(axis=(1, 2)), PLANNED_HALF_DAYS)
    return Advisors(there, limit, quota)
