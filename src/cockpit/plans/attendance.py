"""Where advisors are or may be: every venue of the country, and what the plans in force bring to each."""

import functools

import polars as pl

from cockpit.plans import adopted
from cockpit.plans.adopted import Standing
from cockpit.territories import figures, places, venues
from cockpit.territories.places import Place


def of(place: Place, held: Standing) -> pl.DataFrame:
    """Venues of a territory under some adoptions.

    Returns
    -------
    polars.DataFrame
        ``id``, ``code`` (commune), ``commune``, ``departement``, ``region``, ``epci``, then the columns of
        :data:`cockpit.territories.venues.COLUMNS` but the last two, then ``half_days`` (visits per fortnight: 0 where
        none is made, null where no plan holds), ``plan`` (the one that holds there), and the last two. A venue that a
        plan visits and that the data no longer tell (or that its maker declared) stands with what its plan says. By
        ``id``.
    """
    whole = _whole(figures.table().stamp, held)
    if place == places.FRANCE:
        return whole
    codes = places.ground().communes["code"].gather(places.rows(place))
    return whole.filter(pl.col("code").is_in(codes.implode()))


@functools.lru_cache(maxsize=2)
def _whole(_stamp: str, held: Standing) -> pl.DataFrame:
    """Of the whole country, for one version of the data."""
    ground = places.ground().communes
    plans = pl.Series([uuid for _, _, uuid, _ in held], dtype=pl.String)
    owner = pl.Series(adopted.owners(held))
    here = ground.select(
        "code",
        pl.col("name").alias("commune"),
        "departement",
        "region",
        "epci",
        plan=plans.gather(owner.replace(-1, None)),
    )
    visits = (
        adopted.whole_of(held, "rounds")
        .group_by(code="place", kind="venue_kind", name="venue", hours="venue_hours", source="venue_source")
        .agg(half_days=pl.len().cast(pl.Int32))
    )
    known, key = venues.table(), ["code", "kind", "name"]
    first = pl.int_range(pl.len()).over(key) == 0  # of namesakes in one commune, the plan says no more than the name
    counts = visits.group_by(key).agg(pl.col("half_days").sum())
    told = known.with_columns(first=first).join(counts, on=key, how="left", nulls_equal=True, maintain_order="left")
    told = told.with_columns(half_days=pl.when("first").then("half_days")).drop("first")
    gone = visits.join(known, on=key, how="anti", nulls_equal=True).sort("code", "kind", "name", "hours", "source")
    missing = [
        pl.lit(None, known.schema[name]).alias(name) for name in known.columns if name not in (*gone.columns, "id")
    ]
    added = venues.named(gone.with_columns(missing).select(*known.columns[1:], "half_days"))
    made = pl.concat([told, added.select(told.columns)])
    joined = made.join(here, on="code", how="left", maintain_order="left")
    return joined.select(
        "id",
        "code",
        *(name for name in here.columns if name not in ("code", "plan")),
        *(name for name in known.columns[2:] if name not in venues.LAST),
        pl.when(pl.col("plan").is_not_null())
        .then(pl.col("half_days").fill_null(0))
        .otherwise("half_days")
        .alias("half_days"),
        "plan",
        *venues.LAST,
    ).sort("id")
