"""Finding places: by code, by name, by what they were called before."""

import difflib
import re
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from maillage.territory.names import full_key, short_key
from maillage.vocabulary.errors import AmbiguousTerritory, UnknownTerritory

KINDS = ("region", "departement", "epci", "commune", "former")
"""Kinds of places from the widest; ``former`` is a commune that is no more."""

GROUPS = {"france": "departement", "region": "departement", "departement": "epci", "epci": "code", "commune": "code"}
"""Column of the communes by which each kind of selection is naturally broken down."""


@dataclass(frozen=True, eq=False)
class Selection:
    """A choice of communes.

    Parameters
    ----------
    label
        How to call it in a title.
    kind
        ``france``, ``region``, ``departement``, ``epci``, ``commune`` or ``union``.
    spec
        What was asked for.
    rows
        Rows of the territory's communes, increasing, without repeats.
    groups
        Column of the communes by which it is naturally broken down.
    """

    label: str
    kind: str
    spec: str
    rows: NDArray[np.int32] = field(repr=False)
    groups: str

    def __len__(self) -> int:
        return len(self.rows)


def places(communes: pl.DataFrame, former: pl.DataFrame) -> pl.DataFrame:
    """Everything with a name: kind, code, name, departement (name), population, present, key, short.

    ``present`` is the code of the present commune for a former one and the code itself otherwise; ``key`` and ``short``
    are the normalised name with and without its leading article. An EPCI's ``departement`` is the one with most of its
    communes.
    """
    levels = [
        communes.filter(pl.col(kind).is_not_null())
        .group_by(kind, f"{kind}_name")
        .agg(pl.col("departement_name").mode().sort().first().alias("within"), pl.col("population").sum())
        .select(
            pl.lit(kind).alias("kind"),
            pl.col(kind).alias("code"),
            pl.col(f"{kind}_name").alias("name"),
            (pl.lit(None, pl.String) if kind == "region" else pl.col("within")).alias("departement"),
            "population",
            pl.col(kind).alias("present"),
        )
        .sort("code")
        for kind in ("region", "departement", "epci")
    ]
    own = communes.select(
        pl.lit("commune").alias("kind"),
        "code",
        "name",
        departement="departement_name",
        population="population",
        present="code",
    )
    old = former.join(own.select("departement", present="code"), on="present", how="left").select(
        pl.lit("former").alias("kind"),
        "code",
        "name",
        "departement",
        pl.lit(None, pl.Int32).alias("population"),
        "present",
    )
    everything = pl.concat([*levels, own, old.sort("code", "name")])
    return everything.with_columns(
        key=pl.col("name").map_elements(full_key, return_dtype=pl.String),
        short=pl.col("name").map_elements(short_key, return_dtype=pl.String),
    )


def select(communes: pl.DataFrame, places: pl.DataFrame, spec: str) -> Selection:
    """Communes of ``spec``.

    ``france``; a code: ``15``, ``2a``, ``974`` (département), nine digits (EPCI), five (commune, present or former);
    ``region:84`` or another kind before a colon; a name, without regard to accents, case, hyphens, leading article or
    ``St``; or several of these separated by commas.

    A bare two-digit code is a département's. Several places of one name are ambiguous, unless they all cover the same
    communes: then the widest is meant (``Paris``, ``Mayotte``). Former communes are looked for only when no present
    place answers, and stand for the present commune.

    Raises
    ------
    UnknownTerritory
        If nothing answers; the hint proposes close names.
    AmbiguousTerritory
        If several places answer.
    """
    parts = [part.strip() for part in spec.split(",") if part.strip()]
    if len(parts) < 2 or not _named(places, spec).is_empty():
        return _one(communes, places, spec.strip())
    chosen = [_one(communes, places, part) for part in parts]
    rows = np.unique(np.concatenate([choice.rows for choice in chosen]))
    label = ", ".join(dict.fromkeys(choice.label for choice in chosen))
    return Selection(label, "union", spec, rows, "departement")


