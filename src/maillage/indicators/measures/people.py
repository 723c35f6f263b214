"""People, and how many of them are remote from digital."""

import numpy as np
import polars as pl

from maillage.indicators.figures_model import MODEL_ERROR
from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Formula, Indicator, over, ratio, share, total
from maillage.indicators.interval import NORMAL_90

_REACH = (pl.col("need_shared") ** 2 + pl.col("need_own_squared")).sqrt()
_NEED_PARTS = ("need", "need_shared", "need_own_squared")
_NEED = pl.col("need")
_ENDS = (pl.max_horizontal(_NEED - _REACH, pl.lit(0.0)), _NEED + _REACH)

INDICATORS = (
    Indicator("people.population", "people", total("population")),
    Indicator("people.density", "per_km2", ratio("population", "area_km2")),
    Indicator("people.aged_65", "percent", share("aged_65", "aged_whole"), (("insee-rp-melodi",),)),
    Indicator(
        "people.need",
        "people",
        Formula(_NEED_PARTS, _NEED, "Σ need", *_ENDS),
        better="lower",
        fixed_for_france=True,
    ),
    Indicator(
        "people.need_share",
        "percent",
        Formula(
            (*_NEED_PARTS, "population"),
            over(_NEED, pl.col("population"), 100.0),
            "100 × Σ need / Σ population",
            over(_ENDS[0], pl.col("population"), 100.0),
            over(_ENDS[1], pl.col("population"), 100.0),
        ),
        better="lower",
        fixed_for_france=True,
    ),
)


def parts(ground: Ground) -> Parts:
    """Inhabitants, surface, people of 65 and over, people remote from digital and the errors of their estimate.

    The model's own error is shared by the communes of a territory and adds up; what is proper to each adds up as
    squares.
    """
    found = {"population": ground.people, "area_km2": ground.territory.communes["area_km2"].to_numpy().astype(float)}
    census = ground.first("insee-rp-melodi")
    if census is not None:
        percent = ground.column(census, pl.col("aged_65_more_percent"))
        found["aged_65"] = ground.people * percent / 100
        found["aged_whole"] = np.where(np.isfinite(percent), ground.people, np.nan)
    if ground.need is not None:
        need, low, high = (ground.need[name].to_numpy() for name in ("people_in_need", "low", "high"))
        half = (high - low) / 2
        rate = np.divide(need, ground.people, out=np.zeros_like(need), where=ground.people > 0)
        shared = np.minimum(NORMAL_90 * MODEL_ERROR * need * (1 - np.minimum(rate, 1.0)), half)
        found |= {"need": need, "need_shared": shared, "need_own_squared": half**2 - shared**2}
    return found
