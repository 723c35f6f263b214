"""What one timetable changes in another, stop by stop."""

import polars as pl

from maillage.vocabulary.timetable import CHANGES


def changes(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Stops lost, gained, moved or given to another advisor.

    Parameters
    ----------
    before, after
        Tables with the columns of :data:`maillage.vocabulary.timetable.STOPS`, of the same days.

    Returns
    -------
    polars.DataFrame
        Columns of :data:`maillage.vocabulary.timetable.CHANGES`, by place and date.
    """
    columns = ("place", "place_name", "date", "begins", "post")
    both = before.select("stop", *columns).join(
        after.select("stop", *columns), on="stop", how="full", suffix="_after", coalesce=True
    )
    kind = (
        pl.when(pl.col("date_after").is_null())
        .then(pl.lit("lost"))
        .when(pl.col("date").is_null())
        .then(pl.lit("gained"))
        .when((pl.col("date") != pl.col("date_after")) | (pl.col("begins") != pl.col("begins_after")))
        .then(pl.lit("moved"))
        .when(pl.col("post") != pl.col("post_after"))
        .then(pl.lit("advisor"))
    )
    told = both.select(
        "stop",
        kind=kind,
        place=pl.coalesce("place_after", "place"),
        place_name=pl.coalesce("place_name_after", "place_name"),
        date_before="date",
        begins_before="begins",
        post_before="post",
        date="date_after",
        begins="begins_after",
        post="post_after",
    ).filter(pl.col("kind").is_not_null())
    order = pl.coalesce("date_before", "date")
    return told.select(pl.col(name).cast(of) for name, of in CHANGES.items()).sort("place", order, "stop")
