"""The judge catches every fault it is there for."""

import dataclasses

import numpy as np
import pytest
from rounds_cases import problem

from maillage import rounds

CASE = problem(
    [8, 6, 4, 2], [(0, 0), (10, 0), (0, 12), (9, 9)], [2, 0, 0, 0], [1023, 1023, 1023, 0b11], [2, 1, 1, 1], drive=45
)


@pytest.fixture(scope="module")
def plan():
    result = rounds.solve(CASE)
    assert rounds.check(CASE, result) == []
    return result


def spoilt(plan, **arrays):
    return dataclasses.replace(plan, **{name: np.array(value) for name, value in arrays.items()})


def changed(plan, name, row, value):
    array = getattr(plan, name).copy()
    array[row] = value
    return spoilt(plan, **{name: array})


def caught(result, words, case=CASE):
    found = rounds.check(case, result)
    assert any(words in sentence for sentence in found), found


def test_a_leg_too_long(plan):
    near = problem(CASE.half_days, [(0, 0), (10, 0), (0, 12), (9, 9)], CASE.posts, CASE.opening, CASE.desks, drive=9)
    caught(plan, "a leg of", near)


def test_minutes_that_do_not_add_up(plan):
    caught(changed(plan, "minutes", 0, 999.0), "min written")
    caught(dataclasses.replace(plan, drive_minutes=plan.drive_minutes + 1), "min reported")


def test_a_longest_leg_too_short(plan):
    caught(dataclasses.replace(plan, longest_leg_minutes=1.0), "longer than the longest")


def test_a_bound_above_the_driving(plan):
    caught(dataclasses.replace(plan, bound=plan.drive_minutes + 1), "above the driving")


def test_a_closed_place(plan):
    row = np.flatnonzero((plan.morning == 3) | (plan.afternoon == 3))[0]
    caught(changed(plan, "weekday", row, 4), "closed")


def test_an_unknown_week_base_or_advisor(plan):
    caught(changed(plan, "week", 0, 2), "no such")
    caught(changed(plan, "base", 0, 9), "no such")
    caught(changed(plan, "advisor", 0, 7), "no advisor")


def test_an_empty_day(plan):
    both = spoilt(plan, morning=np.full_like(plan.morning, -1), afternoon=np.full_like(plan.afternoon, -1))
    caught(both, "an empty day")


def test_a_visit_forgotten(plan):
    row = int(np.flatnonzero((plan.morning >= 0) & (plan.afternoon >= 0))[0])
    caught(changed(plan, "morning", row, -1), "visits asked")


def test_a_visit_too_many_left_out(plan):
    caught(changed(plan, "unserved", 0, 1), "reported unserved")
    caught(changed(plan, "unserved", 0, 1), "explained")


def test_a_place_seen_in_one_week(plan):
    row = np.flatnonzero((plan.morning == 3) | (plan.afternoon == 3))
    caught(changed(plan, "week", row, 0), "single week")


def test_more_advisors_than_desks(plan):
    row = np.flatnonzero((plan.morning == 1) & (plan.afternoon == 1))
    same = spoilt(plan, week=plan.week * 0, weekday=plan.weekday * 0)
    assert len(row) >= 2
    caught(same, "desks")


def test_an_advisor_in_two_rounds(plan):
    same = spoilt(plan, week=plan.week * 0, weekday=plan.weekday * 0, advisor=plan.advisor * 0)
    caught(same, "rounds on week")


def test_an_advisor_who_works_too_much(plan):
    tired = dataclasses.replace(CASE, half_days_per_post=5)
    caught(plan, "half-days of 5", tired)
