"""Mending: what breaks a rule is found, mended around it alone, and judged by the slow judge of rosters."""

from typing import NamedTuple

import numpy as np
import pytest
from rounds_cases import problem

from maillage import rounds
from maillage.rounds import limits, master, programme, repair, weeks
from maillage.rounds.choose import choose
from maillage.rounds.solve import _gather, _Part

EFFORT = 2


class Stage(NamedTuple):
    """A case taken as far as the split."""

    case: rounds.RoundsProblem
    question: repair.Question
    drawn: weeks.Split
    gap: float


def stage(seed, n=24, posts=7):
    """Single desks and places open three half-days a week: many splits break a rule."""
    draw = np.random.default_rng(seed)
    y = np.bincount(draw.choice(n, posts, replace=False), minlength=n)
    visits = 1 + np.bincount(draw.integers(0, n, 17 * posts - n), minlength=n)
    opening = np.array([sum(1 << int(slot) for slot in draw.choice(10, 5, replace=False)) for _ in range(n)])
    case = problem(visits, draw.uniform(0, 30, (n, 2)), y, np.where(y > 0, 1023, opening), np.where(y > 0, 3, 1))
    found = limits.find(case)
    model = programme.build(case, found.visits, np.zeros(n, bool))
    relaxation = master.relax(model, 6 * EFFORT)
    chosen = choose(model, relaxation, effort=EFFORT, seed=0)
    used = weeks.patterns(model, chosen.times, n)
    drawn = weeks.split(case, found.visits, model, used, nodes=4, seed=0)
    question = repair.Question(case, found.visits, model, relaxation.reduced_cost[: model.days], 10, 0)
    return Stage(case, question, drawn, chosen.gap)


def judged(at, table):
    """What the judge finds wrong with a timetable."""
    found = limits.find(at.case)
    result = _gather(at.case, found, [_Part(table.fortnight(at.question.programme.bases), 0.0)], 0)
    return rounds.check(at.case, result)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("patient", [True, False])
def test_a_mended_timetable_keeps_every_rule(seed, patient):
    at = stage(seed)
    wrong = [*at.drawn.desks, *at.drawn.missed]
    assert wrong, "the case must need mending"
    assert judged(at, at.drawn.table), "and the judge must see it"
    assert judged(at, repair.mended(at.question, at.drawn, at.gap, patient=patient)) == []


def per_base(table, base):
    """Days of a base with their number in either week."""
    mine = np.flatnonzero((table.days[0] == base) & (table.times.sum(axis=0) > 0))
    return sorted(zip(*table.days[:, mine].tolist(), *table.weekly()[:, mine].tolist(), strict=True))


def test_only_the_freed_bases_change():
    at = stage(0)
    goes = repair._visitors(at.question, at.drawn.table)
    free = goes[:, np.union1d(at.drawn.desks, at.drawn.missed)].any(axis=1)
    assert not free.all()
    before = repair.cost(at.question, at.drawn.table)
    found = repair._rearrange(at.question, at.drawn.table, free, 5.0, before, at.gap)
    assert found is not None
    for base in np.flatnonzero(~free):
        assert per_base(found, base) == per_base(at.drawn.table, base)


def test_a_lone_visit_asks_no_second_week():
    """Two visits far away, one of them left out for want of a half-day: the other is no fault of the split."""
    case = problem([2, 17], [(20, 0), (0, 0)], [0, 1])
    model = programme.build(case, case.half_days, np.zeros(2, bool))
    chosen = choose(model, master.relax(model, 6 * EFFORT), effort=EFFORT, seed=0)
    used = weeks.patterns(model, chosen.times, 2)
    drawn = weeks.split(case, case.half_days, model, used, nodes=4, seed=0)
    assert used.visits(2).tolist() == [1, 17]
    assert drawn.table is not None
    assert not len(drawn.desks)
    assert not len(drawn.missed)
    result = rounds.solve(case)
    assert rounds.check(case, result) == []
    assert result.unserved.tolist() == [1, 0]
