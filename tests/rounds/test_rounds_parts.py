"""Kernels against slow twins, cuts against enumeration, refusals, advisors."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rounds_cases import problem, problems

from maillage import rounds
from maillage.rounds import _kernels, advisors, limits, master, programme
from maillage.rounds.weeks import Fortnight
from maillage.vocabulary.errors import InvalidOption

LAWS = settings(max_examples=25, deadline=None, derandomize=True)


def slow_days(case, visits, scarce):
    """Every advisor-day as (base position, place, other, weekday, order, minutes)."""
    t, limit, n = case.minutes.astype(float), case.drive_minutes, len(visits)
    days = []
    for k, b in enumerate(np.flatnonzero(case.posts)):
        for i in range(n):
            for j in [-1, *range(i, n)]:
                stops = [b, i, b] if j < 0 else [b, i, j, b]
                legs = [t[o, e] for o, e in itertools.pairwise(stops)]
                served = visits[i] > 0 and (j < 0 or visits[j] > 0) and not (i == j and visits[i] < 3)
                if not served or max(legs) > limit:
                    continue
                for d in range(5):

                    def is_open(p, half, d=d):
                        return p < 0 or case.opening[p] >> (2 * d + half) & 1

                    forward = is_open(i, 0) and is_open(j, 1)
                    backward = is_open(i, 1) and is_open(j, 0) and i != j
                    if forward and backward and not scarce[i] and not (j >= 0 and scarce[j]):
                        days.append((k, i, j, d, _kernels.EITHER, sum(legs)))
                        continue
                    days += [(k, i, j, d, _kernels.FORWARD, sum(legs))] * bool(forward)
                    days += [(k, i, j, d, _kernels.BACKWARD, sum(legs))] * bool(backward)
    return sorted(days)


@LAWS
@given(problems(), st.data())
def test_the_enumeration_is_complete(case, data):
    n = len(case.half_days)
    scarce = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    model = programme.build(case, case.half_days, scarce)
    rows = zip(*model.columns.tolist(), model.cost[: model.days].tolist(), strict=True)
    fast, slow = sorted(rows), slow_days(case, case.half_days, scarce)
    assert [row[:5] for row in fast] == [row[:5] for row in slow]
    assert [row[5] for row in fast] == pytest.approx([row[5] for row in slow], abs=1e-4)


@LAWS
@given(problems())
def test_the_matrix_says_what_each_day_uses(case):
    n, bases = len(case.half_days), np.flatnonzero(case.posts)
    scarce = case.half_days > 2
    model = programme.build(case, case.half_days, scarce)
    odd = (case.half_days % 2 == 1) & (case.half_days >= 3)
    dense = model.matrix.toarray()
    expected = np.zeros_like(dense)
    expected[np.arange(n), model.days + np.arange(n)] = 1
    slots, fulls = np.cumsum(scarce) - 1, np.cumsum(odd) - 1
    for c in range(model.days):
        k, i, j, d, order = model.columns[:, c]
        stops = [(i, 0), (j, 1)] if order != _kernels.BACKWARD else [(j, 0), (i, 1)]
        for place, half in stops:
            if place >= 0:
                expected[place, c] += 1
                if scarce[place]:
                    expected[n + 6 * len(bases) + 10 * slots[place] + 2 * d + half, c] += 1
        expected[n + k, c] = 2 if j >= 0 else 1
        expected[n + len(bases) + 5 * k + d, c] = 1
        if i == j and odd[i]:
            expected[n + 6 * len(bases) + 10 * scarce.sum() + fulls[i], c] = 1
    assert np.array_equal(dense, expected)


@LAWS
@given(problems(most_places=4))
def test_no_cut_removes_the_roster_found(case):
    found = limits.find(case)
    result = rounds.solve(case)
    if not found.visits.any():
        return
    scarce = np.zeros(len(found.visits), bool)
    model = programme.build(case, found.visits, scarce)
    tight = master.relax(model, 12)
    times = np.zeros(len(model.cost))
    key = {tuple(c): at for at, c in enumerate(model.columns.T.tolist())}
    bases = {int(b): k for k, b in enumerate(model.bases)}
    for b, d, am, pm in zip(result.base, result.weekday, result.morning, result.afternoon, strict=True):
        candidates = [(am, pm, o) for o in (0, 2)] + [(pm, am, o) for o in (1, 2)]
        at = [key[c] for i, j, o in candidates if (c := (bases[int(b)], int(i), int(j), int(d), o)) in key]
        times[at[0]] += 1
    times[model.days :] = result.unserved - (case.half_days - found.visits)
    activity = tight.matrix @ times
    assert (activity <= tight.high + 1e-9).all()
    assert (activity >= tight.low - 1e-9).all()
    assert tight.bound <= model.cost @ times + 1e-6


@LAWS
@given(problems(most_places=4), st.integers(0, 10**6))
def test_any_prices_prove_a_bound(case, seed):
    model = programme.build(case, case.half_days, case.half_days > 2)
    best = master.relax(model, 0).bound
    prices = np.random.default_rng(seed).normal(0, 30, len(model.high))
    bound, _ = master.proven(model, model.matrix, model.low, model.high, prices)
    assert bound <= best + 1e-6


@LAWS
@given(st.integers(1, 5), st.integers(0, 10**6))
def test_full_fortnights_are_always_shared_out(posts, seed):
    """Any roster of 18 half-days each, shuffled between advisors day by day, is shared out again."""
    draw = np.random.default_rng(seed)
    days = []
    for _ in range(posts):
        kinds = [2] * 10
        first, second = draw.choice(10, 2, replace=False)
        if draw.random() < 0.5:
            kinds[first] = 0
        else:
            kinds[first] = kinds[second] = 1
        days += [(d, size) for d, size in enumerate(kinds) if size]
    day, size = np.array(days)[draw.permutation(len(days))].T
    nobody = np.full(len(day), -1)
    fortnight = Fortnight(day // 5, np.zeros_like(day), day % 5, np.zeros_like(day), np.where(size == 2, 1, nobody))
    advisor = advisors.assign(fortnight, np.array([posts]), 18, 0)
    assert (advisor >= 0).all()
    assert (np.bincount(advisor, weights=size, minlength=posts) == 18).all()
    assert len(set(zip(day.tolist(), advisor.tolist(), strict=True))) == len(day)


def test_what_cannot_be_shared_out_says_so():
    """19 + 17 half-days: eight full days each, one full day alone, two single half-days on the same day."""
    day = np.array([d for d in range(8) for _ in range(2)] + [8, 9, 9])
    afternoon = np.where(day == 9, -1, 1)
    zero = np.zeros_like(day)
    shared = advisors.assign(Fortnight(day // 5, zero, day % 5, zero, afternoon), np.array([2]), 18, 0)
    assert (shared == -1).all()


def test_the_same_advisor_comes_back():
    result = rounds.solve(problem([18, 4, 4], [(0, 0), (8, 0), (0, 8)], [2, 0, 0]))
    for place in (1, 2):
        at = (result.morning == place) | (result.afternoon == place)
        assert len(np.unique(result.advisor[at])) == 1


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("rounds.shape", {"posts": [1]}),
        ("rounds.shape", {"minutes": np.zeros((2, 3))}),
        ("rounds.range", {"half_days": [-1, 2]}),
        ("rounds.range", {"half_days": [1.5, 2]}),
        ("rounds.range", {"opening": [1024, 0]}),
        ("rounds.minutes", {"minutes": [[0, -1], [-1, 0]]}),
        ("rounds.minutes", {"minutes": [[0, np.nan], [np.nan, 0]]}),
        ("rounds.symmetric", {"minutes": [[0, 1], [2, 0]]}),
        ("rounds.drive", {"drive_minutes": 0}),
        ("rounds.half_days", {"half_days_per_post": 21}),
    ],
)
def test_nonsense_is_refused(code, change):
    fields = {
        "half_days": [1, 2],
        "minutes": np.zeros((2, 2)),
        "posts": [1, 0],
        "opening": [1023, 1023],
        "desks": [1, 1],
        "drive_minutes": 45.0,
    }
    with pytest.raises(InvalidOption) as refused:
        rounds.RoundsProblem(**{**fields, **change})
    assert refused.value.code == code
    assert str(refused.value)


def test_no_effort_beyond_five():
    with pytest.raises(InvalidOption) as refused:
        rounds.solve(problem([1], [(0, 0)], [1]), effort=6)
    assert "6" in str(refused.value)


def test_what_the_room_offers():
    assert rounds.__all__ == [
        "CAPACITY",
        "CLOSED",
        "TIMETABLE",
        "UNREACHABLE",
        "Finding",
        "RoundsProblem",
        "RoundsResult",
        "check",
        "solve",
    ]
