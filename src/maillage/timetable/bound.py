"""A proven bound on the price of any timetable, by Lagrangian relaxation.

Every visit of a group g (one place, one window) is worth a multiplier 0 <= u_g <= its price when missed, every seat of
a place's half-day s costs m_s >= 0. For any of them,

sum_g N_g u_g - sum_s seats_s m_s + sum_{advisor, period} least sum of days within the quota, so valued

is at most the price of every timetable: groups and seats are no longer counted, and an advisor's days know each other
by the half-days of their period alone. Visits beyond all the seats of their window are missed whatever is done: they
cost their price whole. The multipliers follow the subgradient with the step of Polyak (1969).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from maillage.timetable import _kernels
from maillage.timetable._kernels import STEPS, Ground, Offers, Work
from maillage.vocabulary.compiling import Array

ROUNDS = 600
PATIENCE = 12
"""Rounds without progress after which steps are halved."""
DEFLECTION = 0.7
"""Weight of the new direction."""
NEAR = 1e-5
"""Share of the price below which the gap is not worth another round."""


class _Groups(NamedTuple):
    """Visits of one place and one window together."""

    of: Array
    """[v] group of each visit."""
    most: Array
    """[groups] visits that seats could hold."""
    miss: Array
    """[groups] price of a missed one."""
    lost: float
    """Price of all those beyond the seats."""


def lower_bound(
    ground: Ground, price: float, rounds: int = ROUNDS, watch: Callable[[float], None] = lambda _share: None
) -> float:
    """Largest bound found.

    Parameters
    ----------
    ground
        The problem, visits sorted by place and window.
    price
        Price of a timetable, to size the steps.
    rounds
        Most rounds.
    watch
        Called with the share done.
    """
    if not len(ground.place) or not rounds:
        return 0.0
    groups = _groups(ground)
    offers, work = _offers(ground, groups.of)
    value = np.minimum(groups.miss, 2.0 * float(ground.minutes[ground.minutes < np.inf].mean()) + 10.0)
    seat = np.zeros(ground.seats.shape)
    best, scale, idle, kept = groups.lost, 1.0, 0, (value.copy(), seat.copy())
    turn_value, turn_seat = np.zeros(len(value)), np.zeros(seat.shape)
    count, used = np.zeros(len(value), np.int64), np.zeros(seat.shape, np.int64)
    for turn in range(rounds):
        days = _kernels.relaxed(ground, offers, value, seat, work, count, used)
        found = groups.lost + float(groups.most @ value) - float((ground.seats * seat).sum()) + float(days)
        idle = 0 if found > best + 1e-9 else idle + 1
        if idle == 0:
            best, kept = found, (value.copy(), seat.copy())
        if price - best <= NEAR * max(price, 1.0):
            break
        if idle >= PATIENCE:
            scale, idle, (value, seat) = scale / 2, 0, (kept[0].copy(), kept[1].copy())
            turn_value[:], turn_seat[:] = 0.0, 0.0
            continue
        turn_value = DEFLECTION * (groups.most - count) + (1 - DEFLECTION) * turn_value
        excess = (used - ground.seats).astype(np.float64)
        turn_seat = DEFLECTION * np.where((excess > 0) | (seat > 0), excess, 0.0) + (1 - DEFLECTION) * turn_seat
        size = float(turn_value @ turn_value) + float((turn_seat * turn_seat).sum())
        if size == 0.0:
            break
        step = scale * max(price - found, 0.0) / size
        value = np.clip(value + step * turn_value, 0.0, groups.miss)
        seat = np.maximum(seat + step * turn_seat, 0.0)
        watch((turn + 1) / rounds)
    return best


def _groups(ground: Ground) -> _Groups:
    """Groups of consecutive visits."""
    told = np.column_stack([ground.place, ground.first, ground.last, ground.miss])
    fresh = np.ones(len(told), dtype=bool)
    fresh[1:] = (told[1:] != told[:-1]).any(axis=1)
    group = (np.cumsum(fresh) - 1).astype(np.int64)
    wanted = np.bincount(group).astype(np.int64)
    is_open = ground.opens[..., 1] > ground.opens[..., 0]
    seats = np.zeros((is_open.shape[0], is_open.shape[1] + 1), np.int64)
    np.cumsum((ground.seats * is_open).sum(axis=2), axis=1, out=seats[:, 1:])
    place, first, last = (one[fresh] for one in (ground.place, ground.first, ground.last))
    most = np.minimum(wanted, seats[place, last + 1] - seats[place, first])
    miss = ground.miss[fresh]
    return _Groups(group, most, miss, float((wanted - most) @ miss))


def _offers(ground: Ground, group: Array) -> tuple[Offers, Work]:
    """Lines of every half-day, and room for a day's labels."""
    half_days = ground.there.shape[0] * ground.there.shape[1] * 2
    none = np.zeros(0, np.int64)
    empty = Offers(np.zeros(half_days + 1, np.int64), none, none, none, np.zeros(0))
    many = _kernels.list_offers(ground, group, empty, False)
    line, place, need = (np.zeros(many, np.int64) for _ in range(3))
    offers = Offers(empty.start, line, place, need, np.zeros(many))
    _kernels.list_offers(ground, group, offers, True)
    most = max(int(np.diff(offers.start).max(initial=0)), 1)
    return offers, Work(
        np.zeros((2, most, STEPS)),
        np.zeros((2, most, STEPS), np.int64),
        np.zeros((2, most, STEPS), np.int64),
        np.zeros(most),
        np.zeros(most, np.int64),
        np.zeros(most, np.int64),
    )
