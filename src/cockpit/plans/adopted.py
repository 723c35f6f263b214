"""What holds today: of each commune, the narrowest adopted plan that contains it."""

import datetime
import functools
import hashlib

import numpy as np
import polars as pl
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from numpy.typing import NDArray

from cockpit.plans import storage
from cockpit.plans.models import Adoption, Plan
from cockpit.territories import places
from cockpit.territories.places import Place
from maillage.vocabulary.plan import COVERAGE, PLACES, POSTS, ROUNDS

SCHEMAS = {"coverage": COVERAGE, "places": PLACES, "posts": POSTS, "rounds": ROUNDS}
COMMUNE_OF = {"coverage": "code", "places": "code", "posts": "base", "rounds": "place"}
"""Column that says in which commune a row lies."""

FIELDS = ("level", "code", "starts_on", "plan__uuid", "plan__name", "plan__result_hash")
"""What an adoption in force and its plan say that can change."""

Standing = tuple[tuple[str, str, str, str], ...]
"""Adoptions in force as level, code, plan and result, the widest first."""


def adopted_for(place: Place, on: datetime.date | None = None) -> Plan | None:
    """The narrowest adopted plan that contains a territory, on a day (today by default)."""
    for container in _containers(place):
        held = (
            Adoption.objects.filter(
                level=container.level, code=container.code, starts_on__lte=on or timezone.localdate()
            )
            .select_related("plan")
            .order_by("-starts_on", "-id")
            .first()
        )
        if held is not None:
            return held.plan
    return None


def in_force(on: datetime.date | None = None) -> list[Adoption]:
    """Adoption in force of each territory that has one, the widest territory first.

    They are read once for all who ask until something of :data:`FIELDS` changes: of their plans, read only that and
    the options.
    """
    day = on or timezone.localdate()
    return list(_held(_answer(day), day))


def version() -> str:
    """Digest of what :func:`in_force` says today, the plans' names included."""
    return hashlib.sha256(repr(_answer(timezone.localdate())).encode()).hexdigest()[:12]


@functools.lru_cache(maxsize=4)
def _held(_version: tuple[tuple[object, ...], ...], day: datetime.date) -> tuple[Adoption, ...]:
    """Adoptions in force on a day, as long as the database answers the same."""
    latest: dict[tuple[str, str], Adoption] = {}
    for adoption in _decided(day).select_related("plan").only(*FIELDS, "plan__options"):
        latest[adoption.level, adoption.code] = adoption
    return tuple(sorted(latest.values(), key=lambda one: (-len(places.rows(one.place)), one.level, one.code)))


def _decided(day: datetime.date) -> QuerySet[Adoption]:
    """Every adoption from a day or before it, the oldest first."""
    return Adoption.objects.filter(starts_on__lte=day).order_by("starts_on", "id")


def _answer(day: datetime.date) -> tuple[tuple[object, ...], ...]:
    """What of them can change, as the database writes it."""
    with connection.cursor() as cursor:
        cursor.execute(_question(), [connection.ops.adapt_datefield_value(day)])
        return tuple(cursor.fetchall())


@functools.cache
def _question() -> str:
    """SQL of what :func:`_answer` asks, written once: Django takes twenty times longer to write it than it takes."""
    sql, _ = _decided(timezone.localdate()).values_list("id", "plan_id", *FIELDS).query.sql_with_params()
    return str(sql)


def table_of(place: Place, name: str) -> pl.DataFrame:
    """Rows of ``coverage``, ``places``, ``posts`` or ``rounds`` in force in a territory; empty without any.

    Rows come from the narrowest adopted plan of their commune.
    """
    return table_in(standing(in_force()), place, name)


def table_in(held: Standing, place: Place, name: str) -> pl.DataFrame:
    """As :func:`table_of`, under given adoptions."""
    whole = whole_of(held, name)
    if place == places.FRANCE:
        return whole
    if place.level == "commune":  # one of 35,000 pages: not the time to read a whole column
        return whole[_rows_of(held, name).get(place.code, [])]
    codes = places.ground().communes["code"].gather(places.rows(place))
    return whole.filter(pl.col(COMMUNE_OF[name]).is_in(codes.implode()))


def coverage_of(place: Place) -> pl.DataFrame:
    """What the plans in force bring to each commune of a territory."""
    return table_of(place, "coverage")


def adopted_places(place: Place = places.FRANCE) -> pl.DataFrame:
    """Places visited by the plans in force in a territory."""
    return table_of(place, "places")


def within(place: Place, plan: Plan, name: str) -> pl.DataFrame:
    """Rows of a plan's table that lie in a territory."""
    table = storage.table(str(plan.uuid), plan.result_hash, name)
    if (plan.level, plan.code) == (place.level, place.code) or place == places.FRANCE:
        return table
    codes = places.ground().communes["code"].gather(places.rows(place))
    return table.filter(pl.col(COMMUNE_OF[name]).is_in(codes.implode()))


def standing(held: list[Adoption]) -> Standing:
    """Adoptions as a key of caches: the same key, the same tables."""
    return tuple((one.level, one.code, str(one.plan.uuid), one.plan.result_hash) for one in held)


def stamp(held: Standing) -> str:
    """Digest of the adoptions and of what their plans found, for addresses and tags."""
    return hashlib.sha256(repr(held).encode()).hexdigest()[:12]


@functools.lru_cache(maxsize=4)
def owners(held: Standing) -> NDArray[np.int64]:
    """Position in ``held`` of the plan that holds in each commune of the country, -1 where none does, int64 [n]."""
    owner = np.full(len(places.ground()), -1, dtype=np.int64)
    for number, (level, code, _, _) in enumerate(held):
        owner[places.rows(places.get(level, code))] = number
    return owner


@functools.lru_cache(maxsize=8)
def whole_of(held: Standing, name: str) -> pl.DataFrame:
    """A table of all plans in force together: narrower plans stand over wider ones, commune by commune."""
    ground, owner = places.ground().communes["code"], owners(held)
    parts = []
    for number, (_, _, uuid, result) in enumerate(held):
        table = storage.table(uuid, result, name)
        own = ground.filter(pl.Series(owner == number))
        parts.append(table if len(held) == 1 else table.filter(pl.col(COMMUNE_OF[name]).is_in(own.implode())))
    if not parts:
        return pl.DataFrame(schema=SCHEMAS[name])
    key = COMMUNE_OF[name]
    merged = pl.concat(parts, how="diagonal_relaxed")
    return merged.sort(key, maintain_order=True) if len(parts) > 1 else merged


@functools.lru_cache(maxsize=8)
def _rows_of(held: Standing, name: str) -> dict[str, list[int]]:
    """Rows of each commune in a table in force, in their order."""
    key = COMMUNE_OF[name]
    return dict(whole_of(held, name).select(key).with_row_index().group_by(key).agg("index").iter_rows())


@functools.lru_cache(maxsize=65536)
def _containers(place: Place) -> tuple[Place, ...]:
    """A territory and those that contain all of it, the narrowest first."""
    found = [place]
    own = places.ground().communes[places.rows(place)]
    for level in reversed(places.LEVELS[1 : places.LEVELS.index(place.level)]):
        codes = own[level].unique()
        if len(codes) == 1 and codes[0] is not None:
            found.append(places.get(level, codes[0]))
    return tuple(found) if place == places.FRANCE else (*found, places.FRANCE)
