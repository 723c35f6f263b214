"""What is present in a commune: programmes of the State, shops and how varied they are."""

import polars as pl


def programmes(table: pl.DataFrame) -> pl.DataFrame:
    """Programmes each commune takes part in.

    Parameters
    ----------
    table
        ``code`` (or ``code_insee``) and ``programme``; a commune named twice in a programme counts once.

    Returns
    -------
    polars.DataFrame
        ``code``, ``programmes`` (how many), ``names`` (sorted list); communes without any are absent.
    """
    return (
        table.select(code=_code(table), programme="programme")
        .drop_nulls()
        .group_by("code")
        .agg(programmes=pl.col("programme").n_unique(), names=pl.col("programme").unique().sort())
        .sort("code")
    )


def shops(table: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Shops of each commune: how many, per 1,000 people, of how many kinds and how evenly spread among them.

    Parameters
    ----------
    table
        ``code`` (or ``code_insee``) and one column of counts per kind; a column ``total_commerces`` is ignored.
    people
        ``code`` and ``population``.

    Returns
    -------
    polars.DataFrame
        ``code``, ``shops``, ``per_1000`` (null where nobody lives), ``kinds``, ``diversity`` (Shannon's entropy over
        its greatest value, 0 to 1; null without shops).
    """
    kinds = [c for c, kind in table.schema.items() if kind.is_numeric() and c != "total_commerces"]
    counts = [pl.col(c).fill_null(0).cast(pl.Float64) for c in kinds]
    total = pl.sum_horizontal(counts)
    shares = [count / total for count in counts]
    entropy = pl.sum_horizontal(pl.when(share > 0).then(-share * share.log()).otherwise(0.0) for share in shares)
    most = pl.lit(max(len(kinds), 2), pl.Float64).log()
    counted = table.select(
        code=_code(table),
        shops=total.cast(pl.Int64),
        kinds=pl.sum_horizontal((count > 0).cast(pl.Int64) for count in counts),
        diversity=pl.when(total > 0).then(entropy / most),
    )
    joined = counted.join(people.select("code", "population"), on="code", how="left", maintain_order="left")
    per = pl.when(pl.col("population") > 0).then(1000 * pl.col("shops") / pl.col("population"))
    return joined.select("code", "shops", per.alias("per_1000"), "kinds", "diversity")


def _code(table: pl.DataFrame) -> pl.Expr:
    """The column of commune codes."""
    return pl.col("code" if "code" in table.columns else "code_insee")
