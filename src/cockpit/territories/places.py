"""Territories by level and code, and which lies within which."""

import functools
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory import Territory, load
from maillage.vocabulary.errors import UnknownTerritory

LEVELS = ("france", "region", "departement", "epci", "commune")
"""From the widest to the narrowest."""


@dataclass(frozen=True)
class Place:
    """A territory of the site.

    Attributes
    ----------
    level
        One of :data:`LEVELS`.
    code
        INSEE code, SIREN for an EPCI, ``""`` for France.
    name
        As people call it.
    """

    level: str
    code: str
    name: str

    @property
    def spec(self) -> str:
        """How the river's functions are asked for it."""
        return "france" if self.level == "france" else f"{self.level}:{self.code}"

    def __str__(self) -> str:
        return self.name


FRANCE = Place("france", "", "France")


@functools.cache
def ground() -> Territory:
    """France's communes, read once."""
    return load()


def town_hall_phone(code: str) -> str:
    """Telephone of a present commune's town hall, ``04 71 68 01 85``; empty where it is not known."""
    return ground().communes["hall_phone"][ground().row_of[code]] or ""


@functools.cache
def _named() -> dict[tuple[str, str], str]:
    """Name of each present place."""
    return {(kind, code): name for kind, code, name in ground().places.select("kind", "code", "name").iter_rows()}


def get(level: str, code: str) -> Place:
    """A territory by level and code.

    Raises
    ------
    UnknownTerritory
        If there is none.
    """
    if level == "france" and not code:
        return FRANCE
    name = _named().get((level, code)) if level in LEVELS else None
    if name is None:
        raise UnknownTerritory("territory.unknown", value=f"{level}:{code}", hint="")
    return Place(level, code, name)


@functools.cache
def _rows_of(level: str) -> dict[str, NDArray[np.int32]]:
    """Rows of every territory of a level, by code."""
    column = "code" if level == "commune" else level
    codes = ground().communes.select(column).with_row_index(name="row").drop_nulls()
    grouped = codes.group_by(column, maintain_order=True).agg(pl.col("row").cast(pl.Int32))
    return dict(zip(grouped[column].to_list(), (own.to_numpy() for own in grouped["row"]), strict=True))


def rows(place: Place) -> NDArray[np.int32]:
    """Rows of a territory's communes in :func:`ground`, increasing.

    Raises
    ------
    UnknownTerritory
        If there is no such territory.
    """
    if place.level == "france":
        return _all_rows()
    try:
        return _rows_of(place.level)[place.code]
    except KeyError as error:
        raise UnknownTerritory("territory.unknown", value=place.spec, hint="") from error


@functools.cache
def _all_rows() -> NDArray[np.int32]:
    """Rows of every commune."""
    return np.arange(len(ground()), dtype=np.int32)


def within(inner: Place, outer: Place) -> bool:
    """Whether every commune of ``inner`` is one of ``outer``'s."""
    if outer.level == "france" or inner == outer:
        return True
    if inner.level == "france":
        return False
    own, wider = rows(inner), rows(outer)
    return len(own) <= len(wider) and bool(np.isin(own, wider, assume_unique=True).all())


@dataclass(frozen=True)
class Found:
    """An answer to a search.

    Attributes
    ----------
    place
        The territory.
    within
        Département it lies in, to tell homonyms apart; None for a région.
    population
        Inhabitants.
    former
        Name of the commune that is no more, where the search met one.
    """

    place: Place
    within: str | None
    population: int | None
    former: str | None


def search(text: str, limit: int) -> list[Found]:
    """Territories whose name, code or postcode answers, the best first; a former commune leads to the present one."""
    answers = []
    for row in ground().find(text, limit).iter_rows(named=True):
        former = row["kind"] == "former"
        place = get("commune" if former else row["kind"], row["present"])
        answers.append(Found(place, row["departement"], row["population"], row["name"] if former else None))
    return answers


@functools.cache
def of_level(level: str) -> tuple[Place, ...]:
    """Every territory of a level, by name as a French dictionary orders them."""
    own = ground().places.filter(ground().places["kind"] == level).sort("key")
    return tuple(Place(level, code, name) for code, name in own.select("code", "name").iter_rows())


@functools.lru_cache(maxsize=4096)
def parents(place: Place) -> tuple[Place, ...]:
    """What a territory lies in, the widest first; of an EPCI, the département of most of its communes."""
    if place.level == "france":
        return ()
    found = [FRANCE]
    for level in LEVELS[1 : LEVELS.index(place.level)]:
        own = ground().communes[level].gather(rows(place))
        code = own[0] if len(own) == 1 else own.mode().sort().first()
        if isinstance(code, str):
            found.append(get(level, code))
    return tuple(found)


@functools.lru_cache(maxsize=4096)
def children(place: Place) -> tuple[Place, ...]:
    """Territories of the next level inside: régions, départements, EPCI, communes."""
    if place.level == "commune":
        return ()
    level = LEVELS[LEVELS.index(place.level) + 1]
    own = ground().communes[rows(place)]
    column = "code" if level == "commune" else level
    wanted = set(own[column].drop_nulls().to_list())
    return tuple(child for child in of_level(level) if child.code in wanted)
