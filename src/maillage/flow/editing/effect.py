"""What edits do: people served and reached before and after, commune by commune, and the rules they break."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.flow.editing.case import EditableCase
from maillage.flow.editing.working import Working
from maillage.territory import TravelModel
from maillage.vocabulary.edits import AT_MOST, MUST_NOT, Edit, Rule
from maillage.vocabulary.messages import say
from maillage.vocabulary.units import PLANNED_HALF_DAYS


@dataclass(frozen=True)
class Warned:
    """A rule that the edited plan breaks; :func:`str` says it.

    Attributes
    ----------
    code
        ``cap``, ``forbidden``, ``rooms``, ``floor``, ``drive``, ``spare`` or ``over``.
    values
        What the sentence shows; ``place`` is a commune code.
    """

    code: str
    values: Mapping[str, object]

    def __str__(self) -> str:
        return say(f"flow.edit.warn.{self.code}", **self.values)


@dataclass(frozen=True)
class Effect:
    """Before and after.

    Attributes
    ----------
    served_before, served
        People effectively served.
    reached_before, reached
        People in need with a visited place within reach.
    half_days_before, half_days
        Half-days per fortnight.
    posts_before, posts
        Posts.
    places
        Places that changed: ``code``, ``before``, ``after`` (half-days).
    communes
        Communes that edits touch: ``code``, ``people``, ``served_before``, ``served``, ``change``, ``reached_before``,
        ``reached``.
    warnings
        Rules that no longer hold.
    """

    served_before: float
    served: float
    reached_before: float
    reached: float
    half_days_before: int
    half_days: int
    posts_before: int
    posts: int
    places: pl.DataFrame
    communes: pl.DataFrame
    warnings: tuple[Warned, ...]

    @property
    def gained(self) -> pl.DataFrame:
        """Communes where more people are served, the most first."""
        return self.communes.filter(pl.col("change") > 0).sort("change", "code", descending=[True, False])

    @property
    def lost(self) -> pl.DataFrame:
        """Communes where fewer people are served, the most first."""
        return self.communes.filter(pl.col("change") < 0).sort("change", "code")


def evaluate(
    case: EditableCase,
    edits: Sequence[Edit],
    travel: TravelModel,
    rows: NDArray[np.int32],
    rules: Sequence[Rule] = (),
) -> Effect:
    """Effect of edits, in their order, on a plan; the rounds are not made again.

    Parameters
    ----------
    case
        The plan.
    edits
        Changes.
    travel, rows
        Travel times, and the territory's row of each of the case's communes.
    rules
        What was decided before the plan was made: edits that go beyond its caps or into a forbidden place are told.

    Raises
    ------
    MaillageError
        If an edit makes no sense where it comes.
    """
    work = Working(case, travel, rows)
    for edit in edits:
        work.apply(edit)
    p = case.problem
    at = np.flatnonzero(work.touched)
    people = p.weights[at]
    before, after = -people * np.expm1(-case.access[at]), -people * np.expm1(-work.access[at])
    had, has = case.seen[at] > 0, work.seen[at] > 0
    served = float(p.weights @ -np.expm1(-case.access))
    reached = float(p.weights[case.seen > 0].sum())
    changed = np.flatnonzero(work.x != case.half_days)
    return Effect(
        served_before=served,
        served=served + float((after - before).sum()),
        reached_before=reached,
        reached=reached + float(people @ (has.astype(float) - had)),
        half_days_before=int(case.half_days.sum()),
        half_days=int(work.x.sum()),
        posts_before=int(case.posts.sum()),
        posts=int(work.posts.sum()),
        places=pl.DataFrame(
            {"code": case.communes.gather(changed), "before": case.half_days[changed], "after": work.x[changed]}
        ),
        communes=pl.DataFrame(
            {
                "code": case.communes.gather(at),
                "people": people,
                "served_before": before,
                "served": after,
                "change": np.where(np.abs(after - before) < 1e-9, 0.0, after - before),
                "reached_before": had,
                "reached": has,
            }
        ),
        warnings=tuple(_warnings(work, changed, rules)),
    )


def _warnings(work: Working, changed: NDArray[np.intp], rules: Sequence[Rule]) -> list[Warned]:
    """Rules that changed places break: what was decided before, rooms, floors, the drive, whole posts."""
    case, codes = work.case, work.case.communes
    found = _decided(work, changed, rules)
    told = {warned.values["place"] for warned in found}
    for place in changed[work.x[changed] > work.rooms[changed]].tolist():
        values = {"place": codes[place], "half_days": int(work.x[place]), "rooms": int(work.rooms[place])}
        if codes[place] not in told:
            found.append(Warned("rooms", values))
    for family in case.problem.floors:
        for g in np.unique(family.group[changed]).tolist():
            held = int(work.x[family.group == g].sum())
            if held < family.least[g] - 1e-9:
                least = int(np.ceil(family.least[g] - 1e-9))
                found.append(Warned("floor", {"name": family.names[g], "half_days": held, "least": least}))
    found += [Warned("drive", {"place": codes[place], "drive": f"{case.drive:g}"}) for place in _too_far(work, changed)]
    balance = int(work.posts.sum()) * PLANNED_HALF_DAYS - int(work.x.sum())
    held = int(case.posts.sum()) * PLANNED_HALF_DAYS - int(case.half_days.sum())
    if balance > max(held, 0):
        found.append(Warned("spare", {"half_days": balance}))
    elif balance < min(held, 0):
        posts = -(balance // PLANNED_HALF_DAYS)
        found.append(Warned("over", {"half_days": -balance, "posts": posts}))
    return found


def _decided(work: Working, changed: NDArray[np.intp], rules: Sequence[Rule]) -> list[Warned]:
    """Caps and bans decided before the plan that changed places no longer keep."""
    codes = work.case.communes
    held = {codes[place]: int(work.x[place]) for place in changed.tolist()}
    found = []
    for code, rule, number in rules:
        values = {"place": code, "half_days": held.get(code, 0)}
        if rule == AT_MOST and held.get(code, 0) > number:
            found.append(Warned("cap", {**values, "cap": number}))
        elif rule == MUST_NOT and held.get(code, 0) > 0:
            found.append(Warned("forbidden", values))
    return found


def _too_far(work: Working, changed: NDArray[np.intp]) -> list[int]:
    """Changed places still visited that no base is within the drive of."""
    visited = changed[work.x[changed] > 0]
    bases = np.flatnonzero(work.posts > 0)
    if not len(visited):
        return []
    pairs = work.travel.pairs(work.rows[visited], work.rows[bases], work.case.drive)
    near = np.diff(pairs.indptr) > 0
    return [int(place) for place in visited[~near & (work.posts[visited] == 0)]]
