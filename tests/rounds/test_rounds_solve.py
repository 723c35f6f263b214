"""Laws of the rounds, and small cases against the whole model solved to optimality."""

import pickle

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rounds_cases import UNSERVED, exhaustive, problem, problems

from maillage import rounds

LAWS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def total(result):
    return result.drive_minutes + UNSERVED * result.unserved.sum()


@LAWS
@given(problems(most_places=8, most_posts=3))
def test_every_roster_keeps_every_rule(case):
    result = rounds.solve(case)
    assert rounds.check(case, result) == []
    assert result.bound <= result.drive_minutes
    assert result.longest_leg_minutes <= case.drive_minutes


@settings(LAWS, max_examples=15)
@given(problems(most_places=3, most_posts=1))
def test_the_plan_is_the_best_of_the_whole_model(case):
    result = rounds.solve(case, effort=5)
    best = exhaustive(case) if case.posts.sum() else UNSERVED * case.half_days.sum()
    assert total(result) == pytest.approx(best, rel=1e-3, abs=0.05)
    assert result.bound + UNSERVED * result.unserved.sum() <= best + 0.05


@pytest.mark.parametrize(
    ("visits", "posts", "opening"),
    [
        ([8, 5, 3, 2], [1, 0, 0, 0], [1023, 1023, 0b110011, 0b1]),
        ([18, 9, 9], [2, 0, 0], [1023, 0b1111111111, 0b1010101010]),
        ([15, 3, 3, 3, 12], [1, 0, 0, 0, 1], [1023, 0b11, 0b1100, 0b110000, 1023]),
    ],
)
def test_full_advisors_against_the_whole_model(visits, posts, opening):
    points = [(0, 0), (9, 2), (4, 12), (15, 9), (20, 3)][: len(visits)]
    case = problem(visits, points, posts, opening, np.full(len(visits), 2))
    result = rounds.solve(case, effort=5)
    assert rounds.check(case, result) == []
    assert total(result) == pytest.approx(exhaustive(case), rel=1e-3, abs=0.05)


@settings(LAWS, max_examples=12)
@given(problems(most_places=6), st.randoms(use_true_random=False))
def test_names_of_places_change_nothing(case, random):
    order = np.array(random.sample(range(len(case.half_days)), len(case.half_days)))
    other = rounds.RoundsProblem(
        case.half_days[order],
        case.minutes[np.ix_(order, order)],
        case.posts[order],
        case.opening[order],
        case.desks[order],
        case.drive_minutes,
    )
    one, two = total(rounds.solve(case, effort=5)), total(rounds.solve(other, effort=5))
    assert one == pytest.approx(two, rel=1e-3, abs=0.05)


def random_case(seed, n=30, posts=9):
    draw = np.random.default_rng(seed)
    base = draw.choice(n, posts, replace=False)
    y = np.bincount(base, minlength=n)
    visits = 1 + np.bincount(draw.integers(0, n, 18 * posts - n), minlength=n)
    opening = np.where(draw.random(n) < 0.5, 1023, draw.integers(1, 1024, n) | 0b1100)
    return problem(visits, draw.uniform(0, 35, (n, 2)), y, opening, np.full(n, 2))


@pytest.mark.parametrize("seed", range(4))
def test_a_county_is_planned_close_to_its_bound(seed):
    case = random_case(seed)
    result = rounds.solve(case)
    assert rounds.check(case, result) == []
    assert result.unserved.sum() == 0
    assert result.gap_percent < 1


def test_the_same_question_gets_the_same_answer():
    case = random_case(7)
    one, two = rounds.solve(case, seed=3), rounds.solve(pickle.loads(pickle.dumps(case)), seed=3)
    for name in ("week", "weekday", "base", "advisor", "morning", "afternoon", "minutes", "unserved"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name
    assert (one.bound, one.drive_minutes, one.findings) == (two.bound, two.drive_minutes, two.findings)


def test_more_effort_never_loosens_the_answer_much():
    case = random_case(1)
    quick, patient = rounds.solve(case, effort=1), rounds.solve(case, effort=4)
    assert patient.bound <= quick.drive_minutes
    assert quick.bound <= patient.drive_minutes


def test_visits_beyond_reach_are_findings():
    case = problem([4, 3, 2], [(0, 0), (10, 0), (200, 0)], [1, 0, 0], [1023, 0b1, 1023], [1, 1, 1])
    result = rounds.solve(case)
    assert rounds.check(case, result) == []
    assert result.findings == [rounds.Finding(2, rounds.UNREACHABLE, 2), rounds.Finding(1, rounds.CLOSED, 1)]
    assert result.unserved.tolist() == [0, 1, 2]


def test_too_few_advisors_is_a_finding():
    case = problem([18, 4], [(0, 0), (10, 0)], [1, 0])
    result = rounds.solve(case)
    assert rounds.check(case, result) == []
    assert sum(f.half_days for f in result.findings if f.reason == rounds.CAPACITY) == 4


def test_afternoons_closed_everywhere_leave_no_slot():
    case = problem([18], [(0, 0)], [1], [0b0101010101])
    result = rounds.solve(case)
    assert rounds.check(case, result) == []
    assert result.findings == [rounds.Finding(0, rounds.TIMETABLE, 8)]


def test_weeks_are_alike_when_they_can_be():
    result = rounds.solve(problem([8, 4], [(0, 0), (8, 0)], [1, 0]))
    rows = zip(result.weekday, result.morning, result.afternoon, strict=True)
    days = [list(row) for row in rows]
    first = sorted(day for day, week in zip(days, result.week, strict=True) if week == 0)
    second = sorted(day for day, week in zip(days, result.week, strict=True) if week == 1)
    assert first == second


def test_progress_ends_at_one():
    steps = []
    rounds.solve(problem([2], [(0, 0)], [1]), progress=lambda step, share: steps.append((step, share)))
    assert steps[-1] == ("advisors", 1.0)
    assert [share for _, share in steps] == sorted(share for _, share in steps)


def test_nothing_to_visit():
    result = rounds.solve(problem([0, 0], [(0, 0), (5, 0)], [1, 0]))
    assert (result.drive_minutes, result.bound, result.gap_percent, len(result.week)) == (0.0, 0.0, 0.0, 0)


@pytest.mark.parametrize("half_days", [20, 16, 10])
def test_other_contracts(half_days):
    case = problem([9, 7], [(0, 0), (10, 0)], [1, 1], half_days=half_days)
    result = rounds.solve(case)
    assert rounds.check(case, result) == []
    assert result.unserved.sum() == 0
