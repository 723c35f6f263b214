"""Commerce: shops, how many for whom, how varied."""

import numpy as np
import polars as pl

from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Formula, Indicator, ratio, total

TRADE = "insee-bpe-2020-commerce"
KINDS = (
    *(f"b{k}" for k in (101, 102, 103, 201, 202, 203, 204, 205, 206)),
    *(f"b{k}" for k in (*range(301, 314), 315, 316)),
)
"""Kinds of shops of the base of facilities, from hypermarkets (B101) to filling stations (B316)."""

_COUNTS = tuple(f"shops_{kind}" for kind in KINDS)


def _diversity() -> pl.Expr:
    """Shannon's entropy of the kinds over its greatest value."""
    shares = [pl.col(name) / pl.col("shops") for name in _COUNTS]
    entropy = pl.sum_horizontal(pl.when(part > 0).then(-part * part.log()).otherwise(0.0) for part in shares)
    return pl.when(pl.col("shops") > 0).then(entropy / pl.lit(len(KINDS), pl.Float64).log())


_SOURCES = ((TRADE,),)

INDICATORS = (
    Indicator("commerce.shops", "places", total("shops"), _SOURCES, "higher"),
    Indicator("commerce.per_1000", "per_1000", ratio("shops", "population", 1000), _SOURCES, "higher"),
    Indicator(
        "commerce.kinds",
        "kinds",
        Formula(
            _COUNTS,
            pl.sum_horizontal((pl.col(name) > 0).cast(pl.Float64) for name in _COUNTS),
            "Σ over kinds k of [Σ shops_k > 0]",
        ),
        _SOURCES,
        "higher",
    ),
    Indicator(
        "commerce.diversity",
        "index",
        Formula(("shops", *_COUNTS), _diversity(), "−Σ over k of p_k ln p_k / ln 24, p_k = Σ shops_k / Σ shops"),
        _SOURCES,
        "higher",
    ),
)


def parts(ground: Ground) -> Parts:
    """Shops of each kind and of all."""
    table = ground.first(TRADE)
    if table is None:
        return {}
    counts = {
        f"shops_{kind}": ground.column(table, pl.col(f"nb_{kind}") if f"nb_{kind}" in table.columns else pl.lit(0.0))
        for kind in KINDS
    }
    return counts | {"shops": np.sum(list(counts.values()), axis=0)}
