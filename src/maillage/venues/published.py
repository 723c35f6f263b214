"""What each stored source says of venues: one reader per shape of table, the differences declared below."""

import re
from collections.abc import Callable, Mapping

import polars as pl

from maillage.opening import Ranges, mask, osm_mask, written
from maillage.opening.half_days import minute
from maillage.venues import assumptions
from maillage.venues.addresses import addressed
from maillage.venues.columns import ASSUMED, DESKS, PUBLISHED

WEEK = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
_CLOCK = r"\d{1,2}:\d{2}"
_RANGES = re.compile(rf"{_CLOCK} ?- ?{_CLOCK}(?: ?/ ?{_CLOCK} ?- ?{_CLOCK})*")
_RANGE = re.compile(rf"({_CLOCK}) ?- ?({_CLOCK})")

WORDS = {
    "france_services": r"\brfs\b|\bmsap\b|france[ -]services?",
    "library": r"\bbib\b|relais_lecture|biblioth.que|m.diath.que|relais lecture",
    "tiers_lieu": r"tiers[ _-]lieu|fab ?lab|co-?working",
    "post_office": r"\bla[ _]poste\b",
}
"""How a place of mediation says that it is of a finer kind."""


def libraries(table: pl.DataFrame) -> pl.DataFrame:
    """Public libraries: the file gives weekly hours, not the half-days."""
    return _venues(
        table.filter(pl.col("address_kind") == "Bâtiment ouvert"),
        kind=pl.lit("library"),
        published=pl.lit(None, pl.UInt16),
        assumed=assumptions.library(pl.col("weekly_hours")),
    )


def france_services(table: pl.DataFrame) -> pl.DataFrame:
    """France services that stay in one place."""
    about = [name for name in ("kind", "format") if name in table.columns]
    moving = pl.concat_str(pl.col(about).fill_null(""), separator=" ").str.contains(r"(?i)itin.rant|\bbus")
    if "travelling" in table.columns:
        moving = moving | pl.col("travelling").fill_null(False)
    fixed = table.filter(~moving)
    days = [f"hours_{day}" for day in WEEK]
    week = fixed.select(pl.col(day) if day in fixed.columns else pl.lit(None, pl.String).alias(day) for day in days)
    weeks = [week_ranges(row) for row in week.iter_rows()]
    hours = pl.Series("published", [None if one is None else mask(one) for one in weeks], dtype=pl.UInt16)
    times = pl.Series("times", [None if one is None else written(one) for one in weeks], dtype=pl.String)
    kind = pl.lit("france_services")
    return _venues(fixed.with_columns(hours, times), kind, pl.col("published"), assumptions.usual(kind))


def post_offices(table: pl.DataFrame) -> pl.DataFrame:
    """Post offices; agencies sit in the town hall or a shop, and nobody publishes when."""
    kind = pl.lit("post_office")
    offices = table.filter(pl.col("kind") == "Bureau de Poste").with_columns(
        name="La Poste, " + pl.col("name").str.replace(r" BP( [A-Z0-9]*)?$", "")
    )
    return _venues(offices, kind, pl.lit(None, pl.UInt16), assumptions.usual(kind))


def third_places(table: pl.DataFrame) -> pl.DataFrame:
    """Third places that are open, as the census says."""
    if "state" in table.columns:
        table = table.filter(~pl.col("state").fill_null("").str.contains(r"(?i)projet|ferm|arr.t"))
    kind = pl.lit("tiers_lieu")
    return _venues(table, kind, pl.lit(None, pl.UInt16), assumptions.usual(kind))


def mediation(table: pl.DataFrame) -> pl.DataFrame:
    """Places of digital mediation that stay in one place, in the national standard's columns."""
    named = pl.col("nom").fill_null("")
    fixed = table.filter(
        ~pl.col("itinerance").fill_null("").str.contains("Itinérant")
        & ~named.str.contains(r"(?i)^mairie\b")  # the town hall is a venue already
    )
    about = (pl.col("typologie").fill_null("") + " " + named.fill_null("")).str.to_lowercase()
    kind = pl.lit("mediation")
    for name, words in reversed(WORDS.items()):
        kind = pl.when(about.str.contains(words)).then(pl.lit(name)).otherwise(kind)
    masks = {text: osm_mask(text) for text in fixed["horaires"].unique().drop_nulls()}
    hours = pl.Series("published", [masks.get(text) for text in fixed["horaires"]], dtype=pl.UInt16)
    read = {"address": "adresse", "postcode": "code_postal"}
    own = {new: pl.col(old) for new, old in read.items() if old in fixed.columns}
    told = fixed.with_columns(hours, name="nom", times=pl.col("horaires").str.replace_all(r"\s+", " "), **own)
    return _venues(told, kind, pl.col("published"), assumptions.usual(kind))


def week_ranges(days: tuple[str | None, ...]) -> list[Ranges] | None:
    """Hours of a week told as ``09:00 - 12:00 / 14:00 - 17:00`` day by day; None where any day does not read."""
    week: list[Ranges] = []
    for text in days:
        if text is not None and not _RANGES.fullmatch(text.strip()):
            return None
        week.append([(minute(begin), minute(end)) for begin, end in _RANGE.findall(text or "")])
    return week


def _venues(table: pl.DataFrame, kind: pl.Expr, published: pl.Expr, assumed: pl.Expr) -> pl.DataFrame:
    """Venues of a table's rows; hours that are published but never long enough to visit count as unknown."""
    known = published.fill_null(0) > 0
    missing = [name for name in ("address", "postcode", "commune", "times") if name not in table.columns]
    table = table.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)
    return table.select(
        code="code_insee",
        kind=kind,
        name=pl.col("name").fill_null(""),
        lon="longitude",
        lat="latitude",
        opening=pl.when(known).then(published).otherwise(assumed),
        hours=pl.when(known).then(pl.lit(PUBLISHED)).otherwise(pl.lit(ASSUMED)),
        desks=pl.lit(DESKS, pl.Int32),
        address=addressed("address", "postcode", "commune"),
        times=pl.when(known).then("times"),
    )


READERS: Mapping[str, Callable[[pl.DataFrame], pl.DataFrame]] = {
    "anct-france-services": france_services,
    "culture-bibliotheques": libraries,
    "laposte-points-de-contact": post_offices,
    "tiers-lieux-recensement": third_places,
    "mediation-": mediation,
}
"""Reader of each source, by its identifier or how it begins."""


def reader(source: str) -> Callable[[pl.DataFrame], pl.DataFrame] | None:
    """How a source's table is read, None where it holds no venue."""
    if source in READERS:
        return READERS[source]
    return READERS["mediation-"] if source.startswith("mediation-") else None