def _one(communes: pl.DataFrame, places: pl.DataFrame, spec: str) -> Selection:
    """Selection of a spec without commas."""
    if full_key(spec) == "france":
        return Selection("France", "france", spec, np.arange(communes.height, dtype=np.int32), GROUPS["france"])
    found = _coded(places, spec)
    if found.is_empty():
        found = _named(places, spec)
    if found.is_empty():
        raise UnknownTerritory("territory.unknown", value=spec, hint=_hint(communes, places, spec))
    covers = [_rows(communes, kind, present) for kind, present in found.select("kind", "present").iter_rows()]
    if any(not np.array_equal(covers[0], other) for other in covers[1:]):
        choices = ", ".join(_choice(place) for place in found.iter_rows(named=True))
        raise AmbiguousTerritory("territory.ambiguous", value=spec, choices=choices)
    kind = "commune" if found["kind"][0] == "former" else found["kind"][0]
    label = communes["name"][int(covers[0][0])] if kind == "commune" else found["name"][0]
    return Selection(label, kind, spec, covers[0], GROUPS[kind])


def _rows(communes: pl.DataFrame, kind: str, code: str) -> NDArray[np.int32]:
    """Rows of a place's communes."""
    column = "code" if kind in ("commune", "former") else kind
    return (communes[column] == code).fill_null(False).arg_true().to_numpy().astype(np.int32)


def _coded(places: pl.DataFrame, spec: str) -> pl.DataFrame:
    """Places of a code, ``kind:code`` or ``kind:name``."""
    kind, colon, value = spec.partition(":")
    value = value.strip() if colon else spec.strip()
    if colon:
        kind = full_key(kind)
        own = places.filter(pl.col("kind") == kind)
        found = own.filter(pl.col("code") == value.upper())
        return found if not found.is_empty() else _named(own, value)
    if not re.fullmatch(r"\d[\dABab]\d?|\d[\dABab]\d{3}|\d{9}|\d{5}SR\d\d", value):
        return places.clear()
    found = places.filter(pl.col("code") == value.upper(), pl.col("kind") != "region")
    return found.filter(pl.col("kind").is_first_distinct()).head(1)


def _named(places: pl.DataFrame, name: str) -> pl.DataFrame:
    """Places of a name: with its article, else without, else among former communes."""
    present, former = places.filter(pl.col("kind") != "former"), places.filter(pl.col("kind") == "former")
    for table in (present, former):
        for column, key in (("key", full_key(name)), ("short", short_key(name))):
            found = table.filter(pl.col(column) == key)
            if not found.is_empty():
                return found
    return places.clear()


def _choice(place: dict[str, str]) -> str:
    """A place as offered to a reader who must choose: name, what it is in, code to type."""
    if place["kind"] in ("commune", "former"):
        return f"{place['name']} ({place['departement']}, {place['code']})"
    return f"{place['name']} ({place['kind']}:{place['code']})"


def _hint(communes: pl.DataFrame, places: pl.DataFrame, spec: str) -> str:
    """Communes of a postcode, else close names in the order of likeness, else nothing."""
    posted = communes.filter(pl.col("postcodes").list.contains(spec)).head(5)
    if not posted.is_empty():
        return f" ({', '.join(f'{name} {code}' for name, code in posted.select('name', 'code').iter_rows())} ?)"
    names = dict(zip(places["short"], places["name"], strict=True))
    close = difflib.get_close_matches(short_key(spec), names, n=3, cutoff=0.75)
    return f" ({', '.join(names[key] for key in close)} ?)" if close else ""


def find(communes: pl.DataFrame, places: pl.DataFrame, text: str, limit: int) -> pl.DataFrame:
    """Places that answer a search, the best first.

    Parameters
    ----------
    text
        A code, a postcode, or words that the name must all begin with, in any order.
    limit
        Most rows returned.

    Returns
    -------
    pl.DataFrame
        kind, code, name, departement, population, present (where a former commune now is).
    """
    key, shown = full_key(text), ["kind", "code", "name", "departement", "population", "present"]
    by_post = communes.filter(pl.col("postcodes").list.contains(text.strip()))["code"].to_list()
    tests = [pl.format(" {}", "key").str.contains(f" {word}", literal=True) for word in key.split()]
    coded = (pl.col("code") == text.strip().upper()) | ((pl.col("kind") == "commune") & pl.col("code").is_in(by_post))
    named = pl.all_horizontal(tests) if tests else pl.lit(False)
    order = pl.col("kind").replace_strict({kind: rank for rank, kind in enumerate(KINDS)})
    exact = (pl.col("key") == key) | (pl.col("short") == short_key(text)) | coded
    return (
        places.filter(coded | named)
        .sort(exact, order, "population", "code", descending=[True, False, True, False], nulls_last=True)
        .select(shown)
        .head(limit)
    )
