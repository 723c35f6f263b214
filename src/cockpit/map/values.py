"""Figures of every commune, measure by measure, in the order of the communes' codes."""

import functools
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from cockpit.map import adopted, measures
from cockpit.map.adopted import Adopted
from cockpit.map.measures import Breaks, Floats, Measure
from cockpit.territories import figures, places


@dataclass(frozen=True, eq=False)
class Column:
    """A measure of all communes.

    Attributes
    ----------
    measure
        What it is.
    stamp
        Names the version of the figures, for addresses.
    values
        Figure of each commune, NaN where there is none [communes].
    breaks
        Between two classes.
    classes
        Class of each commune, see :func:`cockpit.map.measures.classify`.
    source, vintage
        Where the figures come from.
    """

    measure: Measure
    stamp: str
    values: Floats
    breaks: Breaks
    classes: NDArray[np.int32]
    source: str
    vintage: str

    @property
    def known(self) -> bool:
        """Whether any commune has a figure."""
        return bool((self.classes != measures.UNKNOWN).any())

    def counts(self, rows: NDArray[np.int32] | None = None) -> list[int]:
        """Communes in each class, the unknown last; of some rows only where given."""
        own = self.classes if rows is None else self.classes[rows]
        return [int(n) for n in np.bincount(own, minlength=measures.UNKNOWN + 1)]


def column(code: str) -> Column:
    """A measure by its code, as the data now say.

    Raises
    ------
    KeyError
        If no measure has this code.
    """
    measure = measures.MEASURES[code]
    if measure.indicator:
        return _of_indicator(code, figures.table().stamp)
    plan = adopted.plan()
    return _empty(measure) if plan is None else _of_plan(code, plan)


def columns() -> list[Column]:
    """Every measure."""
    return [column(code) for code in measures.MEASURES]


@functools.lru_cache(maxsize=32)
def _of_indicator(code: str, stamp: str) -> Column:
    """Figures of an indicator."""
    measure, table = measures.MEASURES[code], figures.table()
    own = table.frame.lazy().filter(level="commune", indicator=measure.indicator)
    rows = own.select("code", "value", "source", "vintage").collect()
    first = rows.filter(pl.col("value").is_not_null()).head(1)
    told = first.select(pl.col("source", "vintage").cast(pl.String).fill_null("")).row(0) if len(first) else ("", "")
    return _made(measure, stamp, rows, *told)


@functools.lru_cache(maxsize=2)
def _of_plan(code: str, plan: Adopted) -> Column:
    """Share of the need that a plan serves."""
    served = plan.coverage.select("code", value=100 * pl.col("served_share"))
    return _made(measures.MEASURES[code], plan.stamp, served, plan.name, "")


def _made(measure: Measure, stamp: str, rows: pl.DataFrame, source: str, vintage: str) -> Column:
    """Figures in the order of communes."""
    own = (
        places.ground()
        .communes.select("code")
        .join(
            rows.select(pl.col("code").cast(pl.String), pl.col("value").cast(pl.Float64)),
            on="code",
            how="left",
            maintain_order="left",
        )
    )
    values = own["value"].fill_null(float("nan")).to_numpy()
    edges = measures.breaks(measure, values)
    return Column(measure, stamp, values, edges, measures.classify(measure, edges, values), source, vintage)


def _empty(measure: Measure) -> Column:
    """No figure anywhere."""
    nothing = np.full(len(places.ground()), np.nan)
    return Column(measure, "none", nothing, (), measures.classify(measure, (), nothing), "", "")
