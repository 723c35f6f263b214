"""A missing visit is let in by a chain of others that each give way to the next."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from timetable_cases import random_problem

from maillage.timetable import MISSING, Prices, TimetableProblem, Visits, mistakes, solve

AFTERNOON_OFF = np.array([True, False])


def in_a_row(advisors: int) -> TimetableProblem:
    """Places in a line, an advisor based at each but the last, who each drive to the next place and no farther.

    Everyone works one morning. Each has a visit expected at home but the first, who has none; the last place is missing
    one, within reach of the last advisor alone: all must shift by one.
    """
    places = advisors + 1
    minutes = 30.0 * np.abs(np.subtract.outer(np.arange(places), np.arange(places))).astype(np.float32)
    opens = np.zeros((places, 1, 2, 2), np.int16)
    opens[:, :, 0] = (540, 720)
    count = advisors
    none = np.full(count, MISSING)
    place, at_home = np.arange(1, places), np.arange(1, places)
    usual = np.where(at_home < advisors, at_home, MISSING)
    visits = Visits(
        place, np.full(count, 180), np.full(count, 90), np.zeros(count, np.int64), np.zeros(count, np.int64),
        np.where(usual >= 0, 0, MISSING), np.where(usual >= 0, 0, MISSING), usual, none, none, none,
        np.zeros(count, np.bool_), none,
    )  # fmt: skip
    return TimetableProblem(
        minutes, opens, np.full((places, 1, 2), 2), np.arange(advisors), np.ones((advisors, 1, 2), np.bool_),
        np.full(advisors, 31.0), np.zeros(1, np.int64), np.ones((advisors, 1), np.int64), visits,
    )  # fmt: skip


def test_everyone_shifts_by_one_so_that_the_last_place_has_its_visit():
    problem = in_a_row(6)
    found = solve(problem, moves=0, bound_rounds=0)
    assert mistakes(problem, found) == []
    assert found.advisor.tolist() == [0, 1, 2, 3, 4, 5]
    assert (found.day == 0).all()


def test_a_chain_dearer_than_the_missing_visit_is_not_laid():
    problem = replace(in_a_row(6), prices=Prices(missed=100.0))
    found = solve(problem, moves=0, bound_rounds=0)
    assert mistakes(problem, found) == []
    assert found.advisor.tolist() == [1, 2, 3, 4, 5, MISSING]


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.sampled_from([0.0, 0.5]))
def test_first_answers_with_chains_break_no_rule(seed, short):
    problem = random_problem(seed, places=6, advisors=4, days=7, visits=40, short=short)
    found = solve(problem, moves=0, bound_rounds=0)
    assert mistakes(problem, found) == []
