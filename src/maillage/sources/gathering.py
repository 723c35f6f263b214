"""One row per present commune: former communes are gathered, nothing is counted twice, nobody is lost."""

import polars as pl

from maillage.sources import codes
from maillage.sources.source import ISSUE_SCHEMA, Column
from maillage.territory import Territory


def communes(
    table: pl.DataFrame, columns: list[Column], territory: Territory
) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """Commune-level table on the communes of today.

    Arrondissements of Paris, Lyon and Marseille are set aside where the whole city is there too, gathered otherwise.
    A code given twice keeps its first row.

    Returns
    -------
    tuple
        The table sorted by ``code_insee``, the issues, and how many rows were refused.
    """
    coded, report = located(table, territory, refused="error")
    known = coded.filter(pl.col("present").is_not_null())
    again = known.filter(pl.col("own").is_duplicated() & ~pl.col("own").is_first_distinct())
    report = pl.concat([report, _issues(again, "code_insee", pl.col("own"), "duplicate", "error")])
    known = known.filter(pl.col("own").is_first_distinct())
    whole = codes.districts(territory).filter(pl.col("whole").is_in(known["own"].implode()))
    known = known.filter(~pl.col("own").is_in(whole["code"].implode()))
    shared = pl.col("present").is_duplicated()
    alone = known.filter(~shared).drop("code_insee", "row", "own").rename({"present": "code_insee"})
    values = [column for column in columns if column.kind != "code"]
    gathered = gather(known.filter(shared), values)
    order = ["code_insee", *(column.name for column in values)]
    outcome = pl.concat([alone.select(order), gathered.select(order).cast(alone.select(order).schema)])
    refused = report.filter(pl.col("severity") == "error").height
    return outcome.sort("code_insee"), report, refused


def located(table: pl.DataFrame, territory: Territory, refused: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Table with ``own`` and ``present`` codes, and an issue for each code that leads nowhere.

    Parameters
    ----------
    table
        Columns row and code_insee.
    territory
        The communes of today.
    refused
        Severity of an unknown code; codes beyond the communes planned for are never more than ``info``.
    """
    coded = codes.with_present(table, territory)
    given = pl.col("code_insee").is_not_null()
    beyond = pl.col("own").fill_null("").str.contains(codes.BEYOND)
    lost = coded.filter(pl.col("present").is_null())
    report = [
        _issues(lost.filter(given & ~beyond), "code_insee", pl.col("code_insee"), "code_unknown", refused),
        _issues(lost.filter(beyond), "code_insee", pl.col("code_insee"), "code_beyond", "info"),
    ]
    if refused == "error":
        report.append(_issues(lost.filter(~given), "code_insee", pl.lit(""), "code_missing", refused))
    return coded, pl.concat(report)


def gather(rows: pl.DataFrame, columns: list[Column]) -> pl.DataFrame:
    """Former communes added up under their present code.

    A sum or mean is null where a part of it is unknown, for counting only the known part would be wrong; a mean weighs
    by its column's ``weight``.

    Parameters
    ----------
    rows
        Rows with own and present codes, those of one present commune next to others or not.
    columns
        How each column is gathered.
    """
    ordered = rows.sort(pl.col("own") != pl.col("present"), "row", maintain_order=True)
    return (
        ordered.group_by("present", maintain_order=True)
        .agg(_gathered(column) for column in columns)
        .rename({"present": "code_insee"})
    )


def _gathered(column: Column) -> pl.Expr:
    """How one column is gathered."""
    cell = pl.col(column.name)
    if column.how == "sum":
        return pl.when(cell.is_null().any()).then(None).otherwise(cell.sum()).alias(column.name)
    if column.how == "mean":
        weight = pl.col(column.weight).cast(pl.Float64) if column.weight else pl.lit(1.0)
        filled = weight.fill_null(0.0) + cell * 0.0
        share = (cell * filled).sum() / filled.sum()
        return (
            pl.when(cell.is_null().any())
            .then(None)
            .when(filled.sum() > 0)
            .then(share)
            .otherwise(cell.mean())
            .alias(column.name)
        )
    if column.how == "any":
        return cell.any(ignore_nulls=True).alias(column.name)
    return cell.drop_nulls().first().alias(column.name)


def _issues(rows: pl.DataFrame, column: str, value: pl.Expr, message: str, severity: str) -> pl.DataFrame:
    """One issue for each row."""
    return rows.select(
        "row",
        pl.lit(column).alias("column"),
        value.cast(pl.String).str.slice(0, 200).alias("value"),
        pl.lit(message).alias("message"),
        pl.lit(severity).alias("severity"),
    ).cast(ISSUE_SCHEMA)  # type: ignore[arg-type]
