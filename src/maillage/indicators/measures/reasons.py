"""Why the share of people remote from digital is not the country's: what each input of the need model adds to the gap.

The points of a territory sum to its `people.need_share` less the country's. Those of a commune made like the country
are all nought; the country's own are small and sum to nought.
"""

import polars as pl

from maillage.indicators.explanation import FACTORS
from maillage.indicators.ground import Ground, Parts
from maillage.indicators.indicator import Indicator, ratio, share

INDICATORS = (
    *(Indicator(f"reasons.{factor}", "points", ratio(f"reasons_{factor}", "population")) for factor in FACTORS),
    Indicator("reasons.known", "percent", share("reasons_known", "population"), better="higher"),
)
"""Points of each factor of :mod:`maillage.indicators.explanation`, and how much of what people are is known of each
commune itself rather than guessed."""


def parts(ground: Ground) -> Parts:
    """Points of each commune times its inhabitants."""
    if ground.reasons is None:
        return {}
    table = ground.reasons.select(pl.col(*FACTORS, "known").cast(pl.Float64))
    return {f"reasons_{name}": table[name].to_numpy() * ground.people for name in table.columns}
