"""What the plans in force bring to a territory: people, places, half-days, the gap left; of a commune, who comes."""

import functools
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cockpit.plans import adopted
from cockpit.plans.adopted import Standing
from cockpit.plans.models import Adoption
from cockpit.territories import places
from cockpit.territories.places import Place
from maillage.flow import comparing
from maillage.flow.comparing import Figures
from maillage.vocabulary.errors import UnknownTerritory

KEPT = 4096
"""Territories whose answer one process keeps, for each set of plans in force."""


@dataclass(frozen=True)
class Visit:
    """A half-day of the week that advisors keep in a venue.

    Attributes
    ----------
    weekday, half
        0 (Monday) to 4; ``morning`` or ``afternoon``.
    venue
        Its name; None where the plan names none.
    posts
        Whose rounds, and in which weeks of the fortnight (1, 2 or both).
    plan
        The plan.
    """

    weekday: int
    half: str
    venue: str | None
    posts: tuple[tuple[str, tuple[int, ...]], ...]
    plan: str

    @property
    def weekly(self) -> bool:
        """Whether someone comes every week."""
        return len({week for _, weeks in self.posts for week in weeks}) > 1


@dataclass(frozen=True)
class Brought:
    """What holds in a territory.

    Attributes
    ----------
    adoptions
        Those in force in some commune of it, the widest territory first.
    figures
        What they cost and bring there.
    covered, communes
        Communes where a plan holds, of how many.
    left, left_communes
        People in need with no visited place within reach, and in how many communes they live.
    worst, worst_left
        Territory of the next level where most of them live, and how many of them; None where nobody is left.
    nearest, nearest_minutes
        Of a commune, the visited place nearest to it and the drive; None where none is within the plan's drive.
    visits
        Of a commune, who comes and when, from Monday morning.
    """

    adoptions: tuple[Adoption, ...]
    figures: Figures
    covered: int
    communes: int
    left: float
    left_communes: int
    worst: Place | None
    worst_left: float
    nearest: Place | None
    nearest_minutes: float | None
    visits: tuple[Visit, ...]

    @property
    def whole(self) -> bool:
        """Whether a plan holds in every commune."""
        return self.covered == self.communes

    @property
    def reached(self) -> bool:
        """Whether nobody is left without a visited place within reach."""
        return self.left_communes == 0

    @property
    def reach(self) -> float | None:
        """Minutes within which a place counts; None where the plans differ."""
        reaches = {float(one.plan.options["reach"]) for one in self.adoptions}
        return reaches.pop() if len(reaches) == 1 else None


def to(place: Place) -> Brought | None:
    """What the plans in force bring to a territory; None where none holds."""
    held = adopted.in_force()
    key = adopted.standing(held)
    present = np.unique(adopted.owners(key)[places.rows(place)])
    own = tuple(held[number] for number in present.tolist() if number >= 0)
    return Brought(own, *_measured(key, place)) if own else None


@functools.lru_cache(maxsize=KEPT)
def _measured(
    held: Standing, place: Place
) -> tuple[Figures, int, int, float, int, Place | None, float, Place | None, float | None, tuple[Visit, ...]]:
    """Everything :class:`Brought` holds after its adoptions."""
    tables = {name: adopted.table_in(held, place, name) for name in adopted.COMMUNE_OF}
    rows = places.rows(place)
    left = left_out(held)
    worst, worst_left = _worst(left, place)
    nearest, minutes = _nearest(tables["coverage"]) if place.level == "commune" else (None, None)
    return (
        comparing.figures(*(tables[name] for name in ("coverage", "places", "posts", "rounds"))),
        int((adopted.owners(held)[rows] >= 0).sum()),
        len(rows),
        float(left[rows].sum()),
        tables["coverage"].filter(~pl.col("reached")).height,
        worst,
        worst_left,
        nearest,
        minutes,
        _visits(held, place, tables["rounds"]) if place.level == "commune" else (),
    )


@functools.lru_cache(maxsize=4)
def left_out(held: Standing) -> NDArray[np.float64]:
    """People in need of each commune without a visited place within reach, 0 where no plan holds, float64 [n]."""
    unreached = adopted.whole_of(held, "coverage").filter(~pl.col("reached")).select("code", "people_in_need")
    communes = places.ground().communes.select("code")
    joined = communes.join(unreached, on="code", how="left", maintain_order="left")
    return joined["people_in_need"].fill_null(0.0).to_numpy()


def _worst(left: NDArray[np.float64], place: Place) -> tuple[Place | None, float]:
    """Territory of the next level where most people of a territory are left out."""
    if place.level == "commune" or not left[places.rows(place)].any():
        return None, 0.0
    inner = places.LEVELS[places.LEVELS.index(place.level) + 1]
    rows = places.rows(place)
    own = places.ground().communes["code" if inner == "commune" else inner].gather(rows)
    sums = (
        pl.DataFrame({"code": own, "left": left[rows]})
        .drop_nulls("code")
        .group_by("code")
        .agg(pl.col("left").sum())
        .sort("left", "code", descending=True)
    )
    if sums.is_empty():
        return None, 0.0
    code, most = sums.row(0)
    return (places.get(inner, code), most) if most > 0 else (None, 0.0)


def _nearest(coverage: pl.DataFrame) -> tuple[Place | None, float | None]:
    """Visited place nearest to a commune."""
    code, minutes = coverage.select("nearest_place", "nearest_minutes").row(0) if coverage.height else (None, None)
    try:
        return (places.get("commune", code), minutes) if code else (None, None)
    except UnknownTerritory:  # it has merged since the plan was made
        return None, None


def _visits(held: Standing, place: Place, rounds: pl.DataFrame) -> tuple[Visit, ...]:
    """Half-days kept in a commune."""
    owner = int(adopted.owners(held)[places.rows(place)][0])
    kept = (
        rounds.group_by("weekday", "half", "venue", "post")
        .agg(pl.col("week").unique().sort())
        .sort("post")
        .group_by("weekday", "half", "venue", maintain_order=True)
        .agg("post", "week")
        .sort("weekday", pl.col("half") == "afternoon", "venue")
    )
    return tuple(
        Visit(weekday, half, venue, tuple(zip(posts, map(tuple, weeks), strict=True)), held[owner][2])
        for weekday, half, venue, posts, weeks in kept.iter_rows()
    )
